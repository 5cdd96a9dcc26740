"""Is every answer in a file one that its field takes?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from balint.errors import HeaderAlone
from balint.forms import Field, Form, Value, is_example, label, plain
from balint.intake.across import Across
from balint.intake.cells import Answer, Cells, Refused, Word, collect
from balint.intake.choices import read_choices, read_words, read_yes_no
from balint.intake.dates import read_dates
from balint.intake.fit import ask_form, is_doubtful
from balint.intake.headings import Headings
from balint.intake.match import Matching, match
from balint.intake.numbers import read_numbers, refuse_out_of_bounds
from balint.intake.problems import Findings
from balint.intake.scale import settle_scale
from balint.intake.screen import screen
from balint.intake.table import Table
from balint.intake.unfold import Values, unfold

READERS = {
    "code": read_words,
    "text": read_words,
    "choice": read_choices,
    "yes_no": read_yes_no,
    "multi": read_yes_no,
    "date": read_dates,
    "integer": read_numbers,
    "decimal": read_numbers,
    "vas": read_numbers,
    "ranking": read_numbers,
}
NUMBERS = ("integer", "decimal", "vas", "ranking")


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows that could be read, by their row in the table, and all that was found."""

    rows: dict[int, tuple[Value, ...]]
    matching: Matching
    findings: Findings
    better: Form | None
    """Another form that the file fits clearly better, if any."""


def check(
    table: Table,
    form: Form,
    findings: Findings,
    mapping: Mapping[str, str | None],
    *,
    present: Mapping[str, tuple[Value, ...]],
    taken: frozenset[str] = frozenset(),
    find_better: Callable[[int], Form | None],
    today: dt.date,
) -> Checked:
    """Read every cell of a table into its field.

    `present` has the answers that the round already holds, by code: a blank there is no
    change, so that even a required answer may be blank. `taken` has the codes that this file
    must leave alone. `find_better` gives another form that fits clearly better than one that knows
    so many columns; it is asked only in doubt.
    Raises: UnknownHeader, UnknownField, AnswerNotAllowed, HeaderAlone.
    """
    matching = match(table, Headings(form), mapping, findings)
    better = None
    if is_doubtful(matching):
        better = find_better(matching.n_matched)
        ask_form(form, matching, better, findings)
    _leave_out_examples(table, form, matching, findings)
    _leave_out_headers(table, findings)
    if not findings.rows:
        raise HeaderAlone(name=table.name)
    screen(table, matching, findings)
    values, places = unfold(matching, form, findings)
    columns = _read_columns(table, form, matching, findings)
    for cells, read in columns:
        values[cells.field.id] = {
            row: answer
            for word, answer in read.items()
            if not isinstance(answer, Refused)
            for row in cells.words[word]
        }
    rows = _by_row(form, values, findings.rows)
    fallback = {cells.field.id: cells.column for cells, _ in columns}

    def column(field_id: str, row: int) -> int | None:
        return places.get((field_id, row), fallback.get(field_id))

    Across(form, rows, column, findings, today, present).check()
    _check_codes(form, rows, fallback, findings, present)
    _check_taken(form, rows, fallback, findings, taken)
    _check_required(form, rows, fallback, findings, present)
    read_rows = {
        row: tuple(answers.values()) for row, answers in rows.items() if row not in findings.refused
    }
    return Checked(read_rows, matching, findings, better)


def _by_row(form: Form, values: Values, rows: Sequence[int]) -> dict[int, dict[str, Value]]:
    """Turn the answers of each field into those of each row, in the form's order of fields."""
    columns = [map(values.get(field_id, {}).get, rows) for field_id in form.field_ids]
    answers = (dict(zip(form.field_ids, row, strict=True)) for row in zip(*columns, strict=True))
    return dict(zip(rows, answers, strict=True))


def _leave_out_examples(table: Table, form: Form, matching: Matching, findings: Findings) -> None:
    """Take out the example that every template carries."""
    for column in matching.columns:
        if column.target is None or column.target.field != form.code_field:
            continue
        examples = [row for row, cells in enumerate(table.rows) if is_example(cells[column.index])]
        findings.leave_aside(examples)
        if examples:
            samples = {table.rows[row][column.index]: "" for row in examples}
            text = findings.say("The example row of the template is not read.")
            findings.read_as(form.code_field, "example", text, samples, len(examples))


