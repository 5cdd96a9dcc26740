"""Is what is erased gone from every file, and everything else still there?"""

from __future__ import annotations

import csv
import gc
import io
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from starlette.applications import Starlette

from balint import store as stores
from balint.access import LOCAL_BOARD
from balint.backups import back_up, restore
from balint.digests import digest_tables
from balint.disclosure import BOARD, VIEWER
from balint.erasure import erase_answers, erase_person, plan_erasure, purge_files
from balint.errors import (
    AnswersErased,
    RoundNotCollected,
    StillReading,
    UnknownCode,
    UnknownRound,
)
from balint.exports import export_round
from balint.figures import Figure, draw
from balint.figures.faces import FACES
from balint.forms import load_form
from balint.intake import commit, kept_file, plan_file, redo, undo
from balint.queries import rows
from balint.releases import release
from balint.rounds import answers, find_round, set_state
from balint.snapshots import list_replaced, list_snapshots
from balint.store import Store
from balint.web import answers as web_answers
from balint.web.light import LightPages
from balint.web.stage import Stage
from tests.figures.own_rounds import add_round
from tests.figures.public_views import figures_of
from tests.intake.files import CONGRESS, TODAY, as_csv, as_xlsx
from tests.intake.storing import new_round
from tests.stores import new_store
from tests.web.asking import ask

ROUND = "kongress"
CODE, OTHER = "ZEBRAFINK07", "KOLTRAST08"
OWN_WORDS = "hemvävd självlärd trollkonstnär"
HEADER = [field.id for field in CONGRESS.fields]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(new_store(tmp_path / "var" / "balint.duckdb", without_demo=True)) as opened:
        yield opened


def leader(code: str, **more: str) -> dict[str, str]:
    ranks = {field.id: str(place) for place, field in enumerate(CONGRESS.in_block("reason"), 1)}
    return {"leader_code": code, "members_led": "40", "dropouts": "4", **ranks, **more}


def send(store: Store, people: list[dict[str, str]], name: str = "svar.csv") -> str:
    """Send a file to the round, which is made if it is new."""
    data = as_csv(CONGRESS, people)
    plan = plan_file(store.cursor(), CONGRESS, ROUND, name, data, language="sv", today=TODAY)
    done = commit(store, plan, by=LOCAL_BOARD, new_round=new_round(ROUND))
    assert done.submission_id
    return done.submission_id


def fill(store: Store) -> tuple[str, str]:
    """Send two files; one person is in both, with own words, and the second is taken back."""
    others = [leader(f"GRÅSPARV{place:02}") for place in range(12)]
    first = send(store, [leader(CODE, profession=OWN_WORDS), leader(OTHER), *others], f"{CODE}.csv")
    second = send(store, [leader(CODE, dropouts="39", profession=OWN_WORDS), *others], "b.csv")
    undo(store, second, by=LOCAL_BOARD)
    return first, second


def traces(store: Store, *words: str) -> list[str]:
    """Name each file beside the database that has a word in its bytes or in its tables."""
    files = [path for path in sorted(store.path.parent.rglob("*")) if path.is_file()]
    found = [
        path.name for path in files if any(word.encode() in path.read_bytes() for word in words)
    ]
    tables = store.cursor().execute("select table_name from duckdb_tables()").fetchall()
    for (table,) in tables:
        held = store.cursor().execute(f'from "{table}"').fetchall()
        found += [table for word in words if word in repr(held)]
    return found


def test_erased_answers_are_in_no_byte_of_any_file(store: Store) -> None:
    fill(store)
    release(store, ROUND, by=LOCAL_BOARD)
    assert len(traces(store, CODE)) > 3
    assert traces(store, OWN_WORDS)
    done = erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    assert (done.n_answers, done.n_files) == (2, 2)
    assert traces(store, CODE, OWN_WORDS) == []
    assert traces(store, OTHER)
    assert list_snapshots(store.path) == [store.snapshot()]


