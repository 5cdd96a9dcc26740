"""Does one arm lie higher than the other on a scale that has an order and no distances?

`a` and `b` hold one number per person; only their order counts. U counts the pairs in which the
person of `a` lies higher, ties half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from balint.statistics.samples import Floats, Integers, Undefined, as_sample

PEOPLE_FOR_THE_NORMAL = 50
"""With fewer people the p-value is exact."""


@dataclass(frozen=True, slots=True)
class RankSum:
    """How often a person of one arm lies above a person of the other, and whether by chance."""

    u: float
    expected: float
    z: float  # corrected for ties, not for continuity
    p: float
    method: Literal["exact", "normal"]
    n_a: int
    n_b: int


@dataclass(frozen=True, slots=True)
class CliffsDelta:
    """The share of pairs in which `a` lies higher, minus that in which `b` does: -1 to 1."""

    delta: float
    low: float
    high: float
    confidence: float


def rank_sum(a: ArrayLike, b: ArrayLike) -> RankSum | Undefined:
    """Test whether the people of one arm tend to lie higher.

    Takes: at least 1 person in each arm. Returns: U with the two-sided p of |U - E U|, over all
    ways to deal the people into the arms; from PEOPLE_FOR_THE_NORMAL on the normal p, corrected
    for ties and not for continuity. Both equal R's `coin::wilcox_test`.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Hothorn et al. 2006, doi:10.1198/000313006X118430.
    """
    x, y = _arms(a, b, at_least=1)
    n_a, n_b = len(x), len(y)
    pooled = np.concatenate([x, y])
    if np.ptp(pooled) == 0:
        return Undefined("all_tied")
    ranks = stats.rankdata(pooled)
    u = float(ranks[:n_a].sum() - n_a * (n_a + 1) / 2)
    expected = n_a * n_b / 2
    z = _z(ranks, n_a, u - expected)
    exact = n_a + n_b < PEOPLE_FOR_THE_NORMAL
    return RankSum(
        u=u,
        expected=expected,
        z=z,
        p=_exact_p(ranks, n_a) if exact else float(2 * stats.norm.sf(abs(z))),
        method="exact" if exact else "normal",
        n_a=n_a,
        n_b=n_b,
    )


def cliffs_delta(
    a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95
) -> CliffsDelta | Undefined:
    """Estimate how much more often a person of `a` lies above one of `b` than below.

    Takes: at least 2 people in each arm. Returns: delta with the asymmetric interval of Feng and
    Cliff at Student's t; if the arms do not overlap, that of their smaller n.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Cliff 1993, doi:10.1037/0033-2909.114.3.494; Feng and Cliff 2004,
    doi:10.22237/jmasm/1099267560.
    """
    x, y = _arms(a, b, at_least=2)
    if np.ptp(np.concatenate([x, y])) == 0:
        return Undefined("all_tied")
    delta = float(_wins(x, y).sum() / (len(x) * len(y)))
    t = float(stats.t.ppf((1 + confidence) / 2, len(x) + len(y) - 2))
    if abs(delta) == 1:
        n = min(len(x), len(y))
        inner = max(-1.0, (n - t**2) / (n + t**2))
        low, high = (inner, 1.0) if delta > 0 else (-1.0, -inner)
        return CliffsDelta(delta, low, high, confidence)
    spread = t * float(np.sqrt(_delta_variance(x, y, delta)))
    middle = delta - delta**3
    reach = spread * float(np.hypot(1 - delta**2, spread))
    whole = 1 - delta**2 + spread**2
    return CliffsDelta(
        delta=delta,
        low=max(-1.0, (middle - reach) / whole),
        high=min(1.0, (middle + reach) / whole),
        confidence=confidence,
    )


def _arms(a: ArrayLike, b: ArrayLike, *, at_least: int) -> tuple[Floats, Floats]:
    return (
        as_sample(a, what="The first arm", at_least=at_least),
        as_sample(b, what="The second arm", at_least=at_least),
    )


def _exact_p(ranks: Floats, n_a: int) -> float:
    # Counts the ways to choose the first arm by their rank sum, class by class. Ranks are doubled
    # to be whole; below 50 people every count fits 64 bits.
    places, sizes = np.unique(np.rint(2 * ranks).astype(np.int64), return_counts=True)
    most = int(np.sort(np.rint(2 * ranks))[-n_a:].sum())
    ways: Integers = np.zeros((n_a + 1, most + 1), dtype=np.int64)
    ways[0, 0] = 1
    for place, size in zip(places, sizes, strict=True):
        before = ways.copy()
        for chosen in range(1, min(size, n_a) + 1):
            shift = int(chosen * place)
            if shift > most:
                break
            more = before[: n_a + 1 - chosen, : most + 1 - shift]
            ways[chosen:, shift:] += int(special.comb(size, chosen, exact=True)) * more
    observed = abs(2 * ranks[:n_a].sum() - n_a * (len(ranks) + 1))
    away = np.abs(np.arange(most + 1) - n_a * (len(ranks) + 1))
    return float(ways[n_a, away >= observed].sum() / ways[n_a].sum())


def _z(ranks: Floats, n_a: int, distance: float) -> float:
    n = len(ranks)
    variance = n_a * (n - n_a) * ranks.var() / (n - 1)
    return float(distance / np.sqrt(variance))


def _wins(x: Floats, y: Floats) -> Integers:
    # For each person of x: how many of y lie below, less how many lie above.
    ordered = np.sort(y)
    above = len(y) - np.searchsorted(ordered, x, side="right")
    return np.searchsorted(ordered, x, side="left") - above


def _delta_variance(x: Floats, y: Floats, delta: float) -> float:
    # The unbiased variance, not below the least that it can be.
    n_x, n_y = len(x), len(y)
    ordered = np.sort(y)
    tied = np.searchsorted(ordered, x, side="right") - np.searchsorted(ordered, x, side="left")
    pairs = n_x * n_y * (1 - delta**2) - tied.sum()
    by_x = ((_wins(x, y) - delta * n_y) ** 2).sum()
    by_y = ((_wins(y, x) + delta * n_x) ** 2).sum()
    variance = (by_x + by_y - pairs) / (n_x * n_y * (n_x - 1) * (n_y - 1))
    return float(max(variance, (1 - delta**2) / (n_x * n_y - 1)))
