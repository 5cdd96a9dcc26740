"""How is the change of a share written, in percentage points that agree with the shares?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.change_chart import signed
from balint.words import Words

MOST_DECIMALS = 3


def agreeing_decimals(
    rows: Sequence[Mapping[str, Any]], earlier: str, later: str, *, least: int
) -> int:
    """Count the decimals from which the shares in per cent differ by their change as written.

    Takes: rows with a share (0 to 1) in each of the columns `earlier` and `later`, and `change`.
    """
    told = [[100 * row[name] for name in (earlier, "change", later)] for row in rows]
    fit = (
        n
        for n in range(least, MOST_DECIMALS)
        if all(
            round(round(then, n) + round(change, n), n) == round(now, n)
            for then, change, now in told
        )
    )
    return next(fit, MOST_DECIMALS)


def points(
    say: Words, row: Mapping[str, Any], change: str, low: str, high: str, decimals: int
) -> dict[str, str]:
    """Write a change of a share and its limits in percentage points, with their signs."""
    names = {"change": change, "low": low, "high": high}
    return {key: signed(say, 100 * row[name], decimals) for key, name in names.items()}