def test_erasing_one_leaves_all_others_and_their_undo(store: Store) -> None:
    first, second = fill(store)
    before = digest_tables(store.cursor())
    kept = [row for row in answers(store.cursor(), ROUND, CONGRESS) if row[0] != CODE]
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    after = digest_tables(store.cursor())
    assert {name for name in before if before[name] != after[name]} == {
        "congress_answer",
        "erasure",
        "submission",
        "submission_file",
        "trail",
    }
    assert answers(store.cursor(), ROUND, CONGRESS) == kept
    assert [kept_file(store.cursor(), each)[1] for each in (first, second)] == [None, None]
    undo(store, first, by=LOCAL_BOARD)
    assert answers(store.cursor(), ROUND, CONGRESS) == []
    redo(store, second, by=LOCAL_BOARD)
    redo(store, first, by=LOCAL_BOARD)
    assert answers(store.cursor(), ROUND, CONGRESS) == kept


def test_figures_that_change_are_named_and_those_only(store: Store) -> None:
    fill(store)
    ranked_nothing = {field.id: "" for field in CONGRESS.in_block("reason")}
    send(store, [leader("TYST", **ranked_nothing)], "c.csv")
    planned = plan_erasure(store, ROUND, "TYST", by=LOCAL_BOARD, language="sv")
    named = {figure.id for figure in planned.board}
    assert named >= {"dropout-agreement", "dropout-positions", "dropout-rate", "dropout-reasons"}
    before = {figure_id: drawn(store, figure_id) for figure_id in figures_of("congress")}
    assert planned.readers == ()
    assert draw(store, "dropout-rate", [ROUND]).n["leaders"] == 15
    release(store, ROUND, by=LOCAL_BOARD)
    planned = plan_erasure(store, ROUND, "TYST", by=LOCAL_BOARD, language="sv")
    assert "dropout-rate" in {figure.id for figure in planned.readers}
    assert planned.readers[0].question == "Hur eniga är ledarna om skälens ordning?"
    erase_person(store, ROUND, "TYST", by=LOCAL_BOARD, language="sv")
    after = {figure_id: drawn(store, figure_id) for figure_id in figures_of("congress")}
    assert {name for name in before if before[name] != after[name]} == named


def drawn(store: Store, figure_id: str) -> tuple[str, list[dict[str, object]]]:
    figure = draw(store, figure_id, [ROUND])
    return figure.text, [dict(row) for row in figure.rows]


def test_readers_see_no_more_of_who_is_erased(store: Store) -> None:
    fill(store)
    release(store, ROUND, by=LOCAL_BOARD)
    seen = draw(store, "dropout-rate", [ROUND], audience=VIEWER)
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    again = draw(store, "dropout-rate", [ROUND], audience=VIEWER)
    assert seen.n["leaders"] - again.n["leaders"] == 1


@pytest.mark.parametrize(
    ("round_id", "code", "error"),
    [
        (ROUND, "NOBODY", UnknownCode),
        (ROUND, CODE.lower(), UnknownCode),
        ("nowhere", CODE, UnknownRound),
        ("published-study4", CODE, RoundNotCollected),
    ],
)
def test_what_cannot_be_erased_changes_nothing(
    store: Store, round_id: str, code: str, error: type[Exception]
) -> None:
    fill(store)
    before, version = digest_tables(store.cursor()), store.data_version
    if round_id == "published-study4":
        round_id = next(
            row["id"]
            for row in rows(store.cursor(), "rounds/rounds")
            if row["provenance"] == "published"
        )
    with pytest.raises(error):
        erase_person(store, round_id, code, by=LOCAL_BOARD, language="sv")
    assert (digest_tables(store.cursor()), store.data_version) == (before, version)


def test_others_read_on_while_answers_are_erased(store: Store) -> None:
    fill(store)
    stop, sizes, failed = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            try:
                cursor = store.cursor()
                (found,) = cursor.execute("select count(*) from congress_answer").fetchall()
                sizes.add(found[0])
                del cursor
            except duckdb.Error as error:
                failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    time.sleep(0.2)
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    time.sleep(0.2)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) == 2


@pytest.mark.parametrize("path", ["/f/groups-by-region", "/f/groups-by-region?measure=rate"])
def test_figure_that_somebody_has_looked_at_keeps_no_erasure_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    fill(store)
    add_round(store, "inventering", "inventory", [{"status": "active", "region": "01"}])
    monkeypatch.setattr(stores, "LONGEST_READING", 1)
    pages = LightPages(lambda: store)  # which keep what they have drawn
    assert ask(Starlette(routes=pages.routes), path).status == 200
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    assert traces(store, CODE) == []


