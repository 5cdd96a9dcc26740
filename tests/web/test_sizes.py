"""Is what is too large refused before it is read?"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from balint.web.sizes import (
    LONGEST_ADDRESS,
    MOST_OF_A_FILE,
    MOST_OF_A_FORM,
    MOST_OF_THE_HEADERS,
    UPLOADS,
)
from tests.web.asking import ask
from tests.web.doors import door
from tools.running_app import RunningApp

FILE = f"{UPLOADS}session/file"
PART = bytes(64 * 1024)


class Parts:
    """A body in parts, which counts how many were asked for."""

    def __init__(self, n: int) -> None:
        self.left, self.taken = n, 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self.left:
            raise StopIteration
        self.left -= 1
        self.taken += 1
        return PART


@pytest.mark.parametrize(
    ("path", "method", "n_bytes", "status"),
    [
        (FILE, "PUT", MOST_OF_A_FILE, 200),
        (FILE, "PUT", MOST_OF_A_FILE + 1, 413),
        (FILE, "PUT", 10**18, 413),
        ("/f/timeline", "POST", MOST_OF_A_FORM, 200),
        ("/f/timeline", "POST", MOST_OF_A_FORM + 1, 413),
        ("/", "POST", MOST_OF_A_FILE, 413),
    ],
)
def test_stated_size_is_refused_unread(path: str, method: str, n_bytes: int, status: int) -> None:
    body = Parts(1)
    answer = ask(door(), path, method, {"Content-Length": str(n_bytes)}, body=body)
    assert answer.status == status
    assert body.taken == (status == 200)


def test_body_that_grows_too_large_is_left_unread() -> None:
    body = Parts(1_000)
    answer = ask(door(), f"{FILE}?lang=en", "PUT", body=body)
    assert answer.status == 413
    assert "A file may have 10 MB" in answer.text
    assert body.taken == MOST_OF_A_FILE // len(PART) + 1
    assert b"n_bytes" not in answer.body


def test_file_of_ten_megabytes_passes_whole() -> None:
    n_parts = 10 * 1024 * 1024 // len(PART)
    answer = ask(door(), FILE, "PUT", body=Parts(n_parts))
    assert answer.status == 200
    assert answer.text == f'{{"n_bytes":{n_parts * len(PART)}}}'


@pytest.mark.parametrize(
    ("address", "headers", "status", "says"),
    [
        ("/f/" + "a" * LONGEST_ADDRESS, {}, 414, "Adressen är för lång"),
        ("/f/x?lang=en&round=" + "a" * LONGEST_ADDRESS, {}, 414, "The address is too long"),
        ("/f/x", {"Cookie": "a" * MOST_OF_THE_HEADERS}, 431, "kakor"),
        ("/f/x", {f"X-{n}": "a" * 400 for n in range(80)}, 431, "kakor"),
        ("/f/x", {"Cookie": "a" * 16_000}, 200, "n_bytes"),
        ("/f/x?round=" + "a" * 7_000, {}, 200, "n_bytes"),
    ],
)
def test_what_is_too_long_is_refused_in_a_few_words(
    address: str, headers: dict[str, str], status: int, says: str
) -> None:
    answer = ask(door(), address, headers=headers)
    assert answer.status == status
    assert says in answer.text
    assert len(answer.body) < 6_000
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("states", ["Content-Length: 1000000000", "Transfer-Encoding: chunked"])
def test_running_app_refuses_what_it_has_not_read(app_server: RunningApp, states: str) -> None:
    host = urlsplit(app_server.address).netloc
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=60) as wire:
        wire.sendall(f"PUT {FILE} HTTP/1.1\r\nHost: {host}\r\n{states}\r\n\r\n".encode())
        if "chunked" in states:
            # Without a session Streamlit refuses at once; either way nothing is kept waiting.
            wire.sendall(b"10\r\n" + bytes(16) + b"\r\n")
        status = int(wire.recv(65_536).split(b" ")[1])
    assert status == (413 if "Length" in states else 403)
