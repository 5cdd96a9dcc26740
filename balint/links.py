"""Which links has the board made, what do they open, and until when?

A share link shows some figures of some rounds to whoever holds it; a leader's link lets its holder
send files to one round. Its token is random and told once: the database keeps a digest of it. A
link that was revoked or has expired stays closed for ever; one of whose rounds is withdrawn is
closed meanwhile.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection as Cursor

from balint import errors, queries, trail
from balint.access import Act, Person
from balint.disclosure import VIEWER
from balint.rounds import Selection, find_round, new_submission_id
from balint.store import Store, today_in_sweden, utc_now
from balint.words import STOCKHOLM, Words, in_sweden

SHARE = "share"
LEADER = "leader"

OPEN = "open"
EXPIRED = "expired"
REVOKED = "revoked"
WITHDRAWN = "withdrawn"

USUAL_DAYS = {SHARE: 30, LEADER: 60}
MOST_DAYS = 366
"""A link is made anew each year, or somebody has forgotten it."""
LONGEST_LABEL = 80

HOLDER = "link:"
"""Begins the name of whoever came by a leader's link; its id follows."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link that the board made."""

    id: str
    kind: str
    label: str | None
    rounds: tuple[str, ...]
    figures: tuple[str, ...]
    made_at: dt.datetime
    made_by: str
    expires_at: dt.datetime
    last_opened_on: dt.date | None
    revoked_at: dt.datetime | None
    n_absent: int
    """How many of its rounds are withdrawn or gone."""

    def state(self, now: dt.datetime) -> str:
        """Say whether it is open, or why not."""
        if self.revoked_at is not None:
            return REVOKED
        if now >= self.expires_at:
            return EXPIRED
        return WITHDRAWN if self.n_absent else OPEN

    @property
    def last_day(self) -> dt.date:
        """The last day on which it opens something, as it is reckoned in Sweden."""
        return in_sweden(self.expires_at - dt.timedelta(seconds=1)).date()

    @property
    def selection(self) -> Selection:
        """What those see who come by it."""
        return Selection(self.id, self.rounds)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made, with what is told of it only now."""

    id: str
    path: str


def state_words(say: Words) -> dict[str, str]:
    """Say what each state of a link means."""
    return {
        OPEN: say("open"),
        EXPIRED: say("expired"),
        REVOKED: say("revoked"),
        WITHDRAWN: say("closed while its round is withdrawn"),
    }


def kind_words(say: Words) -> dict[str, str]:
    """Say what each kind of link is for."""
    return {
        SHARE: say("Shows figures"),
        LEADER: say("Takes files from a leader"),
    }


def in_days(days: int) -> dt.datetime:
    """Give the end of the day that is some days from now; more than a link lasts are fewer."""
    return end_of(today_in_sweden() + dt.timedelta(days=max(-1, min(days, MOST_DAYS + 1))))


def end_of(day: dt.date) -> dt.datetime:
    """Give the moment at which a day ends in Sweden, in UTC."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), STOCKHOLM)
    return midnight.astimezone(dt.UTC).replace(tzinfo=None)


def list_links(cursor: Cursor) -> list[Link]:
    """List all links, the latest first."""
    return _links(cursor)


def find_link(cursor: Cursor, link_id: str) -> Link:
    """Give the link with an id. Raises: UnknownLink."""
    found = _links(cursor, link_id=link_id)
    if not found:
        raise errors.UnknownLink(link_id=link_id)
    return found[0]


def open_link(cursor: Cursor, token_sha256: str, kind: str) -> Link:
    """Give the link of a kind that a token opens; why one does not is not told.

    Takes: the token's digest. Raises: LinkClosed.
    """
    found = _links(cursor, token_sha256=token_sha256)
    if not found or found[0].kind != kind or found[0].state(utc_now()) != OPEN:
        raise errors.LinkClosed
    return found[0]


def by_link(link: Link) -> Person:
    """Give the person who came by a leader's link that is open."""
    return Person(VIEWER, f"{HOLDER}{link.id}", only_round=link.rounds[0])


