"""Which field is a header meant for that is spelt nearly so?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from balint.forms import label
from balint.intake.headings import Headings, Target, loose
from balint.intake.problems import Findings

NEAR = 84
SHORTEST_GUESS = 4
NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: what it holds, None where nothing is read from it, and why.

    `how` is known, by_hand, suggested, confirmed, bookkeeping or unmatched. `header` tells it from
    others, with its letter where they have the same.
    """

    index: int
    header: str
    target: Target | None
    how: str


def suggest(column: Column, headings: Headings, taken: set[Target], findings: Findings) -> Column:
    """Suggest the field whose header is spelt nearly so, for a person to confirm."""
    word = loose(findings.table.headers[column.index])
    if len(word) < SHORTEST_GUESS:
        return column
    free = [
        known
        for known, field in headings.loose.items()
        if Target(field=field) not in taken and _digits(known) == _digits(word)
    ]
    best = process.extractOne(word, free, scorer=fuzz.ratio, score_cutoff=NEAR)
    if best is None:
        return column
    say = findings.say
    target = Target(field=headings.loose[best[0]])
    name = label(headings.form.field(headings.loose[best[0]]), say.language)
    key = f"match:{column.header}"
    text = say(
        "Is the column “{header}” the answers to “{field}”?", header=column.header, field=name
    )
    answers = {target.name: name, NOTHING: say("No, leave the column out")}
    answer = findings.ask(key, text, answers)
    if answer is None:
        findings.question(key, column=column.index, field=target.field, value=column.header)
        return Column(column.index, column.header, target, "suggested")
    return Column(column.index, column.header, None if answer == NOTHING else target, "confirmed")


def _digits(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)
