"""All that anybody may see of a round, face by face."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from zipfile import ZipFile

from balint.disclosure import Audience
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.chart_only import chart_svg
from balint.figures.files import to_csv, to_excel_csv, to_json
from balint.figures.look import LIGHT
from balint.figures.pictures import picture_spec
from balint.figures.workbook import to_xlsx
from balint.rounds import Selection
from balint.store import Store
from balint.web.addresses import Address
from balint.web.render import figure_page

WORDS, SPEC, JSON, CSV, EXCEL_CSV, XLSX, PAGE, SVG = (
    "words", "spec", "json", "csv", "excel-csv", "xlsx", "page", "svg",
)  # fmt: skip


NUMBERED = re.compile(r"clip\d+")
"""A name within a drawing, which goes up with each drawing of the process."""


def figures_of(form_id: str) -> list[str]:
    """Name the figures that are drawn from answers to a form."""
    return [
        figure_id
        for figure_id, defined in DEFINITIONS.items()
        if defined.form == form_id and "collected" in defined.draws
    ]


def seen(
    store: Store,
    figure_id: str,
    round_id: str,
    audience: Audience,
    language: str,
    selection: Selection | None = None,
) -> Figure:
    """Draw a figure as an audience or those with a link see it, without the data version."""
    figure = draw(store, figure_id, [round_id], language, audience=audience, selection=selection)
    return replace(figure, data_version=0)


def faces(figure: Figure, *, every: bool = True) -> Mapping[str, str]:
    """Give what each face of a figure says; only its words and its JSON if not `every` one.

    The others are made from the same figure and take their time; the JSON has all its numbers.
    """
    told = {
        WORDS: f"{figure.question}\n{figure.text}\n{dict(figure.n)}",
        JSON: to_json(figure).decode(),
    }
    if not every:
        return told
    address = Address(figure.id, "", (figure.rounds[0].id,), figure.language)
    return {
        **told,
        SPEC: json.dumps(picture_spec(figure, LIGHT)) if figure.chart else "",
        SVG: NUMBERED.sub("clip", chart_svg(figure)) if figure.chart else "",
        CSV: to_csv(figure).decode(),
        EXCEL_CSV: to_excel_csv(figure).decode("utf-8-sig"),
        XLSX: _unzipped(to_xlsx(figure)),
        PAGE: figure_page(figure, address, {}).decode(),
    }


def _unzipped(file: bytes) -> str:
    with ZipFile(io.BytesIO(file)) as book:
        return "\n".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(".xml")
        )


NUMBER = re.compile(r"-?\d+\.\d{6,}")


def long_numbers(text: str) -> set[str]:
    """Give the numbers that have many decimals, to nine of them."""
    return {f"{float(found):.9f}" for found in NUMBER.findall(text)}
