"""The verb that erases one person's answers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from balint.access import COMMAND_LINE
from balint.commands.frame import put_json, verb, writing
from balint.erasure import erase_person, erasure_words, plan_erasure
from balint.words import Words, later


@verb("erase")
@click.argument("round_id")
@click.argument("code")
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
def erase(
    database: Path, say: Words, round_id: str, code: str, dry_run: bool, as_json: bool
) -> None:
    """Erase the answers with a code in a round for good, wherever the app has them."""
    with writing(database, say, later("Rounds")) as store:
        act = plan_erasure if dry_run else erase_person
        done = act(store, round_id, code, by=COMMAND_LINE, language=say.language)
    if as_json:
        put_json(asdict(done))
        return
    if dry_run:
        click.echo(say("Nothing is erased yet. Without --dry-run this would follow:"))
    for line in erasure_words(done, say):
        click.echo(line)
