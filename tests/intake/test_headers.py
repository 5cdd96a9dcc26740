"""Is every way in which a column may be headed understood, and nothing dropped in silence?"""

from __future__ import annotations

import pytest

from balint import errors
from balint.forms import Form
from balint.intake.headings import Headings
from tests.intake.files import (
    CONGRESS,
    GROUPS,
    INVENTORY,
    STUDY1,
    STUDY2,
    as_csv,
    codes,
    given,
    lines,
    read,
)
from tests.intake.test_samples import SAMPLES


@pytest.mark.parametrize(
    ("form", "header", "target"),
    [
        (CONGRESS, "leader_code", "leader_code"),
        (CONGRESS, "LEADER CODE:", "leader_code"),
        (CONGRESS, " Ledarens\nkod ", "leader_code"),
        (CONGRESS, "Hur många år har du lett Balintgrupper?*", "years_leading"),
        (CONGRESS, "country. Country", "country"),
        (CONGRESS, "Rank these … [Practical reasons]", "reason_practical"),
        (CONGRESS, "Rangordna skälen till avhopp [Sårade känslor]", "reason_hurt"),
        (CONGRESS, "reason[1]. Reasons for dropping out [Ranking 1]", "reason[1]"),
        (CONGRESS, "reason[7]. Skäl till avhopp [Rankning 7]", "reason[7]"),
        (CONGRESS, "reason[hurt]", "reason_hurt"),
        (CONGRESS, "Reasons for dropping out: Hurt feelings", "reason_hurt"),
        (STUDY1, "Kontroll [3]", "control_3"),
        (STUDY1, "Control 11", "control_11"),
        (STUDY1, "År i Balintgrupp (antal)", "years_in_group"),
        (STUDY2, "role___tutor", "role_tutor"),
        (STUDY2, "role___1", "role_tutor"),
        (STUDY2, "Roles (choice=Tutor)", "role_tutor"),
        (STUDY2, "Roller", "role"),
        (INVENTORY, "Något helt annat", None),
    ],
)
def test_header_is_understood_as_exported(form: Form, header: str, target: str | None) -> None:
    found = Headings(form).target(header)
    assert (found.name if found else None) == target


def test_close_spelling_is_a_suggestion_to_confirm() -> None:
    data = lines("Kod;Antal deltagre", "L1;9")
    plan = read(CONGRESS, data)
    assert codes(plan) == [("match", "B1")]
    key = plan.questions[0].key
    assert key == "match:Antal deltagre"
    assert given(read(CONGRESS, data, answers={key: "members_led"}), 1, "members_led") == "9"
    left = read(CONGRESS, data, answers={key: "none"})
    assert left.matching.unmatched == ("Antal deltagre",)


def test_items_are_not_taken_for_their_neighbours() -> None:
    plan = read(STUDY1, lines("Kod;Grupp;Kontroll 12", "X1;Balint;5"))
    assert plan.questions == ()
    assert plan.matching.unmatched == ("Kontroll 12",)


def test_unmatched_columns_are_listed() -> None:
    plan = read(CONGRESS, lines("Kod;Humör;", "L1;gott;ja"))
    assert plan.as_json()["columns"] == {"Kod": "leader_code", "Humör": None, "(C)": None}


def test_matching_by_hand_goes_before_all_else() -> None:
    data = lines("Kod;Land;x", "L1;Sverige;Norge")
    plan = read(CONGRESS, data, mapping={"Land": None, "x": "country"})
    assert given(plan, 1, "country") == "NO"
    with pytest.raises(errors.UnknownHeader):
        read(CONGRESS, data, mapping={"y": "country"})
    with pytest.raises(errors.UnknownField):
        read(CONGRESS, data, mapping={"x": "land"})


def test_columns_with_one_header_are_told_apart_by_their_letters() -> None:
    data = lines("Kod;Land;land;Avhopp", "L1;Sverige;Norge;3")
    (problem,) = read(CONGRESS, data).problems
    assert problem.code == "two_columns"
    assert "“Land (B)” and “land (C)”" in problem.message
    plan = read(CONGRESS, data, mapping={"Land (B)": None})
    assert given(plan, 1, "country") == "NO"
    assert plan.as_json()["columns"] == {
        "Kod": "leader_code",
        "Land (B)": None,
        "land (C)": "country",
        "Avhopp": "dropouts",
    }
    neither = read(CONGRESS, data, mapping={"Land": None})
    assert neither.matching.unmatched == ("Land (B)", "land (C)")


def test_several_columns_of_a_survey_system_are_known_by_their_one_header() -> None:
    data = lines(
        "Kod;Avhopp;Complete?;Complete?", "L1;1;Complete;Incomplete", "L2;2;Complete;Complete"
    )
    plan = read(CONGRESS, data)
    assert [column.how for column in plan.matching.columns[2:]] == ["bookkeeping"] * 2
    assert [(asked.key, asked.answered) for asked in plan.questions] == [("unfinished", None)]


