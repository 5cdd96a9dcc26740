"""The verb that makes the board's report."""

from __future__ import annotations

from pathlib import Path

import click

from balint.commands.frame import put_out, reading, seen_as, verb
from balint.disclosure import AUDIENCES
from balint.report import board_report
from balint.words import Words


@verb("report")
@click.option("--round", "round_ids", multiple=True, help="A round to build on, also a demo round.")
@click.option(
    "--figure", "figure_ids", multiple=True, help="A figure to show; all if none is named."
)
@seen_as
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
def report(
    database: Path,
    say: Words,
    round_ids: tuple[str, ...],
    figure_ids: tuple[str, ...],
    audience: str,
    output: Path | None,
) -> None:
    """Make the board's report: figures, what is missing, methods, words, sources (PDF)."""
    with reading(database, say) as store:
        pages = board_report(store, say.language, round_ids, figure_ids, AUDIENCES[audience])
    put_out(pages, output)
