"""What do the groups, rates and members of the 21 regions say in words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balint.figures.counties import short_region
from balint.figures.leading import PAIR, leading, sharing_first
from balint.statistics.rates import Rate, poisson_rate
from balint.words import Words

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Said:
    """A figure's words for one measure."""

    title: str
    subtitle: str
    sentence: str


def outlined(say: Words, subtitle: str, region: str) -> str:
    """Say which region the map outlines, if any."""
    return say("{what}; {region} outlined", what=subtitle, region=region) if region else subtitle


def groups_words(say: Words, rows: Rows) -> Said:
    """Say where the most groups are, and where none was reported."""
    total, most = _total(rows), _highest(rows, "groups")
    parts = [
        say.plural(
            "The inventory has 1 active group.", "The inventory has {n} active groups.", total
        )
    ]
    if most:
        leaders = say.join(f"{short_region(row['region'])} ({row['groups']})" for row in most)
        parts.append(say("Most are in {leaders}.", leaders=leaders))
    elif total:
        parts.append(
            say("{n} regions share the most: {most} each.", **_shared(say, rows, "groups"))
        )
    return Said(
        title=_groups_title(say, rows),
        subtitle=say.plural("1 active group, by region", "{n} active groups, by region", total),
        sentence=" ".join((*parts, *_nothing_from(say, rows))),
    )


def rate_words(say: Words, rows: Rows) -> Said:
    """Say where the most groups are for those who live there, and how sure that is."""
    total, most = _total(rows), _highest(rows, "groups_per_100k")
    country = poisson_rate(total, sum(row["inhabitants"] for row in rows), per=100_000)
    parts = [
        say(
            "In the country there are {rate} active groups per 100,000 inhabitants (95% interval "
            "{low} to {high}).",
            **_written(say, country),
        )
    ]
    if most:
        parts.append(
            say(
                "Most for their people have {regions}. In a small region one group more or less "
                "moves the rate far, as the intervals show.",
                regions=say.join(_region_rate(say, row) for row in most),
            )
        )
    elif total:
        told = _shared(say, rows, "groups_per_100k", decimals=2)
        parts.append(say("{n} regions share the most: {most} each.", **told))
    return Said(
        title=_rate_title(say, rows),
        subtitle=say.plural(
            "1 active group, per 100,000 inhabitants of each region",
            "{n} active groups, per 100,000 inhabitants of each region",
            total,
        ),
        sentence=" ".join((*parts, *_nothing_from(say, rows))),
    )


def members_words(say: Words, rows: Rows) -> Said:
    """Say where the most members are, and where their number is hidden or was not stated."""
    stated = [row for row in rows if row["members"] is not None]
    most = _highest(stated, "members")
    hidden, silent = (
        [
            short_region(row["region"])
            for row in rows
            if row["groups"] and row["members_mark"] == mark
        ]
        for mark in ("hidden", "none")
    )
    parts = []
    if most:
        regions = say.join(f"{short_region(row['region'])} ({row['members']})" for row in most)
        parts.append(
            say("Among the regions shown, most members are in {regions}.", regions=regions)
            if hidden
            else say("Most members are in {regions}.", regions=regions)
        )
    elif stated:
        told = _shared(say, stated, "members")
        parts.append(
            say("Among the regions shown, {n} share the most: {most} each.", **told)
            if hidden
            else say("{n} regions share the most: {most} each.", **told)
        )
    if hidden:
        parts.append(
            say(
                "Hidden, for there are too few people or groups behind the number: {regions}.",
                regions=say.join(hidden),
            )
        )
    if silent:
        parts.append(say("No group stated its members in {regions}.", regions=say.join(silent)))
    return Said(
        title=_members_title(say, rows, stated, hidden=bool(hidden)),
        subtitle=say.plural(
            "Members of 1 active group, by region",
            "Members of {n} active groups, by region",
            _total(rows),
        ),
        sentence=" ".join((*parts, *_nothing_from(say, rows))),
    )


