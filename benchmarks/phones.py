"""How long does a hall full of phones wait for a light page, while dashboards are open?

The app runs as a process of its own, as `make run` starts it. Twenty sessions of the dashboard are
open and rerun now and then. Beside them 300 phones behind one address open a light page, each with
its picture, within ten seconds; then the same phones reload it ten times without a pause, 3,000
requests in all; then 300 open the dashboard's own page instead. Everything goes to 127.0.0.1.

    python -m benchmarks.phones [--phones 300] [--reloads 10] [--dashboards 20]

Every request has a connection of its own, as behind a proxy. Measured on two slow cores that also
made the load: of 300 phones 95 % had page, picture and sign within 0.01 s, 8 kB in all, and 3,000
reloads came at 1,800 a second, 95 % within 0.24 s, without an error. A rerun of the dashboard took
0.04 s beside the phones and 0.18 s beside the reloads. The same 300 at the dashboard's own page
waited 7 s, after 2.3 MB of its code each. Beside nine other busy processes the reloads took 3 s.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from websockets import WebSocketException

from benchmarks.sessions import PageFailed, Session
from tools.running_app import running_app

PAGE = "/f/dropout-reasons?lang=sv"
DASHBOARD = "avhopp"
"""Where the dashboard shows that figure, among others."""
WITHIN = 10.0
"""Seconds within which the phones come, each at a moment of its own."""
THINK = 5.0
"""Seconds that somebody at a dashboard looks before the next rerun, on average."""
PATIENCE = 120.0
"""Seconds after which a phone gives up, which is an error."""
MOST_SECONDS = 2.0
MOST_BYTES = 300_000
SEED = 2026


@dataclass
class Waits:
    """How long each of some visits took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bytes: int = 0
    """The most that one visit brought over the line."""

    async def time(self, visit: Callable[[], Awaitable[int]]) -> None:
        """Time one visit, which gives the bytes that it brought."""
        start = time.perf_counter()
        try:
            brought = await asyncio.wait_for(visit(), PATIENCE)
        except (OSError, TimeoutError, ValueError, PageFailed, WebSocketException) as error:
            self.errors.append(f"{type(error).__name__}: {error}"[:200])
            return
        self.seconds.append(time.perf_counter() - start)
        self.bytes = max(self.bytes, brought)

    def percentile(self, share: float) -> float:
        """Give the wait that a share of the visits did not exceed, s."""
        ordered = sorted(self.seconds)
        return (
            ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
        )

    def line(self, name: str) -> str:
        """Write a line of the table."""
        found = (
            self.percentile(0.5),
            self.percentile(0.95),
            max(self.seconds, default=float("nan")),
        )
        times = "".join(f"{seconds:>9.2f}" for seconds in found)
        return (
            f"{name:46}{len(self.seconds):>7}{len(self.errors):>8}{times}{self.bytes / 1000:>10.0f}"
        )


