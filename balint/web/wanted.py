"""How does somebody who signs in come back to the page where they were?

Streamlit leads everybody to the first page. The browser says from which page it went to sign in
(Referer); that page is kept in a cookie until the identity provider sends the browser back.
Only an address of our own pages is ever kept or gone to, so no link can lead a person who has
just signed in to another site.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from balint.public_address import public_url
from balint.web.askers import header

GOES, COMES_BACK = "/auth/login", "/oauth2callback"
FIRST_PAGE = "/"
COOKIE = "balint_wanted_page"
KEPT_SECONDS = 900
"""A provider's page may stay open while somebody looks for a password."""
LONGEST_PAGE = 1_500
# One name, as every page of the dashboard has, and printable ASCII after it: no host hides there.
_OWN_PAGE = re.compile(r"/[\w-]*(\?[!-\[\]-~]*)?", re.ASCII)


class WantedPage:
    """Keep the page from which somebody goes to sign in, and bring them back to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add to the two answers between which somebody signs in."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path not in (GOES, COMES_BACK):
            await self.app(scope, receive, send)
            return

        async def send_with_page(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = _wanted(scope) if path == GOES else ""
                headers = message["headers"] if path == GOES else _led_back(message, _kept(scope))
                message["headers"] = [*headers, (b"set-cookie", _cookie(kept))]
            await send(message)

        await self.app(scope, receive, send_with_page)


def own_page(address: str) -> str:
    """Give an address if it is that of a page of ours, without a host; else the first page."""
    is_ours = len(address) <= LONGEST_PAGE and _OWN_PAGE.fullmatch(address)
    return address if is_ours and urlsplit(address).path != COMES_BACK else FIRST_PAGE


def _wanted(scope: Scope) -> str:
    """Give the page from which the browser comes, if that is one of ours."""
    try:
        came_from = urlsplit(header(scope, b"referer"))
    except ValueError:
        return FIRST_PAGE
    ours = {header(scope, b"host"), urlsplit(public_url() or "").netloc}
    if came_from.netloc not in ours - {""}:
        return FIRST_PAGE
    query = f"?{came_from.query}" if came_from.query else ""
    return own_page(came_from.path + query)


def _kept(scope: Scope) -> str:
    return own_page(unquote(cookie_parser(header(scope, b"cookie")).get(COOKIE, "")))


def _led_back(message: Message, page: str) -> list[tuple[bytes, bytes]]:
    """Let an answer that leads to the first page lead to another of ours."""
    return [
        (name, page.encode() if (name.lower(), value) == (b"location", b"/") else value)
        for name, value in message["headers"]
    ]


def _cookie(page: str) -> bytes:
    """Write the cookie that keeps a page; none is left for ""."""
    seconds = KEPT_SECONDS if page else 0
    words = f"{COOKIE}={quote(page, safe='')}; Max-Age={seconds}; Path={COMES_BACK}"
    return f"{words}; HttpOnly; SameSite=Lax".encode()
