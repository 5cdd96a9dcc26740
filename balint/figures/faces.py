"""In which forms can a figure be taken along? Each shows the same as the page does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import vl_convert

from balint.errors import NoPicture
from balint.figures.charts import wrap
from balint.figures.look import LIGHT, Look, finish
from balint.figures.model import Chart, Column, Figure
from balint.words import MINUS, Words, words_in

LINE = 18
"""Height of a line of small print in a picture, px."""

INJECTION = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet program would run as a formula."""


def badge(figure: Figure) -> str:
    """Name where a figure's numbers come from."""
    return badge_words(words_in(figure.language))[figure.provenance]


def badge_words(say: Words) -> dict[str, str]:
    """Name each provenance."""
    return {
        "published": say("Published"),
        "collected": say("Collected answers"),
        "demo": say("Demo data, made up"),
        "none": say("No data"),
    }


def mark_words(say: Words) -> dict[str, str]:
    """Say why a value is missing."""
    return {
        "hidden": say("hidden: too few people"),
        "none": say("none"),
        "not_asked": say("not asked"),
        "not_printed": say("not printed"),
    }


def shown(column: Column, row: Mapping[str, Any], say: Words) -> str:
    """Write one value as a person reads it; a missing value says why."""
    value = row.get(column.name)
    if value is None:
        return mark_words(say).get(row.get(f"{column.name}_mark") or "", "–")
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if column.percent:
        return say.percent(value, column.decimals or 0)
    if column.decimals is not None:
        return say.number(value, column.decimals)
    if isinstance(value, float):
        return say.amount(value)
    return str(value)


def shown_table(figure: Figure) -> list[dict[str, str]]:
    """Give the table a person reads: labelled columns, without the codes kept for programs.

    Two columns with one label are told apart by the label before them.
    """
    say = words_in(figure.language)
    columns = [column for column in figure.columns if not column.code]
    headings = _distinct_headings(columns)
    return [
        {
            heading: shown(column, row, say)
            for heading, column in zip(headings, columns, strict=True)
        }
        for row in figure.rows
    ]


def _distinct_headings(columns: list[Column]) -> list[str]:
    headings: list[str] = []
    group = ""
    for column in columns:
        if not column.name.endswith(("_low", "_high")) and column.name not in ("low", "high"):
            group = column.label
        repeated = sum(other.label == column.label for other in columns) > 1
        headings.append(f"{group}, {column.label}" if repeated else column.label)
    return headings


def as_json(figure: Figure) -> dict[str, Any]:
    """Give the figure as data, with the shape that docs promise to programs."""
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
        "notes": list(figure.notes),
        "sources": list(figure.sources),
        "data_version": figure.data_version,
    }


def to_json(figure: Figure) -> bytes:
    """Write the figure as JSON."""
    return (json.dumps(as_json(figure), ensure_ascii=False, indent=2) + "\n").encode()


def to_csv(figure: Figure) -> bytes:
    """Write the table for programs: UTF-8, comma, decimal point, column ids, codes."""
    names = _names_with_marks(figure)
    return _csv([names, *[[_plain(row.get(name)) for name in names] for row in figure.rows]])


def to_excel_csv(figure: Figure) -> bytes:
    """Write the table as a Swedish Excel opens it: UTF-8 with BOM, semicolon, decimal comma."""
    table = shown_table(figure)
    headings = list(table[0]) if table else []
    lines = [headings, *[list(row.values()) for row in table]]
    cells = [[_harmless(cell.replace(MINUS, "-")) for cell in line] for line in lines]
    return b"\xef\xbb\xbf" + _csv(cells, ";")


def _names_with_marks(figure: Figure) -> list[str]:
    names = [column.name for column in figure.columns]
    marks = [f"{name}_mark" for name in names if any(f"{name}_mark" in row for row in figure.rows)]
    return names + marks


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _harmless(str(value)) if isinstance(value, str) else repr(value)


def _harmless(cell: str) -> str:
    """Keep a spreadsheet program from running a cell; a negative number is left as it is."""
    if not cell.startswith(INJECTION):
        return cell
    number = cell.lstrip("+-").replace(",", "").replace(".", "").replace("\u00a0", "")
    return cell if number.rstrip("%").isdigit() else f"'{cell}"


def _csv(lines: list[list[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()


def page_spec(figure: Figure, look: Look) -> dict[str, Any]:
    """Give the chart as a page shows it: as wide as its card, without title or source.

    Raises: NoPicture.
    """
    spec = finish(_chart(figure)(look), look, figure.language)
    if "width" not in spec:
        spec |= {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
    return spec


def picture_spec(figure: Figure, look: Look = LIGHT) -> dict[str, Any]:
    """Give the chart as it stands alone on a slide: with title, n, badge, round and source.

    Raises: NoPicture.
    """
    chart = finish(_chart(figure)(look), look, figure.language)
    width, _ = figure.chart_size
    letters = round(width / 6)
    say = words_in(figure.language)
    rounds = [found.title(figure.language) for found in figure.rounds]
    origin = " · ".join((badge(figure), *rounds))
    source = say("Source: {sources}", sources="; ".join(figure.sources))
    head = {
        "text": wrap(figure.title, round(letters * 0.64)),
        "subtitle": [*wrap(figure.subtitle, letters), *wrap(origin, letters)],
        "anchor": "start",
        "fontSize": 20,
        "lineHeight": 26,
        "color": look.ink,
        "subtitleFontSize": 13,
        "subtitleLineHeight": LINE,
        "subtitleColor": look.muted,
        "subtitlePadding": 8,
        "offset": 20,
    }
    foot = {
        "text": wrap(source, letters),
        "orient": "bottom",
        "anchor": "start",
        "fontSize": 12,
        "fontWeight": "normal",
        "lineHeight": LINE,
        "color": look.muted,
        "offset": 16,
    }
    config = chart.pop("config") | {"background": look.ground, "padding": 24}
    return {
        "$schema": chart.pop("$schema"),
        "title": head,
        "vconcat": [{"width": width, **chart, "title": foot}],
        "config": config,
    }


def _chart(figure: Figure) -> Chart:
    if figure.chart is None:
        raise NoPicture(figure_id=figure.id, reason=figure.sentence)
    return figure.chart


def to_svg(figure: Figure) -> bytes:
    """Draw the picture as SVG. Raises: NoPicture."""
    return vl_convert.vegalite_to_svg(picture_spec(figure)).encode()


def to_png(figure: Figure) -> bytes:
    """Draw the picture as PNG, at twice its size for screens and slides. Raises: NoPicture."""
    return vl_convert.vegalite_to_png(picture_spec(figure), scale=2)


def to_pdf(figure: Figure) -> bytes:
    """Draw the picture as PDF. Raises: NoPicture."""
    return vl_convert.vegalite_to_pdf(picture_spec(figure))


FACES: dict[str, tuple[Callable[[Figure], bytes], str]] = {
    "json": (to_json, "application/json"),
    "csv": (to_csv, "text/csv"),
    "svg": (to_svg, "image/svg+xml"),
    "png": (to_png, "image/png"),
    "pdf": (to_pdf, "application/pdf"),
}
"""The faces by the name that the command line gives them, each with its media type."""
