"""How are two numbers and their difference written, so that they agree?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from balint.figures.labels import Write, signed, told_interval
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


def told_change(
    say: Words, row: Mapping[str, Any], share: str, ends: tuple[str, str], *, decimals: int
) -> dict[str, str]:
    """Write a share of two rounds (`share`_earlier and `share`_later) and its signed change.

    Takes: `ends`, the columns of the change's interval.
    """
    low, high = ends
    told = told_shares(
        say,
        row[f"{share}_later"],
        row[f"{share}_earlier"],
        (row[low], row[high]),
        decimals=decimals,
        write=signed,
    )
    return {
        "earlier": told.other,
        "later": told.one,
        "change": told.difference,
        "interval": told.interval,
    }
