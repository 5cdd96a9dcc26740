"""Does each act leave exactly one entry, with who, when and how many, and nothing else?"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from balint import trail
from balint.access import LOCAL_BOARD, Person
from balint.bundle import remove_demo, restore_demo
from balint.disclosure import BOARD
from balint.errors import (
    AlreadyUndone,
    NothingToRelease,
    PlanOutdated,
    UnknownLink,
    UnknownRound,
)
from balint.forms import load_form
from balint.intake import commit, plan_file, redo, undo
from balint.links import in_days, make_leader_link, revoke_link
from balint.releases import bring_back, release, withdraw
from balint.rounds import Round
from balint.sharing import make_share_link
from balint.store import Store, utc_now
from balint.trail import Entry, entries
from balint.words import words_in
from tests.commands.verbs import leaders
from tests.stores import new_store

ROOT = Path(__file__).parent.parent
ANNA = Person(BOARD, "anna@balint.example")
ROUND = "kongress-2027"
NEW = Round(ROUND, "congress", 1, "Kongressen", "Congress", None, None, "collected", "open")


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        yield opened


def upload(store: Store, n: int = 12) -> str:
    """Store a file of leaders; gives the submission."""
    form = load_form("congress")
    plan = plan_file(
        store.cursor(), form, ROUND, "Anna Anderssons svar.csv", leaders(n).encode(), language="sv"
    )
    return commit(store, plan, by=ANNA, new_round=NEW).submission_id or ""


def told(store: Store) -> list[tuple[str, str, int | None]]:
    """Give who did what with how many, the oldest first."""
    return [(entry.who, entry.act, entry.n) for entry in reversed(entries(store.cursor()))]


def test_each_act_on_a_round_leaves_one_entry(store: Store) -> None:
    sent = upload(store)
    undo(store, sent, by=LOCAL_BOARD)
    redo(store, sent, by=ANNA)
    release(store, ROUND, by=ANNA)
    withdraw(store, ROUND, by=LOCAL_BOARD)
    bring_back(store, ROUND, by=LOCAL_BOARD)

    assert told(store) == [
        (ANNA.name, "round_made", None),
        (ANNA.name, "upload", 12),
        ("board", "undo", 12),
        (ANNA.name, "redo", 12),
        (ANNA.name, "release", 12),
        ("board", "withdraw", None),
        ("board", "bring_back", None),
    ]
    found = entries(store.cursor())
    assert {entry.rounds for entry in found} == {(ROUND,)}
    assert {entry.submission_id for entry in found if entry.act in ("upload", "undo", "redo")} == {
        sent
    }
    assert all(abs(utc_now() - entry.happened_at) < dt.timedelta(minutes=5) for entry in found)


def test_links_leave_entries_without_their_tokens(store: Store) -> None:
    upload(store)
    figures = ("dropout-rate", "dropout-reasons")
    shown = make_share_link(store, [ROUND], figures, by=ANNA, expires_at=in_days(1))
    sends = make_leader_link(store, ROUND, by=ANNA, expires_at=in_days(1), label="Till Bo")
    revoke_link(store, shown.id, by=LOCAL_BOARD)

    revoked, second, first = entries(store.cursor())[:3]
    assert (first.act, first.n, first.figures, first.link_id) == ("link_made", 2, figures, shown.id)
    assert (second.act, second.n, second.link_id) == ("link_made", None, sends.id)
    assert (revoked.act, revoked.who, revoked.link_id) == ("link_revoked", "board", shown.id)
    kept = repr(store.cursor().execute("select * from trail").fetchall())
    tokens = [made.path.replace("=", "/").rpartition("/")[2] for made in (shown, sends)]
    assert [text for text in (*tokens, "Till Bo") if text in kept] == []


def test_entry_has_no_answer_and_no_name_of_a_file(store: Store) -> None:
    undo(store, upload(store), by=ANNA)
    kept = repr(store.cursor().execute("select * from trail").fetchall())
    codes = re.findall(r"^L\d\d", leaders(12), re.MULTILINE)
    assert len(codes) == 12
    assert [text for text in (*codes, "Anderssons") if text in kept] == []


def test_demo_rounds_leave_entries_that_count_them() -> None:
    with closing(new_store()) as store:
        gone = remove_demo(store, by=ANNA)
        back = restore_demo(store, by=ANNA)
        assert told(store) == [
            (ANNA.name, "demo_removed", gone),
            (ANNA.name, "demo_restored", back),
        ]


def test_act_that_fails_leaves_no_entry(store: Store) -> None:
    sent = upload(store)
    undo(store, sent, by=ANNA)
    before = told(store)
    for act, refusal in (
        (lambda: undo(store, sent, by=ANNA), AlreadyUndone),
        (lambda: release(store, ROUND, by=ANNA), NothingToRelease),
        (lambda: withdraw(store, "no-such", by=ANNA), UnknownRound),
        (lambda: revoke_link(store, "no-such", by=ANNA), UnknownLink),
    ):
        with pytest.raises(refusal):
            act()
    assert told(store) == before


def test_file_that_changes_nothing_leaves_no_entry(store: Store) -> None:
    upload(store)
    before = told(store)
    assert upload(store) == ""
    assert told(store) == before


def test_rehearsal_and_broken_transaction_leave_no_entry(store: Store) -> None:
    form = load_form("congress")
    plan = plan_file(store.cursor(), form, ROUND, "a.csv", leaders(3).encode(), language="sv")
    with store.rehearsal() as rehearsed:
        commit(rehearsed, plan, by=ANNA, new_round=NEW)
        assert len(entries(rehearsed.cursor())) == 2
    assert told(store) == []

    def break_off() -> None:
        with store.transaction() as cursor:
            trail.enter(cursor, trail.ERASURE, who=ANNA.name, n=1)
            raise PlanOutdated(round_id=ROUND, name="a.csv")

    with pytest.raises(PlanOutdated):
        break_off()
    assert told(store) == []


def test_entries_are_chosen_by_act_and_time(store: Store) -> None:
    sent = upload(store)
    undo(store, sent, by=ANNA)
    cursor = store.cursor()
    assert [entry.act for entry in entries(cursor, "upload")] == ["upload"]
    assert len(entries(cursor, since=utc_now() - dt.timedelta(days=1))) == 3
    assert entries(cursor, since=utc_now() + dt.timedelta(days=1)) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_log_is_a_file_that_excel_opens_and_runs_nothing_of(language: str) -> None:
    moment = dt.datetime(2027, 1, 31, 23, 30)  # noqa: DTZ001 - UTC
    odd = Entry("1", moment, "=1+1@balint.example", "upload", 3, ("a", "b"), (), "s", None)
    data = trail.as_file([odd], words_in(language))
    heads, line = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert data.startswith(b"\xef\xbb\xbf")
    assert len(heads) == len(line) == 8
    assert line[0] == "2027-02-01 00:30:00"
    assert line[1] == "'=1+1@balint.example"
    assert line[3:5] == ["3", "a, b"]


def test_log_as_a_file_names_people_as_the_page_does() -> None:
    done = Entry("1", utc_now(), "board (command line)", "upload", 3, (), (), "s", None)
    assert "styrelsen, på kommandoraden" in trail.as_file([done], words_in("sv")).decode()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_act_has_its_words(language: str) -> None:
    words = trail.act_words(words_in(language))
    assert tuple(words) == trail.ACTS
    assert len(set(words.values())) == len(trail.ACTS)


def test_nothing_in_the_app_changes_or_deletes_an_entry() -> None:
    code = [*(ROOT / "balint").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    texts = {path: " ".join(path.read_text("utf-8").split()) for path in code}
    changing = re.compile(r"(update|delete from|drop table|truncate|alter table) trail\b", re.I)
    assert [path for path, text in texts.items() if changing.search(text)] == []
    writing = [path.name for path, text in texts.items() if "into trail" in text]
    assert writing == ["trail.py"]
