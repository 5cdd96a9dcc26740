"""How far apart are two arms, and what could a sample of this size have shown?

Throughout, a difference is the mean of `a` minus the mean of `b`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special, stats
from statsmodels.stats.power import TTestIndPower

from balint import errors
from balint.statistics.clusters import cr2_parts, number_groups
from balint.statistics.resampling import SEED, bca_limits, resampled_means, seeded
from balint.statistics.samples import (
    Floats,
    Undefined,
    as_sample,
    is_constant,
)

LARGE_T = 1000.0
"""Beyond it SciPy's noncentral t loses its digits, and its limit is right to six of them."""


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """A difference of two means in their own unit, with its interval and test."""

    difference: float
    low: float
    high: float
    standard_error: float
    t: float
    df: float
    p: float
    mean_a: float
    mean_b: float
    n_a: int
    n_b: int
    confidence: float


@dataclass(frozen=True, slots=True)
class StandardisedEffect:
    """A difference of two means in standard deviations, corrected for small samples."""

    g: float
    low: float
    high: float
    correction: float  # J, by which the plain standardised difference is shrunk
    df: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ClusterDifference:
    """A difference of two means whose interval allows for people sharing a group."""

    difference: float
    low: float
    high: float
    standard_error: float
    df: float
    p: float
    groups_a: int
    groups_b: int
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapDifference:
    """A difference of two means with the differences that resampling gave."""

    difference: float
    low: float
    high: float
    drawn: Floats
    confidence: float
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Adjusted:
    """The p-values of a family of tests, in the order given, after adjustment."""

    p: Floats
    family: int


def welch_difference(
    a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95
) -> MeanDifference | Undefined:
    """Estimate how far the mean of `a` lies above the mean of `b`.

    Takes: two rows of numbers in one unit, at least 2 in each.
    Returns: the difference in that unit, with a two-sided interval, t, df and p.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Welch 1947, doi:10.1093/biomet/34.1-2.28.
    """
    x, y = _arms(a, b)
    if is_constant(x) and is_constant(y):
        return Undefined("no_variance")
    error, df = _welch_error(x, y)
    difference = float(x.mean() - y.mean())
    reach = float(stats.t.ppf((1 + confidence) / 2, df)) * error
    return MeanDifference(
        difference=difference,
        low=difference - reach,
        high=difference + reach,
        standard_error=error,
        t=difference / error,
        df=df,
        p=float(2 * stats.t.sf(abs(difference / error), df)),
        mean_a=float(x.mean()),
        mean_b=float(y.mean()),
        n_a=len(x),
        n_b=len(y),
        confidence=confidence,
    )


def hedges_g(
    a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95
) -> StandardisedEffect | Undefined:
    """Estimate the difference of two means in standard deviations.

    Takes: two rows of numbers in one unit, at least 2 in each.
    Returns: the difference divided by sqrt((s1² + s2²) / 2), times the exact correction J at the
    degrees of freedom of Welch; limits from the noncentral t distribution. Equal to
    `effectsize::hedges_g(x, y, pooled_sd = FALSE)` 0.8.3 in R, except that at one degree of
    freedom J is 0 and R says "no effect" where nothing can be said.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Hedges 1981, doi:10.3102/10769986006002107.
    """
    x, y = _arms(a, b)
    if is_constant(x) and is_constant(y):
        return Undefined("no_variance")
    error, df = _welch_error(x, y)
    if df <= 1 + 1e-9:
        return Undefined("one_degree_of_freedom")
    spread = float(np.sqrt((x.var(ddof=1) + y.var(ddof=1)) / 2))
    difference = float(x.mean() - y.mean())
    correction = float(
        np.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / np.sqrt(df / 2)
    )
    tail = (1 - confidence) / 2
    ends = [_noncentrality(difference / error, df, side) for side in (1 - tail, tail)]
    low, high = (end * error / spread * correction for end in ends)
    return StandardisedEffect(
        g=difference / spread * correction,
        low=low,
        high=high,
        correction=correction,
        df=df,
        confidence=confidence,
    )


def cluster_difference(
    a: ArrayLike,
    b: ArrayLike,
    *,
    groups_a: Sequence[Hashable],
    groups_b: Sequence[Hashable] | None = None,
    confidence: float = 0.95,
) -> ClusterDifference | Undefined:
    """Estimate how far the mean of `a` lies above the mean of `b` when people sit in groups.

    Takes: two rows of numbers and the group of each person. A label counts within its arm alone;
    without `groups_b` every person of `b` stands alone.
    Returns: the difference with the interval of the CR2 variance and Satterthwaite's df.
    Missing: refused. Raises: MissingValues, TooFewValues, UnequalLengths.
    Source: Pustejovsky and Tipton 2018, doi:10.1080/07350015.2016.1247004.
    """
    x, y = _arms(a, b)
    code_a = number_groups(groups_a, x, what="the first arm")
    code_b = (
        np.arange(len(y)) if groups_b is None else number_groups(groups_b, y, what="the second")
    )
    if min(code_a.max(), code_b.max()) == 0:
        return Undefined("one_group")
    variance, trace, squared = np.add(cr2_parts(x, code_a), cr2_parts(y, code_b))
    error, df = float(np.sqrt(variance)), float(trace**2 / squared)
    if error <= 1e-12 * max(np.abs(x).max(), np.abs(y).max()):
        return Undefined("no_variance")
    difference = float(x.mean() - y.mean())
    reach = float(stats.t.ppf((1 + confidence) / 2, df)) * error
    return ClusterDifference(
        difference=difference,
        low=difference - reach,
        high=difference + reach,
        standard_error=error,
        df=df,
        p=float(2 * stats.t.sf(abs(difference) / error, df)),
        groups_a=int(code_a.max()) + 1,
        groups_b=int(code_b.max()) + 1,
        confidence=confidence,
    )


