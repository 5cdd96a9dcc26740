"""In which forms can a figure be taken along, and what is each file called?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from balint.figures.catalogue import definition
from balint.figures.files import to_csv, to_excel_csv, to_json
from balint.figures.model import Figure
from balint.figures.pictures import to_pdf, to_png, to_svg
from balint.figures.workbook import to_xlsx
from balint.words import Words

ROUNDS_NAMED = 3
"""A file name names this many rounds; more are counted."""


@dataclass(frozen=True, slots=True)
class Face:
    """One form in which a figure can be taken along; it shows the same as the page does."""

    write: Callable[[Figure], bytes]
    ending: str
    media_type: str
    picture: bool = False
    """Whether only a figure with a chart has it."""


FACES = {
    "png": Face(to_png, "png", "image/png", picture=True),
    "svg": Face(to_svg, "svg", "image/svg+xml", picture=True),
    "pdf": Face(to_pdf, "pdf", "application/pdf", picture=True),
    "xlsx": Face(
        to_xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    "excel-csv": Face(to_excel_csv, "excel.csv", "text/csv"),
    "csv": Face(to_csv, "csv", "text/csv"),
    "json": Face(to_json, "json", "application/json"),
}
"""The faces by the name that the command line gives them, in the order of the card."""


SERVED = {face.ending: face for face in FACES.values()}
"""The faces by what the address of each ends with."""


def face_words(say: Words) -> dict[str, str]:
    """Name each face for the person who takes it along."""
    return {
        "png": say("Picture (PNG)"),
        "svg": say("Picture (SVG)"),
        "pdf": say("Picture (PDF)"),
        "xlsx": say("Excel workbook with notes (XLSX)"),
        "excel-csv": say("Table for Excel (CSV)"),
        "csv": say("Table for programs (CSV)"),
        "json": say("Everything for programs (JSON)"),
    }


def file_name(figure: Figure, face: Face) -> str:
    """Name the file of a face: figure, what was chosen beside the usual, rounds, language."""
    rounds = [found.id for found in figure.rounds]
    named = rounds if len(rounds) <= ROUNDS_NAMED else [f"{len(rounds)}-rounds"]
    unusual = definition(figure.id).unusual(figure.chosen)
    chosen = [f"{name}-{code}" for name, code in unusual.items()]
    return f"{'-'.join((figure.id, *chosen, *named, figure.language))}.{face.ending}"
