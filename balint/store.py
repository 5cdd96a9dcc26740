"""The DuckDB file: open, migrate, transact, copy. The only module that opens DuckDB.

One process writes the file. It has one connection; every thread and every script run takes
a cursor of its own. Writes go one at a time, and each commit raises the data version, which
is part of every cache key, and leaves a snapshot from which other processes read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection as Cursor

from balint import errors
from balint.forms import form_ids, load_form, new_columns_ddl, table_ddl, table_name, view_ddl

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "data" / "schema"
MEMORY = Path(":memory:")
KEPT_SNAPSHOTS = 10

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "2GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Tell two texts of the same number apart."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations(folder: Path = SCHEMA) -> tuple[Migration, ...]:
    """List the migrations that this version of the app knows, in order."""
    return tuple(
        Migration(int(path.name[:4]), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    )


def default_path() -> Path:
    """Say where the database is: `BALINT_DATABASE`, else var/balint.duckdb below here."""
    return Path(os.environ.get("BALINT_DATABASE") or Path("var") / "balint.duckdb")


class Store:
    """One open database."""

    def __init__(self, connection: Cursor, path: Path, *, read_only: bool = False) -> None:
        self._connection = connection
        self._writing = threading.RLock()
        self.path = path
        self.read_only = read_only
        self.held_by: str | None = None
        """The process that holds the database whose snapshot this is."""
        self.data_version = 0

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """Open or create a database for reading and writing, and bring its schema up to date.

        Raises: DatabaseInUse, DatabaseNewer, DatabaseUnreadable, SchemaChanged.
        """
        path = Path(path)
        if path != MEMORY:
            path.parent.mkdir(parents=True, exist_ok=True)
        store = cls(_connect(path), path)
        try:
            store._migrate()
        except BaseException:
            store.close()
            raise
        store._read_data_version()
        return store

    @classmethod
    def open_for_reading(cls, path: Path | str) -> Store:
        """Open a database only to read it, or its newest snapshot while an app holds it.

        Raises: DatabaseMissing, NoSnapshot, DatabaseNewer, DatabaseUnreadable.
        """
        path = Path(path)
        if not path.exists():
            raise errors.DatabaseMissing(path=path)
        try:
            store = cls(_connect(path, read_only=True), path, read_only=True)
            if store._pending():
                store.close()
                cls.open(path).close()
                store = cls(_connect(path, read_only=True), path, read_only=True)
        except errors.DatabaseInUse as held:
            snapshots = list_snapshots(path)
            if not snapshots:
                raise errors.NoSnapshot(path=path, pid=held.values["pid"]) from None
            newest = snapshots[-1]
            store = cls(_connect(newest, read_only=True), newest, read_only=True)
            store.held_by = str(held.values["pid"])
        store._read_data_version()
        return store

    def cursor(self) -> Cursor:
        """Give a cursor; a thread or script run takes its own and does not keep it."""
        return self._connection.cursor()

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """Write all of a block or nothing; a commit raises the data version and is copied."""
        with self._writing:
            cursor = self.cursor()
            cursor.begin()
            try:
                yield cursor
                cursor.execute(
                    "update data_version set version = version + 1, changed_at = $now",
                    {"now": utc_now()},
                )
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise
            finally:
                cursor.close()
            self._read_data_version()
            self.snapshot()

    @contextmanager
    def rehearsal(self) -> Iterator[Store]:
        """Give a store that a block may write to and read back; all of it is undone at its end.

        Others read the store as it is meanwhile, and write after it.
        """
        with self._writing:
            cursor = self.cursor()
            cursor.begin()
            try:
                yield _Rehearsal(cursor, self.data_version)
            finally:
                cursor.rollback()
                cursor.close()

    def snapshot(self) -> Path | None:
        """Write a consistent copy beside the database unless this version has one."""
        if self.path == MEMORY:
            return None
        target = _snapshot_folder(self.path) / f"{self.path.stem}-{self.data_version:010}.duckdb"
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            self.backup(target)
            for old in list_snapshots(self.path)[:-KEPT_SNAPSHOTS]:
                old.unlink()
        return target

    def backup(self, target: Path) -> None:
        """Copy the database to a file; what is there is replaced only by a whole copy."""
        with self._writing:
            if not self.read_only:  # forced: it waits for those who read, where a plain one fails
                self.cursor().execute("force checkpoint")
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            # Another process copies: a file that this one opens and closes loses its lock.
            subprocess.run(["cp", "--", self.path, part], check=True)  # noqa: S603, S607
            part.replace(target)

    def close(self) -> None:
        """Give the file back."""
        with self._writing:
            self._connection.close()

    def _read_data_version(self) -> None:
        row = self.cursor().execute("select version from data_version").fetchone()
        self.data_version = int(row[0]) if row else 0

    def _applied(self) -> dict[int, str]:
        cursor = self.cursor()
        tables = cursor.execute("select 1 from duckdb_tables() where table_name = 'migration'")
        if not tables.fetchall():
            return {}
        return dict(cursor.execute("select number, sha256 from migration").fetchall())

    def _pending(self) -> list[Migration]:
        applied = self._applied()
        known = migrations()
        newest = max((migration.number for migration in known), default=0)
        if applied and max(applied) > newest:
            raise errors.DatabaseNewer(path=self.path, found=max(applied), known=newest)
        for migration in known:
            if applied.get(migration.number, migration.sha256) != migration.sha256:
                raise errors.SchemaChanged(number=migration.number, path=self.path)
        return [migration for migration in known if migration.number not in applied]

    def _migrate(self) -> None:
        pending = self._pending()
        cursor = self.cursor()
        cursor.begin()
        try:
            if pending:
                cursor.execute(
                    "create table if not exists migration ("
                    "number integer not null, name varchar not null,"
                    " sha256 varchar not null, applied_at timestamp not null)"
                )
            for migration in pending:
                cursor.execute(migration.sql)
                cursor.execute(
                    "insert into migration values ($number, $name, $sha256, $now)",
                    {
                        "number": migration.number,
                        "name": migration.name,
                        "sha256": migration.sha256,
                        "now": utc_now(),
                    },
                )
            self._make_form_tables(cursor)
            cursor.commit()
        except BaseException:
            cursor.rollback()
            raise

    def _make_form_tables(self, cursor: Cursor) -> None:
        made = cursor.execute("select form, version, sha256 from form_schema").fetchall()
        known = {form: (version, sha256) for form, version, sha256 in made}
        for form in map(load_form, form_ids()):
            ddl = table_ddl(form), view_ddl(form)
            sha256 = hashlib.sha256("".join(ddl).encode()).hexdigest()
            version, before = known.get(form.id, (0, ""))
            if version > form.version:
                found = f"{form.id} {version}"
                raise errors.DatabaseNewer(path=self.path, found=found, known=form.version)
            if before == sha256:
                continue
            cursor.execute(ddl[0])
            for statement in new_columns_ddl(form, _column_names(cursor, table_name(form))):
                cursor.execute(statement)
            cursor.execute(ddl[1])
            cursor.execute("delete from form_schema where form = $form", {"form": form.id})
            cursor.execute(
                "insert into form_schema values ($form, $version, $sha256, $now)",
                {"form": form.id, "version": form.version, "sha256": sha256, "now": utc_now()},
            )


class _Rehearsal(Store):
    """A store whose every cursor is one transaction that is never committed."""

    def __init__(self, cursor: Cursor, data_version: int) -> None:
        super().__init__(cursor, MEMORY)
        self.data_version = data_version

    def cursor(self) -> Cursor:
        """Give the one cursor that sees what was written."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """Write within the rehearsal."""
        yield self._connection


def _column_names(cursor: Cursor, table: str) -> set[str]:
    rows = cursor.execute(
        "select column_name from duckdb_columns() where table_name = $table", {"table": table}
    )
    return {name for (name,) in rows.fetchall()}


def utc_now() -> dt.datetime:
    """Give the time in UTC, without a zone, as the database keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def list_snapshots(path: Path) -> list[Path]:
    """List the copies kept of a database, oldest first."""
    return sorted(_snapshot_folder(path).glob(f"{path.stem}-*.duckdb"))


def _snapshot_folder(path: Path) -> Path:
    return path.parent / "snapshots"


def _connect(path: Path, *, read_only: bool = False) -> Cursor:
    try:
        return duckdb.connect(str(path), read_only=read_only, config=CONFIG)
    except duckdb.IOException as error:
        holder = re.search(r"PID (\d+)", str(error))
        if "lock" in str(error) and holder:
            raise errors.DatabaseInUse(path=path, pid=holder[1], page="") from None
        raise errors.DatabaseUnreadable(path=path, reason=_first_line(error)) from None
    except duckdb.Error as error:
        raise errors.DatabaseUnreadable(path=path, reason=_first_line(error)) from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


_opened: Store | None = None
_opening = threading.Lock()


def process_store() -> Store:
    """Give the one store of this process, opened on first use at `default_path()`."""
    global _opened
    with _opening:
        if _opened is None:
            _opened = Store.open(default_path())
        return _opened


def close_process_store() -> None:
    """Close the one store of this process."""
    global _opened
    with _opening:
        if _opened is not None:
            _opened.close()
            _opened = None
