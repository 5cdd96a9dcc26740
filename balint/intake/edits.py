"""How are cells of a file mended without a new file?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlsxwriter.utility import xl_col_to_name

from balint.errors import UnknownCell
from balint.intake.personal import personal_data
from balint.intake.table import TEXT, Table


def with_edits(table: Table, edits: Mapping[str, str]) -> Table:
    """Put other text into some cells, named as a spreadsheet names them (`D17`).

    The file stays as it came, or is not kept where personal data was mended; what was put into
    it is recorded with the submission.
    Raises: UnknownCell.
    """
    if not edits:
        return table
    rows = [list(cells) for cells in table.rows]
    kinds = [list(row) for row in table.kinds]
    for (row, column), text in zip(_places(table, edits), edits.values(), strict=True):
        rows[row][column] = text.strip()
        if kinds:
            kinds[row][column] = TEXT
    return replace(
        table,
        rows=tuple(map(tuple, rows)),
        kinds=tuple(map("".join, kinds)),
    )


def had_personal_data(table: Table, edits: Mapping[str, str]) -> bool:
    """Say whether a cell that is mended points out a person in the file as it came.

    Raises: UnknownCell.
    """
    return any(personal_data(table.rows[row][column]) for row, column in _places(table, edits))


def _places(table: Table, cells: Iterable[str]) -> list[tuple[int, int]]:
    """Give row and column of cells by their names. Raises: UnknownCell."""
    columns = [xl_col_to_name(column) for column in range(len(table.headers))]
    known = {
        f"{name}{number}": (row, column)
        for row, number in enumerate(table.numbers)
        for column, name in enumerate(columns)
    }
    for cell in cells:
        if cell not in known:
            raise UnknownCell(name=table.name, cell=cell)
    return [known[cell] for cell in cells]
