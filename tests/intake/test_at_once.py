"""Do people who store and read at the same moment keep out of each other's way?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from balint.access import LOCAL_BOARD
from balint.errors import PlanOutdated
from balint.intake import Receipt, commit, plan_file
from balint.rounds import answers, find_round, list_rounds
from balint.store import Store
from tests.intake.files import CONGRESS, TODAY, as_csv, values
from tests.intake.storing import LEADERS, new_round, store_round


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "at-once.duckdb")
    yield opened
    opened.close()


def test_two_sessions_at_once_give_two_rounds(store: Store) -> None:
    together = threading.Barrier(2)

    def send(round_id: str) -> None:
        together.wait()
        store_round(store, round_id)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, ("one", "two")))
    cursor = store.cursor()
    assert {found.id for found in list_rounds(cursor)} == {"one", "two"}
    for round_id in ("one", "two"):
        assert answers(cursor, round_id, CONGRESS) == values(CONGRESS, LEADERS)


def test_two_files_for_one_new_round_are_never_mixed(store: Store) -> None:
    """The second session planned for an empty round, so it has to look again."""
    together = threading.Barrier(2)

    def send(rows: slice) -> Receipt | PlanOutdated:
        data = as_csv(CONGRESS, LEADERS[rows])
        cursor = store.cursor()
        plan = plan_file(cursor, CONGRESS, "one", "a.csv", data, language="en", today=TODAY)
        together.wait()
        try:
            return commit(store, plan, by=LOCAL_BOARD, new_round=new_round("one"))
        except PlanOutdated as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(send, (slice(0, 20), slice(0, 40)))
    kept = answers(store.cursor(), "one", CONGRESS)
    outdated = [done for done in (first, second) if isinstance(done, PlanOutdated)]
    assert len(outdated) == 1
    assert kept in (values(CONGRESS, LEADERS[:20]), values(CONGRESS, LEADERS[:40]))
    assert find_round(store.cursor(), "one").n_rows == len(kept)


def test_reader_never_sees_half_a_round(store: Store) -> None:
    stored = threading.Event()
    seen: set[tuple[int, int]] = set()

    def look() -> None:
        cursor = store.cursor()
        while not stored.is_set():
            found = cursor.execute(
                "select (select count(*) from round), (select count(*) from submission),"
                " (select count(*) from congress_answer)"
            )
            seen.update(
                (rounds - files, rows - rounds * len(LEADERS))
                for rounds, files, rows in found.fetchall()
            )

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(look) for _ in range(2)]
        try:
            for number in range(5):
                store_round(store, f"round-{number}")
        finally:
            stored.set()
        for reader in readers:
            reader.result()
    assert seen == {(0, 0)}
