"""What does an inventory say of one region, in words?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balint import queries
from balint.disclosure import BOARD, Audience
from balint.figures.catalogue import draw
from balint.figures.counties import neighbours, region_names
from balint.figures.groups_by_region_words import rate_with_interval
from balint.figures.groups_confirmed import OLD, months_ago
from balint.store import Store, today_in_sweden
from balint.words import Words, words_in

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a region, under its name."""

    name: str
    text: str
    is_old: bool = False
    """Whether it may no longer hold."""


def region_facts(
    store: Store,
    round_id: str,
    region: str,
    language: str = "sv",
    audience: Audience = BOARD,
    *,
    today: dt.date | None = None,
) -> list[Fact]:
    """Say how many groups and members a region has, how that compares, and how old it is.

    Takes: the code of a region. Returns: what its audience sees in the figures, and no more; of a
    region without groups also what its neighbours have.
    Raises: UnknownRound, WrongRound.
    """
    say, today = words_in(language), today or today_in_sweden()
    cursor = store.cursor(released=audience is not BOARD)
    rows = _by_code(draw(store, "groups-by-region", [round_id], language, {}, audience).rows)
    funnel = _by_code(draw(store, "groups-funnel", [round_id], language, {}, audience).rows)
    confirmed = queries.rows(
        cursor, "groups/confirmed", round_id=round_id, today=today, region=region
    )
    within = queries.rows(
        cursor, "groups/by_health_care_region", round_id=round_id, by_municipality=False
    )
    facts = [
        _groups(say, rows[region]),
        Fact(
            say("Per 100,000 inhabitants"),
            say("{rate}, groups that nobody reported left out",
                rate=rate_with_interval(say, rows[region])),
        ),
        Fact(say("Beside the other regions"), _beside(say, funnel[region])),
        Fact(say("Health-care region"), _health_care(say, within, region)),
    ]  # fmt: skip
    if rows[region]["groups"]:
        facts.insert(1, Fact(say("Members"), _members(say, rows[region])))
        facts.append(_age(say, confirmed, audience))
    else:
        leaders = (
            queries.rows(cursor, "groups/leaders_by_region", round_id=round_id)
            if audience is BOARD
            else []
        )
        facts.append(Fact(say("Neighbours"), _neighbours(say, rows, _by_code(leaders), region)))
    return facts


def _by_code(rows: Sequence[Mapping[str, Any]]) -> Rows:
    return {row["region_code"]: row for row in rows}


def _groups(say: Words, row: Mapping[str, Any]) -> Fact:
    if row["groups"]:
        text = say.plural("1 active group", "{n} active groups", row["groups"])
    else:
        text = say("none reported, which is not proof that there is none")
    return Fact(say("Groups"), text)


def _members(say: Words, row: Mapping[str, Any]) -> str:
    if row["members"] is not None:
        return say.plural("1 person", "{n} people", row["members"])
    if row["members_mark"] == "hidden":
        return say("hidden, for too few people or groups stand behind the number")
    return say("not stated by any group")


def _beside(say: Words, row: Mapping[str, Any]) -> str:
    """Say where a region lies in the funnel."""
    if row["low_998"] is None:
        return say("no region has a group")
    rate = row["groups_per_100k"]
    limits = {"low": say.number(row["low_998"], 2), "high": say.number(row["high_998"], 2)}
    if rate > row["high_998"]:
        return say("above the funnel's 99.8% limits ({low} to {high})", **limits)
    if rate < row["low_998"]:
        return say("below the funnel's 99.8% limits ({low} to {high})", **limits)
    return say("within the funnel's 99.8% limits for its size ({low} to {high})", **limits)


def _health_care(say: Words, found: Sequence[Mapping[str, Any]], region: str) -> str:
    names = [
        say.pick(row["label_sv"], row["label_en"])
        for row in found
        if row["region_code"] == region and row["health_care_region"]
    ]
    if len(names) == 1:
        return names[0]
    return say("divided between {regions}", regions=say.join(names))


def _age(say: Words, found: Sequence[Mapping[str, Any]], audience: Audience) -> Fact:
    """Say how long ago a group of the region was last confirmed, where enough of them say so."""
    name = say("Age of the answers")
    dated = {row["months"]: row["groups"] for row in found if row["months"] is not None}
    undated = sum(row["groups"] for row in found if row["months"] is None)
    n_dated = sum(dated.values())
    if n_dated + undated < audience.groups or 0 < n_dated < audience.groups:
        return Fact(name, say("hidden, for there are too few groups"))
    if not dated:
        return Fact(name, say("no group says when it was last confirmed"), is_old=True)
    text = say("latest confirmation {ago}", ago=months_ago(say, min(dated)))
    if undated:
        text += "; " + say.plural("1 group states no date", "{n} groups state no date", undated)
    return Fact(name, text, is_old=min(dated) >= OLD)


def _neighbours(say: Words, rows: Rows, leaders: Rows, region: str) -> str:
    """Say which regions round one without groups have some, and how many lead them if known."""
    codes = neighbours()[region]
    if not codes:
        return say("no neighbour on land")
    found = [
        _neighbour(say, rows[code], leaders.get(code, {}).get("leaders"))
        for code in codes
        if rows[code]["groups"]
    ]
    if not found:
        names = say.join(region_names()[code] for code in codes)
        return say("none reported from {regions} either", regions=names)
    return say("there are groups in {regions}", regions=say.join(found))


def _neighbour(say: Words, row: Mapping[str, Any], leaders: int | None) -> str:
    name = region_names()[row["region_code"]]
    counts = say.plural("1 group", "{n} groups", row["groups"])
    if leaders is not None:
        counts += ", " + say.plural("1 leader", "{n} leaders", leaders)
    return f"{name} ({counts})"
