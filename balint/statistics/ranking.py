"""Which reason comes first, and how sure can one be of the order?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from balint import errors
from balint.statistics.resampling import SEED, resampled_means, seeded
from balint.statistics.samples import Flags, Floats, Integers, Undefined, as_floats, refuse_blanks

LEADERS_FOR_AN_ORDER = 10
"""With fewer leaders no order is stated: every reason may have any place."""


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """The place that each leader gave each reason, ties and blanks at the mean of their places."""

    places: Floats  # one row per leader who ranked, one column per reason
    n: int  # leaders who ranked at least one reason
    n_answers: int  # all leaders


@dataclass(frozen=True, slots=True)
class Together:
    """Neighbouring places in the order of the means, none told apart from another."""

    first: int
    last: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RankIntervals:
    """The rank of each reason with limits that hold for all reasons at once."""

    mean: Floats  # mean place, 1 is first
    rank: Integers  # rank of the mean; equal means share the lowest
    rank_low: Integers
    rank_high: Integers
    precedes: Flags  # [j, k]: reason j is told apart from k and comes before it
    together: tuple[Together, ...]
    critical: float  # how many standard errors two means must differ; infinite without an order
    n: int
    confidence: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Concordance:
    """How far leaders agree on the order: Kendall's W from 0 (not at all) to 1 (wholly)."""

    w: float
    chi_squared: float
    df: int
    p: float
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class RankChange:
    """How many places each reason moved from one round to the next, up is negative."""

    earlier: Integers  # rank of the mean in each round
    later: Integers
    change: Integers
    low: Integers
    high: Integers
    confidence: float


def positions(ranks: ArrayLike) -> Positions:
    """Turn the places that leaders wrote into positions that sum to the same for every leader.

    Takes: leaders x reasons, 1 is first. Equal places share the mean of the places they fill and
    gaps are closed by order; with k of m reasons ranked, each blank lies at (k + 1 + m) / 2.
    Missing: a leader who ranked nothing counts in n_answers alone. Raises: MissingValues.
    """
    written = np.atleast_2d(as_floats(ranks))
    ranked = written[~np.isnan(written).all(axis=1)]
    blank = np.isnan(ranked)
    refuse_blanks(ranked[~blank], what="Places")
    last = np.where(blank, np.inf, ranked)
    places = stats.rankdata(last, axis=1) if len(ranked) else ranked
    return Positions(places, n=len(ranked), n_answers=len(written))


def rank_intervals(
    places: ArrayLike, *, confidence: float = 0.95, draws: int = 2000, seed: int = SEED
) -> RankIntervals:
    """Find the ranks that each reason may have, for all reasons at once.

    Takes: leaders x reasons, as `positions` gives them. One reason precedes another where their
    mean places differ by more than `critical` standard errors of the difference; `critical` is
    the quantile, over bootstrap draws of leaders, of the largest such deviation of any pair.
    Returns: ranks from 1; below LEADERS_FOR_AN_ORDER every interval spans all places.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Mogstad, Romano, Shaikh and Wilhelm 2024, doi:10.1093/restud/rdad006.
    """
    rows = _as_places(places, at_least=1)
    rows = rows[np.lexsort(rows.T)]  # so that the order of leaders moves no last digit
    n, reasons = rows.shape
    mean = rows.mean(axis=0)
    precedes = np.zeros((reasons, reasons), dtype=np.bool_)
    critical = np.inf
    if n >= LEADERS_FOR_AN_ORDER:
        critical = _largest_deviation(rows, confidence=confidence, draws=draws, seed=seed)
        error = (rows[:, :, None] - rows[:, None, :]).std(axis=0, ddof=1) / np.sqrt(n)
        precedes = np.subtract.outer(mean, mean) < -critical * error
    return RankIntervals(
        mean=mean,
        rank=stats.rankdata(mean, method="min").astype(np.int64),
        rank_low=1 + precedes.sum(axis=0),
        rank_high=reasons - precedes.sum(axis=1),
        precedes=precedes,
        together=_runs_together(mean, precedes | precedes.T),
        critical=float(critical),
        n=n,
        confidence=confidence,
        draws=draws,
        seed=seed,
    )


