"""Small databases to copy and bring back, and what is in one, by another way than the app's."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

from balint.store import Store


def make_database(path: Path, *names: str) -> Path:
    """Make a database with the schema and some rows, one transaction each."""
    with closing(Store.open(path)) as store:
        for name in names:
            with store.transaction() as cursor:
                cursor.execute(
                    "insert into bundle values ($name, 'y', timestamp '2026-01-01', null)",
                    {"name": name},
                )
    return path


def contents(path: Path) -> dict[str, str]:
    """Digest the rows of each table, sorted as text; the data version is left out."""
    with closing(Store.open_for_reading(path)) as store:
        cursor = store.cursor()
        tables = cursor.execute("select table_name from duckdb_tables()").fetchall()
        rows = {name: cursor.execute(f'select * from "{name}"').fetchall() for (name,) in tables}  # noqa: S608 - the database's own names
    return {
        name: hashlib.sha256("\n".join(sorted(map(repr, found))).encode()).hexdigest()
        for name, found in rows.items()
        if name != "data_version"
    }


def data_version(path: Path) -> int:
    """Give the data version of a database."""
    with closing(Store.open_for_reading(path)) as store:
        return store.data_version
