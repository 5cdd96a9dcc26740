"""Verbs that list, fill, check and export rounds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from balint.commands.frame import put_out, reading, verb
from balint.exports import FORMATS, export_round
from balint.rounds import find_round, list_rounds
from balint.words import Words


@verb("rounds")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
def rounds(database: Path, say: Words, as_json: bool) -> None:
    """List the rounds."""
    with reading(database, say) as store:
        found = list_rounds(store.cursor())
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
            }
            for each in found
        ]
        click.echo(json.dumps(described, ensure_ascii=False, indent=2))
        return
    for each in found:
        title = each.title(say.language)
        click.echo(
            f"{each.id}  {each.form}  {each.provenance}  {each.state}  {each.n_rows}  {title}"
        )


@verb("export")
@click.argument("round_id")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
def export(database: Path, say: Words, round_id: str, kind: str, output: Path | None) -> None:
    """Write the answers that count in a round."""
    with reading(database, say) as store:
        cursor = store.cursor()
        put_out(export_round(cursor, find_round(cursor, round_id), kind), output)
