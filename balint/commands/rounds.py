"""Verbs that list, fill, check and export rounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from duckdb import DuckDBPyConnection as Cursor

from balint.access import COMMAND_LINE
from balint.commands.frame import (
    put_json,
    put_out,
    reading,
    round_options,
    seen_as,
    verb,
    writing,
)
from balint.disclosure import AUDIENCES, BOARD
from balint.exports import FORMATS, export_round
from balint.forms import form_ids, load_form
from balint.openings import close_round, open_round, set_up
from balint.releases import release, withdraw
from balint.rights import coverage_of, retention_of
from balint.rounds import Round, describe_round, find_round, known_rounds
from balint.words import Words, later


@verb("rounds")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
@seen_as
def rounds(database: Path, say: Words, as_json: bool, audience: str) -> None:
    """List the rounds."""
    seen_by = AUDIENCES[audience]
    with reading(database, say) as store:
        cursor = store.cursor(released=seen_by is not BOARD)
        found = known_rounds(store, seen_by)
        rights = {each.id: _rights(cursor, each) for each in (found if as_json else ())}
    if as_json:
        put_json([_described(each) | rights[each.id] for each in found])
        return
    for each in found:
        title = each.title(say.language)
        state = f"{each.state}+open" if each.takes_files and each.state != "open" else each.state
        click.echo(f"{each.id}  {each.form}  {each.provenance}  {state}  {each.n_rows}  {title}")


def _described(found: Round) -> dict[str, object]:
    """Describe a round as data."""
    return {
        "id": found.id,
        "form": found.form,
        "form_version": found.form_version,
        "title_sv": found.title_sv,
        "title_en": found.title_en,
        "place": found.place,
        "held_on": found.held_on.isoformat() if found.held_on else None,
        "provenance": found.provenance,
        "state": found.state,
        "takes_files": found.takes_files,
        "rows": found.n_rows,
    }


def _rights(cursor: Cursor, found: Round) -> dict[str, object]:
    """Give until when a round's answers are kept, and how many of those asked have answered."""
    if found.provenance != "collected":
        return {"keep_until": None, "coverage": None}
    coverage = coverage_of(cursor, found)
    return {
        "keep_until": retention_of(cursor, found).keep_until.isoformat(),
        "coverage": coverage
        and {
            "answered": coverage.answered,
            "asked": coverage.asked,
            "share": coverage.share,
            "regions": {
                region: {"answered": answered, "asked": asked}
                for region, (answered, asked) in coverage.regions.items()
            },
        },
    }


@verb("export")
@click.argument("round_id")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
def export(database: Path, say: Words, round_id: str, kind: str, output: Path | None) -> None:
    """Write the answers that count in a round."""
    with reading(database, say) as store:
        cursor = store.cursor()
        put_out(export_round(cursor, find_round(cursor, round_id), kind), output)


as_data = click.option("--json", "as_json", is_flag=True, help="Write data instead of a line.")


@verb("new-round")
@click.argument("round_id", metavar="ID")
@click.option("--form", "form_id", metavar="|".join(form_ids()), required=True)
@round_options
@click.option("--draft", is_flag=True, help="Being set up: it takes no files until it is opened.")
@as_data
def new_round(
    database: Path,
    say: Words,
    round_id: str,
    form_id: str,
    draft: bool,
    as_json: bool,
    **named: Any,
) -> None:
    """Set up a round before any file has come; it takes files from now on."""
    state = "draft" if draft else "open"
    new = describe_round(round_id, load_form(form_id), **named, state=state)
    with writing(database, say, later("Rounds")) as store:
        set_up(store, new, by=COMMAND_LINE)
        made = find_round(store.cursor(), round_id)
    said = say("Set up {round}; it takes files when it is opened.", round=round_id)
    if made.takes_files:
        said = say("Set up {round}; it takes files.", round=round_id)
    _tell(made, said, as_json)


@verb("open")
@click.argument("round_id", metavar="ROUND")
@as_data
def open_for_files(database: Path, say: Words, round_id: str, as_json: bool) -> None:
    """Let a round take files; what readers see of a released one stays as it is."""
    with writing(database, say, later("Rounds")) as store:
        opened = open_round(store, round_id, by=COMMAND_LINE)
    _tell(opened, say("Opened {round}; it takes files.", round=round_id), as_json)


@verb("close")
@click.argument("round_id", metavar="ROUND")
@as_data
def close_for_files(database: Path, say: Words, round_id: str, as_json: bool) -> None:
    """Let a round take no more files; a released one stays released."""
    with writing(database, say, later("Rounds")) as store:
        closed = close_round(store, round_id, by=COMMAND_LINE)
    _tell(closed, say("Closed {round}; it takes no more files.", round=round_id), as_json)


def _tell(found: Round, said: str, as_json: bool) -> None:
    if as_json:
        put_json(_described(found))
    else:
        click.echo(said)


@verb("release")
@click.argument("round_id")
@click.option("--anyway", is_flag=True, help="Also where few answers changed since last time.")
def release_round(database: Path, say: Words, round_id: str, anyway: bool) -> None:
    """Let readers see a round as it is now."""
    with writing(database, say, later("Rounds")) as store:
        done = release(store, round_id, by=COMMAND_LINE, anyway=anyway)
    click.echo(
        say.plural(
            "Released {round} with 1 answer.",
            "Released {round} with {n} answers.",
            done.n_answers,
            round=round_id,
        )
    )


@verb("withdraw")
@click.argument("round_id")
def withdraw_round(database: Path, say: Words, round_id: str) -> None:
    """Let nobody but the board see a round."""
    with writing(database, say, later("Rounds")) as store:
        withdraw(store, round_id, by=COMMAND_LINE)
    click.echo(say("Withdrew {round}; only the board sees it.", round=round_id))
