"""Is whatever a stranger sends refused, or shown as text? In every place where they can write."""

from __future__ import annotations

import functools
import re
import socket
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from balint.web.door import DOOR
from balint.web.health import unknown_api
from balint.web.light import LightPages
from balint.web.stage import Stage
from balint.web.wanted import COOKIE
from tests.payloads import HARM, MARKUP, PAYLOADS
from tests.stores import bundled_store
from tests.web.asking import Answer, ask
from tests.web.doors import first_page
from tools.running_app import RunningApp

PAGE = "/f/dropout-rate"
REFUSED = {400, 404, 405, 413, 414, 429, 431}

Sent = tuple[str, Mapping[str, str]]
"""An address and headers."""


def in_path(before: str, after: str = "") -> Callable[[str], Sent]:
    return lambda payload: (before + quote(payload, safe="") + after, {})


def in_query(name: str, path: str = PAGE) -> Callable[[str], Sent]:
    return lambda payload: (f"{path}?{name}={quote(payload, safe='')}", {})


def in_header(name: str, path: str = PAGE) -> Callable[[str], Sent]:
    return lambda payload: (path, {name: payload})


def in_cookie(payload: str) -> Sent:
    return "/oauth2callback", {"Cookie": f"{COOKIE}={quote(payload, safe='')}"}


def in_referer(payload: str) -> Sent:
    return "/auth/login", {"Host": "balint.example", "Referer": f"https://balint.example/{payload}"}


INPUTS: dict[str, Callable[[str], Sent]] = {
    "/f/…": in_path("/f/"),
    "/f/…/… (unescaped)": lambda payload: ("/f/" + quote(payload, safe="/.\\"), {}),
    "/f/figure.…": in_path(f"{PAGE}."),
    "/f?lang=": in_query("lang", "/f"),
    "/f/figure?round=": in_query("round"),
    "/f/figure?round=&round=": lambda payload: (
        f"{PAGE}?round=published-2005&round={quote(payload, safe='')}",
        {},
    ),
    "/f/figure?lang=": in_query("lang"),
    "/f/figure?split=": in_query("split"),
    "/f/figure?…=x": lambda payload: (f"{PAGE}?{quote(payload, safe='')}=x", {}),
    "/f/figure?… (unescaped)": lambda payload: (PAGE + "?" + quote(payload, safe="&=?/'();"), {}),
    "/f/figure.svg?shape=": in_query("shape", f"{PAGE}.svg"),
    "/f/figure.svg?look=": in_query("look", f"{PAGE}.svg"),
    "/f/figure.csv?round=": in_query("round", f"{PAGE}.csv"),
    "/f/figure.json?round=": in_query("round", f"{PAGE}.json"),
    "/f/figure.png?lang=": in_query("lang", f"{PAGE}.png"),
    "/present/…": in_path("/present/"),
    "/present/figure?round=": in_query("round", "/present/dropout-rate"),
    "/present/figure?next=": in_query("next", "/present/dropout-rate"),
    "/present/figure?figure=": in_query("figure", "/present/dropout-rate"),
    "/s/…": in_path("/s/"),
    "/s/token/…": in_path("/s/token/"),
    "/api/…": in_path("/api/"),
    "Accept-Language": in_header("Accept-Language"),
    "Host": in_header("Host"),
    "X-Forwarded-For": in_header("X-Forwarded-For"),
    "X-Forwarded-Host": in_header("X-Forwarded-Host"),
    "X-Forwarded-Proto": in_header("X-Forwarded-Proto"),
    "Forwarded": in_header("Forwarded"),
    "If-None-Match": in_header("If-None-Match"),
    "Referer": in_header("Referer"),
    "Cookie": in_header("Cookie"),
    "User-Agent": in_header("User-Agent"),
    "/auth/login, Referer": in_referer,
    "/auth/login, Host": in_header("Host", "/auth/login"),
    "/oauth2callback?state=": in_query("state", "/oauth2callback"),
    "/oauth2callback, kept page": in_cookie,
}


@functools.cache
def app() -> Starlette:
    """Give all that answers beside Streamlit, which sends to "/" at sign-in."""
    return Starlette(
        routes=[
            Route("/api/{rest:path}", unknown_api),
            Route("/auth/login", first_page),
            Route("/oauth2callback", first_page),
            *LightPages(bundled_store).routes,
            *Stage(bundled_store).routes,
        ],
        middleware=DOOR,
    )


