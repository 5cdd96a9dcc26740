"""Whom are the Balint groups for?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.disclosure import BOARD
from balint.figures.catalogue import figure
from balint.figures.charts import bars
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.model import ANSWERED, Answer, Ask, Chart, Column, marked, undetermined
from balint.figures.sources import round_source
from balint.forms import choice_label, load_form
from balint.words import Words, inside_sentence, later


@figure(
    "groups-by-kind",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Whom are the groups for?"),
    options={"region": ALONE},
)
def groups_by_kind(ask: Ask) -> Answer:
    """Count active groups and their members by the members' profession."""
    say = ask.say
    found = ask.rows("groups/by_kind", round_id=ask.round.id, region=chosen_region(ask))
    rows = [marked(row, "members_kind", "members", mark="none") for row in found]
    for row in rows:
        row["label"] = choice_words(say, "members_kind", row["members_kind"])
        if ask.audience is not BOARD:
            row |= undetermined(("members",), mark="hidden")
    total = sum(row["groups"] for row in rows)
    return Answer(
        title=_largest_title(say, rows, total) if total else no_group(ask),
        subtitle=in_the_region(
            ask,
            say.plural(
                "1 active group, by the members' profession",
                "{n} active groups, by the members' profession",
                total,
            ),
        ),
        sentence=counts_sentence(say, rows) if total else f"{no_group(ask)}.",
        n={"groups": total},
        columns=(
            Column("members_kind", say("Code"), code=True),
            Column("label", say("Members")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("members", say("Members, in all"), say("people"), decimals=0),
        ),
        rows=rows,
        notes=(
            say("Only groups whose status is active are counted; resting and ended are not."),
            say("Members are the sum over the groups that stated how many they have.")
            if ask.audience is BOARD
            else say(
                "How many members are shown by region alone: from sums by region and by profession "
                "together the size of a single group could be worked out."
            ),
        ),
        sources=(round_source(ask),),
        chart=groups_chart(rows),
        chart_size=(520, 40 * len(rows) + 40),
    )


def groups_chart(rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """Draw the active groups of each row (label, groups) as bars; nothing where there is none."""
    if not any(row["groups"] for row in rows):
        return None
    return lambda look: bars(rows, label="label", value="groups", look=look)


def choice_words(say: Words, question: str, code: str | None) -> str:
    """Name a choice of the inventory's form; none is said to be not stated."""
    if code is None:
        return say("Not stated")
    return choice_label(load_form("inventory").field(question), code, say.language)


def _largest_title(say: Words, rows: Sequence[Mapping[str, Any]], total: int) -> str:
    stated = [row for row in rows if row["label"] != say("Not stated")]
    if not stated:
        return say("No active group states who its members are")
    top = max(stated, key=lambda row: row["groups"])
    return say(
        "Most common: {kind}, {groups} of {total} groups",
        kind=inside_sentence(top["label"]),
        groups=top["groups"],
        total=total,
    )


def counts_sentence(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    """Say how many active groups there are, and how many in each row (label, groups)."""
    counts = "; ".join(
        f"{inside_sentence(row['label'])}: {say.number(row['groups'])}" for row in rows
    )
    return counts_words(say, sum(row["groups"] for row in rows), counts)


def counts_words(say: Words, total: int, counts: str) -> str:
    """Say how many active groups there are before how they are spread."""
    return say.plural(
        "1 active group – {counts}.", "{n} active groups – {counts}.", total, counts=counts
    )
