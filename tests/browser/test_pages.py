"""Does each page, in each language and width, open whole and without complaint?"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tools.browser import (
    LANGUAGES,
    PAGES,
    WIDTHS,
    Complaints,
    follow_menu,
    new_tab,
    new_visitor,
    open_page,
    wait_until_drawn,
)
from tools.gallery import crowded_texts
from tools.running_app import RunningApp
from tools.words import read_catalogue

EVERY_VIEW = [
    pytest.param(view, id="-".join(map(str, view))) for view in product(PAGES, LANGUAGES, WIDTHS)
]
SWEDISH_VIEWS = [
    pytest.param(view, id="-".join(map(str, view))) for view in product(PAGES, ("sv",), WIDTHS)
]
PHONE_VIEWS = [
    pytest.param(view, id="-".join(map(str, view))) for view in product(PAGES, LANGUAGES, (390,))
]

View = tuple[str, str, int]

# Streamlit 1.67 asks for these two below the page's own address while it finds out where the app
# begins, is told 404, and then asks in the right place. Nothing that an app does avoids it.
STREAMLIT_LOOKS_FOR = ("_stcore/health", "_stcore/host-config")

# What Streamlit 1.67 says in English on every page, and gives no way to translate.
STREAMLIT_SAYS = (
    "Skip to main content",  # link for keyboards, seen when it has the focus
    "App pages",  # the navigation's name for a screen reader
    "Main menu",
    "Link to heading",
    "Show data",  # buttons over a chart, followed by ": " and the chart's own description
    "Download as PNG",
    "Copy Vega-Lite spec",
    "Show/hide columns",  # buttons over a table
    "Download as CSV",
    "Copy to clipboard",  # button beside a figure's address
    "Choose an option",  # button of a list from which several are chosen
    "Search",
    "Fullscreen",
    "Close fullscreen",
    "Navigate to home page",  # the logo's name for a screen reader
    "Upload",  # button to choose a file, and what it says of size and kinds
    "10MB per file",
    "file upload",
    "year",  # parts of a field for a day, followed by ", " and the field's own label
    "month",
    "day",
    "Choose date",
)

# Works are cited by the titles that they bear.
WORKS = (
    "The Doctor, his Patient and the Illness",
    "The Doctor, the Task and the Group",
    "The International Balint Federation. The Balint Society (UK)",
    "https://www.balint.co.uk/about_us/international.html",
    "Balint training makes GPs thrive better in their job. Patient Educ Couns",
)

# Words that English can hardly do without, and that Swedish has not.
ENGLISH = frozenset(
    """
    about across after also among and answers any are asked because been before between can
    chart choose count did does download each every figure file few from group groups had
    has have here how if into it its leader leaders least less member members more most of
    or other our over page people physicians reason reasons regions round rounds says see
    share show shown since some source sources table than that the their them there these
    they this those to uploaded was were what when where which who whom whose why will with
    without working year years you your
    """.split()
)

# Parts that are marked as English are apart, and so are icons, whose text is a glyph's name.
_LEFT_OUT = """
    const apart = '[lang="en"], [data-testid="stIconMaterial"], [data-testid="stExpanderIcon"], '
        + '[role="img"][aria-label$=" icon"], script, style, noscript'
    const leftOut = element => {
        const found = element.closest(apart)
        return found !== null && found !== document.documentElement
    }
    const tidy = texts => [...new Set(texts.map(text => text.trim()))].filter(text => text)
