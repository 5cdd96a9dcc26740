"""How are answers drawn again, so that the same answers always give the same numbers?

The generator is NumPy's PCG64 with a stated seed. Equal rows are counted together and sorted
before anything is drawn, so that neither the order of the rows nor their codes have a say.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from balint.statistics.samples import Floats, Integers

SEED = 1957
"""The seed of every resampling, printed in the notes of a figure."""

CELLS_AT_ONCE = 4_000_000
"""How many drawn counts or values are held in memory at a time (32 MB)."""

DRAW_COUNTS_ABOVE = 10
"""From how many equal rows on it is quicker to draw how often each comes than which come."""


def seeded(seed: int) -> np.random.Generator:
    """Start the generator that all resampling uses."""
    return np.random.Generator(np.random.PCG64(seed))


def resampled_means(rows: Floats, *, draws: int, generator: np.random.Generator) -> Floats:
    """Draw the rows again with replacement, and take the mean of each column in each draw.

    Takes: rows x columns, in any order. Returns: draws x columns.
    """
    distinct, counts = np.unique(rows, axis=0, return_counts=True)
    ordered = np.repeat(distinct, counts, axis=0)
    by_counts = len(rows) > DRAW_COUNTS_ABOVE * len(distinct)
    means = np.empty((draws, rows.shape[1]))
    step = max(1, CELLS_AT_ONCE // (len(distinct) if by_counts else rows.size))
    for start in range(0, draws, step):
        now = min(step, draws - start)
        if by_counts:
            drawn = resampled_counts(counts, draws=now, generator=generator)
            means[start : start + now] = drawn @ distinct / len(rows)
        else:
            chosen = generator.integers(0, len(rows), (now, len(rows)), dtype=np.int32)
            means[start : start + now] = ordered[chosen].mean(axis=1)
    return means


def resampled_counts(counts: Integers, *, draws: int, generator: np.random.Generator) -> Integers:
    """Draw again as many people as `counts` holds, each from a cell in proportion to its count.

    Returns: draws x cells.
    """
    total = int(counts.sum())
    return generator.multinomial(total, counts / total, size=draws)


def bca_limits(
    drawn: Floats, estimate: float, influence: Floats, *, confidence: float
) -> tuple[float, float]:
    """Take the bias-corrected and accelerated limits from resampled estimates.

    Takes: `drawn`, which must vary; `influence`, how much each person moves the estimate.
    Source: Efron 1987, doi:10.1080/01621459.1987.10478410.
    """
    rounding = 1e-12 * np.max(np.abs(drawn))
    below = np.mean(drawn < estimate - rounding) + np.mean(abs(drawn - estimate) <= rounding) / 2
    bias = stats.norm.ppf(below)
    skew = (influence**3).sum() / (6 * (influence**2).sum() ** 1.5)
    tail = (1 - confidence) / 2
    reach = bias + stats.norm.ppf([tail, 1 - tail])
    low, high = np.quantile(drawn, stats.norm.cdf(bias + reach / (1 - skew * reach)))
    return float(low), float(high)
