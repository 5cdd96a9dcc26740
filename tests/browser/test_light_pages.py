"""Do the light pages work on a narrow phone without JavaScript, for everybody?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tools.browser import DRAWN_SECONDS
from tools.running_app import RunningApp

SLOW = DRAWN_SECONDS * 1000
PATHS = (
    "/f",
    "/f/groups-by-region",
    "/f/dropout-reasons",
    "/f/study1-effects",
    "/f/group-types",
    "/f/no-such-figure",
)

_LAYOUT = """() => ({
    language: document.documentElement.lang,
    overflow: document.documentElement.scrollWidth - innerWidth,
    broken: [...document.images].filter(image => !image.naturalWidth).map(image => image.src),
    ground: getComputedStyle(document.body).backgroundColor,
})"""


@pytest.fixture(scope="module", params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Give a page on a phone of 320 px; of itself none of our pages has a script to run."""
    visitor = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme=request.param,
        locale="sv-SE",
    )
    yield visitor.new_page()
    visitor.close()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_page_opens_narrow_and_has_no_finding_of_axe(
    app_server: RunningApp, phone: Page, path: str, language: str
) -> None:
    phone.goto(f"{app_server.address}{path}?lang={language}", timeout=SLOW)
    layout = phone.evaluate(_LAYOUT)
    assert layout["language"] == language
    assert layout["overflow"] <= 0
    assert layout["broken"] == []
    assert layout["ground"] != "rgba(0, 0, 0, 0)"  # the policy lets the style in
    phone.evaluate(AXE_SCRIPT)
    found = phone.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [(each["id"], each["impact"]) for each in found["violations"]] == []


def test_phone_without_javascript_asks_nobody_but_the_app(
    app_server: RunningApp, browser: Browser
) -> None:
    hosts: set[str] = set()
    page = browser.new_page(java_script_enabled=False)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{app_server.address}/f/groups-over-time?lang=sv", timeout=SLOW)
    size = page.locator("figure img").bounding_box()
    page.close()
    assert size
    assert size["height"] > 100
    assert hosts == {app_server.address.removeprefix("http://")}
