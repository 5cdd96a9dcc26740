"""Whom are the Balint groups for, and is taking part voluntary?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.disclosure import BOARD
from balint.figures.catalogue import figure
from balint.figures.charts import bars
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.model import ANSWERED, Answer, Ask, Chart, Column, marked, undetermined
from balint.figures.sources import round_source
from balint.forms import Form, choice_label, load_form
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
    say, form = ask.say, load_form("inventory")
    found = ask.rows("groups/by_kind", round_id=ask.round.id, region=chosen_region(ask))
    rows = [marked(row, "members_kind", "members", mark="none") for row in found]
    for row in rows:
        row["label"] = _choice(say, form, "members_kind", row["members_kind"])
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
        sentence=_counts_sentence(say, rows) if total else f"{no_group(ask)}.",
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
        chart=groups_chart(say, rows),
        chart_size=(520, 40 * len(rows) + 40),
    )


@figure(
    "groups-participation",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Is taking part voluntary?"),
    options={"region": ALONE},
)
def groups_participation(ask: Ask) -> Answer:
    """Count active groups by whether taking part is voluntary."""
    say, form = ask.say, load_form("inventory")
    found = ask.rows("groups/by_participation", round_id=ask.round.id, region=chosen_region(ask))
    rows = [marked(row, "participation", mark="none") for row in found]
    for row in rows:
        row["label"] = _choice(say, form, "participation", row["participation"])
    total = sum(row["groups"] for row in rows)
    voluntary = sum(row["groups"] for row in rows if row["participation"] == "voluntary")
    return Answer(
        title=say.plural(
            "{voluntary} of 1 group is voluntary",
            "{voluntary} of {n} groups are voluntary",
            total,
            voluntary=voluntary,
        )
        if total
        else no_group(ask),
        subtitle=in_the_region(
            ask,
            say.plural(
                "1 active group, by form of participation",
                "{n} active groups, by form of participation",
                total,
            ),
        ),
        sentence=_counts_sentence(say, rows) if total else f"{no_group(ask)}.",
        n={"groups": total},
        columns=(
            Column("participation", say("Code"), code=True),
            Column("label", say("Participation")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
        ),
        rows=rows,
        notes=(
            say(
                "Obligatory groups are of two kinds: attendance is reported to those "
                "responsible for the training, or only the time is obligatory. The thesis "
                "(p. 25) keeps them apart, and so does the form."
            ),
        ),
        sources=(round_source(ask),),
        chart=groups_chart(say, rows),
        chart_size=(520, 40 * len(rows) + 40),
    )


def groups_chart(say: Words, rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """Draw the active groups of each row (label, groups) as bars; nothing where there is none."""
    if not any(row["groups"] for row in rows):
        return None
    return lambda look: bars(
        rows, label="label", value="groups", x_title=say("active groups"), look=look
    )


def _choice(say: Words, form: Form, field: str, code: str | None) -> str:
    if code is None:
        return say("Not stated")
    return choice_label(form.field(field), code, say.language)


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


def _counts_sentence(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    counts = say.join(
        f"{inside_sentence(row['label'])}: {say.number(row['groups'])}" for row in rows
    )
    return say("Active groups: {counts}.", counts=counts)
