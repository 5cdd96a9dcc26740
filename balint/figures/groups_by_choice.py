"""How do the groups meet, who began them, and is taking part voluntary?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.groups_by_kind import choice_words, counts_sentence, groups_chart
from balint.figures.model import ANSWERED, Answer, Ask, Column, marked
from balint.figures.sources import round_source
from balint.words import Words, inside_sentence, later


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
    say, found = ask.say, _counted(ask, "participation")
    return _by_choice(
        ask,
        found,
        title=say.plural(
            "{voluntary} of 1 group is voluntary",
            "{voluntary} of {n} groups are voluntary",
            found.total,
            voluntary=found.of("voluntary"),
        ),
        subtitle=say.plural(
            "1 active group, by form of participation",
            "{n} active groups, by form of participation",
            found.total,
        ),
        heading=say("Participation"),
        note=say(
            "Obligatory groups are of two kinds: attendance is reported to those "
            "responsible for the training, or only the time is obligatory. The thesis "
            "(p. 25) keeps them apart, and so does the form."
        ),
    )


@figure(
    "groups-by-setting",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Do the groups meet on site or online?"),
    options={"region": ALONE},
)
def groups_by_setting(ask: Ask) -> Answer:
    """Count active groups by whether they meet on site, online or both."""
    say, found = ask.say, _counted(ask, "setting")
    return _by_choice(
        ask,
        found,
        title=say.plural(
            "{on_site} of 1 group meets only on site",
            "{on_site} of {n} groups meet only on site",
            found.total,
            on_site=found.of("on_site"),
        ),
        subtitle=say.plural(
            "1 active group, by how it meets",
            "{n} active groups, by how they meet",
            found.total,
        ),
        heading=say("Meetings"),
        note=say("A group that meets both on site and online is counted once, as both."),
    )


@figure(
    "groups-by-initiator",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Who took the initiative to the groups?"),
    options={"region": ALONE},
)
def groups_by_initiator(ask: Ask) -> Answer:
    """Count active groups by who took the initiative to them."""
    say, found = ask.say, _counted(ask, "initiated_by")
    return _by_choice(
        ask,
        found,
        title=_initiator_title(say, found),
        subtitle=say.plural(
            "1 active group, by who took the initiative",
            "{n} active groups, by who took the initiative",
            found.total,
        ),
        heading=say("Initiative"),
        note=say("The form takes one answer, also where several took the initiative together."),
    )


def _initiator_title(say: Words, found: _Counts) -> str:
    most = max((row["groups"] for row in found.stated), default=0)
    first = [row["label"] for row in found.stated if row["groups"] == most]
    names = say.join(map(inside_sentence, first))
    if len(first) > 1:
        return say.plural(
            "Begun as often by {names}: 1 group each",
            "Begun as often by {names}: {n} groups each",
            most,
            names=names,
        )
    return say.plural(
        "The only group was begun by {name}",
        "Most often begun by {name}: {groups} of {n} groups",
        found.total,
        name=names,
        groups=most,
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many active groups gave each answer to one question."""

    question: str
    """The field of the form, and the column of the figure."""
    rows: Sequence[Mapping[str, Any]]

    @property
    def total(self) -> int:
        return sum(row["groups"] for row in self.rows)

    @property
    def stated(self) -> Sequence[Mapping[str, Any]]:
        return [row for row in self.rows if row[self.question] is not None]

    def of(self, code: str) -> int:
        """Count the groups that gave one answer."""
        return sum(row["groups"] for row in self.rows if row[self.question] == code)


def _counted(ask: Ask, question: str) -> _Counts:
    found = ask.rows(
        "groups/by_choice", round_id=ask.round.id, region=chosen_region(ask), question=question
    )
    rows = [
        {
            question: row["choice"],
            "label": choice_words(ask.say, question, row["choice"]),
            "groups": row["groups"],
        }
        for row in found
    ]
    return _Counts(question, [marked(row, question, mark="none") for row in rows])


def _by_choice(
    ask: Ask, found: _Counts, *, title: str, subtitle: str, heading: str, note: str
) -> Answer:
    """Give the figure of one question; where no group answered it, the title says so."""
    say, total = ask.say, found.total
    if not found.stated:
        title = say("No active group answers the question") if total else no_group(ask)
    return Answer(
        title=title,
        subtitle=in_the_region(ask, subtitle),
        sentence=counts_sentence(say, found.rows) if total else f"{no_group(ask)}.",
        n={"groups": total},
        columns=(
            Column(found.question, say("Code"), code=True),
            Column("label", heading),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
        ),
        rows=found.rows,
        notes=(
            say("Only groups whose status is active are counted; resting and ended are not."),
            note,
        ),
        sources=(round_source(ask),),
        chart=groups_chart(found.rows),
        chart_size=(520, 40 * len(found.rows) + 40),
    )
