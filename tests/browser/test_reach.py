"""Does every page work by the keyboard alone, and hold still for whoever asks for that?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.browser import DRAWN_SECONDS, PAGES, new_tab, new_visitor, open_page
from tools.running_app import RunningApp

MOST_STOPS = 400

# What has the focus: its name, and whether it can be seen where it is and how it is marked.
_FOCUS = """() => {
    const one = document.activeElement
    if (one === null || one === document.body) return null
    const box = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    const around = one.closest('[role="group"][data-focus-visible]')
        ?? one.closest('[data-focus-visible], [data-focused], [data-baseweb]')
    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
        || style.boxShadow !== 'none'
        || (around !== null && (getComputedStyle(around).boxShadow !== 'none'
            || getComputedStyle(around).outlineStyle !== 'none'))
    window.stops = window.stops ?? new Set()
    const again = window.stops.has(one)
    window.stops.add(one)
    return {
        name: (one.ariaLabel || one.innerText || one.textContent || one.tagName).trim(),
        again,
        marked,
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    }
}"""

# What can be pressed or filled in, and was never reached.
_MISSED = """() => [...document.querySelectorAll(
        'main a[href], main button, main input, main summary, main select')]
    .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0
        && one.closest('[role=radiogroup], [role=tablist], [inert]') === null
        && !window.stops.has(one))
    .map(one => one.ariaLabel || one.innerText || one.outerHTML.slice(0, 80))"""


def walk_by_keyboard(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the walk begins anew or leaves the page; gives every stop."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or stop["again"]:
            return stops
        stops.append(stop)
    pytest.fail(f"After {MOST_STOPS} stops Tab had not come round.")


def assert_reachable(page: Page) -> None:
    """Walk through a page, and judge each stop and what was missed."""
    stops = walk_by_keyboard(page)
    assert len(stops) > len(PAGES)
    assert [stop["name"] for stop in stops if not stop["marked"]] == []
    assert [stop["name"] for stop in stops if not stop["inside"]] == []
    assert page.evaluate(_MISSED) == []


@pytest.fixture(scope="module")
def wide(app_server: RunningApp, browser: Browser) -> Iterator[Page]:
    """Give a page in a laptop's window."""
    with new_visitor(browser) as visitor, new_tab(visitor) as (page, _):
        yield page


@pytest.mark.parametrize("name", ["dropouts", "upload"])
def test_keyboard_reaches_everything_and_shows_where_it_is(
    app_server: RunningApp, wide: Page, name: str
) -> None:
    open_page(wide, app_server.address + PAGES[name])
    assert_reachable(wide)


@pytest.mark.soak
@pytest.mark.parametrize("name", PAGES)
def test_keyboard_reaches_everything_on_every_page(
    app_server: RunningApp, wide: Page, name: str
) -> None:
    open_page(wide, f"{app_server.address}{PAGES[name]}?lang=en")
    assert_reachable(wide)


def test_nothing_moves_for_whoever_asked_for_less_motion(
    app_server: RunningApp, wide: Page
) -> None:
    open_page(wide, app_server.address + PAGES["upload"])
    moving = wide.evaluate(
        """() => [...document.querySelectorAll('.stApp *')].filter(one => {
            const style = getComputedStyle(one)
            return [style.transitionDuration, style.animationDuration]
                .some(times => times.split(', ').some(time => parseFloat(time) > 0.01))
        }).map(one => one.outerHTML.slice(0, 100))"""
    )
    assert moving == []


def test_menu_of_a_phone_closes_over_the_page_that_it_opened(
    app_server: RunningApp, first_tab: Any
) -> None:
    page, _ = first_tab(390)
    open_page(page, app_server.address)
    menu = page.get_by_test_id("stSidebar")
    page.get_by_test_id("stExpandSidebarButton").click()
    menu.get_by_text("Avhopp").click()
    page.wait_for_url("**/avhopp")
    expect(menu).not_to_be_in_viewport(timeout=DRAWN_SECONDS * 1000)
    expect(page.get_by_role("heading", name="Avhopp", exact=True)).to_be_in_viewport()
