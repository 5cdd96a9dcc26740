"""How is each public figure served as a plain page, and as files beside it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from balint import errors
from balint.disclosure import VIEWER
from balint.figures import Figure, draw
from balint.figures.faces import SERVED
from balint.incidents import record
from balint.links import Link
from balint.store import Store, process_store, today_in_sweden
from balint.web import answers
from balint.web.addresses import Address, read_address, reader_language
from balint.web.once import Once
from balint.web.pictures import LEAST_PLOT, WIDTHS, Picture, link_card, page_picture
from balint.web.render import failed_page, figure_page, index_page, missing_page

State = tuple[int, dt.date]
"""The data version and the day: what is kept ready holds for both."""


ICON = Path(__file__).parent.parent / "ui" / "icon.svg"
KEPT = 300
"""How many figures, pages and pictures are kept ready."""

NOTHING_THERE = (
    errors.UnknownFigure,
    errors.UnknownRound,
    errors.WrongRound,
    errors.MixedProvenance,
    errors.NotPublic,
    errors.NoPicture,
    errors.LinkClosed,
)


class LightPages:
    """What is served below /f, from one store."""

    def __init__(self, store: Callable[[], Store] = process_store) -> None:
        self.store = store
        self._once = Once(KEPT)

    @property
    def routes(self) -> list[Route]:
        """Give the routes, for the server to mount."""
        return [
            Route("/f", self.index),
            Route("/f/", self.index),
            Route("/f/icon.svg", self.icon),
            Route("/f/{rest:path}", self.figure),
        ]

    async def index(self, request: Request) -> Response:
        """List the figures."""
        language = request_language(request)
        return answers.page(request, index_page(language), language, 0)

    async def icon(self, _: Request) -> Response:
        """Give the sign for the browser's tab."""
        return FileResponse(ICON, headers={"Cache-Control": "public, max-age=86400"})

    async def figure(self, request: Request) -> Response:
        """Give a figure as a page or a file, or say that there is nothing public."""
        language = request_language(request)

        async def found() -> Response:
            rest, query = request.path_params["rest"], request.query_params
            return await self.shown(request, read_address(rest, query, language))

        return await answered(found, language)

    async def shown(self, request: Request, address: Address, link: Link | None = None) -> Response:
        """Give what an address asks for, to everybody or to those who hold a link."""
        store = self.store()
        version, today = store.data_version, today_in_sweden()
        drawing = (address.figure_id, address.round_ids, address.language)
        chosen, selection = dict(address.chosen), link.selection if link else None
        drawn = await self._once.get(
            (version, today, selection, drawing, address.chosen),
            partial(draw, store, *drawing, chosen, VIEWER, today=today, selection=selection),
        )
        if address.ending:
            body = await self._face((version, today), address, drawn)
            answer = answers.file(request, body, address, drawn)
        else:
            body = await self._page((version, today), address, drawn, link)
            answer = answers.page(request, body, address.language, version)
        return answers.unlisted(answer) if drawn.provenance == "demo" else answer

    async def _page(self, at: State, address: Address, drawn: Figure, link: Link | None) -> bytes:
        pictures = {
            shape: await self._picture(at, address.part("svg", shape), drawn)
            for shape in (WIDTHS if drawn.chart else ())
        }
        make = partial(figure_page, drawn, address, pictures, link)
        return await self._once.get((at, address), make)

    async def _face(self, at: State, address: Address, drawn: Figure) -> bytes:
        if address.shape in LEAST_PLOT:
            return (await self._picture(at, address, drawn)).svg.encode()
        face = link_card if address.shape == "card" else SERVED[address.ending].write
        return await self._once.get((at, address), partial(face, drawn))

    async def _picture(self, at: State, address: Address, drawn: Figure) -> Picture:
        make = partial(page_picture, drawn, address.shape, address.look)
        return await self._once.get((at, address), make)


async def answered(
    find: Callable[[], Awaitable[Response]],
    language: str,
    missing: Callable[[str], bytes] = missing_page,
) -> Response:
    """Give what is found, or say that there is nothing to see, or that something broke."""
    try:
        return await find()
    except NOTHING_THERE:
        return answers.refusal(404, missing(language), language)
    except Exception as error:
        return answers.refusal(500, failed_page(language, record(error)), language)


def request_language(request: Request) -> str:
    """Choose the language of an answer."""
    asked = request.query_params.get("lang")
    return reader_language(asked, request.headers.get("accept-language", ""))
