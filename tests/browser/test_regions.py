"""Does the page Groups follow when a region is chosen, on the map or by keyboard?"""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from balint.figures.counties import region_names
from tools.browser import DRAWN_SECONDS, open_page, wait_until_drawn
from tools.running_app import RunningApp

WAIT = DRAWN_SECONDS * 1000
ROUND = "demo-inventory-b"
CARD = f'[class*="st-key-figure-groups-by-region-{ROUND}"]'
PANEL = '[class*="st-key-groups_region_"]'
FOLLOWED_BY = """(one, other) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0"""


def click_shape(page: Page, place: int) -> None:
    """Click into the middle of a region on the map; they lie in the order of the table."""
    page.mouse.wheel(0, 1)  # whoever scrolls is not scrolled for any more
    page.wait_for_timeout(1_000)
    shape = page.locator(f"{CARD} svg g.mark-shape").first.locator("path").nth(place)
    shape.evaluate("shape => shape.scrollIntoView({block: 'center'})", timeout=WAIT)
    box = shape.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def expect_region(page: Page, code: str) -> None:
    """Wait until each part of the page speaks of a region."""
    name = region_names()[code]
    expect(page).to_have_url(re.compile(rf"[?&]region={code}\b"), timeout=WAIT)
    expect(page.locator(f"{PANEL} h3")).to_have_text(name, timeout=WAIT)
    wait_until_drawn(page)
    expect(page.locator(".st-key-region [value]").first).to_have_value(name)
    expect(page.locator(f"{CARD} tbody tr").first).to_contain_text(name)
    for figure_id, said in (
        ("groups-by-region", f"{name} inramad"),
        ("groups-funnel", f"ring runt {name}"),
        ("groups-by-kind", f"bara {name}"),
    ):
        card = page.locator(f'[class*="st-key-figure-{figure_id}-{ROUND}"]')
        expect(card).to_contain_text(said)


def test_click_on_the_map_chooses_a_region_and_a_second_lets_it_go(
    app_server: RunningApp, first_tab: Any
) -> None:
    page, complaints = first_tab()
    open_page(page, f"{app_server.address}/grupper?inventory={ROUND}")
    table, chart = (page.locator(f"{CARD} {part}").first for part in ("table", "svg.marks"))
    assert table.evaluate(FOLLOWED_BY, chart.element_handle())
    click_shape(page, list(region_names()).index("12"))
    expect_region(page, "12")
    expect(page.locator(PANEL)).to_be_in_viewport(timeout=WAIT)
    click_shape(page, 0)
    expect(page.locator(PANEL)).to_have_count(0, timeout=WAIT)
    expect(page).not_to_have_url(re.compile("region="), timeout=WAIT)
    assert complaints.exceptions == []


def test_keyboard_chooses_the_same_region(app_server: RunningApp, first_tab: Any) -> None:
    page, _ = first_tab()
    open_page(page, f"{app_server.address}/grupper?inventory={ROUND}")
    page.locator(".st-key-region input").focus()
    page.keyboard.type("Skå")
    page.keyboard.press("Enter")
    expect_region(page, "12")
