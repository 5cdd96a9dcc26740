"""Which rounds do readers see, and since when?

A release fixes which submissions readers see of a round. What is sent or undone later shows to
them when the round is released again. A link of the board's makes a release of its own, to those
who hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection as Cursor

from balint import errors, queries, trail
from balint.access import Act, Person
from balint.bases import crowds_between, sums_of, too_few
from balint.disclosure import VIEWER
from balint.forms import Form, Value, as_asked, load_form
from balint.rounds import (
    Round,
    answers,
    answers_of,
    find_round,
    new_submission_id,
    set_state,
)
from balint.store import Store, utc_now
from balint.words import Words


@dataclass(frozen=True, slots=True)
class Release:
    """What readers saw before a release, and what they see after it."""

    round_id: str
    n_answers: int
    n_apart: int = 0
    """The fewest people by which a number differs from one that anybody else has been shown, in a
    release or by a link of the board's, where they are too few; else 0."""

    @property
    def is_small(self) -> bool:
        """Whether whoever compares it with what was shown before may tell what people answered."""
        return bool(self.n_apart)

    def warning(self, say: Words) -> str:
        """Say what whoever compares may tell."""
        return say.plural(
            "A number would differ by 1 person from one that others have been shown before. "
            "Whoever compares may tell what that person answered.",
            "A number would differ by only {n} people, or too few groups, from one that others "
            "have been shown before. Whoever compares may tell what they answered.",
            self.n_apart,
        )

    def check(self, *, anyway: bool) -> None:
        """Stop a small one that nobody has confirmed. Raises: ChangeTooSmall."""
        if self.is_small and not anyway:
            n = self.n_apart
            raise errors.ChangeTooSmall(round_id=self.round_id, n=n, least=VIEWER.people)


def plan_release(store: Store, round_id: str) -> Release:
    """Say what a release would change.

    Raises: UnknownRound, RoundNotCollected, NothingToRelease.
    """
    found = find_round(store.cursor(), round_id)
    if found.provenance != "collected":
        raise errors.RoundNotCollected(round_id=round_id)
    return plan_showing(store, found)


def plan_showing(store: Store, found: Round) -> Release:
    """Say what those would see for the first time who are shown a round as it is now.

    Raises: NothingToRelease.
    """
    cursor = store.cursor()
    now = _counting(cursor, found)
    if not now:
        raise errors.NothingToRelease(round_id=found.id)
    return Release(found.id, now.total(), _apart(cursor, found))


def n_waiting(store: Store, found: Round) -> int:
    """Count the answers of a released round that have changed since readers saw it last."""
    now, before = (_counting(store.cursor(released=seen), found) for seen in (False, True))
    return _n_changed(before, now)


def release(store: Store, round_id: str, *, by: Person, anyway: bool = False) -> Release:
    """Let readers see a round as it is now.

    Takes: `anyway`, to release also a change of so few answers that whoever compares with what
    was shown before may tell whose they are.
    Raises: UnknownRound, RoundNotCollected, NothingToRelease, ChangeTooSmall, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:  # nothing is stored between what is checked and frozen
        planned = plan_release(store, round_id)
        planned.check(anyway=anyway)
        freeze(cursor, round_id, store.data_version, by=by)
        set_state(cursor, round_id, "released")
        n = planned.n_answers
        trail.enter(cursor, trail.RELEASE, who=by.name, n=n, rounds=[round_id])
    return planned


def freeze(
    cursor: Cursor,
    round_id: str,
    data_version: int,
    *,
    by: Person,
    link_id: str | None = None,
) -> None:
    """Fix which submissions all readers see of a round, or those who hold a link."""
    release_id = new_submission_id()
    cursor.execute(
        "insert into release values ($release_id, $round_id, $version, $now, $by, $link_id)",
        {
            "release_id": release_id,
            "round_id": round_id,
            "version": data_version,
            "now": utc_now(),
            "by": by.name,
            "link_id": link_id,
        },
    )
    cursor.execute(
        "insert into release_submission select $release_id, submission_id from submission"
        " where round_id = $round_id and undone_at is null",
        {"release_id": release_id, "round_id": round_id},
    )


def withdraw(store: Store, round_id: str, *, by: Person) -> None:
    """Let nobody but the board see a round.

    Raises: UnknownRound, RoundNotCollected, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        set_state(cursor, round_id, "withdrawn")
        trail.enter(cursor, trail.WITHDRAW, who=by.name, rounds=[round_id])


def bring_back(store: Store, round_id: str, *, by: Person) -> None:
    """Open a round again that was withdrawn; one whose answers are erased takes no more files.

    Raises: UnknownRound, RoundNotCollected, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        set_state(cursor, round_id, _state_when_back(cursor, round_id))
        trail.enter(cursor, trail.BRING_BACK, who=by.name, rounds=[round_id])


def _state_when_back(cursor: Cursor, round_id: str) -> str:
    if not find_round(cursor, round_id).is_erased:
        return "open"
    return "released" if queries.rows(cursor, "rounds/releases", round_id=round_id) else "closed"


def _counting(cursor: Cursor, found: Round) -> Counter[Any]:
    return Counter(answers(cursor, found.id, load_form(found.form)))


def _n_changed(before: Counter[Any], now: Counter[Any]) -> int:
    """Count the answers that are new, gone or different."""
    return max((now - before).total(), (before - now).total())


def _apart(cursor: Cursor, found: Round) -> int:
    """Give the fewest people who make too small a difference to what was shown; 0 if none do.

    All releases and links count, not the last alone: who has kept their numbers can subtract them.
    """
    form = as_asked(load_form(found.form), found.form_version)
    now, sums = answers(cursor, found.id, form), sums_of(cursor, form)
    apart = []
    for past in queries.rows(cursor, "rounds/released_submissions", round_id=found.id):
        before = answers_of(cursor, form, past["submissions"])
        changed = _n_changed(Counter(before), Counter(now))
        crowds = crowds_between(form, _named(form, before), _named(form, now), sums)
        apart += [changed] * (0 < changed < VIEWER.people)
        apart += [crowd.people for crowd in too_few(crowds)]
    return min(apart, default=0)


def _named(form: Form, rows: Sequence[tuple[Value, ...]]) -> list[dict[str, Value]]:
    return [dict(zip(form.field_ids, row, strict=True)) for row in rows]
