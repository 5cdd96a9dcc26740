"""Verbs that give a person something to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from balint.commands.frame import put_out, verb
from balint.forms import load_form, template_csv, template_xlsx
from balint.words import Words


@verb("template")
@click.argument("form_id")
@click.option(
    "--format", "kind", type=click.Choice(["csv", "xlsx"]), default="xlsx", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
def template(database: Path, say: Words, form_id: str, kind: str, output: Path | None) -> None:
    """Write an empty file for a form, with its choices and one example row."""
    write = template_csv if kind == "csv" else template_xlsx
    put_out(write(load_form(form_id), say.language), output)
