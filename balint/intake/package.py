"""What is inside a zipped workbook, before a reader is let loose on it?"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

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

SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
# A cell with something in it; one that is only coloured ends at once with "/>".
FILLED_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^>/])>")
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
IS_LATE = re.compile(rb'\bdate1904\s*=\s*"(?:1|true)"')
IS_FAULT = re.compile(rb'\bt="e"')
ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(/>|>(.*?)</table:table-row>)", re.DOTALL)
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
ROWS_REPEATED = re.compile(rb'number-rows-repeated="([0-9]+)"')
COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="([0-9]+)"')


@dataclass(frozen=True, slots=True)
class Package:
    """Which kind of workbook it is, and the addresses of faulty formulas on each sheet.

    A reader gives such a cell as blank, which would lose it without a word.
    """

    format: str
    faults: dict[str, frozenset[str]]
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
        return Package("xlsx", _faults(name, archive, members), "1904" if late else "1900")
    if "xl/workbook.bin" in members:
        return Package("xlsb", {})
    if "content.xml" in members:
        _check_repeats(name, archive.read("content.xml"))
        return Package("ods", {})
    raise NotATable(name=name, kind="ZIP")


def _check_size(name: str, archive: zipfile.ZipFile) -> None:
    """Unpack and count; what an archive says of its own size may be untrue."""
    total = 0
    for member in archive.infolist():
        if total + member.file_size > MOST_UNPACKED_BYTES:
            raise UnpacksTooLarge(name=name, limit=MOST_UNPACKED_BYTES // MEGABYTE)
        with archive.open(member) as file:
            while chunk := file.read(CHUNK):
                total += len(chunk)


def _faults(name: str, archive: zipfile.ZipFile, members: set[str]) -> dict[str, frozenset[str]]:
    """Collect the faulty cells of each sheet, and refuse cells beyond the limits."""
    found: dict[str, frozenset[str]] = {}
    for sheet, part in _parts(archive, members).items():
        faults = set()
        for cell in FILLED_CELL.finditer(archive.read(part)):
            place = PLACE.search(cell[1])
            if not place:
                continue
            if int(place[2]) > MOST_SPARE_ROWS:
                raise TooManyRows(name=name, limit=MOST_SPARE_ROWS)
            if _column(place[1]) > MOST_COLUMNS:
                raise TooManyColumns(name=name, limit=MOST_COLUMNS)
            if IS_FAULT.search(cell[1]):
                faults.add((place[1] + place[2]).decode("ascii"))
        found[sheet] = frozenset(faults)
    return found


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


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_repeats(name: str, content: bytes) -> None:
    """Refuse an ODS with something beyond the limits: one cell may stand for a multitude."""
    rows = 0
    for row in ODS_ROW.finditer(content):
        rows += _repeats(ROWS_REPEATED, row[1])
        columns = 0
        for cell in ODS_CELL.finditer(row[3] or b""):
            columns += _repeats(COLUMNS_REPEATED, cell[1])
            if b"value-type" not in cell[1]:
                continue
            if rows > MOST_SPARE_ROWS:
                raise TooManyRows(name=name, limit=MOST_SPARE_ROWS)
            if columns > MOST_COLUMNS:
                raise TooManyColumns(name=name, limit=MOST_COLUMNS)


def _repeats(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
