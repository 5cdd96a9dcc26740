"""Do two databases hold the same rows? Told by a digest of each table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from duckdb import DuckDBPyConnection as Cursor

LEFT_OUT = "data_version"
"""It is raised when a backup is restored; all else must come back as it was."""


@dataclass(frozen=True)
class TableDigest:
    """How many rows a table has, and a SHA-256 over them that their order does not change."""

    rows: int
    sha256: str


def digest_tables(cursor: Cursor) -> dict[str, TableDigest]:
    """Read every value of every table but the data version; gives each table's digest by name."""
    columns = cursor.execute(
        "select table_name, column_name"
        " from duckdb_columns() semi join duckdb_tables() using (database_name, table_oid)"
        " where database_name = current_database() and table_name <> $left_out"
        " order by table_name, column_name",
        {"left_out": LEFT_OUT},
    ).fetchall()
    tables: dict[str, list[str]] = {}
    for table, column in columns:
        tables.setdefault(table, []).append(column)
    return {table: _digest(cursor, table, names) for table, names in tables.items()}


def digest_contents(tables: dict[str, TableDigest]) -> str:
    """Give one SHA-256 for all tables together."""
    lines = [f"{name} {found.rows} {found.sha256}\n" for name, found in sorted(tables.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _digest(cursor: Cursor, table: str, columns: list[str]) -> TableDigest:
    # A digest of each value first: no text can then be taken for two, or for a null.
    values = ", ".join(f"coalesce(sha256({_quoted(name)}::varchar), '-')" for name in columns)
    rows, sha256 = cursor.execute(
        "select count(*), sha256(coalesce(string_agg(digest, '' order by digest), ''))"  # noqa: S608 - names from the database's own list
        f" from (select sha256(concat({values})) as digest from {_quoted(table)})"
    ).fetchall()[0]
    return TableDigest(int(rows), str(sha256))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
