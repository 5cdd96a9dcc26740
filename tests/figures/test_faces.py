"""Can a figure be taken along without harm, under a name that tells what it is?"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from balint.figures import Figure, draw
from balint.figures.faces import FACES, face_words, file_name
from balint.figures.files import to_csv, to_excel_csv
from balint.figures.pictures import picture_spec
from balint.figures.workbook import to_xlsx
from balint.words import words_in
from tests.figures.attacks import (
    EVERY_TEXT,
    LEFT_AS_THEY_ARE,
    RUN_AS_FORMULA,
    attacking_figure,
)
from tests.stores import bundled_store

Write = Callable[[Figure], bytes]


def lines_of(file: bytes, delimiter: str) -> list[list[str]]:
    """Read a CSV file as the program does that it is for."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheets_of(file: bytes) -> dict[str, list[list[object]]]:
    """Read each sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def demo(figure_id: str, *rounds: str, language: str = "sv", **options: str) -> Figure:
    return draw(bundled_store(), figure_id, rounds, language, options)


@pytest.mark.parametrize(("write", "delimiter"), [(to_csv, ","), (to_excel_csv, ";")])
def test_csv_runs_no_text_as_a_formula(write: Write, delimiter: str) -> None:
    heading, first, _ = lines_of(write(attacking_figure()), delimiter)
    for line in (heading, first):
        cells = dict(zip(EVERY_TEXT, line, strict=False))
        for text in RUN_AS_FORMULA:
            assert cells[text].replace("'", "") == text.replace("'", "")
            assert not re.search(r"(^|[;,\t\r\n])[=+\-@＝\t\r]", cells[text])
        assert [cells[text] for text in LEFT_AS_THEY_ARE] == list(LEFT_AS_THEY_ARE)


def test_csv_for_programs_keeps_every_number_whole() -> None:
    _, first, second = lines_of(to_csv(attacking_figure()), ",")
    assert first[-3:] == ["-1234.5678", "-0.0512", ""]
    assert second[-3:] == ["", "1e-05", "hidden"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_csv_for_excel_is_typed_as_in_sweden(language: str) -> None:
    figure = attacking_figure(language)
    file = to_excel_csv(figure)
    _, first, second = lines_of(file, ";")
    assert file.startswith(b"\xef\xbb\xbf")
    assert first[-2] == "-1234,57"
    assert first[-1] == "-5,1%"
    assert second[-2] == {"sv": "dolt: för få personer", "en": "hidden: too few people"}[language]


def test_workbook_holds_texts_as_texts_and_numbers_as_numbers() -> None:
    file = to_xlsx(attacking_figure())
    table, notes = sheets_of(file).values()
    heading, first, second = table
    assert [str(cell).replace("\r\n", "\r") for cell in heading] == [*EVERY_TEXT, "low", "share"]
    assert first[: len(EVERY_TEXT)] == heading[: len(EVERY_TEXT)]
    assert first[-2:] == [-1234.5678, -0.0512]
    assert second[-2:] == ["dolt: för få personer", 1e-05]
    assert [cell for line in notes for cell in line].count("=1+1") == 3
    parts = {
        name: ZipFile(io.BytesIO(file)).read(name) for name in ZipFile(io.BytesIO(file)).namelist()
    }
    assert not [name for name, part in parts.items() if re.search(rb"<f[ >]|hyperlink", part)]


def test_workbook_shows_numbers_as_the_page_does() -> None:
    file = ZipFile(io.BytesIO(to_xlsx(demo("dropout-rate"))))
    styles = file.read("xl/styles.xml").decode()
    assert set(re.findall(r'formatCode="([^"]+)"', styles)) == {"#,##0", "0.0 %"}
    assert 'state="frozen"' in file.read("xl/worksheets/sheet1.xml").decode()


def test_workbook_notes_carry_what_surrounds_the_table() -> None:
    figure = demo("groups-by-region", "demo-inventory-a", language="en")
    held = replace(figure.rounds[0], held_on=dt.date(2026, 9, 1))
    sheets = sheets_of(to_xlsx(replace(figure, rounds=(held,))))
    assert list(sheets) == ["Table", "Notes"]
    said = [line[1] for line in sheets["Notes"]]
    assert said[:5] == [
        figure.title,
        figure.subtitle,
        figure.sentence,
        "Demo data, made up",
        "Demo: inventory A (made-up answers), 1 September 2026",
    ]
    assert {"Groups: 36", "Regions: 21", *figure.notes, *figure.sources} <= set(said)
    assert said[-2:] == ["groups-by-region", str(figure.data_version)]


def test_figure_drawn_again_gives_the_same_files() -> None:
    first, second = (demo("groups-by-kind", "demo-inventory-a") for _ in range(2))
    for name, face in FACES.items():
        if name in ("svg", "pdf"):  # whose parts the library names anew each time
            assert picture_spec(first) == picture_spec(second)
        else:
            assert face.write(first) == face.write(second), name
    book = ZipFile(io.BytesIO(to_xlsx(first)))
    assert {part.date_time[0] for part in book.infolist()} == {1980}
    assert set(re.findall(rb">(\d{4})-\d\d-\d\dT", book.read("docProps/core.xml"))) == {b"2000"}


def test_every_face_has_words_for_a_person() -> None:
    for language in ("sv", "en"):
        assert face_words(words_in(language)).keys() == FACES.keys()


def test_file_names_tell_figure_choice_rounds_and_language() -> None:
    figure = demo("dropout-rate", "demo-congress-a", language="en")
    assert file_name(figure, FACES["png"]) == "dropout-rate-demo-congress-a-en.png"
    assert file_name(figure, FACES["excel-csv"]) == "dropout-rate-demo-congress-a-en.excel.csv"
    both = demo("dropout-rate", "demo-congress-a", "demo-congress-b", split="country")
    assert file_name(both, FACES["csv"]) == (
        "dropout-rate-split-country-demo-congress-a-demo-congress-b-sv.csv"
    )
    many = replace(both, rounds=both.rounds * 3)
    assert file_name(many, FACES["json"]) == "dropout-rate-split-country-6-rounds-sv.json"


def test_picture_carries_the_day_of_its_round() -> None:
    figure = demo("groups-by-kind", "demo-inventory-a")
    held = replace(figure.rounds[0], held_on=dt.date(2026, 9, 1))
    subtitle = " ".join(picture_spec(replace(figure, rounds=(held,)))["title"]["subtitle"])
    assert subtitle.endswith("Demo: inventering A (påhittade svar), 1 september 2026")