def _leave_out_headers(table: Table, findings: Findings) -> None:
    """Take out rows that repeat the headers, as where several lists were put into one."""
    again = [row for row in findings.rows if table.rows[row] == table.headers]
    findings.leave_aside(again)
    if again:
        samples = {table.address(row, 0): findings.say("left out") for row in again}
        text = findings.say("A row that repeats the headers is not read.")
        findings.read_as(None, "repeated_headers", text, samples, len(again))


def _read_columns(
    table: Table, form: Form, matching: Matching, findings: Findings
) -> list[tuple[Cells, dict[Word, Answer]]]:
    """Read each matched column; a second column for one field is not read."""
    columns: list[tuple[Cells, dict[Word, Answer]]] = []
    seen: set[str] = set()
    for column in matching.columns:
        if column.target is None or column.target.field is None or column.target.field in seen:
            continue
        seen.add(column.target.field)
        field = form.field(column.target.field)
        cells = collect(table, column.index, field, findings)
        columns.append((cells, READERS[field.kind](cells)))
    settle_scale(columns)
    return [
        (cells, refuse_out_of_bounds(cells, read) if cells.field.kind in NUMBERS else read)
        for cells, read in columns
    ]


def _check_codes(
    form: Form,
    rows: Mapping[int, dict[str, Value]],
    columns: Mapping[str, int],
    findings: Findings,
    present: Mapping[str, tuple[Value, ...]],
) -> None:
    """Refuse a code that stands in two rows; ask of one that is nearly one of the round."""
    if form.code_field not in columns:
        return
    say, field = findings.say, form.field(form.code_field)
    column = columns[form.code_field]
    found: dict[str, list[int]] = {}
    for row, answers in rows.items():
        if answers[field.id] is not None:
            found.setdefault(plain(str(answers[field.id])), []).append(row)
    alike = {plain(code): code for code in present}
    for word, where in found.items():
        code = str(rows[where[0]][field.id])
        if len(where) > 1:
            for row in where:
                others = say.join(findings.table.address(r, column) for r in where if r != row)
                message = say(
                    "The code “{code}” stands also in {others}. Each row needs a code of its own.",
                    code=str(rows[row][field.id]),
                    others=others,
                )
                findings.error(
                    "code_twice", message, row=row, column=column, field=field.id, value=code
                )
        elif code not in present and word in alike:
            _ask_alike(field, where[0], code, alike[word], column, findings, rows)


def _check_taken(
    form: Form,
    rows: Mapping[int, dict[str, Value]],
    columns: Mapping[str, int],
    findings: Findings,
    taken: frozenset[str],
) -> None:
    """Refuse a code whose answers are others' to change."""
    if not taken or form.code_field not in columns:
        return
    words = {plain(code) for code in taken}
    for row, answers in rows.items():
        code = answers[form.code_field]
        if code is not None and plain(str(code)) in words:
            message = findings.say(
                "The code “{code}” has answers that somebody else sent. The board can change them.",
                code=str(code),
            )
            findings.error(
                "code_taken",
                message,
                row=row,
                column=columns[form.code_field],
                field=form.code_field,
                value=str(code),
            )


def _ask_alike(
    field: Field,
    row: int,
    code: str,
    known: str,
    column: int,
    findings: Findings,
    rows: Mapping[int, dict[str, Value]],
) -> None:
    say = findings.say
    key = f"same_code:{field.id}"
    text = say("Codes of the round are written otherwise in the file. Do they mean the same?")
    answers = {"same": say("The same"), "other": say("Others")}
    answer = findings.ask(key, text, answers)
    if answer is None:
        message = say(
            "The code “{code}” is nearly “{known}”, which the round has. Do they mean the same?",
            code=code,
            known=known,
        )
        findings.question(key, row=row, column=column, field=field.id, value=code, message=message)
    elif answer == "same":
        rows[row][field.id] = known


def _check_required(
    form: Form,
    rows: Mapping[int, dict[str, Value]],
    columns: Mapping[str, int],
    findings: Findings,
    present: Mapping[str, tuple[Value, ...]],
) -> None:
    """Refuse a row that lacks what the form requires, unless the round has it already."""
    say = findings.say
    for place, field in enumerate(form.fields):
        if not field.required or field.id not in columns:
            continue
        for row, answers in rows.items():
            if answers[field.id] is not None or row in findings.refused:
                continue
            code = answers[form.code_field]
            if code in present and present[str(code)][place] is not None:
                continue
            message = say(
                "“{field}” is blank, and the form needs it. Fill it in.",
                field=label(field, say.language),
            )
            findings.error(
                "missing_value", message, row=row, column=columns[field.id], field=field.id
            )
