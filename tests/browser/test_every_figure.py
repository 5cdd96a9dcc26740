"""Can every text within every chart be read, in each language and width of its card?"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from balint.figures import Figure
from balint.figures.look import DARK, LIGHT, LOOKS
from tests.stores import bundled_store
from tools.browser import LANGUAGES
from tools.gallery import (
    CARD_WIDTHS,
    PER_SHEET,
    Shot,
    contact_sheets,
    crowded_texts,
    empty_gallery,
    every_figure,
    hang,
)

VIEWS = list(product(LANGUAGES, CARD_WIDTHS.values()))


@functools.cache
def figures(language: str) -> list[Figure]:
    return list(every_figure(bundled_store(), language))


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Page]:
    """Give a page that draws charts."""
    with empty_gallery(browser) as page:
        yield page


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_no_text_of_a_chart_is_clipped_or_over_another(
    gallery: Page, language: str, width: int
) -> None:
    shots = [Shot(figure, LIGHT, width) for figure in figures(language)]
    hang(gallery, shots)
    assert gallery.locator("svg.marks").count() == sum(
        shot.figure.chart is not None for shot in shots
    )
    assert crowded_texts(gallery) == []


def test_text_over_another_and_beyond_the_edge_is_found(gallery: Page) -> None:
    hang(gallery, [Shot(figures("sv")[0], DARK, 326)])
    gallery.evaluate(
        """() => {
            const [one, two] = document.querySelectorAll('svg.marks text')
            two.setAttribute('transform', one.getAttribute('transform'))
            const far = [...document.querySelectorAll('svg.marks text')].at(-1)
            far.setAttribute('transform', 'translate(320, 0)')
        }"""
    )
    assert {kind for _, kind, _, _ in crowded_texts(gallery)} == {"clipped", "over each other"}


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_crowded_whatever_is_chosen(gallery: Page, language: str) -> None:
    every = list(every_figure(bundled_store(), language, thorough=True))
    for look, width in product(LOOKS.values(), CARD_WIDTHS.values()):
        hang(gallery, [Shot(figure, look, width) for figure in every])
        assert crowded_texts(gallery) == [], (look.name, width)


@pytest.mark.soak
def test_contact_sheets_show_every_figure(browser: Browser, tmp_path: Path) -> None:
    sheets = list(contact_sheets(browser, bundled_store(), tmp_path))
    per_view = -(-len(figures("sv")) // PER_SHEET)
    assert len(sheets) == per_view * len(LOOKS) * len(VIEWS)
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in sheets)
