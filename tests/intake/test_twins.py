"""Is it noticed that one group is sent under two codes, and are two groups left in peace?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest

from balint.access import LOCAL_BOARD, Person, signed_in
from balint.errors import FormFault
from balint.forms import Form, Value, read_form
from balint.intake import Plan, Receipt, commit, find_twins, plan_file
from balint.rounds import counting_answers
from balint.store import ROOT, Store
from tests.figures.own_rounds import add_round
from tests.intake.files import CONGRESS, INVENTORY, TODAY, Row, as_csv, values

ROUND = "inventering-2027"
ANNA = signed_in("anna@balint.example", {"leader": ["anna@balint.example"]})
LUND: Row = {
    "region": "12",
    "municipality": "Lund",
    "members_kind": "residents",
    "members": "8",
    "leaders": "2",
    "started_year": "2015",
    "interval_weeks": "2",
    "session_hours": "1.5",
    "status": "active",
    "confirmed_on": "2026-04-01",
}
STATED = (
    "Region, Municipality, Members' profession, Number of members, Year started, Weeks between "
    "meetings and Hours per meeting"
)


def lund(code: str, **other: str) -> Row:
    """Describe a group in Lund, otherwise where said."""
    return {"group_code": code, **LUND, **other}


def twins(*rows: Row, form: Form = INVENTORY) -> list[tuple[int, int]]:
    return [(each.first, each.second) for each in find_twins(form, values(form, rows))]


@pytest.mark.parametrize("code", ["g 1", "G-1", "G01", "G_001", "g.1", " G1 "])
def test_codes_written_alike_are_perhaps_one(code: str) -> None:
    other = {"group_code": code, "region": "12"}
    assert twins({"group_code": "G1", "region": "12"}, other) == [(0, 1)]


@pytest.mark.parametrize("code", ["G11", "G2", "1G", "G1a", "H1", "G0"])
def test_codes_that_say_another_thing_are_two(code: str) -> None:
    other = {"group_code": code, "region": "12"}
    assert twins({"group_code": "G1", "region": "12"}, other) == []


@pytest.mark.parametrize(("one", "other"), [("1-11", "11-1"), ("1.1", "11"), ("***", "---")])
def test_marks_between_numbers_tell_codes_apart(one: str, other: str) -> None:
    assert twins({"group_code": one, "region": "12"}, {"group_code": other, "region": "12"}) == []


def test_codes_alike_in_two_regions_are_two_groups() -> None:
    assert twins({"group_code": "G1", "region": "12"}, {"group_code": "g 1", "region": "14"}) == []


def test_codes_of_leaders_are_compared_too() -> None:
    assert twins({"leader_code": "L7"}, {"leader_code": "l 07"}, form=CONGRESS) == [(0, 1)]


def test_answers_alike_are_perhaps_of_one_group() -> None:
    others = {"leaders": "1", "status": "resting", "confirmed_on": "2027-01-01"}
    assert twins(lund("A"), lund("B", **others), lund("C", municipality="LUND")) == [(0, 1), (0, 2)]


@pytest.mark.parametrize(
    "other",
    [
        {"region": "14"},
        {"municipality": "Malmö"},
        {"members_kind": "interns"},
        {"members": "7"},
        {"started_year": "2016"},
        {"interval_weeks": "3"},
        {"session_hours": "2"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_groups_that_differ_in_one_answer_are_two(other: Row) -> None:
    assert twins(lund("A"), lund("B", **other)) == []
    (field,) = other
    blank = lund("C", **{field: ""})
    assert twins(lund("A"), blank, lund("B", **other)) == [(0, 1), (1, 2)]


def test_one_answer_that_a_group_leaves_blank_may_be_anything() -> None:
    blank = {"municipality": ""}
    assert twins(lund("A", **blank), lund("B")) == [(0, 1)]
    assert twins(lund("A"), lund("B", **blank)) == [(0, 1)]
    assert twins(lund("A", **blank), lund("B", **blank)) == [(0, 1)]


def test_two_answers_left_blank_are_too_many() -> None:
    assert twins(lund("A", municipality="", members=""), lund("B")) == []
    assert twins(lund("A", municipality=""), lund("B", members="")) == []
    alike = lund("A", municipality="", members="")
    assert twins(alike, {**alike, "group_code": "B"}) == []


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        add_round(opened, ROUND, "inventory", [], released=False)
        yield opened


def plan(store: Store, *rows: Row, by: Person = LOCAL_BOARD, **options: object) -> Plan:
    return plan_file(
        store.cursor(),
        INVENTORY,
        ROUND,
        "grupper.csv",
        as_csv(INVENTORY, rows),
        language="en",
        sender=by.sender,
        today=TODAY,
        **options,  # type: ignore[arg-type]
    )


def send(store: Store, *rows: Row, by: Person = LOCAL_BOARD) -> Receipt:
    return commit(store, plan(store, *rows, by=by), by=by)


def told(found: Plan) -> list[tuple[str | None, str]]:
    return [(notice.cell, notice.message) for notice in found.notices]


def test_file_with_one_group_twice_names_both_rows_and_is_stored(store: Store) -> None:
    found = plan(store, lund("G1"), lund("G2", members="5"), lund("B"), lund("g-2", members="5"))
    assert told(found) == [
        (
            "A4",
            f"Perhaps the same as “G1” in A2. Alike: {STATED}. If it is, take one of the rows out "
            "of the file.",
        ),
        (
            "A5",
            f"Perhaps the same as “G2” in A3. Alike: Group code, {STATED}. If it is, take one of "
            "the rows out of the file.",
        ),
    ]
    assert found.accepted
    assert found.problems == ()
    (first, _) = found.as_json()["notices"]  # type: ignore[misc]
    assert (first["code"], first["severity"], first["row"]) == ("perhaps_same", "notice", 3)
    assert commit(store, found, by=LOCAL_BOARD).new == 4


def test_group_that_the_round_has_under_another_code_is_given_it_in_the_preview(
    store: Store,
) -> None:
    send(store, lund("G1"))
    found = plan(store, lund("B", session_hours="", confirmed_on="2026-05-01"))
    ((cell, message),) = told(found)
    assert cell == "A2"
    assert "Perhaps the same as “G1”, which the round has. Alike: Region," in message
    assert message.endswith("If it is, give it that code.")
    mended = plan(store, lund("B", session_hours="", confirmed_on="2026-05-01"), edits={"A2": "G1"})
    assert (told(mended), mended.counts["changed"], mended.counts["new"]) == ([], 1, 0)


def test_groups_that_were_there_before_are_not_noticed_again(store: Store) -> None:
    send(store, lund("G1"), lund("B"))
    assert told(plan(store, lund("G1"), lund("B", confirmed_on="2026-05-01"))) == []
    assert [cell for cell, _ in told(plan(store, lund("C"), lund("G1")))] == ["A2"]


def test_rows_without_codes_are_named_by_their_place(store: Store) -> None:
    found = plan(store, LUND, LUND)
    assert [notice.cell for notice in found.notices] == [None]
    assert "Perhaps the same as row 1." in found.notices[0].message
    send(store, LUND)
    (notice,) = plan(store, {**LUND, "leaders": "1"}).notices
    assert "a row without a code, which the round has" in notice.message


def test_code_that_is_asked_of_is_not_noticed_too(store: Store) -> None:
    send(store, lund("G1"))
    found = plan(store, lund("g1"))
    assert [problem.code for problem in found.problems] == ["same_code"]
    assert told(found) == []


def test_leader_is_told_of_their_own_answers_alone(store: Store) -> None:
    """Whether somebody else has sent such a group is not theirs to know (decision 0007)."""
    send(store, lund("G1"))
    assert told(plan(store, lund("B"), by=ANNA)) == []
    assert len(told(plan(store, lund("B"), lund("C"), by=ANNA))) == 1
    send(store, lund("B"), by=ANNA)
    (message,) = (message for _, message in told(plan(store, lund("D"), by=ANNA)))
    assert "“B”, which the round has" in message


def test_round_has_the_pairs_that_its_files_bring_together(store: Store) -> None:
    send(store, lund("G1"))
    send(store, lund("B"), lund("C", started_year="2018"))
    rows = counting_answers(store.cursor(), ROUND, INVENTORY)
    whole: list[tuple[Value, ...]] = [tuple(r[name] for name in INVENTORY.field_ids) for r in rows]
    assert [(each.first, each.second) for each in find_twins(INVENTORY, whole)] == [(0, 1)]


def test_many_rows_are_compared_in_a_moment() -> None:
    """Each with all others would take 1,250,000,000 comparisons."""
    (row,) = values(INVENTORY, [lund("A")])
    place = INVENTORY.field_ids.index("municipality")
    rows = [(f"N{at}x", *row[1:place], f"Ort {at}", *row[place + 1 :]) for at in range(50_000)]
    start = process_time()
    assert find_twins(INVENTORY, rows) == []
    assert process_time() - start < 20


@pytest.mark.parametrize("name", ["group_code", "town"])
def test_form_names_fields_of_its_own_that_tell_twins_apart(tmp_path: Path, name: str) -> None:
    text = (ROOT / "data" / "forms" / "inventory.toml").read_text("utf-8")
    (tmp_path / "inventory.toml").write_text(
        text.replace('twin_fields = ["region"', f'twin_fields = ["{name}"'), "utf-8"
    )
    with pytest.raises(FormFault, match="twin_fields"):
        read_form(tmp_path / "inventory.toml")
