"""Weighted kappa, its bootstrap, exact agreement."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from balint import errors
from balint.statistics.agreement import (
    Weights,
    bootstrap_kappa,
    exact_agreement,
    weighted_kappa,
)
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import ESTIMATE, INTERVAL, cases, unanswered

TABLE_3_BALINT = np.array([[9, 1, 1], [1, 4, 2], [0, 0, 1]])  # thesis, page 43
TABLE_3_REFERENCE = np.array([[2, 1, 0], [1, 2, 2], [1, 1, 6]])
TABLE_3 = TABLE_3_BALINT + TABLE_3_REFERENCE


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("agreement", *get_args(Weights)))
def test_kappa_equals_vcd_of_r(ask: Weights, given_: Any, answer: Any) -> None:
    result = weighted_kappa(given_["table"], weights=ask)
    assert not isinstance(result, Undefined)
    assert result.kappa == pytest.approx(answer["kappa"], abs=ESTIMATE)
    assert result.standard_error == pytest.approx(answer["standard_error"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), unanswered("agreement", "linear"))
def test_kappa_without_variance_is_undefined(ask: Weights, given_: Any, answer: None) -> None:
    table = given_["table"]
    assert weighted_kappa(table, weights=ask) == Undefined("no_variance")
    assert bootstrap_kappa([table, table], weights=ask) == Undefined("no_variance")


@pytest.mark.parametrize(
    ("ask", "given_", "answer"), cases("agreement", "bootstrap linear", "bootstrap quadratic")
)
def test_kappa_bootstrap_lies_within_bounds_of_r(ask: str, given_: Any, answer: Any) -> None:
    weights: Weights = "linear" if ask.endswith("linear") else "quadratic"
    result = bootstrap_kappa(given_["tables"], weights=weights)
    assert not isinstance(result, Undefined)
    for limit, (least, most) in ((result.low, answer["low"]), (result.high, answer["high"])):
        assert least - ESTIMATE <= limit <= most + ESTIMATE


@pytest.mark.parametrize(
    ("weights", "expected"),
    [("linear", (0.589, 0.370, 0.808)), ("quadratic", (0.649, 0.414, 0.884))],
)
def test_kappa_of_table_3_is_known(weights: Weights, expected: tuple[float, ...]) -> None:
    result = weighted_kappa(TABLE_3, weights=weights)
    assert not isinstance(result, Undefined)
    assert (result.kappa, result.low, result.high) == pytest.approx(expected, abs=0.0005)
    assert result.n == 35


def test_exact_agreement_of_table_3_is_24_of_35() -> None:
    result = exact_agreement(TABLE_3)
    assert (result.events, result.base) == (24, 35)
    assert result.share == pytest.approx(0.6857, abs=0.00005)


def test_kappa_bootstrap_counts_draws_without_variance() -> None:
    result = bootstrap_kappa([[[3, 0], [0, 1]]], weights="linear")
    assert not isinstance(result, Undefined)
    chance = 0.75**4 + 0.25**4  # all four in one class
    assert result.draws_undefined == pytest.approx(2000 * chance, abs=4 * np.sqrt(2000 * chance))


def test_kappa_bootstrap_takes_an_empty_arm() -> None:
    both = bootstrap_kappa([TABLE_3, np.zeros((3, 3))], weights="linear")
    assert both == bootstrap_kappa([TABLE_3], weights="linear")


def test_kappa_refuses_a_table_that_is_not_square() -> None:
    with pytest.raises(errors.UnequalLengths):
        weighted_kappa([[1, 2, 3], [4, 5, 6]], weights="linear")


def test_kappa_refuses_an_empty_table() -> None:
    with pytest.raises(errors.TooFewValues):
        weighted_kappa(np.zeros((3, 3)), weights="linear")


@holds_for(arrays(int, (3, 3), elements=st.integers(0, 9)).filter(np.any))
def test_kappa_ignores_which_classification_is_first(table: np.ndarray) -> None:
    a, b = (weighted_kappa(x, weights="quadratic") for x in (table, table.T))
    turned = weighted_kappa(table[::-1, ::-1], weights="quadratic")
    if isinstance(a, Undefined) or isinstance(b, Undefined) or isinstance(turned, Undefined):
        assert a == b == turned
    else:
        assert (a.kappa, a.low, a.high) == pytest.approx((b.kappa, b.low, b.high), abs=1e-7)
        assert (a.kappa, a.low, a.high) == pytest.approx(
            (turned.kappa, turned.low, turned.high), abs=1e-7
        )
        assert -1 <= a.low <= a.kappa + 1e-12
        assert a.kappa - 1e-12 <= a.high <= 1
