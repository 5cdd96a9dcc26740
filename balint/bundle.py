"""What ships with the app: reference data, the published record and the demo rounds.

Each part is loaded once, and again when its files change. Demo rounds that the board has
removed stay away until it asks for them.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection as Cursor

from balint import trail
from balint.access import Act, Person
from balint.forms import load_form, parse_canonical
from balint.rounds import Round, add_submission, create_round, list_rounds, remove_round
from balint.store import ROOT, Store, utc_now

DATA = ROOT / "data"
REFERENCE_TABLES = {
    "regions": "region",
    "health_care_regions": "health_care_region",
    "region_health_care": "region_health_care",
    "population": "population",
    "sources": "reference_source",
}
SHIPS = "ships with the app"


def load_bundle(store: Store, *, without_demo: bool = False) -> list[str]:
    """Load each part that the store lacks or has in another version; gives what was loaded."""
    if without_demo and "demo" not in _recorded(store.cursor()):
        with store.transaction() as cursor:
            _record(cursor, "demo", removed=True)
    due = [
        part
        for part in LOADERS
        if _recorded(store.cursor()).get(part) not in (_digest(part), "removed")
    ]
    if due:
        with store.transaction() as cursor:
            for part in due:
                LOADERS[part](cursor)
                _record(cursor, part)
    return due


def remove_demo(store: Store, *, by: Person) -> int:
    """Delete all demo rounds for good, until `restore_demo`; gives how many there were.

    Raises: NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        gone = _remove_rounds(cursor, "demo")
        _record(cursor, "demo", removed=True)
        trail.enter(cursor, trail.DEMO_REMOVED, who=by.name, n=gone)
    return gone


def restore_demo(store: Store, *, by: Person) -> int:
    """Load the demo rounds again; gives how many there are. Raises: NotAllowed."""
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        _load_demo(cursor)
        _record(cursor, "demo")
        there = sum(found.provenance == "demo" for found in list_rounds(cursor))
        trail.enter(cursor, trail.DEMO_RESTORED, who=by.name, n=there)
    return there


def demo_is_removed(cursor: Cursor) -> bool:
    """Say whether the board has removed the demo rounds."""
    return _recorded(cursor).get("demo") == "removed"


def _recorded(cursor: Cursor) -> dict[str, str]:
    """Give each recorded part the digest it was loaded with, or the word removed."""
    return dict(
        cursor.execute(
            "select name, if(removed_at is null, sha256, 'removed') from bundle"
        ).fetchall()
    )


def _record(cursor: Cursor, part: str, *, removed: bool = False) -> None:
    cursor.execute("delete from bundle where name = $name", {"name": part})
    cursor.execute(
        "insert into bundle values ($name, $sha256, $now, $removed_at)",
        {
            "name": part,
            "sha256": _digest(part),
            "now": utc_now(),
            "removed_at": utc_now() if removed else None,
        },
    )


def _digest(part: str) -> str:
    total = hashlib.sha256()
    for path in sorted((DATA / part).iterdir()):
        if path.suffix in (".csv", ".toml"):
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _load_reference(cursor: Cursor) -> None:
    for name, table in REFERENCE_TABLES.items():
        _empty(cursor, table)
        _fill(cursor, table, _read_csv(DATA / "reference" / f"{name}.csv"))


def _load_published(cursor: Cursor) -> None:
    _remove_rounds(cursor, "published")
    entries = _read_rounds("published")
    for kind in {kind for entry in entries for kind in entry["tables"].values()}:
        _empty(cursor, f"published_{kind}")
    for entry in entries:
        _create_bundled(cursor, entry, provenance="published", form_version=0)
        for name, kind in entry["tables"].items():
            rows = _read_csv(DATA / "published" / f"{name}.csv")
            _fill(cursor, f"published_{kind}", [{"round_id": entry["id"], **row} for row in rows])


def _load_demo(cursor: Cursor) -> None:
    _remove_rounds(cursor, "demo")
    for entry in _read_rounds("demo"):
        form = load_form(entry["form"])
        path = DATA / "demo" / f"{entry['id']}.csv"
        _create_bundled(cursor, entry, provenance="demo", form_version=form.version)
        add_submission(
            cursor,
            entry["id"],
            form,
            [
                [parse_canonical(field, row[field.id] or "") for field in form.fields]
                for row in _read_csv(path)
            ],
            file_name=path.name,
            file_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            submitted_by=SHIPS,
        )


LOADERS: dict[str, Callable[[Cursor], None]] = {
    "reference": _load_reference,
    "published": _load_published,
    "demo": _load_demo,
}


def _read_rounds(folder: str) -> list[dict[str, Any]]:
    with (DATA / folder / "rounds.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["round"]
    return entries


def _create_bundled(
    cursor: Cursor, entry: dict[str, Any], *, provenance: str, form_version: int
) -> None:
    create_round(
        cursor,
        Round(
            id=entry["id"],
            form=entry["form"],
            form_version=form_version,
            title_sv=entry["title_sv"],
            title_en=entry["title_en"],
            place=entry.get("place") or None,
            held_on=entry.get("held_on") or None,
            provenance=provenance,
            state="released",
        ),
    )


def _remove_rounds(cursor: Cursor, provenance: str) -> int:
    gone = [found for found in list_rounds(cursor) if found.provenance == provenance]
    for found in gone:
        remove_round(cursor, found)
    return len(gone)


def _read_csv(path: Path) -> list[dict[str, str | None]]:
    """Read a canonical file as text, an empty cell as null."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: value or None for name, value in row.items()} for row in csv.DictReader(file)
        ]


def _empty(cursor: Cursor, table: str) -> None:
    cursor.execute(f"delete from {table}")  # noqa: S608 - a name from this module or rounds.toml


def _fill(cursor: Cursor, table: str, rows: list[dict[str, str | None]]) -> None:
    """Add rows of text to one of our own tables by column name; DuckDB casts to its types."""
    columns = {
        _column(name): pa.array([row[name] for row in rows], pa.string()) for name in rows[0]
    }
    cursor.register("incoming", pa.table(columns))
    cursor.execute(f"insert into {table} by name select * from incoming")  # noqa: S608 - as above
    cursor.unregister("incoming")


def _column(header: str) -> str:
    return "source_table" if header == "table" else header
