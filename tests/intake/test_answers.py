"""Are answers checked against their fields and against each other?"""

from __future__ import annotations

import json

import pytest

from balint.intake.personal import mask, personal_data
from tests.intake.files import (
    CONGRESS,
    GROUPS,
    INVENTORY,
    STUDY1,
    as_csv,
    codes,
    given,
    lines,
    read,
)

REASONS = [
    f"reason_{r}" for r in "practical personal fit progress leadership hurt conflict".split()
]


def ranking(*places: str) -> bytes:
    return lines(";".join(("leader_code", *REASONS)), ";".join(("L1", *places)))


def test_gap_in_a_ranking_is_closed_by_order_if_confirmed() -> None:
    data = ranking("1", "2", "5", "", "", "", "")
    assert codes(read(CONGRESS, data)) == [("ranking_gap", "D2")]
    plan = read(CONGRESS, data, answers={"ranking_gap": "close"})
    assert [given(plan, 1, reason) for reason in REASONS[:4]] == ["1", "2", "3", ""]


def test_ranking_with_a_gap_is_left_out_if_told_so() -> None:
    header = ";".join(("leader_code", *REASONS))
    data = lines(header, "L1;1;2;5;;;;", "L2;2;1;3;;;;", "L3;1;3;;;;;")
    (asked,) = read(CONGRESS, data).questions
    assert asked.text == (
        "2 rankings leave out a place: 1, 2, 5; 1, 3. Close the gaps and keep the order?"
    )
    assert dict(asked.answers)["close"] == "Yes, as 1, 2, 3; 1, 2"
    plan = read(CONGRESS, data, answers={"ranking_gap": "blank"})
    assert plan.accepted
    ranked = [[given(plan, row, reason) for reason in REASONS[:3]] for row in (1, 2, 3)]
    assert ranked == [["", "", ""], ["2", "1", "3"], ["", "", ""]]


@pytest.mark.parametrize("places", [("1", "1", "2"), ("1", "1", "3"), ("1", "2", "2")])
def test_shared_places_are_allowed_and_told(places: tuple[str, str, str]) -> None:
    plan = read(CONGRESS, ranking(*places, "", "", "", ""))
    assert plan.accepted
    assert [reading.code for reading in plan.readings] == ["tied_ranks"]


def test_places_may_be_written_as_ordinals() -> None:
    plan = read(CONGRESS, ranking("1st", "2:a", "Plats 3", "", "", "", ""))
    assert [given(plan, 1, reason) for reason in REASONS[:3]] == ["1", "2", "3"]


def test_rank_out_of_range_is_an_error() -> None:
    assert codes(read(CONGRESS, ranking("8", "", "", "", "", "", ""))) == [("out_of_range", "B2")]


def test_more_dropouts_than_members_is_an_error() -> None:
    data = lines("leader_code;members_led;dropouts", "L1;9;10", "L2;9;9", "L3;;4")
    assert codes(read(CONGRESS, data)) == [("more_dropouts_than_members", "C2")]


def test_years_in_group_of_a_reference_physician_are_asked_about() -> None:
    data = lines("physician_code;arm;years_in_group", "X1;Balint;2", "X2;Referens;3")
    assert codes(read(STUDY1, data)) == [("reference_in_group", "C3")]
    plan = read(STUDY1, data, answers={"reference_in_group:years_in_group": "blank"})
    assert given(plan, 2, "years_in_group") == ""
    assert given(plan, 1, "years_in_group") == "2"


def test_scale_to_100_is_asked_for_every_column() -> None:
    rows = [f"X{n};balint;{n * 9};{n % 3 + 7};{n * 8}" for n in range(2, 9)]
    data = lines("physician_code;arm;control_1;control_2;control_3", *rows)
    assert [problem.cell for problem in read(STUDY1, data).problems] == ["C1", "D1", "E1"]
    kept = read(STUDY1, data, answers={"scale": "keep"})
    assert {problem.code for problem in kept.problems} == {"out_of_range"}
    plan = read(STUDY1, data, answers={"scale": "divide"})
    assert plan.accepted
    assert [given(plan, 1, f"control_{n}") for n in (1, 2, 3)] == ["1.8", "0.9", "1.6"]


def test_one_value_beyond_a_scale_is_an_error() -> None:
    rows = [f"X{n};balint;{n}" for n in range(1, 9)]
    data = lines("physician_code;arm;control_1", *rows, "X9;balint;72")
    assert codes(read(STUDY1, data)) == [("out_of_range", "C10")]


