"""What does a person's browser show of a page, and what did it complain about?"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as PlaywrightTimeout

PAGES = {
    "overview": "/",
    "groups": "/grupper",
    "dropouts": "/avhopp",
    "working-life": "/arbetsliv",
    "patient-centredness": "/patientcentrering",
    "upload": "/lamna-in",
    "rounds": "/omgangar",
    "links": "/lankar",
    "log": "/logg",
    "about": "/om",
    "accessibility": "/tillganglighet",
}
LANGUAGES = ("sv", "en")
WIDTHS = {1280: 900, 390: 844}
"""Width and height of a laptop's window and of a phone's."""

Colours = Literal["light", "dark"]

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",  # as root and in containers there is none to be had
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",  # the rest: speak to nobody but the app
    "--disable-component-update",
    "--disable-sync",
)
DRAWN_SECONDS = 120
"""Far more than a page takes, so that a busy machine fails no test."""

# Streamlit 1.67 tells on stApp how its script run stands; a skeleton stands for an element
# whose code is still being fetched, a stale one is from the run before. A chart's drawing has
# the class "marks". True three times in a row: a chart that is resized is drawn twice.
WAITS_FOR = """() => {
    const app = document.querySelector('[data-testid="stApp"]')
    if (app === null) return ['the app']
    const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    const waits = {
        'the connection': app.dataset.testConnectionState !== 'CONNECTED',
        'the script': app.dataset.testScriptState !== 'notRunning',
        'code of an element': document.querySelector('[data-testid="stSkeleton"]') !== null,
        'elements of the run before': document.querySelector('[data-stale="true"]') !== null,
        'charts': charts.some(chart =>
            chart.checkVisibility() && chart.querySelector('svg.marks, canvas.marks') === null),
        'fonts': document.fonts.status !== 'loaded',
    }
    return Object.keys(waits).filter(what => waits[what])
}"""
_DRAWN = f"""() => {{
    const drawn = ({WAITS_FOR})().length === 0
    window.timesDrawn = drawn ? (window.timesDrawn ?? 0) + 1 : 0
    return window.timesDrawn >= 3
}}"""
# Asks where the content ends, not how high the window is: that comes a while after a resize.
_FULL_HEIGHT = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    const content = document.querySelector('[data-testid="stMainBlockContainer"]')
    return Math.ceil(main.scrollTop + content.getBoundingClientRect().bottom)
}"""
HIGHEST_PICTURE = 16_000
"""In px; Chromium cannot picture a window of any height."""


class PageNotDrawn(Exception):
    """A page was not ready in time; the text says what it still waits for."""


class NoChromium(Exception):
    """No Chromium is on PATH."""


@dataclass
class Complaints:
    """What a page's browser complained about, and whom it asked."""

    console_errors: list[str] = field(default_factory=list)
    """Each with the path of the address that it names."""
    exceptions: list[str] = field(default_factory=list)
    failed_requests: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def listen_to(self, page: Page) -> None:
        """Collect what happens on a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.exceptions.append(str(error)))
        page.on("request", self._request)
        page.on("requestfailed", self._request_failed)
        page.on("response", self._response)

    def so_far(self) -> Complaints:
        """Copy what was collected until now."""
        return deepcopy(self)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            path = urlsplit(message.location.get("url", "")).path
            self.console_errors.append(f"{path}: {message.text}")

    def _request(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:", "ws:", "wss:")):
            self.hosts.add(urlsplit(request.url).netloc)

    def _request_failed(self, request: Request) -> None:
        self.failed_requests.append(f"{urlsplit(request.url).path}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.failed_requests.append(f"{urlsplit(response.url).path}: {response.status}")


def find_chromium() -> str:
    """Find the browser: $CHROMIUM, else the first on PATH.

    Raises: NoChromium.
    """
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    raise NoChromium(
        f"None of {', '.join(NAMES)} is on PATH. "
        "Run `sh tools/find_chromium.sh`, or name one in $CHROMIUM."
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium, and end it with the block."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_visitor(
    browser: Browser, width: int = 1280, colours: Colours = "light"
) -> Iterator[BrowserContext]:
    """Let somebody new come: nothing stored, Swedish locale, a window of one of WIDTHS."""
    visitor = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme=colours,
        reduced_motion="reduce",
    )
    try:
        yield visitor
    finally:
        visitor.close()


@contextmanager
def new_tab(visitor: BrowserContext) -> Iterator[tuple[Page, Complaints]]:
    """Open an empty page for a visitor, whose second page comes quicker than the first."""
    page, complaints = visitor.new_page(), Complaints()
    complaints.listen_to(page)
    try:
        yield page, complaints
    finally:
        page.close()


def take_picture(page: Page, file: Path) -> None:
    """Write all of a page, down to its last line, as a PNG.

    Streamlit scrolls within the page, so the window must grow to what it shows.
    """
    width = page.viewport_size["width"] if page.viewport_size else 1280
    for _ in range(2):  # a wider or narrower scroll bar can change the height once
        height: int = page.evaluate(_FULL_HEIGHT)
        height = min(max(height, WIDTHS[width]), HIGHEST_PICTURE)
        page.set_viewport_size({"width": width, "height": height})
        wait_until_drawn(page)
    page.screenshot(path=file, animations="disabled")


def open_page(page: Page, address: str) -> None:
    """Go to an address, and return when its script has run and every chart is drawn."""
    page.goto(address, timeout=DRAWN_SECONDS * 1000)
    wait_until_drawn(page)


def follow_menu(page: Page, name: str) -> None:
    """Go to another page of the app as a reader does, by its entry in the menu."""
    path = PAGES[name]
    link = page.locator(f'header a[href$="{path}"], header a[href*="{path}?"]')
    link.first.click(timeout=DRAWN_SECONDS * 1000)
    page.wait_for_url(re.compile(rf"{path}(\?|$)"))
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Return when the page's script has run and every chart is drawn.

    Raises: PageNotDrawn.
    """
    try:
        page.wait_for_function(_DRAWN, polling=100, timeout=DRAWN_SECONDS * 1000)
    except PlaywrightTimeout:
        waits_for = ", ".join(page.evaluate(WAITS_FOR)) or "nothing any more"
        raise PageNotDrawn(
            f"After {DRAWN_SECONDS} s {page.url} still waits for: {waits_for}."
        ) from None
