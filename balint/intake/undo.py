"""How is a stored file taken back, brought back and given back?"""

from __future__ import annotations

import datetime as dt

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.errors import (
    AlreadyUndone,
    FilePurged,
    NotUndone,
    RoundNotCollected,
    UnknownSubmission,
)
from balint.store import Store, utc_now


def undo(store: Store, submission_id: str) -> None:
    """Take a submission back; what it replaced counts again.

    Raises: UnknownSubmission, AlreadyUndone, RoundNotCollected.
    """
    with store.transaction() as cursor:
        if _find(cursor, submission_id)["undone_at"] is not None:
            raise AlreadyUndone(submission_id=submission_id)
        _set_undone(cursor, submission_id, utc_now())


def redo(store: Store, submission_id: str) -> None:
    """Let a submission that was undone count again, in the place in time that it had.

    Raises: UnknownSubmission, NotUndone, FilePurged, RoundNotCollected.
    """
    with store.transaction() as cursor:
        found = _find(cursor, submission_id)
        if found["undone_at"] is None:
            raise NotUndone(submission_id=submission_id)
        if found["purged_at"] is not None:
            raise FilePurged(submission_id=submission_id)
        _set_undone(cursor, submission_id, None)


def kept_file(cursor: Cursor, submission_id: str) -> tuple[str, bytes | None]:
    """Give the name and the bytes of the file that a submission came in.

    Returns: None for the bytes where they were purged. Raises: UnknownSubmission.
    """
    found = queries.rows(cursor, "intake/file", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    return found[0]["file_name"], found[0]["content"]


def _find(cursor: Cursor, submission_id: str) -> dict[str, object]:
    found = queries.rows(cursor, "intake/submission", submission_id=submission_id)
    if not found:
        raise UnknownSubmission(submission_id=submission_id)
    if found[0]["provenance"] != "collected":
        raise RoundNotCollected(round_id=found[0]["round_id"], provenance=found[0]["provenance"])
    return found[0]


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
