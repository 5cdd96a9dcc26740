"""How does a figure leave as data: for programs, and for a spreadsheet?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from balint.figures.citation import citation
from balint.figures.model import Column, Figure
from balint.figures.tables import is_number, shown, shown_columns
from balint.spreadsheets import as_csv, as_excel_csv
from balint.words import MINUS, NO_BREAK_SPACE, Words, words_in


def as_json(figure: Figure) -> dict[str, Any]:
    """Give the figure as data, with the shape that docs/figure.schema.json promises to programs."""
    return {
        "id": figure.id,
        "title": figure.title,
        "subtitle": figure.subtitle,
        "sentence": figure.sentence,
        "rounds": [
            {"id": found.id, "title": found.title(figure.language), "provenance": found.provenance}
            for found in figure.rounds
        ],
        "provenance": figure.provenance,
        "n": dict(figure.n),
        "columns": [
            {"name": column.name, "label": column.label, "unit": column.unit}
            for column in figure.columns
        ],
        "rows": [dict(row) for row in figure.rows],
        "notes": [*figure.notes, *to_cite(figure)],
        "sources": list(figure.sources),
        "data_version": figure.data_version,
    }


def to_cite(figure: Figure) -> list[str]:
    """Say how the figure is cited, where there is something to cite."""
    say, cited = words_in(figure.language), citation(figure)
    return [say("To cite: {citation}", citation=cited)] if cited else []


def to_json(figure: Figure) -> bytes:
    """Write the figure as JSON."""
    return (json.dumps(as_json(figure), ensure_ascii=False, indent=2) + "\n").encode()


def to_csv(figure: Figure) -> bytes:
    """Write the table for programs: UTF-8, comma, decimal point, column ids, codes."""
    names = _names_with_marks(figure)
    return as_csv([names, *[[_plain(row.get(name)) for name in names] for row in figure.rows]])


def to_excel_csv(figure: Figure) -> bytes:
    """Write the table a person reads as a Swedish Excel opens it, in both languages.

    UTF-8 with a byte order mark, semicolon, decimal comma, no mark between thousands.
    """
    say, columns = words_in(figure.language), shown_columns(figure)
    lines = [[_typed(column, row, say) for column in columns.values()] for row in figure.rows]
    return as_excel_csv([list(columns), *lines])


def _names_with_marks(figure: Figure) -> list[str]:
    names = [column.name for column in figure.columns]
    marks = [f"{name}_mark" for name in names if any(f"{name}_mark" in row for row in figure.rows)]
    return names + marks


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _typed(column: Column, row: Mapping[str, Any], say: Words) -> str:
    """Write one value as a person in Sweden types it."""
    if not is_number(row.get(column.name)):
        return shown(column, row, say)
    return shown(column, row, words_in("sv")).replace(NO_BREAK_SPACE, "").replace(MINUS, "-")
