"""Asks an app in this process, as a server would, and gives back what it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

T = TypeVar("T")

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Run what is asynchronous in a thread of its own: a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()
    """Each as it was set; of `headers` it can be only one."""

    @property
    def text(self) -> str:
        """The body, where it is text."""
        return self.body.decode()


def ask(
    app: ASGIApp,
    address: str,
    method: str = "GET",
    headers: Mapping[str, str] = NO_HEADERS,
    *,
    client: str = "127.0.0.1",
    scheme: str = "http",
    body: Iterable[bytes] = (),
) -> Answer:
    """Ask one address, written as a browser writes it; a body comes in these parts."""
    return run_apart(_ask(app, address, method, headers, client, scheme, body))


def ask_at_once(
    app: ASGIApp, addresses: Iterable[str], method: str = "GET", *, client: str = "127.0.0.1"
) -> list[Answer]:
    """Ask some addresses at the same time."""

    async def everything() -> list[Answer]:
        asked = [_ask(app, each, method, client=client) for each in addresses]
        return await asyncio.gather(*asked)

    return run_apart(everything())


async def _ask(
    app: ASGIApp,
    address: str,
    method: str = "GET",
    headers: Mapping[str, str] = NO_HEADERS,
    client: str = "127.0.0.1",
    scheme: str = "http",
    body: Iterable[bytes] = (),
) -> Answer:
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
        ],
        "client": (client, 50_000),
        "server": ("127.0.0.1", 8501),
    }
    sent: list[Message] = []
    parts_to_come = iter(body)
    is_whole = False

    async def receive() -> Message:
        nonlocal is_whole
        if is_whole:
            await asyncio.Event().wait()  # nobody hangs up
        part = next(parts_to_come, None)
        is_whole = part is None
        return {"type": "http.request", "body": part or b"", "more_body": not is_whole}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *parts = sent
    return Answer(
        status=start["status"],
        headers={name.decode(): value.decode() for name, value in start["headers"]},
        body=b"".join(part.get("body", b"") for part in parts),
        cookies=tuple(value.decode() for name, value in start["headers"] if name == b"set-cookie"),
    )
