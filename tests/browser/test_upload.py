"""Can a leader send a file from a phone or a laptop, mend it there, and see that it is stored?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from balint.figures.look import LIGHT, contrast
from tests.commands.test_commands import leaders
from tests.intake.files import as_xlsx
from tools.browser import DRAWN_SECONDS, open_page, wait_until_drawn
from tools.running_app import RunningApp, running_app

SLOW = DRAWN_SECONDS * 1000
TRIES = 3
"""How often a person chooses a file or presses a button, on a machine with far too much to do.

A file chosen while the connection is made anew is never sent, and Streamlit 1.67 says nothing of it
(its pull request 16950 would mend that; a page cannot). What has been read outlives a new one."""


@dataclass(frozen=True)
class Said:
    """What the page calls its parts in one language."""

    query: str
    round: str
    new_round: str
    title_sv: str
    title_en: str
    informed: str
    store: str
    use: str
    mended: str
    stored: str


SV = Said(
    query="",
    round="Omgång",
    new_round="En ny omgång",
    title_sv="Titel på svenska",
    title_en="Titel på engelska",
    informed="De som har svarat vet detta",
    store="Spara",
    use="Använd värdena",
    mended="Rättat här",
    stored="Sparat i",
)
EN = Said(
    query="?lang=en",
    round="Round",
    new_round="A new round",
    title_sv="Title in Swedish",
    title_en="Title in English",
    informed="Those who answered know this",
    store="Store",
    use="Use these values",
    mended="Mended here",
    stored="Stored",
)


@pytest.fixture(scope="module")
def own_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Start an app whose database these tests may fill."""
    folder = tmp_path_factory.mktemp("upload")
    with running_app(folder / "balint.duckdb", log_file=folder / "app.log") as app:
        yield app


def choose(page: Page, app: RunningApp, said: Said, name: str, data: bytes) -> None:
    """Open the page Upload and choose a file for a new round."""
    open_page(page, f"{app.address}/lamna-in{said.query}")
    page.get_by_role("combobox", name=re.compile(f"{said.round}$")).click(timeout=SLOW)
    page.get_by_role("option", name=said.new_round).click(timeout=SLOW)
    wait_until_drawn(page)
    title = page.get_by_label(said.title_sv)
    for _ in range(TRIES):
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )
        with suppress(PlaywrightTimeout):
            title.wait_for(timeout=SLOW / TRIES)
        wait_until_drawn(page)
        page.wait_for_timeout(300)
        if title.is_visible():
            return
    expect(title).to_be_visible()


def confirm_informed(page: Page, said: Said) -> None:
    """Tick that those who answered know it, once nothing on the page moves any more."""
    expect(page.get_by_text(said.informed)).to_be_visible(timeout=SLOW)
    wait_until_drawn(page)
    page.get_by_text(said.informed).click(timeout=SLOW)
    expect(page.get_by_role("checkbox", name=said.informed)).to_be_checked(timeout=SLOW)


def store(page: Page, said: Said, title: str) -> None:
    """Name the new round, store, and wait for the receipt."""
    page.get_by_label(said.title_sv).fill(f"{title} sv")
    page.get_by_label(said.title_en).fill(f"{title} en")
    page.get_by_label(said.title_en).press("Enter")
    confirm_informed(page, said)
    button = page.get_by_role("button", name=said.store, exact=False).last
    expect(button).to_be_enabled(timeout=SLOW)
    button.click()
    receipt = page.get_by_test_id("stAlertContentSuccess")
    expect(receipt).to_contain_text(said.stored, timeout=SLOW)
    expect(receipt).to_be_in_viewport(timeout=SLOW)


def test_windows_file_is_stored_from_a_phone(own_app: RunningApp, first_tab: Any) -> None:
    page, complaints = first_tab(390)
    text = leaders(12).replace(",", ";").replace(".", ",")
    choose(page, own_app, SV, "ledare.csv", text.encode("cp1252"))
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    store(page, SV, "Telefonen")
    assert complaints.exceptions == []


def test_workbook_with_a_title_row_is_stored_in_english(
    own_app: RunningApp, first_tab: Any
) -> None:
    page, complaints = first_tab(390)
    lines = [line.split(",") for line in leaders(3).splitlines()]
    choose(page, own_app, EN, "leaders.xlsx", as_xlsx({"Svar": [["Enkät"], [], *lines]}))
    store(page, EN, "The workbook")
    assert complaints.exceptions == []


