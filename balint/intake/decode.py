"""Which table do the bytes of a file hold?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from balint.errors import (
    FileEmpty,
    FileTooLarge,
    HeaderAlone,
    NoSuchRow,
    NotATable,
    TooManyRows,
)
from balint.forms import Form
from balint.intake.dialect import read_cells
from balint.intake.encoding import read_text
from balint.intake.header import best_header, first_note
from balint.intake.headings import Headings
from balint.intake.limits import MEGABYTE, MOST_BYTES, MOST_ROWS
from balint.intake.table import TEXT, Grid, Table
from balint.intake.workbook import FORMULA_FAULT, is_workbook, read_workbook

# How files begin that are no tables.
KINDS = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<!DOCTYPE", "HTML"),
    (b"<!doctype", "HTML"),
    (b"<html", "HTML"),
    (b"<HTML", "HTML"),
    (b"<?xml", "XML"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"DUCK", "DuckDB"),
    (b"{", "JSON"),
)

# How pictures and films from a telephone begin, after a length.
KINDS_WITHIN = ((b"ftyphei", "HEIC"), (b"ftypmif", "HEIC"), (b"ftyp", "MP4"), (b"WEBP", "WEBP"))


def decode(
    name: str,
    data: bytes,
    form: Form,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
) -> Table:
    """Read a file into a table of text.

    `sheet`, `header_row` (counted from 1 as in the file) and `encoding` settle what is
    otherwise found. Raises: Unreadable.
    """
    _check_bytes(name, data)
    headings = Headings(form)
    if is_workbook(data):
        book = read_workbook(name, data, headings, sheet)
        grid, letters, delimiter, doubts = book.grid, None, None, book.doubts
        form_of_file, sheet, sheets, epoch = book.format, book.sheet, book.sheets, book.epoch
    else:
        text, letters, doubts = read_text(name, data, encoding)
        grid, delimiter = read_cells(name, text, headings)
        form_of_file, sheet, sheets, epoch = "csv", None, (), None
    header = _header_index(name, grid, headings, header_row)
    body = _body(grid, header)
    if not body.rows:
        raise HeaderAlone(name=name)
    if len(body.rows) > MOST_ROWS:
        raise TooManyRows(name=name, limit=MOST_ROWS)
    return Table(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        n_bytes=len(data),
        format=form_of_file,
        encoding=letters,
        delimiter=delimiter,
        sheet=sheet,
        sheets=sheets,
        header_row=grid.numbers[header],
        titles=_lines(grid.cells[:header]),
        doubts=doubts,
        epoch=epoch,
        headers=body.headers,
        rows=body.rows,
        kinds=body.kinds,
        numbers=body.numbers,
        widths=body.widths,
        width=len(grid.cells[header]),
        notes=body.notes,
    )


@dataclass(frozen=True, slots=True)
class Body:
    """What lies from the header down, blank rows taken away."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    numbers: tuple[int, ...]
    widths: tuple[int, ...]
    notes: tuple[str, ...]


def _check_bytes(name: str, data: bytes) -> None:
    """Refuse what is no table before anything is read from it."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(name=name)
    if len(data) > MOST_BYTES:
        raise FileTooLarge(name=name, limit=MOST_BYTES // MEGABYTE)
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, kind in KINDS:
        if start.startswith(mark):
            raise NotATable(name=name, kind=kind)
    for mark, kind in KINDS_WITHIN:
        if start[4:].startswith(mark) or start[8:].startswith(mark):
            raise NotATable(name=name, kind=kind)


def _header_index(name: str, grid: Grid, headings: Headings, header_row: int | None) -> int:
    if header_row is None:
        return best_header(grid.cells, headings).index
    if header_row not in grid.numbers or not any(grid.cells[grid.numbers.index(header_row)]):
        last = grid.numbers[-1] if grid.numbers else 0
        raise NoSuchRow(name=name, row=header_row, n_rows=last)
    return grid.numbers.index(header_row)


def _body(grid: Grid, header: int) -> Body:
    """Take the answers below the header, and the notes below them."""
    below = grid.cells[header + 1 :]
    end = first_note(below, width=sum(bool(cell) for cell in grid.cells[header]))
    filled = [index for index in range(end) if any(below[index])]
    rows = [below[index] for index in filled]
    width = max((_filled_width(cells) for cells in (grid.cells[header], *rows)), default=0)
    places = [header + 1 + index for index in filled]
    return Body(
        headers=tuple(_fill(grid.cells[header], width)),
        rows=tuple(tuple(_fill(cells, width)) for cells in rows),
        kinds=tuple(grid.kinds[place][:width].ljust(width, TEXT) for place in places)
        if grid.kinds
        else (),
        numbers=tuple(grid.numbers[place] for place in places),
        widths=() if grid.kinds else tuple(len(cells) for cells in rows),
        notes=_lines(below[end:]),
    )


def _filled_width(cells: Sequence[str]) -> int:
    return next((width for width in range(len(cells), 0, -1) if cells[width - 1]), 0)


def _fill(cells: list[str], width: int) -> list[str]:
    if len(cells) == width:
        return cells
    return [*cells[:width], *[""] * (width - len(cells))]


def _lines(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    told = (
        " ".join(cell for cell in cells if cell and cell != FORMULA_FAULT)
        for cells in rows
        if any(cells)
    )
    return tuple(line for line in told if line)
