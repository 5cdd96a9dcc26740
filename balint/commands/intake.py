"""Verbs that check files, add them to rounds and take them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from balint.access import COMMAND_LINE
from balint.commands.frame import pair, put_json, reading, round_options, verb, writing
from balint.errors import FileMissing
from balint.forms import form_ids, load_form
from balint.intake import Plan, Problem, Receipt, commit, left_aside, plan_file, told_readings
from balint.intake import redo as redo_submission
from balint.intake import undo as undo_submission
from balint.intake.personal import mask
from balint.rounds import describe_round
from balint.store import Store
from balint.words import Words, later

Work = TypeVar("Work", bound=Callable[..., Any])


def file_options(work: Work) -> Work:
    """Add the options by which a person settles what a file leaves open."""
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path)),
            click.option("--form", "form_id", metavar="|".join(form_ids()), required=True),
            click.option("--sheet", help="The sheet of a spreadsheet file."),
            click.option("--header-row", type=int, help="The row that has the headers, from 1."),
            click.option(
                "--map",
                "mapping",
                multiple=True,
                metavar="HEADER=FIELD",
                help="What a column holds, nothing to leave it out. “Header (C)” is one of several "
                "alike.",
            ),
            click.option("--set", "edits", multiple=True, metavar="CELL=TEXT"),
            click.option("--answer", "answers", multiple=True, metavar="QUESTION=ANSWER"),
            click.option(
                "--leave-out-rows", is_flag=True, help="Store the file without its bad rows."
            ),
            click.option("--json", "as_json", is_flag=True, help="Write data instead of lines."),
        )
    ):
        work = option(work)
    return work


@verb("check")
@file_options
@click.option("--round", "round_id", help="Compare with this round.")
def check(database: Path, say: Words, round_id: str | None, as_json: bool, **options: Any) -> int:
    """Say what a file would do, without storing anything."""
    with reading(database, say) as store:
        plan = _plan(store, round_id, say, **options)
    if as_json:
        put_json(plan.as_json())
    else:
        _tell_plan(plan, say)
    return 0 if plan.accepted else 1


@verb("add")
@file_options
@click.option("--round", "round_id", required=True, help="The round; made if it is new.")
@round_options
@click.option(
    "--provenance",
    type=click.Choice(["collected"]),
    expose_value=False,
    help="Of a new round: files make no other.",
)
@click.option(
    "--informed", is_flag=True, help="Record that those who answered know what is done with it."
)
def add(
    database: Path,
    say: Words,
    round_id: str,
    title_sv: str,
    title_en: str,
    place: str | None,
    held_on: dt.date | None,
    informed: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Add a file's answers to a round: all of them or none."""
    with writing(database, say, later("Upload")) as store:
        plan = _plan(store, round_id, say, **options)
        if not plan.accepted:
            if as_json:
                put_json(plan.as_json())
            else:
                _tell_plan(plan, say)
            return 1
        new_round = describe_round(
            round_id, plan.form, title_sv, title_en, place=place, held_on=held_on
        )
        receipt = commit(store, plan, by=COMMAND_LINE, new_round=new_round, informed=informed)
    if as_json:
        put_json(asdict(receipt))
    else:
        _tell_problems(plan.notices, say)
        _tell_receipt(receipt, say)
    return 0


@verb("undo")
@click.argument("submission_id")
def undo(database: Path, say: Words, submission_id: str) -> None:
    """Take one submission back; what it replaced counts again."""
    with writing(database, say, later("Rounds")) as store:
        undo_submission(store, submission_id, by=COMMAND_LINE)
    click.echo(say("Undone: {submission}.", submission=submission_id))


@verb("redo")
@click.argument("submission_id")
def redo(database: Path, say: Words, submission_id: str) -> None:
    """Let a submission count again that was undone."""
    with writing(database, say, later("Rounds")) as store:
        redo_submission(store, submission_id, by=COMMAND_LINE)
    click.echo(say("Counts again: {submission}.", submission=submission_id))


def _plan(
    store: Store,
    round_id: str | None,
    say: Words,
    *,
    file: Path,
    form_id: str,
    sheet: str | None,
    header_row: int | None,
    mapping: tuple[str, ...],
    answers: tuple[str, ...],
    edits: tuple[str, ...],
    leave_out_rows: bool,
) -> Plan:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileMissing(path=file, reason=error.strerror or "") from None
    # A header may have equals signs, and so may the text of a cell; a field or an answer has none.
    fields: Mapping[str, str | None] = {
        header: field or None for header, field in (pair(each, last=True) for each in mapping)
    }
    return plan_file(
        store.cursor(),
        load_form(form_id),
        round_id,
        file.name,
        data,
        language=say.language,
        sheet=sheet,
        header_row=header_row,
        mapping=fields or None,
        answers=dict(pair(each, last=True) for each in answers) or None,
        leave_out_rows=leave_out_rows,
        edits={cell.upper(): text for cell, text in map(pair, edits)},
    )


def _tell_plan(plan: Plan, say: Words) -> None:
    _tell_understood(plan, say)
    _tell_problems((*plan.problems, *plan.notices), say)
    for asked in plan.questions:
        if asked.answered is None:
            click.echo(asked.text)
            for code, words in asked.answers:
                click.echo(f"    --answer {asked.key}={code}    {words}")
    counts = plan.counts
    click.echo(
        say(
            "{new} new, {changed} changed, {unchanged} unchanged, {refused} refused.",
            new=counts["new"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
            refused=counts["refused"],
        )
    )
    click.echo(
        say("The file can be stored.") if plan.accepted else say("The file cannot be stored yet.")
    )


def _tell_problems(problems: Iterable[Problem], say: Words) -> None:
    for problem in problems:
        place = problem.cell or (say("row {n}", n=problem.row) if problem.row else "")
        click.echo(f"{place}: {problem.message}" if place else problem.message)


def _tell_understood(plan: Plan, say: Words) -> None:
    """Say how cells were read that are not written as programs write them, and what was not."""
    for line in (*told_readings(plan, say), *left_aside(plan, say)):
        click.echo(line)
    if plan.matching.unmatched:
        headers = "; ".join(map(mask, plan.matching.unmatched))
        click.echo(say("Columns that nothing is read from: {headers}.", headers=headers))


def _tell_receipt(receipt: Receipt, say: Words) -> None:
    if receipt.submission_id is None:
        click.echo(
            say("Nothing to add: the answers are already in {round}.", round=receipt.round_id)
        )
        return
    click.echo(
        say(
            "Stored in {round} as {submission}: {new} new, {changed} changed, {unchanged} "
            "unchanged, {left_out} left out.",
            round=receipt.round_id,
            submission=receipt.submission_id,
            new=receipt.new,
            changed=receipt.changed,
            unchanged=receipt.unchanged,
            left_out=receipt.left_out,
        )
    )
