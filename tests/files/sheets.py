"""How are answers laid out in rows and columns, and written as bytes?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import xlsxwriter

from balint.forms import Field, Form, choice_label, label
from tests.files.clean_rows import Row

YES_NO = {
    "sv": ("Ja", "Nej"),
    "en": ("Yes", "No"),
    "id": ("yes", "no"),
    "code": ("Y", "N"),
    "raw": ("1", "0"),
}
FORMULA = "=1/0"
MADE_ON = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)

Column = tuple[str, str, Callable[[int, Row], str]]
"""What a column holds in our words, its header, and what it says of each row."""


@dataclass(frozen=True)
class Sheet:
    """A header and rows of text; `keys` says in our words what each column holds.

    `above` are the lines over the header, `without` the fields that this layout leaves out.
    """

    keys: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    above: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()

    def address(self, row: int, key: str) -> str:
        """Name the cell of an answer; rows count from 1, and row 0 is the header."""
        return f"{column_name(self.keys.index(key))}{len(self.above) + 1 + row}"

    def with_cell(self, row: int, key: str, text: str) -> Sheet:
        """Put another text into one cell."""
        lines = [list(line) for line in self.lines]
        lines[row][self.keys.index(key)] = text
        return replace(self, lines=tuple(map(tuple, lines)))


def column_name(index: int) -> str:
    """Name a column as a spreadsheet does, counted from 0."""
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def laid_out(columns: Sequence[Column], rows: Sequence[Row], without: tuple[str, ...]) -> Sheet:
    """Fill every column of every row."""
    lines = [tuple(header for _, header, _ in columns)]
    lines += [tuple(write(n, row) for _, _, write in columns) for n, row in enumerate(rows, 1)]
    return Sheet(tuple(key for key, _, _ in columns), tuple(lines), without=without)


def spreadsheet(form: Form, rows: Sequence[Row], language: str, decimal: str = ".") -> Sheet:
    """Lay out one column per field, headed by its id or by its label."""
    columns: list[Column] = [
        (
            field.id,
            field.id if language == "id" else label(field, language),
            writer(field, language, decimal),
        )
        for field in form.fields
    ]
    return laid_out(columns, rows, without=())


def writer(field: Field, language: str, decimal: str = ".") -> Callable[[int, Row], str]:
    """Write the answers to a field as people do in a language, or in codes."""
    return lambda _, row: written(field, row[field.id], language, decimal)


def written(field: Field, text: str, language: str, decimal: str) -> str:
    """Write one canonical answer as a person or a survey system would."""
    if not text:
        return ""
    match field.kind:
        case "choice" if language in ("sv", "en"):
            return choice_label(field, text, language)
        case "yes_no":
            return YES_NO[language][text == "no"]
        case "decimal" | "vas" if language == "code":
            return f"{float(text):.10f}"
        case "decimal" | "vas":
            return text.replace(".", decimal)
    return text


def as_text(sheet: Sheet, encoding: str, delimiter: str, *, quoted: bool = False) -> bytes:
    """Write a sheet as a text file with Windows' line ends."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows([*sheet.above, *sheet.lines])
    return out.getvalue().encode(encoding)


@dataclass(frozen=True)
class Workbook:
    """What an Excel file has beside its answers.

    `others` are sheets before the one with the answers, `merged` a column with its first and
    last row and their text, and `late` days counted from 1904.
    """

    others: tuple[tuple[str, Sheet], ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    below: tuple[tuple[str, ...], ...] = ()
    merged: tuple[tuple[str, int, int, str], ...] = ()
    late: bool = False


def as_workbook(form: Form, name: str, sheet: Sheet, book: Workbook) -> bytes:
    """Write typed cells: numbers as numbers, dates as dates, formulas that come to nothing."""
    file = io.BytesIO()
    out = xlsxwriter.Workbook(file, {"in_memory": True, "date_1904": book.late})
    out.set_properties({"created": MADE_ON})
    day = out.add_format({"num_format": "d/m/yyyy"})
    for other_name, other in (*book.others, (name, sheet)):
        page = out.add_worksheet(other_name)
        top = len(other.above)
        for row, line in enumerate((*other.above, *other.lines, *book.below)):
            for column, text in enumerate(line):
                is_answer = top < row < top + len(other.lines)
                value = typed(form, other.keys[column], text) if is_answer else text
                if isinstance(value, dt.date):
                    page.write_datetime(row, column, value, day)
                elif value == FORMULA:
                    page.write_formula(row, column, FORMULA, None, "#DIV/0!")
                elif value != "":
                    page.write(row, column, value)
    for key, first, last, text in book.merged:
        column = sheet.keys.index(key)
        page.merge_range(top + first, column, top + last, column, text)
    out.close()
    return file.getvalue()


def typed(form: Form, key: str, text: str) -> str | float | dt.date:
    """Turn text into the cell that Excel makes of it; what fits no type stays text."""
    kind = form.field(key).kind if key in form.field_ids else "text"
    if kind in ("code", "text", "choice", "yes_no"):
        return text
    for read in (float, dt.date.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text