def rate_with_interval(say: Words, row: Mapping[str, Any]) -> str:
    """Write the rate of a region with its interval."""
    return say(
        "{rate} (95% interval {low} to {high})",
        rate=say.number(row["groups_per_100k"], 2),
        low=say.number(row["low"], 2),
        high=say.number(row["high"], 2),
    )


def _region_rate(say: Words, row: Mapping[str, Any]) -> str:
    return f"{short_region(row['region'])} {rate_with_interval(say, row)}"


def _written(say: Words, rate: Rate) -> dict[str, str]:
    return {name: say.number(getattr(rate, name), 2) for name in ("rate", "low", "high")}


def _total(rows: Rows) -> int:
    return sum(row["groups"] for row in rows)


def _highest(rows: Rows, column: str) -> list[Mapping[str, Any]]:
    """Give the few regions with the highest numbers, the highest first."""
    return leading([row for row in rows if row["groups"]], lambda row: float(row[column]))


def _shared(say: Words, rows: Rows, column: str, *, decimals: int = 0) -> dict[str, Any]:
    """Tell how many regions share the most, and how much that is."""
    top = _sharing_first(rows, column)
    return {"n": len(top), "most": say.number(top[0][column], decimals)}


def _sharing_first(rows: Rows, column: str) -> list[Mapping[str, Any]]:
    return sharing_first(rows, lambda row: float(row[column]))


def _nothing_from(say: Words, rows: Rows) -> list[str]:
    empty = [short_region(row["region"]) for row in rows if not row["groups"]]
    if not empty:
        return []
    return [
        say(
            "No active group was reported from {regions}: that is no report, "
            "not proof that there is none.",
            regions=say.join(empty),
        )
    ]


def _groups_title(say: Words, rows: Rows) -> str:
    top = _sharing_first(rows, "groups")
    most = top[0]["groups"]
    if not most:
        return say("No active group in any region")
    none = sum(not row["groups"] for row in rows)
    if len(top) > PAIR:
        if not none:
            return say(
                "{n} regions share the most groups ({most}); every region has one",
                n=len(top),
                most=most,
            )
        return say.plural(
            "None reported from 1 region; {top} regions share the most",
            "None reported from {n} regions; {top} regions share the most",
            none,
            top=len(top),
        )
    names = _joined(say, top)
    if not none:
        return say("Most groups in {top} ({most}); every region has one", top=names, most=most)
    return say.plural(
        "Most groups in {top} ({most}); none reported from 1 region",
        "Most groups in {top} ({most}); none reported from {n} regions",
        none,
        top=names,
        most=most,
    )


def _rate_title(say: Words, rows: Rows) -> str:
    if not _total(rows):
        return say("No active group in any region")
    top = _sharing_first(rows, "groups_per_100k")
    rate = say.number(top[0]["groups_per_100k"], 2)
    if len(top) > PAIR:
        return say(
            "{n} regions share the most groups for their people: {rate} per 100,000 each",
            n=len(top),
            rate=rate,
        )
    return say(
        "Most groups for its people: {region}, {rate} per 100,000",
        region=_joined(say, top),
        rate=rate,
    )


def _members_title(say: Words, rows: Rows, stated: Rows, *, hidden: bool) -> str:
    if stated:
        top = _sharing_first(stated, "members")
        told = {"n": len(top), "members": top[0]["members"]}
        if len(top) > PAIR:
            return (
                say("Among the regions shown, {n} share the most members: {members} each", **told)
                if hidden
                else say("{n} regions share the most members: {members} each", **told)
            )
        told["region"] = _joined(say, top)
        return (
            say("Among the regions shown, most members in {region} ({members})", **told)
            if hidden
            else say("Most members in {region} ({members})", **told)
        )
    if not _total(rows):
        return say("No active group in any region")
    if hidden:
        return say("Too few people in each region to show members")
    return say("No active group states its members")


def _joined(say: Words, rows: Rows) -> str:
    return say.join(short_region(row["region"]) for row in rows)
