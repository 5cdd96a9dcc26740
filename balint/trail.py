"""Who did what, when, and with how many?

Each act is entered in the transaction that does it, so that there is neither an entry without
its act nor an act without its entry. An entry names rounds, figures, files and links by their
ids; it holds no answer, no file's name and no token. Nothing changes or deletes an entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.rounds import new_submission_id
from balint.spreadsheets import as_excel_csv
from balint.store import utc_now
from balint.words import Words, in_sweden

UPLOAD = "upload"
UNDO = "undo"
REDO = "redo"
ROUND_MADE = "round_made"
ROUND_OPENED = "round_opened"
ROUND_CLOSED = "round_closed"
RELEASE = "release"
WITHDRAW = "withdraw"
BRING_BACK = "bring_back"
DEMO_REMOVED = "demo_removed"
DEMO_RESTORED = "demo_restored"
LINK_MADE = "link_made"
LINK_REVOKED = "link_revoked"
ERASURE = "erasure"
FILES_DELETED = "files_deleted"
ANSWERS_ERASED = "answers_erased"

ACTS = (
    UPLOAD,
    UNDO,
    REDO,
    ROUND_MADE,
    ROUND_OPENED,
    ROUND_CLOSED,
    RELEASE,
    WITHDRAW,
    BRING_BACK,
    DEMO_REMOVED,
    DEMO_RESTORED,
    LINK_MADE,
    LINK_REVOKED,
    ERASURE,
    FILES_DELETED,
    ANSWERS_ERASED,
)
"""What can be done, in the order in which a list names it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `n` counts answers, or the figures of a link, files that went, or demo rounds."""

    entry_id: str
    happened_at: dt.datetime
    who: str
    act: str
    n: int | None
    rounds: tuple[str, ...]
    figures: tuple[str, ...]
    submission_id: str | None
    link_id: str | None


def act_words(say: Words) -> dict[str, str]:
    """Say what each act is."""
    return {
        UPLOAD: say("File stored"),
        UNDO: say("File taken back"),
        REDO: say("File brought in again"),
        ROUND_MADE: say("Round made"),
        ROUND_OPENED: say("Round opened for files"),
        ROUND_CLOSED: say("Round closed for files"),
        RELEASE: say("Round released"),
        WITHDRAW: say("Round withdrawn"),
        BRING_BACK: say("Round brought back"),
        DEMO_REMOVED: say("Demo rounds removed"),
        DEMO_RESTORED: say("Demo rounds brought back"),
        LINK_MADE: say("Link made"),
        LINK_REVOKED: say("Link revoked"),
        ERASURE: say("Person’s answers erased"),
        FILES_DELETED: say("Files of a round deleted"),
        ANSWERS_ERASED: say("Answers of a round erased"),
    }


def who_words(who: str, say: Words) -> str:
    """Say who did something, by the name that `balint.access` gives."""
    names = {
        "board": say("the board"),
        "board (command line)": say("the board, at the command line"),
    }
    return names.get(who, who)


def amount(entry: Entry, say: Words) -> str:
    """Say how many of what an act was about; nothing where nothing was counted."""
    if entry.n is None:
        return ""
    if entry.act in (DEMO_REMOVED, DEMO_RESTORED):
        return say.plural("1 round", "{n} rounds", entry.n)
    if entry.act == FILES_DELETED:
        return say.plural("1 file", "{n} files", entry.n)
    if entry.act == LINK_MADE:
        return say.plural("1 figure", "{n} figures", entry.n)
    return say.plural("1 answer", "{n} answers", entry.n)


def as_file(listed: Sequence[Entry], say: Words) -> bytes:
    """Write entries as a CSV that a Swedish Excel opens."""
    acts = act_words(say)
    headings = (
        say("When"),
        say("Who"),
        say("What"),
        say("How many"),
        say("Rounds"),
        say("Figures"),
        say("File"),
        say("Link"),
    )
    lines = (
        (
            f"{in_sweden(entry.happened_at):%Y-%m-%d %H:%M:%S}",
            who_words(entry.who, say),
            acts[entry.act],
            "" if entry.n is None else str(entry.n),
            ", ".join(entry.rounds),
            ", ".join(entry.figures),
            entry.submission_id or "",
            entry.link_id or "",
        )
        for entry in listed
    )
    return as_excel_csv([headings, *lines])


def enter(
    cursor: Cursor,
    act: str,
    *,
    who: str,
    n: int | None = None,
    rounds: Sequence[str] = (),
    figures: Sequence[str] = (),
    submission_id: str | None = None,
    link_id: str | None = None,
) -> None:
    """Enter an act in the trail.

    Takes: the cursor of the transaction that does it; `act`, one of ACTS; `who`, the name of
    the person, as `balint.access` gives it; `n`, how many answers, figures or rounds.
    """
    cursor.execute(
        "insert into trail values ($entry_id, $now, $who, $act, $n, $rounds::varchar[],"
        " $figures::varchar[], $submission_id, $link_id)",
        {
            "entry_id": new_submission_id(),
            "now": utc_now(),
            "who": who,
            "act": act,
            "n": n,
            "rounds": list(rounds),
            "figures": list(figures),
            "submission_id": submission_id,
            "link_id": link_id,
        },
    )


def entries(
    cursor: Cursor, act: str | None = None, since: dt.datetime | None = None
) -> list[Entry]:
    """List what was done, the latest first.

    Takes: `act`, to list one kind alone; `since`, in UTC without a zone.
    """
    return [
        Entry(**{**row, "rounds": tuple(row["rounds"]), "figures": tuple(row["figures"])})
        for row in queries.rows(cursor, "trail/entries", act=act, since=since)
    ]
