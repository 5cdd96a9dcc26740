"""How are cells of a file mended without a new file?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from balint.errors import UnknownCell
from balint.intake.table import TEXT, Table, letters


def with_edits(table: Table, edits: Mapping[str, str]) -> Table:
    """Put other text into some cells, named as a spreadsheet names them (`D17`).

    The file stays as it came; what was put into it is recorded with the submission.
    Raises: UnknownCell.
    """
    if not edits:
        return table
    rows = [list(cells) for cells in table.rows]
    kinds = [list(row) for row in table.kinds]
    places = {
        f"{letters(column)}{number}": (row, column)
        for row, number in enumerate(table.numbers)
        for column in range(len(table.headers))
    }
    for cell, text in edits.items():
        if cell not in places:
            raise UnknownCell(name=table.name, cell=cell)
        row, column = places[cell]
        rows[row][column] = text.strip()
        if kinds:
            kinds[row][column] = TEXT
    return replace(
        table,
        rows=tuple(map(tuple, rows)),
        kinds=tuple(map("".join, kinds)),
    )
