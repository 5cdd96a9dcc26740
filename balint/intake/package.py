"""What is inside a zipped workbook, before a reader is let loose on it?"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from balint.errors import (
    BrokenWorkbook,
    NotATable,
    PasswordProtected,
    TooManyColumns,
    TooManyRows,
    UnpacksTooLarge,
)
from balint.intake.limits import (
    MEGABYTE,
    MOST_COLUMNS,
    MOST_SPARE_ROWS,
    MOST_UNPACKED_BYTES,
)

CHUNK = 1 << 20
LAST_COLUMN = xl_col_to_name(MOST_COLUMNS - 1).encode()

# What other programs put into a zipped file of theirs.
OTHERS = {
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "Index/Document.iwa": "Numbers",
    "Index.zip": "Numbers",
}

SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
# A cell with something in it; one that is only coloured ends at once with "/>".
FILLED_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^>/])>")
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
IS_LATE = re.compile(rb'\bdate1904\s*=\s*"(?:1|true)"')
IS_FAULT = re.compile(rb'\bt="e"')
IS_TEXT = re.compile(rb'\bt="str"')
# A formula whose result was never written: a program saved it that does not reckon.
NO_RESULT = re.compile(
    rb"<(\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(\w+:)?v>\s*</|</|<(\w+:)?v\s*/>)"
)
STYLE = re.compile(rb'\bs="([0-9]+)"')
STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
PER_CENT = frozenset(("9", "10"))
"""The numbers that Excel's own formats in per cent have."""
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
ODS_TABLE = re.compile(rb"<table:table\b([^>]*)>(.*?)</table:table>", re.DOTALL)
ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(/>|>(.*?)</table:table-row>)", re.DOTALL)
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
ROWS_REPEATED = re.compile(rb'number-rows-repeated="([0-9]+)"')
COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="([0-9]+)"')


@dataclass(frozen=True, slots=True)
class Flaws:
    """The addresses of cells on one sheet that a reader would give as something else.

    A formula that came to nothing would be blank, and 75 % the number 0.75.
    """

    faults: frozenset[str] = frozenset()
    per_cent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Package:
    """Which kind of workbook it is, and what on each sheet a reader would get wrong."""

    format: str
    flaws: dict[str, Flaws]
    epoch: str | None = None


