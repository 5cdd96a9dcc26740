"""Verbs that list, fill, check and export rounds."""

from __future__ import annotations

from pathlib import Path

import click
from duckdb import DuckDBPyConnection as Cursor

from balint.access import COMMAND_LINE
from balint.commands.frame import put_json, put_out, reading, seen_as, verb, writing
from balint.disclosure import AUDIENCES, BOARD
from balint.exports import FORMATS, export_round
from balint.releases import release, withdraw
from balint.rights import coverage_of, retention_of
from balint.rounds import Round, find_round, list_rounds, visible_rounds
from balint.words import Words, later


@verb("rounds")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
@seen_as
def rounds(database: Path, say: Words, as_json: bool, audience: str) -> None:
    """List the rounds."""
    seen_by = AUDIENCES[audience]
    with reading(database, say) as store:
        cursor = store.cursor(released=seen_by is not BOARD)
        found = visible_rounds(list_rounds(cursor), seen_by)
        rights = {each.id: _rights(cursor, each) for each in (found if as_json else ())}
    if as_json:
        described = [
            {
                "id": each.id,
                "form": each.form,
                "form_version": each.form_version,
                "title_sv": each.title_sv,
                "title_en": each.title_en,
                "place": each.place,
                "held_on": each.held_on.isoformat() if each.held_on else None,
                "provenance": each.provenance,
                "state": each.state,
                "rows": each.n_rows,
                **rights[each.id],
            }
            for each in found
        ]
        put_json(described)
        return
    for each in found:
        title = each.title(say.language)
        click.echo(
            f"{each.id}  {each.form}  {each.provenance}  {each.state}  {each.n_rows}  {title}"
        )


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


@verb("release")
@click.argument("round_id")
@click.option("--anyway", is_flag=True, help="Also where few answers changed since last time.")
def release_round(database: Path, say: Words, round_id: str, anyway: bool) -> None:
    """Let readers see a round as it is now."""
    with writing(database, say, later("Rounds")) as store:
        done = release(store, round_id, released_by=COMMAND_LINE.name, anyway=anyway)
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
        withdraw(store, round_id, by=COMMAND_LINE.name)
    click.echo(say("Withdrew {round}; only the board sees it.", round=round_id))
