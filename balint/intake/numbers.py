"""Which numbers stand in a column, and is its comma a decimal mark?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from balint.forms import Field, format_canonical, label, shown_number
from balint.intake.cells import REFUSED, Answer, Cells, Refused, Word
from balint.intake.table import DATE, NUMBER

COMMA, POINT = "comma", "point"
MARKS = {COMMA: (",", "."), POINT: (".", ",")}
"""Each convention: its decimal mark, and the mark between thousands that goes with it."""

SPACES = "\u0020\u00a0\u2007\u2008\u2009\u200a\u202f'’"
MINUS = str.maketrans({"−": "-", "–": "-"})
PLAIN = re.compile(r"[+-]?[0-9]{1,15}")
EXACT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
SPACED = re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
ORDINAL = re.compile(
    r"(?:(?:plats|place|ranking|rankning|rank|rang|nr|no)\.?\s*)?([0-9]{1,2})(?:st|nd|rd|th|:a|:e|\.)?",
    re.IGNORECASE,
)
GROUPED = {
    COMMA: re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
    POINT: re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
}
WHOLE = ("integer", "ranking")

Readings = Mapping[str, float]
"""What a text would be under each convention under which it is a number at all."""


def read_numbers(cells: Cells) -> dict[Word, Answer]:
    """Read a column of numbers, each convention decided once for the column."""
    readings = {word: _readings(word, cells.field) for word in cells.words}
    doubtful = [word for word, each in readings.items() if len(set(each.values())) > 1]
    convention = _convention(readings, cells, doubtful) if doubtful else None
    read: dict[Word, Answer] = {}
    for word, each in readings.items():
        values = set(each.values())
        if len(values) > 1:
            values = {each[convention]} if convention and convention in each else set()
        read[word] = _checked(cells, word, values.pop() if values else None, bool(each))
    _show(cells, readings, read, convention)
    return read


def _show(
    cells: Cells,
    readings: Mapping[Word, Readings],
    read: Mapping[Word, Answer],
    convention: str | None,
) -> None:
    """Note how the numbers were read that are not written as programs write them."""
    samples: dict[str, str] = {}
    for word, value in read.items():
        if word[1] == NUMBER or value is None or isinstance(value, Refused):
            continue
        used = next(iter(readings[word])) if len(readings[word]) == 1 else convention
        if used and not PLAIN.fullmatch(word[0]) and MARKS[used][0] in word[0]:
            cells.findings.decimal_marks.add(MARKS[used][0])
        shown = cells.findings.say.decimals_in(format_canonical(cells.field, value))
        if shown != word[0]:
            samples[word[0]] = shown
    if samples:
        text = cells.findings.say("Numbers were read so.")
        n = sum(len(rows) for (text_, _), rows in cells.words.items() if text_ in samples)
        cells.read_as("number", text, samples, n)


def _readings(word: Word, field: Field) -> Readings:
    """Read one cell under both conventions, without those that cannot be meant.

    A scale or a measure goes by its bounds: 1,234 years leading are no thousand. A count has
    no such certainty, so that "1,234" people stay in doubt.
    """
    text, kind = word
    if kind == NUMBER:
        return {POINT: float(text)}
    if kind == DATE:
        return {}
    if field.kind == "ranking" and (ordinal := ORDINAL.fullmatch(text)):
        return {POINT: float(ordinal[1])}
    text = text.translate(MINUS)
    found = {name: value for name in MARKS if (value := _read(text, name)) is not None}
    if len(set(found.values())) > 1 and field.kind not in WHOLE:
        within = {name: value for name, value in found.items() if field.is_within(value)}
        return within or found
    return found


def _read(text: str, convention: str) -> float | None:
    decimal, thousands = MARKS[convention]
    if PLAIN.fullmatch(text):
        return float(text)
    if SPACED.fullmatch(text):
        text = re.sub(rf"[{SPACES}]", "", text)
    elif thousands in text:
        if not GROUPED[convention].fullmatch(text):
            return None
        text = text.replace(thousands, "")
    text = text.replace(decimal, ".", 1) if decimal == "," else text
    return float(text) + 0.0 if EXACT.fullmatch(text) else None


def _convention(
    readings: Mapping[Word, Readings], cells: Cells, doubtful: list[Word]
) -> str | None:
    """Say which convention the column follows; ask where its other cells do not tell."""
    evidence = {
        next(iter(each)) for word, each in readings.items() if len(each) == 1 and word[1] != NUMBER
    }
    if len(evidence) == 1:
        return evidence.pop()
    say = cells.findings.say
    first = doubtful[0]
    samples = {
        name: f"{first[0]} → {shown_number(value, say)}" for name, value in readings[first].items()
    }
    text = say(
        "What is the mark in “{value}” under “{field}”?",
        value=first[0],
        field=label(cells.field, say.language),
    )
    return cells.ask("decimal", text, samples, doubtful)


def _checked(cells: Cells, word: Word, value: float | None, is_number: bool) -> Answer:
    """Refuse what is no number, no whole number where one is asked, or out of bounds."""
    field, say = cells.field, cells.findings.say
    if value is None:
        if is_number:  # the convention is still asked for
            return None
        if word[1] == DATE:
            message = say(
                "The spreadsheet has made a date of the number in this cell. Write it anew as text."
            )
            cells.refuse(word, "date_for_number", message)
        else:
            cells.not_accepted(word, "not_a_number")
        return REFUSED
    if field.kind in WHOLE and value != int(value):
        cells.not_accepted(word, "not_whole")
        return REFUSED
    return int(value) if field.kind in WHOLE else value


def refuse_out_of_bounds(cells: Cells, read: dict[Word, Answer]) -> dict[Word, Answer]:
    """Refuse the numbers that lie outside the field's bounds."""
    checked = dict(read)
    for word, value in read.items():
        if isinstance(value, int | float) and not cells.field.is_within(value):
            cells.not_accepted(word, "out_of_range")
            checked[word] = REFUSED
    return checked
