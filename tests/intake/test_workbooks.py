"""Is a workbook read as it was meant, typed cells and all?"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from contextlib import nullcontext
from importlib.resources import files

import pytest
import xlsxwriter
from python_calamine import load_workbook

from balint import errors
from balint.forms import template_xlsx
from balint.intake import MOST_COLUMNS
from tests.intake.files import CONGRESS, INVENTORY, as_xlsx, codes, given, read

DAY = dt.date(2025, 3, 31)
HEADER = ["Kod", "Region", "Senast bekräftad", "Timmar per möte", "Antal deltagare"]


def ods(*rows: str) -> bytes:
    """Write the little of an OpenDocument spreadsheet that a reader needs."""
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Svar">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}"/>')
    return file.getvalue()


def rewritten(data: bytes, part: str, old: str, new: str) -> bytes:
    """Change one part of a zipped workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(file, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name).decode()
            assert name != part or old in content
            changed.writestr(name, content.replace(old, new) if name == part else content)
    return file.getvalue()


def ole(stream: str, content: bytes) -> bytes:
    """Write an old Office file with one stream, as Excel does where there is a password."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    content = content.ljust(4096, b"\0")
    n = len(content) // sector
    chain = [*range(1, n), end, end, 0xFFFFFFFD]  # the stream, the directory, this table
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(sector, b"\xff")
    directory = b""
    for name, kind, child, start, size in (
        ("Root Entry", 5, 1, end, 0),
        (stream, 2, free, 0, len(content)),
    ):
        text = name.encode("utf-16-le") + b"\0\0"
        directory += text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        directory += struct.pack("<III", free, free, child) + bytes(36)
        directory += struct.pack("<IQ", start, size)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x3I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, n)
    header += struct.pack("<7I", 0, 4096, end, 0, end, 0, n + 1) + struct.pack("<I", free) * 108
    return header.ljust(sector, b"\0") + content + directory.ljust(sector, b"\0") + table


@pytest.mark.parametrize(
    ("name", "stream", "content"),
    [
        ("a.xlsx", "EncryptedPackage", b"\x10" * 5000),
        (
            "a.xls",
            "Workbook",
            struct.pack("<HH4H2I", 0x809, 16, 0x600, 5, 0, 0, 0, 6)  # where a workbook begins
            + struct.pack("<HH3H", 0x2F, 54, 1, 1, 1)
            + bytes(48),  # and that it is locked
        ),
    ],
)
def test_workbook_with_a_password_has_its_own_sentence(
    name: str, stream: str, content: bytes
) -> None:
    with pytest.raises(errors.PasswordProtected):
        read(INVENTORY, ole(stream, content), name)


def ods_row(*cells: str | float, repeated: int = 1) -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        if isinstance(cell, str)
        else f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


@pytest.mark.parametrize("late", [False, True])
def test_dates_are_right_in_both_epochs(late: bool) -> None:
    data = as_xlsx({"Svar": [HEADER, ["G1", "12", DAY, 1.5, 8]]}, late=late)
    plan = read(INVENTORY, data, "a.xlsx")
    assert plan.accepted
    assert given(plan, 1, "confirmed_on") == "2025-03-31"


@pytest.mark.parametrize(("late", "serial"), [(False, 45747), (True, 44285)])
def test_bare_serial_follows_the_workbooks_epoch(late: bool, serial: int) -> None:
    data = as_xlsx({"Svar": [HEADER, ["G1", "12", serial, 1.5, 8]]}, late=late)
    plan = read(INVENTORY, data, "a.xlsx")
    assert given(plan, 1, "confirmed_on") == "2025-03-31"


def test_typed_numbers_and_text_numbers_meet_in_a_column() -> None:
    data = as_xlsx({"Svar": [HEADER, ["G1", 12, DAY, 1.5, 8], ["G2", "14", None, "1,25", "9"]]})
    plan = read(INVENTORY, data, "a.xlsx")
    assert [given(plan, row, "session_hours") for row in (1, 2)] == ["1.5", "1.25"]
    assert plan.decimal == ","


def test_sheet_and_header_row_are_found_and_addressed() -> None:
    sheets = {
        "Info": [["Om enkäten"]],
        "Svar": [["Inventering 2025"], [], HEADER, ["G1", "12", DAY, "x", 8]],
    }
    plan = read(INVENTORY, as_xlsx(sheets), "a.xlsx")
    problem = plan.problems[0]
    assert (problem.sheet, problem.cell, problem.row) == ("Svar", "D4", 1)
    with pytest.raises(errors.NoSuchSheet):
        read(INVENTORY, as_xlsx(sheets), "a.xlsx", sheet="Blad1")


def test_two_sheets_of_answers_are_asked_about() -> None:
    sheets = {year: [HEADER, [f"G{year}", "12", DAY, 1.5, 8]] for year in ("2023", "2024")}
    data = as_xlsx(sheets)
    assert codes(read(INVENTORY, data, "a.xlsx")) == [("sheet", None)]
    plan = read(INVENTORY, data, "a.xlsx", answers={"sheet": "2024"})
    assert (plan.accepted, plan.rows[0].code) == (True, "G2024")


def test_cell_merged_downwards_holds_for_its_rows() -> None:
    rows = [HEADER, ["G1", None, DAY, 1.5, 8], ["G2", None, DAY, 1.5, 8]]
    data = as_xlsx({"Svar": rows}, merged=[(1, 1, 2, 1, "Region Skåne")])
    plan = read(INVENTORY, data, "a.xlsx")
    assert [given(plan, row, "region") for row in (1, 2)] == ["12", "12"]


def test_formula_fault_is_not_read_as_blank() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Svar & mer")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["G1", "12"])
    sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    book.close()
    assert codes(read(INVENTORY, file.getvalue(), "a.xlsx")) == [("formula_fault", "E2")]


@pytest.mark.parametrize(
    ("result", "found"),
    [
        ('<c r="E2"><f>SUM(1,2)</f></c>', ["E2"]),
        ('<c r="E2"><f>SUM(1,2)</f><v></v></c>', ["E2"]),
        ('<c r="E2"><f t="shared" si="0"/></c>', ["E2"]),
        ('<c r="E2"><f>SUM(1,2)</f><v>3</v></c>', []),
        ('<c r="E2" t="str"><f>IF(1,"","")</f><v></v></c>', []),
    ],
)
def test_formula_that_was_never_reckoned_is_not_read_as_blank(
    result: str, found: list[str]
) -> None:
    data = as_xlsx({"Svar": [HEADER, ["G1", "12", DAY, 1.5, 777]]})
    changed = rewritten(data, "xl/worksheets/sheet1.xml", '<c r="E2"><v>777</v></c>', result)
    assert codes(read(INVENTORY, changed, "a.xlsx")) == [("formula_fault", cell) for cell in found]


@pytest.mark.parametrize("number_format", ["0%", "0.0 %", '0" st"', '0"%"', "0.00"])
def test_share_in_per_cent_is_not_read_as_a_number(number_format: str) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Svar")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["G1", "12"])
    sheet.write_number(1, 3, 0.75, book.add_format({"num_format": number_format}))
    book.close()
    plan = read(INVENTORY, file.getvalue(), "a.xlsx")
    if number_format in ("0%", "0.0 %"):
        assert codes(plan) == [("not_a_number", "D2")]
        assert plan.problems[0].value == "75 %"
    else:
        assert given(plan, 1, "session_hours") == "0.75"


def test_share_in_per_cent_of_an_opendocument_is_no_number() -> None:
    cell = '<table:table-cell office:value-type="percentage" office:value="0.5"/>'
    row = ods_row("G1", "Skåne").replace("</table:table-row>", f"{cell}</table:table-row>")
    data = ods(ods_row("Kod", "Region", "Timmar per möte"), row, ods_row("G2", "Skåne", 1.5))
    plan = read(INVENTORY, data, "a.ods")
    assert [(p.code, p.cell, p.value) for p in plan.problems] == [("not_a_number", "C2", "50 %")]
    assert given(plan, 2, "session_hours") == "1.5"


def test_cell_over_its_neighbour_is_refused_until_it_is_mended() -> None:
    data = as_xlsx(
        {"Svar": [["Inventering"], HEADER, ["G1", "12", DAY]]},
        merged=[(0, 1, 0, 4, "2025"), (2, 3, 2, 4, 2)],
    )
    plan = read(INVENTORY, data, "a.xlsx")
    assert codes(plan) == [("merged_cells", "E3")]
    mended = read(INVENTORY, data, "a.xlsx", edits={"E3": "8"})
    assert (mended.accepted, given(mended, 1, "members")) == (True, "8")


def test_number_that_became_a_date_is_refused() -> None:
    data = as_xlsx({"Svar": [HEADER, ["G1", "12", DAY, DAY, 8]]})
    assert codes(read(INVENTORY, data, "a.xlsx")) == [("date_for_number", "D2")]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_filled_template_is_read_without_its_example(language: str) -> None:
    template = template_xlsx(CONGRESS, language)
    rows = load_workbook(io.BytesIO(template)).get_sheet_by_index(0).to_python()
    answer = ["L1", *rows[1][1:]]
    plan = read(CONGRESS, as_xlsx({"Svar": [rows[0], rows[1], answer]}), "a.xlsx")
    assert plan.accepted
    assert [row.code for row in plan.rows] == ["L1"]
    with pytest.raises(errors.HeaderAlone):
        read(CONGRESS, template, "a.xlsx")
    with pytest.raises(errors.BalintError):
        read(CONGRESS, b"PK\x03\x04" + template[4:900], "a.xlsx")


def test_opendocument_is_read() -> None:
    plan = read(INVENTORY, ods(ods_row("Kod", "Region"), ods_row("G1", "Skåne")), "a.ods")
    assert plan.table.format == "ods"
    assert given(plan, 1, "region") == "12"


def test_old_excel_file_is_read() -> None:
    folder = files("statsmodels") / "datasets/macrodata/src/macrodata.xls/macrodata.xls"
    plan = read(INVENTORY, folder.read_bytes(), "macrodata.xls")
    assert plan.table.format == "xls"
    assert codes(plan)[0] == ("no_known_column", None)


def test_far_away_cell_is_refused_before_it_is_unfolded() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet().write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(errors.TooManyRows):
        read(INVENTORY, file.getvalue(), "a.xlsx")
    with pytest.raises(errors.TooManyRows):
        read(INVENTORY, ods(ods_row("Kod"), ods_row("G1", repeated=1_000_000)), "a.ods")


def test_cell_beyond_the_last_column_is_refused() -> None:
    for column, error in ((MOST_COLUMNS - 1, None), (MOST_COLUMNS, errors.TooManyColumns)):
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1, column, "x")
        book.close()
        with pytest.raises(error) if error else nullcontext():
            read(INVENTORY, file.getvalue(), "a.xlsx")


def test_bomb_and_broken_workbooks_have_their_own_sentence() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 201_000_000)
    with pytest.raises(errors.UnpacksTooLarge):
        read(INVENTORY, file.getvalue(), "a.xlsx")
    with pytest.raises(errors.BrokenWorkbook):
        read(INVENTORY, b"\xd0\xcf\x11\xe0" + b"rubbish" * 99, "a.xls")
    plain_zip = io.BytesIO()
    with zipfile.ZipFile(plain_zip, "w") as archive:
        archive.writestr("word/document.xml", "no table")
    with pytest.raises(errors.NotATable, match="Word"):
        read(INVENTORY, plain_zip.getvalue(), "a.docx")


def test_entities_of_a_workbook_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    data = ods(ods_row("&a8;", "Region"), ods_row("G1", "Skåne"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    bomb = content.replace("?>", f'?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>', 1)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bomb)
    with pytest.raises(errors.Unreadable):
        read(INVENTORY, file.getvalue(), "a.ods")
