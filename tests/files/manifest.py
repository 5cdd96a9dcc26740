"""What is to be found in each of the sample files?"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "manifest.csv"

Fault = tuple[int, str, str, str]
"""The row, counted from 1, the column, what stands there, and the code that should name it."""


@dataclass(frozen=True)
class Entry:
    """What the manifest says of one file.

    `rows` are the clean rows that it holds, in order, and `faulty_row` counts among those.
    `fault` and `cell` are the code and the place of what is wrong, both blank for a clean file.
    `without` lists the fields for which the layout has no column; `answers` settles what has to
    be asked even of a clean file.
    """

    file: str
    form: str
    rows: str
    fault: str = ""
    cell: str = ""
    faulty_row: str = ""
    without: str = ""
    answers: str = ""


def read_manifest() -> list[Entry]:
    """Read the manifest."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return [Entry(**row) for row in csv.DictReader(file)]


def write_manifest(entries: Iterable[Entry]) -> None:
    """Write the manifest anew."""
    with MANIFEST.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(field.name for field in fields(Entry))
        lines.writerows(map(astuple, entries))
