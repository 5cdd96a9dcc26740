"""How alike were two arms before they were compared?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from balint import errors
from balint.statistics.samples import Floats, Undefined, as_floats, as_sample, is_constant


@dataclass(frozen=True, slots=True)
class Balance:
    """The difference of two arms in one background column, in standard deviations."""

    difference: float
    n_a: int
    n_b: int
    blanks_a: int
    blanks_b: int


def numeric_balance(a: ArrayLike, b: ArrayLike) -> Balance | Undefined:
    """Measure how far the arms differ in a number, such as age.

    Takes: at least 2 known numbers in each arm.
    Returns: the mean of `a` minus the mean of `b`, divided by sqrt((s1² + s2²) / 2).
    Missing: left out and counted. Raises: MissingValues, TooFewValues.
    Source: Austin 2009, doi:10.1002/sim.3697.
    """
    all_a, all_b = as_floats(a).ravel(), as_floats(b).ravel()
    x = as_sample(all_a[~np.isnan(all_a)], what="The first arm", at_least=2)
    y = as_sample(all_b[~np.isnan(all_b)], what="The second arm", at_least=2)
    if is_constant(x) and is_constant(y):
        return Undefined("no_variance")
    difference = (x.mean() - y.mean()) / np.sqrt((x.var(ddof=1) + y.var(ddof=1)) / 2)
    return Balance(float(difference), len(x), len(y), len(all_a) - len(x), len(all_b) - len(y))


def category_balance(
    a: Sequence[Hashable | None], b: Sequence[Hashable | None]
) -> Balance | Undefined:
    """Measure how far the arms differ in a category, such as sex or workplace.

    Takes: at least 2 known values in each arm. Returns: the distance of the two lists of shares
    in standard deviations, 0 or more; with two categories the plain standardised difference.
    Missing: None is left out and counted. Raises: TooFewValues.
    Source: Yang and Dalton 2012, SAS Global Forum, paper 335.
    """
    known_a, known_b = ([value for value in arm if value is not None] for arm in (a, b))
    for what, known in (("The first arm", known_a), ("The second arm", known_b)):
        if len(known) < 2:
            raise errors.TooFewValues(what=what, found=len(known), needed=2)
    categories = list(dict.fromkeys([*known_a, *known_b]))[1:]
    if not categories:
        return Undefined("no_variance")
    shares_a, shares_b = _shares(known_a, categories), _shares(known_b, categories)
    spread = (_covariance(shares_a) + _covariance(shares_b)) / 2
    if np.linalg.matrix_rank(spread, hermitian=True) < len(categories):
        return Undefined("no_overlap")
    apart = shares_a - shares_b
    distance = float(np.sqrt(apart @ np.linalg.solve(spread, apart)))
    n_a, n_b = len(known_a), len(known_b)
    return Balance(distance, n_a, n_b, len(a) - n_a, len(b) - n_b)


def _shares(values: list[Hashable], categories: list[Hashable]) -> Floats:
    return np.array([values.count(category) for category in categories]) / len(values)


def _covariance(shares: Floats) -> Floats:
    return np.diag(shares) - np.outer(shares, shares)


def chance_balance(n_a: int, n_b: int, *, categories: int = 2, level: float = 0.05) -> float:
    """Find how far two arms drawn from one population lie apart by chance alone.

    Takes: the people in each arm, at least 1; how many categories the column has (a number counts
    as 2). Returns: the standardised difference that 1 - level of such samples stay below.
    Raises: TooFewValues.
    """
    for n in (n_a, n_b):
        if n < 1:
            raise errors.TooFewValues(what="An arm", found=n, needed=1)
    return float(np.sqrt((1 / n_a + 1 / n_b) * stats.chi2.ppf(1 - level, categories - 1)))
