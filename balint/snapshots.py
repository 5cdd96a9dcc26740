"""Which copies of a database are kept beside it?"""

from __future__ import annotations

import datetime as dt
import glob
from pathlib import Path

KEPT_SNAPSHOTS = 10
DIGITS = 10
"""Of the data version in a snapshot's name."""


def snapshot_path(path: Path, data_version: int) -> Path:
    """Name the snapshot of a database at one data version."""
    return path.parent / "snapshots" / f"{path.stem}-{data_version:0{DIGITS}}.duckdb"


def list_snapshots(path: Path) -> list[Path]:
    """List the snapshots kept of a database, oldest first; not those of its neighbours."""
    folder = snapshot_path(path, 0).parent
    return sorted(folder.glob(f"{glob.escape(path.stem)}-{'[0-9]' * DIGITS}.duckdb"))


def newest_version(path: Path) -> int:
    """Give the data version of the newest snapshot, 0 where there is none."""
    return max((int(found.stem[-DIGITS:]) for found in list_snapshots(path)), default=0)


def drop_old_snapshots(path: Path) -> None:
    """Delete all snapshots of a database but the last ones."""
    for old in list_snapshots(path)[:-KEPT_SNAPSHOTS]:
        old.unlink()


def replaced_path(path: Path, moment: dt.datetime, mark: str = "") -> Path:
    """Name what a restored backup has replaced, beside the database."""
    return path.with_name(f"{path.stem}-replaced-{moment:%Y%m%d-%H%M%S}{mark}{path.suffix}")


def list_replaced(path: Path) -> list[Path]:
    """List the databases that restored backups have replaced, and their logs."""
    name = f"{glob.escape(path.stem)}-replaced-*{glob.escape(path.suffix)}"
    return sorted((*path.parent.glob(name), *path.parent.glob(f"{name}.wal")))


def list_unfinished(path: Path) -> list[Path]:
    """List what was being written in a database's place, or as its snapshot, when it broke off."""
    snapshot = f"{glob.escape(path.stem)}-{'[0-9]' * DIGITS}.duckdb"
    return [
        *path.parent.glob(f".{glob.escape(path.name)}.*.part*"),
        *snapshot_path(path, 0).parent.glob(f".{snapshot}.*.part*"),
    ]


def drop_copies(path: Path, *, before: int, made_by: dt.datetime) -> None:
    """Delete the copies beside a database that hold what has been erased from it since.

    Takes: the data version and the moment of the erasure.
    """
    for snapshot in list_snapshots(path):
        if int(snapshot.stem[-DIGITS:]) < before:
            snapshot.unlink()
    for other in (*list_replaced(path), *list_unfinished(path)):
        if dt.datetime.fromtimestamp(other.stat().st_mtime, dt.UTC) <= made_by:
            other.unlink()