def bootstrap_difference(
    a: ArrayLike,
    b: ArrayLike,
    *,
    confidence: float = 0.95,
    draws: int = 5000,
    seed: int = SEED,
) -> BootstrapDifference | Undefined:
    """Resample both arms to see how the difference of their means could have fallen.

    Takes: two rows of numbers in one unit, at least 2 in each.
    Returns: the difference in that unit, the drawn differences and their BCa interval.
    Missing: refused. Raises: MissingValues, TooFewValues.
    """
    x, y = _arms(a, b)
    if is_constant(x) and is_constant(y):
        return Undefined("no_variance")
    generator = seeded(seed)
    drawn_a = resampled_means(x[:, None], draws=draws, generator=generator)[:, 0]
    drawn_b = resampled_means(y[:, None], draws=draws, generator=generator)[:, 0]
    difference = float(x.mean() - y.mean())
    influence = np.concatenate([(x - x.mean()) / len(x), (y.mean() - y) / len(y)])
    drawn = drawn_a - drawn_b
    low, high = bca_limits(drawn, difference, influence, confidence=confidence)
    return BootstrapDifference(difference, low, high, drawn, confidence, seed)


def adjust_holm(p: ArrayLike, *, family: int | None = None) -> Adjusted:
    """Adjust p-values so that the chance of any false hit in the family stays at the level.

    Takes: p-values; `family`, how many tests belong together, if more than those given.
    Missing: refused: a test that could not be made counts in `family` alone.
    Raises: MissingValues. Source: Holm 1979, Scandinavian Journal of Statistics 6, 65-70.
    """
    values, size = _family(p, family)
    order = np.argsort(values, kind="stable")
    steps = size - np.arange(len(values))
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(steps * values[order]))
    return Adjusted(adjusted, size)


def adjust_benjamini_hochberg(p: ArrayLike, *, family: int | None = None) -> Adjusted:
    """Adjust p-values so that the expected share of false hits among all hits stays at the level.

    Takes: p-values; `family`, how many tests belong together, if more than those given.
    Missing: refused: a test that could not be made counts in `family` alone.
    Raises: MissingValues.
    Source: Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    values, size = _family(p, family)
    whole = np.pad(values, (0, size - len(values)), constant_values=1.0)
    return Adjusted(stats.false_discovery_control(whole)[: len(values)], size)


def expected_false_hits(family: int, *, level: float = 0.05) -> float:
    """Say how many tests of a family chance alone puts below the level."""
    return family * level


def smallest_visible_effect(
    n_a: int, n_b: int, *, power: float = 0.8, level: float = 0.05
) -> float:
    """Find the true difference that a sample of this size would show as often as `power` says.

    Takes: the people in each arm, at least 2. Returns: standard deviations, for the two-sided
    t-test of two arms that vary equally. Raises: TooFewValues.
    """
    for n in (n_a, n_b):
        if n < 2:
            raise errors.TooFewValues(what="An arm", found=n, needed=2)
    return float(TTestIndPower().solve_power(nobs1=n_a, ratio=n_b / n_a, alpha=level, power=power))


def _arms(a: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    return (
        as_sample(a, what="The first arm", at_least=2),
        as_sample(b, what="The second arm", at_least=2),
    )


def _welch_error(x: Floats, y: Floats) -> tuple[float, float]:
    part_x, part_y = x.var(ddof=1) / len(x), y.var(ddof=1) / len(y)
    total = part_x + part_y
    df = total**2 / (part_x**2 / (len(x) - 1) + part_y**2 / (len(y) - 1))
    return float(np.sqrt(total)), float(df)


def _noncentrality(t: float, df: float, probability: float) -> float:
    if t < 0:
        return -_noncentrality(-t, df, 1 - probability)
    if t > LARGE_T:  # the error of the means no longer counts beside that of the deviations
        return t * float(np.sqrt(stats.chi2.isf(probability, df) / df))

    def excess(noncentrality: float) -> float:
        below = float(stats.nct.cdf(t, df, noncentrality))
        if np.isnan(below):  # SciPy gives up where nothing is left to add up
            below = 1.0 if noncentrality < t else 0.0
        return below - probability

    width = 4.0 + t
    while excess(t - width) < 0 or excess(t + width) > 0:
        width *= 2
    return float(optimize.brentq(excess, t - width, t + width, xtol=1e-10))


def _family(p: ArrayLike, family: int | None) -> tuple[Floats, int]:
    values = as_sample(p, what="The p-values", at_least=0)
    return values, max(family or 0, len(values))
