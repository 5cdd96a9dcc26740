"""What does a round hold already, and how do rows of a file stand to it?"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.errors import OlderVersion, RoundExists, RoundNotCollected, RoundNotOpen
from balint.forms import Form, Value, format_canonical
from balint.rounds import Round, answers, list_rounds

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"

Answers = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that the round has otherwise."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Standing:
    """How one row stands to the round. `values` is what the round would hold."""

    status: str
    values: Answers
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A submission that brought the same file or the same answers."""

    submission_id: str
    file_name: str
    submitted_at: dt.datetime
    submitted_by: str
    same_file: bool


def find_open_round(cursor: Cursor, form: Form, round_id: str | None) -> Round | None:
    """Find the round that a file is for, None where there is none yet.

    Raises: RoundExists, RoundNotCollected, RoundNotOpen, OlderVersion.
    """
    if not round_id:
        return None
    found = next((each for each in list_rounds(cursor) if each.id == round_id), None)
    if found is None:
        return None
    if found.form != form.id:
        raise RoundExists(round_id=round_id, found=found.form, asked=form.id)
    if found.provenance != "collected":
        raise RoundNotCollected(round_id=round_id)
    if not found.takes_files:
        raise RoundNotOpen(round_id=round_id)
    if found.form_version != form.version:
        raise OlderVersion(round_id=round_id, found=found.form_version, asked=form.version)
    return found


def present_answers(
    cursor: Cursor, form: Form, round_id: str | None, sender: str | None = None
) -> list[Answers]:
    """Give the answers that a round holds, or those alone that somebody sent.

    Raises: as `find_open_round`.
    """
    found = find_open_round(cursor, form, round_id)
    return answers(cursor, found.id, form, submitted_by=sender) if found else []


def codes_of_others(
    cursor: Cursor, form: Form, round_id: str | None, sender: str | None
) -> frozenset[str]:
    """Give the codes whose answers others sent, which a sender must leave alone.

    Returns: none where `sender` is None, as for whoever may change all answers.
    """
    if sender is None or round_id is None:
        return frozenset()
    everybody = by_code(form, answers(cursor, round_id, form))
    own = by_code(form, answers(cursor, round_id, form, submitted_by=sender))
    return frozenset(everybody.keys() - own.keys())


def by_code(form: Form, present: Sequence[Answers]) -> dict[str, Answers]:
    """Give the answers that have a code, by their code."""
    place = form.field_ids.index(form.code_field)
    return {str(row[place]): row for row in present if row[place] is not None}


def compare(form: Form, rows: Sequence[Answers], present: Sequence[Answers]) -> list[Standing]:
    """Say of each row whether it is new, changed or unchanged.

    A row with a code is compared with the answers under that code, where a blank changes
    nothing. Rows without codes are compared whole, each present row standing for one.
    """
    place = form.field_ids.index(form.code_field)
    known = by_code(form, present)
    nameless = Counter(_canonical(form, row) for row in present if row[place] is None)
    found = []
    for row in rows:
        if row[place] is None:
            text = _canonical(form, row)
            nameless[text] -= 1
            found.append(Standing(UNCHANGED if nameless[text] >= 0 else NEW, row))
        elif str(row[place]) in known:
            found.append(_compare_one(form, row, known[str(row[place])]))
        else:
            found.append(Standing(NEW, row))
    return found


def _canonical(form: Form, row: Answers) -> tuple[str, ...]:
    return tuple(
        format_canonical(field, value) for field, value in zip(form.fields, row, strict=True)
    )


def _compare_one(form: Form, row: Answers, old: Answers) -> Standing:
    merged = tuple(before if now is None else now for now, before in zip(row, old, strict=True))
    changes = tuple(
        Change(field.id, before, now)
        for field, before, now in zip(form.fields, old, merged, strict=True)
        if format_canonical(field, before) != format_canonical(field, now)
    )
    return Standing(CHANGED if changes else UNCHANGED, merged, changes)


def find_earlier(
    cursor: Cursor,
    round_id: str | None,
    file_sha256: str,
    rows_sha256: str,
    submitted_by: str | None = None,
) -> Earlier | None:
    """Find the latest submission, not undone, that brought the same file or the same answers.

    Takes: `submitted_by`, to look among what one sender sent alone.
    """
    if not round_id:
        return None
    found = queries.rows(
        cursor,
        "intake/earlier",
        round_id=round_id,
        file_sha256=file_sha256,
        rows_sha256=rows_sha256,
        submitted_by=submitted_by,
    )
    return Earlier(**found[0]) if found else None


def remembered(cursor: Cursor, form: Form, headers_sha256: str) -> dict[str, str | None]:
    """Give what was decided by hand the last time that a file had these headers."""
    found = queries.rows(cursor, "intake/remembered", form=form.id, headers_sha256=headers_sha256)
    return {row["header"]: row["field"] for row in found}
