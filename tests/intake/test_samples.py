"""Are the files that people sent read as a person would read them?"""

from __future__ import annotations

from pathlib import Path

import pytest

from balint.forms import load_form
from balint.intake import Plan
from tests.intake.files import given, read

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str, **options: object) -> Plan:
    form = load_form(name.split("-")[0])
    return read(form, (SAMPLES / name).read_bytes(), name, **options)


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("congress-excel-sv.csv", "windows-1252", ";"),
        ("congress-google-forms.csv", "utf-8", ","),
    ],
)
def test_clean_sample_is_accepted(name: str, encoding: str, delimiter: str) -> None:
    plan = sample(name)
    assert plan.accepted
    assert plan.counts["new"] == 24
    assert (plan.table.encoding, plan.table.delimiter) == (encoding, delimiter)
    assert given(plan, 2, "country") == "GB"


def test_three_exports_of_one_survey_read_alike() -> None:
    excel, google = sample("congress-excel-sv.csv"), sample("congress-google-forms.csv")
    lime = sample("congress-limesurvey.csv", answers={"unfinished": "keep"})
    fields = [f for f in excel.form.field_ids if f not in ("leader_code", "profession")]
    for row in range(1, 25):
        for field in fields:
            if given(google, row, field):
                assert given(google, row, field) == given(excel, row, field)
            if given(lime, row, field):
                assert given(lime, row, field) == given(excel, row, field)


def test_unfinished_answer_of_limesurvey_is_asked_about() -> None:
    plan = sample("congress-limesurvey.csv")
    assert [(p.code, p.cell) for p in plan.problems] == [("unfinished", "B7")]


def test_every_fault_of_the_faulty_sample_is_named() -> None:
    plan = sample("congress-with-faults.csv")
    assert [(p.code, p.cell) for p in plan.problems] == [
        ("code_twice", "A2"),
        ("more_dropouts_than_members", "G3"),
        ("out_of_range", "K4"),
        ("unknown_choice", "B5"),
        ("not_a_number", "D6"),
        ("code_twice", "A7"),
        ("personal_identity_number", "A8"),
    ]
    assert plan.table.notes == ("Källa: enkäten vid kongressen",)
    assert plan.rows[7].status == "new"  # a leader who ranked nothing


def test_workbook_with_titles_and_means_is_accepted() -> None:
    plan = sample("study1-excel-sv.xlsx")
    assert plan.accepted
    assert (plan.table.sheet, plan.table.header_row, plan.counts["new"]) == ("Svar", 4, 30)
    assert plan.table.notes == ("Medelvärde",)
    assert given(plan, 1, "control_2") == "2.6"


def test_swedish_decimals_are_told_only_where_they_are_written_otherwise() -> None:
    samples = {
        language: dict(reading.samples)
        for language in ("sv", "en")
        for reading in sample("study1-excel-sv.xlsx", language=language).readings
        if reading.code == "number"
    }
    assert samples["en"]["2,6"] == "2.6"
    assert samples["sv"]
    assert not any("." in shown for shown in samples["sv"].values())
    assert "2,6" not in samples["sv"]


def test_inventory_asks_what_obligatory_means() -> None:
    name = "inventory-excel-sv.txt"
    assert {p.code for p in sample(name).problems} == {"meaning", "unknown_choice"}
    key = "meaning:participation:obligatorisk"
    plan = sample(name, answers={key: "obligatory_recorded"}, leave_out_rows=True)
    assert plan.accepted
    assert plan.counts == {"new": 20, "changed": 0, "unchanged": 0, "refused": 2}
    assert [(p.cell, p.value) for p in plan.problems] == [("B12", "Smaland"), ("B23", "Smaland")]
