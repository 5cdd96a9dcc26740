"""How does a figure leave as an Excel workbook: a table of typed numbers, and its notes?"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable
from typing import Any

from balint.figures.citation import citation
from balint.figures.labels import badge, dated_title, unit_words
from balint.figures.look import LIGHT, wrap
from balint.figures.model import Column, Figure
from balint.figures.tables import holds_numbers, is_number, shown, shown_columns
from balint.spreadsheets import new_workbook
from balint.words import Words, needed_decimals, words_in

# In letters: where a text, or a heading over narrow values, is broken into lines.
WIDEST_TEXT = 60
WIDEST_HEADING = 14
WIDEST_NOTE = 90

MARGIN = 3
"""How much wider than its longest line a column is, in letters."""

LETTERS = 1.1
"""Letters of a usual text that fit, at the least, where one digit does: widths count digits."""

LINE = 15
"""Height of a line, in points."""

A4 = 9
"""Excel's number for the paper."""


def to_xlsx(figure: Figure) -> bytes:
    """Write the figure as a workbook: the table a person reads, then what it rests on.

    Numbers are whole and show as many decimals as on the page; a missing one says why. The same
    figure gives the same bytes.
    """
    say, file = words_in(figure.language), io.BytesIO()
    book = new_workbook(file, figure.title)
    _write_table(book, book.add_worksheet(say("Table")), figure, say)
    _write_notes(book, book.add_worksheet(say("Notes")), figure, say)
    book.close()
    return file.getvalue()


def _write_table(book: Any, sheet: Any, figure: Figure, say: Words) -> None:
    left = {"valign": "top", "align": "left", "indent": 1}
    right = {"valign": "top", "align": "right"}
    text = book.add_format({**left, "text_wrap": True})
    missing = book.add_format({**right, "font_color": LIGHT.muted})
    number = functools.cache(lambda pattern: book.add_format({**right, "num_format": pattern}))
    above_text, above_numbers = (
        book.add_format({**align, "text_wrap": True, "bold": True, "bottom": 1})
        for align in (left, right)
    )
    _prepare(sheet)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    columns = []
    for place, (heading, column) in enumerate(shown_columns(figure).items()):
        values = [row.get(column.name) for row in figure.rows]
        cells = [shown(column, row, say) for row in figure.rows]
        numeric, width = holds_numbers(figure, column), _width(heading, cells)
        sheet.set_column(place, place, width + MARGIN)
        sheet.write_string(0, place, heading, above_numbers if numeric else above_text)
        for line, (value, cell) in enumerate(zip(values, cells, strict=True), start=1):
            if is_number(value):
                sheet.write_number(line, place, value, number(_pattern(column, value, say)))
            else:
                sheet.write_string(line, place, cell, missing if numeric else text)
        columns.append([(cell, width) for cell in (heading, *cells)])
    _set_heights(sheet, zip(*columns, strict=True))


def _width(heading: str, cells: list[str]) -> int:
    of_heading = max(min(len(heading), WIDEST_HEADING), *map(len, heading.split(" ")))
    return min(max(of_heading, *map(len, cells)), WIDEST_TEXT)


def _pattern(column: Column, value: float, say: Words) -> str:
    """Write how Excel is to show a number: as the page does."""
    if column.percent:
        return f"0{_places(column.decimals or 0)}{say.pick(' %', '%')}"
    if column.decimals is not None:
        return f"#,##0{_places(column.decimals)}"
    return "0" if isinstance(value, int) else f"#,##0{_places(needed_decimals(value))}"


def _places(decimals: int) -> str:
    return "." + "0" * decimals if decimals else ""


def _write_notes(book: Any, sheet: Any, figure: Figure, say: Words) -> None:
    name = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"valign": "top", "text_wrap": True})
    _prepare(sheet)
    sheet.set_column(0, 0, max(map(len, _notes(figure, say))) + MARGIN)
    sheet.set_column(1, 1, WIDEST_NOTE + MARGIN)
    notes = [
        (heading if note == 0 else "", said)
        for heading, texts in _notes(figure, say).items()
        for note, said in enumerate(texts)
    ]
    for place, (heading, said) in enumerate(notes):
        sheet.write_string(place, 0, heading, name)
        sheet.write_string(place, 1, said, text)
    _set_heights(sheet, ([(said, WIDEST_NOTE)] for _, said in notes))


def _notes(figure: Figure, say: Words) -> dict[str, list[str]]:
    """Give what surrounds the table, in the order of the card."""
    units = unit_words(say)
    return {
        say("Title"): [figure.title],
        say("What is shown"): [figure.subtitle],
        say("In a sentence"): [figure.sentence],
        say("Provenance"): [badge(figure)],
        say("Rounds"): [dated_title(found, figure.language) for found in figure.rounds],
        "n": [f"{units.get(unit, unit)}: {say.number(n)}" for unit, n in figure.n.items()],
        say("Method"): list(figure.notes),
        say("Sources"): list(figure.sources),
        say("To cite"): [citation(figure)],
        say("Figure"): [figure.id],
        say("Data version"): [str(figure.data_version)],
    }


def _prepare(sheet: Any) -> None:
    """Let a sheet be printed as wide as the paper, on its side."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _set_heights(sheet: Any, lines: Iterable[Iterable[tuple[str, int]]]) -> None:
    """Make each row as high as its texts are when broken at their widths.

    Excel would do so by itself, LibreOffice does not.
    """
    for place, cells in enumerate(lines):
        high = max(len(wrap(text, round(LETTERS * width))) for text, width in cells)
        sheet.set_row(place, LINE * high)
