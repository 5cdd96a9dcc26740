"""Does one press say that a leader's own groups still run, and touch nobody else's?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import closing

import pytest

from balint.access import LOCAL_BOARD, Person, signed_in
from balint.errors import GroupNotOwn, NotAllowed, RoundNotOpen
from balint.forms import Value, load_form
from balint.intake import Receipt, answer_for, commit, kept_file, own_groups, plan_file, redo, undo
from balint.links import by_link, find_link, in_days, make_leader_link, revoke_link
from balint.openings import close_round
from balint.releases import withdraw
from balint.rounds import answers, find_round
from balint.store import Store, today_in_sweden
from balint.trail import entries
from tests.figures.own_rounds import add_round
from tests.readers import LEADER, NO_ROLE, OTHER_LEADER, ROLES

INVENTORY = load_form("inventory")
LAST, NOW = "inventering-2025", "inventering-2026"
ANNA, BO = signed_in(LEADER, ROLES), signed_in(OTHER_LEADER, ROLES)
OURS = (
    "group_code,region,municipality,members,interval_weeks,status,confirmed_on\n"
    'A1,01,"Solna, norra",8,1.5,active,2025-03-01\n'
    "A2,12,,,,resting,\n"
    "A3,14,,6,,ended,2025-02-01\n"
)
THEIRS = "group_code,region,members,status,confirmed_on\nB1,12,7,active,2025-01-15\n"
HEAD = "group_code,region,members,status,confirmed_on\n"


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        for round_id, held_on in ((LAST, dt.date(2025, 4, 1)), (NOW, dt.date(2026, 4, 1))):
            add_round(opened, round_id, "inventory", [], released=False, held_on=held_on)
        yield opened


def send(store: Store, text: str, person: Person, round_id: str = NOW) -> Receipt:
    """Store a file for somebody."""
    asked = {"language": "en", "sender": person.sender}
    plan = plan_file(store.cursor(), INVENTORY, round_id, "grupper.csv", text.encode(), **asked)
    return commit(store, plan, by=person)


def press(store: Store, *codes: str, by: Person = ANNA, status: str = "active") -> Receipt:
    """Answer for groups in the inventory that is open now."""
    return answer_for(store, NOW, codes, status, by=by, language="sv")


def listed(store: Store, person: Person = ANNA, round_id: str = NOW) -> dict[str, str]:
    """Give the groups that somebody is asked of, with the round that each stands in."""
    cursor = store.cursor()
    found = own_groups(cursor, find_round(cursor, round_id), person.name)
    return {group.code: group.stands_in.id for group in found}


def stored(store: Store, round_id: str = NOW) -> dict[object, Mapping[str, Value]]:
    """Give what a round holds of each group, blanks left out."""
    rows = (
        dict(zip(INVENTORY.field_ids, row, strict=True))
        for row in answers(store.cursor(), round_id, INVENTORY)
    )
    return {
        row["group_code"]: {name: value for name, value in row.items() if value is not None}
        for row in rows
    }


def holder(store: Store, round_id: str = NOW) -> Person:
    """Make a leader's link, and give who came by it."""
    made = make_leader_link(store, round_id, by=LOCAL_BOARD, expires_at=in_days(60))
    return by_link(find_link(store.cursor(), made.id))


def test_group_is_confirmed_today_and_all_else_stays(store: Store) -> None:
    send(store, OURS, ANNA)
    before = stored(store)
    receipt = press(store, "A1")
    assert (receipt.new, receipt.changed, receipt.unchanged) == (0, 1, 0)
    assert stored(store) == before | {"A1": {**before["A1"], "confirmed_on": today_in_sweden()}}


@pytest.mark.parametrize("by", ["leader", "link"])
def test_press_is_an_ordinary_submission_that_is_taken_back(store: Store, by: str) -> None:
    person = ANNA if by == "leader" else holder(store)
    send(store, OURS, person)
    before = stored(store)
    sent = press(store, "A1", by=person).submission_id or ""
    entry = entries(store.cursor(), "upload")[0]
    assert (entry.who, entry.n, entry.rounds) == (person.name, 1, (NOW,))
    assert entry.submission_id == sent
    informed = store.cursor().execute("select submission_id from submission_informed").fetchall()
    assert informed == [(sent,)]
    name, content = kept_file(store.cursor(), sent)
    assert name == f"Bekräftat {today_in_sweden():%Y-%m-%d}.csv"
    (row,) = csv.DictReader(io.StringIO((content or b"").decode()))
    assert (row["group_code"], row["municipality"]) == ("A1", "Solna, norra")
    undo(store, sent, by=person)
    assert stored(store) == before
    redo(store, sent, by=person)
    assert stored(store)["A1"]["confirmed_on"] == today_in_sweden()


def test_group_stands_when_the_file_it_came_in_is_taken_back(store: Store) -> None:
    sent = send(store, OURS, ANNA).submission_id or ""
    press(store, "A1")
    confirmed = stored(store)["A1"]
    undo(store, sent, by=ANNA)
    assert stored(store) == {"A1": confirmed}


def test_same_answer_twice_on_a_day_adds_nothing(store: Store) -> None:
    send(store, OURS, ANNA)
    assert press(store, "A1").submission_id
    version = store.data_version
    again = press(store, "A1")
    assert (again.submission_id, again.unchanged) == (None, 1)
    assert store.data_version == version


