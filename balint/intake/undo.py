"""How is a stored file taken back, brought back and given back?"""

from __future__ import annotations

import datetime as dt
from typing import Any

from duckdb import DuckDBPyConnection as Cursor

from balint import queries, trail
from balint.access import require_take_back
from balint.disclosure import BOARD
from balint.errors import (
    AlreadyUndone,
    NotUndone,
    RoundNotCollected,
    UnknownSubmission,
)
from balint.store import Store, utc_now


def undo(store: Store, submission_id: str, *, by: str = BOARD.name) -> None:
    """Take a submission back; what it replaced counts again.

    Takes: `by`, the name of who does it, as `balint.access` gives it.
    Raises: UnknownSubmission, AlreadyUndone, RoundNotCollected, NotAllowed.
    """
    with store.transaction() as cursor:
        found = _find(cursor, submission_id, by)
        if found["undone_at"] is not None:
            raise AlreadyUndone(submission_id=submission_id)
        _set_undone(cursor, submission_id, utc_now())
        _enter(cursor, trail.UNDO, by, found)


def redo(store: Store, submission_id: str, *, by: str = BOARD.name) -> None:
    """Let a submission that was undone count again, in the place in time that it had.

    Raises: UnknownSubmission, NotUndone, RoundNotCollected, NotAllowed.
    """
    with store.transaction() as cursor:
        found = _find(cursor, submission_id, by)
        if found["undone_at"] is None:
            raise NotUndone(submission_id=submission_id)
        _set_undone(cursor, submission_id, None)
        _enter(cursor, trail.REDO, by, found)


def sent_by(cursor: Cursor, submission_id: str) -> str:
    """Name who sent a submission. Raises: UnknownSubmission."""
    found = queries.rows(cursor, "intake/submission", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    return str(found[0]["submitted_by"])


def kept_file(cursor: Cursor, submission_id: str) -> tuple[str, bytes | None]:
    """Give the name and the bytes of the file that a submission came in.

    Returns: None for the bytes where they were purged. Raises: UnknownSubmission.
    """
    found = queries.rows(cursor, "intake/file", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    return found[0]["file_name"], found[0]["content"]


def _find(cursor: Cursor, submission_id: str, by: str) -> dict[str, Any]:
    """Give a submission that somebody may take back or bring in again."""
    found = queries.rows(cursor, "intake/submission", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    if found[0]["provenance"] != "collected":
        raise RoundNotCollected(round_id=found[0]["round_id"])
    require_take_back(cursor, by, found[0]["submitted_by"], found[0]["round_id"])
    return found[0]


def _enter(cursor: Cursor, act: str, by: str, found: dict[str, Any]) -> None:
    trail.enter(
        cursor,
        act,
        who=by,
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
