"""Does a link work in a real browser: for the board that revokes it, and for who comes by it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from balint.access import LOCAL_BOARD
from balint.links import in_days, list_links, make_leader_link
from balint.sharing import make_share_link
from balint.store import Store
from balint.trail import entries
from tests.browser.test_upload import SV, confirm_informed
from tests.commands.verbs import leaders
from tests.conftest import FirstTab, StartServer
from tests.figures.own_rounds import add_round, leader
from tests.stores import new_store
from tools.browser import DRAWN_SECONDS, new_tab, new_visitor, open_page, wait_until_drawn
from tools.running_app import RunningApp

SLOW = DRAWN_SECONDS * 1000
ROUND = "kongress-2027"


@dataclass(frozen=True)
class Linked:
    """An app with a share link and a leader's link to one round."""

    app: RunningApp
    share: str
    send: str

    @property
    def tokens(self) -> tuple[str, str]:
        """What nobody but the two holders may find."""
        return self.share.rpartition("/")[2], self.send.rpartition("=")[2]


@pytest.fixture
def linked(start_server: StartServer, tmp_path: Path) -> Linked:
    database = tmp_path / "balint.duckdb"
    with closing(new_store(database, without_demo=True)) as store:
        people = [leader(1, 2, 3, 4, 5, 6, 7, members_led=40, dropouts=4)] * 12
        add_round(store, ROUND, "congress", people, released=False)
        share = make_share_link(
            store, [ROUND], ["dropout-reasons"], by=LOCAL_BOARD, expires_at=in_days(30)
        )
        send = make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(60))
    return Linked(start_server(database), share.path, send.path)


@pytest.fixture
def outsider(browser: Browser) -> Iterator[Page]:
    """Give a tab of somebody who comes through a proxy, and so is nobody at their own machine."""
    with new_visitor(browser, 390) as visitor:
        visitor.set_extra_http_headers({"X-Forwarded-For": "192.0.2.1"})
        with new_tab(visitor) as (page, _):
            yield page


def test_leader_sends_by_link_until_the_board_revokes_it(
    linked: Linked, outsider: Page, first_tab: FirstTab
) -> None:
    app = linked.app
    shown = outsider.goto(f"{app.address}{linked.share}/dropout-reasons?lang=sv")
    assert shown is not None
    assert (shown.status, shown.headers["referrer-policy"]) == (200, "no-referrer")
    assert shown.headers["cache-control"] == "private, no-store"
    expect(outsider.locator("figure img")).to_be_visible()

    open_page(outsider, f"{app.address}{linked.send}")
    assert outsider.url == f"{app.address}/lamna-in"
    expect(outsider.get_by_role("heading", name=f"Omgång {ROUND}")).to_be_visible(timeout=SLOW)
    outsider.locator("input[type=file]").set_input_files(
        {"name": "svar.csv", "mimeType": "text/csv", "buffer": leaders(3).encode()}
    )
    confirm_informed(outsider, SV)
    store = outsider.get_by_role("button", name="Spara", exact=False).last
    expect(store).to_be_enabled(timeout=SLOW)
    store.click()
    expect(outsider.get_by_text("Det du har skickat")).to_be_visible(timeout=SLOW)

    board, complaints = first_tab()
    open_page(board, f"{app.address}/lankar")
    for left in (1, 0):
        board.get_by_role("button", name="Stäng för gott").first.click(timeout=SLOW)
        dialog = board.get_by_role("dialog")
        dialog.get_by_role("button", name="Stäng för gott").click(timeout=SLOW)
        expect(dialog).to_have_count(0, timeout=SLOW)
        expect(board.get_by_role("button", name="Stäng för gott")).to_have_count(left, timeout=SLOW)
        wait_until_drawn(board)
    assert complaints.exceptions == []

    wait_until_drawn(outsider)
    outsider.get_by_role("button", name="Ta tillbaka", exact=True).first.click(timeout=SLOW)
    closed = outsider.get_by_text("öppnar inget längre")
    expect(closed).to_be_visible(timeout=SLOW)
    gone = outsider.goto(f"{app.address}{linked.share}?lang=sv")
    never = outsider.request.get(f"{app.address}/s/{'x' * 43}?lang=sv")
    assert gone is not None
    assert (gone.status, gone.body()) == (never.status, never.body())

    app.process.terminate()
    app.process.wait(DRAWN_SECONDS)
    with closing(Store.open(app.database)) as kept:
        acts = [entry.act for entry in entries(kept.cursor())]
        assert acts[:3] == ["link_revoked", "link_revoked", "upload"]
        assert all(link.last_opened_on for link in list_links(kept.cursor()))
        undone = kept.cursor().execute("select count(undone_at) from submission").fetchone()
        assert undone == (0,)
    for file in app.database.parent.rglob("*"):
        found = file.read_bytes() if file.is_file() else b""
        assert [token for token in linked.tokens if token.encode() in found] == []
