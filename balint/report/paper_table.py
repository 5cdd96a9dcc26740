"""Does a figure's table fit on paper, and how do its columns lie there?"""

from __future__ import annotations

from dataclasses import dataclass

from balint.figures.model import Figure
from balint.figures.tables import holds_numbers, shown_columns, shown_table
from balint.words import Words

MOST_LINES = 12
MOST_TURNED = 4
"""How many rows may stand beside each other as columns."""
ROOM = 90
"""How many letters a line of a table holds; the template measures in the same letters."""
GAP = 2.7
"""Space beside each column, in letters."""
LONGEST, LONGEST_OF_TWO = 40, 64
"""How many letters a column wants at most before its text is broken, and one of only two."""
HEADING = 16
"""The same of a heading, which may take more lines than a cell."""
SET_AS_WORDS = {
    "group-types": ("label", "words"),
    "timeline": ("label", "event"),
}
"""Figures whose chart is lines of text: on paper a table of these columns takes its place."""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table as it is set; without headings each line is a name and its value."""

    headings: list[str]
    lines: list[list[str]]
    right: list[bool]
    """Which columns are set flush right, since they hold numbers."""
    widths: list[float]
    """How wide each column is, in letters."""


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: list[str]
    numbers: bool


def paper_table(figure: Figure, say: Words) -> PaperTable | None:
    """Lay a figure's table out, turned where it is wider than long; None where it does not fit.

    A column without a single value is left out, and the two ends of an interval share one.
    """
    columns = _with_intervals(_columns(figure), say)
    n_lines, n_columns = len(figure.rows), len(columns)
    if not n_lines or not n_columns:
        return None
    upright = turned = None
    if figure.id in SET_AS_WORDS or 1 < n_lines <= MOST_LINES:
        upright = _upright(columns)
    if not upright and n_columns <= MOST_LINES and n_lines <= MOST_TURNED:
        turned = _turned(columns)
    return upright or turned


def _columns(figure: Figure) -> list[_Column]:
    table = shown_table(figure)
    wanted = SET_AS_WORDS.get(figure.id)
    return [
        _Column(heading, [line[heading] for line in table], holds_numbers(figure, column))
        for heading, column in shown_columns(figure).items()
        if (column.name in wanted if wanted else True)
        and any(row.get(column.name) is not None for row in figure.rows)
    ]


def _with_intervals(columns: list[_Column], say: Words) -> list[_Column]:
    """Set "interval, from" and "interval, to" as one column."""
    start, end = say("from"), say("to")
    merged: list[_Column] = []
    for column in columns:
        name = column.heading.removesuffix(f", {end}")
        if merged and name != column.heading and merged[-1].heading == f"{name}, {start}":
            ends = zip(merged.pop().cells, column.cells, strict=True)
            cells = [low if low == high else f"{low} {end} {high}" for low, high in ends]
            merged.append(_Column(name, cells, numbers=True))
        else:
            merged.append(column)
    return merged


def _upright(columns: list[_Column]) -> PaperTable | None:
    return _fitted(
        [column.heading for column in columns],
        [list(line) for line in zip(*(column.cells for column in columns), strict=True)],
        [column.numbers for column in columns],
    )


def _turned(columns: list[_Column]) -> PaperTable | None:
    lines = [[column.heading, *column.cells] for column in columns]
    headings = lines.pop(0) if len(lines[0]) > 2 else []
    return _fitted(headings, lines, [False] + [True] * (len(lines[0]) - 1))


def _fitted(headings: list[str], lines: list[list[str]], right: list[bool]) -> PaperTable | None:
    """Break texts between words where a table is too wide; None where that is not enough."""
    columns = list(zip(*lines, strict=True))
    above = [heading.split() for heading in headings] or [[] for _ in columns]
    least = [
        max(map(len, [*words, *(cells if flush else " ".join(cells).split())]))
        for words, cells, flush in zip(above, columns, right, strict=True)
    ]
    longest = LONGEST if len(columns) > 2 else LONGEST_OF_TWO
    wished = [
        max(low, min(len(" ".join(words)), HEADING), *(min(len(cell), longest) for cell in cells))
        for low, words, cells in zip(least, above, columns, strict=True)
    ]
    room = ROOM - GAP * len(columns)
    if sum(wished) <= room:
        return PaperTable(headings, lines, right, [float(width) for width in wished])
    spare, more = room - sum(least), sum(wished) - sum(least)
    if spare < 0:
        return None
    widths = [low + spare * (high - low) / more for low, high in zip(least, wished, strict=True)]
    return PaperTable(headings, lines, right, widths)
