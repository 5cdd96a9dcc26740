"""Does a figure's card give what it promises: an address that leads back, and named files?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.conftest import PUBLIC_URL
from tests.web.codes import read_png, read_svg
from tools.browser import DRAWN_SECONDS, open_page
from tools.running_app import RunningApp

CARD = '[class*="st-key-figure-groups-by-kind-demo-inventory-a"]'


def test_card_gives_its_address_and_its_files(app_server: RunningApp, first_tab: Any) -> None:
    page, _ = first_tab()
    open_page(page, f"{app_server.address}/grupper?lang=en&inventory=demo-inventory-a")
    card = page.locator(CARD)
    card.get_by_role("tab", name="Take along").click(timeout=DRAWN_SECONDS * 1000)
    address = f"{app_server.address}/grupper?lang=en&inventory=demo-inventory-a#groups-by-kind"
    expect(card.locator('[data-testid="stCode"] code').first).to_have_text(
        address, timeout=DRAWN_SECONDS * 1000
    )
    with page.expect_download(timeout=DRAWN_SECONDS * 1000) as downloading:
        card.get_by_role("button", name="Excel workbook with notes (XLSX)").click()
    downloaded = downloading.value
    assert downloaded.suggested_filename == "groups-by-kind-demo-inventory-a-en.xlsx"
    assert Path(downloaded.path()).read_bytes().startswith(b"PK")
    open_page(page, address)
    expect(page.locator("#groups-by-kind")).to_be_in_viewport(timeout=DRAWN_SECONDS * 1000)


def test_shared_figure_has_a_code_that_is_read_off_the_screen(
    app_server: RunningApp, first_tab: Any
) -> None:
    page, _ = first_tab()
    open_page(page, f"{app_server.address}/grupper?lang=en&inventory=demo-inventory-a")
    card = page.locator(CARD)
    card.get_by_role("tab", name="Take along").click(timeout=DRAWN_SECONDS * 1000)
    card.get_by_role("button", name="Share the figure").click()
    panel = page.get_by_role("dialog")
    code = panel.get_by_alt_text("Code that leads to this figure")
    code.wait_for(timeout=DRAWN_SECONDS * 1000)
    address = f"{PUBLIC_URL}/f/groups-by-kind?round=demo-inventory-a&lang=en"
    expect(panel.locator('[data-testid="stCode"] code')).to_have_text(address)
    assert read_png(code.screenshot()) == [address]
    for ending, read in (("PNG", read_png), ("SVG", read_svg)):
        with page.expect_download(timeout=DRAWN_SECONDS * 1000) as downloading:
            panel.get_by_role("button", name=f"Code ({ending})").click()
        downloaded = downloading.value
        name = f"groups-by-kind-demo-inventory-a-en-qr.{ending.lower()}"
        assert downloaded.suggested_filename == name
        assert read(Path(downloaded.path()).read_bytes()) == [address]
