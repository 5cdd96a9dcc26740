"""Do the items of a scale measure one thing?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from balint import errors
from balint.statistics.samples import Undefined, as_floats, is_constant, refuse_blanks


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of a scale, at most 1."""

    alpha: float
    low: float
    high: float
    n: int  # people who answered every item
    n_left_out: int
    n_items: int
    confidence: float


def cronbach_alpha(items: ArrayLike, *, confidence: float = 0.95) -> Reliability | Undefined:
    """Estimate how far the items of a scale vary together.

    Takes: people x items in one unit and one direction, at least 2 of each.
    Returns: alpha with Feldt's interval from the F distribution.
    Missing: a person with a blank is left out and counted. Raises: MissingValues, TooFewValues.
    Source: Cronbach 1951, doi:10.1007/BF02310555; Feldt 1965, doi:10.1007/BF02289499.
    """
    answers = np.atleast_2d(as_floats(items))
    complete = answers[~np.isnan(answers).any(axis=1)]
    refuse_blanks(complete, what="Items")
    n, k = complete.shape
    for what, found in (("People who answered every item", n), ("Items", k)):
        if found < 2:
            raise errors.TooFewValues(what=what, found=found, needed=2)
    total = complete.sum(axis=1)
    if is_constant(total):
        return Undefined("no_variance")
    shared = 1 - complete.var(axis=0, ddof=1).sum() / total.var(ddof=1)
    alpha = float(k / (k - 1) * shared)
    tail = (1 - confidence) / 2
    spread = stats.f(n - 1, (n - 1) * (k - 1))
    return Reliability(
        alpha=alpha,
        low=float(1 - (1 - alpha) * spread.ppf(1 - tail)),
        high=float(1 - (1 - alpha) * spread.ppf(tail)),
        n=n,
        n_left_out=len(answers) - n,
        n_items=k,
        confidence=confidence,
    )
