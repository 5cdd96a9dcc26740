"""The file is opened, migrated, written and copied as promised."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from balint import errors, schema, store
from balint.rounds import list_rounds
from balint.snapshots import KEPT_SNAPSHOTS, list_snapshots, list_unfinished
from balint.store import Store, copy_database
from tests.commands.test_backups import room_for
from tests.figures.own_rounds import add_round, leader
from tests.stores import new_store


def test_store_applies_each_migration_once(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    for _ in range(2):
        opened = Store.open(path)
        numbers = opened.cursor().execute("select number from migration order by number").fetchall()
        opened.close()
        assert [number for (number,) in numbers] == [step.number for step in schema.migrations()]


def test_store_of_a_newer_app_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    opened = Store.open(path)
    with opened.transaction() as cursor:
        cursor.execute("insert into migration values (9999, 'later', 'x', timestamp '2030-01-01')")
    opened.close()
    before = path.read_bytes()
    with pytest.raises(errors.DatabaseNewer, match="9999"):
        Store.open(path)
    assert path.read_bytes() == before


def test_store_refuses_an_edited_migration(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    opened = Store.open(path)
    with opened.transaction() as cursor:
        cursor.execute("update migration set sha256 = 'other' where number = 1")
    opened.close()
    with pytest.raises(errors.SchemaChanged, match="Migration 1"):
        Store.open(path)


def test_store_refuses_what_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    path.write_text("Kod;Land\nL01;Sverige\n")
    with pytest.raises(errors.DatabaseUnreadable):
        Store.open(path)


def test_store_adds_the_columns_a_form_has_got(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    opened = Store.open(path)
    with opened.transaction() as cursor:
        cursor.execute("drop view congress_current")
        cursor.execute("alter table congress_answer drop column reason_conflict")
        cursor.execute("update form_schema set sha256 = 'before' where form = 'congress'")
    opened.close()
    opened = Store.open(path)
    opened.cursor().execute("select reason_conflict from congress_current")
    opened.close()


def test_transaction_that_fails_writes_nothing() -> None:
    opened = Store.open(":memory:")
    before = opened.data_version

    def write_and_fail() -> None:
        with opened.transaction() as cursor:
            cursor.execute("insert into bundle values ('x', 'y', timestamp '2026-01-01', null)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert opened.cursor().execute("select count(*) from bundle").fetchone() == (0,)
    assert opened.data_version == before


def test_what_was_found_is_kept_until_the_data_change(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "b.duckdb")) as opened:

        def bundles(asked: Store) -> int:
            return asked.once("bundles", lambda: len(asked.cursor().table("bundle").fetchall()))

        insert = "insert into bundle values ('x', 'y', timestamp '2026-01-01', null)"
        with opened.rehearsal() as rehearsed:
            assert bundles(rehearsed) == 0
            rehearsed.cursor().execute(insert)
            assert (bundles(rehearsed), bundles(opened)) == (1, 0)
        opened.cursor().execute(insert)
        assert bundles(opened) == 0, "nothing was said to have changed"
        with opened.transaction():
            assert bundles(opened) == 0
        assert bundles(opened) == 1


def test_commit_raises_the_data_version_and_leaves_a_snapshot(tmp_path: Path) -> None:
    opened = Store.open(tmp_path / "b.duckdb")
    with opened.transaction() as cursor:
        cursor.execute("insert into bundle values ('x', 'y', timestamp '2026-01-01', null)")
    newest = list_snapshots(opened.path)[-1]
    copied = tmp_path / "copy.duckdb"
    shutil.copy(newest, copied)
    read = Store.open_for_reading(copied)
    assert read.data_version == opened.data_version == 1
    assert read.cursor().execute("select name from bundle").fetchall() == [("x",)]
    read.close()
    opened.close()


def test_snapshots_kept_are_the_last_ones(tmp_path: Path) -> None:
    opened = Store.open(tmp_path / "b.duckdb")
    for number in range(KEPT_SNAPSHOTS + 3):
        with opened.transaction() as cursor:
            cursor.execute(
                "insert into bundle values ($name, 'y', timestamp '2026-01-01', null)",
                {"name": str(number)},
            )
    kept = list_snapshots(opened.path)
    opened.close()
    assert len(kept) == KEPT_SNAPSHOTS
    assert kept[-1].stem.endswith(str(KEPT_SNAPSHOTS + 3))


def test_what_is_stored_stays_stored_where_its_snapshot_has_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened = new_store(tmp_path / "b.duckdb")
    before, version = list_snapshots(opened.path), opened.data_version

    def copy(source: Path, target: Path) -> None:
        with room_for(100_000):
            copy_database(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(store, "copy_database", copy)
        name_bundle(opened, "x")
    assert opened.cursor().execute("select count(*) from bundle where name = 'x'").fetchone() == (
        1,
    )
    assert opened.data_version == version + 1
    assert "No snapshot of data version" in caplog.text
    assert list_snapshots(opened.path) == before
    assert list_unfinished(opened.path) == []
    name_bundle(opened, "y")
    assert list_snapshots(opened.path)[-1] == opened.snapshot()
    opened.close()


def name_bundle(opened: Store, name: str) -> None:
    with opened.transaction() as cursor:
        cursor.execute(
            "insert into bundle values ($name, 'y', timestamp '2026-01-01', null)", {"name": name}
        )


def test_readers_are_counted_while_others_begin_to_read() -> None:
    opened, stop = Store.open(":memory:"), threading.Event()

    def read() -> None:
        while not stop.is_set():
            kept = [opened.cursor() for _ in range(20)]
            del kept

    threads = [threading.Thread(target=read) for _ in range(3)]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for _ in range(3000):
            opened._others_read()
    finally:
        stop.set()
        sys.setswitchinterval(often)
        for thread in threads:
            thread.join()
    opened.close()


def test_transactions_of_many_threads_all_count() -> None:
    opened = Store.open(":memory:")

    def write(number: int) -> None:
        for step in range(5):
            with opened.transaction() as cursor:
                cursor.execute(
                    "insert into bundle values ($name, 'y', timestamp '2026-01-01', null)",
                    {"name": f"{number}-{step}"},
                )

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened.cursor().execute("select count(*) from bundle").fetchone() == (30,)
    assert opened.data_version == 30


def test_reading_beside_another_process_uses_its_newest_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    made = new_store(path)
    n_rounds = made.cursor().execute("select count(*) from round").fetchone()
    made.close()
    hold = (
        "import sys; from balint.store import Store; store = Store.open(sys.argv[1])\n"
        "with store.transaction(): pass\n"  # whose snapshot must not cost the lock
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        read = Store.open_for_reading(path)
        assert read.held_by == str(holder.pid)
        assert read.path.parent.name == "snapshots"
        assert read.cursor().execute("select count(*) from round").fetchone() == n_rounds
        read.close()
        with pytest.raises(errors.DatabaseInUse) as raised:
            Store.open(path)
        assert raised.value.values["pid"] == str(holder.pid)
        holder.communicate("")


def test_what_is_written_aside_makes_no_version_and_no_snapshot(tmp_path: Path) -> None:
    opened = Store.open(tmp_path / "b.duckdb")
    insert = "insert into bundle values ($name, 'y', timestamp '2026-01-01', null)"
    with opened.aside() as cursor:
        cursor.execute(insert, {"name": "kept"})

    def write_and_fail() -> None:
        with opened.aside() as cursor:
            cursor.execute(insert, {"name": "not kept"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert opened.data_version == 0
    assert list_snapshots(opened.path) == []
    opened.close()
    again = Store.open(tmp_path / "b.duckdb")
    assert again.cursor().execute("select name from bundle").fetchall() == [("kept",)]
    again.close()


def test_older_database_learns_to_count_answers_also_for_who_reads(tmp_path: Path) -> None:
    path = tmp_path / "balint.duckdb"
    opened = Store.open(path)
    add_round(opened, "old", "congress", [leader(1, 2)] * 3)
    with opened.transaction() as cursor:  # as it was before 0008
        earlier = next(step for step in schema.migrations() if step.number == 5)
        cursor.execute("drop view n_answers")
        cursor.execute("create or replace view" + earlier.sql.partition("replace view")[2])
        cursor.execute("delete from migration where number >= 8")
        cursor.execute("update form_schema set sha256 = ''")
    opened.close()
    with closing(Store.open_for_reading(path)) as again:
        assert [(found.id, found.n_rows) for found in list_rounds(again.cursor())] == [("old", 3)]


def test_release_of_an_older_database_stays_one_to_all_readers(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    opened = Store.open(path)
    add_round(opened, "old", "congress", [leader(1, 2)] * 3)
    with opened.transaction() as cursor:  # as it was before links
        earlier = next(step for step in schema.migrations() if step.number == 4)
        cursor.execute("drop view counting_submission")
        cursor.execute("alter table release drop column link_id")
        cursor.execute("alter table round drop column reopened_at")
        cursor.execute("create view" + earlier.sql.partition("create view")[2])
        steps = "".join(step.sql for step in schema.migrations() if step.number >= 5)
        for table in re.findall(r"create table (\w+)", steps):
            cursor.execute(f"drop table {table}")
        cursor.execute("delete from migration where number >= 5")
    opened.close()
    again = Store.open(path)
    seen = again.cursor(released=True).execute("select count(*) from congress_current").fetchone()
    assert seen == (3,)
    again.close()
