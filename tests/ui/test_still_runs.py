"""Does a leader say on the page Upload, with one press, that their groups still run?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD, Person, signed_in
from balint.forms import load_form
from balint.intake import commit, plan_file
from balint.links import by_link, find_link, in_days, make_leader_link, revoke_link
from balint.openings import close_round
from balint.rounds import answers
from balint.store import Store, close_process_store, process_store, today_in_sweden
from tests.figures.own_rounds import add_round
from tests.readers import BOARD, LEADER, OTHER_LEADER, ROLES, as_read, sign_in
from tests.stores import new_store

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
INVENTORY = load_form("inventory")
LAST, NOW = "inventering-2025", "inventering-2026"
ANNA = signed_in(LEADER, ROLES)
HEAD = "group_code,region,status,confirmed_on\n"
OURS = f"{HEAD}A1,12,active,2025-03-01\nA2,14,active,\n"
ASKED = {"sv": "Pågår dina grupper fortfarande?", "en": "Do your groups still run?"}


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Store]:
    """Give each test an app of its own, with the inventories of two years."""
    close_process_store()
    path = tmp_path / "balint.duckdb"
    with closing(new_store(path, without_demo=True)) as prepared:
        for round_id, year in ((LAST, 2025), (NOW, 2026)):
            held_on = dt.date(year, 4, 1)
            add_round(prepared, round_id, "inventory", [], released=False, held_on=held_on)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_DATABASE", str(path))
        yield process_store()
        close_process_store()


def send(store: Store, text: str, person: Person, round_id: str = NOW) -> None:
    """Store a file for somebody."""
    asked = {"language": "sv", "sender": person.sender}
    plan = plan_file(store.cursor(), INVENTORY, round_id, "grupper.csv", text.encode(), **asked)
    commit(store, plan, by=person)


def opened(language: str = "sv", email: str | None = LEADER, **query: str) -> AppTest:
    """Open the page Upload."""
    test = AppTest.from_file(str(MAIN), default_timeout=180)
    if email:
        sign_in(test, email)
    for key, value in {"lang": language, **query}.items():
        test.query_params[key] = value
    test.run()
    return healthy(test.switch_page(str(ROOT / "pages" / "upload.py")).run())


def healthy(test: AppTest) -> AppTest:
    assert [found.value for found in test.exception] == []
    return test


def press(test: AppTest, key: str) -> AppTest:
    return healthy(test.button(key=key).click().run())


def keys(test: AppTest) -> set[str]:
    """List the buttons by which groups are answered for."""
    starts = ("active-", "resting-", "ended-", "run-")
    return {str(found.key) for found in test.button if str(found.key).startswith(starts)}


def told(test: AppTest) -> list[str]:
    """Read the groups that are listed, each with what is known of it; their codes begin with A."""
    texts = (as_read(found.value) for found in test.main.markdown)
    return [text for text in texts if text.startswith("**A")]


def stored(store: Store, field_id: str, round_id: str = NOW) -> dict[object, object]:
    """Give the answers to a question by the code of the group."""
    place = INVENTORY.field_ids.index(field_id)
    return {row[0]: row[place] for row in answers(store.cursor(), round_id, INVENTORY)}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_leader_says_with_one_press_that_a_group_runs(store: Store, language: str) -> None:
    send(store, OURS, ANNA)
    test = opened(language)
    assert ASKED[language] in [found.value for found in test.header]
    listed = {
        "sv": "**A1**  \n:gray[Region Skåne · Aktiv · bekräftad 1 mars 2025]",
        "en": "**A1**  \n:gray[Region Skåne · Active · confirmed 1 March 2025]",
    }
    assert told(test)[0] == listed[language]

    press(test, f"active-{NOW}-A1")
    assert len(test.success) == 1
    assert stored(store, "confirmed_on") == {"A1": today_in_sweden(), "A2": None}
    assert not {key for key in keys(test) if key.endswith("A1")}
    confirmed = {"sv": "bekräftad i dag", "en": "confirmed today"}
    assert any(confirmed[language] in found.value for found in test.main.markdown)

    press(test, "upload_undo")
    assert stored(store, "confirmed_on")["A1"] == dt.date(2025, 3, 1)
    assert f"active-{NOW}-A1" in keys(test)


def test_leader_answers_for_all_groups_at_once(store: Store) -> None:
    send(store, OURS, ANNA)
    test = press(opened(), f"run-{NOW}")
    assert set(stored(store, "confirmed_on").values()) == {today_in_sweden()}
    assert keys(test) == set()


def test_group_that_rests_is_not_among_all_that_run(store: Store) -> None:
    send(store, OURS, ANNA)
    test = press(opened(), f"resting-{NOW}-A1")
    assert stored(store, "status") == {"A1": "resting", "A2": "active"}
    assert f"run-{NOW}" not in keys(test)
    send(store, f"{HEAD}A1,12,resting,2025-03-01\n", ANNA)
    assert keys(opened()) == {
        f"{status}-{NOW}-{code}"
        for status in ("active", "resting", "ended")
        for code in ("A1", "A2")
    }


def test_group_that_has_ended_is_asked_of_no_more(store: Store) -> None:
    send(store, OURS, ANNA)
    test = press(opened(), f"ended-{NOW}-A1")
    assert stored(store, "status")["A1"] == "ended"
    assert not [text for text in told(test) if text.startswith("**A1**")]


def test_leader_carries_a_group_over_from_the_inventory_before(store: Store) -> None:
    send(store, OURS, ANNA, LAST)
    close_round(store, LAST, by=LOCAL_BOARD)
    test = opened()
    assert all(text.endswith(f"från ”Omgång {LAST}”]") for text in told(test))
    assert len(told(test)) == 2
    press(test, f"active-{NOW}-A1")
    assert stored(store, "confirmed_on") == {"A1": today_in_sweden()}
    assert stored(store, "confirmed_on", LAST)["A1"] == dt.date(2025, 3, 1)


def test_leader_by_link_answers_for_what_came_by_it_alone(store: Store) -> None:
    made = make_leader_link(store, NOW, by=LOCAL_BOARD, expires_at=in_days(60))
    holder = by_link(find_link(store.cursor(), made.id))
    send(store, OURS, holder)
    send(store, f"{HEAD}B1,01,active,2025-03-01\n", ANNA)
    send(store, f"{HEAD}C1,01,active,2025-03-01\n", LOCAL_BOARD, LAST)
    test = opened(email=None, link=made.path.partition("=")[2])
    assert {key.rpartition("-")[2] for key in keys(test)} == {"A1", "A2", "2026"}
    press(test, f"active-{NOW}-A2")
    assert stored(store, "confirmed_on")["A2"] == today_in_sweden()

    revoke_link(store, made.id, by=LOCAL_BOARD)
    test.button(key=f"active-{NOW}-A1").click().run()
    assert keys(healthy(test)) == set()
    assert stored(store, "confirmed_on")["A1"] == dt.date(2025, 3, 1)


def test_nobody_else_is_asked(store: Store) -> None:
    send(store, OURS, ANNA)
    send(store, f"{HEAD}C1,01,active,2025-03-01\n", LOCAL_BOARD)
    for email in (OTHER_LEADER, BOARD):
        assert keys(opened(email=email)) == set()
    close_round(store, NOW, by=LOCAL_BOARD)
    assert keys(opened()) == set()


def test_group_that_the_board_has_changed_since_is_left_alone(store: Store) -> None:
    send(store, OURS, ANNA)
    test = opened()
    send(store, f"{HEAD}A1,12,ended,2025-05-01\n", LOCAL_BOARD)
    test.button(key=f"active-{NOW}-A1").click().run()
    assert stored(store, "status")["A1"] == "ended"
    assert f"active-{NOW}-A1" not in keys(healthy(test))


def test_code_of_a_group_is_text_and_never_markup(store: Store) -> None:
    code = "![x](http://evil.example/a.png) **b**"
    send(store, f"{HEAD}{code},12,active,\n", ANNA)
    shown = " ".join(found.value for found in opened().main.markdown)
    assert "![x]" not in shown
    assert as_read(shown).count("![x]") >= 1