"""

# Everything that a person can read, also behind a tab. A text of a chart that breaks into lines
# is one text.
_READ = f"""() => {{
    {_LEFT_OUT}
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {{
        const element = walker.currentNode.parentElement
        if (!leftOut(element) && !element.closest('svg text'))
            found.push(walker.currentNode.textContent)
    }}
    for (const text of document.body.querySelectorAll('svg text'))
        found.push([...text.childNodes].map(line => line.textContent).join(' '))
    return tidy(found)
}}"""

# Everything that only a screen reader says, or a pointer that rests.
_HEARD = f"""() => {{
    {_LEFT_OUT}
    const names = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder']
    const elements = [...document.body.querySelectorAll('*')].filter(one => !leftOut(one))
    return tidy(elements.flatMap(one => names.map(name => one.getAttribute(name) ?? '')))
}}"""

_LAYOUT = """() => {
    const wide = [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    return {
        language: document.documentElement.lang,
        overflow: Math.max(...wide.map(part => part.scrollWidth - part.clientWidth)),
        errors: [...document.querySelectorAll('[data-testid="stException"]')]
            .map(error => error.innerText),
        headings: [...document.querySelectorAll('h1')].map(heading => heading.innerText),
    }
}"""


@dataclass(frozen=True)
class Seen:
    """What one visit to one page found; the tests below ask it."""

    complaints: Complaints
    read: list[str]
    heard: list[str]
    layout: dict[str, Any]
    crowded: list[list[Any]]


@pytest.fixture(scope="module")
def see(app_server: RunningApp, browser: Browser) -> Callable[[View], Seen]:
    """Give a function that tells what a view showed; a language is walked through once."""
    seen: dict[View, Seen] = {}

    def visit(view: View) -> Seen:
        if view not in seen:
            seen.update(_walk_through(browser, app_server.address, view[1]))
        return seen[view]

    return visit


def _walk_through(browser: Browser, address: str, language: str) -> dict[View, Seen]:
    """Open the app once, go from page to page as a reader does, and look at both widths."""
    seen: dict[View, Seen] = {}
    with new_visitor(browser) as visitor, new_tab(visitor) as (page, complaints):
        open_page(page, f"{address}/{_query(language)}")
        for name, path in PAGES.items():
            if path != "/":
                follow_menu(page, name)
            for width, height in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": height})
                wait_until_drawn(page)
                _wait_until_it_fits(page)
                seen[name, language, width] = Seen(
                    complaints.so_far(),
                    page.evaluate(_READ),
                    page.evaluate(_HEARD),
                    page.evaluate(_LAYOUT),
                    crowded_texts(page),
                )
            page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})
    return seen


def _wait_until_it_fits(page: Page) -> None:
    """Let charts take on the width of a window that got narrower; some page may never fit."""
    with suppress(PlaywrightTimeout):
        page.wait_for_function(f"() => ({_LAYOUT})().overflow <= 0", timeout=30_000)


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_page_shows_a_heading_and_no_exception(see: Any, view: View) -> None:
    seen = see(view)
    assert seen.layout["errors"] == []
    assert seen.complaints.exceptions == []
    assert len(seen.layout["headings"]) == 1


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_page_has_a_silent_console_and_no_failed_request(see: Any, view: View) -> None:
    complaints = see(view).complaints
    assert (complaints.console_errors, complaints.failed_requests) == ([], [])


def test_page_opened_by_its_address_is_whole(app_server: RunningApp, first_tab: Any) -> None:
    page, complaints = first_tab(390)
    open_page(page, f"{app_server.address}/avhopp?lang=en")
    known = {f"/avhopp/{looked_for}" for looked_for in STREAMLIT_LOOKS_FOR}
    for complaint in (*complaints.console_errors, *complaints.failed_requests):
        path, _, what = complaint.partition(": ")
        assert path in known
        assert "404" in what
    assert page.evaluate(_LAYOUT)["headings"] == ["Dropouts"]


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_page_asks_nobody_but_the_app(see: Any, app_server: RunningApp, view: View) -> None:
    assert see(view).complaints.hosts == {app_server.address.removeprefix("http://")}


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_page_declares_the_language_it_is_in(see: Any, view: View) -> None:
    assert see(view).layout["language"] == view[1]


@pytest.mark.parametrize("view", PHONE_VIEWS)
def test_page_fits_a_phone_without_sideways_scrolling(see: Any, view: View) -> None:
    assert see(view).layout["overflow"] <= 0


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_page_has_no_clipped_or_overlapping_text_in_a_chart(see: Any, view: View) -> None:
    assert see(view).crowded == []


@pytest.mark.parametrize("view", SWEDISH_VIEWS)
def test_swedish_page_shows_no_english_word(see: Any, view: View) -> None:
    assert _english_words(see(view).read) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_chart_is_clipped_where_a_page_opens_on_a_phone(
    app_server: RunningApp, first_tab: Any, language: str
) -> None:
    page, _ = first_tab(390)
    crowded = {}
    for name in ("overview", "groups", "dropouts", "working-life", "patient-centredness"):
        open_page(page, f"{app_server.address}{PAGES[name]}{_query(language)}")
        crowded[name] = crowded_texts(page)
    assert {name: found for name, found in crowded.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_facts_show_group_fact_and_year_whole_on_a_phone(
    app_server: RunningApp, first_tab: Any, language: str
) -> None:
    page, _ = first_tab(390)
    open_page(page, f"{app_server.address}{PAGES['groups']}{_query(language)}")
    table = page.locator('[class*="st-key-figure-group-types"] [data-testid="stTable"]')
    out = table.evaluate("""table => [...table.querySelectorAll('tr > :nth-child(-n + 3) p')]
        .filter(text => {
            const words = document.createRange()
            words.selectNodeContents(text)
            return words.getBoundingClientRect().right > table.getBoundingClientRect().right
        }).map(text => text.innerText)""")
    assert out == []


@pytest.mark.parametrize("view", SWEDISH_VIEWS)
def test_swedish_page_speaks_no_english_word(see: Any, view: View) -> None:
    assert _english_words(see(view).heard) == {}


@pytest.mark.parametrize("view", SWEDISH_VIEWS)
def test_swedish_page_has_no_untranslated_text(see: Any, view: View) -> None:
    seen = see(view)
    text = "\n".join(_without_known(text) for text in [*seen.read, *seen.heard])
    left = [piece for piece in _english_pieces() if piece in text]
    assert [piece for piece in left if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)] == []


def test_keyboard_reaches_and_changes_the_language(app_server: RunningApp, first_tab: Any) -> None:
    page, _ = first_tab()
    open_page(page, app_server.address)
    _press_tab_until(page, "Svenska")  # the switch is one stop; arrows move within it
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.documentElement.lang === 'en'", timeout=120_000)


def _query(language: str) -> str:
    """Write the part of an address that chooses a language; Swedish needs none."""
    return "" if language == "sv" else f"?lang={language}"


def _without_known(text: str) -> str:
    """Take away what Streamlit says, addresses of figures, and the titles of works."""
    text = re.sub(r"https?://\S+", "", text)
    for phrase in STREAMLIT_SAYS:
        text = re.sub(rf"^{re.escape(phrase)}(: |, |$)", "", text)
    for work in WORKS:
        text = text.replace(work, "")
    return text


def _english_words(texts: list[str]) -> dict[str, list[str]]:
    """Collect the texts that have English words, each with those words."""
    found = {
        text: sorted(ENGLISH & set(re.findall(r"[^\W\d_]+", _without_known(text).lower())))
        for text in texts
    }
    return {text: words for text, words in found.items() if words}


def _english_pieces() -> list[str]:
    """List the English of the catalogue, without its fields, where its Swedish is another."""
    pieces = set()
    for entry in read_catalogue():
        pairs = zip(_forms(entry.id), _forms(entry.string), strict=True)
        for english, swedish in pairs:
            for piece in re.split(r"\{[^}]*\}", english):
                piece = piece.strip(" .,:;()")
                if len(piece) > 3 and piece not in swedish:
                    pieces.add(piece)
    return sorted(pieces)


def _forms(text: Any) -> tuple[str, ...]:
    """Give all forms of a text of the catalogue."""
    return (text,) if isinstance(text, str) else tuple(text)


def _press_tab_until(page: Page, label: str) -> None:
    """Walk through the page with the keyboard until the element of that name has the focus."""
    passed: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name: str = page.evaluate(
            "document.activeElement.ariaLabel || document.activeElement.innerText || ''"
        )
        if name.strip() == label:
            return
        passed.append(name.strip())
    pytest.fail(f"Tab never reached “{label}”. It passed: {passed}")
