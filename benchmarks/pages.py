"""How quick is each page, beside a bare page that sends the same finished charts and tables?

The floors are Streamlit itself (a page with a title) and the bare page (benchmarks/bare.py), each
served by a process of its own, asked in turn with the app so that a busy machine slows all alike.
For rounds of 50 and of 5,000 answers it prints, one after the other:

- a warm run of each page over its web socket, and its ratio to the bare page (aim 1.3);
- from navigation to every chart visible in Chromium, with empty and with full cache (aim 1.15);
- from a choice in a filter to the redrawn chart (aim 300 ms);
- runs a second with 8 readers who never pause, and the 95th percentile with 50 readers who think
  for 20 seconds; memory per further session.

    python -m benchmarks.pages [--quick]

Measured on two slow cores with little else to do, rounds of 50: a warm run takes 21 to 44 ms, 2.2
to 3.3 times the bare page, which sends no heading, tab or headline; of 5,000 the same but for
working life, where every point is drawn (222 ms, 1.08 times). To visible charts 1.5 to 2.4 s,
1.4 to 1.5 times the bare page, nearly all of it in the browser. A filter redraws in 230 ms
(median; 95 % within 300), 8 readers get 16 to 32 runs a second, 50 who think have 62 ms at the
95th percentile. The first two aims are not met: messages, one per element, are what is left
(docs/decisions/0016 says what was tried).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pickle
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st
from playwright.sync_api import Browser, BrowserContext
from streamlit.testing.v1 import AppTest

from balint.store import close_process_store
from benchmarks.bare import RECORDED, Sent
from benchmarks.made_rounds import make_database
from benchmarks.sessions import Session
from tests.readers import BOARD, sign_in
from tools.browser import PAGES as PATHS
from tools.browser import WAITS_FOR, chromium, new_visitor
from tools.running_app import RunningApp, running_app

ROOT = Path(__file__).parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
BARE = (sys.executable, "-m", "streamlit", "run", "benchmarks/bare.py")
SIZES = (50, 5_000)
ELEMENTS = ("vega_lite_chart", "table")
LOOKED_AT = ("overview", "groups", "dropouts", "working-life", "patient-centredness")
"""The pages whose charts a browser waits for."""

VISIBLE = f"""() => ({WAITS_FOR})().length === 0
    && document.querySelector('[data-testid="stVegaLiteChart"] .marks') !== null"""


@dataclass(frozen=True)
class Rivals:
    """The app and the bare pages, running side by side with one database's figures."""

    app: RunningApp
    bare: RunningApp


def main() -> int:
    """Print all that is measured, for each size of the rounds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few runs of each, to try it")
    few = parser.parse_args().quick
    for size in SIZES:
        print(f"\nRounds of {size:,} answers", flush=True)
        with _rivals(size) as rivals:
            asyncio.run(warm_runs(rivals, runs=5 if few else 25))
            asyncio.run(no_pause(rivals, seconds=4 if few else 10))
            asyncio.run(thinking(rivals, seconds=10 if few else 60))
            asyncio.run(memory(rivals))
            with chromium() as browser:
                navigation(rivals, browser, runs=2 if few else 7)
                filter_change(rivals, browser, changes=4 if few else 20)
    return 0


@contextmanager
def _rivals(size: int) -> Iterator[Rivals]:
    """Run the app, and the bare pages with what the app's pages send."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        folder = Path(made)
        database, recorded = folder / "balint.duckdb", folder / "recorded.pickle"
        make_database(database, size)
        recorded.write_bytes(pickle.dumps(_record_pages(database)))
        yield Rivals(
            stack.enter_context(running_app(database, log_file=folder / "app.log")),
            stack.enter_context(
                running_app(
                    database,
                    log_file=folder / "bare.log",
                    command=BARE,
                    health="/_stcore/health",
                    **{RECORDED: str(recorded)},
                )
            ),
        )


def _record_pages(database: Path) -> dict[str, Sent]:
    """Run each page once by Streamlit's own test harness, and record its charts and tables."""
    with patch.dict(os.environ, {"BALINT_DATABASE": str(database)}):
        recorded = {page: _record(page.replace("-", "_")) for page in LOOKED_AT}
        close_process_store()
    return recorded


def _record(page: str) -> Sent:
    sent: Sent = []
    with ExitStack() as stack:
        for element in ELEMENTS:
            stack.enter_context(patch.object(st, element, _recorder(element, sent)))
        opened = sign_in(AppTest.from_file(str(MAIN), default_timeout=600), BOARD).run()
        if page != "overview":
            sent.clear()
            opened.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return sent


def _recorder(element: str, sent: Sent) -> Callable[..., Any]:
    real = getattr(st, element)

    def record(data: Any = None, **given: Any) -> Any:
        kept = {name: value for name, value in given.items() if name not in ("key", "on_select")}
        sent.append((element, {"data": data, **kept}))
        return real(data, **given)

    return record


async def warm_runs(rivals: Rivals, *, runs: int) -> None:
    """Time runs of every page that has been seen before, in turn with the floors."""
    _head("warm run, ms", "Streamlit", "bare", "page", "page/bare")
    for name in LOOKED_AT:
        async with (
            Session(rivals.bare.address) as floor,
            Session(rivals.app.address, PATHS[name].strip("/")) as page,
        ):
            asked = {
                "Streamlit": lambda floor=floor: floor.run(),
                "bare": lambda floor=floor, name=name: floor.run(page=name),
                "page": lambda page=page: page.run(),
            }
            times: dict[str, list[float]] = {rival: [] for rival in asked}
            for _ in range(runs + 2):
                for rival, run in asked.items():
                    times[rival].append(1000 * await run())
                    await asyncio.sleep(0.05)
        medians = {rival: statistics.median(found[2:]) for rival, found in times.items()}
        _line(name, *medians.values(), medians["page"] / medians["bare"])


def navigation(rivals: Rivals, browser: Browser, *, runs: int) -> None:
    """Time the way from an address to its visible charts, with empty and with full cache."""
    _head("to charts, ms", "bare cold", "page cold", "ratio", "bare warm", "page warm", "ratio")
    for name in LOOKED_AT:
        addresses = (f"{rivals.bare.address}/?page={name}", rivals.app.address + PATHS[name])
        cold: dict[str, list[float]] = {address: [] for address in addresses}
        warm: dict[str, list[float]] = {address: [] for address in addresses}
        for _ in range(runs):
            for address in addresses:
                with new_visitor(browser) as visitor:
                    cold[address].append(_visit(visitor, address))
                    warm[address].append(_visit(visitor, address))
        medians = [
            statistics.median(found[address]) for found in (cold, warm) for address in addresses
        ]
        _line(
            name,
            *medians[:2],
            medians[1] / medians[0],
            *medians[2:],
            medians[3] / medians[2],
        )


def _visit(visitor: BrowserContext, address: str) -> float:
    page = visitor.new_page()
    started = time.perf_counter()
    page.goto(address, timeout=120_000)
    page.wait_for_function(VISIBLE, polling=20, timeout=120_000)
    seconds = time.perf_counter() - started
    page.close()
    return 1000 * seconds


def filter_change(rivals: Rivals, browser: Browser, *, changes: int) -> None:
    """Time the way from a round chosen with the keyboard to its chart on the page Dropouts."""
    with new_visitor(browser) as visitor:
        page = visitor.new_page()
        page.goto(f"{rivals.app.address}/avhopp", timeout=120_000)
        page.wait_for_function(VISIBLE, polling=20, timeout=120_000)
        box = page.get_by_role("combobox").first
        times = []
        for key in islice(cycle(("ArrowDown", "ArrowUp")), changes):
            box.click()
            page.keyboard.press(key)
            page.evaluate("window.before = document.querySelector('.marks').outerHTML")
            started = time.perf_counter()
            page.keyboard.press("Enter")
            page.wait_for_function(
                "() => { const now = document.querySelector('.marks');"
                " return now !== null && now.outerHTML !== window.before }",
                polling=10,
                timeout=60_000,
            )
            times.append(1000 * (time.perf_counter() - started))
            page.wait_for_function(VISIBLE, polling=20, timeout=60_000)
        _head("filter to chart, ms", "median", "p95", "first")
        _line("dropouts", statistics.median(times), _p95(times), times[0])


async def no_pause(rivals: Rivals, *, seconds: float, users: int = 8) -> None:
    """Count the runs a second of readers who ask again at once."""
    _head(f"{users} users, runs/s", "bare", "page", "p95 ms")
    for name in LOOKED_AT:
        rates = []
        for address, path, asked in (
            (rivals.bare.address, "", {"page": name}),
            (rivals.app.address, PATHS[name].strip("/"), {}),
        ):
            times = await _crowd(address, path, asked, users, seconds, think=0)
            rates.append(len(times) / seconds)
        _line(name, *rates, 1000 * _p95(times), digits=1)


async def thinking(rivals: Rivals, *, seconds: float, users: int = 50, think: float = 20) -> None:
    """Time the runs of readers who look at what they see, on all pages together."""
    _head(f"{users} users, {think:.0f} s", "median ms", "p95 ms", "runs")
    share = users // len(LOOKED_AT)
    crowds = await asyncio.gather(
        *(
            _crowd(rivals.app.address, PATHS[name].strip("/"), {}, share, seconds, think=think)
            for name in LOOKED_AT
        )
    )
    times = [1000 * found for crowd in crowds for found in crowd]
    _line("all pages", statistics.median(times), _p95(times), len(times))


async def _crowd(
    address: str, path: str, asked: dict[str, str], users: int, seconds: float, *, think: float
) -> list[float]:
    """Let some readers ask for runs for a while; gives how long each run took, in seconds."""
    chance = random.Random(path)  # noqa: S311 - nothing secret is drawn
    ready = asyncio.Barrier(users)

    async def reader() -> list[float]:
        times = []
        async with Session(address, path) as session:
            await session.run(**asked)
            await ready.wait()
            end = time.perf_counter() + seconds
            while (left := end - time.perf_counter()) > 0:
                pause = chance.expovariate(1 / think) if think else 0
                if pause > left:
                    break
                await asyncio.sleep(pause)
                times.append(await session.run(**asked))
        return times

    return [
        found
        for times in await asyncio.gather(*(reader() for _ in range(users)))
        for found in times
    ]


async def memory(rivals: Rivals, *, users: int = 40) -> None:
    """Measure what each further session of the page Working life takes."""
    async with OpenSessions(rivals.app.address, "arbetsliv") as sessions:
        await sessions.more(5)
        before = _resident_mb(rivals.app)
        await sessions.more(users)
        after = _resident_mb(rivals.app)
    _head("memory, MB", "app", "per session")
    _line("working-life", after, (after - before) / users, digits=2)


class OpenSessions:
    """Sessions that stay open together."""

    def __init__(self, address: str, path: str) -> None:
        self._address, self._path = address, path
        self._open: list[Session] = []

    async def __aenter__(self) -> OpenSessions:
        """Begin with none."""
        return self

    async def more(self, n: int) -> None:
        """Open some more, one after the other, and run each once."""
        for _ in range(n):
            session = Session(self._address, self._path)
            self._open.append(await session.__aenter__())
            await session.run()

    async def __aexit__(self, *_: object) -> None:
        """Close all."""
        for session in self._open:
            await session.__aexit__(None, None, None)


def _resident_mb(app: RunningApp) -> float:
    pages = int(Path(f"/proc/{app.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)] if times else float("nan")


def _head(what: str, *columns: str) -> None:
    print(f"{what:22}" + "".join(f"{column:>12}" for column in columns), flush=True)


def _line(name: str, *numbers: float, digits: int | None = None) -> None:
    written = (
        f"{number:12.{digits if digits is not None else (2 if number < 10 else 0)}f}"
        for number in numbers
    )
    print(f"{name:22}" + "".join(written), flush=True)


if __name__ == "__main__":
    sys.exit(main())
