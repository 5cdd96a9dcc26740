"""The server's door before a small app, which tells what got through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from balint.web.door import DOOR


async def _told(request: Request) -> Response:
    """Say how much came; below /dead there is nothing."""
    n_bytes = sum([len(part) async for part in request.stream()])
    found = "dead" not in request.url.path
    return JSONResponse({"n_bytes": n_bytes}, 200 if found else 404)


async def first_page(_: Request) -> Response:
    """Lead to the first page, with a cookie, as Streamlit does after sign-in."""
    answer = RedirectResponse("/", 302)
    answer.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax")
    return answer


def door() -> Starlette:
    """Give a door of its own, which has counted nothing yet."""
    every_method = ["GET", "PUT", "POST"]
    return Starlette(
        routes=[
            Route("/oauth2callback", first_page),
            Route("/auth/login", first_page),
            Route("/{rest:path}", _told, methods=every_method),
        ],
        middleware=DOOR,
    )


def scope_of(client: str | None, headers: Mapping[str, str], scheme: str = "http") -> Any:
    """Give what a server hands on of a request."""
    return {
        "type": "http",
        "scheme": scheme,
        "path": "/",
        "query_string": b"",
        "client": client and (client, 50_000),
        "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()],
    }
