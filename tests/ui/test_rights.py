"""Can the board keep its promises on the page Rounds?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD
from balint.erasure import erase_answers, purge_files
from balint.forgetting import forget_all
from balint.forms import load_form
from balint.rights import coverage_of, retention_of, set_keep_until
from balint.rounds import answers, find_round
from balint.store import close_process_store, process_store
from tests.figures.own_rounds import add_round, leader
from tests.readers import BOARD, LEADER, as_read, sign_in
from tests.stores import new_database

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
ROUND = "kongress"


@pytest.fixture(autouse=True)
def own_app(tmp_path: Path) -> Iterator[None]:
    """Give each test an app of its own with one released round."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        database = new_database(tmp_path / "balint.duckdb", without_demo=True)
        patch.setenv("BALINT_DATABASE", str(database))
        people = [leader(1, 2, 3, 4, 5, 6, 7, members_led=40, dropouts=4) for _ in range(13)]
        add_round(process_store(), ROUND, "congress", people)
        yield
        close_process_store()
        forget_all()


def opened(page: str, language: str = "en", email: str = BOARD) -> AppTest:
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), email)
    test.query_params["lang"] = language
    test.run()
    test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return healthy(test)


def healthy(test: AppTest) -> AppTest:
    assert [found.value for found in test.exception] == []
    return test


def codes() -> list[object]:
    return [row[0] for row in answers(process_store().cursor(), ROUND, load_form("congress"))]


def told(test: AppTest) -> str:
    parts = (*test.markdown, *test.caption, *test.warning, *test.error, *test.info)
    return " ".join(as_read(str(part.value)) for part in parts)


def test_board_sees_what_changes_before_anything_is_erased() -> None:
    test = opened("rounds")
    test.text_input(key=f"erase-code-{ROUND}").set_value("X003")
    test.button(key=f"erase-plan-{ROUND}").click().run()
    assert "How many members leave? (dropout-rate)" in told(healthy(test))
    assert test.button(key=f"erased-{ROUND}").label == "Erase for good"
    assert "X003" in codes()  # tests/browser presses the button, which a page's test cannot


def test_code_that_nobody_has_is_told() -> None:
    test = opened("rounds")
    test.text_input(key=f"erase-code-{ROUND}").set_value("X999")
    test.button(key=f"erase-plan-{ROUND}").click().run()
    assert "“X999”" in told(healthy(test))
    assert len(codes()) == 13


def test_board_sets_the_day_and_says_how_many_were_asked() -> None:
    test = opened("rounds")
    assert test.warning.len == 0
    test.date_input(key=f"keep-until-{ROUND}").set_value(dt.date(2020, 1, 31))
    test.number_input(key=f"asked-{ROUND}").set_value(20)
    test.button(key=f"save-rights-{ROUND}").click().run()
    cursor = process_store().cursor()
    found = find_round(cursor, ROUND)
    assert retention_of(cursor, found).keep_until == dt.date(2020, 1, 31)
    coverage = coverage_of(cursor, found)
    assert coverage is not None
    assert (coverage.answered, coverage.asked) == (13, 20)
    assert "13 of 20 asked answered (65%)" in told(healthy(test))


def test_board_is_reminded_and_nothing_goes_by_itself() -> None:
    set_keep_until(process_store(), ROUND, dt.date(2020, 1, 31), by=LOCAL_BOARD)
    test = opened("rounds")
    assert "31 January 2020" in test.warning[0].value
    assert len(codes()) == 13
    test.button(key=f"purge-{ROUND}").click().run()
    assert "The answers stay" in told(healthy(test))
    purge_files(process_store(), ROUND, by=LOCAL_BOARD)
    test.run()
    assert "The files were deleted" in told(healthy(test))
    assert not [box for box in test.button if box.key == f"purge-{ROUND}"]
    assert len(codes()) == 13
    test.button(key=f"erase-all-{ROUND}").click().run()
    assert "shown to everybody, the board too" in told(healthy(test))
    erase_answers(process_store(), ROUND, by=LOCAL_BOARD)
    test.run()
    assert "All answers were erased" in told(healthy(test))
    assert (codes(), test.warning.len) == ([], 0)
    shown = opened("dropouts")
    assert "10% of the members dropped out" in " ".join(
        as_read(box.value) for box in shown.subheader
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_everybody_reads_what_those_who_answer_must_know(language: str) -> None:
    for page, email in (("about", LEADER), ("upload", LEADER)):
        test = opened(page, language, email)
        for _, said in load_form("congress").consent_points(language):
            assert said in told(test)
