"""Who is asking, and what may they do?

Pages, light pages and the command line ask here. Somebody is on the board or a leader if they
signed in with an address that the secrets name so; at the command line, or at an app that was
started for one person on their own machine, they are the board; whoever came by a leader's link
sends to its one round; anyone else only looks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from balint.disclosure import BOARD, LEADER, VIEWER, Audience
from balint.errors import NotAllowed

STARTED_FOR_BOARD = "BALINT_BOARD_WITHOUT_SIGN_IN"
"""The environment's name for: 1 if whoever opens the app on its own machine is the board."""

FORWARDED = (
    "cf-connecting-ip",
    "forwarded",
    "true-client-ip",
    "via",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-real-ip",
)
FORWARDED_KINDS = ("x-forwarded", "x-original-")
"""How the names of headers begin, or are in `FORWARDED`, by which a request tells that it came
through another machine."""


class Act(Enum):
    """What not everybody may do; to look is for all, and what is seen depends on who looks."""

    SEND = "send"
    """Send files to rounds that take them, and take back what one sent oneself."""
    GOVERN = "govern"
    """Set up, open, close, release and withdraw rounds; see all that was sent."""


ALLOWED: Mapping[str, frozenset[Act]] = {
    VIEWER.name: frozenset(),
    LEADER.name: frozenset({Act.SEND}),
    BOARD.name: frozenset(Act),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks."""

    audience: Audience
    name: str = ""
    """The e-mail address; empty for who did not sign in."""
    signed_in: bool = False
    only_round: str | None = None
    """The one round that they may send to, by a leader's link; None where no link decides."""

    def may(self, act: Act) -> bool:
        """Say whether they may do something."""
        by_link = act is Act.SEND and self.only_round is not None
        return by_link or act in ALLOWED[self.audience.name]

    def may_send_to(self, round_id: str) -> bool:
        """Say whether they may send files to a round that takes them."""
        return self.may(Act.SEND) and self.only_round in (None, round_id)

    def require(self, act: Act) -> None:
        """Stop who may not. Raises: NotAllowed."""
        if not self.may(act):
            raise NotAllowed

    @property
    def sender(self) -> str | None:
        """Whose answers alone they see and change; None for the board, who sees and changes all."""
        return None if self.may(Act.GOVERN) else self.name

    def may_take_back(self, submitted_by: str) -> bool:
        """Say whether they may undo what somebody sent."""
        return self.may(Act.GOVERN) or (self.may(Act.SEND) and submitted_by == self.name)

    def require_own(self, submitted_by: str) -> None:
        """Stop who may not undo what somebody sent. Raises: NotAllowed."""
        if not self.may_take_back(submitted_by):
            raise NotAllowed


LOCAL_BOARD = Person(BOARD, BOARD.name)
COMMAND_LINE = Person(BOARD, "board (command line)")
STRANGER = Person(VIEWER)


def signed_in(email: str, roles: Mapping[str, Collection[str]]) -> Person:
    """Give the person with a confirmed e-mail address.

    Takes: `email`, empty where none is confirmed; `roles`, the addresses of the board and of
    leaders, by the name of the role.
    """
    name = email.strip().lower()
    for audience in (BOARD, LEADER):
        if name and name in {known.strip().lower() for known in roles.get(audience.name, ())}:
            return Person(audience, name, signed_in=True)
    return Person(VIEWER, name, signed_in=True)


def at_own_machine(
    bound_to: str | None, headers: Mapping[str, str], *, started_for_board: bool
) -> bool:
    """Say whether the request is of the person who started the app for themselves.

    Takes: the address that the server listens on, and the request's headers.
    """
    names = {name.lower(): value for name, value in headers.items()}
    return (
        started_for_board
        and is_loopback(bound_to or "")
        and is_loopback(_host(names.get("host", "")))
        and not came_through_another(names)
    )


def came_through_another(headers: Iterable[str]) -> bool:
    """Say whether the names of a request's headers tell that it came through another machine."""
    names = [name.lower() for name in headers]
    return any(name in FORWARDED or name.startswith(FORWARDED_KINDS) for name in names)


def _host(header: str) -> str:
    """Take the port from a Host header."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
