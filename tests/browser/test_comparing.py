"""Does a number lead to its figure, and does a second round at a click show what has changed?"""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tools.browser import DRAWN_SECONDS, open_page, wait_until_drawn
from tools.running_app import RunningApp

PATIENCE = DRAWN_SECONDS * 1000
CHANGES = '[class*="st-key-figure-{}-demo-congress-b-demo-congress-a"]'


def test_number_leads_to_its_figure_with_its_round_chosen(
    app_server: RunningApp, first_tab: Any
) -> None:
    page, complaints = first_tab()
    open_page(page, f"{app_server.address}/?lang=en")
    made_up = page.locator('[class*="st-key-overview-from-demo"]')
    expect(made_up.get_by_text("Demo data, made up")).to_be_visible()
    made_up.locator('a[href*="figure=dropout-rate"]').click(timeout=PATIENCE)
    page.wait_for_url(re.compile(r"/avhopp"), timeout=PATIENCE)
    expect(page.locator("#dropout-rate")).to_be_in_viewport(timeout=PATIENCE)
    wait_until_drawn(page)
    expect(page.locator("#dropout-rate")).to_be_in_viewport()
    assert "figure=" not in page.url
    assert "lang=en" in page.url
    assert complaints.exceptions == []


def test_second_round_at_a_click_shows_what_has_changed(
    app_server: RunningApp, first_tab: Any
) -> None:
    page, _ = first_tab(390)
    open_page(page, f"{app_server.address}/avhopp?lang=en&congress=demo-congress-b")
    expect(page.locator("#change")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_role(
        "button", name="Demo: congress A (made-up answers)", exact=True
    ).click(timeout=PATIENCE)
    expect(page.locator("#change")).to_be_visible(timeout=PATIENCE)
    wait_until_drawn(page)
    for figure_id in ("dropout-rate-change", "dropout-reasons-change"):
        card = page.locator(CHANGES.format(figure_id))
        expect(card.locator(".marks")).to_be_visible()
        expect(card).to_contain_text("to Demo: congress B")
    assert page.locator('[class*="st-key-figure-dropout-rate-demo-congress-"]').count() == 2
    assert "congress_beside=demo-congress-a" in page.url
    open_page(page, page.url.replace("lang=en", "lang=sv"))
    expect(page.locator("#change")).to_have_text("Vad som har ändrats")


def test_lists_name_what_is_chosen_in_the_language_of_the_page(
    app_server: RunningApp, first_tab: Any
) -> None:
    page, complaints = first_tab()
    open_page(page, f"{app_server.address}/arbetsliv?study1=demo-study1")
    page.get_by_role("tab", name="Tabell").first.click(timeout=PATIENCE)
    wait_until_drawn(page)
    page.get_by_role("radio", name="English").click(timeout=PATIENCE)
    wait_until_drawn(page)
    for box in page.get_by_test_id("stMain").get_by_role("combobox").all():
        expect(box).not_to_have_value(re.compile("påhittade|alla|år"))
    assert complaints.exceptions == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
