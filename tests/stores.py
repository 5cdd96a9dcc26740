"""Stores that many tests read, and databases that a test has for itself."""

from __future__ import annotations

import functools
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from balint.bundle import load_bundle
from balint.store import MEMORY, Store


@functools.cache
def bundled_store() -> Store:
    """Give one store in memory with all that ships; tests read it and change nothing."""
    return new_store()


def new_store(path: Path = MEMORY, *, without_demo: bool = False) -> Store:
    """Give a store of a test's own, with what ships."""
    if path != MEMORY:
        return Store.open(new_database(path, without_demo=without_demo))
    store = Store.open(path)
    load_bundle(store, without_demo=without_demo)
    return store


def new_database(path: Path, *, without_demo: bool = False) -> Path:
    """Put a database with what ships where a test wants it; there is no copy of it yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_database(without_demo=without_demo))
    return path


@functools.cache
def _database(*, without_demo: bool) -> bytes:
    """Make a database with what ships, once for all tests that have one for themselves."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "balint.duckdb"
        with closing(Store.open(path)) as store:
            load_bundle(store, without_demo=without_demo)
        return path.read_bytes()