def require_open_link(cursor: Cursor, person: Person, round_id: str) -> None:
    """Stop whoever came by a link that is closed by now, or is for another round.

    Takes: the cursor of the transaction that stores or takes back. Raises: NotAllowed.
    """
    if person.only_round is None:
        return
    link = find_link(cursor, person.name.removeprefix(HOLDER))
    is_open = link.kind == LEADER and link.state(utc_now()) == OPEN
    if not is_open or round_id not in link.rounds:
        raise errors.NotAllowed


def digest(token: str) -> str:
    """Give what the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def note_opening(store: Store, link: Link) -> None:
    """Keep the day on which a link was last opened, and nothing of who opened it."""
    today = today_in_sweden()
    if link.last_opened_on != today:
        with store.aside() as cursor:
            cursor.execute(
                "update link set last_opened_on = $today where link_id = $link_id",
                {"today": today, "link_id": link.id},
            )


def make_leader_link(
    store: Store,
    round_id: str,
    *,
    by: Person,
    expires_at: dt.datetime,
    label: str | None = None,
) -> NewLink:
    """Make a link by which a leader sends files to one round that takes them.

    Raises: UnknownRound, RoundNotCollected, RoundNotOpen, BadExpiry, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        found = find_round(cursor, round_id)
        if found.provenance != "collected":
            raise errors.RoundNotCollected(round_id=round_id)
        if not found.takes_files:
            raise errors.RoundNotOpen(round_id=round_id)
        return write_link(cursor, LEADER, [round_id], by=by, expires_at=expires_at, label=label)


def write_link(
    cursor: Cursor,
    kind: str,
    rounds: Sequence[str],
    figures: Sequence[str] = (),
    *,
    by: Person,
    expires_at: dt.datetime,
    label: str | None,
) -> NewLink:
    """Write a link within a transaction. Raises: BadExpiry."""
    now = utc_now()
    if not now < expires_at <= now + dt.timedelta(days=MOST_DAYS):
        raise errors.BadExpiry
    token, link_id = secrets.token_urlsafe(32), new_submission_id()
    cursor.execute(
        "insert into link values ($link_id, $kind, $token_sha256, $label, $rounds::varchar[],"
        " $figures::varchar[], $now, $made_by, $expires_at, null, null, null)",
        {
            "link_id": link_id,
            "kind": kind,
            "token_sha256": digest(token),
            "label": (label or "").strip()[:LONGEST_LABEL] or None,
            "rounds": list(rounds),
            "figures": list(figures),
            "now": now,
            "made_by": by.name,
            "expires_at": expires_at,
        },
    )
    trail.enter(
        cursor,
        trail.LINK_MADE,
        who=by.name,
        n=len(figures) or None,
        rounds=rounds,
        figures=figures,
        link_id=link_id,
    )
    path = f"/s/{token}" if kind == SHARE else f"/lamna-in?link={token}"
    return NewLink(link_id, path)


def revoke_link(store: Store, link_id: str, *, by: Person) -> None:
    """Close a link for ever. Raises: UnknownLink, LinkRevoked, NotAllowed."""
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        link = find_link(cursor, link_id)
        if link.revoked_at is not None:
            raise errors.LinkRevoked(link_id=link_id)
        cursor.execute(
            "update link set revoked_at = $now, revoked_by = $by where link_id = $link_id",
            {"now": utc_now(), "by": by.name, "link_id": link_id},
        )
        trail.enter(cursor, trail.LINK_REVOKED, who=by.name, rounds=link.rounds, link_id=link_id)


def _links(
    cursor: Cursor, link_id: str | None = None, token_sha256: str | None = None
) -> list[Link]:
    found = queries.rows(cursor, "links/links", link_id=link_id, token_sha256=token_sha256)
    return [
        Link(**{**row, "rounds": tuple(row["rounds"]), "figures": tuple(row["figures"])})
        for row in found
    ]
