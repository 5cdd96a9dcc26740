"""Do more or fewer members leave than at the round before?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.change_chart import change_chart
from balint.figures.comparing import (
    apart_note,
    of_pair,
    one_round_sentence,
    pair_columns,
    pair_row,
    pair_subtitle,
    pairs,
    title_without_change,
)
from balint.figures.dropout_leaders import leaders
from balint.figures.dropout_rate import rate_crowds, rate_row, stated_both
from balint.figures.dropout_rate_split import by_leaders
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, Row, undetermined
from balint.figures.points import told_change
from balint.figures.sources import round_source
from balint.statistics.rates import Share, share_gap, wilson_share
from balint.words import Words, later

CHANGES = ("change", "low", "high", "cluster_low", "cluster_high")
TIMES = ("earlier", "later")
COUNTS = {"leaders": "n_leaders", "members": "members", "dropouts": "dropouts", "rate": "rate"}
"""What is told of both rounds, each with the column of the figure of one round that has it."""


@figure(
    "dropout-rate-change",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("Do more or fewer members leave than before?"),
    several=True,
    is_change=True,
    compares=("members_led", "dropouts"),
)
def dropout_rate_change(ask: Ask) -> Answer:
    """Give the change of the share who dropped out, people and leaders as chance."""
    say = ask.say
    stated = {found.id: stated_both(leaders(ask, found.id)) for found in ask.rounds}
    rows = [
        {
            **pair_row(before, after, say),
            **_rate_change(stated[before.id] if before else None, stated[after.id]),
        }
        for before, after in pairs(ask)
    ]
    known = [row for row in rows if row["change"] is not None]
    n = {
        "leaders": sum(map(len, stated.values())),
        "members": sum(row["members_led"] for answers in stated.values() for row in answers),
    }
    return Answer(
        title=_change_title(say, known, len(ask.rounds)),
        subtitle=pair_subtitle(
            ask,
            say(
                "Dropouts as a share of {members} members led by {n} leaders",
                members=n["members"],
                n=n["leaders"],
            ),
        ),
        sentence=_change_sentence(say, rows, len(ask.rounds)),
        n=n,
        columns=(*pair_columns(say), *_columns(say)),
        rows=rows,
        notes=(
            say(
                "The interval is Newcombe's, from the intervals of both shares: as if every "
                "member were on their own, and beside it for as many people as the leaders' "
                "groups are worth. A change counts as certain when the latter leaves out 0."
            ),
            say(
                "Co-leaders count the same members twice, and a leader's career recurs at the "
                "next congress. Over which years members left is not asked."
            ),
            apart_note(say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(known, say, look)) if known else None,
        chart_size=(640, 90 + 56 * len(known)),
        crowds=[crowd for answers in stated.values() for crowd in rate_crowds(answers)],
    )


def _rate_change(before: Sequence[Row] | None, after: Sequence[Row]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, stated in (("earlier", before), ("later", after)):
        names = {column: f"{column}_{name}" for column in COUNTS}
        if stated is None:
            row |= undetermined(names.values())
            continue
        counted = rate_row(len(stated), stated)
        row |= {names[column]: counted[source] for column, source in COUNTS.items()}
        if counted["rate"] is None:
            row |= undetermined((names["rate"],))
    if row["rate_earlier"] is None or row["rate_later"] is None or before is None:
        return row | undetermined(CHANGES)
    alone, clustered = (
        share_gap(now, then)
        for now, then in (
            (_alone(after), _alone(before)),
            (by_leaders(after), by_leaders(before)),
        )
    )
    return row | {
        "change": alone.difference,
        "low": alone.low,
        "high": alone.high,
        "cluster_low": clustered.low,
        "cluster_high": clustered.high,
    }


def _alone(stated: Sequence[Row]) -> Share:
    """Give the share who dropped out as if every member were on their own."""
    dropouts, members = (
        sum(row[column] for row in stated) for column in ("dropouts", "members_led")
    )
    return wilson_share(dropouts, members)


def _columns(say: Words) -> tuple[Column, ...]:
    points, share = say("percentage points"), say("Share")
    counts = (
        ("leaders", say("Leaders who stated both"), ""),
        ("members", say("Members"), say("people")),
        ("dropouts", say("Dropouts"), say("people")),
    )
    times = (("earlier", say("before")), ("later", say("after")))
    return (
        *(
            Column(f"{name}_{time}", f"{label}, {when}", unit, decimals=0)
            for name, label, unit in counts
            for time, when in times
        ),
        *(
            Column(f"rate_{time}", f"{share}, {when}", decimals=1, percent=True)
            for time, when in times
        ),
        Column("change", say("Change"), points, decimals=1, percent=True),
        Column("low", say("95% interval, from"), points, decimals=1, percent=True),
        Column("high", say("95% interval, to"), points, decimals=1, percent=True),
        Column("cluster_low", say("By leaders, from"), points, decimals=1, percent=True),
        Column("cluster_high", say("By leaders, to"), points, decimals=1, percent=True),
    )


def is_certain(row: Mapping[str, Any]) -> bool:
    """Say whether the interval by leaders leaves out that nothing has changed."""
    return bool(row["cluster_low"] > 0 or row["cluster_high"] < 0)


def _change_title(say: Words, known: Sequence[Mapping[str, Any]], n_rounds: int) -> str:
    too_few = say("Too few answers to see whether dropouts have changed")
    if none := title_without_change(say, n_rounds, known, too_few=too_few):
        return none
    row = known[0]
    shares = {time: say.percent(row[f"rate_{time}"]) for time in TIMES}
    if not is_certain(row):
        return say("Dropouts {earlier}, then {later}: no clear change", **shares)
    text = (
        later("Dropouts have risen from {earlier} to {later}")
        if row["change"] > 0
        else later("Dropouts have fallen from {earlier} to {later}")
    )
    return say(text, **shares)


def _change_sentence(say: Words, rows: Sequence[Mapping[str, Any]], n_rounds: int) -> str:
    if n_rounds < 2:
        return one_round_sentence(say)
    return " ".join(of_pair(row, rows, _pair_sentence(say, row)) for row in rows)


def _pair_sentence(say: Words, row: Mapping[str, Any]) -> str:
    if row["change"] is None:
        return say("In one of the rounds no leader stated both members and dropouts.")
    return say(
        "{earlier} of {members_earlier} members had left, then {later} of {members_later}, by "
        "{leaders_earlier} and {leaders_later} leaders: {change} percentage points (95% interval "
        "{interval}, allowing for one leader's members being alike).",
        members_earlier=row["members_earlier"],
        members_later=row["members_later"],
        leaders_earlier=row["leaders_earlier"],
        leaders_later=row["leaders_later"],
        **told_change(say, row, "rate", ("cluster_low", "cluster_high"), decimals=1),
    )


def _chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    several = len(rows) > 1
    told = [
        {
            "name": row["label"] if several else say("Dropouts"),
            **{name: 100 * row[name] for name in ("change", "low", "high")},
            "wide_low": 100 * row["cluster_low"],
            "wide_high": 100 * row["cluster_high"],
            "sure": is_certain(row),
        }
        for row in rows
    ]
    return change_chart(
        told,
        title=say(
            "percentage points (plus: more leave); thick: each member alone, thin: allowing for "
            "one leader's members being alike"
        ),
        decimals=1,
        say=say,
        look=look,
    )
