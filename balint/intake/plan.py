"""What would a file change in a round?"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from duckdb import DuckDBPyConnection as Cursor

from balint.forms import Form, Value
from balint.intake.check import Checked, check
from balint.intake.decode import decode
from balint.intake.edits import had_personal_data, with_edits
from balint.intake.fit import better_form
from balint.intake.headings import Headings
from balint.intake.match import Matching, headers_digest
from balint.intake.personal import mask
from balint.intake.problems import ERROR, QUESTION, Findings, Problem, Question, Reading
from balint.intake.standing import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
    Change,
    Earlier,
    by_code,
    codes_of_others,
    compare,
    find_earlier,
    present_answers,
    remembered,
)
from balint.intake.table import Table
from balint.intake.twins import note_twins
from balint.rounds import digest_rows
from balint.store import today_in_sweden
from balint.words import Words, in_sweden, later, words_in

SHOWN_OF_A_LINE = 80


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file and what becomes of it.

    `given` is what the file says, `values` what the round would hold.
    """

    number: int
    file_row: int
    status: str
    code: str | None
    given: tuple[Value, ...] = ()
    values: tuple[Value, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that was understood of a file, and exactly what storing it would do."""

    form: Form
    round_id: str | None
    table: Table
    data: bytes
    language: str
    matching: Matching
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    """What a person should look at; the file can be stored as it is."""
    questions: tuple[Question, ...]
    rows: tuple[PlannedRow, ...]
    rows_sha256: str
    already: Earlier | None
    personal: bool
    decimal: str | None
    leave_out_rows: bool
    edits: tuple[tuple[str, str], ...] = ()
    """Cells that were mended by hand, each with the text that it was given."""
    keeps_file: bool = True
    """Whether the file is kept as it came: not where personal data in it was mended by hand."""
    better: Form | None = None
    """Another form that clearly more columns of the file belong to, if any does."""
    sender: str | None = None
    """Who sends it, and sees and changes their own answers alone; None for the board."""

    @property
    def accepted(self) -> bool:
        """Say whether the file may be stored as it stands."""
        if self.personal or any(problem.severity == QUESTION for problem in self.problems):
            return False
        errors_left = [problem for problem in self.problems if problem.severity == ERROR]
        if not self.leave_out_rows:
            return not errors_left
        kept = any(row.status != REFUSED for row in self.rows)
        return kept and all(problem.row is not None for problem in errors_left)

    @property
    def counts(self) -> dict[str, int]:
        """Count the rows of each status."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in (NEW, CHANGED, UNCHANGED, REFUSED)}

    @property
    def to_store(self) -> list[tuple[Value, ...]]:
        """The rows that storing would write, as the file gives them; none if none changes anything.

        Unchanged ones too, so that they stand when the file they first came in is taken back.
        Without a code they would count twice.
        """
        if not any(row.status in (NEW, CHANGED) for row in self.rows):
            return []
        return [
            row.given
            for row in self.rows
            if row.status in (NEW, CHANGED) or (row.status == UNCHANGED and row.code is not None)
        ]

    @property
    def reasons(self) -> dict[int, tuple[str, ...]]:
        """Say of each refused row, by its number, what is wrong with it."""
        found: dict[int, dict[str, None]] = {}
        for problem in self.problems:
            if problem.row is not None and problem.severity == ERROR:
                found.setdefault(problem.row, {})[problem.message] = None
        return {number: tuple(messages) for number, messages in found.items()}

    def as_json(self) -> dict[str, object]:
        """Give the shape that `check --json` prints; personal data is masked."""
        table = self.table
        return {
            "form": self.form.id,
            "file": {
                "name": mask(table.name),
                "sha256": table.sha256,
                "bytes": table.n_bytes,
                "encoding": table.encoding,
                "delimiter": table.delimiter,
                "decimal": self.decimal,
                "sheet": table.sheet,
            },
            "rows": len(self.rows),
            "columns": {
                mask(column.header): column.target.name if column.target else None
                for column in self.matching.columns
            },
            "problems": [problem.as_json() for problem in self.problems],
            "questions": [
                {
                    "key": mask(asked.key),
                    "text": asked.text,
                    "answers": {answer: mask(words) for answer, words in asked.answers},
                }
                for asked in self.questions
                if asked.answered is None
            ],
            "notices": [notice.as_json() for notice in self.notices],
            "plan": self.counts,
            "accepted": self.accepted,
        }


def plan_file(
    cursor: Cursor,
    form: Form,
    round_id: str | None,
    file_name: str,
    data: bytes,
    *,
    language: str,
    sheet: str | None = None,
    header_row: int | None = None,
    mapping: Mapping[str, str | None] | None = None,
    answers: Mapping[str, str] | None = None,
    leave_out_rows: bool = False,
    edits: Mapping[str, str] | None = None,
    sender: str | None = None,
    today: dt.date | None = None,
) -> Plan:
    """Read a file, check it and say what storing it in a round would do; nothing is written.

    A round that does not exist yet, or None, has no answers. `mapping` matches headers by
    hand, `answers` settles questions by their keys, `edits` puts other text into cells; `sender`
    is whoever is not the board: the file is compared with their own answers alone.
    Raises: Unreadable, UnknownCell, UnknownHeader, UnknownField, AnswerNotAllowed, RoundNotOpen,
    RoundNotCollected, RoundExists.
    """
    settled = dict(answers or {})
    present = present_answers(cursor, form, round_id, sender)
    table = decode(
        file_name,
        data,
        form,
        sheet=sheet or settled.get("sheet"),
        header_row=header_row,
        encoding=settled.get("encoding"),
    )
    keeps_file = not (edits and had_personal_data(table, edits))
    table = with_edits(table, edits or {})
    findings = Findings(table, words_in(language), settled)
    by_hand = {**remembered(cursor, form, headers_digest(table)), **(mapping or {})}
    checked = check(
        table,
        form,
        findings,
        by_hand,
        present=by_code(form, present),
        taken=codes_of_others(cursor, form, round_id, sender),
        find_better=partial(better_form, file_name, data, form),
        today=today or today_in_sweden(),
    )
    rows_sha256 = digest_rows(form, checked.rows.values()) if checked.rows else ""
    already = find_earlier(cursor, round_id, table.sha256, rows_sha256, sender)
    rows = _planned(form, checked, present)
    _note_twins(form, checked, rows, present)
    if already and any(row.status in (NEW, CHANGED) for row in rows):
        _ask_again(findings, already)
    return Plan(
        form=form,
        round_id=round_id,
        table=table,
        data=data,
        language=language,
        matching=checked.matching,
        readings=tuple(findings.readings),
        problems=findings.sorted_problems(),
        notices=tuple(findings.notices),
        questions=tuple(findings.questions.values()),
        rows=rows,
        rows_sha256=rows_sha256,
        already=already,
        personal=findings.personal,
        decimal=min(marks) if len(marks := findings.decimal_marks) == 1 else None,
        leave_out_rows=leave_out_rows,
        edits=tuple(sorted((edits or {}).items())),
        keeps_file=keeps_file,
        better=checked.better,
        sender=sender,
    )


def _planned(
    form: Form, checked: Checked, present: list[tuple[Value, ...]]
) -> tuple[PlannedRow, ...]:
    """Say what becomes of every row of the file, in its order."""
    findings = checked.findings
    standings = dict(
        zip(checked.rows, compare(form, list(checked.rows.values()), present), strict=True)
    )
    place = form.field_ids.index(form.code_field)
    planned = []
    for row in findings.rows:
        number, file_row = findings.number(row), findings.table.numbers[row]
        standing = standings.get(row)
        if standing is None:
            planned.append(PlannedRow(number, file_row, REFUSED, None))
            continue
        code = standing.values[place]
        planned.append(
            PlannedRow(
                number,
                file_row,
                standing.status,
                None if code is None else str(code),
                checked.rows[row],
                standing.values,
                standing.changes,
            )
        )
    return tuple(planned)


def _note_twins(
    form: Form, checked: Checked, planned: tuple[PlannedRow, ...], present: list[tuple[Value, ...]]
) -> None:
    """Note what is perhaps sent twice, in the file or beside what the round will still hold."""
    place = form.field_ids.index(form.code_field)
    read = [
        (row, found)
        for row, found in zip(checked.findings.rows, planned, strict=True)
        if found.status != REFUSED
    ]
    codes = {found.code for _, found in read} - {None}
    columns = checked.matching.columns
    fields = {column.index: column.target.field for column in columns if column.target}
    note_twins(
        form,
        checked.findings,
        next((column for column, field in fields.items() if field == form.code_field), None),
        others=[answers for answers in present if answers[place] not in codes],
        known={row: found.values for row, found in read if found.status != NEW},
        new={row: found.values for row, found in read if found.status == NEW},
    )


def _ask_again(findings: Findings, already: Earlier) -> None:
    """Ask where a file came before and the round has changed since: storing it turns that back."""
    say = findings.say
    text = say(
        "The same answers came on {date} in “{file}”, and the round has changed since. "
        "Should the file hold again?",
        date=say.date(in_sweden(already.submitted_at).date()),
        file=already.file_name,
    )
    if findings.ask("came_before", text, {"store": say("Yes, store it again")}) is None:
        findings.question("came_before")


def told_readings(plan: Plan, say: Words) -> Iterator[str]:
    """Say how what is not written as programs write it was read, column by column."""
    headings = Headings(plan.form)
    for reading in plan.readings:
        samples = ", ".join(f"{old} → {new}" if new else old for old, new in reading.samples)
        told = f"{reading.text} ({samples})" if samples else reading.text
        target = headings.named(reading.column) if reading.column else None
        yield f"{headings.shown(target, say.language)}: {told}" if target else told


def left_aside(plan: Plan, say: Words) -> Iterator[str]:
    """Say what of the file lies above its headers or below its answers, and is not read."""
    table = plan.table
    for text, lines in (
        (later("Above the headers, and no answers: {lines}"), table.titles),
        (later("Below the answers, and none of them: {lines}"), table.notes),
    ):
        if lines:
            short = (textwrap.shorten(line, SHOWN_OF_A_LINE, placeholder=" …") for line in lines)
            yield say(text, lines=mask(" / ".join(short)))