def test_missing_required_column_is_named() -> None:
    plan = read(INVENTORY, lines("Kod;Antal deltagare", "G1;8"))
    assert [(p.code, p.column, p.cell) for p in plan.problems] == [
        ("missing_column", "region", None)
    ]


def test_cell_of_several_choices_unfolds() -> None:
    data = lines("Kod,Grupp,Roller", 'P1,Balint,"Handledare; Mor/far"', "P2,Balint,", "P3,Balint,x")
    plan = read(STUDY2, data)
    assert given(plan, 1, "role_tutor") == given(plan, 1, "role_parent") == "1"
    assert given(plan, 1, "role_friend") == "0"
    assert given(plan, 2, "role_friend") == ""
    assert codes(plan) == [("unknown_choice", "C4")]


def test_comma_within_a_choice_does_not_split_it() -> None:
    data = lines("reason[1],reason[2]", '"Cannot work in group, don\'t fit in",Conflicts')
    plan = read(CONGRESS, data)
    assert given(plan, 1, "reason_fit") == "1"
    assert given(plan, 1, "reason_conflict") == "2"


def test_numbered_options_are_read_in_order_if_all_are_there() -> None:
    numbers = range(1, 29)
    every = ",".join(("record_id", "arm", *(f"role___{n}" for n in numbers)))
    row = ",".join(("P1", "balint", *(str(int(n == 2)) for n in numbers)))
    plan = read(STUDY2, lines(every, row))
    assert plan.accepted
    assert (plan.rows[0].code, given(plan, 1, "role_parent")) == ("P1", "1")
    some = read(STUDY2, lines("record_id,arm,role___1", "P1,balint,1"))
    assert codes(some) == [("numbered", "C1")]
    data = lines("record_id,arm,role___1", "P1,balint,1")
    without = read(STUDY2, data, answers={"numbered": "no"})
    assert (without.accepted, given(without, 1, "role_tutor")) == (True, "")


def test_reason_at_two_places_is_an_error() -> None:
    data = lines("reason[1];reason[2]", "Konflikter;Konflikter", "Bråk;Konflikter")
    assert codes(read(CONGRESS, data)) == [("rank_twice", "B2"), ("unknown_choice", "A3")]


def test_file_of_no_form_has_no_known_column() -> None:
    plan = read(CONGRESS, lines("Frukt;Pris", "äpple;3"))
    assert codes(plan) == [("no_known_column", None)]
    assert (plan.accepted, plan.better) == (False, None)


def test_file_of_another_form_is_asked_about_and_the_form_named() -> None:
    data = as_csv(INVENTORY, GROUPS)
    plan = read(CONGRESS, data)
    assert (plan.matching.n_matched, plan.matching.n_asked) == (1, 12)
    (problem,) = plan.problems
    assert (problem.code, problem.severity) == ("few_columns", "question")
    assert INVENTORY.title.en in problem.message
    assert (plan.accepted, plan.better) == (False, INVENTORY)
    assert read(CONGRESS, data, answers={"few_columns": "yes"}).accepted
    refused = read(CONGRESS, data, answers={"few_columns": "no"})
    assert [(p.code, p.accepted_values) for p in refused.problems] == [
        ("other_form", ("inventory",))
    ]
    assert read(INVENTORY, data).better is None


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ("Kod;Land;Skonummer;Hatt", False),  # half of them
        ("Kod;Land;Skonummer;Hatt;Rock", True),
        ("Kod;Land;Tidstämpel;Id;Token", False),  # a survey system's own
    ],
)
def test_question_comes_where_fewer_than_half_of_the_columns_are_known(
    headers: str, asked: bool
) -> None:
    plan = read(CONGRESS, lines(headers, "L1;SE;;;;"[: len(headers)]))
    assert ("few_columns" in [problem.code for problem in plan.problems]) is asked
    assert plan.better is None


def test_columns_left_out_by_hand_are_no_doubt() -> None:
    data = lines("Kod;Skonummer;Hatt", "L1;43;56")
    assert not read(CONGRESS, data).accepted
    assert read(CONGRESS, data, mapping={"Skonummer": None, "Hatt": None}).accepted


def test_workbook_of_another_form_is_not_said_to_be_empty() -> None:
    name = "study1-excel-sv.xlsx"
    plan = read(CONGRESS, (SAMPLES / name).read_bytes(), name)
    assert codes(plan) == [("no_known_column", None)]
    assert (plan.better, plan.table.sheet, len(plan.rows)) == (STUDY1, "Svar", 30)


def test_last_line_of_a_file_is_not_its_header() -> None:
    plan = read(CONGRESS, lines("Frukt", "äpple", "en;lång;rad;med;svar"))
    assert codes(plan)[0] == ("no_known_column", None)
