"""What does a file hold, cell by cell, as text with its place?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from balint.forms import plain

# A letter beyond ASCII, and the word around it.
ACCENTED = re.compile(r"\w*[^\W\d_a-zA-Z]\w*")
SHOWN_WORDS = 6

TEXT, NUMBER, DATE, FAULT, MERGED = "t", "n", "d", "e", "m"
"""What a spreadsheet says of a cell; every cell of a text file is text. A merged one is blank
because the cell to its left lies over it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What reading the file left open: each answer with what it would give."""

    key: str
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet before the header is known; a row has the number it has in the file."""

    cells: list[list[str]]
    numbers: list[int]
    kinds: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text, and what was left aside above and below them.

    `kinds` has one letter per cell, and is empty for text files. `widths` tells how many cells
    each row of a text file had before it was filled up, `width` how many its header had. `epoch`
    is the year from which the workbook says that it counts days.
    """

    name: str
    sha256: str
    n_bytes: int
    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    numbers: tuple[int, ...]
    widths: tuple[int, ...]
    width: int
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()
    epoch: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Some words with å, ä, ö or another accent, to see whether they were read rightly."""
        lines = (*self.titles, *self.headers, *(cell for row in self.rows for cell in row))
        return accented_words(lines)

    def address(self, row: int | None, column: int) -> str:
        """Name a cell as a spreadsheet does; row None is the header."""
        number = self.header_row if row is None else self.numbers[row]
        return f"{xl_col_to_name(column)}{number}"

    def column(self, column: int) -> list[str]:
        """Give every cell of a column."""
        return [cells[column] for cells in self.rows]

    def kind(self, row: int, column: int) -> str:
        """Say what the spreadsheet held in a cell: text, number, date or fault."""
        return self.kinds[row][column] if self.kinds else TEXT

    @property
    def shown_headers(self) -> tuple[str, ...]:
        """Name each column by its header, with its letter where another has the same, or none."""
        n_alike = Counter(map(plain, self.headers))
        return tuple(
            header
            if header and n_alike[plain(header)] == 1
            else f"{header} ({xl_col_to_name(column)})".strip()
            for column, header in enumerate(self.headers)
        )


def accented_words(texts: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Collect the first different words with a letter beyond ASCII."""
    found: dict[str, None] = {}
    for text in texts:
        if text.isascii():
            continue
        found |= dict.fromkeys(ACCENTED.findall(text))
        if len(found) >= SHOWN_WORDS:
            break
    return tuple(found)[:SHOWN_WORDS]