def open_package(name: str, data: bytes) -> Package:
    """Look into a zipped workbook.

    Raises: UnpacksTooLarge, BrokenWorkbook, NotATable, PasswordProtected, TooManyRows,
    TooManyColumns.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _look(name, archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        raise BrokenWorkbook(name=name) from None
    except RuntimeError:  # what zipfile raises for an encrypted member
        raise PasswordProtected(name=name) from None


def _look(name: str, archive: zipfile.ZipFile) -> Package:
    _check_size(name, archive)
    members = set(archive.namelist())
    if "xl/workbook.xml" in members:
        late = IS_LATE.search(archive.read("xl/workbook.xml"))
        return Package("xlsx", _flaws(name, archive, members), "1904" if late else "1900")
    if "xl/workbook.bin" in members:
        return Package("xlsb", {})
    if "content.xml" in members:
        return Package("ods", _ods_flaws(name, archive.read("content.xml")))
    kind = next((kind for member, kind in OTHERS.items() if member in members), "ZIP")
    raise NotATable(name=name, kind=kind)


def _check_size(name: str, archive: zipfile.ZipFile) -> None:
    """Unpack and count; what an archive says of its own size may be untrue."""
    total = 0
    for member in archive.infolist():
        if total + member.file_size > MOST_UNPACKED_BYTES:
            raise UnpacksTooLarge(name=name, limit=MOST_UNPACKED_BYTES // MEGABYTE)
        with archive.open(member) as file:
            while chunk := file.read(CHUNK):
                total += len(chunk)


def _flaws(name: str, archive: zipfile.ZipFile, members: set[str]) -> dict[str, Flaws]:
    """Collect what a reader would get wrong on each sheet, and refuse cells beyond the limits."""
    in_per_cent = _styles_in_per_cent(archive, members)
    found: dict[str, Flaws] = {}
    for sheet, part in _parts(archive, members).items():
        content = archive.read(part)
        has_formulas = b"f>" in content or b"<f" in content
        faults, per_cent = set(), set()
        for cell in FILLED_CELL.finditer(content):
            place = PLACE.search(cell[1])
            if not place:
                continue
            if int(place[2]) > MOST_SPARE_ROWS:
                raise TooManyRows(name=name, limit=MOST_SPARE_ROWS)
            if (len(place[1]), place[1]) > (len(LAST_COLUMN), LAST_COLUMN):
                raise TooManyColumns(name=name, limit=MOST_COLUMNS)
            if IS_FAULT.search(cell[1]) or (
                has_formulas
                and not IS_TEXT.search(cell[1])
                and NO_RESULT.match(content, cell.end())
            ):
                faults.add((place[1] + place[2]).decode("ascii"))
            elif in_per_cent and (style := STYLE.search(cell[1])) and style[1] in in_per_cent:
                per_cent.add((place[1] + place[2]).decode("ascii"))
        found[sheet] = Flaws(frozenset(faults), frozenset(per_cent))
    return found


def _styles_in_per_cent(archive: zipfile.ZipFile, members: set[str]) -> frozenset[bytes]:
    """Give the numbers of the cell styles that show a share as per cent."""
    if "xl/styles.xml" not in members:
        return frozenset()
    content = archive.read("xl/styles.xml")
    formats = set(PER_CENT)
    for tag in NUMBER_FORMAT.findall(content):
        attributes = _attributes(tag)
        if "%" in LITERAL.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
    styles = STYLES.search(content)
    return frozenset(
        str(number).encode()
        for number, tag in enumerate(CELL_FORMAT.findall(styles[0] if styles else b""))
        if _attributes(tag).get("numFmtId") in formats
    )


def _parts(archive: zipfile.ZipFile, members: set[str]) -> dict[str, str]:
    """Say in which part of the archive each sheet lies."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in members:
        return {}
    targets = {}
    for tag in RELATION.findall(archive.read(relations)):
        attributes = _attributes(tag)
        targets[attributes.get("Id")] = attributes.get("Target", "")
    parts = {}
    for tag in SHEET.findall(archive.read("xl/workbook.xml")):
        attributes = _attributes(tag)
        target = targets.get(attributes.get("r:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in members:
            parts[attributes.get("name", "")] = part
    return parts


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode("ascii", "replace"): html.unescape(value.decode("utf-8", "replace"))
        for key, value in ATTRIBUTE.findall(tag)
    }


def _ods_flaws(name: str, content: bytes) -> dict[str, Flaws]:
    """Collect the cells in per cent of each sheet of an ODS.

    Something beyond the limits is refused: one cell may stand for a multitude.
    """
    found: dict[str, Flaws] = {}
    for table in ODS_TABLE.finditer(content):
        rows, per_cent = 0, set()
        for row in ODS_ROW.finditer(table[2]):
            above, rows = rows, rows + _repeats(ROWS_REPEATED, row[1])
            columns = 0
            for cell in ODS_CELL.finditer(row[3] or b""):
                before, columns = columns, columns + _repeats(COLUMNS_REPEATED, cell[1])
                if b"value-type" not in cell[1]:
                    continue
                if rows > MOST_SPARE_ROWS:
                    raise TooManyRows(name=name, limit=MOST_SPARE_ROWS)
                if columns > MOST_COLUMNS:
                    raise TooManyColumns(name=name, limit=MOST_COLUMNS)
                if b'"percentage"' in cell[1]:
                    per_cent |= {
                        xl_rowcol_to_cell(line, column)
                        for line in range(above, rows)
                        for column in range(before, columns)
                    }
        found[_attributes(table[1]).get("table:name", "")] = Flaws(per_cent=frozenset(per_cent))
    return found


def _repeats(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
