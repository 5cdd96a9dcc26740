"""How does a person read the table of a figure?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from balint.figures.counties import short_region
from balint.figures.labels import mark_words
from balint.figures.model import Column, Figure
from balint.words import Words, words_in


def shown_table(figure: Figure) -> list[dict[str, str]]:
    """Give the table a person reads: labelled columns, without the codes kept for programs."""
    say, columns = words_in(figure.language), shown_columns(figure)
    return [
        {heading: shown(column, row, say) for heading, column in columns.items()}
        for row in figure.rows
    ]


def shown_columns(figure: Figure) -> dict[str, Column]:
    """Give each column a person reads its heading.

    Two columns with one label are told apart by the label before them.
    """
    columns = [column for column in figure.columns if not column.code]
    return dict(zip(_distinct_headings(columns), columns, strict=True))


def holds_numbers(figure: Figure, column: Column) -> bool:
    """Say whether a column has numbers and nothing else, and so is set flush right."""
    stated = [row[column.name] for row in figure.rows if row.get(column.name) is not None]
    return bool(stated) and all(map(is_number, stated))


def _distinct_headings(columns: Sequence[Column]) -> list[str]:
    headings: list[str] = []
    group = ""
    for column in columns:
        if not column.name.endswith(("_low", "_high")) and column.name not in ("low", "high"):
            group = column.label
        repeated = sum(other.label == column.label for other in columns) > 1
        headings.append(f"{group}, {column.label}" if repeated else column.label)
    return headings


def shown(column: Column, row: Mapping[str, Any], say: Words) -> str:
    """Write one value as a person reads it; a missing value says why."""
    value = row.get(column.name)
    if value is None:
        return mark_words(say).get(row.get(f"{column.name}_mark") or "", "–")
    if is_number(value):
        return _shown_number(column, value, say)
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    return short_region(value) if column.region else str(value)


def is_number(value: object) -> TypeGuard[int | float]:
    """Say whether a value is a number, which yes and no are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown_number(column: Column, value: float, say: Words) -> str:
    if column.percent:
        return say.percent(value, column.decimals or 0)
    if column.decimals is not None:
        return say.number(value, column.decimals)
    return str(value) if isinstance(value, int) else say.amount(value)
