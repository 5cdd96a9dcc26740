"""How large is a share or a rate, and how far could chance have moved it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson

from balint import errors
from balint.statistics.resampling import SEED, bca_limits, resampled_means, seeded
from balint.statistics.samples import Floats, Undefined, as_floats, as_sample, refuse_blanks


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 with its interval."""

    share: float
    low: float
    high: float
    events: float
    base: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ShareGap:
    """A difference of two shares from -1 to 1, with the interval that theirs give."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ShareDifference:
    """A difference of two shares from -1 to 1, with its interval and exact test."""

    difference: float
    low: float
    high: float
    p: float  # Fisher's exact test, two-sided
    share_a: float
    share_b: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ClusteredShare:
    """A share of people in clusters, as if each answered alone and allowing for the clusters."""

    alone: Share
    clustered: Share | Undefined  # the same share at the people that the clusters are worth
    deff: float  # how many people of a cluster carry as much as one alone, at least 1
    n_clusters: int
    n_left_out: int  # clusters without both numbers, or without people


@dataclass(frozen=True, slots=True)
class BootstrapShare:
    """A share of people in clusters with the interval that resampling clusters gave."""

    share: float
    low: float
    high: float
    n_clusters: int
    confidence: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A count per so many inhabitants, with its interval."""

    rate: float
    low: float
    high: float
    count: int
    population: float
    per: float
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """The limits within which rates scatter by chance if all populations share one rate."""

    rate: float
    low: Floats  # one row per level, one column per population
    high: Floats
    levels: tuple[float, ...]