def test_nothing_that_was_drawn_from_erased_answers_is_kept(store: Store) -> None:
    fill(store)
    release(store, ROUND, by=LOCAL_BOARD)
    light, stage = LightPages(lambda: store), Stage(lambda: store)
    app = Starlette(routes=[*light.routes, *stage.routes])
    for path in ("/f/dropout-rate", "/f/dropout-rate.csv", "/present/dropout-rate"):
        assert ask(app, path).status == 200
    assert kept_figures(store.data_version)
    version = store.data_version
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    assert kept_figures(version) == []
    assert not stage._once._made
    assert not web_answers._packed.cache_info().currsize


def kept_figures(version: int) -> list[str]:
    """Name the figures of the round that are in memory, drawn from a data version or before."""
    gc.collect()
    figures = [thing for thing in gc.get_objects() if type(thing) is Figure]
    return [
        figure.id
        for figure in figures
        if figure.data_version <= version and ROUND in {found.id for found in figure.rounds}
    ]


def test_who_does_not_stop_reading_keeps_everything_as_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    before, names = digest_tables(store.cursor()), sorted(store.path.parent.rglob("*"))
    monkeypatch.setattr(stores, "LONGEST_READING", 0.2)
    begun, stop = threading.Event(), threading.Event()

    def read() -> None:
        cursor = store.cursor()
        begun.set()
        stop.wait(60)
        assert cursor.execute("select count(*) from round").fetchall()

    reader = threading.Thread(target=read)
    reader.start()
    begun.wait(60)
    with pytest.raises(StillReading):
        erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    stop.set()
    reader.join()
    assert digest_tables(store.cursor()) == before
    assert sorted(store.path.parent.rglob("*")) == names
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    assert traces(store, CODE) == []


def test_copies_left_by_a_crash_go_when_the_store_is_opened(store: Store, tmp_path: Path) -> None:
    fill(store)
    aside = tmp_path / "aside"
    shutil.copytree(store.path.parent / "snapshots", aside)
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    store.close()
    for copy in aside.iterdir():  # as if the app had been killed before it came to them
        shutil.copy2(copy, store.path.parent / "snapshots" / copy.name)
    with closing(Store.open(store.path)) as opened:
        assert traces(opened, CODE, OWN_WORDS) == []


def test_what_a_restored_backup_replaced_is_erased_too(store: Store, tmp_path: Path) -> None:
    fill(store)
    copy = back_up(store, store.path, tmp_path / "copy.duckdb").path
    store.close()
    restore(copy, store.path)
    assert list_replaced(store.path)
    with closing(Store.open(store.path)) as opened:
        time.sleep(0.05)
        erase_person(opened, ROUND, CODE, by=LOCAL_BOARD, language="sv")
        assert traces(opened, CODE, OWN_WORDS) == []
        assert list_replaced(opened.path) == []
    assert CODE.encode() in copy.read_bytes()  # elsewhere: named to the board, not touched


def test_deleted_files_are_in_no_byte_and_their_answers_stay(store: Store) -> None:
    first, _ = fill(store)
    before = answers(store.cursor(), ROUND, CONGRESS)
    line = (
        as_csv(CONGRESS, [leader(CODE, profession=OWN_WORDS)]).decode("utf-8-sig").splitlines()[1]
    )
    original = kept_file(store.cursor(), first)[1]
    assert original is not None
    assert line.encode() in original
    assert purge_files(store, ROUND, by=LOCAL_BOARD) == 2
    assert traces(store, line) == []
    assert kept_file(store.cursor(), first)[1] is None
    assert answers(store.cursor(), ROUND, CONGRESS) == before


def test_figures_outlive_answers_as_readers_saw_them(store: Store) -> None:
    fill(store)
    release(store, ROUND, by=LOCAL_BOARD)
    seen = {
        (figure_id, language): draw(store, figure_id, [ROUND], language, audience=VIEWER)
        for figure_id in ("dropout-rate", "dropout-reasons")
        for language in ("sv", "en")
    }
    assert erase_answers(store, ROUND, by=LOCAL_BOARD) == 14
    assert traces(store, CODE, OTHER, OWN_WORDS) == []
    for (figure_id, language), before in seen.items():
        for audience in (VIEWER, BOARD):
            after = draw(store, figure_id, [ROUND], language, audience=audience)
            assert (after.title, after.n, list(after.rows)) == (
                before.title,
                before.n,
                [dict(row) for row in before.rows],
            )
            assert after.notes[:-1] == before.notes
        for face in FACES.values():
            assert face.write(after)
    with pytest.raises(AnswersErased):
        export_round(store.cursor(), find_round(store.cursor(), ROUND), "csv")


