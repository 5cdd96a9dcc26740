"""Which few of many rows does a text name as the highest?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

FEW = 3
"""A sentence names this many."""
LONGEST = 5
"""So many are named where the last of the few have equals."""
PAIR = 2
"""A title names so many that share the first place, and says of more how many they are."""

Row = TypeVar("Row")


def leading(rows: Sequence[Row], by: Callable[[Row], float]) -> list[Row]:
    """Give the few highest rows, the highest first; rows that are equal are named all or none.

    Returns: nothing where more than can be named share the first place.
    """
    ordered = sorted(rows, key=by, reverse=True)
    if len(ordered) <= FEW:
        return ordered
    last = by(ordered[FEW - 1])
    named = [row for row in ordered if by(row) >= last]
    return named if len(named) <= LONGEST else [row for row in ordered if by(row) > last]


def sharing_first(rows: Sequence[Row], by: Callable[[Row], float]) -> list[Row]:
    """Give all rows that share the highest number, in their order; none of none."""
    highest = max(map(by, rows), default=None)
    return [row for row in rows if by(row) == highest]
