"""Changes from one round to the next: counts, and differences of two arms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from balint import errors
from balint.statistics.changes import (
    CountChange,
    DifferenceChange,
    cluster_difference_change,
    count_change,
    difference_change,
)
from balint.statistics.effects import welch_difference
from balint.statistics.samples import Undefined
from tests.statistics.r_results import ESTIMATE, INTERVAL, cases

BEFORE = ([4.0, 5.0, 7.0, 6.0], [3.0, 5.0, 4.0])
AFTER = ([8.0, 7.0, 9.0], [4.0, 4.5, 6.0, 5.0, 3.0])


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("changes", "count"))
def test_count_change_equals_poisson_test_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = count_change(given_["earlier"], given_["later"])
    assert isinstance(result, CountChange)
    for found, said in (
        (result.ratio, answer["ratio"]),
        (result.low, answer["low"]),
        (result.high, answer["high"]),
    ):
        assert found is said if said is None else found == pytest.approx(said, abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("changes", "difference"))
def test_difference_change_equals_that_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = difference_change(given_["earlier"], given_["later"])
    assert isinstance(result, DifferenceChange)
    agrees_with_r(result, answer)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("changes", "cluster difference"))
def test_change_over_clusters_equals_clubsandwich_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = cluster_difference_change(**given_)
    assert isinstance(result, DifferenceChange)
    agrees_with_r(result, answer)


def agrees_with_r(result: DifferenceChange, answer: Any) -> None:
    assert result.change == pytest.approx(answer["change"], abs=ESTIMATE)
    assert (result.low, result.high) == pytest.approx((answer["low"], answer["high"]), abs=INTERVAL)
    assert (result.df, result.p) == pytest.approx((answer["df"], answer["p"]), abs=INTERVAL)


def test_count_change_holds_its_level_by_the_binomial() -> None:
    # With 10 then 20 the limits are where 20 or more, or 20 or fewer, of 30 have chance 2.5 %.
    result = count_change(10, 20)
    assert isinstance(result, CountChange)
    assert result.high is not None
    assert stats.binom.sf(19, 30, result.low / (1 + result.low)) == pytest.approx(0.025)
    assert stats.binom.cdf(20, 30, result.high / (1 + result.high)) == pytest.approx(0.025)


def test_counts_of_nothing_have_no_change() -> None:
    assert count_change(0, 0) == Undefined("nothing_counted")
    with pytest.raises(errors.CountsDoNotFit):
        count_change(-1, 4)


def test_difference_change_by_hand() -> None:
    # Differences of means 5.5 - 4 and 8 - 4.5; variances of the means 5/3/4, 1/3, 1/3, 1.25/5.
    result = difference_change(BEFORE, AFTER)
    assert isinstance(result, DifferenceChange)
    parts = np.array([5 / 3 / 4, 1 / 3, 1 / 3, 1.25 / 5])
    df = parts.sum() ** 2 / (parts**2 / [3, 2, 2, 4]).sum()
    reach = stats.t.ppf(0.975, df) * np.sqrt(parts.sum())
    assert (result.earlier, result.later, result.change) == (1.5, 3.5, 2.0)
    assert (result.low, result.high) == pytest.approx((2 - reach, 2 + reach))


def test_change_is_that_of_two_welch_differences() -> None:
    result, before, after = (
        difference_change(BEFORE, AFTER),
        welch_difference(*BEFORE),
        welch_difference(*AFTER),
    )
    assert not isinstance(result, Undefined)
    assert not isinstance(before, Undefined)
    assert not isinstance(after, Undefined)
    assert result.change == pytest.approx(after.difference - before.difference)
    assert result.standard_error == pytest.approx(
        np.hypot(before.standard_error, after.standard_error)
    )


def test_change_turns_its_sign_with_time() -> None:
    there, back = difference_change(BEFORE, AFTER), difference_change(AFTER, BEFORE)
    assert not isinstance(there, Undefined)
    assert not isinstance(back, Undefined)
    assert (back.change, back.low, back.high) == pytest.approx(
        (-there.change, -there.high, -there.low)
    )


def test_what_does_not_vary_has_no_interval() -> None:
    still = ([5.0, 5.0], [4.0, 4.0])
    assert difference_change(still, still) == Undefined("no_variance")
    groups = {"groups_earlier": ["a", "b"], "groups_later": ["a", "b"]}
    assert cluster_difference_change(still, still, **groups) == Undefined("no_variance")
    groups = {"groups_earlier": ["a", "a"], "groups_later": ["a", "b"]}
    assert cluster_difference_change(still, still, **groups) == Undefined("one_group")


def test_a_change_needs_two_people_in_each_arm() -> None:
    with pytest.raises(errors.TooFewValues, match="later second arm"):
        difference_change(BEFORE, ([1.0, 2.0], [3.0]))
    with pytest.raises(errors.UnequalLengths):
        cluster_difference_change(BEFORE, AFTER, groups_earlier=["a"], groups_later=["a", "b", "c"])
