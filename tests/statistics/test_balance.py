"""Standardised differences of background columns."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from balint import errors
from balint.statistics.balance import category_balance, numeric_balance
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import ESTIMATE, cases, unanswered

COMPARE = {"numeric": numeric_balance, "category": category_balance}
workplaces = st.lists(st.sampled_from(["town", "village", "city"]), min_size=2, max_size=12)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("balance", "numeric", "category"))
def test_balance_equals_that_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = COMPARE[ask](given_["a"], given_["b"])
    assert not isinstance(result, Undefined)
    assert result.difference == pytest.approx(answer["difference"], abs=ESTIMATE)
    assert result.blanks_a == given_["a"].count(None)
    assert result.n_b + result.blanks_b == len(given_["b"])


@pytest.mark.parametrize(("ask", "given_", "answer"), unanswered("balance", "numeric", "category"))
def test_balance_is_undefined_where_r_is(ask: str, given_: Any, answer: None) -> None:
    assert isinstance(COMPARE[ask](given_["a"], given_["b"]), Undefined)


def test_balance_of_two_categories_is_the_plain_one() -> None:
    # 12 of 20 against 9 of 21: (0.6 - 0.42857) / sqrt((0.24 + 0.24490) / 2)
    result = category_balance(["f"] * 12 + ["m"] * 8, ["f"] * 9 + ["m"] * 12)
    assert not isinstance(result, Undefined)
    assert result.difference == pytest.approx(0.171429 / 0.242449**0.5, abs=1e-5)


def test_balance_refuses_an_arm_of_one() -> None:
    with pytest.raises(errors.TooFewValues):
        category_balance(["f", None], ["f", "m"])
    with pytest.raises(errors.TooFewValues):
        numeric_balance([41, None], [38, 52])


@holds_for(workplaces, workplaces)
def test_category_balance_ignores_names_and_order(a: list[str], b: list[str]) -> None:
    other = {"town": "x", "village": "y", "city": "z"}
    there = category_balance(a, b)
    again = category_balance([other[x] for x in reversed(b)], [other[x] for x in a])
    if isinstance(there, Undefined) or isinstance(again, Undefined):
        assert there == again
    else:
        assert there.difference == pytest.approx(again.difference, abs=1e-7)
