"""What do columns that hold a whole question say of each of its options?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from balint.forms import Block, Form, Value, label, plain
from balint.intake.cells import NO_ANSWER
from balint.intake.choices import split_choices
from balint.intake.headings import loose, option_words
from balint.intake.match import Matching
from balint.intake.problems import Findings
from balint.intake.suggest import Column

Values = dict[str, dict[int, Value]]
"""Of each field the answer in each row that has one."""

Places = dict[tuple[str, int], int]
"""Of each field and row the column that it was read from."""


def unfold(matching: Matching, form: Form, findings: Findings) -> tuple[Values, Places]:
    """Read the columns that name what stands at a place, and those that list choices."""
    values: Values = defaultdict(dict)
    places: Places = {}
    for block in form.blocks:
        columns = [
            column
            for column in matching.columns
            if column.target and column.target.block == block.id
        ]
        if not columns:
            continue
        if _stands_twice(block, matching, columns[0], findings):
            continue
        if block.kind == "ranking":
            _read_places(block, form, columns, findings, values, places)
        else:
            _read_lists(block, form, columns[0], findings, values, places)
    return values, places


def _stands_twice(block: Block, matching: Matching, column: Column, findings: Findings) -> bool:
    """Note a question that is there both whole and option by option."""
    others = [
        other.header
        for other in matching.columns
        if other.target and other.target.field in block.field_ids
    ]
    if others:
        message = findings.say(
            "The columns “{first}” and “{second}” both answer “{field}”. Say which of them holds.",
            first=others[0],
            second=column.header,
            field=block.label.in_language(findings.say.language),
        )
        findings.error(
            "two_columns", message, column=column.index, field=block.id, value=column.header
        )
    return bool(others)


def _names(block: Block, form: Form) -> dict[str, str]:
    """Give the field that each name of an option stands for."""
    spelt = {
        plain(word): field.id for field in form.in_block(block.id) for word in field.header_words
    }
    return option_words(form, block) | spelt


def _answered(column: Column, findings: Findings) -> Iterator[tuple[int, str]]:
    """Give the rows that have an answer in a column, with its text."""
    for row in findings.rows:
        text = findings.table.rows[row][column.index]
        if text and plain(text) not in NO_ANSWER:
            yield row, text


def _read_places(
    block: Block,
    form: Form,
    columns: Sequence[Column],
    findings: Findings,
    values: Values,
    places: Places,
) -> None:
    """Turn "at place 2 stands Hurt feelings" into "Hurt feelings has place 2"."""
    names = _names(block, form)
    for column in columns:
        for row, text in _answered(column, findings):
            field = names.get(plain(text)) or names.get(loose(text))
            if field is None:
                _refuse_option(block, form, column, row, text, findings)
            elif row in values[field]:
                message = findings.say("“{value}” stands at two places of the ranking.", value=text)
                findings.error(
                    "rank_twice", message, row=row, column=column.index, field=field, value=text
                )
            elif column.target:
                values[field][row] = column.target.place
                places[field, row] = column.index


def _read_lists(
    block: Block, form: Form, column: Column, findings: Findings, values: Values, places: Places
) -> None:
    """Turn a list of the options chosen into yes and no for each option."""
    names = _names(block, form)
    for row, text in _answered(column, findings):
        chosen = set()
        for piece in split_choices(text, names):
            field = names.get(plain(piece)) or names.get(loose(piece))
            if field is None:
                _refuse_option(block, form, column, row, piece, findings)
            else:
                chosen.add(field)
        for field_id in block.field_ids:
            values[field_id][row] = field_id in chosen
            places[field_id, row] = column.index


def _refuse_option(
    block: Block, form: Form, column: Column, row: int, text: str, findings: Findings
) -> None:
    say = findings.say
    options = tuple(label(field, say.language) for field in form.in_block(block.id))
    message = say(
        "“{value}” is no option of “{field}”. Its options: {options}.",
        value=text,
        field=block.label.in_language(say.language),
        options="; ".join(options),
    )
    findings.error(
        "unknown_choice",
        message,
        row=row,
        column=column.index,
        field=block.id,
        value=text,
        accepted=options,
    )
