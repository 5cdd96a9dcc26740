"""Do leaders of one kind lose more members than leaders of another?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balint.figures.model import Row
from balint.statistics.rates import Share, clustered_share, share_gap
from balint.statistics.samples import Undefined
from balint.words import Words

LEADERS_TO_COMPARE = 10
"""Groups with fewer leaders who stated both are shown, and not compared."""

Rated = tuple[dict[str, Any], Sequence[Row]]
"""A row of the figure, and the leaders who stated both members and dropouts."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How much more is lost in the group that loses most than in the one that loses least."""

    most: Mapping[str, Any]
    least: Mapping[str, Any]
    difference: float
    low: float
    high: float
    confidence: float


def widest_gap(rated: Sequence[Rated]) -> Gap | None:
    """Compare the two groups of one round that lie farthest apart; None if there are none.

    The limits are Newcombe's from the intervals by leaders, at 95 % shared among all pairs of
    groups, since the pair was chosen for its difference.
    """
    compared = [
        (row, stated)
        for row, stated in rated
        if row["group"] != "not_stated"
        and len(stated) >= LEADERS_TO_COMPARE
        and row["rate"] is not None
    ]
    if len(compared) < 2:
        return None
    compared.sort(key=lambda found: found[0]["rate"])
    confidence = 1 - 0.05 / (len(compared) * (len(compared) - 1) / 2)
    least, most = (by_leaders(compared[place][1], confidence) for place in (0, -1))
    gap = share_gap(most, least)
    return Gap(
        most=compared[-1][0],
        least=compared[0][0],
        difference=gap.difference,
        low=gap.low,
        high=gap.high,
        confidence=confidence,
    )


def by_leaders(stated: Sequence[Row], confidence: float = 0.95) -> Share:
    """Give the share who dropped out with the interval by leaders, or alone where there is one."""
    dropouts = [row["dropouts"] for row in stated]
    found = clustered_share(dropouts, [row["members_led"] for row in stated], confidence=confidence)
    return found.alone if isinstance(found.clustered, Undefined) else found.clustered


def gap_title(say: Words, gap: Gap | None) -> str:
    """Say which groups differ, or that the sample cannot tell."""
    if gap is None:
        return say("Too few leaders in the groups to compare their dropouts")
    values = {
        "most": gap.most["group_label"],
        "most_rate": say.percent(gap.most["rate"]),
        "least": gap.least["group_label"],
        "least_rate": say.percent(gap.least["rate"]),
    }
    if gap.low > 0:
        return say("Dropouts differ: {most} {most_rate}, {least} {least_rate}", **values)
    return say("Dropouts cannot be told apart: {most} {most_rate}, {least} {least_rate}", **values)


def gap_sentence(say: Words, gap: Gap | None) -> str:
    """Say how wide the difference is, with its interval."""
    if gap is None:
        return say(
            "At least two groups with 10 leaders who stated both are needed to compare groups."
        )
    return say(
        "The widest difference, {most} against {least}, is {difference} percentage points "
        "({low} to {high}, 95% over all pairs compared). Leaders chose their groups, so a "
        "difference is not proof of what causes it.",
        most=gap.most["group_label"],
        least=gap.least["group_label"],
        difference=say.number(100 * gap.difference, 1),
        low=say.number(100 * gap.low, 1),
        high=say.number(100 * gap.high, 1),
    )


def gap_notes(say: Words) -> tuple[str, ...]:
    """Say how groups were compared."""
    return (
        say(
            "Only groups with at least 10 leaders who stated both are compared: the one with "
            "the highest share with the one with the lowest, by Newcombe's interval from the "
            "intervals by leaders, at 95% shared among all pairs."
        ),
    )
