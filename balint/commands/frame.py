"""What do all verbs share: the database, the language, and how a mistake is told?"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import click

from balint import __version__
from balint.disclosure import AUDIENCES, BOARD
from balint.errors import (
    BackupUnreadable,
    BadOption,
    BalintError,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseUnreadable,
    FileMissing,
    NoSnapshot,
    NotABackup,
    NotWritten,
    PortTaken,
    SchemaChanged,
    Unreadable,
)
from balint.store import Store, default_path
from balint.words import LANGUAGES, Words, words_in

CANNOT_BE_DONE = (
    BackupUnreadable,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseUnreadable,
    FileMissing,
    NoSnapshot,
    NotABackup,
    NotWritten,
    PortTaken,
    SchemaChanged,
    Unreadable,
)
"""Mistakes that end with 2: nothing could be read or done. All others end with 1."""

Verb = TypeVar("Verb", bound=Callable[..., Any])


VERBS = {
    "init": "server",
    "serve": "server",
    "remove-demo": "server",
    "template": "forms",
    "check": "intake",
    "add": "intake",
    "undo": "intake",
    "redo": "intake",
    "rounds": "rounds",
    "new-round": "rounds",
    "open": "rounds",
    "close": "rounds",
    "release": "rounds",
    "withdraw": "rounds",
    "export": "rounds",
    "erase": "erasure",
    "links": "links",
    "share": "links",
    "leader-link": "links",
    "revoke": "links",
    "log": "links",
    "figure": "figures",
    "verify": "figures",
    "report": "report",
    "backup": "backups",
    "restore": "backups",
}
"""Each verb with the module of this folder that has it."""


class Verbs(click.Group):
    """Import a verb's module when the verb is asked for: starting the app needs no statistics."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a verb."""
        if cmd_name in VERBS:
            importlib.import_module(f"balint.commands.{VERBS[cmd_name]}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
@click.version_option(__version__, prog_name="balint")
@click.pass_context
def cli(context: click.Context, database: Path | None) -> None:
    """Balint i siffror: the Swedish Balint movement in figures."""
    context.obj = database


def verb(name: str) -> Callable[[Verb], Verb]:
    """Enter a function as a verb; it takes `database` and `say` before its own options.

    The function may give an exit code. A mistake that a person can mend is told as its
    sentence and ends with 1 or 2, without a traceback.
    """

    def enter(work: Verb) -> Verb:
        @functools.wraps(work)
        def run(here: Path | None, lang: str, **options: Any) -> None:
            say, chosen = words_in(lang), click.get_current_context().obj
            try:
                code = work(database=here or chosen or default_path(), say=say, **options)
            except BalintError as error:
                click.echo(say(error.message, **error.values), err=True)
                code = 2 if isinstance(error, CANNOT_BE_DONE) else 1
            sys.exit(code or 0)

        for option in (
            click.option("--database", "here", type=click.Path(path_type=Path), hidden=True),
            click.option(
                "--lang",
                type=click.Choice(LANGUAGES),
                default="sv",
                show_default=True,
                help="Language of what is written.",
            ),
        ):
            option(run)
        cli.command(name, help=work.__doc__)(run)
        return work

    return enter


seen_as = click.option(
    "--as",
    "audience",
    type=click.Choice(sorted(AUDIENCES)),
    default=BOARD.name,
    show_default=True,
    help="Show what they would see.",
)


def put_json(found: object) -> None:
    """Write data instead of lines."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=_written))


def _written(value: object) -> str:
    """Write a moment or a day as ISO 8601; moments are in UTC."""
    return f"{value.isoformat()}Z" if isinstance(value, dt.datetime) else str(value)


def round_options(work: Verb) -> Verb:
    """Add the options that say what a new round is called, and where and when it is held."""
    for option in reversed(
        (
            click.option("--title-sv", default="", help="Swedish title of a new round."),
            click.option("--title-en", default="", help="English title of a new round."),
            click.option("--place", help="Place of a new round."),
            click.option(
                "--held-on",
                type=click.DateTime(["%Y-%m-%d"]),
                callback=lambda _context, _option, moment: moment and moment.date(),
                help="Day of a new round.",
            ),
        )
    ):
        work = option(work)
    return work


def reading(database: Path, say: Words) -> closing[Store]:
    """Open the database to read; a missing one in its usual place is made first."""
    if database == default_path() and not database.exists():
        with closing(Store.open(database)) as store:
            _fill(store)
        click.echo(say("Created the database {path}.", path=database), err=True)
    return reading_what_is_there(database, say)


def _fill(store: Store) -> None:
    from balint.bundle import load_bundle

    load_bundle(store)


def reading_what_is_there(database: Path, say: Words) -> closing[Store]:
    """Open the database to read, or its newest snapshot while an app holds it, and say so."""
    store = Store.open_for_reading(database, fill=_fill)
    if store.held_by:
        click.echo(
            say(
                "Read from the snapshot {path}, since process {pid} holds the database.",
                path=store.path,
                pid=store.held_by,
            ),
            err=True,
        )
    return closing(store)


def writing(database: Path, say: Words, page: str) -> closing[Store]:
    """Open the database to write; `page` is where the running app does the same."""
    if not database.exists():
        raise DatabaseMissing(path=database)
    try:
        return closing(Store.open(database))
    except DatabaseInUse as held:
        raise DatabaseInUse(**{**held.values, "page": say(page)}) from None


def pair(option: str, *, last: bool = False) -> tuple[str, str]:
    """Part NAME=VALUE at its first equals sign, or at its last, where the name may have some.

    Raises: BadOption.
    """
    name, mark, value = option.rpartition("=") if last else option.partition("=")
    if not mark:
        raise BadOption(option=option)
    return name, value


def put_out(content: bytes, target: Path | None) -> None:
    """Write to a file, or to standard output as it is.

    Raises: NotWritten.
    """
    if target:
        try:
            target.write_bytes(content)
        except OSError as error:
            raise NotWritten(path=target, reason=error.strerror or error) from None
    else:
        sys.stdout.buffer.write(content)