def test_of_answers_never_released_nothing_is_left(store: Store) -> None:
    fill(store)
    erase_answers(store, ROUND, by=LOCAL_BOARD)
    figure = draw(store, "dropout-rate", [ROUND], "en")
    assert figure.is_hidden
    assert (figure.title, figure.rows, figure.n) == ("The answers have been erased", (), {})


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("draft", "closed"),
        ("open", "closed"),
        ("closed", "closed"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_erased_round_takes_no_more_answers_and_stays_withdrawn(
    store: Store, state: str, after: str
) -> None:
    fill(store)
    with store.transaction() as cursor:
        set_state(cursor, ROUND, state)
    erase_answers(store, ROUND, by=LOCAL_BOARD)
    assert find_round(store.cursor(), ROUND).state == after


def test_erased_round_leaves_the_others_to_be_compared(store: Store) -> None:
    fill(store)
    release(store, ROUND, by=LOCAL_BOARD)
    data = as_csv(CONGRESS, [leader(f"MÅS{place}") for place in range(11)])
    plan = plan_file(store.cursor(), CONGRESS, "annan", "x.csv", data, language="sv", today=TODAY)
    commit(store, plan, by=LOCAL_BOARD, new_round=new_round("annan"))
    erase_answers(store, ROUND, by=LOCAL_BOARD)
    figure = draw(store, "dropout-rate", [ROUND, "annan"], "en")
    assert [found.id for found in figure.rounds] == ["annan"]


def test_workbooks_and_values_typed_by_hand_are_erased(store: Store) -> None:
    person = leader(CODE, years_leading=f"{OWN_WORDS} 7")
    lines = [HEADER, *([row.get(name, "") for name in HEADER] for row in (person, leader(OTHER)))]
    data = as_xlsx({"Svar": lines})
    place = f"{chr(ord('A') + HEADER.index('years_leading'))}2"
    plan = plan_file(
        store.cursor(), CONGRESS, ROUND, "a.xlsx", data, language="sv", today=TODAY,
        edits={place: "7.125"},
    )  # fmt: skip
    commit(store, plan, by=LOCAL_BOARD, new_round=new_round(ROUND))
    assert traces(store, "7.125")
    erase_person(store, ROUND, CODE, by=LOCAL_BOARD, language="sv")
    assert traces(store, CODE, "7.125") == []
    (held,) = rows(store.cursor(), "intake/holding", round_id=ROUND)
    assert not held["kept"]


KILLED = """
import os, sys
from pathlib import Path
from balint import copying
from balint.access import LOCAL_BOARD
from balint.erasure import erase_person
from balint.store import Store
store = Store.open(Path(sys.argv[1]))
step = sys.argv[2]
def die(*_): os._exit(9)
if step == "before":
    Store._nobody_reading = die
else:
    Store._open_again = die
erase_person(store, "kongress", sys.argv[3], by=LOCAL_BOARD, language="sv")
"""


@pytest.mark.parametrize("step", ["before", "after"])
def test_erasure_that_is_killed_is_done_wholly_or_not_at_all(store: Store, step: str) -> None:
    fill(store)
    before = digest_tables(store.cursor())
    store.close()
    words = [sys.executable, "-c", KILLED, str(store.path), step, CODE]
    assert subprocess.run(words, check=False, timeout=300).returncode == 9
    with closing(Store.open(store.path)) as opened:
        if step == "before":
            assert digest_tables(opened.cursor()) == before
        else:
            assert traces(opened, CODE, OWN_WORDS) == []
            assert len(answers(opened.cursor(), ROUND, CONGRESS)) == 13


def test_free_text_is_in_no_file_that_readers_may_take(store: Store) -> None:
    fill(store)
    release(store, ROUND, by=LOCAL_BOARD)
    exported = export_round(store.cursor(), find_round(store.cursor(), ROUND), "csv").decode()
    (mine,) = [row for row in csv.DictReader(io.StringIO(exported)) if row["leader_code"] == CODE]
    assert mine["profession"] == OWN_WORDS  # the board's own export
    assert load_form("congress").field("profession").private
