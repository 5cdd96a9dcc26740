"""Which groups has somebody told of themselves, and do those still run?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from duckdb import DuckDBPyConnection as Cursor

from balint.access import Act, Person
from balint.errors import GroupNotOwn
from balint.exports import canonical_csv
from balint.forms import Value, load_form, plain
from balint.intake.commit import Receipt, commit
from balint.intake.plan import plan_file
from balint.intake.standing import by_code, codes_of_others
from balint.rounds import Round, answers, find_round, list_rounds
from balint.store import Store, today_in_sweden
from balint.words import alphabetical, words_in

INVENTORY = load_form("inventory")
RUNS, RESTS, ENDED = "active", "resting", "ended"


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A group that somebody told of, and that nobody else has told of otherwise."""

    code: str
    answers: dict[str, Value]
    """By field, as the round has them that the group stands in."""
    stands_in: Round

    @property
    def confirmed_on(self) -> dt.date | None:
        """The day on which somebody in it last said that the answers hold."""
        day = self.answers["confirmed_on"]
        return day if isinstance(day, dt.date) else None


def own_groups(cursor: Cursor, asked: Round, sender: str) -> list[OwnGroup]:
    """List the groups that a sender can answer for in an inventory by code, ended ones left out.

    They are the sender's own there, or in the inventory before and in this one nobody's yet.
    """
    here = _own(cursor, asked, sender)
    others = codes_of_others(cursor, INVENTORY, asked.id, sender)
    told_of = {plain(code) for code in here.keys() | others}
    before = _inventory_before(cursor, asked)
    earlier = _own(cursor, before, sender) if before else {}
    untold = (group for code, group in earlier.items() if plain(code) not in told_of)
    running = (each for each in chain(here.values(), untold) if each.answers["status"] != ENDED)
    return sorted(running, key=lambda group: alphabetical(group.code))


def answer_for(
    store: Store, round_id: str, codes: Collection[str], status: str, *, by: Person, language: str
) -> Receipt:
    """Store that groups run, rest or have ended, confirmed today and else as they were told of.

    It is an ordinary submission of the sender's: what they answered the same day adds nothing.
    Takes: `codes` of groups as `own_groups` lists them; `language`, of the file's name.
    Raises: NotAllowed, GroupNotOwn, UnknownRound, and as `plan_file` and `commit` do.
    """
    by.require(Act.SEND)
    cursor, today = store.cursor(), today_in_sweden()
    asked = find_round(cursor, round_id)
    own = {group.code: group for group in own_groups(cursor, asked, by.name)}
    missing = sorted(set(codes) - own.keys())
    if missing:
        raise GroupNotOwn(codes=", ".join(missing))
    told: dict[str, Value] = {"status": status, "confirmed_on": today}
    rows = [tuple((own[code].answers | told).values()) for code in codes]
    plan = plan_file(
        cursor,
        INVENTORY,
        round_id,
        words_in(language)("Confirmed {day}", day=today.isoformat()) + ".csv",
        canonical_csv(INVENTORY, rows),
        language=language,
        answers={"came_before": "store"},
        sender=by.sender,
        today=today,
    )
    return commit(store, plan, by=by, informed=True)


def _own(cursor: Cursor, found: Round, sender: str) -> dict[str, OwnGroup]:
    rows = by_code(INVENTORY, answers(cursor, found.id, INVENTORY, submitted_by=sender))
    return {
        code: OwnGroup(code, dict(zip(INVENTORY.field_ids, row, strict=True)), found)
        for code, row in rows.items()
    }


def _inventory_before(cursor: Cursor, asked: Round) -> Round | None:
    """Give the inventory of our own that came before one, passing over what has no answers."""
    return next(
        (
            found
            for found in list_rounds(cursor, INVENTORY.id)
            if found.provenance == "collected"
            and found.state != "withdrawn"
            and found.n_rows
            and found.place_in_time < asked.place_in_time
        ),
        None,
    )