def wilson_share(events: float, base: float, *, confidence: float = 0.95) -> Share:
    """Estimate a share from a count among a base, by Wilson's score interval.

    Takes: a base above 0, which need not be whole. Raises: CountsDoNotFit, TooFewValues.
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    _check_counts(events, base)
    low, high = proportion_confint(events, base, alpha=1 - confidence, method="wilson")
    return Share(
        share=events / base,
        low=0.0 if events == 0 else float(low),
        high=1.0 if events == base else float(high),
        events=events,
        base=base,
        confidence=confidence,
    )


def share_difference(
    events_a: int, base_a: int, events_b: int, base_b: int, *, confidence: float = 0.95
) -> ShareDifference:
    """Estimate how far the share of `a` lies above the share of `b`.

    Takes: two counts among bases above 0. Returns: the difference with Newcombe's hybrid score
    interval, uncorrected, and Fisher's exact p. Raises: CountsDoNotFit, TooFewValues.
    Source: Newcombe 1998, method 10,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
    """
    a = wilson_share(events_a, base_a, confidence=confidence)
    b = wilson_share(events_b, base_b, confidence=confidence)
    gap = share_gap(a, b)
    table = np.array([[events_a, base_a - events_a], [events_b, base_b - events_b]])
    return ShareDifference(
        difference=gap.difference,
        low=gap.low,
        high=gap.high,
        p=float(stats.fisher_exact(table).pvalue),
        share_a=a.share,
        share_b=b.share,
        confidence=confidence,
    )


def share_gap(a: Share, b: Share) -> ShareGap:
    """Estimate how far one share lies above another from the counts of both.

    Takes: two shares of separate people, or of the people that clusters are worth. Returns:
    Newcombe's hybrid interval at the level of the first.
    Source: Newcombe 1998, doi as in `share_difference`.
    """
    counts = (a.events, a.base, b.events, b.base)
    low, high = confint_proportions_2indep(*counts, alpha=1 - a.confidence, method="newcomb")
    return ShareGap(a.share - b.share, float(low), float(high))


def poisson_rate(
    count: int, population: float, *, per: float = 100_000, confidence: float = 0.95
) -> Rate:
    """Estimate a count per `per` inhabitants, by Garwood's exact interval.

    Takes: a population above 0. Raises: CountsDoNotFit, TooFewValues.
    Source: Garwood 1936, doi:10.1093/biomet/28.3-4.437.
    """
    if population <= 0:
        raise errors.TooFewValues(what="Inhabitants", found=population, needed=1)
    if count < 0:
        raise errors.CountsDoNotFit(events=count, base=population)
    people = population / per
    low, high = confint_poisson(count, people, method="exact-c", alpha=1 - confidence)
    return Rate(count / people, float(low), float(high), count, population, per, confidence)


def clustered_share(
    events: ArrayLike, bases: ArrayLike, *, confidence: float = 0.95
) -> ClusteredShare:
    """Estimate a share of people who sit in clusters, as members do under a leader.

    Takes: for each cluster a count and its base. Returns: sum of counts / sum of bases, with
    Wilson's interval at the base and at base / deff; deff is the variance between clusters over
    that of people drawn alone, at least 1, and is not known from one cluster.
    Missing: a cluster without both numbers, or without people, is left out and counted.
    Raises: CountsDoNotFit, MissingValues, TooFewValues, UnequalLengths.
    Source: Rao and Scott 1992, doi:10.2307/2532311.
    """
    counts, people, left_out = _clusters(events, bases)
    alone = wilson_share(float(counts.sum()), float(people.sum()), confidence=confidence)
    deff = _design_effect(counts, people)
    clustered: Share | Undefined = Undefined("one_group")
    if len(people) > 1:
        worth = (alone.events / deff, alone.base / deff)
        clustered = wilson_share(*worth, confidence=confidence)
    return ClusteredShare(alone, clustered, deff, n_clusters=len(people), n_left_out=left_out)


def bootstrap_share(
    events: ArrayLike,
    bases: ArrayLike,
    *,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = SEED,
) -> BootstrapShare | Undefined:
    """Resample whole clusters to see how their common share could have fallen.

    Takes: for each cluster a count and its base. Returns: the share with its BCa interval.
    Missing: a cluster without both numbers, or without people, is left out.
    Raises: CountsDoNotFit, MissingValues, TooFewValues, UnequalLengths.
    """
    counts, people, _ = _clusters(events, bases)
    if len(people) < 2:
        return Undefined("one_group")
    share = float(counts.sum() / people.sum())
    influence = (counts - share * people) / people.sum()
    if np.abs(influence).max() < 1e-12:
        return Undefined("no_variance")
    rows = np.column_stack([counts, people])
    drawn = resampled_means(rows, draws=draws, generator=seeded(seed))
    low, high = bca_limits(drawn[:, 0] / drawn[:, 1], share, influence, confidence=confidence)
    return BootstrapShare(share, low, high, len(people), confidence, draws, seed)


def funnel_limits(
    populations: ArrayLike,
    *,
    rate: float,
    per: float = 100_000,
    levels: Sequence[float] = (0.95, 0.998),
) -> Funnel:
    """Find how far the rates of populations scatter by chance around a common rate.

    Takes: populations above 0, and the common rate per `per` inhabitants.
    Returns: exact Poisson limits, interpolated between counts, per `per` inhabitants.
    Missing: refused. Raises: MissingValues.
    Source: Spiegelhalter 2005, doi:10.1002/sim.1970.
    """
    people = as_sample(populations, what="Populations", at_least=0)
    expected = people * rate / per
    tails = (1 - np.array(levels)[:, None]) / 2
    low, high = _poisson_limit(tails, expected), _poisson_limit(1 - tails, expected)
    return Funnel(rate, low * per / people, high * per / people, tuple(levels))


def is_beyond_chance(count: int, expected: float, *, level: float) -> bool:
    """Say whether a Poisson count as far out or farther is rarer than the limits of a level allow.

    Takes: `expected` above 0; `level`, the share of counts within the limits, half of the rest
    on each side.
    """
    tail = (1 - level) / 2
    return bool(
        stats.poisson.sf(count - 1, expected) < tail or stats.poisson.cdf(count, expected) < tail
    )


def _check_counts(events: float, base: float) -> None:
    if base <= 0:
        raise errors.TooFewValues(what="The base of a share", found=base, needed=1)
    if not 0 <= events <= base:
        raise errors.CountsDoNotFit(events=events, base=base)


def _clusters(events: ArrayLike, bases: ArrayLike) -> tuple[Floats, Floats, int]:
    counts, people = as_floats(events).ravel(), as_floats(bases).ravel()
    if len(counts) != len(people):
        raise errors.UnequalLengths(
            first="The counts", n_first=len(counts), second="the bases", n_second=len(people)
        )
    kept = ~np.isnan(counts) & ~np.isnan(people) & (people != 0)
    refuse_blanks(np.concatenate([counts[kept], people[kept]]), what="Counts")
    for count, base in zip(counts[kept], people[kept], strict=True):
        _check_counts(float(count), float(base))
    if not kept.any():
        raise errors.TooFewValues(what="Clusters with both numbers", found=0, needed=1)
    return counts[kept], people[kept], int(np.count_nonzero(~kept))


def _design_effect(counts: Floats, people: Floats) -> float:
    total, clusters = people.sum(), len(people)
    share = counts.sum() / total
    alone = share * (1 - share) / total
    if alone == 0 or clusters == 1:
        return 1.0
    between = clusters / (clusters - 1) * ((counts - share * people) ** 2).sum() / total**2
    return max(1.0, float(between / alone))


def _poisson_limit(probability: Floats, expected: Floats) -> Floats:
    count = stats.poisson.ppf(probability, expected)
    over = stats.poisson.cdf(count, expected) - probability
    return np.maximum(0.0, count - over / stats.poisson.pmf(count, expected))
