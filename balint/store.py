"""The DuckDB file: open, migrate, transact, copy. The only module that opens DuckDB.

One process writes the file. It has one connection; every thread and every script run takes
a cursor of its own. Writes go one at a time, and each commit raises the data version, which
is part of every cache key, and leaves a snapshot from which other processes read.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

import duckdb
from duckdb import DuckDBPyConnection as Cursor

from balint import errors
from balint.copying import copy_file, log_of, put_in_place
from balint.forgetting import forget_all
from balint.schema import migrate, pending
from balint.snapshots import drop_copies, drop_old_snapshots, list_snapshots, snapshot_path
from balint.words import in_sweden

log = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent
MEMORY = Path(":memory:")

LONGEST_READING = 60.0
"""How many seconds those who read may take before a rewrite of the database gives up."""

T = TypeVar("T")

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "2GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def default_path() -> Path:
    """Say where the database is: `BALINT_DATABASE`, else var/balint.duckdb below here."""
    return Path(os.environ.get("BALINT_DATABASE") or Path("var") / "balint.duckdb")


class Store:
    """One open database."""

    def __init__(self, connection: Cursor, path: Path, *, read_only: bool = False) -> None:
        self._connection = connection
        self._writing = threading.RLock()
        self._door = threading.Condition()
        self._cursors: WeakKeyDictionary[Cursor, int] = WeakKeyDictionary()
        """The cursors that are in use, each with the thread that took it."""
        self._replaced_by: int | None = None
        """The thread that puts another file in the place of this one, while nobody reads."""
        self.path = path
        self.read_only = read_only
        self.held_by: str | None = None
        """The process that holds the database whose snapshot this is."""
        self.data_version = 0
        self.changed_on = dt.date.min
        self._found: dict[tuple[int, Hashable], object] = {}
        """What was asked in this data version, by version and question."""

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """Open or create a database for reading and writing, and bring its schema up to date.

        Raises: DatabaseInUse, DatabaseNewer, DatabaseUnreadable, SchemaChanged.
        """
        path = Path(path)
        if path != MEMORY:
            path.parent.mkdir(parents=True, exist_ok=True)
        store = cls(connect(path), path)
        try:
            migrate(store.cursor(), path, utc_now())
        except BaseException:
            store.close()
            raise
        store._read_data_version()
        store._drop_erased_copies()
        return store

    @classmethod
    def open_for_reading(
        cls, path: Path | str, *, fill: Callable[[Store], object] = lambda _: None
    ) -> Store:
        """Open a database only to read it, or its newest snapshot while an app holds it.

        Takes: `fill`, which puts in what ships with the app where the schema had to be renewed.
        Raises: DatabaseMissing, NoSnapshot, DatabaseNewer, DatabaseUnreadable.
        """
        path = Path(path)
        if not path.exists():
            raise errors.DatabaseMissing(path=path)
        try:
            store = cls(connect(path, read_only=True), path, read_only=True)
            if pending(store.cursor(), path):
                store.close()
                with closing(cls.open(path)) as renewed:
                    fill(renewed)
                store = cls(connect(path, read_only=True), path, read_only=True)
        except errors.DatabaseInUse as held:
            snapshots = list_snapshots(path)
            if not snapshots:
                raise errors.NoSnapshot(path=path, pid=held.values["pid"]) from None
            newest = snapshots[-1]
            store = cls(connect(newest, read_only=True), newest, read_only=True)
            store.held_by = str(held.values["pid"])
        store._read_data_version()
        return store

    def cursor(self, *, released: bool = False, link_id: str | None = None) -> Cursor:
        """Give a cursor; a thread or script run takes its own and does not keep it.

        Takes: `released`, whether it sees collected rounds as they were when last released to
        all readers; `link_id`, a link whose rounds it sees as they were when the link was made,
        and no other collected round.
        """
        with self._door:
            self._door.wait_for(self._may_read)
            cursor = self._connection.cursor()
            self._cursors[cursor] = threading.get_ident()
        seen = link_id or ("released" if released else None)
        if seen:
            cursor.execute("set variable answers_seen = $seen", {"seen": seen})
        return cursor

    def once(self, question: Hashable, find: Callable[[], T]) -> T:
        """Give what was found for a question since the data last changed, else find it.

        What is found is handed to all who ask, and never changed.
        """
        kept, asked = self._found, (self.data_version, question)  # a commit begins with another
        if asked not in kept:
            kept[asked] = find()
        return cast(T, kept[asked])

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """Write all of a block or nothing; a commit raises the data version and is copied."""
        with self._writing:
            with self.aside() as cursor:
                yield cursor
                _raise_version(cursor)
            self._read_data_version()
            self.snapshot()

    @contextmanager
    def aside(self) -> Iterator[Cursor]:
        """Write all of a block or nothing, of what no figure and no list of rounds rests on.

        The data version stays, and no copy is made: the next commit takes it along.
        """
        with self._writing:
            cursor = self.cursor()
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise
            finally:
                self._give_back(cursor)

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
                self._give_back(cursor)

    def rewrite(self, work: Callable[[Cursor], T]) -> T:
        """Write as in a transaction, and leave no trace on the disk of what was deleted.

        DuckDB keeps deleted rows in its file, so all that is left is copied into a new one, which
        takes the place of the old when nobody reads. Copies beside it that hold what was deleted
        are removed: at once, or when the store is opened after a crash. So is what is kept ready.
        Takes: the function that writes; it must record what it erased in the table `erasure`.
        Raises: StillReading, NotWritten, and what the function raises; nothing is changed then.
        """
        if self.path == MEMORY:
            with self.transaction() as cursor:
                done = work(cursor)
            forget_all()
            return done
        with self._writing:
            with ExitStack() as swap:
                with put_in_place(self.path) as fresh:
                    done = self._write_afresh(work, fresh)
                    swap.enter_context(self._nobody_reading())
                self._open_again()
            self._read_data_version()
            self._drop_erased_copies()
            forget_all()
            self.snapshot()
        return done

    def _write_afresh(self, work: Callable[[Cursor], T], fresh: Path) -> T:
        """Write into a copy of the database, and copy what it then holds to a new file."""
        whole = fresh.with_name(f"{fresh.name}.whole.part")
        try:
            self.copy_to(whole)
            with closing(connect(whole)) as copy:
                copy.begin()
                done = work(copy)
                _raise_version(copy)
                copy.commit()
                copy.execute(f"attach '{_quoted(fresh)}' as fresh")
                (name,) = copy.execute("select current_database()").fetchall()[0]
                copy.execute(f'copy from database "{name}" to fresh')
                copy.execute("force checkpoint fresh")
                copy.execute("detach fresh")
        finally:
            for left in (whole, log_of(whole)):
                left.unlink(missing_ok=True)
        return done

    @contextmanager
    def _nobody_reading(self) -> Iterator[None]:
        """Keep others from beginning to read, once all who have begun are done.

        Raises: StillReading.
        """
        with self._door:
            self._replaced_by = threading.get_ident()
        try:
            until = time.monotonic() + LONGEST_READING
            while self._others_read():
                if time.monotonic() > until:
                    raise errors.StillReading
                time.sleep(0.02)
                gc.collect()  # a cursor may hang on in what an error left behind
            yield
        finally:
            with self._door:
                self._replaced_by = None
                self._door.notify_all()

    def _may_read(self) -> bool:
        """Say whether this thread may take a cursor; who has one already must get to its end."""
        me = threading.get_ident()
        return self._replaced_by in (None, me) or me in list(self._cursors.values())

    def _others_read(self) -> bool:
        """Say whether another thread has a cursor; one that has ended reads no more."""
        running = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}
        with self._door:
            return not running.isdisjoint(list(self._cursors.values()))

    def _give_back(self, cursor: Cursor) -> None:
        cursor.close()
        with self._door:
            self._cursors.pop(cursor, None)

    def _open_again(self) -> None:
        """Open the file that has taken the place of the old, which no other process could open."""
        self._connection.close()
        until = time.monotonic() + LONGEST_READING
        while True:
            try:
                self._connection = connect(self.path)
                return
            except errors.DatabaseInUse:  # somebody was quicker; what a verb does is soon done
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def _drop_erased_copies(self) -> None:
        """Remove copies beside the database from before something in it was last erased."""
        last = "select max(data_version), max(erased_at) from erasure"
        ((version, moment),) = self.cursor().execute(last).fetchall()
        if version is not None and self.path != MEMORY:
            drop_copies(self.path, before=version, made_by=moment.replace(tzinfo=dt.UTC))

    def snapshot(self) -> Path | None:
        """Write a consistent copy beside the database unless this version has one.

        Where it cannot be written, the log says so: what it would copy is stored all the same.
        """
        if self.path == MEMORY:
            return None
        target = snapshot_path(self.path, self.data_version)
        try:
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                with put_in_place(target) as part:
                    self.copy_to(part)
                drop_old_snapshots(self.path)
        except (errors.BalintError, OSError, duckdb.Error) as error:
            log.error("No snapshot of data version %s", self.data_version, exc_info=error)
            return None
        return target

    def copy_to(self, target: Path) -> None:
        """Copy all that is committed to a file that nobody reads yet.

        Raises: OSError.
        """
        with self._writing:
            if not self.read_only:  # forced: it waits for those who read, where a plain one fails
                self.cursor().execute("force checkpoint")
            copy_database(self.path, target)

    def close(self) -> None:
        """Give the file back."""
        with self._writing:
            self._connection.close()

    def _read_data_version(self) -> None:
        row = self.cursor().execute("select version, changed_at from data_version").fetchone()
        if row:
            self.data_version, self.changed_on = int(row[0]), in_sweden(row[1]).date()
            self._found = {}


class _Rehearsal(Store):
    """A store whose every cursor is one transaction that is never committed."""

    def __init__(self, cursor: Cursor, data_version: int) -> None:
        super().__init__(cursor, MEMORY)
        self.data_version = data_version

    def cursor(self, *, released: bool = False, link_id: str | None = None) -> Cursor:
        """Give the one cursor that sees what was written, as those who ask would see it."""
        seen = link_id or ("released" if released else None)
        self._connection.execute("set variable answers_seen = $seen::varchar", {"seen": seen})
        return self._connection

    def once(self, question: Hashable, find: Callable[[], T]) -> T:
        """Find it anew: what is written in between raises no version."""
        return find()

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """Write within the rehearsal."""
        yield self._connection

    aside = transaction


def _raise_version(cursor: Cursor) -> None:
    cursor.execute(
        "update data_version set version = version + 1, changed_at = $now", {"now": utc_now()}
    )


def _quoted(path: Path) -> str:
    """Write a path into a statement that takes no parameters."""
    return str(path).replace("'", "''")


def utc_now() -> dt.datetime:
    """Give the time in UTC, without a zone, as the database keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def today_in_sweden() -> dt.date:
    """Give the day that it is in Sweden, by which all days are reckoned."""
    return in_sweden(utc_now()).date()


