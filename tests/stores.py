"""Stores that many tests read."""

from __future__ import annotations

import functools
from pathlib import Path

from balint.bundle import load_bundle
from balint.store import Store


@functools.cache
def bundled_store() -> Store:
    """Give one store in memory with all that ships; tests read it and change nothing."""
    store = Store.open(":memory:")
    load_bundle(store)
    return store


def new_store(path: Path | str = ":memory:", *, without_demo: bool = False) -> Store:
    """Give a store of a test's own, with what ships."""
    store = Store.open(path)
    load_bundle(store, without_demo=without_demo)
    return store
