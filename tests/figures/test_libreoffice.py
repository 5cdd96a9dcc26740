"""Does a spreadsheet program open what a figure leaves as, with numbers as numbers?"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from balint.figures import Figure, draw
from balint.figures.files import to_excel_csv
from balint.figures.tables import is_number, shown_columns
from balint.figures.workbook import to_xlsx
from tests.figures.attacks import EVERY_TEXT, attacking_figure
from tests.stores import bundled_store

SECONDS = 1800
SWEDISH_CSV = "CSV:59,34,76,1,,1053,false,true"
"""Semicolon, double quote, UTF-8, from line 1, Swedish, quoted numbers too, find percentages."""

Lines = list[list[object]]


def opened(files: Mapping[str, bytes], folder: Path, read_as: str = "") -> dict[str, Lines]:
    """Let LibreOffice open files and store each as its own kind; read their first sheets."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is missing. Debian has it: apt-get install libreoffice-calc.")
    for name, file in files.items():
        (folder / name).write_bytes(file)
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *([f"--infilter={read_as}"] if read_as else []),
            *("--convert-to", "ods", "--outdir", str(folder / "out")),
            *(str(folder / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return {name: _first_sheet(folder / "out" / f"{Path(name).stem}.ods") for name in files}


def _first_sheet(file: Path) -> Lines:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def figures() -> list[Figure]:
    return [
        draw(bundled_store(), figure_id, [round_id], language)
        for figure_id, round_id in (
            ("study1-effects", "demo-study1-a"),
            ("groups-by-region", "demo-inventory-a"),
        )
        for language in ("sv", "en")
    ]


@pytest.mark.soak
def test_spreadsheet_program_opens_workbooks(tmp_path: Path) -> None:
    named = {f"{figure.id}-{figure.language}.xlsx": figure for figure in figures()}
    files = {name: to_xlsx(figure) for name, figure in named.items()}
    found = opened(files | {"attacks.xlsx": to_xlsx(attacking_figure())}, tmp_path)
    for name, figure in named.items():
        heading, *lines = found[name]
        columns = shown_columns(figure)
        assert heading == list(columns)
        for row, line in zip(figure.rows, lines, strict=True):
            for column, cell in zip(columns.values(), line, strict=True):
                value = row[column.name]
                assert is_number(cell) == is_number(value)
                assert cell == (pytest.approx(value) if is_number(value) else cell)
    _, first, _ = found["attacks.xlsx"]
    written = [text.strip() for text in EVERY_TEXT]
    assert [str(cell).strip() for cell in first[: len(EVERY_TEXT)]] == written


@pytest.mark.soak
def test_swedish_spreadsheet_program_opens_csv(tmp_path: Path) -> None:
    named = {f"{figure.id}-{figure.language}.csv": figure for figure in figures()}
    files = {name: to_excel_csv(figure) for name, figure in named.items()}
    attacks = {"attacks.csv": to_excel_csv(attacking_figure())}
    found = opened(files | attacks, tmp_path, SWEDISH_CSV)
    for name, figure in named.items():
        heading, *lines = found[name]
        columns = shown_columns(figure)
        assert heading == list(columns)
        for row, line in zip(figure.rows, lines, strict=True):
            for column, cell in zip(columns.values(), line, strict=True):
                if column.decimals is not None and is_number(value := row[column.name]):
                    shown = column.decimals + (2 if column.percent else 0)
                    assert cell == pytest.approx(value, abs=0.51 * 10**-shown)
    _, first, _ = found["attacks.csv"]
    assert 2 not in first  # what 1+1 would be
    assert first[-2:] == [-1234.57, pytest.approx(-0.051)]
