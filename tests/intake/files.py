"""Files as people send them, made from rows that are known to be right."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import xlsxwriter

from balint.forms import Form, Value, format_canonical, load_form, parse_canonical
from balint.intake import Plan, plan_file
from balint.store import Store

TODAY = dt.date(2026, 6, 1)
INVENTORY = load_form("inventory")
CONGRESS = load_form("congress")
STUDY1 = load_form("study1")
STUDY2 = load_form("study2")

Row = dict[str, str]

GROUPS: list[Row] = [
    {
        "group_code": f"G{number}",
        "region": region,
        "municipality": municipality,
        "members_kind": kind,
        "members": str(4 + number),
        "leaders": "2",
        "started_year": str(1995 + number),
        "interval_weeks": weeks,
        "session_hours": hours,
        "participation": "voluntary",
        "status": "active",
        "confirmed_on": f"2025-{number:02}-2{number % 8}",
    }
    for number, (region, municipality, kind, weeks, hours) in enumerate(
        [
            ("12", "Malmö", "gp_specialists", "2", "1.5"),
            ("14", "Göteborg", "residents", "2.5", "1.25"),
            ("01", "Södertälje", "interns", "4", "2"),
            ("25", "Luleå", "mixed_physicians", "3", "1.5"),
            ("23", "Östersund", "students", "1.5", "0.75"),
            ("05", "Åtvidaberg", "psychologists", "2", "2.5"),
            ("08", "Mörbylånga", "other", "1", "1"),
        ],
        start=1,
    )
]


def header(form: Form, fields: Sequence[str], language: str) -> list[str]:
    """Head columns with the ids of fields, or with their labels in a language."""
    if language == "id":
        return list(fields)
    return [form.field(field).label.in_language(language) for field in fields]


def written(form: Form, field_id: str, text: str, language: str, decimal: str = ".") -> str:
    """Write a canonical answer as a person would in that language."""
    field = form.field(field_id)
    if language == "id" or not text:
        return text.replace(".", decimal) if field.kind in ("decimal", "vas") else text
    if field.kind == "choice":
        return next(c.label.in_language(language) for c in field.choices if c.code == text)
    if field.kind == "yes_no":
        return {"sv": {"yes": "Ja", "no": "Nej"}, "en": {"yes": "Yes", "no": "No"}}[language][text]
    return text.replace(".", decimal) if field.kind in ("decimal", "vas") else text


def as_csv(
    form: Form,
    rows: Sequence[Row],
    *,
    encoding: str = "utf-8",
    delimiter: str = ";",
    decimal: str = ".",
    language: str = "sv",
    line_end: str = "\r\n",
    cells: Mapping[tuple[int, str], str] | None = None,
) -> bytes:
    """Write rows as text; `cells` puts other texts into single cells."""
    fields = list(rows[0])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(header(form, fields, language))
    for number, row in enumerate(rows):
        writer.writerow(
            (cells or {}).get(
                (number, field), written(form, field, row.get(field, ""), language, decimal)
            )
            for field in fields
        )
    return out.getvalue().encode(encoding)


def as_xlsx(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    late: bool = False,
    merged: Sequence[tuple[int, int, int, int, Any]] = (),
) -> bytes:
    """Write typed cells; dates as dates."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "date_1904": late})
    day = book.add_format({"num_format": "d/m/yyyy"})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
                elif value is not None:
                    sheet.write(row, column, value)
        for top, left, bottom, right, value in merged:
            sheet.merge_range(top, left, bottom, right, value)
    book.close()
    return file.getvalue()


def lines(*texts: str, encoding: str = "utf-8") -> bytes:
    """Write a small file line by line."""
    return "\r\n".join(texts).encode(encoding)


@cache
def empty_store() -> Store:
    """Open one empty store for all tests that only read from it."""
    return Store.open(":memory:")


def read(form: Form, data: bytes, name: str = "answers.csv", **options: Any) -> Plan:
    """Check a file against an empty store."""
    cursor = empty_store().cursor()
    try:
        return plan_file(
            cursor, form, None, name, data, **{"language": "en", "today": TODAY, **options}
        )
    finally:
        cursor.close()


def given(plan: Plan, row: int, field: str) -> str:
    """Give what the file says in a row, counted from 1, in canonical form."""
    planned = plan.rows[row - 1]
    place = plan.form.field_ids.index(field)
    return format_canonical(plan.form.fields[place], planned.given[place])


def values(form: Form, rows: Sequence[Row]) -> list[tuple[Value, ...]]:
    """Turn canonical text into the values that should be stored."""
    return [
        tuple(parse_canonical(field, row.get(field.id, "")) for field in form.fields)
        for row in rows
    ]


def codes(plan: Plan) -> list[tuple[str, str | None]]:
    """Give the code and cell of every problem."""
    return [(problem.code, problem.cell) for problem in plan.problems]
