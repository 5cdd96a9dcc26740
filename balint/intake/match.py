"""Which column of a file answers which field of the form?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from balint.errors import UnknownField, UnknownHeader
from balint.forms import label, plain
from balint.intake.headings import BOOKKEEPING, CODED, COMPLETE, Headings, Target, loose
from balint.intake.problems import Findings
from balint.intake.suggest import Column, suggest
from balint.intake.table import Table


@dataclass(frozen=True, slots=True)
class Matching:
    """What each column of a file holds."""

    columns: tuple[Column, ...]
    headers_sha256: str

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The headers of the columns that nothing is read from."""
        return tuple(column.header for column in self.columns if column.target is None)

    @property
    def n_matched(self) -> int:
        """How many columns answer a question of the form."""
        return sum(column.target is not None for column in self.columns)

    @property
    def n_asked(self) -> int:
        """How many are there, without what survey systems add and what is left out by hand."""
        settled = ("bookkeeping", "by_hand", "confirmed")
        left_out = (column.target is None and column.how in settled for column in self.columns)
        return len(self.columns) - sum(left_out)

    @property
    def by_hand(self) -> dict[str, str | None]:
        """What a person has decided of this layout of headers."""
        return {
            column.header: column.target.name if column.target else None
            for column in self.columns
            if column.how in ("by_hand", "confirmed")
        }


def headers_digest(table: Table) -> str:
    """Tell one layout of headers from another."""
    return hashlib.sha256(
        "\x1f".join(plain(header) for header in table.headers).encode()
    ).hexdigest()


def match(
    table: Table, headings: Headings, mapping: Mapping[str, str | None], findings: Findings
) -> Matching:
    """Match every header with a field, and note what is missing, doubtful or there twice.

    `mapping` settles headers by hand: with its letter, "Comment (C)", one of several alike.
    Raises: UnknownHeader, UnknownField.
    """
    by_hand = _by_hand(table, headings, mapping)
    columns = [
        _column(index, header, shown, headings, by_hand)
        for index, (header, shown) in enumerate(
            zip(table.headers, table.shown_headers, strict=True)
        )
    ]
    columns = _with_fallback_code(columns, table, headings)
    taken = {column.target for column in columns if column.target}
    columns = [
        suggest(column, headings, taken, findings) if column.how == "unmatched" else column
        for column in columns
    ]
    columns = _check_numbered(columns, headings, findings)
    _check_twice(columns, headings, findings)
    _check_missing(columns, headings, findings)
    return Matching(tuple(columns), headers_digest(table))


def _by_hand(
    table: Table, headings: Headings, mapping: Mapping[str, str | None]
) -> dict[str, Target | None]:
    shown = table.shown_headers
    known = {plain(header) for header in (*shown, *table.headers) if header}
    decided: dict[str, Target | None] = {}
    for header, name in mapping.items():
        if plain(header) not in known:
            raise UnknownHeader(header=header, known="; ".join(shown))
        target = headings.named(name) if name else None
        if name and target is None:
            form = headings.form
            raise UnknownField(form=form.id, field=name, known=", ".join(form.field_ids))
        decided[plain(header)] = target
    return decided


def _column(
    index: int, header: str, shown: str, headings: Headings, by_hand: Mapping[str, Target | None]
) -> Column:
    for name in map(plain, (shown, header)):
        if name in by_hand:
            return Column(index, shown, by_hand[name], "by_hand")
    target = headings.target(header)
    if target:
        return Column(index, shown, target, "known")
    return Column(index, shown, None, "bookkeeping" if is_bookkeeping(header) else "unmatched")


def is_bookkeeping(header: str) -> bool:
    """Say whether a survey system added this column of its own."""
    coded = CODED.fullmatch(header)
    parts = (header, coded["code"], coded["text"]) if coded else (header,)
    return bool(COMPLETE.fullmatch(header)) or any(loose(part) in BOOKKEEPING for part in parts)


def _with_fallback_code(columns: list[Column], table: Table, headings: Headings) -> list[Column]:
    """Let REDCap's own record id be the code where the file has no other."""
    code = Target(field=headings.form.code_field)
    if any(column.target == code for column in columns):
        return columns
    return [
        Column(column.index, column.header, code, "known")
        if column.how != "by_hand"
        and loose(table.headers[column.index]) in ("record id", "study id")
        else column
        for column in columns
    ]


def _check_numbered(columns: list[Column], headings: Headings, findings: Findings) -> list[Column]:
    """Ask of options known by number alone, unless all numbers of the block are there.

    Returns: the columns, without a target where such options are to be left out.
    """
    say = findings.say
    left_out: set[int] = set()
    for block in headings.form.blocks:
        numbered = [
            column
            for column in columns
            if column.target and column.target.numbered and column.target.field in block.field_ids
        ]
        if not numbered:
            continue
        samples = {
            column.header: label(headings.form.field(column.target.field or ""), say.language)
            for column in numbered
            if column.target
        }
        text = say(
            "The options of “{block}” have numbers. They were read in the form's order.",
            block=block.label.in_language(say.language),
        )
        findings.read_as(block.id, "numbered_options", text, samples, len(numbered))
        if len(numbered) == len(block.field_ids):
            continue
        key = f"numbered:{block.id}"
        question = say(
            "Some options of “{block}” have only numbers. Are they in the form's order?",
            block=block.label.in_language(say.language),
        )
        choices = {"yes": say("Yes"), "no": say("No, leave them out")}
        answer = findings.ask(key, question, choices)
        first = numbered[0]
        if answer is None:
            findings.question(key, column=first.index, field=block.id, value=first.header)
        elif answer == "no":
            left_out |= {column.index for column in numbered}
    return [
        replace(column, target=None, how="confirmed") if column.index in left_out else column
        for column in columns
    ]


def _check_twice(columns: list[Column], headings: Headings, findings: Findings) -> None:
    say = findings.say
    seen: dict[str, Column] = {}
    for column in columns:
        if column.target is None or column.how == "suggested":
            continue
        for name in _fills(column.target, headings):
            first = seen.setdefault(name, column)
            if first is not column:
                findings.error(
                    "two_columns",
                    say(
                        "The columns “{first}” and “{second}” both answer “{field}”. "
                        "Say which of them holds.",
                        first=first.header,
                        second=column.header,
                        field=headings.shown(column.target, say.language),
                    ),
                    column=column.index,
                    field=column.target.field or column.target.block,
                    value=column.header,
                )
                break


def _fills(target: Target, headings: Headings) -> list[str]:
    """Name what a column fills, so that two columns that fill the same thing meet."""
    if target.place is not None:
        return [f"{target.block}[{target.place}]"]
    if target.block:
        return list(headings.form.block(target.block).field_ids)
    return [target.field or ""]


def _check_missing(columns: list[Column], headings: Headings, findings: Findings) -> None:
    """Note a form's required columns that the file lacks; a file without codes is allowed."""
    say, form = findings.say, headings.form
    present = {column.target.field for column in columns if column.target}
    for field in form.fields if present else ():
        if field.required and field.id != form.code_field and field.id not in present:
            findings.error(
                "missing_column",
                say(
                    "The file has no column for “{field}”, which the form needs. "
                    "Add it, or say which column holds it.",
                    field=label(field, say.language),
                ),
                field=field.id,
                accepted=field.header_words[:4],
            )
