"""Which rounds are there, what was sent to each, and which answers count?

A round is one collection with one form. A submission is one file in it; every answer carries
its submission. Of the answers with one code the latest to each question counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression
from duckdb import DuckDBPyConnection as Cursor

from balint import errors, queries
from balint.disclosure import BOARD, Audience
from balint.forms import (
    Form,
    Value,
    answers_sql,
    column_type,
    format_column,
    load_form,
    table_name,
    view_name,
)
from balint.store import Store, utc_now
from balint.words import in_sweden

PROVENANCES = ("collected", "published", "demo")
"""Where a round's numbers come from, in the order in which a figure prefers them."""

ARROW_TYPES = {
    "varchar": pa.string(),
    "boolean": pa.bool_(),
    "integer": pa.int32(),
    "double": pa.float64(),
    "date": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Round:
    """One collection with one form."""

    id: str
    form: str
    form_version: int
    title_sv: str
    title_en: str
    place: str | None
    held_on: dt.date | None
    provenance: str
    state: str
    n_rows: int = 0
    created_at: dt.datetime | None = None
    """When it was made here, UTC; None until it is."""
    reopened_at: dt.datetime | None = None
    """Since when it takes files though it is released, UTC; None where it does not."""
    is_erased: bool = False
    """Whether its answers are erased for good."""
    released_at: dt.datetime | None = None
    """When readers last came to see it as it then was, UTC."""

    def title(self, language: str) -> str:
        """Give the title in a language."""
        return self.title_sv if language == "sv" else self.title_en

    @property
    def takes_files(self) -> bool:
        """Whether files can be sent to it: it is open, or released and opened again since."""
        reopened = self.state == "released" and self.reopened_at is not None
        return not self.is_erased and (self.state == "open" or reopened)

    @property
    def began_on(self) -> dt.date:
        """Give the day on which it was held, else the day in Sweden on which it was made here."""
        return self.held_on or in_sweden(self.created_at or utc_now()).date()

    @property
    def place_in_time(self) -> tuple[dt.date, dt.datetime, str]:
        """Give what puts rounds in order: the day on which it began, then the moment made."""
        return (self.began_on, self.created_at or utc_now(), self.id)

    @property
    def released_on(self) -> dt.date | None:
        """Give the day in Sweden on which it was last released; None while readers see nothing."""
        if self.state != "released" or self.released_at is None:
            return None
        return in_sweden(self.released_at).date()


@dataclass(frozen=True, slots=True)
class Selection:
    """What those see who come by a link: its rounds, as they were when it was made."""

    link_id: str
    round_ids: tuple[str, ...]


def list_rounds(cursor: Cursor, form: str | None = None) -> list[Round]:
    """List all rounds, or those with one form: latest first within each provenance."""
    every = (Round(**row) for row in queries.rows(cursor, "rounds/rounds"))
    fit = [found for found in every if form in (None, found.form)]
    latest_first = sorted(fit, key=lambda found: found.place_in_time, reverse=True)
    return sorted(latest_first, key=lambda found: found.provenance)


def known_rounds(
    store: Store, audience: Audience = BOARD, selection: Selection | None = None
) -> list[Round]:
    """List the rounds that an audience may know of: all for the board, else those released.

    Whoever comes by a link knows of its rounds alone, unless they are withdrawn.
    """
    released, link_id = audience is not BOARD, selection.link_id if selection else None
    every = store.once(
        ("rounds", released, link_id),
        lambda: list_rounds(store.cursor(released=released, link_id=link_id)),
    )
    if selection:
        chosen = selection.round_ids
        return [found for found in every if found.id in chosen and found.state != "withdrawn"]
    return [found for found in every if audience is BOARD or found.state == "released"]


def find_round(cursor: Cursor, round_id: str) -> Round:
    """Give the round with an id. Raises: UnknownRound."""
    return pick_round(list_rounds(cursor), round_id)


def pick_round(rounds: Iterable[Round], round_id: str) -> Round:
    """Give the round with an id out of those that one may know of. Raises: UnknownRound."""
    known = {found.id: found for found in rounds}
    if round_id not in known:
        raise errors.UnknownRound(round_id=round_id, known=", ".join(known))
    return known[round_id]


def describe_round(
    round_id: str,
    form: Form,
    title_sv: str,
    title_en: str,
    *,
    place: str | None = None,
    held_on: dt.date | None = None,
    state: str = "open",
) -> Round:
    """Describe a round of our own that is to be made for files of a form as it is now."""
    return Round(
        id=round_id,
        form=form.id,
        form_version=form.version,
        title_sv=title_sv,
        title_en=title_en,
        place=place,
        held_on=held_on,
        provenance="collected",
        state=state,
    )


def create_round(cursor: Cursor, new: Round) -> None:
    """Write a new round.

    Raises: BadRoundId.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", new.id):
        raise errors.BadRoundId(round_id=new.id)
    cursor.execute(
        "insert into round values ($id, $form, $form_version, $title_sv, $title_en, $place,"
        " $held_on, $provenance, $state, $now, null)",
        {
            "id": new.id,
            "form": new.form,
            "form_version": new.form_version,
            "title_sv": new.title_sv,
            "title_en": new.title_en,
            "place": new.place,
            "held_on": new.held_on,
            "provenance": new.provenance,
            "state": new.state,
            "now": utc_now(),
        },
    )


def set_state(cursor: Cursor, round_id: str, state: str) -> None:
    """Put a round into another state, where a released one takes no files.

    Raises: UnknownRound, RoundNotCollected.
    """
    found = find_round(cursor, round_id)
    if found.provenance != "collected":
        raise errors.RoundNotCollected(round_id=round_id)
    cursor.execute(
        "update round set state = $state, reopened_at = null where round_id = $id",
        {"id": round_id, "state": state},
    )


def new_submission_id() -> str:
    """Make an id that sorts by the time it was made."""
    return f"{utc_now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"


def digest_rows(form: Form, rows: Iterable[Sequence[Value]]) -> str:
    """Give the SHA-256 of answers in canonical form, whatever their order or file format."""
    columns = zip(form.fields, zip(*rows, strict=True), strict=True)
    texts = [format_column(field, values) for field, values in columns]
    lines = sorted(map("\x1f".join, zip(*texts, strict=True)))
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def add_submission(
    cursor: Cursor,
    round_id: str,
    form: Form,
    rows: Sequence[Sequence[Value]],
    *,
    file_name: str,
    file_sha256: str,
    submitted_by: str,
) -> str:
    """Write answers to a round; each row has one value for each field of the form.

    Returns: the id of the submission.
    """
    submission_id = new_submission_id()
    cursor.execute(
        "insert into submission values ($submission_id, $round_id, $file_name, $file_sha256,"
        " $rows_sha256, $n_rows, $now, $submitted_by, null)",
        {
            "submission_id": submission_id,
            "round_id": round_id,
            "file_name": file_name,
            "file_sha256": file_sha256,
            "rows_sha256": digest_rows(form, rows),
            "n_rows": len(rows),
            "now": utc_now(),
            "submitted_by": submitted_by,
        },
    )
    if rows:
        cursor.register("sent", _arrow_table(form, rows, round_id, submission_id))
        # By name: an older table has the columns that its form has gained at its end.
        cursor.execute(f"insert into {table_name(form)} by name select * from sent")  # noqa: S608
        cursor.unregister("sent")
    return submission_id


def _arrow_table(
    form: Form, rows: Sequence[Sequence[Value]], round_id: str, submission_id: str
) -> pa.Table:
    columns: dict[str, pa.Array] = {
        "round_id": pa.array([round_id] * len(rows), pa.string()),
        "submission_id": pa.array([submission_id] * len(rows), pa.string()),
        "row_number": pa.array(range(1, len(rows) + 1), pa.int32()),
    }
    for field, values in zip(form.fields, zip(*rows, strict=True), strict=True):
        columns[field.id] = pa.array(values, ARROW_TYPES[column_type(field)])
    return pa.table(columns)


def answers(
    cursor: Cursor, round_id: str, form: Form, *, submitted_by: str | None = None
) -> list[tuple[Value, ...]]:
    """Give the answers that count in a round, in the order in which they were sent.

    Takes: `submitted_by`, to have those alone that would be the same if nobody else had sent any.
    """
    counting = (
        cursor.table(view_name(form))
        .filter(ColumnExpression("round_id") == ConstantExpression(round_id))
        .order("submission_id, row_number")
        .select(*[ColumnExpression(field.id) for field in form.fields])
        .fetchall()
    )
    if submitted_by is None:
        return counting
    sent = queries.rows(cursor, "rounds/submissions", round_id=round_id)
    own = [row for row in sent if row["submitted_by"] == submitted_by and not row["undone_at"]]
    unaltered = set(counting)
    return [
        row
        for row in answers_of(cursor, form, [each["submission_id"] for each in own])
        if row in unaltered
    ]


def counting_answers(cursor: Cursor, round_id: str, form: Form) -> list[dict[str, Value]]:
    """Give the answers that count by field, in the order in which each code first came.

    Each has its `submission_id` too, of the submission that it last came in.
    """
    columns = ("submission_id", *form.field_ids)
    found = (
        cursor.table(view_name(form))
        .filter(ColumnExpression("round_id") == ConstantExpression(round_id))
        .order("arrival")
        .select(*map(ColumnExpression, columns))
        .fetchall()
    )
    return [dict(zip(columns, row, strict=True)) for row in found]


def answers_of(cursor: Cursor, form: Form, submissions: Sequence[str]) -> list[tuple[Value, ...]]:
    """Give the answers that would count if there were some submissions alone."""
    held = answers_sql(form, "(select unnest($submissions::varchar[]) as submission_id)")
    return cursor.execute(
        f"select {', '.join(form.field_ids)} from ({held}) order by submission_id, row_number",  # noqa: S608 - a form's own names
        {"submissions": list(submissions)},
    ).fetchall()


def remove_round(cursor: Cursor, gone: Round) -> None:
    """Delete a round, its submissions and, where its form has a table, its answers."""
    if gone.form_version:
        cursor.execute(
            f"delete from {table_name(load_form(gone.form))}"  # noqa: S608 - a form's own table
            " where round_id = $id",
            {"id": gone.id},
        )
    cursor.execute("delete from submission where round_id = $id", {"id": gone.id})
    cursor.execute("delete from round where round_id = $id", {"id": gone.id})
