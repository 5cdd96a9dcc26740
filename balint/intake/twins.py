"""Which answers under two codes are perhaps of one and the same?"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from balint.forms import Form, Value, label, plain
from balint.intake.problems import Findings

Answers = Sequence[Value]

Marks = tuple[Sequence[Hashable], Sequence[Hashable]]
"""What a row is known by, and what makes an earlier one its twin."""

PARTS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Twins:
    """Two rows by their places, and the fields in which they are alike."""

    first: int
    second: int
    alike: tuple[str, ...]


def find_twins(form: Form, rows: Sequence[Answers]) -> list[Twins]:
    """Give each row that is perhaps the same as one before it, with the first such.

    Rows are perhaps the same where their codes differ in nothing but case, spaces, marks and
    leading zeros ("G1", "g 1", "G-01") and what the form requires is answered alike. And where
    both state all of the form's `twin_fields` but one at most, and agree in each that both state:
    two groups of one leader in one town mostly differ in the year or in how many take part.
    """
    seen: dict[Hashable, int] = {}
    twins = []
    marks = zip(_by_answers(form, rows), _by_code(form, rows), strict=True)
    for place, ((shown, sought), (code, same_code)) in enumerate(marks):
        first = min((seen[mark] for mark in (*sought, *same_code) if mark in seen), default=None)
        if first is not None:
            twins.append(Twins(first, place, tuple(_alike(form, rows[first], rows[place]))))
        for mark in (*shown, *code):
            seen.setdefault(mark, place)
    return twins


def note_twins(
    form: Form,
    findings: Findings,
    column: int | None,
    *,
    others: Sequence[Answers],
    known: Mapping[int, Answers],
    new: Mapping[int, Answers],
) -> None:
    """Note each new row of a file that is perhaps the same as another.

    Takes: `column`, where the codes stand; `others`, what the round holds beside the file's rows,
    as far as the sender may know; `known` and `new`, what it will hold of each row of the file.
    """
    say, place = findings.say, form.field_ids.index(form.code_field)
    rows = [*([None] * len(others)), *known, *new]
    every = [*others, *known.values(), *new.values()]
    for twins in find_twins(form, every):
        row, first = rows[twins.second], rows[twins.first]
        code, own = (every[at][place] for at in (twins.first, twins.second))
        if row is None or row not in new or _is_asked_of(code, own):
            continue
        if first is not None:
            where = say("row {n}", n=findings.number(first))
            if column is not None:
                where = findings.table.address(first, column)
            other = where if code is None else say("“{code}” in {place}", code=code, place=where)
            act = say("If it is, take one of the rows out of the file.")
        elif code is not None:
            other = say("“{code}”, which the round has", code=code)
            act = say("If it is, give it that code.")
        else:
            other = say("a row without a code, which the round has")
            act = say("If it is, take the row out of the file.")
        names = (label(form.field(name), say.language) for name in twins.alike)
        findings.notice(
            "perhaps_same",
            say(
                "Perhaps the same as {other}. Alike: {fields}. {act}",
                other=other,
                fields=say.join(names),
                act=act,
            ),
            row=row,
            column=column,
            field=form.code_field,
            value=None if own is None else str(own),
        )


def _is_asked_of(code: Value, own: Value) -> bool:
    """Say whether codes differ in case alone, of which a file's check asks."""
    return code is not None and own is not None and plain(str(code)) == plain(str(own))


def _by_answers(form: Form, rows: Sequence[Answers]) -> Iterator[Marks]:
    """Mark rows by what they state in the fields that tell twins apart.

    A row that has a blank is like one that has it too, or that says something there; but two that
    say something there must say the same. So only one of the two may be taken with a blank.
    """
    places = [form.field_ids.index(name) for name in form.twin_fields]
    stated = [tuple(_loose(row[place]) for place in places) for row in rows]
    blanks = {whole.index(None) for whole in stated if whole.count(None) == 1}
    for whole in stated:
        if not whole or whole.count(None) > 1:
            yield (), ()
        elif None in whole:
            yield (("stated", whole),), (("stated", whole), ("blanked", whole))
        else:
            others = [(*whole[:at], None, *whole[at + 1 :]) for at in blanks]
            yield (
                (("stated", whole), *(("blanked", other) for other in others)),
                (("stated", whole), *(("stated", other) for other in others)),
            )


def _by_code(form: Form, rows: Sequence[Answers]) -> Iterator[Marks]:
    """Mark rows by the words and numbers of their code, and by what the form requires beside it."""
    code = form.field_ids.index(form.code_field)
    required = [at for at, field in enumerate(form.fields) if field.required and at != code]
    for row in rows:
        parts = _parts(row[code])
        marks = (("code", parts, *(row[at] for at in required)),) if parts else ()
        yield marks, marks


def _alike(form: Form, one: Answers, other: Answers) -> Iterator[str]:
    """Name what is alike in two rows, in the order of the form."""
    for field, mine, theirs in zip(form.fields, one, other, strict=True):
        if field.id == form.code_field:
            alike = bool(_parts(mine)) and _parts(mine) == _parts(theirs)
        else:
            alike = mine is not None and _loose(mine) == _loose(theirs)
        if alike and (field.id in form.twin_fields or field.required):
            yield field.id


def _parts(code: Value) -> tuple[str, ...]:
    """Give the words and the numbers of a code."""
    words = PARTS.findall(plain(str(code or "")))
    return tuple(word.lstrip("0") or "0" for word in words)


def _loose(value: Value) -> Value:
    return plain(value) if isinstance(value, str) else value
