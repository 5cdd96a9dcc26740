"""How is a text file cut into cells?"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from balint.errors import TooManyColumns, TooManyRows, UnpairedQuotes
from balint.intake.header import best_header
from balint.intake.headings import Headings
from balint.intake.limits import MOST_COLUMNS, MOST_SPARE_ROWS
from balint.intake.table import Grid

DELIMITERS = (";", ",", "\t", "|")
LOOKED_AT = 200
LONGEST_CELL = 1_000_000
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_cells(name: str, text: str, headings: Headings) -> tuple[Grid, str]:
    """Cut text into cells and say by which delimiter.

    A line `sep=;` counts as no row, as in Excel. Raises: UnpairedQuotes, TooManyRows,
    TooManyColumns.
    """
    told = SEPARATOR_LINE.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _find_delimiter(text, headings)
    grid, cleaned = Grid([], [], []), _Cleaned()
    for number, cells in _records(name, text, delimiter):
        if len(grid.cells) >= MOST_SPARE_ROWS:
            raise TooManyRows(name=name, limit=MOST_SPARE_ROWS)
        if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            raise TooManyColumns(name=name, limit=MOST_COLUMNS)
        grid.cells.append(list(map(cleaned.__getitem__, cells[:MOST_COLUMNS])))
        grid.numbers.append(number)
    return grid, delimiter


class _Cleaned(dict[str, str]):
    """Every different cell met so far, cleaned once."""

    def __missing__(self, cell: str) -> str:
        text = self[cell] = clean(cell)
        return text


def clean(cell: str) -> str:
    """Take away the spaces around a cell, invisible marks, and Windows' line ends in it."""
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return (cell if cell.isascii() else cell.translate(INVISIBLE)).strip()


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with its number, as a spreadsheet that opens the file counts."""
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter), start=1):
            yield number, cells
    except csv.Error:
        raise UnpairedQuotes(name=name, row=number + 1) from None


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _find_delimiter(text: str, headings: Headings) -> str:
    """Choose the delimiter under which most headers are known and most rows are equally wide."""
    return max(DELIMITERS, key=lambda delimiter: _fitness(text, delimiter, headings))


def _fitness(text: str, delimiter: str, headings: Headings) -> tuple[float, float]:
    """Weigh the headers that are known by how many rows are as wide as the header.

    A cell that lists options of the form, "Tutor;Judge;Fixer", would else pass for a header.
    """
    first: list[list[str]] = []
    broken = 0
    try:
        first.extend(cells for cells in islice(_reader(text, delimiter), LOOKED_AT) if cells)
    except csv.Error:
        broken = 1
    header = best_header(first, headings)
    widths = Counter(len(cells) for cells in first if len(cells) > 1)
    if not widths:
        return float(header.known), -float(broken)
    below = first[header.index :]
    alike = sum(len(cells) == len(below[0]) for cells in below) / len(below)
    width, count = widths.most_common(1)[0]
    return header.known * alike, count / len(first) + min(width, 100) / 1_000 - broken
