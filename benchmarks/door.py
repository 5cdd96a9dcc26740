"""What does the door cost a request? One that passes it, beside the same one without it.

Processor time of one thread, so that a busy machine changes little: python -m benchmarks.door
"""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from balint.web.door import DOOR

REQUESTS, ROUNDS = 2_000, 7
PATHS = ("/f/timeline", "/healthz", "/_stcore/upload_file/session/file")
HEADERS = [
    (b"host", b"balint.example"),
    (b"x-forwarded-for", b"203.0.113.7"),
    (b"x-forwarded-proto", b"https"),
    *((f"x-header-{n}".encode(), b"a value as long as most are") for n in range(12)),
]


async def _answer(_: Request) -> Response:
    return Response(b"page", media_type="text/plain")


def _app(*, with_door: bool) -> Starlette:
    return Starlette(routes=[Route("/{rest:path}", _answer)], middleware=DOOR if with_door else [])


async def _ask(app: ASGIApp, path: str) -> None:
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"lang=sv",
        "root_path": "",
        "headers": HEADERS,
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8501),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: object) -> None:
        pass

    await app(scope, receive, send)


async def _microseconds(app: ASGIApp, path: str) -> float:
    await _ask(app, path)
    begun = time.thread_time(), time.process_time()
    for _ in range(REQUESTS):
        await _ask(app, path)
    spent = max(time.thread_time() - begun[0], time.process_time() - begun[1])
    return spent / REQUESTS * 1e6


def main() -> None:
    """Print the median of each, and what lies between."""
    print(f"{'µs a request':40}{'without':>10}{'with':>10}{'the door':>10}")
    for path in PATHS:
        without, with_door = (
            statistics.median(
                asyncio.run(_microseconds(_app(with_door=each), path)) for _ in range(ROUNDS)
            )
            for each in (False, True)
        )
        print(f"{path:40}{without:10.0f}{with_door:10.0f}{with_door - without:10.0f}")
    print(f"{threading.active_count()} threads")


if __name__ == "__main__":
    main()
