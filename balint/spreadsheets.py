"""What must a file be like, so that a spreadsheet program shows what was written and runs none?"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Any

import xlsxwriter

# Written into every workbook, so that the same content gives the same bytes.
CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  XlsxWriter wants it without a zone

FORMULA = re.compile(r"(^|[;,\t\r\n])(?=[=+\-@＝＋－＠\t\r\n])")
"""Where a formula could begin: a cell, or what another separator would make a cell of its own."""

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+|\s?%)?", re.ASCII)


def harmless(cell: str) -> str:
    """Keep a spreadsheet program from running a text as a formula; a number is left as it is."""
    return cell if NUMBER.fullmatch(cell) else FORMULA.sub(r"\1'", cell)


def as_csv(lines: Iterable[Iterable[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Write lines of cells, headings among them; none of them is run as a formula.

    A sign that an old encoding lacks becomes a question mark.
    """
    text = io.StringIO(newline="")
    # Python quotes a line break within a cell only where it is one of the file's own.
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode(encoding, "replace")


def as_excel_csv(lines: Iterable[Iterable[str]]) -> bytes:
    """Write lines of cells so that a Swedish Excel opens them: byte order mark, semicolons."""
    return as_csv(lines, ";", "utf-8-sig")


def new_workbook(file: io.BytesIO, title: str) -> Any:
    """Begin a workbook in which a text is only ever a text; close it to have it in `file`."""
    kept_as_text = dict.fromkeys(
        ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
    )
    book = xlsxwriter.Workbook(file, {"in_memory": True, **kept_as_text})
    book.set_properties({"title": title, "created": CREATED})
    return book
