"""Rank sums and Cliff's delta."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from balint import errors
from balint.statistics.ordinal import PEOPLE_FOR_THE_NORMAL, cliffs_delta, rank_sum
from balint.statistics.samples import Undefined
from tests.statistics.properties import holds_for
from tests.statistics.r_results import ESTIMATE, INTERVAL, cases, unanswered

classes = st.lists(st.integers(1, 3), min_size=2, max_size=6)

QUESTIONS = ([3] * 11 + [2] * 7 + [1] * 1, [3] * 3 + [2] * 5 + [1] * 8)  # thesis, page 43
ROLES = ([3] * 10 + [2] * 5 + [1] * 4, [3] * 4 + [2] * 4 + [1] * 8)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("ordinal", "rank_sum"))
def test_rank_sum_equals_coin_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = rank_sum(given_["a"], given_["b"])
    assert not isinstance(result, Undefined)
    assert result.u == pytest.approx(answer["u"], abs=ESTIMATE)
    assert result.z == pytest.approx(answer["z"], abs=ESTIMATE)
    assert result.p == pytest.approx(answer["p"], abs=ESTIMATE)


@pytest.mark.parametrize(("ask", "given_", "answer"), cases("ordinal", "cliff"))
def test_cliffs_delta_equals_that_of_r(ask: str, given_: Any, answer: Any) -> None:
    result = cliffs_delta(given_["a"], given_["b"])
    assert not isinstance(result, Undefined)
    assert result.delta == pytest.approx(answer["delta"], abs=ESTIMATE)
    assert result.low == pytest.approx(answer["low"], abs=INTERVAL)
    assert result.high == pytest.approx(answer["high"], abs=INTERVAL)


@pytest.mark.parametrize(("ask", "given_", "answer"), unanswered("ordinal", "rank_sum", "cliff"))
def test_order_is_refused_or_undefined_where_r_is(ask: str, given_: Any, answer: None) -> None:
    compare = rank_sum if ask == "rank_sum" else cliffs_delta
    if given_["a"]:
        assert compare(given_["a"], given_["b"]) == Undefined("all_tied")
    else:
        with pytest.raises(errors.TooFewValues, match="The first arm: 0"):
            compare(given_["a"], given_["b"])


def test_rank_sums_of_table_3_are_known() -> None:
    questions, roles = rank_sum(*QUESTIONS), rank_sum(*ROLES)
    assert not isinstance(questions, Undefined)
    assert not isinstance(roles, Undefined)
    assert (questions.u, roles.u) == (237, 206)  # of 19 x 16 pairs
    assert questions.p == pytest.approx(0.0025, abs=0.00005)
    assert roles.p == pytest.approx(0.074, abs=0.0005)  # the normal p would be 0.057
    assert questions.method == roles.method == "exact"


def test_rank_sum_turns_normal_at_fifty_people() -> None:
    below = rank_sum(range(PEOPLE_FOR_THE_NORMAL - 10), range(9))
    at = rank_sum(range(PEOPLE_FOR_THE_NORMAL - 10), range(10))
    assert not isinstance(below, Undefined)
    assert not isinstance(at, Undefined)
    assert (below.method, at.method) == ("exact", "normal")


def test_delta_has_the_sign_of_the_higher_arm() -> None:
    higher = cliffs_delta([5, 6, 7], [1, 2, 6])
    assert not isinstance(higher, Undefined)
    assert higher.delta == pytest.approx((7 - 1) / 9)  # 7 pairs above, 1 below, 1 tied


@holds_for(classes, classes)
def test_exact_p_counts_every_dealing(a: list[int], b: list[int]) -> None:
    result = rank_sum(a, b)
    pooled = np.array(a + b)
    if isinstance(result, Undefined):
        assert len(set(pooled)) == 1
        return
    pairs = np.sign(np.subtract.outer(pooled, pooled))
    distances = []
    for dealt in combinations(range(len(pooled)), len(a)):
        rest = np.delete(np.arange(len(pooled)), dealt)
        distances.append(abs(pairs[np.ix_(dealt, rest)].sum()))
    observed = distances[0]  # the first dealing is the one that happened
    assert result.p == pytest.approx(np.mean(np.array(distances) >= observed))


@holds_for(classes, classes)
def test_delta_is_u_turned_to_one(a: list[int], b: list[int]) -> None:
    u, delta = rank_sum(a, b), cliffs_delta(a, b)
    if isinstance(u, Undefined) or isinstance(delta, Undefined):
        assert u == delta
    else:
        assert delta.delta == pytest.approx(2 * u.u / (len(a) * len(b)) - 1)
        assert -1 <= delta.low <= delta.delta + 1e-12
        assert delta.delta - 1e-12 <= delta.high <= 1


@holds_for(classes, classes)
def test_swapped_arms_turn_the_order(a: list[int], b: list[int]) -> None:
    there, back = rank_sum(a, b), rank_sum(b, a)
    forth, turned = cliffs_delta(a, b), cliffs_delta(b, a)
    if isinstance(there, Undefined) or isinstance(back, Undefined):
        assert there == back
    else:
        assert there.p == pytest.approx(back.p)
        assert there.u + back.u == len(a) * len(b)
    if not isinstance(forth, Undefined) and not isinstance(turned, Undefined):
        assert (forth.low, forth.high) == pytest.approx((-turned.high, -turned.low))


@holds_for(classes)
def test_equal_arms_have_no_order(arm: list[int]) -> None:
    result, delta = rank_sum(arm, arm), cliffs_delta(arm, arm)
    if not isinstance(result, Undefined) and not isinstance(delta, Undefined):
        assert (result.p, delta.delta) == (1, 0)
