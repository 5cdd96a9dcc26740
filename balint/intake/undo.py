"""How is a stored file taken back, brought back and given back?"""

from __future__ import annotations

import datetime as dt
from typing import Any

from duckdb import DuckDBPyConnection as Cursor

from balint import queries, trail
from balint.access import Person
from balint.errors import (
    AlreadyUndone,
    CodesTaken,
    NotUndone,
    RoundNotCollected,
    RoundNotOpen,
    UnknownSubmission,
)
from balint.forms import load_form
from balint.intake.standing import by_code, codes_of_others
from balint.links import require_open_link
from balint.rounds import answers_of, find_round
from balint.store import Store, utc_now


def undo(store: Store, submission_id: str, *, by: Person) -> None:
    """Take a submission back; what it replaced counts again, also in a round that is closed.

    Raises: UnknownSubmission, AlreadyUndone, RoundNotCollected, NotAllowed.
    """
    with store.transaction() as cursor:
        found = _find(cursor, submission_id, by)
        if found["undone_at"] is not None:
            raise AlreadyUndone(submission_id=submission_id)
        _set_undone(cursor, submission_id, utc_now())
        _enter(cursor, trail.UNDO, by, found)


def redo(store: Store, submission_id: str, *, by: Person) -> None:
    """Let a submission that was undone count again, in the place in time that it had.

    Whoever is not the board does so where they might send the file now.
    Raises: UnknownSubmission, NotUndone, RoundNotCollected, RoundNotOpen, CodesTaken, NotAllowed.
    """
    with store.transaction() as cursor:
        found = _find(cursor, submission_id, by)
        if found["undone_at"] is None:
            raise NotUndone(submission_id=submission_id)
        _require_room(cursor, found, by)
        _set_undone(cursor, submission_id, None)
        _enter(cursor, trail.REDO, by, found)


def kept_file(cursor: Cursor, submission_id: str) -> tuple[str, bytes | None]:
    """Give the name and the bytes of the file that a submission came in.

    Returns: None for the bytes where they were purged. Raises: UnknownSubmission.
    """
    found = queries.rows(cursor, "intake/file", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    return found[0]["file_name"], found[0]["content"]


def _find(cursor: Cursor, submission_id: str, by: Person) -> dict[str, Any]:
    """Give a submission that somebody may take back or bring in again."""
    found = queries.rows(cursor, "intake/submission", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    if found[0]["provenance"] != "collected":
        raise RoundNotCollected(round_id=found[0]["round_id"])
    by.require_own(found[0]["submitted_by"])
    require_open_link(cursor, by, found[0]["round_id"])
    return found[0]


def _require_room(cursor: Cursor, found: dict[str, Any], by: Person) -> None:
    """Stop whoever is not the board where the round takes no files, or others use the codes now."""
    if by.sender is None:
        return
    target = find_round(cursor, found["round_id"])
    if not target.takes_files:
        raise RoundNotOpen(round_id=target.id)
    form = load_form(target.form)
    codes = by_code(form, answers_of(cursor, form, [found["submission_id"]]))
    taken = codes.keys() & codes_of_others(cursor, form, target.id, by.sender)
    if taken:
        raise CodesTaken(codes=", ".join(sorted(taken)))


def _enter(cursor: Cursor, act: str, by: Person, found: dict[str, Any]) -> None:
    trail.enter(
        cursor,
        act,
        who=by.name,
        n=found["n_rows"],
        rounds=[found["round_id"]],
        submission_id=found["submission_id"],
    )


def _set_undone(cursor: Cursor, submission_id: str, moment: dt.datetime | None) -> None:
    cursor.execute(
        "update submission set undone_at = $moment where submission_id = $submission_id",
        {"moment": moment, "submission_id": submission_id},
    )
    cursor.execute(
        "insert into submission_event values ($submission_id, $event, $now)",
        {
            "submission_id": submission_id,
            "event": "undone" if moment else "redone",
            "now": utc_now(),
        },
    )
