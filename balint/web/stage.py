"""How is each public figure shown large in a hall, one after the other?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balint.disclosure import VIEWER
from balint.figures import Figure, definition, draw
from balint.rounds import known_rounds, pick_round
from balint.store import Store, process_store, today_in_sweden
from balint.web import answers
from balint.web.light import answered, request_language
from balint.web.once import Once
from balint.web.pictures import STAGE_HEIGHT, Picture, page_picture
from balint.web.render import stage_page
from balint.web.shows import Show, read_show

MOST_LETTERS = 320
"""Length of a sentence that has room beside a picture."""
KEPT = 100
"""How many pages are kept ready."""


class Stage:
    """What is served below /present, from one store: what everybody may see, and nothing else."""

    def __init__(self, store: Callable[[], Store] = process_store) -> None:
        self._store = store
        self._once = Once(KEPT)

    @property
    def routes(self) -> list[Route]:
        """Give the routes, for the server to mount."""
        return [Route("/present/{figure_id}", self.figure)]

    async def figure(self, request: Request) -> Response:
        """Show a figure, or say that there is nothing public."""
        language = request_language(request)

        async def found() -> Response:
            figure_id = request.path_params["figure_id"]
            return await self._page(request, read_show(figure_id, request.query_params, language))

        return await answered(found, language)

    async def _page(self, request: Request, show: Show) -> Response:
        store = self._store()
        version = store.data_version
        at = (version, today_in_sweden())
        body = await self._once.get((at, show), partial(show_page, store, show))
        if isinstance(body, Show):
            return answers.unlisted(RedirectResponse(body.path, 303))
        policy = answers.STAGE_POLICY
        return answers.unlisted(answers.page(request, body, show.language, version, policy))


def show_page(store: Store, show: Show) -> bytes | Show:
    """Draw what is shown now.

    Returns: the page; of a figure that has no picture for readers the show that passes it over.
    Raises: UnknownRound, MixedProvenance: rounds that nobody is shown, or that do not meet.
    """
    drawn = partial(draw, store, show.figure_id, language=show.language, audience=VIEWER)
    figure = drawn(_fitting(store, show.figure_id, show.round_ids))
    if (passed := show.passed) and (figure.is_hidden or not figure.chart):
        return passed
    usual = tuple(found.id for found in drawn().rounds)
    return stage_page(figure, show, usual, _pictures(figure))


def _pictures(figure: Figure) -> dict[str, Picture]:
    """Draw a figure for a hall and a phone.

    One too high for its labels to be read is drawn only as for a phone: its sentence is then
    read beside it, where that is short enough.
    """
    if not figure.chart:
        return {}
    wide, narrow = (page_picture(figure, shape, "") for shape in ("stage", "narrow"))
    told = wide.height > STAGE_HEIGHT and len(figure.sentence) <= MOST_LETTERS
    return {"narrow": narrow} if told else {"narrow": narrow, "stage": wide}


def _fitting(store: Store, figure_id: str, round_ids: Iterable[str]) -> tuple[str, ...]:
    """Choose those of some rounds that a figure is drawn from. Raises: UnknownRound."""
    defined = definition(figure_id)
    known = known_rounds(store, VIEWER)
    rounds = [pick_round(known, round_id) for round_id in round_ids]
    fit = [
        found.id
        for found in rounds
        if found.form == defined.form and found.provenance in defined.draws
    ]
    return tuple(fit if defined.several else fit[:1])
