"""Is exactly what the plan shows stored, once, and can it be taken back?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from python_calamine import load_workbook

from balint import errors
from balint.access import LOCAL_BOARD
from balint.figures import draw
from balint.forms import Form
from balint.intake import Plan, Receipt, commit, kept_file, plan_file, redo, refused_file, undo
from balint.rounds import Round, answers, find_round
from balint.store import Store
from tests.intake.files import (
    CONGRESS,
    GROUPS,
    INVENTORY,
    TODAY,
    as_csv,
    as_xlsx,
    header,
    lines,
    values,
)

NUMBERS = count(1)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = Store.open(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def new_round() -> Round:
    return Round(
        id=f"round-{next(NUMBERS)}",
        form="inventory",
        form_version=1,
        title_sv="Inventering",
        title_en="Inventory",
        place=None,
        held_on=None,
        provenance="collected",
        state="open",
    )


def plan(
    store: Store, target: Round, data: bytes, *, form: Form = INVENTORY, **options: Any
) -> Plan:
    name = options.pop("name", "answers.csv")
    return plan_file(
        store.cursor(), form, target.id, name, data, language="en", today=TODAY, **options
    )


def send(store: Store, target: Round, data: bytes, **options: Any) -> Receipt:
    planned = plan(store, target, data, **options)
    return commit(store, planned, by=LOCAL_BOARD, new_round=target)


def stored(store: Store, target: Round, form: Form = INVENTORY) -> set[Any]:
    return set(answers(store.cursor(), target.id, form))


def test_what_is_stored_is_what_the_plan_shows(store: Store, new_round: Round) -> None:
    planned = plan(store, new_round, as_csv(INVENTORY, GROUPS))
    receipt = commit(store, planned, by=LOCAL_BOARD, new_round=new_round)
    assert answers(store.cursor(), new_round.id, INVENTORY) == [row.values for row in planned.rows]
    assert stored(store, new_round) == set(values(INVENTORY, GROUPS))
    assert (receipt.new, receipt.left_out, receipt.already) == (len(GROUPS), 0, None)
    assert find_round(store.cursor(), new_round.id).state == "open"
    assert kept_file(store.cursor(), receipt.submission_id or "") == (
        "answers.csv",
        as_csv(INVENTORY, GROUPS),
    )


def test_file_is_not_kept_where_personal_data_was_mended(store: Store, new_round: Round) -> None:
    cells = {(0, "municipality"): "811218-9876", (1, "municipality"): "Lund"}
    data = as_csv(INVENTORY, GROUPS, cells=cells)
    assert not plan(store, new_round, data).accepted
    kept = send(store, new_round, data, edits={"C2": "Malmö"})
    assert kept_file(store.cursor(), kept.submission_id or "") == ("answers.csv", None)
    tables = store.cursor().execute("select table_name from duckdb_tables()").fetchall()
    assert not [
        name
        for (name,) in tables
        for row in store.cursor().execute(f"select * from {name}").fetchall()  # noqa: S608
        if "811218" in repr(row)
    ]


def test_same_file_twice_adds_nothing_and_says_when(store: Store, new_round: Round) -> None:
    first = send(store, new_round, as_csv(INVENTORY, GROUPS))
    second = send(store, new_round, as_csv(INVENTORY, GROUPS))
    assert second.submission_id is None
    assert second.already is not None
    assert (second.already.submission_id, second.already.same_file) == (first.submission_id, True)
    assert (second.unchanged, second.data_version) == (len(GROUPS), first.data_version)


def test_same_answers_in_another_format_add_nothing(store: Store, new_round: Round) -> None:
    first = send(store, new_round, as_csv(INVENTORY, GROUPS))
    fields = list(GROUPS[0])
    sheet = [header(INVENTORY, fields, "en"), *([row[f] for f in fields] for row in GROUPS)]
    again = send(store, new_round, as_xlsx({"Svar": sheet}), name="answers.xlsx")
    assert again.submission_id is None
    assert again.already is not None
    assert (again.already.submission_id, again.already.same_file) == (first.submission_id, False)


def test_double_click_stores_once(store: Store, new_round: Round) -> None:
    planned = plan(store, new_round, as_csv(INVENTORY, GROUPS))

    def click(_: int) -> Receipt:
        return commit(store, planned, by=LOCAL_BOARD, new_round=new_round)

    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(click, range(2)))
    assert sorted(receipt.new for receipt in receipts) == [0, len(GROUPS)]
    assert len(answers(store.cursor(), new_round.id, INVENTORY)) == len(GROUPS)


def test_changed_answer_is_shown_old_beside_new(store: Store, new_round: Round) -> None:
    send(store, new_round, as_csv(INVENTORY, GROUPS))
    data = lines("group_code;region;members;leaders", "G1;12;9;", "G2;14;6;2", "G99;12;5;1")
    planned = plan(store, new_round, data)
    assert planned.counts == {"new": 1, "changed": 1, "unchanged": 1, "refused": 0}
    change = planned.rows[0].changes
    assert [(c.field, c.old, c.new) for c in change] == [("members", 5, 9)]
    commit(store, planned, by=LOCAL_BOARD)
    now = {row[0]: row for row in stored(store, new_round)}
    assert (now["G1"][4], now["G1"][5]) == (9, 2)  # the blank number of leaders changed nothing
    assert len(now) == len(GROUPS) + 1


def test_required_answer_may_be_blank_where_the_round_has_it(
    store: Store, new_round: Round
) -> None:
    send(store, new_round, as_csv(INVENTORY, GROUPS))
    planned = plan(store, new_round, lines("group_code;region;members", "G1;;9", "G50;;9"))
    assert [(p.code, p.cell) for p in planned.problems] == [("missing_value", "B3")]


def test_answers_that_fit_apart_and_not_together_are_refused_and_in_no_share(
    store: Store, new_round: Round
) -> None:
    target = replace(new_round, form="congress")

    def leaders(*rows: str) -> bytes:
        return lines("leader_code;country;members_led;dropouts", *rows)

    send(store, target, leaders("L1;SE;10;2", "L2;SE;30;3"), form=CONGRESS)
    planned = plan(store, target, leaders("L1;SE;1;"), form=CONGRESS)
    assert [(p.code, p.cell) for p in planned.problems] == [("more_dropouts_than_members", "C2")]
    more = send(store, target, leaders("L1;SE;20;"), form=CONGRESS)
    send(store, target, leaders("L1;SE;;15"), form=CONGRESS)
    undo(store, more.submission_id or "", by=LOCAL_BOARD)
    shown = draw(store, "dropout-rate", [target.id]).rows[0]
    assert (shown["members"], shown["dropouts"], shown["n_leaders"]) == (30, 3, 1)


def test_undo_restores_and_redo_brings_back(store: Store, new_round: Round) -> None:
    first = send(store, new_round, as_csv(INVENTORY, GROUPS))
    before = stored(store, new_round)
    second = send(store, new_round, lines("group_code;region;members", "G1;12;9"))
    after = stored(store, new_round)
    undo(store, second.submission_id or "", by=LOCAL_BOARD)
    assert stored(store, new_round) == before
    redo(store, second.submission_id or "", by=LOCAL_BOARD)
    assert stored(store, new_round) == after
    undo(store, second.submission_id or "", by=LOCAL_BOARD)
    undo(store, first.submission_id or "", by=LOCAL_BOARD)
    assert stored(store, new_round) == set()
    with pytest.raises(errors.AlreadyUndone):
        undo(store, first.submission_id or "", by=LOCAL_BOARD)
    with pytest.raises(errors.UnknownSubmission):
        redo(store, "none", by=LOCAL_BOARD)
    again = send(store, new_round, as_csv(INVENTORY, GROUPS))
    assert (again.new, again.already) == (len(GROUPS), None)
    with pytest.raises(errors.NotUndone):
        redo(store, again.submission_id or "", by=LOCAL_BOARD)


def test_file_that_came_before_is_asked_about_after_a_change(
    store: Store, new_round: Round
) -> None:
    data = as_csv(INVENTORY, GROUPS)
    send(store, new_round, data)
    send(store, new_round, lines("group_code;region;members", "G1;12;9"))
    planned = plan(store, new_round, data)
    assert [problem.code for problem in planned.problems] == ["came_before"]
    assert send(store, new_round, data, answers={"came_before": "store"}).changed == 1


def test_answers_without_codes_are_compared_whole(store: Store, new_round: Round) -> None:
    target = replace(new_round, form="congress")
    data = lines("Land;Avhopp", "Sverige;2", "Norge;3", "Sverige;2")
    assert send(store, target, data, form=CONGRESS).new == 3
    more = lines("Country,Dropouts", "Sweden,2", "Sweden,2", "Sweden,2", "Norway,4")
    planned = plan(store, target, more, form=CONGRESS)
    assert [row.status for row in planned.rows] == ["unchanged", "unchanged", "new", "new"]


def test_refused_rows_are_left_out_only_by_choice(store: Store, new_round: Round) -> None:
    data = as_csv(INVENTORY, GROUPS, cells={(1, "members"): "elva"})
    planned = plan(store, new_round, data)
    with pytest.raises(errors.PlanNotAccepted):
        commit(store, planned, by=LOCAL_BOARD, new_round=new_round)
    receipt = send(store, new_round, data, leave_out_rows=True)
    assert (receipt.new, receipt.left_out) == (len(GROUPS) - 1, 1)
    recorded = store.cursor().execute(
        "select file_row, reason from left_out_row where submission_id = $id",
        {"id": receipt.submission_id},
    )
    row, reason = recorded.fetchall()[0]
    assert row == 3
    assert "elva" in reason


def test_open_question_is_not_settled_by_leaving_out(store: Store, new_round: Round) -> None:
    data = as_csv(INVENTORY, GROUPS, cells={(0, "confirmed_on"): "05/06/2024"})
    assert not plan(store, new_round, data, leave_out_rows=True).accepted


def test_plan_that_no_longer_holds_stores_nothing(store: Store, new_round: Round) -> None:
    send(store, new_round, as_csv(INVENTORY, GROUPS[:3]))
    planned = plan(store, new_round, lines("group_code;region;members", "G1;12;9"))
    send(store, new_round, lines("group_code;region;members", "G1;12;10"))
    before = stored(store, new_round)
    with pytest.raises(errors.PlanOutdated):
        commit(store, planned, by=LOCAL_BOARD)
    assert stored(store, new_round) == before


def test_only_open_collected_rounds_take_files(store: Store, new_round: Round) -> None:
    data = as_csv(INVENTORY, GROUPS)
    planned = plan(store, new_round, data)
    with pytest.raises(errors.UnknownRound):
        commit(store, planned, by=LOCAL_BOARD)
    with pytest.raises(errors.TitleMissing):
        commit(store, planned, by=LOCAL_BOARD, new_round=replace(new_round, title_en=" "))
    with pytest.raises(errors.RoundNotCollected):
        commit(store, planned, by=LOCAL_BOARD, new_round=replace(new_round, provenance="demo"))
    commit(store, planned, by=LOCAL_BOARD, new_round=new_round)
    with pytest.raises(errors.RoundExists):
        plan(store, new_round, data, form=CONGRESS)
    with store.transaction() as cursor:
        cursor.execute(
            "update round set state = 'closed' where round_id = $id", {"id": new_round.id}
        )
    with pytest.raises(errors.RoundNotOpen):
        plan(store, new_round, data)
    with pytest.raises(errors.RoundNotOpen):
        commit(store, replace(planned, rows=planned.rows[:1]), by=LOCAL_BOARD)


def test_failure_in_the_middle_leaves_nothing(store: Store, new_round: Round) -> None:
    planned = plan(store, new_round, as_csv(INVENTORY, GROUPS))
    broken = replace(planned, rows=(replace(planned.rows[0], values=("G1", "12")),))
    with pytest.raises(errors.PlanOutdated):
        commit(store, broken, by=LOCAL_BOARD, new_round=new_round)
    with pytest.raises(errors.UnknownRound):
        find_round(store.cursor(), new_round.id)


def test_matching_by_hand_is_remembered_for_the_layout(store: Store, new_round: Round) -> None:
    data = lines("Kod;Län;Folk i gruppen", "G1;Skåne;8")
    assert send(store, new_round, data, mapping={"Folk i gruppen": "members"}).new == 1
    again = plan(store, new_round, lines("Kod;Län;Folk i gruppen", "G2;Skåne;7"))
    assert again.accepted
    assert again.rows[0].values[4] == 7
    other = plan(store, new_round, lines("Kod;Folk i gruppen;Län", "G2;7;Skåne"))
    assert other.matching.unmatched == ("Folk i gruppen",)


def test_code_written_otherwise_is_asked_about(store: Store, new_round: Round) -> None:
    send(store, new_round, as_csv(INVENTORY, GROUPS))
    data = lines("group_code;region;members", "g1;12;5")
    assert [p.code for p in plan(store, new_round, data).problems] == ["same_code"]
    assert plan(store, new_round, data, answers={"same_code": "same"}).counts["unchanged"] == 1
    assert plan(store, new_round, data, answers={"same_code": "other"}).counts["new"] == 1


def test_refused_rows_come_back_in_their_format(store: Store, new_round: Round) -> None:
    cells = {(1, "members"): "elva", (1, "municipality"): "=1+1", (1, "interval_weeks"): "-0,5"}
    data = as_csv(INVENTORY, GROUPS, encoding="cp1252", cells=cells)
    planned = plan(store, new_round, data, name="svar.csv")
    name, content = refused_file(planned)
    head, row = content.decode("cp1252").splitlines()
    assert name.startswith("svar-")
    assert head.startswith("Gruppens kod;Region;Kommun")
    assert row.startswith("G2;Västra Götalandsregionen;'=1+1;")
    assert ";-0,5;" in row
    assert "“elva”" in row
    sheet = [["Kod", "Region", "Antal deltagare"], ["G1", "Skåne", 8], ["G2", "Skåne", 80]]
    planned = plan(store, new_round, as_xlsx({"Svar": sheet}), name="svar.xlsx")
    name, content = refused_file(planned)
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert name.endswith(".xlsx")
    assert rows[1][:3] == ["G2", "Skåne", 80.0]
    assert "80" in str(rows[1][3])


@pytest.mark.parametrize(
    ("cell", "written"),
    [("x;=1+1", "x;'=1+1"), ("＝1+1", "'＝1+1"), ("a\t=1+1", "a\t'=1+1"), ("-0,5", "-0,5")],
)
def test_no_refused_cell_is_run_by_a_spreadsheet(
    store: Store, new_round: Round, cell: str, written: str
) -> None:
    cells = {(0, "members"): "elva", (0, "municipality"): cell}
    planned = plan(store, new_round, as_csv(INVENTORY, GROUPS[:1], cells=cells), name="svar.csv")
    _, content = refused_file(planned)
    _, row = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";")
    assert row[2] == written
