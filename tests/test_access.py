"""Who is taken for whom, and may do what?"""

from __future__ import annotations

import datetime as dt

import pytest

from balint.access import (
    COMMAND_LINE,
    LOCAL_BOARD,
    STRANGER,
    Act,
    at_own_machine,
    signed_in,
)
from balint.disclosure import BOARD, LEADER, VIEWER
from balint.errors import NotAllowed
from balint.links import LEADER as LEADERS
from balint.links import Link, by_link

ROLES = {"board": ["Ordf@Balint.example"], "leader": ["ledare@balint.example"]}
LOCAL = {"Host": "127.0.0.1:8501"}
FORWARDING = (
    "X-Forwarded-Proto",
    "X-Forwarded-Port",
    "X-Forwarded-Server",
    "X-Forwarded-Host",
    "X-Forwarded",
    "X-Real-IP",
    "CF-Connecting-IP",
    "True-Client-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "X-Original-Forwarded-For",
    "X-Original-Host",
)


@pytest.mark.parametrize(
    ("email", "audience"),
    [
        ("ordf@balint.example", BOARD),
        (" LEDARE@balint.example ", LEADER),
        ("nagon@balint.example", VIEWER),
        ("", VIEWER),
    ],
)
def test_the_address_decides_the_role(email: str, audience: object) -> None:
    assert signed_in(email, ROLES).audience is audience


def test_without_roles_whoever_signs_in_only_looks() -> None:
    assert signed_in("ordf@balint.example", {}).audience is VIEWER


@pytest.mark.parametrize(
    ("bound_to", "headers", "started", "is_board"),
    [
        ("127.0.0.1", LOCAL, True, True),
        ("localhost", {"host": "localhost:8501"}, True, True),
        ("::1", {"Host": "[::1]:8501"}, True, True),
        ("127.0.0.1", LOCAL, False, False),
        ("192.0.2.1", LOCAL, True, False),
        ("", LOCAL, True, False),
        (None, LOCAL, True, False),
        ("127.0.0.1", {"Host": "balint.example"}, True, False),
        ("127.0.0.1", {"Host": "127.0.0.1.balint.example"}, True, False),
        ("127.0.0.1", {}, True, False),
        ("127.0.0.1", {**LOCAL, "X-Forwarded-For": "192.0.2.1"}, True, False),
        ("127.0.0.1", {**LOCAL, "Forwarded": "for=192.0.2.1"}, True, False),
        ("127.0.0.1", {**LOCAL, "via": "1.1 proxy"}, True, False),
    ],
)
def test_the_board_without_sign_in_sits_at_its_own_machine(
    bound_to: str | None, headers: dict[str, str], started: bool, is_board: bool
) -> None:
    assert at_own_machine(bound_to, headers, started_for_board=started) is is_board


@pytest.mark.parametrize("name", FORWARDING)
def test_whoever_came_through_another_machine_does_not_sit_at_this(name: str) -> None:
    headers = {**LOCAL, name: "anything"}
    assert not at_own_machine("127.0.0.1", headers, started_for_board=True)


def test_acts_are_those_of_the_role() -> None:
    leader = signed_in("ledare@balint.example", ROLES)

    assert LOCAL_BOARD.may(Act.GOVERN)
    assert leader.may(Act.SEND)
    assert not leader.may(Act.GOVERN)
    assert not STRANGER.may(Act.SEND)
    with pytest.raises(NotAllowed):
        STRANGER.require(Act.SEND)


def test_a_leader_takes_back_only_what_the_same_leader_sent() -> None:
    leader = signed_in("ledare@balint.example", ROLES)

    assert leader.may_take_back("ledare@balint.example")
    assert not leader.may_take_back("annan@balint.example")
    assert not STRANGER.may_take_back("")
    assert LOCAL_BOARD.may_take_back("annan@balint.example")


def test_whoever_came_by_a_link_sends_to_its_round_and_is_else_a_viewer() -> None:
    moment = dt.datetime(2027, 1, 1)  # noqa: DTZ001 - UTC
    link = Link("x1", LEADERS, None, ("a",), (), moment, "board", moment, None, None, 0)
    person = by_link(link)

    assert person.audience is VIEWER
    assert person.name == person.sender == "link:x1"
    assert person.may(Act.SEND)
    assert not person.may(Act.GOVERN)
    assert person.may_send_to("a")
    assert not person.may_send_to("b")
    assert person.may_take_back("link:x1")
    for other in ("link:x2", "board", "", "ledare@balint.example"):
        assert not person.may_take_back(other)


def test_only_a_link_keeps_a_sender_to_one_round() -> None:
    leader = signed_in("ledare@balint.example", ROLES)
    for person in (leader, LOCAL_BOARD, COMMAND_LINE):
        assert person.may_send_to("a")
    assert not STRANGER.may_send_to("a")


def test_all_but_the_board_see_and_change_their_own_answers_alone() -> None:
    assert signed_in("ledare@balint.example", ROLES).sender == "ledare@balint.example"
    assert STRANGER.sender == ""
    for person in (LOCAL_BOARD, COMMAND_LINE, signed_in("ordf@balint.example", ROLES)):
        assert person.sender is None
