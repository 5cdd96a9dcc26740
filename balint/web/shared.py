"""What do those see who hold a link of the board's?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balint import errors, links
from balint.links import Link
from balint.sharing import shared_figures
from balint.web import answers
from balint.web.addresses import read_address
from balint.web.light import LightPages, answered, request_language
from balint.web.render import closed_page, shared_page


class SharedPages:
    """What is served below /s, drawn and written as the public figures below /f are."""

    def __init__(self, light: LightPages) -> None:
        self._light = light

    @property
    def routes(self) -> list[Route]:
        """Give the routes, for the server to mount."""
        return [
            Route("/s", self.nothing),
            Route("/s/", self.nothing),
            Route("/s/{token}", self.index),
            Route("/s/{token}/{rest:path}", self.figure),
        ]

    async def nothing(self, request: Request) -> Response:
        """Say that a link needs its token."""

        async def refused() -> Response:
            raise errors.LinkClosed

        return await _told(request, refused)

    async def index(self, request: Request) -> Response:
        """List what a link shows."""
        language, store = request_language(request), self._light.store()

        async def listed() -> Response:
            link, base = await self._opened(request)
            body = await run_in_threadpool(
                lambda: shared_page(store, link, shared_figures(store, link), base, language)
            )
            return answers.page(request, body, language, store.data_version)

        return await _told(request, listed)

    async def figure(self, request: Request) -> Response:
        """Give a figure of a link, as a page or a file."""
        language = request_language(request)

        async def found() -> Response:
            link, base = await self._opened(request)
            rest, query = request.path_params["rest"], request.query_params
            address = read_address(rest, query, language, base)
            if address.figure_id not in link.figures:
                raise errors.NotPublic(figure_id=address.figure_id)
            return await self._light.shown(request, address, link)

        return await _told(request, found)

    async def _opened(self, request: Request) -> tuple[Link, str]:
        """Give the link that a token opens, and where its pages begin. Raises: LinkClosed."""
        token = request.path_params["token"]
        store = self._light.store()

        def opened() -> Link:
            link = links.open_link(store.cursor(), links.digest(token), links.SHARE)
            links.note_opening(store, link)
            return link

        return await run_in_threadpool(opened), f"/s/{token}"


async def _told(request: Request, find: Callable[[], Awaitable[Response]]) -> Response:
    """Answer so that neither the answer nor the address gets further than the reader."""
    return answers.shared(await answered(find, request_language(request), closed_page))
