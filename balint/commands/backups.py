"""Verbs that copy the database to safety and bring such a copy back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from balint.backups import back_up
from balint.backups import restore as restore_backup
from balint.commands.frame import put_json, reading_what_is_there, verb
from balint.digests import digest_contents
from balint.words import Words


@verb("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
def backup(database: Path, say: Words, file: Path, force: bool, as_json: bool) -> None:
    """Copy the database to one file, also while the app runs."""
    with reading_what_is_there(database, say) as store:
        done = back_up(store, database, file, replace=force)
    contents = digest_contents(done.tables)
    if as_json:
        put_json({**asdict(done), "contents_sha256": contents})
        return
    click.echo(
        say(
            "Wrote {path} and read it again: data version {version}, {n} bytes.",
            path=done.path,
            version=str(done.data_version),
            n=done.n_bytes,
        )
    )
    click.echo(say("SHA-256 of the file: {digest}", digest=done.sha256))
    click.echo(say("SHA-256 of the contents: {digest}", digest=contents))


@verb("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
def restore(database: Path, say: Words, file: Path, as_json: bool) -> None:
    """Put a backup in the place of the database, which is kept beside it."""
    done = restore_backup(file, database)
    contents = digest_contents(done.tables)
    if as_json:
        put_json({**asdict(done), "contents_sha256": contents})
        return
    click.echo(
        say(
            "The database {path} now holds what {file} held, as data version {version}.",
            path=done.path,
            file=file,
            version=str(done.data_version),
        )
    )
    click.echo(say("SHA-256 of the contents: {digest}", digest=contents))
    if done.was_older:
        click.echo(
            say(
                "The backup was of an older version of the app and has been brought up to date, "
                "so that its contents have another digest than before."
            )
        )
    if done.kept:
        click.echo(say("What was there before is kept as {path}.", path=done.kept))
