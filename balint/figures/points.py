"""How are two numbers and their difference written, so that they agree?"""

from __future__ import annotations

from typing import NamedTuple

from balint.figures.labels import Write, told_interval
from balint.words import Words


class Told(NamedTuple):
    """Two shares, their difference and its interval, as they are written."""

    one: str
    other: str
    difference: str
    interval: str


def agreeing(one: float, other: float, *, decimals: int) -> tuple[int, float]:
    """Choose decimals for two numbers, and give their difference as written.

    The difference is that of the numbers as written, so that it always agrees with them; where it
    is then not the exact one rounded, all three have one decimal more than usual.
    """

    def gap(places: int) -> float:
        return round(round(one, places) - round(other, places), places)

    agree = gap(decimals) == round(one - other, decimals)
    chosen = decimals if agree else decimals + 1
    return chosen, gap(chosen)


def told_shares(
    say: Words,
    one: float,
    other: float,
    interval: tuple[float, float],
    *,
    decimals: int,
    write: Write = Words.number,
) -> Told:
    """Write two shares (0 to 1), and in percentage points how far `one` lies above `other`."""
    chosen, gap = agreeing(100 * one, 100 * other, decimals=decimals)
    low, high = (100 * end for end in interval)
    return Told(
        say.percent(one, chosen),
        say.percent(other, chosen),
        write(say, gap, chosen),
        told_interval(low, high, say, decimals=chosen, write=write),
    )
