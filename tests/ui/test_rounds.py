"""Does the board set up rounds, open and close them on the page Rounds?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD
from balint.erasure import erase_answers, erase_person
from balint.forgetting import forget_all
from balint.rounds import Round, find_round, list_rounds
from balint.store import close_process_store, process_store
from tests.figures.own_rounds import add_round, leader
from tests.readers import BOARD, LEADER, as_read, sign_in
from tests.stores import new_database

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
RANKED = [leader(1, 2, 3, 4, 5, 6, 7, members_led=40, dropouts=4) for _ in range(12)]
MADE = "kongressen-2028"


@pytest.fixture(autouse=True)
def own_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Give each test an app of its own, without a round of the board's."""
    close_process_store()
    database = new_database(tmp_path / "balint.duckdb", without_demo=True)
    monkeypatch.setenv("BALINT_DATABASE", str(database))
    yield
    close_process_store()
    forget_all()


def opened(page: str, email: str = BOARD) -> AppTest:
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), email)
    test.query_params["lang"] = "en"
    test.run()
    test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return healthy(test)


def healthy(test: AppTest) -> AppTest:
    assert [found.value for found in test.exception] == []
    assert [found.value for found in test.error] == []
    return test


def told(test: AppTest) -> str:
    parts = (*test.markdown, *test.caption, *test.warning, *test.success, *test.info)
    return " ".join(as_read(str(part.value)) for part in parts)


def state(round_id: str) -> Round:
    return find_round(process_store().cursor(), round_id)


def set_up(test: AppTest, **written: str) -> AppTest:
    """Fill in the form for a new round and send it."""
    test.selectbox(key="rounds_0_form").set_value("congress")
    for name, text in written.items():
        test.text_input(key=f"rounds_0_{name}").set_value(text)
    test.button(key="rounds_0_set_up").click().run()
    return healthy(test)


def files(test: AppTest, round_id: str) -> str | None:
    """Give what the button says that opens or closes a round; None where there is none."""
    return next((each.label for each in test.button if each.key == f"files-{round_id}"), None)


def press(test: AppTest, round_id: str) -> AppTest:
    test.button(key=f"files-{round_id}").click().run()
    return healthy(test)


def test_empty_page_offers_to_set_up_a_round_which_upload_then_takes() -> None:
    test = opened("rounds")
    assert "Set one up here" in told(test)
    set_up(test, title_sv="Kongressen 2028")
    assert "title in both languages" in told(test)
    assert not [found for found in list_rounds(process_store().cursor()) if found.id == MADE]
    set_up(test, title_sv="Kongressen 2028", title_en="The congress of 2028", place="Uppsala")
    assert "“The congress of 2028” takes files now." in told(test)
    assert (state(MADE).state, state(MADE).place, state(MADE).form) == (
        "open",
        "Uppsala",
        "congress",
    )
    assert test.text_input(key="rounds_1_title_sv").value == ""
    for email in (BOARD, LEADER):
        upload = opened("upload", email)
        upload.selectbox(key="upload_form").set_value("congress").run()
        assert "The congress of 2028" in upload.selectbox(key="upload_round_congress").options
    links = opened("links")
    links.radio(key="links_kind").set_value("leader").run()
    assert links.selectbox(key="links_round").options == ["The congress of 2028"]


def test_round_being_set_up_is_opened_and_closed_on_its_card() -> None:
    test = opened("rounds")
    test.checkbox(key="rounds_0_open").uncheck()
    set_up(test, title_sv="Kongressen 2028", title_en="The congress of 2028")
    assert "is being set up" in told(test)
    assert (state(MADE).state, files(test, MADE)) == ("draft", "Open for files")
    press(test, MADE)
    assert (state(MADE).state, files(test, MADE)) == ("open", "Close for files")
    press(test, MADE)
    assert (state(MADE).state, files(test, MADE)) == ("closed", "Open for files")


def test_released_round_takes_files_again_and_says_so() -> None:
    add_round(process_store(), "seen", "congress", RANKED)
    test = opened("rounds")
    assert files(test, "seen") == "Take files again"
    press(test, "seen")
    assert state("seen").takes_files
    assert "released · takes files" in told(test)
    assert "when the round is released again" in told(test)
    press(test, "seen")
    assert (state("seen").state, files(test, "seen")) == ("released", "Take files again")


def test_groups_that_are_perhaps_one_stand_beside_each_other() -> None:
    alike = {"region": "12", "municipality": "Lund", "members_kind": "residents", "members": 8}
    alike |= {"started_year": 2015, "interval_weeks": 2.0, "session_hours": 1.5}
    other = {**alike, "group_code": "H7", "started_year": 2016}
    groups = [{**alike, "group_code": code} for code in ("G1", "B*3")]
    add_round(process_store(), "groups", "inventory", [*groups, other], released=False)
    test = opened("rounds")
    (pairs,) = [each for each in test.expander if "perhaps the same" in each.label]
    assert pairs.label == "1 pair is perhaps the same"
    shown = pairs.table[0].value
    assert [as_read(text) for text in shown.iloc[0]] == ["Group code", "G1", "B*3"]
    assert list(shown["Question"])[-1] == "Came last in"
    assert "Alike: Region, Municipality, Members' profession" in told(test)
    assert "take back the file that has one of them too many" in told(test)
    erase_person(process_store(), "groups", "B*3", by=LOCAL_BOARD, language="en")
    assert not [each for each in opened("rounds").expander if "perhaps" in each.label]


def test_round_without_its_answers_is_not_opened() -> None:
    add_round(process_store(), "gone", "congress", RANKED)
    erase_answers(process_store(), "gone", by=LOCAL_BOARD)
    assert files(opened("rounds"), "gone") is None
