"""Verbs that make and serve the database."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import click

from balint.bundle import load_bundle, remove_demo
from balint.commands.frame import verb, writing
from balint.store import ROOT, Store
from balint.words import Words, later


@verb("init")
@click.option("--without-demo", is_flag=True, help="Leave the demo rounds out.")
def init(database: Path, say: Words, without_demo: bool) -> None:
    """Create the database or bring it up to date, and load what ships with the app."""
    with closing(Store.open(database)) as store:
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
        gone = remove_demo(store)
    click.echo(say.plural("Removed 1 demo round.", "Removed {n} demo rounds.", gone))


@verb("serve")
@click.option("--port", type=int, envvar="PORT", default=8501, show_default=True)
def serve(database: Path, say: Words, port: int) -> None:
    """Start the app on this machine; what `make run` does."""
    address = f"http://127.0.0.1:{port}"
    click.echo(say("Balint i siffror: {address} (Ctrl-C stops it)", address=address))
    sys.stdout.flush()
    os.environ["BALINT_DATABASE"] = str(database.absolute())
    os.chdir(ROOT)
    streamlit = [sys.executable, "-m", "streamlit", "run", "app.py"]
    os.execv(sys.executable, [*streamlit, "--server.port", str(port)])  # noqa: S606 - ourselves
