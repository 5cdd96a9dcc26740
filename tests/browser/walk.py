"""What does a reader meet on the way through the app, state by state, and what is in the way?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from balint.accessibility import Barrier, barriers
from balint.words import words_in
from tests.browser.test_upload import EN, SV, choose, store
from tests.commands.test_commands import leaders
from tests.stores import new_store
from tools.browser import DRAWN_SECONDS, PAGES, follow_menu, open_page, wait_until_drawn
from tools.running_app import RunningApp

SLOW = DRAWN_SECONDS * 1000
SAID = {"sv": SV, "en": EN}
TABS = 4
"""Chart, table, method and sources, take along."""

NARROW = (640, 320)
"""A window of 1280 px shows 640 at twice the size, and 320 at four times."""

CHOICE = '[data-testid="stSelectbox"] [role=combobox]:visible'

FADES = 400
"""How long what opens may take to be there whole, ms: half there, it has too little contrast."""
CLICKS = 5
"""How often a person tries to open a list that closes again at once."""

CHANGED = ("overview", "groups", "dropouts", "working-life", "patient-centredness", "rounds")
"""Pages that look otherwise when the demo rounds are gone."""

# What axe finds, each with whether it is where a rule of the list says; and which of our own
# rules find something.
_FINDINGS = """async ([listed, only]) => {
    const all = await axe.run({ resultTypes: ['violations'], ...(only && { runOnly: [only] }) })
    const nodes = all.violations.flatMap(each => each.nodes.map(node => ({
        rule: each.id,
        impact: each.impact,
        html: node.html.slice(0, 200),
        listed: listed.some(one => one.found_by === 'axe' && one.rule === each.id
            && document.querySelector(node.target.join(' '))?.matches(one.selector)),
    })))
    return {
        unlisted: nodes.filter(node => !node.listed),
        rules: [...new Set([
            ...nodes.filter(node => node.listed).map(node => node.rule),
            ...listed.filter(one => one.found_by === 'own'
                && document.querySelector(one.selector) !== null).map(one => one.rule),
        ])],
        headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
            .filter(heading => heading.checkVisibility() && !heading.closest('[role=dialog]'))
            .map(heading => Number(heading.tagName[1])),
        unnamed_charts: [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
            .filter(chart => (chart.ariaLabel ?? '').length < 20).length,
        tables_without_headings: [...document.querySelectorAll('table')]
            .filter(table => table.querySelector('th[scope]') === null).length,
    }
}"""

# What stands out of a narrow window, and how far the page can be scrolled sideways.
_LOSS = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    const out = [...main.querySelectorAll('h1, h2, h3, p, li, label, button, input, svg.marks')]
        .filter(one => one.checkVisibility() && one.closest('table, [inert], code') === null)
        .filter(one => {
            const box = one.getBoundingClientRect()
            return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
        })
    return {
        sideways: Math.max(0, main.scrollWidth - main.clientWidth,
            document.documentElement.scrollWidth - innerWidth),
        out: out.map(one => one.outerHTML.slice(0, 120)),
    }
}"""

# Opens one tab of one card.
_OPEN_TAB = """([card, place]) => {
    const tabs = document.querySelectorAll('[role=tablist]')[card].querySelectorAll('[role=tab]')
    tabs[place % tabs.length].click()
}"""

# What a tab shows is sent once it is open.
_TABS_FILLED = """() => [...document.querySelectorAll('[role=tabpanel]')].every(panel =>
    panel.closest('[inert]') !== null || panel.querySelector('p, svg.marks, table') !== null)"""


@dataclass(frozen=True)
class Met:
    """What stands in somebody's way in one state of one page."""

    page: str
    state: str
    found: dict[str, Any]


def look_at(
    page: Page, name: str, state: str, listed: tuple[Barrier, ...], only: str | None = None
) -> Met:
    """Let axe, or one of its rules, and our own rules judge what the page shows now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    rules = [
        {"rule": one.rule, "found_by": one.found_by, "selector": one.selector} for one in listed
    ]
    return Met(name, state, page.evaluate(_FINDINGS, [rules, only]))


def look_when_narrow(page: Page, name: str, listed: tuple[Barrier, ...]) -> Met:
    """Make the window as narrow as NARROW, and back: what is then out of it, what is scrolled?"""
    wide, found = page.viewport_size, {}
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        wait_until_drawn(page)
        with suppress(PlaywrightTimeout):  # charts take a moment to shrink; some may never
            fits = (
                f"() => {{ const lost = ({_LOSS})(); return !lost.sideways && !lost.out.length }}"
            )
            page.wait_for_function(fits, polling=100, timeout=20_000)
        lost = page.evaluate(_LOSS)
        if lost["sideways"] > 0 or lost["out"]:
            found[width] = lost
    met = look_at(page, name, "narrow", listed, only="scrollable-region-focusable")
    met.found["lost"] = found
    if wide:
        page.set_viewport_size(wide)
        wait_until_drawn(page)
    return met


def walk_pages(
    page: Page, app: RunningApp, language: str, *, every_tab: bool = False
) -> Iterator[Met]:
    """Go from page to page; each card's next tab is opened, or one kind of tab after another."""
    listed = barriers(language)
    open_page(page, f"{app.address}/{_query(language)}")
    for name in PAGES:
        if name != "overview":
            follow_menu(page, name)
        yield look_at(page, name, "opened", listed)
        yield look_when_narrow(page, name, listed)
        if page.locator(CHOICE).count():
            yield _choices(page, name, listed, only="region")
        if not page.locator("[role=tablist]").count():
            continue
        for place in range(1, TABS) if every_tab else (1,):
            for card in range(page.locator("[role=tablist]").count()):
                page.evaluate(_OPEN_TAB, [card, place + (0 if every_tab else card)])
                page.wait_for_function(_TABS_FILLED, timeout=SLOW)
            wait_until_drawn(page)
            yield look_at(page, name, f"tab {place}", listed)


def walk_changes(page: Page, app: RunningApp, language: str, size: int) -> Iterator[Met]:
    """Open what opens, send a file of some rows, remove the demo rounds, see what breaks.

    The app must be of a test's own, started on `broken_database`; demo rounds are back at the end.
    """
    listed, said, say = barriers(language), SAID[language], words_in(language)
    report, release = say("Choose for the report"), say("Release to readers")
    remove, restore = say("Remove all demo rounds"), say("Bring the demo rounds back")
    open_page(page, f"{app.address}/{_query(language)}")
    page.get_by_role("button", name=report).click(timeout=SLOW)
    wait_until_drawn(page)
    page.wait_for_timeout(FADES)
    yield look_at(page, "overview", "report opened", listed)
    yield _choices(page, "overview", listed)

    rows = leaders(size).splitlines()
    faulty = rows[-1].split(",")
    faulty[rows[0].split(",").index("members_led")] = "många"
    choose(page, app, said, "x.csv", "\n".join([*rows[:-1], ",".join(faulty)]).encode())
    yield look_at(page, "upload", "cell to mend", listed)
    choose(page, app, said, "y.csv", "\n".join(rows).encode())
    yield look_at(page, "upload", "file read", listed)
    store(page, said, f"Walk {size}")
    wait_until_drawn(page)
    yield look_at(page, "upload", "stored", listed)

    follow_menu(page, "rounds")
    yield look_at(page, "rounds", "round of our own", listed)
    page.get_by_role("button", name=release).first.click(timeout=SLOW)
    yield _dialog(page, "release asked", listed)
    page.get_by_role("button", name=remove).click(timeout=SLOW)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=SLOW)
    dialog.get_by_role("button", name=say("Remove"), exact=True).click(timeout=SLOW)
    expect(page.get_by_role("button", name=restore)).to_be_visible(timeout=SLOW)
    for name in CHANGED:
        follow_menu(page, name)
        yield look_at(page, name, "without demo rounds", listed)
    page.get_by_role("button", name=restore).click(timeout=SLOW)
    expect(page.get_by_role("button", name=remove)).to_be_visible(timeout=SLOW)

    follow_menu(page, "about")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible(timeout=SLOW)
    yield look_at(page, "about", "gone wrong", listed)
    page.goto(f"{app.address}/finns-inte{_query(language)}", timeout=SLOW)
    yield _dialog(page, "no such page", listed, name="overview")


def broken_database(path: Path) -> Path:
    """Make a database in which something is missing that the page About alone asks for."""
    store = new_store(path)
    with store.transaction() as cursor:
        cursor.execute("drop table published_initiating_force")
    store.close()
    return path


def _dialog(page: Page, state: str, listed: tuple[Barrier, ...], name: str = "rounds") -> Met:
    """Judge the open dialog, and close it by the keyboard."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(FADES)
    met = look_at(page, name, state, listed)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0, timeout=SLOW)
    return met


def _choices(page: Page, name: str, listed: tuple[Barrier, ...], only: str | None = None) -> Met:
    """Judge the first list of choices while it is open.

    It is opened again if it closes, as it does when the window's size has just changed.
    """
    for _ in range(CLICKS):
        page.locator(CHOICE).first.click(timeout=SLOW)
        page.wait_for_timeout(FADES)
        if page.get_by_role("listbox").count():
            break
    expect(page.get_by_role("listbox")).to_be_visible(timeout=SLOW)
    met = look_at(page, name, "choices open", listed, only)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0, timeout=SLOW)
    return met


def _query(language: str) -> str:
    return "" if language == "sv" else f"?lang={language}"