def test_land_of_three_counties_is_refused_with_their_names() -> None:
    data = as_csv(INVENTORY, GROUPS[:1], cells={(0, "region"): "Smaland"})
    assert read(INVENTORY, data).problems[0].accepted_values == (
        "Region Jönköpings län",
        "Region Kronoberg",
        "Region Kalmar län",
    )


def test_misspelt_choice_is_refused_with_the_nearest() -> None:
    data = lines("Kod;Land", "L1;Svergie")
    assert read(CONGRESS, data, language="sv").problems[0].accepted_values[0] == "Sverige"


def test_word_that_begins_several_choices_is_asked_about() -> None:
    data = as_csv(INVENTORY, GROUPS[:1], cells={(0, "participation"): "Obligatorisk"})
    plan = read(INVENTORY, data)
    assert codes(plan) == [("meaning", "J2")]
    key = "meaning:participation:obligatorisk"
    assert plan.questions[0].key == key
    settled = read(INVENTORY, data, answers={key: "obligatory_recorded"})
    assert given(settled, 1, "participation") == "obligatory_recorded"


def test_blank_code_and_blank_region_are_errors() -> None:
    data = lines("group_code;region;members", ";12;8", "G2;;8")
    assert codes(read(INVENTORY, data)) == [("missing_value", "A2"), ("missing_value", "B3")]


# The official test numbers of the Swedish Tax Agency, telephone numbers kept for fiction by PTS.
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("19121212-1212", "personal_identity_number"),
        ("191212121212", "personal_identity_number"),
        ("121212+1212", "personal_identity_number"),
        ("född 19121212 1212 i Lund", "personal_identity_number"),
        ("19701063-2391", "personal_identity_number"),
        ("811218-9870", "personal_identity_number"),
        ("anna.b@exempel.se", "email"),
        ("ring 070-174 06 58", "telephone"),
        ("+46 70 174 06 58", "telephone"),
        ("08-465 004 20", "telephone"),
        ("0701740658", "telephone"),
    ],
)
def test_personal_data_is_found_and_masked(text: str, kind: str) -> None:
    assert [found for found, _, _ in personal_data(text)] == [kind]
    assert "••••••" in mask(text)
    assert personal_data(mask(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01 14:00:09",
        "08-12-2024",
        "1 234 567",
        "0.7017406",
        "L01",
        "1990-2025",
        "2025-03-31",
    ],
)
def test_other_numbers_are_no_personal_data(text: str) -> None:
    assert personal_data(text) == []


def test_personal_data_anywhere_stops_the_upload() -> None:
    number = "19121212-1212"
    files = (
        lines("Kod;Land", f"{number};Sverige"),
        lines("Kod;Land;Anteckning", f"L1;Sverige;{number}"),
        lines(f"Lista för {number}", "Kod;Land", "L1;Sverige"),
        lines("Kod;Land", f"EXEMPEL;{number}", "L1;Sverige"),
        lines("Kod;Land", f"{number};Sverige", f"{number};Svergie"),
    )
    for data in files:
        plan = read(CONGRESS, data, leave_out_rows=True)
        assert not plan.accepted
        assert number not in json.dumps(plan.as_json(), ensure_ascii=False)
        assert "personal_identity_number" in {problem.code for problem in plan.problems}


def test_json_has_the_shape_of_the_contract() -> None:
    plan = read(CONGRESS, lines("Kod;Land", "L1;Svergie"), language="sv")
    shape = plan.as_json()
    assert list(shape) == [
        "form",
        "file",
        "rows",
        "columns",
        "problems",
        "questions",
        "notices",
        "plan",
        "accepted",
    ]
    assert list(shape["file"]) == [  # type: ignore[call-overload]
        "name",
        "sha256",
        "bytes",
        "encoding",
        "delimiter",
        "decimal",
        "sheet",
    ]
    assert list(shape["problems"][0]) == [  # type: ignore[index]
        "row",
        "sheet",
        "cell",
        "column",
        "value",
        "code",
        "severity",
        "message",
        "accepted_values",
    ]
    assert shape["plan"] == {"new": 0, "changed": 0, "unchanged": 0, "refused": 1}
    assert json.loads(json.dumps(shape)) == shape
