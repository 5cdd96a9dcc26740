"""Do answers survive every dialect, and does no file bring the app down?"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from balint.access import LOCAL_BOARD
from balint.errors import PlanNotAccepted, Unreadable
from balint.forms import Field, Form, Value, format_canonical
from balint.intake import commit
from balint.intake.standing import compare
from balint.rounds import Round, answers, list_rounds
from balint.store import Store
from tests.intake.files import CONGRESS, INVENTORY, STUDY1, STUDY2, as_xlsx, read

SAMPLES = sorted(path for path in (Path(__file__).parent / "samples").iterdir())
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")
MARKS = ((";", ","), (";", "."), (",", "."), (",", ","), ("\t", ","))
LETTERS = "abcåäöÅÄÖ ;,\t\"'\n=-."  # a lone é is asked about: test_encoding

relaxed = settings(
    deadline=None, max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck)
)


def answer(field: Field, chance: Random) -> Value:
    """Draw an answer that the field takes, or a blank."""
    if not field.required and chance.random() < 0.2:
        return None
    low, high = int(field.low or 0), int(field.high or 0)
    match field.kind:
        case "text":
            text = "".join(chance.choices(LETTERS, k=chance.randrange(12)))
            return text.strip() or None
        case "choice":
            return chance.choice(field.choices).code
        case "yes_no" | "multi":
            return chance.random() < 0.5
        case "integer":
            return chance.randint(low, min(high, 2_020))
        case "decimal":
            drawn = round(chance.uniform(low, high), chance.randrange(4))
            return max(drawn, field.low or 0.0)
        case "vas":
            return round(chance.uniform(0, 10), chance.randrange(3))
        case "date":
            return dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(25_000))
        case "code":
            return f"B{chance.randint(1, 99)}"
    return None


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Form, list[tuple[Value, ...]]]:
    """Draw a form and answers to it that hang together, each with a code of its own.

    The answers come of one drawn seed: drawn one by one they would take longer than reading them.
    """
    form = draw(st.sampled_from([CONGRESS, INVENTORY, STUDY1, STUDY2]))
    n_rows = draw(st.integers(1, 4))
    chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - answers, not secrets
    return form, [drawn_row(form, number, chance) for number in range(n_rows)]


def drawn_row(form: Form, number: int, chance: Random) -> tuple[Value, ...]:
    row = {field.id: answer(field, chance) for field in form.fields}
    row[form.code_field] = f"K{number}"
    for block in form.blocks:
        if block.kind == "ranking":
            order = chance.sample(block.field_ids, chance.randint(0, 7))
            row |= {field_id: place for place, field_id in enumerate(order, start=1)}
    if row.get("arm") == "reference":
        row |= {"years_in_group": None, "group_code": None}
    if row.get("dropouts") is not None:
        row["members_led"] = None
    return tuple(row[field_id] for field_id in form.field_ids)


def dialect(
    form: Form, rows: list[tuple[Value, ...]], encoding: str, delimiter: str, decimal: str
) -> bytes:
    """Write a canonical export, then change its marks and encoding as Excel would."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(form.field_ids)
    for row in rows:
        texts = [
            format_canonical(field, value) for field, value in zip(form.fields, row, strict=True)
        ]
        writer.writerow(
            text.replace(".", decimal) if field.kind in ("decimal", "vas") else text
            for field, text in zip(form.fields, texts, strict=True)
        )
    return out.getvalue().encode(encoding)


@relaxed
@given(drawn=rounds(), encoding=st.sampled_from(ENCODINGS), marks=st.sampled_from(MARKS))
def test_canonical_answers_survive_every_dialect(
    drawn: tuple[Form, list[tuple[Value, ...]]], encoding: str, marks: tuple[str, str]
) -> None:
    form, rows = drawn
    plan = read(form, dialect(form, rows, encoding, *marks))
    assert [problem.message for problem in plan.problems] == []
    assert [row.given for row in plan.rows] == rows


@settings(relaxed, max_examples=20)
@given(drawn=rounds())
def test_canonical_answers_survive_a_workbook(
    drawn: tuple[Form, list[tuple[Value, ...]]],
) -> None:
    form, rows = drawn
    assume(not any(_is_formula(row) for row in rows))
    typed = [["yes" if v is True else "no" if v is False else v for v in row] for row in rows]
    plan = read(form, as_xlsx({"Svar": [list(form.field_ids), *typed]}), "answers.xlsx")
    assert [row.given for row in plan.rows] == rows


def _is_formula(row: tuple[Value, ...]) -> bool:
    """Say whether the writer of the test file would have made a formula of an answer."""
    return any(isinstance(value, str) and value.startswith("=") for value in row)


@relaxed
@given(drawn=rounds())
def test_rows_that_are_there_already_are_unchanged(
    drawn: tuple[Form, list[tuple[Value, ...]]],
) -> None:
    form, rows = drawn
    assert {found.status for found in compare(form, rows, rows)} == {"unchanged"}
    assert {found.status for found in compare(form, rows, [])} == {"new"}


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """Take a good file and cut, double or overwrite parts of it."""
    path = draw(st.sampled_from(SAMPLES))
    data = bytearray(path.read_bytes())
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(len(data) - 1, 0)))
        end = start + draw(st.integers(0, 40))
        match draw(st.integers(0, 2)):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * 2
            case _:
                data[start:end] = draw(st.binary(max_size=8))
    return path.name, bytes(data)


@functools.cache
def store() -> Store:
    return Store.open(":memory:")


def survives(name: str, data: bytes) -> None:
    """Read a file: it cannot be read, or is not accepted and not stored, or stored as planned."""
    form = STUDY1 if name.startswith("study1") else CONGRESS
    try:
        plan = read(form, data, name, leave_out_rows=True)
    except Unreadable:
        return
    assert plan.as_json()["accepted"] == plan.accepted
    new = Round("fuzzed", form.id, form.version, "Prov", "Trial", None, None, "collected", "open")
    with store().rehearsal() as rehearsed:
        if plan.accepted:
            commit(rehearsed, plan, by=LOCAL_BOARD, new_round=new)
            assert answers(rehearsed.cursor(), "fuzzed", form) == plan.to_store
        else:
            with pytest.raises(PlanNotAccepted):
                commit(rehearsed, plan, by=LOCAL_BOARD, new_round=new)
    assert list_rounds(store().cursor()) == []


@settings(relaxed, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered_with_a_sentence(data: bytes) -> None:
    survives("answers.csv", data)


@settings(relaxed, max_examples=200)
@given(mutated())
def test_damaged_files_are_answered_with_a_sentence(file: tuple[str, bytes]) -> None:
    survives(*file)


@pytest.mark.soak
@settings(relaxed, max_examples=5_000)
@given(st.binary(max_size=2_000) | st.text(max_size=2_000).map(str.encode))
def test_very_many_bytes_are_answered_with_a_sentence(data: bytes) -> None:
    survives("answers.csv", data)


@pytest.mark.soak
@settings(relaxed, max_examples=5_000)
@given(mutated())
def test_very_many_damaged_files_are_answered_with_a_sentence(file: tuple[str, bytes]) -> None:
    survives(*file)