def kendalls_w(places: ArrayLike) -> Concordance | Undefined:
    """Measure how far the leaders agree on the order of the reasons, corrected for ties.

    Takes: leaders x reasons, as `positions` gives them, at least 2 of each.
    Returns: W without unit, with the p-value of Friedman's chi-squared.
    Missing: refused. Raises: MissingValues, TooFewValues.
    Source: Kendall and Babington Smith 1939, doi:10.1214/aoms/1177732186.
    """
    rows = _as_places(places, at_least=2)
    n, reasons = rows.shape
    spread = ((rows - (reasons + 1) / 2) ** 2).sum()
    if spread == 0:
        return Undefined("all_tied")
    between = n * ((rows.mean(axis=0) - (reasons + 1) / 2) ** 2).sum()
    chi_squared = n * (reasons - 1) * between / spread
    return Concordance(
        w=float(between / spread),
        chi_squared=float(chi_squared),
        df=reasons - 1,
        p=float(stats.chi2.sf(chi_squared, reasons - 1)),
        n=n,
    )


def rank_change(
    earlier: ArrayLike,
    later: ArrayLike,
    *,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = SEED,
) -> RankChange:
    """Find how many places each reason moved between two rounds, and how many it may have moved.

    Takes: two arrays of leaders x reasons with the same reasons. Each round gets half of the
    chance of error (97.5 % each), so that both hold together.
    Returns: later rank minus earlier rank. Missing: refused.
    Raises: MissingValues, TooFewValues, UnequalLengths.
    """
    each = 1 - (1 - confidence) / 2
    before = rank_intervals(earlier, confidence=each, draws=draws, seed=seed)
    after = rank_intervals(later, confidence=each, draws=draws, seed=seed)
    if len(before.rank) != len(after.rank):
        raise errors.UnequalLengths(
            first="The earlier round",
            n_first=len(before.rank),
            second="the later round",
            n_second=len(after.rank),
        )
    return RankChange(
        earlier=before.rank,
        later=after.rank,
        change=after.rank - before.rank,
        low=after.rank_low - before.rank_high,
        high=after.rank_high - before.rank_low,
        confidence=confidence,
    )


def _as_places(places: ArrayLike, *, at_least: int) -> Floats:
    rows = np.atleast_2d(as_floats(places))
    refuse_blanks(rows, what="Places")
    if len(rows) < at_least or rows.shape[1] < 2:
        raise errors.TooFewValues(what="Leaders who ranked", found=len(rows), needed=at_least)
    return rows


def _largest_deviation(rows: Floats, *, confidence: float, draws: int, seed: int) -> float:
    # The columns are put in an order of their own, so that naming the reasons otherwise
    # does not change what is drawn.
    ordered = rows[:, np.lexsort(np.sort(rows, axis=0))]
    first, second = np.triu_indices(rows.shape[1], 1)
    pairs = ordered[:, first] - ordered[:, second]
    error = pairs.std(axis=0, ddof=1) / np.sqrt(len(rows))
    if not error.any():
        return 0.0
    drawn = resampled_means(ordered, draws=draws, generator=seeded(seed))
    away = np.abs(drawn[:, first] - drawn[:, second] - pairs.mean(axis=0))
    return float(np.quantile((away[:, error > 0] / error[error > 0]).max(axis=1), confidence))


def _runs_together(mean: Floats, apart: Flags) -> tuple[Together, ...]:
    order = np.argsort(mean, kind="stable")
    told_apart = apart[np.ix_(order, order)]
    runs: list[Together] = []
    reached = 0
    for start in range(len(order)):
        last = start
        while last + 1 < len(order) and not told_apart[start : last + 1, last + 1].any():
            last += 1
        if last > max(start, reached):
            columns = tuple(int(column) for column in order[start : last + 1])
            runs.append(Together(first=start + 1, last=last + 1, columns=columns))
            reached = last
    return tuple(runs)
