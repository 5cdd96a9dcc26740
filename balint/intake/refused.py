"""Which file holds the rows that were refused, each with the reason?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePath

from balint.intake.plan import Plan
from balint.intake.standing import REFUSED
from balint.intake.table import NUMBER, Table
from balint.spreadsheets import as_csv, new_workbook
from balint.words import words_in


def refused_file(plan: Plan) -> tuple[str, bytes]:
    """Write the refused rows in the format they came in, with one more column that says why.

    Returns: a name for the file, and its bytes. A text file keeps its encoding and delimiter;
    a workbook becomes XLSX.
    """
    say = words_in(plan.language)
    table = plan.table
    reasons = plan.reasons
    wanted = {row.file_row: row.number for row in plan.rows if row.status == REFUSED}
    places = [place for place, number in enumerate(table.numbers) if number in wanted]
    header = [*table.headers, say("What is wrong")]
    rows = [
        [*table.rows[place], " ".join(reasons.get(wanted[table.numbers[place]], ()))]
        for place in places
    ]
    stem = f"{PurePath(table.name).stem}-{say('refused')}"
    if table.format == "csv":
        suffix = PurePath(table.name).suffix or ".csv"
        encoding = table.encoding or "utf-8-sig"
        return f"{stem}{suffix}", as_csv([header, *rows], table.delimiter or ";", encoding)
    return f"{stem}.xlsx", _as_workbook(stem, table, header, rows, places)


def _as_workbook(
    title: str,
    table: Table,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    places: Sequence[int],
) -> bytes:
    file = io.BytesIO()
    book = new_workbook(file, title)
    sheet = book.add_worksheet()
    for column, text in enumerate(header):
        sheet.write_string(0, column, text)
    for line, (place, cells) in enumerate(zip(places, rows, strict=True), start=1):
        for column, text in enumerate(cells):
            if column < len(table.headers) and table.kind(place, column) == NUMBER:
                sheet.write_number(line, column, float(text))
            elif text:
                sheet.write_string(line, column, text)
    book.close()
    return file.getvalue()
