"""Is a printed page whole: each card on one page, its sources there, nothing to press on it?"""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser
from pypdf import PdfReader

from balint.words import words_in
from tools.browser import LANGUAGES, PAGES, new_tab, new_visitor, open_page
from tools.running_app import RunningApp

TO_PRESS = ("Take along", "See the figures", "Board, without sign-in", "Report to the board (PDF)")

# The title of each card and the last words below its chart.
_CARDS = """() => [...document.querySelectorAll('[class*="st-key-figure-"]')].map(card => [
    card.querySelector('h3').innerText,
    [...card.querySelectorAll('p')].at(-2).innerText,
])"""


def printed(browser: Browser, address: str) -> tuple[list[str], list[list[str]]]:
    """Print a page; gives the text of each sheet, and the cards that the page has."""
    with new_visitor(browser) as visitor, new_tab(visitor) as (page, _):
        open_page(page, address)
        cards = page.evaluate(_CARDS)
        reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [letters(sheet.extract_text()) for sheet in reader.pages], cards


def letters(text: str) -> str:
    """Keep letters and digits alone: a PDF breaks lines as it likes, and has one sign for ff."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def test_printed_page_has_whole_cards_with_sources_and_nothing_to_press(
    app_server: RunningApp, browser: Browser
) -> None:
    sheets, cards = printed(browser, f"{app_server.address}/avhopp")
    assert len(cards) == 6
    for title, sentence in cards:
        (sheet,) = [sheet for sheet in sheets if letters(title) in sheet]
        assert letters(sentence) in sheet
        assert letters("Källa: ") in sheet
    assert letters("Kjeldmand 2006, s. 50, tabell 4") in "".join(sheets)
    say = words_in("sv")
    pressed = [say(text) for text in TO_PRESS] + ["English", say("Beside it")]
    assert [text for text in pressed if letters(text) in "".join(sheets)] == []


def test_page_prints_light_from_the_dark_theme(app_server: RunningApp, browser: Browser) -> None:
    with new_visitor(browser, colours="dark") as visitor, new_tab(visitor) as (page, _):
        open_page(page, f"{app_server.address}/avhopp")
        assert lightness(page.screenshot()) < 0.3
        page.emulate_media(media="print")
        assert lightness(page.screenshot()) > 0.8
        chart = page.locator('[data-testid="stVegaLiteChart"] svg.marks').first
        darkest, lightest = Image.open(io.BytesIO(chart.screenshot())).convert("L").getextrema()
        assert darkest < 60 < 250 < lightest


def lightness(picture: bytes) -> float:
    """Measure how light a picture is on the whole, 0 to 1."""
    grey = Image.open(io.BytesIO(picture)).convert("L")
    return ImageStat.Stat(grey).mean[0] / 255


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_prints_without_what_is_to_press(
    app_server: RunningApp, browser: Browser, name: str, language: str
) -> None:
    query = "" if language == "sv" else f"?lang={language}"
    sheets, cards = printed(browser, f"{app_server.address}{PAGES[name]}{query}")
    text = "".join(sheets)
    assert all(letters(title) in text and letters(sentence) in text for title, sentence in cards)
    # The page on accessibility tells in words where downloads are.
    pressed = TO_PRESS[1:] if name == "accessibility" else TO_PRESS
    assert [said for said in map(words_in(language), pressed) if letters(said) in text] == []
    assert all(sheets)
