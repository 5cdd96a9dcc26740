"""What does a spreadsheet hold, each typed cell turned to text without loss?"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)
from xlsxwriter.utility import xl_cell_to_rowcol

from balint.errors import BrokenWorkbook, NoSuchSheet, NotATable, PasswordProtected
from balint.forms import plain
from balint.intake.dialect import clean
from balint.intake.header import best_header
from balint.intake.headings import Headings
from balint.intake.package import Flaws, Package, open_package
from balint.intake.table import DATE, FAULT, MERGED, NUMBER, TEXT, Doubt, Grid

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FORMULA_FAULT = "#N/A"

# What Excel leaves readable of a workbook with a password: in the new format the name of a
# stream, in the old the record that follows the beginning.
LOCKED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le"))
    + rb"|\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Book:
    """One sheet of a workbook, and what the others are called."""

    format: str
    grid: Grid
    sheet: str
    sheets: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    epoch: str | None


def is_workbook(data: bytes) -> bool:
    """Say whether bytes begin as XLSX, ODS or XLS do."""
    return data.startswith((ZIP, OLE))


def read_workbook(name: str, data: bytes, headings: Headings, sheet: str | None) -> Book:
    """Read the sheet that was asked for, or the one whose header names most fields.

    Raises: PasswordProtected, BrokenWorkbook, UnpacksTooLarge, TooManyRows, TooManyColumns,
    NotATable, NoSuchSheet.
    """
    if data.startswith(OLE) and LOCKED.search(data):
        raise PasswordProtected(name=name)
    package = open_package(name, data) if data.startswith(ZIP) else Package("xls", {})
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = _sheet_names(book)
            if sheet is not None and sheet not in names:
                raise NoSuchSheet(name=name, sheet=sheet, known=", ".join(names))
            grids = {
                each: _grid(book.get_sheet_by_name(each), package.flaws.get(each, Flaws()))
                for each in ([sheet] if sheet is not None else names)
            }
    except PasswordError:
        raise PasswordProtected(name=name) from None
    except (CalamineError, ValueError, OSError):
        raise BrokenWorkbook(name=name) from None
    except BaseException as error:  # calamine is Rust: what it did not foresee is a panic
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenWorkbook(name=name) from None
    if not grids:
        raise NotATable(name=name, kind=package.format.upper())
    chosen, doubts = _choose(grids, headings)
    return Book(package.format, grids[chosen], chosen, tuple(names), doubts, package.epoch)


def _sheet_names(book: CalamineWorkbook) -> list[str]:
    """List the sheets with cells: those in sight, or all where none is."""
    sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    seen = [meta for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
    return [meta.name for meta in seen or sheets]


def _choose(grids: dict[str, Grid], headings: Headings) -> tuple[str, tuple[Doubt, ...]]:
    """Take the sheet whose header knows most; in doubt where another knows nearly as many."""
    lists = {plain(word) for word in ("Listor", "Lists")}  # what our own templates call theirs
    known = {
        name: best_header(grid.cells, headings).known * (plain(name) not in lists)
        for name, grid in grids.items()
    }
    best = max(grids, key=lambda name: (known[name], _n_filled(grids[name])))
    rivals = {
        name: tuple(grids[name].cells[0][:3])
        for name in grids
        if known[name] and known[name] >= 0.8 * known[best] and len(grids[name].cells) > 1
    }
    return best, (Doubt("sheet", rivals),) if len(rivals) > 1 else ()


def _n_filled(grid: Grid) -> int:
    """Count the cells with something in them: where no header is known, most are the answers."""
    return sum(map(bool, chain.from_iterable(grid.cells)))


def _grid(sheet: CalamineSheet, flaws: Flaws) -> Grid:
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    covered = _unmerge(sheet, rows)
    for row, column in _places(flaws.faults, rows):
        if rows[row][column] == "":
            rows[row][column] = _Fault()
    for row, column in _places(flaws.per_cent, rows):
        if isinstance(rows[row][column], int | float):
            rows[row][column] = f"{_number(round(100 * rows[row][column], 10))} %"
    cells: list[list[str]] = []
    kinds: list[list[str]] = []
    for row_values in rows:
        pairs = [_as_text(value) for value in row_values]
        cells.append([text for text, _ in pairs])
        kinds.append([kind for _, kind in pairs])
    for row, column in covered:
        if column < len(kinds[row]):
            kinds[row][column] = MERGED
    return Grid(cells, list(range(1, len(cells) + 1)), ["".join(row) for row in kinds])


def _unmerge(sheet: CalamineSheet, rows: list[list[Any]]) -> list[tuple[int, int]]:
    """Fill what was merged downwards alone, and give the cells that another lies over."""
    covered: list[tuple[int, int]] = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(rows):
            _fill_down(rows, left, top, bottom)
        elif top < len(rows) and left < len(rows[top]) and rows[top][left] != "":
            covered += [
                (row, column)
                for row in range(top, min(bottom + 1, len(rows)))
                for column in range(left, right + 1)
                if (row, column) != (top, left)
            ]
    return covered


def _fill_down(rows: list[list[Any]], column: int, top: int, bottom: int) -> None:
    """Let every row of a cell that was merged downwards have its value."""
    for row in rows[top + 1 : bottom + 1]:
        if column < len(row):
            row[column] = rows[top][column]


def _places(addresses: Iterable[str], rows: list[list[Any]]) -> Iterator[tuple[int, int]]:
    """Turn addresses into row and column, those alone that were read."""
    for address in addresses:
        row, column = xl_cell_to_rowcol(address)
        if row < len(rows) and column < len(rows[row]):
            yield row, column


class _Fault:
    """A formula that came to nothing."""


def _as_text(value: Any) -> tuple[str, str]:
    """Write a typed cell as text that reads back the same, with the kind it had."""
    match value:
        case str():
            return clean(value), TEXT
        case bool():
            return ("yes" if value else "no"), TEXT
        case int() | float():
            return _number(float(value)), NUMBER
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat(), DATE
        case dt.datetime():
            return value.isoformat(sep=" "), DATE
        case dt.date() | dt.time():
            return value.isoformat(), DATE
        case _Fault():
            return FORMULA_FAULT, FAULT
        case _:
            return str(value), DATE


def _number(value: float) -> str:
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)
