"""What may be shown to whom?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

LEADER = 5
"""The fewest people behind a number that a leader sees of others."""

Row = TypeVar("Row")


def whole_batches(rows: Sequence[Row], least: int = LEADER) -> Sequence[Row]:
    """Give as many rows, oldest first, as fill batches of the least number.

    Whoever looks before and after somebody has answered then sees the same, or a difference
    made of `least` people, and can subtract nobody's answer.
    """
    return rows[: len(rows) - len(rows) % least]


def mean_of(values: Sequence[float], least: int = LEADER) -> float | None:
    """Give the mean of numbers that enough people gave, None of fewer."""
    return sum(values) / len(values) if len(values) >= least else None


def share_of(values: Sequence[bool], *, sensitive: bool, least: int = LEADER) -> float | None:
    """Give the share of yes, None where too few answered.

    Where the question is sensitive, those who said yes and those who said no must be enough too,
    or nobody.
    """
    yes, n = sum(values), len(values)
    few = sensitive and any(0 < part < least for part in (yes, n - yes))
    return None if n < least or few else yes / n
