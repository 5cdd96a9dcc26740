"""Shares, their differences, rates, clusters and funnels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy import stats

from balint import errors
from balint.statistics.rates import (
    Share,
    bootstrap_share,
    clustered_share,
    funnel_limits,
    poisson_rate,
    share_difference,
    wilson_share,
)
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import ESTIMATE, INTERVAL, cases, values

counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("rates", "wilson"))
def test_wilson_equals_prop_test_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = wilson_share(given_["events"], given_["base"])
    assert result.share == pytest.approx(answer["share"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("rates", "difference"))
def test_share_difference_equals_that_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = share_difference(**{name: int(value) for name, value in given_.items()})
    assert result.difference == pytest.approx(answer["difference"], abs=ESTIMATE)
    assert result.p == pytest.approx(answer["p"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("rates", "poisson"))
def test_poisson_rate_equals_poisson_test_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = poisson_rate(int(given_["count"]), given_["population"])
    assert result.rate == pytest.approx(answer["rate"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("rates", "clusters"))
def test_clustered_share_equals_that_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = clustered_share(given_["events"], given_["bases"])
    assert isinstance(result.clustered, Share)
    assert result.alone.share == pytest.approx(answer["share"], abs=ESTIMATE)
    assert result.deff == pytest.approx(answer["deff"], abs=ESTIMATE)
    assert result.alone.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.alone.high == pytest.approx(answer["high"], abs=INTERVAL)
    assert result.clustered.low == pytest.approx(answer["cluster_low"], abs=INTERVAL)
    assert result.clustered.high == pytest.approx(answer["cluster_high"], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("rates", "cluster bootstrap"))
def test_cluster_bootstrap_lies_within_bounds_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = bootstrap_share(given_["events"], given_["bases"])
    assert not isinstance(result, Undefined)
    assert result.share == pytest.approx(answer["share"], abs=ESTIMATE)
    for limit, (least, most) in ((result.low, answer["low"]), (result.high, answer["high"])):
        assert least - ESTIMATE <= limit <= most + ESTIMATE


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("rates", "funnel"))
def test_funnel_limits_equal_those_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = funnel_limits(given_["populations"], rate=given_["rate"])
    np.testing.assert_allclose(result.low, [values(answer[x]) for x in ("low", "low_998")])
    np.testing.assert_allclose(result.high, [values(answer[x]) for x in ("high", "high_998")])


def test_newcombe_equals_its_published_example() -> None:
    # Newcombe 1998, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339.
    result = share_difference(56, 70, 48, 80)
    assert (result.low, result.high) == pytest.approx((0.0524, 0.3339), abs=0.00005)


def test_clustered_share_leaves_out_and_counts_blanks() -> None:
    whole = clustered_share([1, 0, 2], [8, 8, 7])
    blanks = clustered_share([1, 0, 2, None, 3, 0], [8, 8, 7, 9, None, 0])
    assert blanks.alone == whole.alone
    assert (blanks.n_clusters, blanks.n_left_out) == (3, 3)


def test_clustered_share_of_one_leader_has_no_cluster_interval() -> None:
    result = clustered_share([2], [9])
    assert result.alone == wilson_share(2, 9)
    assert result.clustered == Undefined("one_group")
    assert bootstrap_share([2], [9]) == Undefined("one_group")


def test_cluster_bootstrap_of_equal_shares_is_undefined() -> None:
    assert bootstrap_share([0, 0, 0], [8, 9, 7]) == Undefined("no_variance")
    assert bootstrap_share([1, 2, 3], [3, 6, 9]) == Undefined("no_variance")


def test_funnel_limits_hold_95_percent_of_counts() -> None:
    result = funnel_limits([2_000_000], rate=0.4)
    low, high = result.low[0, 0] * 20, result.high[0, 0] * 20  # counts, of which 8 are expected
    inside = stats.poisson.cdf(np.floor(high), 8) - stats.poisson.cdf(np.ceil(low) - 1, 8)
    assert 0.93 < inside < 0.99


@pytest.mark.parametrize(("events", "base"), [(3, 2), (-1, 5)])
def test_shares_refuse_counts_that_do_not_fit(events: int, base: int) -> None:
    with pytest.raises(errors.CountsDoNotFit):
        wilson_share(events, base)
    with pytest.raises(errors.CountsDoNotFit):
        clustered_share([1, events], [5, base])


def test_shares_refuse_an_empty_base() -> None:
    with pytest.raises(errors.TooFewValues):
        wilson_share(0, 0)
    with pytest.raises(errors.TooFewValues):
        share_difference(1, 2, 0, 0)
    with pytest.raises(errors.TooFewValues):
        clustered_share([None], [3])


def test_rates_refuse_what_cannot_be() -> None:
    with pytest.raises(errors.TooFewValues):
        poisson_rate(1, 0)
    with pytest.raises(errors.CountsDoNotFit):
        poisson_rate(-1, 100)
    with pytest.raises(errors.UnequalLengths):
        clustered_share([1, 2], [3])


@holds_for(counts)
def test_share_lies_within_its_interval(count: tuple[int, int]) -> None:
    result = wilson_share(*count)
    assert 0 <= result.low <= result.share <= result.high <= 1


@holds_for(counts)
def test_equal_shares_differ_by_nothing(count: tuple[int, int]) -> None:
    result = share_difference(*count, *count)
    assert result.difference == 0
    assert result.p == pytest.approx(1)
    assert result.low == pytest.approx(-result.high)


@holds_for(counts, counts)
def test_swapped_shares_turn_the_sign(a: tuple[int, int], b: tuple[int, int]) -> None:
    there, back = share_difference(*a, *b), share_difference(*b, *a)
    assert (there.difference, there.low, there.high) == pytest.approx(
        (-back.difference, -back.high, -back.low)
    )
    assert there.p == pytest.approx(back.p)


@holds_for(st.lists(counts, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_clusters_are_counted_in_any_order(clusters: list[tuple[int, int]], random: Any) -> None:
    turned = random.sample(clusters, len(clusters))
    a, b = (clustered_share(*np.array(x).T) for x in (clusters, turned))
    assert a.deff == pytest.approx(b.deff)
    assert a.deff >= 1
    assert isinstance(a.clustered, Share)
    assert a.clustered.low <= a.alone.low + 1e-12
    assert a.clustered.high >= a.alone.high - 1e-12
    first, again = (bootstrap_share(*np.array(x).T, draws=50) for x in (clusters, turned))
    if isinstance(first, Undefined) or isinstance(again, Undefined):
        assert first == again
    else:
        assert (first.low, first.high) == pytest.approx((again.low, again.high))


@holds_for(st.integers(0, 200))
def test_rate_lies_within_its_interval(count: int) -> None:
    result = poisson_rate(count, 50_000)
    assert 0 <= result.low <= result.rate < result.high
