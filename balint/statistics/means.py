"""How far may the mean of a population lie from the mean of a sample?"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike
from scipy import stats

from balint.statistics.samples import Undefined, as_sample, is_constant


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean in the unit of the sample, with its interval."""

    mean: float
    low: float
    high: float
    n: int
    confidence: float


def mean_interval(values: ArrayLike, *, confidence: float = 0.95) -> Mean | Undefined:
    """Estimate a mean, by Student's t.

    Takes: at least 2 numbers in one unit. Missing: refused.
    Raises: MissingValues, TooFewValues.
    """
    sample = as_sample(values, what="The sample", at_least=2)
    if is_constant(sample):
        return Undefined("no_variance")
    mean = float(sample.mean())
    low, high = stats.t.interval(confidence, len(sample) - 1, loc=mean, scale=stats.sem(sample))
    return Mean(mean, float(low), float(high), len(sample), confidence)
