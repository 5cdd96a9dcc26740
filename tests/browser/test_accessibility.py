"""Can everybody use every page, in every state, and is what stands in the way listed, all of it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product
from typing import get_args

import pytest
from playwright.sync_api import Browser

from balint.accessibility import EVERY_PAGE, Barrier, barriers, owner_words
from balint.figures.look import LOOKS, contrast
from balint.words import words_in
from tests.browser.walk import Met, broken_database, walk_changes, walk_pages
from tools.browser import LANGUAGES, PAGES, Colours, new_tab, new_visitor, open_page
from tools.running_app import RunningApp, running_app

# Each field, ring and box to fill in: what encloses it, or, where the browser's own is hidden,
# what is drawn in its place.
OUTLINES = """() => {
    const lined = part => parseFloat(getComputedStyle(part).borderTopWidth) > 0
    const outlines = []
    for (const field of document.querySelectorAll('[data-testid="stMain"] input')) {
        if (field.closest('[hidden], template, .hidden-dateinput-container')) continue
        const label = field.closest('label')
        const around = label
            ? [...label.querySelectorAll('div')].find(lined)
            : (function out(part) { return lined(part) ? part : out(part.parentElement) })(field)
        const name = field.getAttribute('aria-label') ?? label?.innerText ?? field.type
        outlines.push([name, getComputedStyle(around).borderTopColor])
    }
    return outlines
}"""

WAYS = list(product(LANGUAGES, get_args(Colours)))


@pytest.fixture(scope="module")
def own_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Start an app that the walk may change, and in which the page About does not work."""
    folder = tmp_path_factory.mktemp("walk")
    database = broken_database(folder / "balint.duckdb")
    with running_app(database, log_file=folder / "app.log") as app:
        yield app


@pytest.fixture(scope="module")
def met(app_server: RunningApp, own_app: RunningApp, browser: Browser) -> list[Met]:
    """Walk once through the Swedish app on light ground."""
    with new_visitor(browser) as visitor, new_tab(visitor) as (page, _):
        return [*walk_pages(page, app_server, "sv"), *walk_changes(page, own_app, "sv", 12)]


def unlisted(walk: list[Met]) -> dict[tuple[str, str], object]:
    """Give what was found and is not on the list, by page and state."""
    return {(met.page, met.state): met.found["unlisted"] for met in walk if met.found["unlisted"]}


def found(walk: list[Met]) -> dict[str, set[str]]:
    """Give the pages on which each rule of the list found something."""
    pages: dict[str, set[str]] = {}
    for met in walk:
        for rule in met.found["rules"]:
            pages.setdefault(rule, set()).add(met.page)
    return pages


def listed(barrier: Barrier) -> set[str]:
    """Give the pages that the list names for a barrier."""
    return set(PAGES) if barrier.pages == (EVERY_PAGE,) else set(barrier.pages)


def test_no_page_has_a_finding_that_is_not_listed(met: list[Met]) -> None:
    assert unlisted(met) == {}


def test_list_names_what_is_found_and_where_and_nothing_else(met: list[Met]) -> None:
    assert found(met) == {barrier.rule: listed(barrier) for barrier in barriers("sv")}


def test_no_listed_barrier_is_of_our_own_making() -> None:
    assert {barrier.whose for barrier in barriers("sv")} <= owner_words(words_in("sv")).keys()


def test_headings_begin_with_one_and_skip_no_level(met: list[Met]) -> None:
    for state in met:
        headings = state.found["headings"]
        assert headings.count(1) == 1, state
        steps = pairwise(headings)
        assert [(above, below) for above, below in steps if below > above + 1] == [], state


def test_each_chart_has_its_words_and_each_table_its_headings(met: list[Met]) -> None:
    assert sum(state.found["unnamed_charts"] for state in met) == 0
    assert sum(state.found["tables_without_headings"] for state in met) == 0


def test_no_page_is_lost_at_320_pixels_or_twice_the_size(met: list[Met]) -> None:
    narrowed = [state for state in met if "lost" in state.found]
    assert [state.page for state in narrowed] == list(PAGES)
    assert {state.page: state.found["lost"] for state in narrowed if state.found["lost"]} == {}


@pytest.mark.parametrize("colours", get_args(Colours))
def test_button_that_sends_a_form_is_read_on_its_ground(
    app_server: RunningApp, browser: Browser, colours: Colours
) -> None:
    with new_visitor(browser, colours=colours) as visitor, new_tab(visitor) as (page, _):
        open_page(page, app_server.address + PAGES["rounds"])
        button = page.get_by_test_id("stBaseButton-primaryFormSubmit")
        text, ground = (
            part.evaluate("(part, name) => getComputedStyle(part)[name]", name)
            for part, name in ((button.locator("p"), "color"), (button, "backgroundColor"))
        )
        assert contrast(*map(as_hex, (text, ground))) >= 4.5


@pytest.mark.parametrize("colours", get_args(Colours))
@pytest.mark.parametrize("name", ["groups", "links", "upload", "rounds"])
def test_what_can_be_filled_in_has_an_outline_that_can_be_seen(
    app_server: RunningApp, browser: Browser, name: str, colours: Colours
) -> None:
    with new_visitor(browser, colours=colours) as visitor, new_tab(visitor) as (page, _):
        open_page(page, app_server.address + PAGES[name])
        outlines = page.evaluate(OUTLINES)
    look = LOOKS[colours]
    assert outlines
    for what, outline in outlines:
        for ground in (look.ground, look.card):
            assert contrast(as_hex(outline), ground) >= 3, what


def as_hex(colour: str) -> str:
    """Write "rgb(1, 2, 3)" as the look does."""
    return "#" + "".join(f"{int(part):02X}" for part in re.findall(r"[0-9]+", colour)[:3])


@pytest.mark.soak
@pytest.mark.parametrize(("language", "colours"), WAYS)
def test_every_state_is_free_of_unlisted_findings(
    app_server: RunningApp,
    own_app: RunningApp,
    browser: Browser,
    language: str,
    colours: Colours,
) -> None:
    size = 13 + WAYS.index((language, colours))
    with new_visitor(browser, colours=colours) as visitor, new_tab(visitor) as (page, _):
        walk = [
            *walk_pages(page, app_server, language, every_tab=True),
            *walk_changes(page, own_app, language, size),
        ]
    assert unlisted(walk) == {}
    assert not any(state.found.get("lost") for state in walk)
    for barrier in barriers(language):
        assert found(walk).get(barrier.rule, set()) <= listed(barrier)
