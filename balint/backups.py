"""How is a database copied to safety, and how does such a copy take its place again?"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import itertools
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection as Cursor

from balint import errors
from balint.copying import copy_file, log_of, put_in_place
from balint.digests import TableDigest, digest_tables
from balint.schema import applied, migrate, pending
from balint.snapshots import newest_version, replaced_path
from balint.store import Store, connect, copy_database, first_line, utc_now

Revoked = tuple[str, dt.datetime, str]
"""A link, with when and by whom it was revoked."""


@dataclass(frozen=True)
class Backup:
    """A copy that was written and read again."""

    path: Path
    data_version: int
    n_bytes: int
    sha256: str
    tables: dict[str, TableDigest]


@dataclass(frozen=True)
class Restored:
    """A database that was a backup; `kept` is what it replaced, None where nothing was."""

    path: Path
    kept: Path | None
    data_version: int
    was_older: bool
    """The backup had the schema of an older version of the app."""
    tables: dict[str, TableDigest]


def back_up(store: Store, database: Path, target: Path, *, replace: bool = False) -> Backup:
    """Write one checked copy of a store to a file; `database` is what the app opens.

    Raises: TargetExists, DatabaseItself, NotWritten, DatabaseUnreadable.
    """
    target = target.resolve()
    for there in filter(Path.exists, (target, log_of(target))):
        if not there.is_file():
            raise errors.NotWritten(path=there, reason=os.strerror(errno.EISDIR))
        if any(there.samefile(own) for own in (database, store.path)):
            raise errors.DatabaseItself(path=there)
        if not replace:
            raise errors.TargetExists(path=there)
    with put_in_place(target) as part:
        store.copy_to(part)
        try:
            with closing(connect(part, read_only=True)) as copy:
                version, tables = _data_version(copy), digest_tables(copy)
        except duckdb.Error as error:
            raise errors.DatabaseUnreadable(path=store.path, reason=first_line(error)) from None
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Backup(target, version, part.stat().st_size, sha256, tables)


def restore(file: Path, path: Path) -> Restored:
    """Put a backup in the place of a database, which is kept beside it; all of it or nothing.

    A backup of an older version of the app is brought up to date. The data version becomes one
    that neither had, so that whatever was remembered of the old database is asked anew. A link
    that was revoked since the backup was made stays so.
    Raises: FileMissing, NotABackup, BackupUnreadable, DatabaseItself, DatabaseNewer,
    SchemaChanged, RestoreBesideApp, NotWritten.
    """
    path = path.resolve()
    _check_kind(file, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _held(path) as (known, revoked), put_in_place(path) as part:
        was_older, version, tables = _prepare(file, part, known, revoked)
        kept = _keep(path)
    with suppress(errors.DatabaseInUse), closing(Store.open(path)) as store:
        store.snapshot()
    return Restored(path, kept, version, was_older, tables)


def _check_kind(file: Path, path: Path) -> None:
    """Refuse what is no DuckDB file, or is the database itself."""
    try:
        if path.exists() and file.samefile(path):
            raise errors.DatabaseItself(path=file)
        with file.open("rb") as opened:
            start = opened.read(12)
    except OSError as error:
        raise errors.FileMissing(path=file, reason=error.strerror or "") from None
    if start[8:] != b"DUCK":  # each DuckDB file says so there, whatever its name
        raise errors.NotABackup(path=file)


@contextmanager
def _held(path: Path) -> Iterator[tuple[int, list[Revoked]]]:
    """Keep other processes from a database; gives the newest data version that is known of it.

    One that is missing or cannot be read is kept from nobody.
    Returns: also the links of it that are revoked.
    """
    known, connection = newest_version(path), None
    revoked: list[Revoked] = []
    try:
        connection = connect(path) if path.exists() else None
    except errors.DatabaseInUse as held:
        raise errors.RestoreBesideApp(**held.values) from None
    except errors.DatabaseUnreadable:
        pass
    if connection is None:
        yield known, revoked
        return
    with closing(connection):
        with suppress(duckdb.Error):  # it may be another program's
            connection.execute("force checkpoint")
            known = max(known, _data_version(connection))
            revoked = connection.execute(
                "select link_id, revoked_at, revoked_by from link where revoked_at is not null"
            ).fetchall()
        yield known, revoked


def _prepare(
    file: Path, part: Path, known: int, revoked: list[Revoked]
) -> tuple[bool, int, dict[str, TableDigest]]:
    """Copy a backup, bring it up to date and read all of it.

    Returns: whether it was of an older version of the app, its data version, its tables.
    """
    try:
        with closing(connect(file, read_only=True)) as backup:
            if not applied(backup):
                raise errors.NotABackup(path=file)
            pending(backup, file)
            copy_database(file, part)
        with closing(connect(part)) as copy:
            was_older = migrate(copy, file, utc_now())
            copy.execute(
                "update data_version"
                " set version = greatest(version, $known) + 1, changed_at = $now",
                {"known": known, "now": utc_now()},
            )
            for link_id, moment, by in revoked:
                copy.execute(
                    "update link set revoked_at = $moment, revoked_by = $by"
                    " where link_id = $link_id and revoked_at is null",
                    {"link_id": link_id, "moment": moment, "by": by},
                )
            copy.execute("force checkpoint")
            return was_older, _data_version(copy), digest_tables(copy)
    except errors.DatabaseInUse as held:
        raise errors.RestoreBesideApp(**held.values) from None
    except errors.DatabaseUnreadable as unreadable:
        raise errors.BackupUnreadable(path=file, reason=unreadable.values["reason"]) from None
    except (duckdb.BinderException, duckdb.CatalogException):
        raise errors.NotABackup(path=file) from None
    except duckdb.Error as error:
        raise errors.BackupUnreadable(path=file, reason=first_line(error)) from None


def _keep(path: Path) -> Path | None:
    """Copy what is to be replaced to a dated name beside it, one that was free."""
    if not path.exists():
        return None
    now, marks = utc_now(), itertools.chain([""], (f"-{n}" for n in itertools.count(2)))
    names = (replaced_path(path, now, mark) for mark in marks)
    kept = next(name for name in names if not name.exists())
    with put_in_place(kept) as part:
        copy_file(path, part)
    if log_of(path).exists():
        copy_file(log_of(path), log_of(kept))
    return kept


def _data_version(cursor: Cursor) -> int:
    (version,) = cursor.execute("select version from data_version").fetchall()[0]
    return int(version)
