"""Does the code of every figure lead back to its public address?"""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.datastructures import QueryParams

from balint.disclosure import VIEWER
from balint.figures import DEFINITIONS, draw
from balint.web.addresses import Address, read_address
from balint.web.codes import code_png, code_svg, modules
from balint.web.hall import MODULES
from balint.web.light import LightPages
from balint.web.render import stage_page
from balint.web.shows import new_show
from balint.web.stage import Stage
from tests.stores import bundled_store
from tests.web.asking import ask
from tests.web.codes import read_png, read_svg

SITE = "https://siffror.balint.example.se"
EVERY = [(figure_id, language) for figure_id in DEFINITIONS for language in ("sv", "en")]


@pytest.fixture(autouse=True)
def public_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app know under which address others reach it."""
    monkeypatch.setenv("BALINT_PUBLIC_URL", SITE)


def code_in(page: str) -> str:
    """Take the code out of a page."""
    found = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize(("figure_id", "language"), EVERY)
def test_code_of_a_figure_is_its_public_address(figure_id: str, language: str) -> None:
    figure = draw(bundled_store(), figure_id, (), language, audience=VIEWER)
    rounds = tuple(found.id for found in figure.rounds)
    public = Address(figure_id, "", rounds, language)
    address = SITE + public.path
    shown = stage_page(figure, new_show(figure_id, language=language), rounds, {}).decode()
    assert read_png(code_png(address)) == [address]
    assert read_svg(code_svg(address)) == [address]
    assert read_svg(code_in(shown)) == [address]
    assert modules(address) <= MODULES
    path, _, query = public.path.partition("?")
    assert read_address(path.removeprefix("/f/"), QueryParams(query), language) == public


def test_code_shown_in_a_hall_opens_the_page_of_the_same_round() -> None:
    routes = [*LightPages(bundled_store).routes, *Stage(bundled_store).routes]
    app = Starlette(routes=routes)
    shown = ask(app, "/present/dropout-agreement?round=demo-congress-a&lang=en")
    (address,) = read_svg(code_in(shown.text))
    page = ask(app, address.removeprefix(SITE))
    assert page.status == 200
    assert f'<link rel="canonical" href="{address.replace("&", "&amp;")}">' in page.text