def connect(path: Path, *, read_only: bool = False) -> Cursor:
    """Open a file as it is; without `read_only`, no other process can open it meanwhile.

    Raises: DatabaseInUse, DatabaseUnreadable.
    """
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=CONFIG)
    except duckdb.IOException as error:
        holder = re.search(r"PID (\d+)", str(error))
        if "lock" in str(error) and holder:
            raise errors.DatabaseInUse(path=path, pid=holder[1], page="") from None
        raise errors.DatabaseUnreadable(path=path, reason=first_line(error)) from None
    except duckdb.Error as error:
        raise errors.DatabaseUnreadable(path=path, reason=first_line(error)) from None
    found = connection.execute("select path from duckdb_databases() where not internal").fetchall()
    if path != MEMORY and found == [(None,)]:  # a CSV is opened as a view in memory
        connection.close()
        raise errors.DatabaseUnreadable(path=path, reason="it is a table, not a database")
    return connection


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that this process has open, with what is still in its log.

    Raises: OSError, DatabaseUnreadable.
    """
    copy_file(source, target)
    if log_of(source).exists():
        copy_file(log_of(source), log_of(target))
        copy = connect(target)
        copy.execute("force checkpoint")
        copy.close()


def first_line(error: Exception) -> str:
    """Give what DuckDB says went wrong, without its advice."""
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
