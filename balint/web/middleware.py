"""What is added to every answer: security headers, and the head of Streamlit's page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from balint.figures.citation import ORGANISATION
from balint.words import DEFAULT_LANGUAGE, LANGUAGES, words_in

# Streamlit's index.html has an inline script and its front end writes inline styles, so both
# stay allowed; charts need WebAssembly but not eval. No other host is named.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
NOT_PAGES = (
    "/_stcore",
    "/static",
    "/media",
    "/app/static",
    "/api",
    "/healthz",
    "/f/",
    "/s/",
    "/present/",
)


class SecurityHeaders:
    """Add the headers that keep a browser from doing what no page of ours needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything but answers over HTTP through as it is."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                added = [header for header in HEADERS if header[0] not in present]
                message["headers"] = [*map(_told_once, message["headers"]), *added]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _told_once(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Name each header that an answer varies by once; Streamlit adds one that is there already."""
    name, value = header
    if name.lower() != b"vary":
        return header
    return name, b", ".join(dict.fromkeys(part.strip() for part in value.split(b",")))


class PageHead:
    """Serve Streamlit's page with our language and name; it says English and "Streamlit"."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite the head in HTML answers to pages."""
        if scope["type"] != "http" or not _is_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        language = _language(scope["query_string"])
        plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        held: list[Message] = []

        async def send_with_our_head(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                held.append(message)
                return
            if not held or message["type"] != "http.response.body":
                await send(message)
                return
            held.append(message)
            if not message.get("more_body"):
                await _send_rewritten(held, language, send)

        await self.app({**scope, "headers": plain}, receive, send_with_our_head)


async def _send_rewritten(held: list[Message], language: str, send: Send) -> None:
    start, *parts = held
    body = b"".join(part.get("body", b"") for part in parts)
    if body:
        for theirs, ours in (
            ('<html lang="en">', f'<html lang="{language}">'),
            ("<title>Streamlit</title>", f"<title>{ORGANISATION}</title>"),
        ):
            body = body.replace(theirs.encode(), ours.encode(), 1)
        body = NO_SCRIPT.sub(_without_script(language).encode(), body, count=1)
        start["headers"] = [
            (name, str(len(body)).encode() if name == b"content-length" else value)
            for name, value in start["headers"]
            if name not in (b"etag", b"last-modified")
        ]
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _without_script(language: str) -> str:
    """Lead whoever has no JavaScript to the light pages, which need none."""
    say = words_in(language)
    told, here = say("These pages need JavaScript."), say("The figures are here without it.")
    link = f'<a href="/f?lang={language}">{here}</a>'
    return f"<noscript><p>{told} {link}</p></noscript>"


def _is_page(path: str) -> bool:
    return "." not in path and not f"{path}/".startswith(NOT_PAGES)


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    return bool(headers.get(b"content-type", b"").startswith(b"text/html"))


def _language(query: bytes) -> str:
    asked = parse_qs(query.decode("latin-1")).get("lang", [DEFAULT_LANGUAGE])[-1]
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE
