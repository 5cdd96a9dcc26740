"""How far do people who share a group resemble each other, and what does that do to a mean?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from balint import errors
from balint.statistics.samples import Floats, Integers


def number_groups(groups: Sequence[Hashable], values: Floats, *, what: str) -> Integers:
    """Give each person the number of their group. Raises: UnequalLengths."""
    if len(groups) != len(values):
        raise errors.UnequalLengths(
            first="The groups", n_first=len(groups), second=what, n_second=len(values)
        )
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(group, len(numbers)) for group in groups])


def cr2_parts(values: Floats, codes: Integers) -> tuple[float, float, float]:
    """Give the CR2 variance of an arm's mean, and the trace and squared trace for its df.

    Takes: the values of one arm and the number of each one's group, at least 2 groups. The parts
    of several arms add up; df is then trace² / squared trace.
    Source: Pustejovsky and Tipton 2018, doi:10.1080/07350015.2016.1247004.
    """
    # With groups inside arms the CR2 matrices reduce to one weight per group.
    n = len(values)
    sizes = np.bincount(codes)
    left = 1 - sizes / n
    sums = np.bincount(codes, weights=values - values.mean())
    between = np.outer(sizes / np.sqrt(left), sizes / np.sqrt(left)) / n**3
    kept = np.diag(sizes / left) / n**2 - between
    return float((sums**2 / left).sum() / n**2), float(np.trace(kept)), float((kept**2).sum())
