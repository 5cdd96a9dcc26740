"""How far has something moved from one round to the next, if the rounds are separate samples?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from balint import errors
from balint.statistics.clusters import cr2_parts, number_groups
from balint.statistics.samples import Floats, Integers, Undefined, as_sample, is_constant

Arms = tuple[ArrayLike, ArrayLike]
"""The two arms of one round; a difference is the mean of the first minus that of the second."""


@dataclass(frozen=True, slots=True)
class CountChange:
    """A later count as a multiple of an earlier one."""

    earlier: int
    later: int
    ratio: float | None  # None where the earlier count is 0: no multiple of it says anything
    low: float
    high: float | None  # None where the earlier count is 0: there is no upper limit
    confidence: float


@dataclass(frozen=True, slots=True)
class DifferenceChange:
    """How much larger a difference of two means is in the later round than in the earlier."""

    earlier: float
    later: float
    change: float
    low: float
    high: float
    standard_error: float
    df: float
    p: float
    confidence: float


def count_change(earlier: int, later: int, *, confidence: float = 0.95) -> CountChange | Undefined:
    """Estimate how many times as many there are later, by the exact conditional interval.

    Given their sum, the later of two Poisson counts is binomial; Clopper and Pearson's limits of
    its share become limits of the ratio. Equal to `poisson.test(c(later, earlier))` in R.
    Takes: two counts of the same places. Raises: CountsDoNotFit.
    Source: Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.
    """
    if min(earlier, later) < 0:
        raise errors.CountsDoNotFit(events=min(earlier, later), base=earlier + later)
    if earlier == later == 0:
        return Undefined("nothing_counted")
    tail = (1 - confidence) / 2
    least = float(stats.beta.ppf(tail, later, earlier + 1)) if later else 0.0
    most = float(stats.beta.ppf(1 - tail, later + 1, earlier)) if earlier else 1.0
    return CountChange(
        earlier=earlier,
        later=later,
        ratio=later / earlier if earlier else None,
        low=least / (1 - least),
        high=most / (1 - most) if earlier else None,
        confidence=confidence,
    )


def difference_change(
    earlier: Arms, later: Arms, *, confidence: float = 0.95
) -> DifferenceChange | Undefined:
    """Estimate how far the difference of two arms has moved, each person taken alone.

    Takes: the arms of two rounds in one unit, at least 2 people in each of the four.
    Returns: the later difference minus the earlier, by Welch's variance with Satterthwaite's
    degrees of freedom over the four means.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Welch 1947, doi:10.1093/biomet/34.1-2.28.
    """
    four = _four(earlier, later)
    if all(is_constant(arm) for arm in four):
        return Undefined("no_variance")
    parts = np.array([arm.var(ddof=1) / len(arm) for arm in four])
    freedom = np.array([len(arm) - 1 for arm in four])
    df = float(parts.sum() ** 2 / (parts**2 / freedom).sum())
    return _change(four, float(np.sqrt(parts.sum())), df, confidence)


def cluster_difference_change(
    earlier: Arms,
    later: Arms,
    *,
    groups_earlier: Sequence[Hashable],
    groups_later: Sequence[Hashable],
    confidence: float = 0.95,
) -> DifferenceChange | Undefined:
    """Estimate how far the difference has moved when people of the first arms sit in groups.

    Takes: the arms of two rounds, and the group of each person in their first arms; a label
    counts within its round alone, and everybody in a second arm stands alone.
    Returns: the later difference minus the earlier, by the CR2 variance and Satterthwaite's df.
    Missing: refused. Raises: MissingValues, TooFewValues, UnequalLengths.
    Source: Pustejovsky and Tipton 2018, doi:10.1080/07350015.2016.1247004.
    """
    four = _four(earlier, later)
    codes: list[Integers] = [
        number_groups(groups_earlier, four[0], what="the earlier round"),
        np.arange(len(four[1])),
        number_groups(groups_later, four[2], what="the later round"),
        np.arange(len(four[3])),
    ]
    if min(code.max() for code in codes) == 0:
        return Undefined("one_group")
    variance, trace, squared = np.sum(list(map(cr2_parts, four, codes)), axis=0)
    error = float(np.sqrt(variance))
    if error <= 1e-12 * max(np.abs(arm).max() for arm in four):
        return Undefined("no_variance")
    return _change(four, error, float(trace**2 / squared), confidence)


def _four(earlier: Arms, later: Arms) -> tuple[Floats, ...]:
    names = (
        "The earlier first arm",
        "The earlier second arm",
        "The later first arm",
        "The later second arm",
    )
    return tuple(
        as_sample(arm, what=name, at_least=2)
        for name, arm in zip(names, (*earlier, *later), strict=True)
    )


def _change(four: Sequence[Floats], error: float, df: float, confidence: float) -> DifferenceChange:
    means = [float(arm.mean()) for arm in four]
    before, after = means[0] - means[1], means[2] - means[3]
    reach = float(stats.t.ppf((1 + confidence) / 2, df)) * error
    return DifferenceChange(
        earlier=before,
        later=after,
        change=after - before,
        low=after - before - reach,
        high=after - before + reach,
        standard_error=error,
        df=df,
        p=float(2 * stats.t.sf(abs(after - before) / error, df)),
        confidence=confidence,
    )