async def get(host: str, path: str) -> tuple[int, bytes, bytes]:
    """Ask one address as a browser does, which unpacks what comes.

    Returns: the bytes on the line, the headers, the body as it came.
    Raises: ValueError: the answer was not 200.
    """
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    asked = (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    writer.write(asked.encode())
    answer = await reader.read(-1)
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ValueError(f"{path}: {head[:60].decode(errors='replace')}")
    return len(answer), head, body


async def open_light_page(host: str, page: str, parts: Sequence[str]) -> int:
    """Open a page, then at once the picture and the sign that it names."""
    brought, _, _ = await get(host, page)
    return brought + sum(
        size for size, _, _ in await asyncio.gather(*[get(host, part) for part in parts])
    )


async def open_dashboard(address: str, stack: AsyncExitStack, held: list[Session]) -> int:
    """Open the dashboard's page in a session of its own, which stays open."""
    session = await stack.enter_async_context(Session(address, DASHBOARD))
    held.append(session)
    return await look_again(session)


async def look_again(session: Session) -> int:
    """Let the page of a session run; give the bytes that it sent."""
    before = session.bytes_read
    await session.run(lang="sv")
    return session.bytes_read - before


async def at_moments(visits: Iterable[Awaitable[None]], within: float) -> None:
    """Let visits begin at moments spread at random over some seconds."""
    moments = random.Random(SEED)  # noqa: S311 - the same moments in each run

    async def begin(visit: Awaitable[None]) -> None:
        await asyncio.sleep(moments.uniform(0, within))
        await visit

    await asyncio.gather(*[begin(visit) for visit in visits])


async def keep_looking(
    session: Session, waits: Waits, moments: random.Random, done: asyncio.Event
) -> None:
    """Rerun a session again and again, after a while of looking each time, until all is done."""
    while not done.is_set():
        try:
            await asyncio.wait_for(done.wait(), moments.expovariate(1 / THINK))
        except TimeoutError:
            await waits.time(partial(look_again, session))


async def beside_dashboards(sessions: Sequence[Session], work: Awaitable[None]) -> Waits:
    """Do something while all sessions of the dashboard are looked at; give their waits."""
    waits, done = Waits(), asyncio.Event()
    moments = random.Random(SEED)  # noqa: S311 - the same moments in each run
    looking = [asyncio.create_task(keep_looking(each, waits, moments, done)) for each in sessions]
    try:
        await work
    finally:
        done.set()
        await asyncio.gather(*looking)
    return waits


async def parts_of(host: str, page: str) -> list[str]:
    """Find what a phone fetches for a page: the picture of a narrow screen, the sign of the tab."""
    _, head, body = await get(host, page)
    if b"gzip" in head:
        body = gzip.decompress(body)
    found = re.findall(r'<(?:img|link rel="icon")[^>]* ?(?:src|href)="([^"]+)"', body.decode())
    return [path.replace("&amp;", "&") for path in found]


async def measure(address: str, asked: argparse.Namespace) -> int:
    """Print a line per kind of visit, and say which aim is missed."""
    head = f"{'':46}{'visits':>7}{'errors':>8}{'p50 s':>9}{'p95 s':>9}{'max s':>9}{'most kB':>10}"
    print(head, flush=True)
    async with AsyncExitStack() as stack:
        sessions: list[Session] = []
        opened = Waits()
        for _ in range(asked.dashboards):
            await opened.time(partial(open_dashboard, address, stack, sessions))
        print(opened.line("dashboards, opened one after the other"), flush=True)
        missed = await measure_light_page(urlsplit(address).netloc, sessions, asked)
        if not asked.without_streamlit:
            await measure_dashboard_page(address, sessions, asked.phones)
    print(f"Missed: {', '.join(missed)}." if missed else "The light page meets every aim.")
    return 1 if missed else 0


async def measure_light_page(
    host: str, sessions: Sequence[Session], asked: argparse.Namespace
) -> list[str]:
    """Let the phones open a light page, and reload it; name the aims that are missed."""
    first, phones, reloads = Waits(), Waits(), Waits()
    await first.time(partial(open_light_page, host, PAGE, ()))
    print(first.line("light page, first of all (the figure is drawn)"), flush=True)

    open_whole = partial(open_light_page, host, PAGE, await parts_of(host, PAGE))
    visits = [phones.time(open_whole) for _ in range(asked.phones)]
    looked = await beside_dashboards(sessions, at_moments(visits, WITHIN))
    print(phones.line(f"light page, {asked.phones} phones within {WITHIN:.0f} s"), flush=True)
    print(looked.line("  meanwhile: dashboard, rerun"), flush=True)

    async def reload() -> None:
        for _ in range(asked.reloads):
            await reloads.time(partial(open_light_page, host, PAGE, ()))

    start = time.perf_counter()
    looked = await beside_dashboards(sessions, _all(reload() for _ in range(asked.phones)))
    rate = len(reloads.seconds) / (time.perf_counter() - start)
    print(reloads.line(f"light page, reloaded without a pause ({rate:.0f}/s)"), flush=True)
    print(looked.line("  meanwhile: dashboard, rerun"), flush=True)
    slowest = max(phones.percentile(0.95), reloads.percentile(0.95))
    aims = {
        f"p95 over {MOST_SECONDS:.0f} s": slowest > MOST_SECONDS,
        "errors": bool(phones.errors or reloads.errors),
        f"over {MOST_BYTES // 1000} kB": phones.bytes > MOST_BYTES,
    }
    return [name for name, is_missed in aims.items() if is_missed]


async def measure_dashboard_page(address: str, sessions: Sequence[Session], phones: int) -> None:
    """Let as many phones open the dashboard's page instead."""
    host, waits, held = urlsplit(address).netloc, Waits(), list[Session]()
    async with AsyncExitStack() as stack:
        opening = partial(open_dashboard, address, stack, held)
        visits = [waits.time(opening) for _ in range(phones)]
        looked = await beside_dashboards(sessions, at_moments(visits, WITHIN))
    print(waits.line(f"dashboard's page, {phones} phones within {WITHIN:.0f} s"), flush=True)
    print(looked.line("  meanwhile: dashboard, rerun"), flush=True)
    _, head, body = await get(host, "/")
    page = gzip.decompress(body) if b"gzip" in head else body
    files = re.findall(r'(?:src|href)="\.?/?(static/[^"]+)"', page.decode())
    sizes = [(await get(host, f"/{path}"))[0] for path in files]
    print(f"  and before that {sum(sizes) / 1000:.0f} kB of the dashboard's own code per phone")
    for error in waits.errors[:3]:
        print(f"  {error}")


async def _all(work: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*work, return_exceptions=True)


def main() -> int:
    """Start the app, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--reloads", type=int, default=10)
    parser.add_argument("--dashboards", type=int, default=20)
    parser.add_argument("--without-streamlit", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with running_app(folder / "balint.duckdb", log_file=folder / "app.log") as app:
            busy, cores = os.getloadavg()[0], os.cpu_count()
            print(f"{cores} cores, of which others keep {busy:.1f} busy.")
            return asyncio.run(measure(app.address, asked))


if __name__ == "__main__":
    sys.exit(main())
