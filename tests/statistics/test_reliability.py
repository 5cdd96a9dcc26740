"""Cronbach's alpha and Feldt's interval."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from balint import errors
from balint.statistics.reliability import cronbach_alpha
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import ESTIMATE, INTERVAL, cases, unanswered, values


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("reliability", "alpha"))
def test_alpha_equals_psych_of_r(ask: str, given_: Any, answer: Any) -> None:
    items = values(given_["items"])
    result = cronbach_alpha(items)
    assert not isinstance(result, Undefined)
    assert result.alpha == pytest.approx(answer["alpha"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=INTERVAL)
    assert (result.n, result.n + result.n_left_out) == (answer["n"], len(items))


@pytest.mark.parametrize(("ask", "given_", "answer"), unanswered("reliability", "alpha"))
def test_alpha_without_variance_is_undefined(ask: str, given_: Any, answer: None) -> None:
    assert cronbach_alpha(given_["items"]) == Undefined("no_variance")


def test_alpha_refuses_one_complete_person() -> None:
    with pytest.raises(errors.TooFewValues, match="People who answered every item: 1"):
        cronbach_alpha([[1, 2], [None, 2], [3, None]])


def test_alpha_refuses_a_single_item() -> None:
    with pytest.raises(errors.TooFewValues, match="Items: 1"):
        cronbach_alpha([[1], [2], [3]])


@holds_for(arrays(float, (8, 4), elements=st.integers(0, 10)), st.permutations(range(8)))
def test_alpha_ignores_the_order_of_people(items: np.ndarray, order: list[int]) -> None:
    a, b = cronbach_alpha(items), cronbach_alpha(items[order][:, ::-1])
    if isinstance(a, Undefined) or isinstance(b, Undefined):
        assert a == b
    else:
        assert a.alpha == pytest.approx(b.alpha)
        assert a.low <= a.alpha <= 1 + 1e-12
