"""Verbs that make and serve the database."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import closing
from pathlib import Path

import click

from balint.access import COMMAND_LINE, STARTED_FOR_BOARD
from balint.bundle import load_bundle, remove_demo
from balint.commands.frame import verb, writing
from balint.errors import DatabaseHeld, DatabaseInUse, PortTaken
from balint.store import ROOT, Store
from balint.words import Words, later


@verb("init")
@click.option("--without-demo", is_flag=True, help="Leave the demo rounds out.")
def init(database: Path, say: Words, without_demo: bool) -> None:
    """Create the database or bring it up to date, and load what ships with the app."""
    with closing(_opened(database)) as store:
        loaded = load_bundle(store, without_demo=without_demo)
        store.snapshot()
    names = {
        "reference": say("reference data"),
        "published": say("the published record"),
        "demo": say("the demo rounds"),
    }
    done = say.join(names[part] for part in loaded) if loaded else say("nothing new")
    click.echo(say("{path} is ready; loaded: {done}.", path=database, done=done))


@verb("remove-demo")
def remove_demo_rounds(database: Path, say: Words) -> None:
    """Delete all demo rounds; the page Rounds brings them back."""
    with writing(database, say, later("Rounds")) as store:
        gone = remove_demo(store, by=COMMAND_LINE)
    click.echo(say.plural("Removed 1 demo round.", "Removed {n} demo rounds.", gone))


@verb("serve")
@click.option("--port", type=int, envvar="PORT", default=8501, show_default=True)
@click.option(
    "--board-without-sign-in",
    "for_board",
    is_flag=True,
    envvar=STARTED_FOR_BOARD,
    help="Whoever opens the app on this machine is the board.",
)
def serve(database: Path, say: Words, port: int, for_board: bool) -> None:
    """Start the app on this machine; what `make run` does."""
    _opened(database).close()  # what is wrong with it is told here, in one sentence
    _require_free(port)
    address = f"http://127.0.0.1:{port}"
    click.echo(say("Balint i siffror: {address} (Ctrl-C stops it)", address=address))
    sys.stdout.flush()
    os.environ["BALINT_DATABASE"] = str(database.absolute())
    os.environ[STARTED_FOR_BOARD] = str(int(for_board))
    os.chdir(ROOT)
    streamlit = [sys.executable, "-m", "streamlit", "run", "app.py"]
    os.execv(sys.executable, [*streamlit, "--server.port", str(port)])  # noqa: S606 - ourselves


def _opened(database: Path) -> Store:
    """Open the database where no app does. Raises: DatabaseHeld."""
    try:
        return Store.open(database)
    except DatabaseInUse as held:
        raise DatabaseHeld(**held.values) from None


def _require_free(port: int) -> None:
    """Raises: PortTaken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(port=str(port), other=str(port + 1)) from None
