"""May who is not the board see their own answers alone, and by a link send to its round alone?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest

from balint import links
from balint.access import LOCAL_BOARD, Person, signed_in
from balint.disclosure import VIEWER
from balint.errors import CodesTaken, NotAllowed, PlanOutdated, RoundNotOpen, UnknownLink
from balint.forms import load_form
from balint.intake import Plan, Receipt, commit, plan_file, redo, undo
from balint.links import by_link, find_link, in_days, make_leader_link, revoke_link
from balint.openings import close_round
from balint.releases import release, withdraw
from balint.rounds import Round, answers, list_rounds
from balint.store import Store
from tests.figures.own_rounds import add_round

CONGRESS = load_form("congress")
ROUND, OTHER = "kongress-2027", "kongress-2026"
HEADERS = "leader_code,country,dropouts"
THEIRS = f"{HEADERS}\nA1,SE,3\nA2,NO,4\n"
OURS = f"{HEADERS}\nB1,DK,1\nB2,FI,2\n"
ROLES = {"leader": ["anna@balint.example", "bo@balint.example"]}


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        for round_id in (ROUND, OTHER):
            add_round(opened, round_id, "congress", [], released=False)
        yield opened


def holder(store: Store, round_id: str = ROUND) -> Person:
    """Make a link, and give who came by it."""
    made = make_leader_link(store, round_id, by=LOCAL_BOARD, expires_at=in_days(60))
    return by_link(find_link(store.cursor(), made.id))


def plan(store: Store, text: str, person: Person, round_id: str = ROUND) -> Plan:
    """Plan a file for somebody."""
    return plan_file(
        store.cursor(),
        CONGRESS,
        round_id,
        "svar.csv",
        text.encode(),
        language="en",
        sender=person.sender,
    )


def send(store: Store, text: str, person: Person, round_id: str = ROUND) -> Receipt:
    """Store a file for somebody."""
    planned = plan(store, text, person, round_id)
    return commit(store, planned, by=person)


def stored(store: Store) -> dict[object, object]:
    """Give the dropouts of the round by code."""
    place = CONGRESS.field_ids.index("dropouts")
    return {row[0]: row[place] for row in answers(store.cursor(), ROUND, CONGRESS)}


def test_holder_sends_to_the_round_and_takes_back_and_brings_in_again(store: Store) -> None:
    person = holder(store)
    sent = send(store, OURS, person)
    assert stored(store) == {"B1": 1, "B2": 2}
    undo(store, sent.submission_id or "", by=person)
    assert stored(store) == {}
    redo(store, sent.submission_id or "", by=person)
    assert stored(store) == {"B1": 1, "B2": 2}
    who = store.cursor().execute("select distinct submitted_by from submission").fetchall()
    assert who == [(person.name,)]


def test_holder_changes_their_own_answers(store: Store) -> None:
    person = holder(store)
    send(store, OURS, person)
    changed = plan(store, f"{HEADERS}\nB1,DK,5\n", person)
    assert changed.counts["changed"] == 1
    commit(store, changed, by=person)
    assert stored(store)["B1"] == 5


def test_link_sends_to_no_other_round_and_makes_none(store: Store) -> None:
    person = holder(store)
    with pytest.raises(NotAllowed):
        send(store, OURS, person, OTHER)
    new = Round("new-one", "congress", 1, "Ny", "New", None, None, "collected", "open")
    planned = plan_file(
        store.cursor(), CONGRESS, None, "a.csv", OURS.encode(), language="en", sender=person.sender
    )
    with pytest.raises(NotAllowed):
        commit(store, planned, by=person, new_round=new)
    assert store.cursor().execute("select count(*) from submission").fetchone() == (0,)


def test_who_only_looks_stores_nothing_and_a_leader_makes_no_round(store: Store) -> None:
    reader = signed_in("nobody@balint.example", ROLES)
    with pytest.raises(NotAllowed):
        commit(store, plan(store, OURS, reader), by=reader)
    anna = signed_in("anna@balint.example", ROLES)
    new = Round("new-one", "congress", 1, "Ny", "New", None, None, "collected", "open")
    with pytest.raises(NotAllowed):
        commit(store, plan(store, OURS, anna, new.id), by=anna, new_round=new)
    assert stored(store) == {}
    assert new.id not in {found.id for found in list_rounds(store.cursor())}


@pytest.mark.parametrize("closing_act", ["revoke", "expire", "withdraw", "release"])
def test_link_that_closed_since_the_page_opened_stores_and_undoes_nothing(
    store: Store, closing_act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = holder(store)
    sent = send(store, OURS, person)
    planned = plan(store, f"{HEADERS}\nB3,DK,5\n", person)
    if closing_act == "revoke":
        revoke_link(store, person.name.removeprefix("link:"), by=LOCAL_BOARD)
    elif closing_act == "withdraw":
        withdraw(store, ROUND, by=LOCAL_BOARD)
    elif closing_act == "release":
        release(store, ROUND, by=LOCAL_BOARD)
    else:
        moment = find_link(store.cursor(), person.name.removeprefix("link:")).expires_at
        monkeypatch.setattr(links, "utc_now", lambda: moment + dt.timedelta(seconds=1))
    before = stored(store)

    with pytest.raises((NotAllowed, RoundNotOpen)):
        commit(store, planned, by=person)
    if closing_act != "release":  # what readers see is fixed by then
        with pytest.raises(NotAllowed):
            undo(store, sent.submission_id or "", by=person)
    assert stored(store) == before


def test_holder_takes_back_nothing_of_others(store: Store) -> None:
    person, neighbour = holder(store), holder(store)
    for other in (LOCAL_BOARD, signed_in(ROLES["leader"][0], ROLES), neighbour):
        text = f"{HEADERS}\n{other.name[:2].upper()}1,SE,3\n"
        sent = send(store, text, other).submission_id or ""
        with pytest.raises(NotAllowed):
            undo(store, sent, by=person)
        undo(store, sent, by=LOCAL_BOARD)
        with pytest.raises(NotAllowed):
            redo(store, sent, by=person)


def test_leader_takes_back_nothing_of_others(store: Store) -> None:
    sent = send(store, OURS, signed_in("anna@balint.example", ROLES)).submission_id or ""
    with pytest.raises(NotAllowed):
        undo(store, sent, by=signed_in("bo@balint.example", ROLES))
    undo(store, sent, by=signed_in("anna@balint.example", ROLES))


def test_leader_brings_nothing_in_again_where_files_are_not_taken(store: Store) -> None:
    anna = signed_in("anna@balint.example", ROLES)
    sent = send(store, OURS, anna).submission_id or ""
    undo(store, sent, by=anna)
    close_round(store, ROUND, by=LOCAL_BOARD)
    with pytest.raises(RoundNotOpen):
        redo(store, sent, by=anna)
    redo(store, sent, by=LOCAL_BOARD)
    undo(store, sent, by=anna)  # that right does not end
    assert stored(store) == {}


def test_leader_brings_in_no_code_that_another_has_used_since(store: Store) -> None:
    anna, bo = signed_in("anna@balint.example", ROLES), signed_in("bo@balint.example", ROLES)
    sent = send(store, OURS, anna).submission_id or ""
    undo(store, sent, by=anna)
    send(store, OURS, bo)
    before = stored(store)
    with pytest.raises(CodesTaken) as refused:
        redo(store, sent, by=anna)
    assert "B1" in str(refused.value)
    assert stored(store) == before


def test_name_of_a_link_that_never_was_is_refused(store: Store) -> None:
    made_up = Person(VIEWER, "link:no-such", only_round=ROUND)
    with pytest.raises(UnknownLink):
        send(store, OURS, made_up)


def test_plan_made_for_others_is_not_stored_by_a_link(store: Store) -> None:
    person, neighbour = holder(store), holder(store)
    for planned in (plan(store, OURS, LOCAL_BOARD), plan(store, OURS, neighbour)):
        with pytest.raises(NotAllowed):
            commit(store, planned, by=person)
    with pytest.raises(NotAllowed):
        commit(store, plan(store, OURS, person), by=LOCAL_BOARD)


def test_codes_of_others_are_refused_and_tell_nothing_of_their_answers(store: Store) -> None:
    send(store, THEIRS, LOCAL_BOARD)
    person = holder(store)
    told = [
        [(problem.code, problem.message) for problem in planned.problems]
        for planned in (
            plan(store, f"{HEADERS}\n{guess}\nB1,DK,1\n", person)
            for guess in ("A1,SE,3", "A1,SE,9", "A1,NO,", "a1,SE,3")
        )
    ]
    assert [[code for code, _ in found] for found in told] == [["code_taken"]] * 4
    assert told[0] == told[1] == told[2]
    planned = plan(store, f"{HEADERS}\nA1,NO,9\nB1,DK,1\n", person)
    assert planned.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert [change for row in planned.rows for change in row.changes] == []
    assert not planned.accepted


def test_same_answers_of_others_are_not_told(store: Store) -> None:
    nameless = "country,dropouts\nSE,3\nNO,4\n"
    send(store, nameless, LOCAL_BOARD)
    person = holder(store)
    planned = plan(store, nameless, person)
    assert planned.already is None
    assert planned.counts["new"] == 2
    commit(store, planned, by=person)
    assert len(answers(store.cursor(), ROUND, CONGRESS)) == 4
    again = send(store, nameless, person)
    assert (again.submission_id, again.unchanged) == (None, 2)


def test_code_that_the_board_has_changed_is_the_boards(store: Store) -> None:
    person = holder(store)
    send(store, OURS, person)
    send(store, f"{HEADERS}\nB1,DK,7\n", LOCAL_BOARD)
    planned = plan(store, f"{HEADERS}\nB1,DK,1\n", person)
    assert [problem.code for problem in planned.problems] == ["code_taken"]
    assert stored(store)["B1"] == 7


def test_code_that_another_took_meanwhile_is_not_overwritten(store: Store) -> None:
    person = holder(store)
    planned = plan(store, OURS, person)
    send(store, f"{HEADERS}\nB1,SE,8\n", LOCAL_BOARD)
    with pytest.raises(PlanOutdated):
        commit(store, planned, by=person)
    assert stored(store) == {"B1": 8}


def test_the_board_plans_against_all_answers(store: Store) -> None:
    send(store, THEIRS, holder(store))
    planned = plan(store, f"{HEADERS}\nA1,SE,5\nA2,NO,4\n", LOCAL_BOARD)
    assert planned.counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    assert planned.sender is None


def test_leader_who_signed_in_sees_and_changes_own_answers_alone(store: Store) -> None:
    anna, bo = (signed_in(f"{name}@balint.example", ROLES) for name in ("anna", "bo"))
    send(store, THEIRS, anna)
    planned = plan(store, f"{HEADERS}\nA1,NO,9\nB1,DK,1\n", bo)
    assert [problem.code for problem in planned.problems] == ["code_taken"]
    assert [change for row in planned.rows for change in row.changes] == []
    for other in (LOCAL_BOARD, anna):
        with pytest.raises(NotAllowed):
            commit(store, plan(store, OURS, other), by=bo)
    send(store, f"{HEADERS}\nA1,SE,5\n", anna)
    assert stored(store) == {"A1": 5, "A2": 4}
