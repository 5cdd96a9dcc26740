"""Verbs that show figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from balint.commands.frame import pair, put_json, put_out, reading, seen_as, verb
from balint.disclosure import AUDIENCES
from balint.figures import draw
from balint.figures.faces import FACES
from balint.verification import verdict_words, verify
from balint.words import Words


@verb("figure")
@click.argument("figure_id")
@click.option("--round", "round_ids", multiple=True, help="The round; several may be compared.")
@click.option("--option", "options", multiple=True, help="NAME=VALUE, such as split=country.")
@click.option(
    "--format", "face", type=click.Choice(sorted(FACES)), default="json", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@seen_as
def figure(
    database: Path,
    say: Words,
    figure_id: str,
    round_ids: tuple[str, ...],
    options: tuple[str, ...],
    face: str,
    output: Path | None,
    audience: str,
) -> None:
    """Show one figure as data or picture."""
    chosen = dict(map(pair, options))
    with reading(database, say) as store:
        shown = draw(store, figure_id, round_ids, say.language, chosen, AUDIENCES[audience])
    put_out(FACES[face].write(shown), output)


@verb("verify")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of a table.")
def verify_prints(database: Path, say: Words, as_json: bool) -> int:
    """Recompute every printed number that can be recomputed, and compare."""
    with reading(database, say) as store:
        checks = verify(store, say)
    if as_json:
        put_json([check.as_json() for check in checks])
    else:
        for check in checks:
            verdict = verdict_words(say)[check.verdict]
            line = f"{check.what} ({check.place}): {check.printed} | {check.ours} | {verdict}"
            click.echo(f"{line} – {check.explanation}" if check.explanation else line)
        counts = Counter(check.verdict for check in checks)
        click.echo(
            say(
                "{agrees} agree, {explained} are contradictions that we explain, {differs} differ.",
                **{name: counts[name] for name in verdict_words(say)},
            )
        )
    return int(any(check.verdict == "differs" for check in checks))
