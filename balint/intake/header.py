"""Which row of a sheet is its header, and what below it is no answer?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from balint.forms import plain
from balint.intake.headings import Headings

LOOKED_AT = 60

# What people write before a row of results below their answers.
RESULT = re.compile(
    r"(?:medel|medeltal|medelvärde|snitt|genomsnitt|summa|totalt?|mean|average|median"
    r"|standardavvikelse|stdav)[:. ]*"
)
SHORT_RESULT = re.compile(r"(?:sum|std|sd)[:. ]*")
"""Results by their short names, which may be somebody's code as well."""
REMARK = re.compile(r"\s|:|\*")


@dataclass(frozen=True, slots=True)
class Header:
    """A row that may be the header, and how many fields of the form it names."""

    index: int
    known: int


def best_header(rows: Sequence[Sequence[str]], headings: Headings) -> Header:
    """Find the row that names most fields of the form, or the first that looks like a header."""
    best = Header(0, 0)
    for index, cells in enumerate(rows[:LOOKED_AT]):
        known = len({headings.target(cell) for cell in cells if cell.strip()} - {None})
        if known > best.known:
            best = Header(index, known)
    return best if best.known else Header(_first_wide_row(rows), 0)


def _first_wide_row(rows: Sequence[Sequence[str]]) -> int:
    """Find the first row at least half as wide as the widest; the last row heads nothing."""
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows[:LOOKED_AT]]
    places = [index for index, n in enumerate(filled) if n]
    widest = max((filled[index] for index in places[:-1]), default=0)
    return next((index for index in places if filled[index] * 2 >= widest), 0)


def first_note(rows: Sequence[Sequence[str]], width: int) -> int:
    """Find where the answers end and remarks or rows of results begin.

    Going up from the last row: a lone cell with a sentence in it, or a row that begins with a
    word such as "Medelvärde", is no answer; blank rows between them are none either. A row "SD"
    is no answer below such a row or a blank one alone: it may be a code.
    """
    end, waiting = len(rows), False
    for index in range(len(rows) - 1, -1, -1):
        filled = [cell for cell in rows[index] if cell]
        first = plain(filled[0]) if filled else ""
        lone_remark = len(filled) == 1 and width > 1 and bool(REMARK.search(filled[0]))
        if lone_remark or RESULT.fullmatch(first) or (waiting and not filled):
            end, waiting = index, False
        elif SHORT_RESULT.fullmatch(first):
            waiting = True
        elif filled:
            break
    return end
