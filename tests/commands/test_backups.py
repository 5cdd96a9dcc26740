"""Does a backup come back with the same digests, and is nothing lost on the way?"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from balint.schema import migrations
from balint.snapshots import list_snapshots
from balint.store import Store, connect
from tests.commands.contents import contents, data_version, make_database
from tests.commands.verbs import balint, leaders
from tests.conftest import StartServer
from tools.running_app import ROOT


def test_backup_beside_the_app_restores_to_the_same_digests(
    start_server: StartServer, tmp_path: Path
) -> None:
    app = start_server(tmp_path / "balint.duckdb")
    copy = tmp_path / "copy.duckdb"
    done = balint("backup", str(copy), "--json", database=app.database)
    assert done.exit_code == 0, done.output
    assert "snapshot" in done.stderr
    told, before = json.loads(done.stdout), contents(copy)
    assert told["sha256"] == sha256_of(copy)

    elsewhere = tmp_path / "elsewhere" / "balint.duckdb"
    again = balint("restore", str(copy), "--json", database=elsewhere)
    assert json.loads(again.stdout)["contents_sha256"] == told["contents_sha256"]
    assert contents(elsewhere) == before
    refused = balint("restore", str(copy), "--lang", "en", database=app.database)
    assert refused.exit_code == 2
    assert f"process {app.process.pid}" in refused.stderr
    assert "Stop the app" in refused.stderr
    assert app.health() is not None

    app.process.terminate()
    app.process.wait(300)
    more = tmp_path / "more.csv"
    more.write_text(leaders(5), "utf-8")
    titles = ("--title-sv", "Nya", "--title-en", "New")
    words = ("add", str(more), "--form", "congress", "--round", "new-2026", *titles)
    assert balint(*words, database=app.database).exit_code == 0
    added, version = contents(app.database), data_version(app.database)
    assert added != before

    restored = balint("restore", str(copy), "--json", database=app.database)
    assert restored.exit_code == 0, restored.output
    told_again = json.loads(restored.stdout)
    assert told_again["contents_sha256"] == told["contents_sha256"]
    assert told_again["tables"] == told["tables"]
    assert contents(app.database) == before
    assert data_version(app.database) > version > told["data_version"]
    assert contents(Path(told_again["kept"])) == added


def test_backup_beside_a_writing_process_is_whole(tmp_path: Path) -> None:
    path = make_database(tmp_path / "b.duckdb")
    write = (
        "import itertools, sys; from balint.store import Store; store = Store.open(sys.argv[1])\n"
        "for number in itertools.count():\n"
        "    with store.transaction() as cursor:\n"
        "        for name in 'ab':\n"
        "            cursor.execute('insert into bundle values ($name, $name,'\n"
        "                           ' current_localtimestamp(), null)', {'name': name})\n"
        "    if number == 0: print('writing', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", write, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"writing\n"
            for number in range(5):
                copy = tmp_path / f"copy-{number}.duckdb"
                done = balint("backup", str(copy), "--json", database=path)
                assert done.exit_code == 0, done.output
                told = json.loads(done.stdout)
                assert told["tables"]["bundle"]["rows"] == 2 * told["data_version"]
        finally:
            writer.kill()


def test_backup_has_what_a_killed_process_had_committed(tmp_path: Path) -> None:
    path = make_database(tmp_path / "b.duckdb", "first")
    die = (
        "import os, sys; from balint.store import Store\n"
        "cursor = Store.open(sys.argv[1]).cursor()\n"
        "now = 'current_localtimestamp()'\n"
        "cursor.execute(f\"insert into bundle values ('last', 'y', {now}, null)\")\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", die, str(path)], cwd=ROOT, check=False)
    assert path.with_name("b.duckdb.wal").exists()
    alone, beside_its_log = tmp_path / "alone.duckdb", tmp_path / "b.duckdb"
    assert balint("backup", str(alone), database=path).exit_code == 0
    for file in (alone, beside_its_log):
        new = tmp_path / f"from-{file.name}"
        assert balint("restore", str(file), database=new).exit_code == 0
        assert contents(new) == contents(path)
        with closing(Store.open_for_reading(new)) as store:
            names = store.cursor().execute("select name from bundle order by name").fetchall()
        assert names == [("first",), ("last",)]


def test_backup_replaces_no_file_unasked(tmp_path: Path) -> None:
    path, copy = make_database(tmp_path / "b.duckdb", "x"), tmp_path / "copy.duckdb"
    copy.write_text("precious")
    stale = tmp_path / "copy.duckdb.wal"
    stale.write_text("of another database")
    refused = balint("backup", str(copy), "--lang", "en", database=path)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert copy.read_text() == "precious"
    assert balint("backup", str(copy), "--force", database=path).exit_code == 0
    assert contents(copy) == contents(path)
    assert not stale.exists()

    for verb in (("backup", "--force"), ("restore",)):
        itself = balint(*verb, str(path), "--lang", "en", database=path)
        assert itself.exit_code == 1
        assert "the database itself" in itself.stderr


def test_backup_of_no_database_makes_none(tmp_path: Path) -> None:
    refused = balint("backup", str(tmp_path / "copy.duckdb"), database=tmp_path / "none.duckdb")
    assert refused.exit_code == 2
    assert "none.duckdb" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_older_backup_is_brought_up_to_date(tmp_path: Path) -> None:
    path = make_database(tmp_path / "b.duckdb", "now", "later")
    older = make_database(tmp_path / "older.duckdb", "then")
    with closing(connect(older)) as cursor:
        cursor.execute("drop view counting_submission")
        steps = "".join(step.sql for step in migrations() if step.number >= 3)
        for table in re.findall(r"create table (\w+)", steps):
            cursor.execute(f"drop table {table}")
        cursor.execute("alter table round drop column reopened_at")
        cursor.execute("delete from migration where number >= 3")
    bytes_before = older.read_bytes()
    done = balint("restore", str(older), "--lang", "en", database=path)
    assert done.exit_code == 0, done.output
    assert "older version" in done.stdout
    assert older.read_bytes() == bytes_before
    assert data_version(path) > 2
    with closing(Store.open(path)) as store:
        assert store.cursor().execute("select name from bundle").fetchall() == [("then",)]
        store.cursor().execute("select * from left_out_row")
    assert data_version(list_snapshots(path)[-1]) == data_version(path)


def text_file(path: Path) -> None:
    path.write_text("Kod;Land\nL01;Sverige\n")


def empty_file(path: Path) -> None:
    path.touch()


def foreign(path: Path) -> None:
    with closing(connect(path)) as cursor:
        cursor.execute("create table migration (version varchar)")


def newer(path: Path) -> None:
    make_database(path)
    with closing(connect(path)) as cursor:
        cursor.execute(
            "insert into migration values (9999, 'later', 'x', current_localtimestamp())"
        )


def cut_short(path: Path) -> None:
    damaged(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def damaged(path: Path) -> None:
    make_database(path)
    with closing(connect(path)) as cursor:
        cursor.execute(
            "insert into bundle"
            " select md5(n::varchar), sha256(n::varchar), timestamp '2026-01-01', null"
            " from range(30000) as t(n)"
        )
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"damaged")


def missing(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (text_file, "not a backup"),
        (empty_file, "not a backup"),
        (foreign, "not a backup"),
        (newer, "9999"),
        (cut_short, "read to its end"),
        (damaged, "read to its end"),
        (missing, "could not be opened"),
    ],
)
def test_file_that_is_no_whole_backup_changes_nothing(
    make: object, says: str, tmp_path: Path
) -> None:
    path = make_database(tmp_path / "here" / "b.duckdb", "x")
    file = tmp_path / "backup.duckdb"
    assert callable(make)
    make(file)
    bytes_before, names_before = path.read_bytes(), sorted(path.parent.rglob("*"))
    refused = balint("restore", str(file), "--lang", "en", database=path)
    assert refused.exit_code == 2, refused.output
    assert says in refused.stderr
    assert path.read_bytes() == bytes_before
    assert sorted(path.parent.rglob("*")) == names_before


def test_database_that_is_missing_or_broken_is_restored(tmp_path: Path) -> None:
    copy = make_database(tmp_path / "copy.duckdb", "x")
    new = tmp_path / "new" / "b.duckdb"
    assert balint("restore", str(copy), database=new).exit_code == 0
    assert contents(new) == contents(copy)

    broken = tmp_path / "broken.duckdb"
    broken.write_text("no database")
    log = tmp_path / "broken.duckdb.wal"
    log.write_text("no log")
    done = balint("restore", str(copy), "--json", database=broken)
    assert done.exit_code == 0, done.output
    assert contents(broken) == contents(copy)
    kept = Path(json.loads(done.stdout)["kept"])
    assert kept.read_text() == "no database"
    assert kept.with_name(f"{kept.name}.wal").read_text() == "no log"
    assert not log.exists()


def test_restoring_twice_keeps_both_databases(tmp_path: Path) -> None:
    path = make_database(tmp_path / "b.duckdb", "one")
    copies = [make_database(tmp_path / f"{name}.duckdb", name) for name in ("two", "three")]
    here = contents(path)
    for copy in copies:
        assert balint("restore", str(copy), database=path).exit_code == 0
    kept = sorted(tmp_path.glob("b-replaced-*.duckdb"), key=lambda file: file.stat().st_ctime_ns)
    assert [contents(each) for each in kept] == [here, contents(copies[0])]


def test_copy_that_finds_no_place_leaves_all_as_it_was(tmp_path: Path) -> None:
    path = make_database(tmp_path / "b.duckdb", "x")
    copy = tmp_path / "copy.duckdb"
    assert balint("backup", str(copy), database=path).exit_code == 0
    with path.open("rb") as file:
        bytes_before = file.read()
    names_before = sorted(tmp_path.rglob("*"))
    nowhere = balint("backup", str(tmp_path / "none" / "c.duckdb"), database=path)
    assert nowhere.exit_code == 2
    assert "c.duckdb" in nowhere.stderr
    with room_for(100_000):
        full = [
            balint("backup", str(copy), "--force", database=path),
            balint("backup", str(tmp_path / "other.duckdb"), database=path),
            balint("restore", str(copy), database=path),
        ]
    assert [done.exit_code for done in full] == [2, 2, 2]
    assert path.read_bytes() == bytes_before
    assert sorted(tmp_path.rglob("*")) == names_before
    assert contents(copy) == contents(path)


@contextmanager
def room_for(n_bytes: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def sha256_of(path: Path) -> str:
    """Ask the program that everyone has."""
    done = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True)
    return done.stdout.split()[0]