@pytest.mark.parametrize("said", [SV, EN], ids=["sv", "en"])
def test_faulty_cell_is_mended_and_stored(own_app: RunningApp, first_tab: Any, said: Said) -> None:
    page, _ = first_tab()
    faulty = leaders(3)
    line = faulty.splitlines()[3].split(",")
    line[faulty.splitlines()[0].split(",").index("members_led")] = "många"
    data = "\n".join([*faulty.splitlines()[:3], ",".join(line)]).encode()
    choose(page, own_app, said, "fel.csv", data)
    waiting = page.get_by_role("button", name=said.store, exact=False).last
    expect(waiting).to_be_disabled(timeout=SLOW)
    colour = waiting.locator("p").evaluate("text => getComputedStyle(text).color")
    written = "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])
    assert contrast(written, LIGHT.ground) >= 4.5
    page.locator("input[value='många']").fill("44")
    for _ in range(TRIES):
        page.get_by_role("button", name=said.use).click()
        page.wait_for_timeout(300)
        wait_until_drawn(page)
        if page.get_by_text(said.mended).is_visible():
            break
    store(page, said, f"Mended {said.store}")


def test_what_remains_is_in_view_after_values_were_used(
    own_app: RunningApp, first_tab: Any
) -> None:
    page, complaints = first_tab(390)
    rows = [f"L{n};ett;{n};SE" for n in range(8)]
    data = "\n".join(("Kod;Avhopp;År som ledare;Land", *rows)).encode()
    choose(page, own_app, SV, "fel.csv", data)
    head = page.locator("#needs")
    for n in range(2):  # each time, not the first alone
        page.locator("input[value='ett']").first.fill(str(n))
        page.get_by_role("button", name=SV.use).click()
        expect(page.locator("input[value='ett']")).to_have_count(7 - n, timeout=SLOW)
        expect(head).to_be_in_viewport(timeout=SLOW)
        below_menu = head.evaluate("head => head.getBoundingClientRect().top >= 44")
        assert below_menu
    waiting = page.get_by_role("link", name="Svara först på frågorna")
    waiting.scroll_into_view_if_needed()
    expect(head).not_to_be_in_viewport(timeout=SLOW)
    waiting.click()
    expect(head).to_be_in_viewport(timeout=SLOW)
    assert complaints.exceptions == []


def test_lists_speak_the_language_that_is_switched_to(own_app: RunningApp, first_tab: Any) -> None:
    page, complaints = first_tab(1280)
    data = "Kod;Land;Intervjuer för ömsesidigt urval\nL1;Svergie;kanske".encode()
    choose(page, own_app, SV, "fel.csv", data)
    page.get_by_text("av 3 kolumner svarar").click(timeout=SLOW)
    wait_until_drawn(page)
    page.get_by_text("English", exact=True).click(timeout=SLOW)
    expect(page.get_by_text("of 3 columns answer")).to_be_visible(timeout=SLOW)
    wait_until_drawn(page)
    shown = (
        page.get_by_test_id("stMain")
        .locator("[role=combobox]")
        .evaluate_all("lists => lists.map(list => list.value)")
    )
    assert shown[:4] == [
        "Questionnaire to leaders at a congress",
        "A new round",
        "Kod",
        "nothing: leave it out",
    ]
    assert complaints.exceptions == []


def test_board_erases_what_one_leader_sent(own_app: RunningApp, first_tab: Any) -> None:
    page, complaints = first_tab(1280)
    choose(page, own_app, EN, "leaders.csv", leaders(14).encode())
    store(page, EN, "To be erased")
    open_page(page, f"{own_app.address}/omgangar?lang=en")
    card = page.locator(".st-key-round-to-be-erased-sv")
    card.get_by_text("Those who answered", exact=True).click(timeout=SLOW)
    card.get_by_label("The person's code", exact=True).fill("L07")
    card.get_by_role("button", name="See what would be erased").click(timeout=SLOW)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 row with the code", timeout=SLOW)
    expect(dialog).to_contain_text("dropout-rate")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(dialog).to_have_count(0, timeout=SLOW)
    expect(card).to_contain_text("13 answers", timeout=SLOW)
    assert complaints.exceptions == []
