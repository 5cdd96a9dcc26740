"""How is a round set up, when does it take files, and when no more?

An open round takes files. One that is released can take them too: readers go on seeing it as it
was released, until it is released again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from duckdb import DuckDBPyConnection as Cursor

from balint import errors, trail
from balint.access import Act, Person
from balint.forms import load_form
from balint.rounds import Round, create_round, find_round, list_rounds, set_state
from balint.store import Store, utc_now

LONGEST_ID = 60
"""Length of an id before the number that tells it from others, in letters."""


def set_up(store: Store, new: Round, *, by: Person) -> None:
    """Make a round before any file has come, open or still being set up.

    Raises: NotAllowed, RoundThere, and as `make_round`.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        if new.id in {found.id for found in list_rounds(cursor)}:
            raise errors.RoundThere(round_id=new.id)
        make_round(cursor, new, by=by)


def make_round(cursor: Cursor, new: Round, *, by: Person) -> None:
    """Make a round within a transaction. Raises: TitleMissing, RoundNotCollected, BadRoundId."""
    if not (new.title_sv.strip() and new.title_en.strip()):
        raise errors.TitleMissing(round_id=new.id)
    if new.provenance != "collected":
        raise errors.RoundNotCollected(round_id=new.id)
    create_round(cursor, new)
    trail.enter(cursor, trail.ROUND_MADE, who=by.name, rounds=[new.id])


def free_id(title: str, taken: Collection[str]) -> str:
    """Make a round's id of its title, and a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    stem = (words if words[:1].isalpha() else f"round-{words}")[:LONGEST_ID].strip("-")
    ids = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(round_id for round_id in ids if round_id not in taken)


def why_not_opened(found: Round) -> errors.BalintError | None:
    """Say what hinders a round from being opened for files; None where nothing does."""
    if found.provenance != "collected":
        return errors.RoundNotCollected(round_id=found.id)
    if found.takes_files:
        return errors.TakesFilesAlready(round_id=found.id)
    if found.state == "withdrawn":
        return errors.WithdrawnTakesNoFiles(round_id=found.id)
    if found.is_erased:
        return errors.ErasedTakesNoFiles(round_id=found.id)
    if found.form_version != (asked := load_form(found.form).version):
        return errors.OlderVersion(round_id=found.id, found=found.form_version, asked=asked)
    return None


def open_round(store: Store, round_id: str, *, by: Person) -> Round:
    """Let a round take files; what readers see of a released one stays as it is.

    Raises: UnknownRound, RoundNotCollected, TakesFilesAlready, WithdrawnTakesNoFiles,
    ErasedTakesNoFiles, OlderVersion, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        found = find_round(cursor, round_id)
        if refused := why_not_opened(found):
            raise refused
        if found.state == "released":
            cursor.execute(
                "update round set reopened_at = $now where round_id = $id",
                {"now": utc_now(), "id": round_id},
            )
        else:
            set_state(cursor, round_id, "open")
        trail.enter(cursor, trail.ROUND_OPENED, who=by.name, rounds=[round_id])
        return find_round(cursor, round_id)


def close_round(store: Store, round_id: str, *, by: Person) -> Round:
    """Let a round take no more files; a released one stays released.

    Raises: UnknownRound, RoundNotCollected, TakesNoFiles, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        found = find_round(cursor, round_id)
        if found.provenance == "collected" and not found.takes_files:
            raise errors.TakesNoFiles(round_id=round_id)
        set_state(cursor, round_id, "released" if found.state == "released" else "closed")
        trail.enter(cursor, trail.ROUND_CLOSED, who=by.name, rounds=[round_id])
        return find_round(cursor, round_id)
