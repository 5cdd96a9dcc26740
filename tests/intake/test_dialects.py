"""Is every dialect of a clean file read to the same answers, and every fault found in its cell?"""

from __future__ import annotations

from itertools import product

import pytest

from tests.intake.files import GROUPS, INVENTORY, as_csv, codes, read, values

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "latin-1",
    "mac-roman",
)
MARKS = ((";", ","), (";", "."), (",", "."), ("\t", ","))

# The row, the field, what stands there, and the code of the problem that names it.
FAULTS = (
    (0, "region", "Smaland", "unknown_choice"),
    (1, "members", "elva", "not_a_number"),
    (2, "members", "0", "out_of_range"),
    (3, "started_year", "2031", "in_the_future"),
    (4, "confirmed_on", "31 foo 2025", "not_a_date"),
    (5, "members_kind", "Snickare", "unknown_choice"),
    (6, "municipality", "811218-9876", "personal_identity_number"),
    (3, "municipality", "anna@exempel.se", "email"),
    (2, "interval_weeks", "2 1", "not_a_number"),
    (5, "municipality", "LinkÃ¶ping", "garbled"),
)
FILES = list(product(ENCODINGS, MARKS))


@pytest.mark.parametrize(("encoding", "marks"), FILES)
def test_clean_file_is_read_whole(encoding: str, marks: tuple[str, str]) -> None:
    data = as_csv(INVENTORY, GROUPS, encoding=encoding, delimiter=marks[0], decimal=marks[1])
    plan = read(INVENTORY, data)
    if encoding == "mac-roman":  # never taken for granted: the words are shown, and asked about
        assert codes(plan) == [("encoding", None)]
        assert "Malmö" in dict(plan.questions[0].answers)["mac-roman"]
        plan = read(INVENTORY, data, answers={"encoding": "mac-roman"})
    assert plan.accepted
    assert [row.given for row in plan.rows] == values(INVENTORY, GROUPS)
    assert plan.table.delimiter == marks[0]
    assert plan.decimal == marks[1]


@pytest.mark.parametrize(("number", "encoding", "marks"), [(n, *f) for n, f in enumerate(FILES)])
def test_one_fault_is_named_with_its_cell(
    number: int, encoding: str, marks: tuple[str, str]
) -> None:
    row, field, text, code = FAULTS[number % len(FAULTS)]
    if code == "garbled" and encoding == "mac-roman":
        text = "Link√∂ping"
    data = as_csv(
        INVENTORY,
        GROUPS,
        encoding=encoding,
        delimiter=marks[0],
        decimal=marks[1],
        cells={(row, field): text},
    )
    answers = {"encoding": "mac-roman"} if encoding == "mac-roman" else {}
    plan = read(INVENTORY, data, answers=answers)
    cell = f"{'ABCDEFGHIJKLM'[list(GROUPS[0]).index(field)]}{row + 2}"
    assert codes(plan) == [(code, cell)]
    assert not plan.accepted
    assert plan.problems[0].column == field
    assert plan.problems[0].row == row + 1
    kept = [planned.given for planned in plan.rows if planned.status != "refused"]
    wanted = values(INVENTORY, GROUPS)
    assert kept == wanted[:row] + wanted[row + 1 :]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("language", ["id", "sv", "en"])
def test_line_ends_and_languages_read_alike(line_end: str, language: str) -> None:
    plan = read(INVENTORY, as_csv(INVENTORY, GROUPS, line_end=line_end, language=language))
    assert plan.accepted
    assert [row.given for row in plan.rows] == values(INVENTORY, GROUPS)
