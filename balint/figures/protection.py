"""What is left of a figure that too few people stand behind?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from balint.bases import ARM, GROUP
from balint.disclosure import BOARD, Audience, hidden_regions, hidden_unions
from balint.figures.model import Answer, Ask, Column, undetermined
from balint.forms import load_form
from balint.words import Words

NAMES = ("label", "region")


def hide(answer: Answer, question: str, audience: Audience, say: Words) -> Answer:
    """Keep the question, what is counted and the sources of an answer, and none of its numbers."""
    return replace(
        answer,
        title=say("Too few people to show the answer"),
        subtitle=question,
        sentence=say(
            "At least {people} people must stand behind each number that is shown, and behind "
            "what can be worked out by subtracting one from another, so that nobody's answer can "
            "be told. Here there are fewer.",
            people=audience.people,
        ),
        n={},
        # By name: rows that are ordered by what they hide would tell of it.
        rows=sorted((_hidden_row(answer.columns, row) for row in answer.rows), key=str),
        notes=(rule_note(audience, say),),
        chart=None,
    )


def _hidden_row(columns: Sequence[Column], row: Mapping[str, Any]) -> dict[str, Any]:
    names = {column.name for column in columns if _names_something(column)}
    hidden = [column.name for column in columns if column.name not in names]
    return {name: row[name] for name in names} | undetermined(hidden, mark="hidden")


def _names_something(column: Column) -> bool:
    return column.code or column.name in NAMES or column.name.endswith(("_label", "_code"))


def rule_note(audience: Audience, say: Words) -> str:
    """Say which numbers an audience sees."""
    return say(
        "A number is shown with at least {people} people behind it; where leaders or groups are "
        "known, with at least {groups} of them and none with more than half of the people.",
        people=audience.people,
        groups=audience.groups,
    )


def groups_note(
    form: str, drawn: Iterable[Answer], audience: Audience, say: Words
) -> Iterator[str]:
    """Say to those who do not see all that no groups protect a study round which names none."""
    people = [[crowd for crowd in answer.crowds if crowd.people] for answer in drawn]
    nameless = any(crowds and all(each.groups is None for each in crowds) for crowds in people)
    if audience is not BOARD and nameless and {ARM, GROUP} <= set(load_form(form).field_ids):
        yield say(
            "Where a round does not say who sat in which group, a number is shown with at least "
            "{people} people behind it, whatever groups they come from.",
            people=audience.people,
        )


def hide_members(rows: Sequence[dict[str, Any]], ask: Ask) -> None:
    """Hide the members of those regions of an inventory that an audience may not see.

    Takes: one row per region, with its `members` and the `sizes` of the groups that stated them,
    which are taken away.
    """
    closed = hidden_regions({row["region_code"]: row.pop("sizes") for row in rows}, ask.audience)
    for row in rows:
        if row["region_code"] in closed:
            row |= undetermined(("members",), mark="hidden")


def hide_members_of_unions(rows: Sequence[dict[str, Any]], ask: Ask) -> None:
    """Hide the members of those unions of regions from which too few people could be told.

    Takes: rows that divide all active groups, each with `members` and with the `sizes` of the
    groups that stated them by region code, which are taken away; no region stands in two rows.
    """
    for place in hidden_unions([row.pop("sizes") for row in rows], ask.audience):
        rows[place] |= undetermined(("members",), mark="hidden")


def members_note(ask: Ask) -> Iterator[str]:
    """Say to those who do not see all numbers of members which they see."""
    if ask.audience is not BOARD:
        yield rule_note(ask.audience, ask.say)
