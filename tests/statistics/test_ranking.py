"""Positions, rank intervals, Kendall's W and the change between rounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from balint import errors
from balint.statistics.ranking import (
    LEADERS_FOR_AN_ORDER,
    kendalls_w,
    positions,
    rank_change,
    rank_intervals,
)
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import ESTIMATE, cases, unanswered, values

blank = np.nan
SLIGHTLY_APART = np.array([0, 0.1, 0.5, 0.9])


def ranks(least: int = 1, most: int = 16) -> st.SearchStrategy[np.ndarray]:
    """Leaders x 7 places, some tied and some blank, every leader with at least one."""
    places = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, blank])
    leaders = st.integers(least, most)
    tables = leaders.flatmap(lambda n: arrays(float, (n, 7), elements=places))
    return tables.filter(lambda table: not np.isnan(table).all(axis=1).any())


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("ranking", "positions"))
def test_positions_equal_those_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = positions(values(given_["ranks"]))
    np.testing.assert_allclose(result.places, values(answer["places"]), atol=ESTIMATE)
    np.testing.assert_allclose(result.places.mean(axis=0), values(answer["mean"]), atol=ESTIMATE)
    assert (result.n, result.n_answers) == (answer["n"], answer["n_answers"])


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("ranking", "w"))
def test_kendalls_w_equals_friedman_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = kendalls_w(positions(values(given_["ranks"])).places)
    assert not isinstance(result, Undefined)
    assert result.w == pytest.approx(answer["w"], abs=ESTIMATE)
    assert result.chi_squared == pytest.approx(answer["chi_squared"], abs=ESTIMATE)
    assert result.p == pytest.approx(answer["p"], abs=ESTIMATE)


@pytest.mark.parametrize(("ask", "given_", "answer"), unanswered("ranking", "w"))
def test_kendalls_w_is_undefined_when_all_tie(ask: str, given_: Any, answer: None) -> None:
    places = positions(values(given_["ranks"])).places
    assert kendalls_w(places) == Undefined("all_tied")


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("ranking", "critical"))
def test_critical_value_lies_within_bounds_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = rank_intervals(positions(values(given_["ranks"])).places)
    low, high = answer["critical"]
    assert low - ESTIMATE <= result.critical <= high + ESTIMATE


def test_positions_share_places_as_agreed() -> None:
    written = [
        [1, 2, 3, 4, 5, 6, 7],
        [1, blank, 2, blank, blank, blank, blank],  # two ranked: blanks at (2 + 8) / 2
        [1, 1, 2, 3, 4, 5, 6],
        [1, 2, 5, blank, blank, blank, blank],  # a gap, closed by order
        [blank] * 7,
    ]
    result = positions(written)
    expected = [
        [1, 2, 3, 4, 5, 6, 7],
        [1, 5, 2, 5, 5, 5, 5],
        [1.5, 1.5, 3, 4, 5, 6, 7],
        [1, 2, 3, 5.5, 5.5, 5.5, 5.5],
    ]
    assert result.places.tolist() == expected
    assert (result.n, result.n_answers) == (4, 5)


def test_positions_read_masked_and_none_as_blank() -> None:
    masked = np.ma.masked_array([[1, 2, 0]], mask=[[False, False, True]])
    assert positions(masked).places.tolist() == [[1, 2, 3]]
    assert positions([[1, None, None]]).places.tolist() == [[1, 2.5, 2.5]]


def test_positions_of_no_leader_are_empty() -> None:
    result = positions(np.full((3, 7), blank))
    assert (result.places.shape, result.n, result.n_answers) == ((0, 7), 0, 3)


def test_positions_refuse_an_infinite_place() -> None:
    with pytest.raises(errors.MissingValues):
        positions([[1, 2, np.inf]])


def test_rank_intervals_separate_what_all_leaders_agree_on() -> None:
    alike = np.tile(np.arange(1.0, 8.0), (LEADERS_FOR_AN_ORDER, 1))
    result = rank_intervals(alike)
    assert result.rank_low.tolist() == result.rank_high.tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert result.together == ()
    assert np.isfinite(result.critical)


def test_rank_intervals_show_no_order_below_ten_leaders() -> None:
    alike = np.tile(np.arange(1.0, 8.0), (LEADERS_FOR_AN_ORDER - 1, 1))
    result = rank_intervals(alike)
    assert np.isinf(result.critical)
    assert set(result.rank_low) == {1}
    assert set(result.rank_high) == {7}
    assert [(run.first, run.last) for run in result.together] == [(1, 7)]


def test_rank_intervals_keep_equal_reasons_together() -> None:
    tied = np.full((20, 7), 4.0)
    result = rank_intervals(tied)
    assert set(result.rank_low) == {1}
    assert set(result.rank_high) == {7}
    assert result.critical == 0


def test_rank_intervals_name_groups_by_place() -> None:
    # 12 leaders: two reasons share the first places, two the next, one is always last.
    halves = [[1, 2, 3, 4, 5], [2, 1, 4, 3, 5]] * 6
    result = rank_intervals(np.array(halves, dtype=float)[:, [4, 0, 2, 1, 3]])
    assert [(run.first, run.last) for run in result.together] == [(1, 2), (3, 4)]
    assert [set(run.columns) for run in result.together] == [{1, 3}, {2, 4}]
    assert result.rank_low.tolist() == [5, 1, 3, 1, 3]
    assert result.rank_high.tolist() == [5, 2, 4, 2, 4]


def test_rank_intervals_follow_their_definition() -> None:
    places = positions(np.random.default_rng(4).random((15, 4)) + SLIGHTLY_APART).places
    result = rank_intervals(places)
    for j in range(4):
        apart = [places[:, j] - places[:, k] for k in range(4)]
        standard = [d.std(ddof=1) / np.sqrt(15) for d in apart]
        pairs = list(zip(apart, standard, strict=True))
        behind = sum(d.mean() > result.critical * se for d, se in pairs if se)
        before = sum(d.mean() < -result.critical * se for d, se in pairs if se)
        assert result.rank_low[j] == 1 + behind
        assert result.rank_high[j] == 4 - before


def test_rank_intervals_depend_on_their_seed_alone() -> None:
    places = positions(np.random.default_rng(4).random((15, 7))).places
    assert rank_intervals(places).critical == rank_intervals(places).critical
    assert rank_intervals(places).critical != rank_intervals(places, seed=2).critical


def test_rank_intervals_refuse_a_round_without_leaders() -> None:
    with pytest.raises(errors.TooFewValues):
        rank_intervals(np.empty((0, 7)))


def test_rank_change_is_zero_for_the_same_round() -> None:
    places = positions(np.random.default_rng(5).random((30, 7)) + np.arange(7) / 2).places
    result = rank_change(places, places)
    assert not result.change.any()
    assert (result.low <= 0).all()
    assert (result.high >= 0).all()


def test_rank_change_gives_each_round_half_the_error() -> None:
    rng = np.random.default_rng(6)
    before, after = (positions(rng.random((40, 7)) + np.arange(7) / 3).places for _ in range(2))
    a, b = rank_intervals(before, confidence=0.975), rank_intervals(after, confidence=0.975)
    result = rank_change(before, after, confidence=0.95)
    assert result.low.tolist() == (b.rank_low - a.rank_high).tolist()
    assert result.high.tolist() == (b.rank_high - a.rank_low).tolist()


def test_rank_change_refuses_different_reasons() -> None:
    with pytest.raises(errors.UnequalLengths):
        rank_change(np.ones((3, 7)), np.ones((3, 6)))


@holds_for(ranks())
def test_positions_of_a_leader_sum_to_28(table: np.ndarray) -> None:
    assert positions(table).places.sum(axis=1).tolist() == [28.0] * len(table)


@holds_for(ranks())
def test_rank_lies_within_its_interval(table: np.ndarray) -> None:
    result = rank_intervals(positions(table).places, draws=50)
    assert (result.rank_low >= 1).all()
    assert (result.rank_low <= result.rank).all()
    assert (result.rank <= result.rank_high).all()
    assert (result.rank_high <= 7).all()


@holds_for(ranks(), st.randoms(use_true_random=False))
def test_ranking_ignores_the_order_of_leaders(table: np.ndarray, random: Any) -> None:
    shuffled = table[random.sample(range(len(table)), len(table))]
    a, b = (rank_intervals(positions(x).places, draws=50) for x in (table, shuffled))
    assert a.mean.tolist() == b.mean.tolist()
    assert a.critical == b.critical
    assert (a.precedes == b.precedes).all()


@holds_for(ranks(), st.permutations(range(7)))
def test_ranking_follows_the_naming_of_reasons(table: np.ndarray, order: list[int]) -> None:
    places = positions(table).places
    assume(len(np.unique(np.sort(places, axis=0), axis=1).T) == 7)  # else drawn in another order
    a, b = rank_intervals(places, draws=50), rank_intervals(places[:, order], draws=50)
    assert a.mean[order].tolist() == b.mean.tolist()
    assert a.rank_low[order].tolist() == b.rank_low.tolist()
    assert a.rank_high[order].tolist() == b.rank_high.tolist()


@holds_for(ranks(least=2), st.permutations(range(7)))
def test_kendalls_w_ignores_the_naming_of_reasons(table: np.ndarray, order: list[int]) -> None:
    places = positions(table).places
    a, b = kendalls_w(places), kendalls_w(places[:, order])
    if isinstance(a, Undefined) or isinstance(b, Undefined):
        assert a == b
    else:
        assert a.w == pytest.approx(b.w)
        assert -1e-12 <= a.w <= 1 + 1e-12
