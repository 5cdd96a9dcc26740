"""Is a figure read in the last row of a hall, its code by a phone, and a show led by keys?"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page

from balint.web.hall import SCREEN, camera_pixels, least_code, least_type
from balint.web.shows import new_show
from tests.conftest import PUBLIC_URL
from tests.web.codes import read
from tools.browser import DRAWN_SECONDS, Complaints
from tools.running_app import RunningApp

SLOW = DRAWN_SECONDS * 1000
PROJECTOR = {"width": 1920, "height": 1080}
PHONE = {"width": 320, "height": 640}
SHOW = new_show("study1-published", "dropout-rate", "class-table", language="sv")
SECOND = SHOW.path.replace("present/study1-published", "present/dropout-rate")
LAST = SHOW.path.replace("present/study1-published", "present/class-table")

_SIZES = """() => ({
    type: Math.min(...['.badge', 'h1', '.address', '.counted'].flatMap(part =>
        [...document.querySelectorAll(part)].map(found =>
            parseFloat(getComputedStyle(found).fontSize)))),
    code: document.querySelector('.code svg').getBoundingClientRect().width,
    below: document.documentElement.scrollHeight - innerHeight,
    beside: document.documentElement.scrollWidth - innerWidth,
    picture: document.querySelector('.shown').getBoundingClientRect().height,
})"""


@pytest.fixture(scope="module")
def projector(browser: Browser) -> Iterator[Page]:
    """Give a page as a projector shows it."""
    visitor = browser.new_context(viewport=PROJECTOR, locale="sv-SE")
    yield visitor.new_page()
    visitor.close()


def as_photographed(screenshot: bytes) -> Image.Image:
    """Give a screenshot as a phone in the last row sees it, askew, blurred and pale."""
    whole = Image.open(io.BytesIO(screenshot)).convert("L")
    width = round(camera_pixels(SCREEN))
    turned = whole.rotate(2, Image.Resampling.BICUBIC, expand=True, fillcolor=40)
    scale = width / whole.width
    size = (round(turned.width * scale), round(turned.height * scale))
    seen = turned.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.6))
    return seen.point(lambda grey: 60 + grey * 0.5)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_phone_in_the_last_row_reads_the_code(
    app_server: RunningApp, projector: Page, colours: str
) -> None:
    projector.emulate_media(color_scheme=colours)
    rounds = "round=demo-congress-a&round=demo-congress-b"
    path = f"dropout-reasons-over-rounds?{rounds}&lang=sv"
    projector.goto(f"{app_server.address}/present/{path}", timeout=SLOW)
    seen = as_photographed(projector.screenshot())
    assert seen.width < 620
    assert read(seen) == [f"{PUBLIC_URL}/f/{path}"]


@pytest.mark.parametrize(
    "figure_id", ["study1-published", "dropout-rate", "timeline", "study1-estimation"]
)
def test_stage_fills_the_screen_with_type_that_is_read(
    app_server: RunningApp, projector: Page, figure_id: str
) -> None:
    projector.goto(f"{app_server.address}/present/{figure_id}?lang=en", timeout=SLOW)
    sizes = projector.evaluate(_SIZES)
    u = PROJECTOR["width"] / 100
    assert sizes["type"] >= least_type() * u - 0.1
    assert sizes["code"] >= least_code() * u - 0.1
    assert (sizes["below"], sizes["beside"]) == (0, 0)
    assert sizes["picture"] > PROJECTOR["height"] / 2


def test_keys_of_a_clicker_lead_through_the_show(app_server: RunningApp, projector: Page) -> None:
    complaints = Complaints()
    complaints.listen_to(projector)
    projector.goto(app_server.address + SHOW.path, timeout=SLOW)
    for key, path in (
        ("PageDown", SECOND),
        ("Space", LAST),
        ("ArrowRight", LAST),  # there is none after the last
        ("PageUp", SECOND),
        ("ArrowLeft", SHOW.path),
        ("End", LAST),
        ("Home", SHOW.path),
        ("ArrowDown", SECOND),
        ("Shift+Space", SHOW.path),
        ("Alt+ArrowRight", SHOW.path),  # the browser's own
        ("Escape", "/f/study1-published?round=published-study1&lang=sv"),
    ):
        projector.keyboard.press(key)
        projector.wait_for_url(app_server.address + path, timeout=SLOW)
    assert complaints.console_errors == []
    assert complaints.exceptions == []


def test_show_is_led_by_links_without_a_script(app_server: RunningApp, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(app_server.address + SHOW.path, timeout=SLOW)
    page.get_by_role("link", name="Nästa").click()
    page.wait_for_url(app_server.address + SECOND, timeout=SLOW)
    page.get_by_role("link", name="Föregående").click()
    page.wait_for_url(app_server.address + SHOW.path, timeout=SLOW)
    page.get_by_role("link", name="Lämna").click()
    page.wait_for_url("**/f/study1-published?**", timeout=SLOW)
    page.close()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_stage_has_no_finding_of_axe_wide_or_narrow(
    app_server: RunningApp, projector: Page, colours: str, language: str
) -> None:
    projector.emulate_media(color_scheme=colours)
    try:
        for path in (SECOND, LAST):
            address = app_server.address + path.replace("lang=sv", f"lang={language}")
            for size in (PROJECTOR, PHONE):
                projector.set_viewport_size(size)
                projector.goto(address, timeout=SLOW)
                assert projector.evaluate("document.documentElement.lang") == language
                assert projector.evaluate(_SIZES)["beside"] <= 0
                projector.evaluate(AXE_SCRIPT)
                found = projector.evaluate("axe.run({ resultTypes: ['violations'] })")
                assert [(each["id"], each["impact"]) for each in found["violations"]] == []
    finally:
        projector.set_viewport_size(PROJECTOR)