def harm_in(answer: Answer) -> list[str]:
    """List what an answer does that no answer may do."""
    body = answer.body.decode("utf-8", "replace")
    is_text = answer.headers.get("content-type") == "application/json"
    found = [text for text in HARM if text in body and not (is_text and text in MARKUP)]
    found += [name for name in answer.headers if not re.fullmatch("[a-z0-9-]+", name)]
    said = [*answer.headers.values(), *answer.cookies]
    found += [value for value in said if not value.isprintable() or "evil" in unkept(value)]
    if leads_away(answer.headers.get("location", "/")):
        found.append(f"leads to {answer.headers['location']}")
    if answer.status not in REFUSED | {200, 302, 304}:
        found.append(f"status {answer.status}")
    return found


def leads_away(where: str) -> bool:
    """Say whether a browser would go to another site, to which a backslash is a slash."""
    return urlsplit(urljoin("http://ours/a/b/c", where.replace("\\", "/"))).netloc != "ours"


def unkept(value: str) -> str:
    """Leave out what the cookie of the page keeps; its own test says what that may be."""
    return "" if value.startswith(f"{COOKIE}=") else value


@functools.cache
def outcome(place: str, kind: str) -> Answer:
    address, headers = INPUTS[place](PAYLOADS[kind])
    neighbour = f"192.0.2.{[*INPUTS].index(place) + 1}"  # one for each: nobody waits for another
    return ask(app(), address, headers=headers, client=neighbour)


@pytest.mark.parametrize("place", INPUTS)
def test_what_a_stranger_sends_is_refused_or_text(place: str) -> None:
    found = {kind: harm_in(outcome(place, kind)) for kind in PAYLOADS}
    assert {kind: harm for kind, harm in found.items() if harm} == {}


def test_all_that_was_tried(record_property: Callable[[str, object], None]) -> None:
    record_property("table", table())
    verdicts = Counter(verdict(outcome(place, kind)) for place in INPUTS for kind in PAYLOADS)
    assert verdicts["refused"] > 200
    assert verdicts["refused"] + verdicts["as usual"] == len(INPUTS) * len(PAYLOADS)


def verdict(answer: Answer) -> str:
    if harm_in(answer):
        return "HARM"
    return "refused" if answer.status in REFUSED else "as usual"


def table() -> str:
    """Write the status of each; as usual means that what was sent changed nothing, or is text."""
    heads = [f"{place:32}" for place in INPUTS]
    lines = [f"{number:2} {kind}: {PAYLOADS[kind][:70]!r}" for number, kind in enumerate(PAYLOADS)]
    lines.append(f"{'':32}" + "".join(f"{number:>5}" for number in range(len(PAYLOADS))))
    for place, head in zip(INPUTS, heads, strict=True):
        cells = "".join(f"{outcome(place, kind).status:5}" for kind in PAYLOADS)
        lines.append(head + cells)
    return "\n" + "\n".join(lines) + "\n"


RAW = [
    "GET /{} HTTP/1.1",
    "GET /{}/ HTTP/1.1",
    "GET /media/{} HTTP/1.1",
    "GET /static/{} HTTP/1.1",
    "GET /component/{} HTTP/1.1",
    "GET /_stcore/{} HTTP/1.1",
    "PUT /_stcore/upload_file/{} HTTP/1.1",
    "GET /auth/login?provider={} HTTP/1.1",
    "GET /oauth2callback?state={} HTTP/1.1",
    "GET /?lang={} HTTP/1.1",
    "GET / HTTP/1.1\r\nHost: {}",
    "GET / HTTP/1.1\r\nAccept-Language: {}",
]


def _whole_answer(wire: socket.socket) -> str:
    """Read until the server hangs up; what it did not read of the request resets the wire."""
    parts = []
    with suppress(ConnectionResetError):
        parts = list(iter(lambda: wire.recv(65_536), b""))
    return b"".join(parts).decode("utf-8", "replace")


@pytest.mark.parametrize("line", RAW)
def test_streamlit_behind_the_door_holds_too(app_server: RunningApp, line: str) -> None:
    host = urlsplit(app_server.address)
    for kind, payload in PAYLOADS.items():
        sent = payload if line.endswith(": {}") else quote(payload, safe="/")
        head = f"{line.format(sent)}\r\n" + ("" if "Host" in line else f"Host: {host.netloc}\r\n")
        with socket.create_connection((host.hostname, host.port), timeout=120) as wire:
            wire.sendall(f"{head}Connection: close\r\n\r\n".encode("latin-1"))
            answer = _whole_answer(wire)
        if kind == "oversize" and not answer:
            continue  # hung up before it was read
        headers, _, body = answer.partition("\r\n\r\n")
        assert re.match("HTTP/1.1 (2|3|4)", headers), (kind, headers)
        assert [text for text in HARM if text in body] == [], kind
        leads_to = re.findall(r"(?im)^location: (.*)$", headers.replace("\r", ""))
        assert not any(map(leads_away, leads_to)), (kind, leads_to)
        assert "evil=1" not in headers
