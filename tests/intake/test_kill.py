"""Is a round whole or not there at all when the app dies while it stores?"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from balint.rounds import answers, list_rounds
from balint.snapshots import list_snapshots
from balint.store import Store
from tests.intake.files import CONGRESS, as_csv, values
from tests.intake.storing import LEADERS, store_round, store_until_killed

LONGEST_WAIT = 300  # seconds until a process that was started has begun to store


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Import the app once; every process that is to be killed is forked from there."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pandas", "tests.intake.storing"])
    return context


def test_round_is_whole_or_absent_after_kill(processes: ForkServerContext, tmp_path: Path) -> None:
    kill_while_storing(processes, tmp_path / "kill.duckdb", times=10)


@pytest.mark.soak
def test_round_is_whole_or_absent_after_200_kills(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    kill_while_storing(processes, tmp_path / "kill.duckdb", times=200)


def kill_while_storing(processes: ForkServerContext, path: Path, *, times: int) -> None:
    """Kill a storing process again and again, each time at another moment."""
    chance = random.Random(3)  # noqa: S311 - nothing secret is drawn
    usual = time_to_store(path)
    stored: set[str] = {"first", "second"}
    begun = set(stored)
    for number in range(times):
        # Planning, writing, checkpoint and copying each take their share; a new process is slower.
        told = kill_one(processes, path, f"round-{number}", seconds=chance.uniform(0, 3 * usual))
        begun |= {round_id for event, round_id in told if event == "begun"}
        stored |= {round_id for event, round_id in told if event == "stored"}
        assert stored <= whole_rounds(path) <= begun
    assert len(begun) >= times
    newest = list_snapshots(path)[-1]
    assert whole_rounds(newest) <= whole_rounds(path)


def time_to_store(path: Path) -> float:
    """Store two rounds, and time the second."""
    store = Store.open(path)
    store_round(store, "first")
    started = time.perf_counter()
    store_round(store, "second")
    seconds = time.perf_counter() - started
    store.close()
    return seconds


def kill_one(
    processes: ForkServerContext, path: Path, prefix: str, *, seconds: float
) -> list[tuple[str, str]]:
    """Kill one process so long after it has begun to store; give what it told until then."""
    hears, tells = processes.Pipe(duplex=False)
    process = processes.Process(target=store_until_killed, args=(str(path), prefix, tells))
    process.start()
    tells.close()
    try:
        assert hears.poll(LONGEST_WAIT)
        time.sleep(seconds)
    finally:
        process.kill()
        process.join()
    told = list(everything(hears))
    assert process.exitcode == -9
    process.close()
    return told


def everything(hears: Connection) -> Iterator[tuple[str, str]]:
    """Give what a process told before it died; the last of it may be cut off."""
    with hears:
        try:
            while True:
                yield hears.recv()
        except (EOFError, OSError):
            return


def whole_rounds(path: Path) -> set[str]:
    """Open a database and list its rounds, each of which must be whole."""
    store = Store.open(path)
    try:
        cursor = store.cursor()
        found = {each.id for each in list_rounds(cursor)}
        for round_id in found:
            assert answers(cursor, round_id, CONGRESS) == values(CONGRESS, LEADERS)
        kept = cursor.execute(
            "select submission.round_id, submission.n_rows, submission_file.content"
            " from submission left join submission_file using (submission_id)"
        ).fetchall()
        data = as_csv(CONGRESS, LEADERS)
        assert sorted(kept) == [(round_id, len(LEADERS), data) for round_id in sorted(found)]
        n_answers = cursor.execute("select count(*) from congress_answer").fetchall()
        assert n_answers == [(len(found) * len(LEADERS),)]
        return found
    finally:
        store.close()
