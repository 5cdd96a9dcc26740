"""How does a round leave the app whole? Codes and ids for programs, or as Excel opens it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence

from duckdb import DuckDBPyConnection as Cursor

from balint.errors import AnswersErased, NoAnswers
from balint.forms import Form, Value, format_canonical, load_form
from balint.rounds import Round, answers
from balint.spreadsheets import as_excel_csv, new_workbook

FORMATS = ("csv", "excel-csv", "xlsx", "json")


def export_round(cursor: Cursor, asked: Round, kind: str) -> bytes:
    """Write the answers that count in a round.

    `csv` is canonical: ids as headers, comma, decimal point, ISO dates, codes; adding it
    again gives the same rows. `excel-csv` and `xlsx` are for a Swedish Excel.
    Raises: NoAnswers, for a round that exists in print alone; AnswersErased.
    """
    if not asked.form_version:
        raise NoAnswers(round_id=asked.id)
    if asked.is_erased:
        raise AnswersErased(round_id=asked.id)
    form = load_form(asked.form)
    rows = answers(cursor, asked.id, form)
    return {
        "csv": canonical_csv,
        "excel-csv": _excel_csv,
        "xlsx": _xlsx,
        "json": _json,
    }[kind](form, rows)


def canonical_csv(form: Form, rows: Sequence[Sequence[Value]]) -> bytes:
    """Write answers to a form as programs read them."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(
        [form.field_ids, *(_canonical_row(form, row) for row in rows)]
    )
    return target.getvalue().encode()


def _excel_csv(form: Form, rows: list[tuple[Value, ...]]) -> bytes:
    lines = [
        [
            text.replace(".", ",") if isinstance(value, float) else text
            for value, text in zip(row, _canonical_row(form, row), strict=True)
        ]
        for row in rows
    ]
    return as_excel_csv([form.field_ids, *lines])


def _xlsx(form: Form, rows: list[tuple[Value, ...]]) -> bytes:
    target = io.BytesIO()
    book = new_workbook(target, form.id)
    sheet = book.add_worksheet(form.id)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, form.field_ids, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for place, (field, value) in enumerate(zip(form.fields, row, strict=True)):
            if isinstance(value, dt.date):
                sheet.write_datetime(number, place, dt.datetime.combine(value, dt.time()), day)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, place, value)
            elif value is not None:
                sheet.write_string(number, place, format_canonical(field, value))
    book.close()
    return target.getvalue()


def _json(form: Form, rows: list[tuple[Value, ...]]) -> bytes:
    records = [
        {
            field.id: value.isoformat() if isinstance(value, dt.date) else value
            for field, value in zip(form.fields, row, strict=True)
        }
        for row in rows
    ]
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()


def _canonical_row(form: Form, row: Sequence[Value]) -> list[str]:
    return [format_canonical(field, value) for field, value in zip(form.fields, row, strict=True)]
