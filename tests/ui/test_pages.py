"""Do the pages hold in every state of the database: demo rounds, none, answers of one's own?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD
from balint.bundle import demo_is_removed, load_bundle, remove_demo
from balint.store import close_process_store, process_store
from tests.readers import BOARD, LEADER, sign_in

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
LANGUAGES = ("sv", "en")

# What each page says where only answers, and no print, could fill it.
SAID_WITHOUT_ROUNDS = {
    "groups": (
        "Ingen inventering efter 2003 har lagts in",
        "No inventory later than 2003 has been",
    ),
    "dropouts": (
        "Ingen kongressenkät efter 2005 har lagts in",
        "No congress questionnaire later than 2005 has been",
    ),
    "working_life": (
        "Ingen enkät om arbetsliv utöver avhandlingens har lagts in",
        "No questionnaire on working life later than the thesis has been",
    ),
}


@pytest.fixture(scope="module", params=["with demo", "without demo"])
def without_demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[bool]:
    """Let the app's own store be one of this test's, with or without the demo rounds."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("pages")
        patch.setenv("BALINT_DATABASE", str(folder / "balint.duckdb"))
        load_bundle(process_store(), without_demo=request.param == "without demo")
        yield request.param == "without demo"
        close_process_store()


def opened(page: str, language: str, **query: str) -> AppTest:
    """Open a page through the entry script, as a browser does."""
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=120), BOARD)
    for key, value in {"lang": language, **query}.items():
        test.query_params[key] = value
    test.run()
    if page != "overview":
        test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return test


def told(test: AppTest) -> str:
    """Read what the boxes on a page say."""
    return " ".join(box.value for box in (*test.info, *test.warning))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_runs_in_every_state(without_demo: bool, page: str, language: str) -> None:
    if language == "en" and not without_demo:
        return  # tests/browser walks through these
    test = opened(page, language)
    assert [found.value for found in test.exception] == []
    assert [found.value for found in test.error] == []
    assert len(test.title) == 1
    expected = SAID_WITHOUT_ROUNDS.get(page)
    if expected:
        said = expected[LANGUAGES.index(language)] in told(test)
        assert said is without_demo


def test_round_in_the_address_is_the_round_shown(without_demo: bool) -> None:
    if without_demo:
        return
    test = opened("overview", "sv", congress="demo-congress-b")
    test.switch_page(str(ROOT / "pages" / "dropouts.py")).run()
    assert test.selectbox(key="congress").value == "demo-congress-b"


def test_rounds_stand_in_a_row_only_where_there_are_several(without_demo: bool) -> None:
    """A single round is not compared with anything; what is printed has a heading of its own."""

    def headings(page: str, **query: str) -> set[str]:
        test = opened("overview", "en", **query)
        test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        return {part.value for part in test.header}

    assert "From round to round" not in headings("patient_centredness")
    assert "In print" in headings("dropouts")
    if not without_demo:
        assert "From round to round" in headings("patient_centredness", study2="demo-study2-b")
        assert "From round to round" in headings("dropouts")


def test_removed_demo_rounds_come_back_at_a_click(without_demo: bool) -> None:
    store = process_store()
    if not without_demo:
        remove_demo(store, by=LOCAL_BOARD)
    test = opened("rounds", "en")
    test.button(key="rounds_restore_demo").click().run()
    assert not demo_is_removed(store.cursor())


@pytest.mark.parametrize("email", [LEADER, "nagon@balint.example", None])
@pytest.mark.parametrize("page", ["upload", "rounds", "links", "log"])
def test_a_page_that_is_not_ones_own_says_so_and_offers_nothing(
    without_demo: bool, page: str, email: str | None
) -> None:
    test = AppTest.from_file(str(MAIN), default_timeout=120)
    if email:
        sign_in(test, email)
    test.run()
    test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()

    assert [found.value for found in test.exception] == []
    is_own = page == "upload" and email == LEADER
    assert ("styrelsen" in told(test)) or is_own
    assert bool(test.selectbox) is is_own
    assert not [found for found in test.button if found.key and found.key.startswith("rounds_")]


def test_report_says_which_round_none_of_its_figures_needs(without_demo: bool) -> None:
    test = opened("overview", "en")
    assert told(test) == ""
    test.session_state["overview_report"] = True
    test.run()
    test.multiselect(key="overview_report_figures").select("timeline").run()
    test.multiselect(key="overview_report_rounds").select("published-study1").run()
    assert "None of the chosen figures" in told(test)
    assert [found.value for found in test.exception] == []


def test_signs_in_the_record_are_no_marks_of_markdown(without_demo: bool) -> None:
    listed = next(part.value for part in opened("about", "en").markdown if "1980" in part.value)
    assert r"\(30 \+ 6 \+ 13\)" in listed
    assert "**When FQ groups began**" in listed
    assert r":gray[In one source:] 12\, by the name" in listed


def test_about_leads_from_the_title_of_a_source_to_its_address(without_demo: bool) -> None:
    listed = [part.value for part in opened("about", "en").markdown]
    addresses = [each for each in listed if each.startswith("- [") and "](https://" in each]
    assert addresses
    assert not any("[http" in each for each in listed)
    assert any("31 December 2021" in each for each in addresses)
