"""Does each act that writes stop whoever may not do it, wherever it is called from?"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from balint import queries
from balint.access import LOCAL_BOARD, STRANGER, Person, signed_in
from balint.bundle import remove_demo, restore_demo
from balint.digests import digest_tables
from balint.erasure import erase_answers, erase_person, plan_erasure, purge_files
from balint.errors import NotAllowed
from balint.intake import commit, plan_file, redo, undo
from balint.links import by_link, in_days, list_links, make_leader_link, revoke_link
from balint.openings import close_round, open_round, set_up
from balint.releases import bring_back, release, withdraw
from balint.rights import set_asked, set_keep_until
from balint.sharing import make_share_link
from balint.store import ROOT, Store
from tests.intake.files import CONGRESS, as_csv
from tests.intake.storing import LEADERS, new_round
from tests.stores import new_store

ROUND = "kongress-2027"
NOBODYS = {"load_bundle", "note_opening"}
"""What is written without anybody doing it: what ships, and the day on which a link was opened."""


def filled() -> Store:
    """Make a store with the demo rounds, a round that the board sent a file to, and its link."""
    store = new_store()
    send(store, LOCAL_BOARD, ROUND)
    make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1))
    return store


def send(store: Store, by: Person, round_id: str) -> None:
    """Send a file to a round that is made with it."""
    data = as_csv(CONGRESS, LEADERS)
    plan = plan_file(
        store.cursor(), CONGRESS, round_id, "a.csv", data, language="en", sender=by.sender
    )
    commit(store, plan, by=by, new_round=new_round(round_id))


def sent(store: Store) -> str:
    """Find the file that the board sent."""
    (row,) = queries.rows(store.cursor(), "rounds/submissions", round_id=ROUND)
    return str(row["submission_id"])


ACTS: dict[str, Callable[[Store, Person], object]] = {
    "set_up": lambda store, by: set_up(store, new_round("empty"), by=by),
    "commit": lambda store, by: send(store, by, "other"),
    "undo": lambda store, by: undo(store, sent(store), by=by),
    "redo": lambda store, by: redo(store, sent(store), by=by),
    "close_round": lambda store, by: close_round(store, ROUND, by=by),
    "open_round": lambda store, by: open_round(store, ROUND, by=by),
    "set_asked": lambda store, by: set_asked(store, ROUND, 90, {}, by=by),
    "set_keep_until": lambda store, by: set_keep_until(store, ROUND, dt.date(2037, 1, 1), by=by),
    "make_leader_link": lambda store, by: make_leader_link(
        store, ROUND, by=by, expires_at=in_days(1)
    ),
    "make_share_link": lambda store, by: make_share_link(
        store, [ROUND], ["dropout-rate"], by=by, expires_at=in_days(1)
    ),
    "revoke_link": lambda store, by: revoke_link(store, list_links(store.cursor())[0].id, by=by),
    "release": lambda store, by: release(store, ROUND, by=by),
    "withdraw": lambda store, by: withdraw(store, ROUND, by=by),
    "bring_back": lambda store, by: bring_back(store, ROUND, by=by),
    "plan_erasure": lambda store, by: plan_erasure(store, ROUND, "L1", by=by, language="en"),
    "erase_person": lambda store, by: erase_person(store, ROUND, "L1", by=by, language="en"),
    "purge_files": lambda store, by: purge_files(store, ROUND, by=by),
    "erase_answers": lambda store, by: erase_answers(store, ROUND, by=by),
    "remove_demo": lambda store, by: remove_demo(store, by=by),
    "restore_demo": lambda store, by: restore_demo(store, by=by),
}
"""Each function that opens a transaction, in an order in which the board can do them all."""

PEOPLE: dict[str, Callable[[Store], Person]] = {
    "viewer": lambda _: STRANGER,
    "leader": lambda _: signed_in("ledare@balint.example", {"leader": ["ledare@balint.example"]}),
    "holder of a leader's link": lambda store: by_link(list_links(store.cursor())[0]),
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with closing(filled()) as opened:
        yield opened


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("act", ACTS)
def test_act_of_the_board_is_refused_to_others(store: Store, act: str, who: str) -> None:
    before = digest_tables(store.cursor())
    with pytest.raises(NotAllowed):
        ACTS[act](store, PEOPLE[who](store))
    assert digest_tables(store.cursor()) == before


def test_the_board_does_each_act() -> None:
    changed_nothing = []
    with closing(filled()) as store:
        for name, act in ACTS.items():
            before = digest_tables(store.cursor())
            act(store, LOCAL_BOARD)
            if digest_tables(store.cursor()) == before:
                changed_nothing.append(name)
    assert changed_nothing == ["plan_erasure"]


def test_whatever_writes_is_an_act_that_is_tried_here() -> None:
    writing = {
        function.name
        for path in (ROOT / "balint").rglob("*.py")
        if path.name != "store.py"
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(
            isinstance(node, ast.Attribute) and node.attr in ("transaction", "rewrite", "aside")
            for node in ast.walk(function)
        )
    }
    assert writing == ACTS.keys() | NOBODYS
