"""How far do two classifications of the same people agree?

A table counts people: rows are the classes of the first classification, columns those of the
second, both in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

from balint import errors
from balint.statistics.rates import Share, wilson_share
from balint.statistics.resampling import SEED, resampled_counts, seeded
from balint.statistics.samples import Floats, Undefined, as_floats, refuse_blanks

Weights = Literal["linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Kappa:
    """Weighted kappa with Wald's interval: 0 is agreement by chance, 1 agreement throughout.

    Where everyone agrees the standard error is 0, and the interval has no width.
    """

    kappa: float
    low: float
    high: float
    standard_error: float
    n: int
    weights: Weights
    confidence: float


@dataclass(frozen=True, slots=True)
class BootstrapKappa:
    """Weighted kappa with the interval that resampling people within their arms gave."""

    kappa: float
    low: float
    high: float
    draws: int
    draws_undefined: int  # draws without variance, left out
    weights: Weights
    confidence: float
    seed: int


def weighted_kappa(
    table: ArrayLike, *, weights: Weights, confidence: float = 0.95
) -> Kappa | Undefined:
    """Measure agreement beyond chance between two ordered classifications.

    Takes: a square table of counts. Returns: kappa with the interval of its non-null standard
    error, clipped to -1 and 1; undefined where either classification uses one class alone.
    Missing: refused. Raises: MissingValues, TooFewValues, UnequalLengths.
    Source: Fleiss, Cohen and Everitt 1969, doi:10.1037/h0028106.
    """
    counts = _square(table)
    if not _varies(counts):
        return Undefined("no_variance")
    with np.errstate(invalid="ignore", divide="ignore"):  # of perfect agreement's null test
        result = cohens_kappa(counts, wt=weights)
    kappa = float(result.kappa)
    error = float(np.sqrt(max(float(result.var_kappa), 0.0)))
    reach = float(stats.norm.ppf((1 + confidence) / 2)) * error
    return Kappa(
        kappa=kappa,
        low=max(kappa - reach, -1.0),
        high=min(kappa + reach, 1.0),
        standard_error=error,
        n=int(counts.sum()),
        weights=weights,
        confidence=confidence,
    )


def bootstrap_kappa(
    tables: ArrayLike,
    *,
    weights: Weights,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = SEED,
) -> BootstrapKappa | Undefined:
    """Resample people within their arms to see how kappa could have fallen.

    Takes: one square table of counts per arm. Returns: kappa over all arms with the percentiles
    of the draws. Missing: refused. Raises: MissingValues, TooFewValues, UnequalLengths.
    """
    arms = as_floats(tables)
    counts = _square(arms.sum(axis=0))
    if not _varies(counts):
        return Undefined("no_variance")
    generator = seeded(seed)
    drawn = np.zeros((draws, counts.size))
    for arm in arms:
        if arm.any():
            cells = arm.ravel().astype(np.int64)
            drawn += resampled_counts(cells, draws=draws, generator=generator)
    kappas = _kappas(drawn.reshape(draws, *counts.shape), weights)
    known = kappas[~np.isnan(kappas)]
    tail = (1 - confidence) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return BootstrapKappa(
        kappa=float(_kappas(counts[None], weights)[0]),
        low=float(low),
        high=float(high),
        draws=draws,
        draws_undefined=draws - len(known),
        weights=weights,
        confidence=confidence,
        seed=seed,
    )


def exact_agreement(table: ArrayLike, *, confidence: float = 0.95) -> Share:
    """Count the share of people whom both classifications put in the same class.

    Takes: a square table of counts. Returns: the share with Wilson's interval.
    Missing: refused. Raises: MissingValues, TooFewValues, UnequalLengths.
    """
    counts = _square(table)
    return wilson_share(float(np.trace(counts)), float(counts.sum()), confidence=confidence)


def _square(table: ArrayLike) -> Floats:
    counts = np.atleast_2d(as_floats(table))
    refuse_blanks(counts, what="The table")
    rows, columns = counts.shape
    if rows != columns:
        raise errors.UnequalLengths(
            first="The first classification", n_first=rows, second="the second", n_second=columns
        )
    if rows < 2 or counts.sum() < 1:
        raise errors.TooFewValues(what="People in both", found=int(counts.sum()), needed=1)
    return counts


def _varies(counts: Floats) -> bool:
    return all(np.count_nonzero(counts.sum(axis=axis)) > 1 for axis in (0, 1))


def _kappas(tables: Floats, weights: Weights) -> Floats:
    # Kappa of many tables at once; NaN where a classification uses one class alone.
    steps = np.arange(tables.shape[1])
    distance = np.abs(np.subtract.outer(steps, steps)) ** (1.0 if weights == "linear" else 2.0)
    rows, columns = tables.sum(axis=2), tables.sum(axis=1)
    seen = (tables * distance).sum(axis=(1, 2)) * tables.sum(axis=(1, 2))
    by_chance = np.einsum("di,ij,dj->d", rows, distance, columns)
    varies = ((rows > 0).sum(axis=1) > 1) & ((columns > 0).sum(axis=1) > 1)
    kappas = np.full(len(tables), np.nan)
    kappas[varies] = 1 - seen[varies] / by_chance[varies]
    return kappas