def test_answer_holds_again_where_a_file_turned_it_back(store: Store) -> None:
    send(store, OURS, ANNA)
    press(store, "A1")
    send(store, f"{HEAD}A1,01,8,active,2025-03-01\n", ANNA)
    assert stored(store)["A1"]["confirmed_on"] == dt.date(2025, 3, 1)
    assert press(store, "A1").changed == 1
    assert stored(store)["A1"]["confirmed_on"] == today_in_sweden()


def test_all_groups_are_answered_for_at_once(store: Store) -> None:
    send(store, OURS, ANNA)
    receipt = press(store, "A1", "A2")
    assert receipt.changed == 2
    assert {row["status"] for code, row in stored(store).items() if code != "A3"} == {"active"}


@pytest.mark.parametrize(("status", "is_asked_again"), [("resting", True), ("ended", False)])
def test_group_that_rests_or_has_ended_is_told_with_its_day(
    store: Store, status: str, is_asked_again: bool
) -> None:
    send(store, OURS, ANNA)
    press(store, "A1", status=status)
    assert stored(store)["A1"]["status"] == status
    assert stored(store)["A1"]["confirmed_on"] == today_in_sweden()
    assert ("A1" in listed(store)) is is_asked_again


def test_nobody_sees_or_answers_for_groups_of_others(store: Store) -> None:
    first, second = holder(store), holder(store)
    board = Person(LOCAL_BOARD.audience, "ordf@balint.example")
    for number, person in enumerate((ANNA, BO, first, second, board)):
        send(store, f"{HEAD}G{number},12,{5 + number},active,2025-01-15\n", person)
    before = stored(store)
    for number, person in enumerate((ANNA, BO, first, second)):
        assert listed(store, person) == {f"G{number}": NOW}
        for other in {f"G{each}" for each in range(5)} - {f"G{number}"}:
            with pytest.raises(GroupNotOwn):
                press(store, f"G{number}", other, by=person)
    assert stored(store) == before


def test_group_that_the_board_has_changed_is_the_boards(store: Store) -> None:
    send(store, OURS, ANNA)
    send(store, f"{HEAD}A1,01,9,active,2025-05-01\n", LOCAL_BOARD)
    assert "A1" not in listed(store)
    with pytest.raises(GroupNotOwn):
        press(store, "A1")
    assert stored(store)["A1"]["members"] == 9


def test_who_may_not_send_answers_for_nothing(store: Store) -> None:
    send(store, OURS, ANNA)
    with pytest.raises(NotAllowed):
        press(store, "A1", by=signed_in(NO_ROLE, ROLES))
    with pytest.raises(NotAllowed):
        press(store, "A1", by=signed_in(LEADER, {}))


def test_link_that_closed_since_the_page_opened_answers_for_nothing(store: Store) -> None:
    person = holder(store)
    send(store, OURS, person)
    before = stored(store)
    revoke_link(store, person.name.removeprefix("link:"), by=LOCAL_BOARD)
    with pytest.raises(NotAllowed):
        press(store, "A1", by=person)
    assert stored(store) == before


def test_round_that_takes_no_files_takes_no_answer(store: Store) -> None:
    send(store, OURS, ANNA)
    close_round(store, NOW, by=LOCAL_BOARD)
    with pytest.raises(RoundNotOpen):
        press(store, "A1")


def test_group_of_the_inventory_before_is_carried_over_whole(store: Store) -> None:
    send(store, OURS, ANNA, LAST)
    close_round(store, LAST, by=LOCAL_BOARD)
    before = stored(store, LAST)
    assert listed(store) == {"A1": LAST, "A2": LAST}
    receipt = press(store, "A1")
    assert (receipt.round_id, receipt.new) == (NOW, 1)
    assert stored(store) == {"A1": {**before["A1"], "confirmed_on": today_in_sweden()}}
    assert stored(store, LAST) == before
    assert listed(store) == {"A1": NOW, "A2": LAST}
    undo(store, receipt.submission_id or "", by=ANNA)
    assert listed(store) == {"A1": LAST, "A2": LAST}


def test_link_carries_nothing_over_from_another_round(store: Store) -> None:
    old = holder(store, LAST)
    send(store, OURS, old, LAST)
    send(store, THEIRS, ANNA, LAST)
    assert listed(store, old, LAST).keys() == {"A1", "A2"}
    assert listed(store, holder(store)) == {}
    with pytest.raises(NotAllowed):
        press(store, "A1", by=old)
    assert stored(store) == {}


@pytest.mark.parametrize("code", ["A1", "a1"])
def test_group_that_the_open_round_knows_is_not_carried_over(store: Store, code: str) -> None:
    send(store, OURS, ANNA, LAST)
    send(store, f"{HEAD}{code},12,7,active,\n", BO)
    assert listed(store) == {"A2": LAST}
    with pytest.raises(GroupNotOwn):
        press(store, "A1")
    assert stored(store).keys() == {code}


def test_nothing_is_carried_over_from_rounds_that_are_withdrawn_or_older(store: Store) -> None:
    add_round(store, "2024", "inventory", [], released=False, held_on=dt.date(2024, 4, 1))
    send(store, OURS, ANNA, "2024")
    assert listed(store) == {"A1": "2024", "A2": "2024"}  # nobody has answered since
    send(store, THEIRS, BO, LAST)
    assert listed(store) == {}
    withdraw(store, LAST, by=LOCAL_BOARD)
    assert listed(store, BO) == {}
    assert listed(store) == {"A1": "2024", "A2": "2024"}
    assert listed(store, round_id="2024") == {"A1": "2024", "A2": "2024"}
