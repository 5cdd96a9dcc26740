"""How long does a file take from its bytes to a committed round? `python -m benchmarks.intake`.

Beside it, in the same run, DuckDB reads the same file with `read_csv` into a table: the floor,
which checks nothing, asks nothing and keeps no original.

Measured on two slow cores with nothing else to do: 500 rows took 0.14 s, 5,000 rows 0.23 s and
50,000 rows 1.8 s, which is 6.7, 5.4 and 11 times as long as DuckDB's read_csv; beside other work
50,000 rows took five to fifteen times as long. The aim of five is not met: no step stands out any
more, the time is Python's for each cell. The fixed tenth of a second is for the checkpoint and the
copy that each commit leaves. Peak memory above an idle app grew from 23 MB to 111 MB.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from balint.access import LOCAL_BOARD
from balint.forms import load_form
from balint.intake import commit, plan_file
from balint.rounds import Round
from balint.store import Store

CONGRESS = load_form("congress")
SIZES = (500, 5_000, 50_000)
COUNTRIES = ("SE", "GB", "IL", "DE", "FI", "NO", "DK", "US")
PROFESSIONS = ("allmänläkare", "psykolog", "psykoterapeut", "psykiater")
NEW = Round(
    id="benchmark",
    form="congress",
    form_version=1,
    title_sv="Mätning",
    title_en="Benchmark",
    place=None,
    held_on=None,
    provenance="collected",
    state="open",
)


def main() -> None:
    """Print one line per size: seconds of both, their ratio, and the peak memory of ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    repeats = asked.repeats
    heads = ("rows", "MB", "plan s", "commit s", "read_csv s", "ratio", "peak MB")
    print("".join(f"{head:>11}" for head in heads))
    for n_rows in asked.rows:
        data = leaders(n_rows)
        runs = [in_child(intake, data) for _ in range(repeats)]
        floor = min(in_child(read_csv, data)[0] for _ in range(repeats))
        plan, stored, _ = min(runs, key=lambda run: run[0] + run[1])
        peak = max(run[2] for run in runs) - in_child(nothing, data)[2]
        ratio = (plan + stored) / floor
        print(
            f"{n_rows:11}{len(data) / 1e6:11.2f}{plan:11.2f}{stored:11.2f}{floor:11.3f}"
            f"{ratio:11.1f}{peak:11.0f}",
            flush=True,
        )


def leaders(n_rows: int) -> bytes:
    """Make a file as Excel writes it in Sweden: semicolons, decimal commas."""
    chance = random.Random(n_rows)  # noqa: S311 - nothing secret is drawn
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(CONGRESS.field_ids)
    for number in range(n_rows):
        members = chance.randint(1, 200)
        places = chance.sample(range(1, 8), 7)
        ranked = chance.choice((0, 3, 5, 7, 7))
        writer.writerow(
            (
                f"L{number:05}",
                chance.choice(COUNTRIES),
                chance.choice(PROFESSIONS),
                f"{chance.uniform(0, 40):.1f}".replace(".", ","),
                chance.randint(1, 60),
                members,
                chance.randint(0, members),
                *(chance.choice(("yes", "no")) for _ in range(3)),
                *(place if place <= ranked else "" for place in places),
            )
        )
    return out.getvalue().encode()


Times = tuple[float, float, float]


def in_child(work: Callable[[bytes, Path], tuple[float, float]], data: bytes) -> Times:
    """Do the work in a process of its own: two times in seconds, and peak memory in MB."""
    hears, tells = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=child, args=(work, data, tells))
    process.start()
    tells.close()
    found: Times = hears.recv()
    process.join()
    return found


def child(
    work: Callable[[bytes, Path], tuple[float, float]],
    data: bytes,
    tells: Connection,
) -> None:
    """Do the work in a folder of its own, and tell what it took."""
    with tempfile.TemporaryDirectory() as folder:
        times = work(data, Path(folder))
    tells.send((*times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024))


def intake(data: bytes, folder: Path) -> tuple[float, float]:
    """Plan and commit a file; making the database does not count."""
    store = Store.open(folder / "benchmark.duckdb")
    warm_up(store)
    started = time.perf_counter()
    plan = plan_file(store.cursor(), CONGRESS, NEW.id, "leaders.csv", data, language="en")
    planned = time.perf_counter()
    commit(store, plan, by=LOCAL_BOARD, new_round=NEW)
    committed = time.perf_counter()
    store.close()
    return planned - started, committed - planned


def warm_up(store: Store) -> None:
    """Let DuckDB import what it imports at the first question."""
    plan_file(store.cursor(), CONGRESS, None, "one.csv", leaders(1), language="en")


def read_csv(data: bytes, folder: Path) -> tuple[float, float]:
    """Let DuckDB read the same bytes into a table of a file of its own."""
    path = folder / "leaders.csv"
    path.write_bytes(data)
    connection = duckdb.connect(str(folder / "floor.duckdb"), config={"threads": 2})
    connection.execute("select $warm", {"warm": 1}).fetchall()
    started = time.perf_counter()
    connection.execute(
        "create table leaders as select * from read_csv($path, decimal_separator = ',')",
        {"path": str(path)},
    )
    connection.execute("checkpoint")
    seconds = time.perf_counter() - started
    connection.close()
    return seconds, 0.0


def nothing(data: bytes, folder: Path) -> tuple[float, float]:
    """Open a database and read one row: the memory that the app takes before any file."""
    store = Store.open(folder / "benchmark.duckdb")
    warm_up(store)
    store.close()
    return 0.0, 0.0


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
