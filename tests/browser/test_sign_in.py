"""Do people who sign in through a real provider come back where they were, and see what is theirs?

The main ways of the table in tests/ui/test_matrix.py, in a real browser.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from balint.web.wanted import COOKIE
from tests.browser.test_upload import SV, choose, confirm_informed, store
from tests.commands.verbs import leaders
from tests.readers import BOARD, LEADER, NO_ROLE, OTHER_LEADER
from tests.signing_in import SLOW, app_with_sign_in, sign_in, sign_out
from tools.browser import new_tab, new_visitor, open_page, wait_until_drawn
from tools.running_app import RunningApp

# The provider runs in this process, and the library that it is made of warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HEADER, *LINES = leaders(20).splitlines()
THEIRS = "\n".join((HEADER, *LINES[12:]))
"""The leader's answers, under other codes than the board's: those would be refused."""
FIGURE = "/f/dropout-reasons?round=kongressen-sv&lang=sv"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Start an app as on a server, where whoever has not signed in only looks."""
    with app_with_sign_in(tmp_path_factory.mktemp("sign-in")) as running:
        yield running


@pytest.fixture
def board(app: RunningApp, browser: Browser) -> Iterator[Page]:
    """Let the board come, and sign in on the page that it wants."""
    yield from signed_in(app, browser, BOARD, "/omgangar")


def signed_in(app: RunningApp, browser: Browser, email: str, path: str) -> Iterator[Page]:
    with new_visitor(browser) as visitor, new_tab(visitor) as (page, complaints):
        open_page(page, app.address + path)
        sign_in(page, email)
        yield page
        assert complaints.exceptions == []


def told(page: Page) -> str:
    return page.get_by_test_id("stAlertContentInfo").first.inner_text(timeout=SLOW)


def test_viewer_comes_back_to_the_page_and_sees_none_of_the_board(
    app: RunningApp, browser: Browser
) -> None:
    wanted = f"{app.address}/avhopp?lang=en&congress=demo-congress-a"
    with new_visitor(browser) as visitor, new_tab(visitor) as (page, _):
        open_page(page, wanted)
        sign_in(page, NO_ROLE)
        assert page.url == wanted
        assert COOKIE not in {cookie["name"] for cookie in visitor.cookies()}
        expect(page.get_by_role("link", name="Upload")).to_be_visible()
        expect(page.get_by_role("link", name="Rounds")).to_have_count(0)
        open_page(page, f"{app.address}/omgangar?lang=en")
        assert "This page is for the board" in told(page)
        expect(page.get_by_role("heading")).to_have_count(1)
        open_page(page, f"{app.address}/lamna-in?lang=en")
        assert "Files are sent by leaders and the board" in told(page)
        expect(page.locator("input[type=file]")).to_have_count(0)
        sign_out(page)
        expect(page.get_by_role("button", name="Logga in")).to_be_visible(timeout=SLOW)
        open_page(page, f"{app.address}/omgangar")
        assert "styrelsen" in told(page)


def test_leader_sends_to_an_open_round_and_the_board_releases_it(
    app: RunningApp, browser: Browser, board: Page
) -> None:
    assert board.url == f"{app.address}/omgangar"
    assert board.request.get(app.address + FIGURE).status == 404
    choose(board, app, SV, "styrelsen.csv", leaders(12).encode())
    store(board, SV, "Kongressen")
    for page in signed_in(app, browser, LEADER, "/lamna-in"):
        assert page.url == f"{app.address}/lamna-in"
        send(page, "ledaren.csv", THEIRS)
        take_back = page.locator(".st-key-upload_undo button")
        take_back.click(timeout=SLOW)
        expect(take_back).to_have_count(0, timeout=SLOW)
        send(page, "ledaren.csv", THEIRS)
        for other in signed_in(app, browser, OTHER_LEADER, "/lamna-in"):
            expect(other.locator("input[type=file]")).to_have_count(1, timeout=SLOW)
            expect(other.get_by_role("button", name="Ta tillbaka")).to_have_count(0)
            assert "ledaren.csv" not in other.locator("body").inner_text()
            open_page(other, f"{app.address}/omgangar")
            assert "styrelsen" in told(other)
            assert "ledaren.csv" not in other.locator("body").inner_text()
        # Not even the board's cookies show what is not released on a page for everybody.
        assert board.request.get(app.address + FIGURE).status == 404
        release(board, app)
        assert page.request.get(app.address + FIGURE).status == 200


def send(page: Page, name: str, text: str) -> None:
    """Choose a file for the open round, and store it."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    confirm_informed(page, SV)
    button = page.get_by_role("button", name="Spara").last
    expect(button).to_be_enabled(timeout=SLOW)
    button.click()
    receipt = page.get_by_test_id("stAlertContentSuccess")
    expect(receipt).to_contain_text("Sparat i", timeout=SLOW)
    wait_until_drawn(page)


def release(board: Page, app: RunningApp) -> None:
    """Let the board show the round to readers."""
    open_page(board, f"{app.address}/omgangar")
    for file_name in ("styrelsen.csv", "ledaren.csv"):
        expect(board.get_by_text(file_name).first).to_be_visible(timeout=SLOW)
    board.get_by_role("button", name="Publicera för läsarna").click()
    board.get_by_role("dialog").get_by_role("button", name="Publicera").click(timeout=SLOW)
    expect(board.get_by_role("dialog")).to_have_count(0, timeout=SLOW)
    wait_until_drawn(board)
