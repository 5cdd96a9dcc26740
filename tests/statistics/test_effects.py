"""Differences of means, families of tests, power."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import strategies as st
from scipy import stats

from balint import errors
from balint.statistics.effects import (
    Adjusted,
    ClusterDifference,
    adjust_benjamini_hochberg,
    adjust_holm,
    bootstrap_difference,
    cluster_difference,
    expected_false_hits,
    hedges_g,
    smallest_visible_effect,
    welch_difference,
)
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import (
    EFFECT_INTERVAL,
    ESTIMATE,
    INTERVAL,
    cases,
    unanswered,
    values,
)

scores = st.lists(st.integers(0, 100).map(lambda tenths: tenths / 10), min_size=3, max_size=20)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("effects", "welch"))
def test_welch_equals_t_test_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = welch_difference(given_["a"], given_["b"], confidence=given_["confidence"])
    assert not isinstance(result, Undefined)
    for name in ("difference", "t", "df", "p"):
        assert getattr(result, name) == pytest.approx(answer[name], rel=ESTIMATE, abs=ESTIMATE)
    for name in ("low", "high"):
        assert getattr(result, name) == pytest.approx(answer[name], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("effects", "hedges_g"))
def test_hedges_g_equals_effectsize_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = hedges_g(given_["a"], given_["b"], confidence=given_["confidence"])
    assert not isinstance(result, Undefined)
    assert result.g == pytest.approx(answer["g"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=EFFECT_INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=EFFECT_INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), unanswered("effects", "welch", "hedges_g"))
def test_effects_are_refused_or_undefined_where_r_is(ask: str, given_: Any, answer: None) -> None:
    compare = welch_difference if ask == "welch" else hedges_g
    if min(len(given_["a"]), len(given_["b"])) < 2:
        with pytest.raises(errors.TooFewValues, match="at least 2 are needed"):
            compare(given_["a"], given_["b"])
    else:
        assert isinstance(compare(given_["a"], given_["b"]), Undefined)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("effects", "holm", "BH"))
def test_adjusted_p_equal_p_adjust_of_r(ask: str, given_: Any, answer: Any) -> None:
    adjust = adjust_holm if ask == "holm" else adjust_benjamini_hochberg
    result = adjust(given_["p"], family=int(given_["family"]))
    np.testing.assert_allclose(result.p, values(answer["p"]), atol=ESTIMATE)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("effects", "power"))
def test_smallest_visible_effect_equals_power_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = smallest_visible_effect(int(given_["n_a"]), int(given_["n_b"]))
    assert result == pytest.approx(answer["effect"], abs=ESTIMATE)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("effects", "cluster"))
def test_cluster_difference_equals_clubsandwich_of_r(ask: str, given_: Any, answer: Any) -> None:
    groups = {name: given_[name] for name in ("groups_a", "groups_b")}
    result = cluster_difference(given_["a"], given_["b"], **groups)
    assert isinstance(result, ClusterDifference)
    for name in ("difference", "standard_error", "df", "p"):
        assert getattr(result, name) == pytest.approx(answer[name], rel=ESTIMATE, abs=ESTIMATE)
    for name in ("low", "high"):
        assert getattr(result, name) == pytest.approx(answer[name], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("effects", "bootstrap"))
def test_bootstrap_lies_within_bounds_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = bootstrap_difference(given_["a"], given_["b"])
    assert not isinstance(result, Undefined)
    assert result.difference == pytest.approx(answer["difference"], abs=ESTIMATE)
    for limit, (least, most) in ((result.low, answer["low"]), (result.high, answer["high"])):
        assert least - ESTIMATE <= limit <= most + ESTIMATE
    assert result.drawn.shape == (5000,)


def test_hedges_g_survives_arms_that_hardly_vary() -> None:
    wide = hedges_g([1e6, 1e6 + 1, 1e6 + 2], [0, 1, 2.5])
    assert not isinstance(wide, Undefined)
    assert wide.low < wide.g < wide.high
    turned = hedges_g([0, 1, 2.5], [1e6, 1e6 + 1, 1e6 + 2])
    assert not isinstance(turned, Undefined)
    assert (turned.low, turned.high) == pytest.approx((-wide.high, -wide.low))


def test_hedges_g_limits_hardly_jump_where_the_method_changes() -> None:
    # t is 999 and 1001: the limits of the two methods must follow on one another.
    low, high = (np.array([1.0, 2.0, 3.0, 4.0]) + shift for shift in (0.0, 1.0))
    unit = np.sqrt(low.var(ddof=1) / 2)
    below, above = hedges_g(low + 999 * unit, low), hedges_g(high + 1001 * unit - 1, low)
    assert not isinstance(below, Undefined)
    assert not isinstance(above, Undefined)
    assert below.low / below.g == pytest.approx(above.low / above.g, rel=1e-5)
    assert below.high / below.g == pytest.approx(above.high / above.g, rel=1e-5)


def test_blanks_are_refused() -> None:
    with pytest.raises(errors.MissingValues, match="The second arm: 1 values are blank"):
        welch_difference([1, 2, 3], [1, None, 2])


def test_cluster_difference_needs_two_groups_an_arm() -> None:
    alone = cluster_difference([1, 2, 3], [1, 2, 4], groups_a=["x", "x", "x"])
    assert alone == Undefined("one_group")


def test_cluster_difference_refuses_too_few_labels() -> None:
    with pytest.raises(errors.UnequalLengths):
        cluster_difference([1, 2, 3], [1, 2, 4], groups_a=["x", "y"])


def test_cluster_difference_is_undefined_when_groups_are_alike() -> None:
    result = cluster_difference([1, 3, 1, 3], [2, 2], groups_a=["x", "x", "y", "y"])
    assert result == Undefined("no_variance")


def test_cluster_difference_of_single_people_is_that_of_welch() -> None:
    a, b = [4.0, 6, 7, 9, 1], [3.0, 4, 8, 2]
    single, welch = cluster_difference(a, b, groups_a=range(5)), welch_difference(a, b)
    assert isinstance(single, ClusterDifference)
    assert not isinstance(welch, Undefined)
    assert single.standard_error == pytest.approx(welch.standard_error)


def test_bootstrap_without_variance_is_undefined() -> None:
    assert bootstrap_difference([3, 3], [4, 4, 4]) == Undefined("no_variance")


def test_bootstrap_depends_on_its_seed_alone() -> None:
    a, b = [4.0, 6, 7, 9, 1], [3.0, 4, 8, 2]
    first, again, other = (bootstrap_difference(a, b, seed=seed) for seed in (1, 1, 2))
    assert not isinstance(first, Undefined)
    assert not isinstance(again, Undefined)
    assert not isinstance(other, Undefined)
    assert (first.low, first.high) == (again.low, again.high)
    assert (first.drawn != other.drawn).any()


def test_false_hits_of_49_items_are_expected() -> None:
    assert expected_false_hits(49) == pytest.approx(2.45)


def test_smallest_visible_effect_refuses_an_arm_of_one() -> None:
    with pytest.raises(errors.TooFewValues):
        smallest_visible_effect(1, 20)


def test_smallest_visible_effect_is_seen_in_80_percent() -> None:
    rng = np.random.default_rng(8)
    effect = smallest_visible_effect(12, 21)
    shown = stats.ttest_ind(
        rng.normal(effect, 1, (12, 20_000)), rng.normal(0, 1, (21, 20_000))
    ).pvalue
    assert np.mean(shown < 0.05) == pytest.approx(0.8, abs=4 * np.sqrt(0.8 * 0.2 / 20_000))


@holds_for(scores)
def test_equal_arms_differ_by_nothing(arm: list[float]) -> None:
    welch, effect = welch_difference(arm, arm), hedges_g(arm, arm)
    if isinstance(welch, Undefined) or isinstance(effect, Undefined):
        assert welch == effect == Undefined("no_variance")
    else:
        assert (welch.difference, welch.p, effect.g) == (0, 1, 0)
        assert welch.low == pytest.approx(-welch.high)
        assert effect.low == pytest.approx(-effect.high)


@holds_for(scores, scores)
def test_swapped_arms_turn_every_sign(a: list[float], b: list[float]) -> None:
    there, back = hedges_g(a, b), hedges_g(b, a)
    if isinstance(there, Undefined) or isinstance(back, Undefined):
        assert there == back
    else:
        assert (there.low, there.g, there.high) == pytest.approx((-back.high, -back.g, -back.low))


@holds_for(scores, scores, st.randoms(use_true_random=False))
def test_effects_ignore_the_order_of_people(a: list[float], b: list[float], random: Any) -> None:
    assume(len(set(a)) > 1)
    turned = random.sample(a, len(a))
    first, again = (bootstrap_difference(arm, b, draws=50) for arm in (a, turned))
    assert not isinstance(first, Undefined)
    assert not isinstance(again, Undefined)
    assert (first.drawn == again.drawn).all()
    assert (first.low, first.high) == pytest.approx((again.low, again.high))


@holds_for(scores, scores, st.floats(0.1, 50), st.floats(-50, 50))
def test_g_ignores_the_unit(a: list[float], b: list[float], unit: float, zero: float) -> None:
    there = hedges_g(a, b)
    assume(not isinstance(there, Undefined))
    again = hedges_g(np.array(a) * unit + zero, np.array(b) * unit + zero)
    assert not isinstance(again, Undefined)
    assert again.g == pytest.approx(there.g, rel=1e-6, abs=1e-9)
    assert again.low == pytest.approx(there.low, rel=1e-5, abs=1e-6)


@holds_for(st.lists(st.floats(0, 1), max_size=49))
def test_adjusted_p_keep_their_order(p: list[float]) -> None:
    holm, hochberg = adjust_holm(p), adjust_benjamini_hochberg(p)
    order = np.argsort(p, kind="stable")
    for adjusted in (holm, hochberg):
        assert isinstance(adjusted, Adjusted)
        assert (np.diff(adjusted.p[order]) >= 0).all()
        assert (adjusted.p >= np.array(p)).all()
        assert (adjusted.p <= 1).all()
    assert (hochberg.p <= holm.p + 1e-12).all()


@holds_for(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.integers(0, 20))
def test_larger_family_never_lowers_p(p: list[float], more: int) -> None:
    assert (adjust_holm(p, family=len(p) + more).p >= adjust_holm(p).p).all()
