"""Are rounds set up ahead, opened and closed, while readers see what was released?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from balint import errors
from balint.access import LOCAL_BOARD
from balint.disclosure import VIEWER
from balint.erasure import erase_answers
from balint.figures import draw
from balint.forms import load_form
from balint.intake import Receipt, commit, plan_file
from balint.links import in_days, list_links, make_leader_link
from balint.openings import close_round, free_id, open_round, set_up
from balint.releases import bring_back, n_waiting, release, withdraw
from balint.rounds import Round, describe_round, find_round, list_rounds, set_state
from balint.sharing import make_share_link
from balint.store import Store
from balint.trail import ROUND_CLOSED, ROUND_MADE, ROUND_OPENED, entries
from tests.figures.own_rounds import add_round, leader
from tests.intake.files import CONGRESS, TODAY, as_csv
from tests.stores import new_store

ROUND = "kongress-2028"
RANKED = [leader(1, 2, 3, 4, 5, 6, 7, members_led=40, dropouts=4) for _ in range(12)]
AHEAD = describe_round(ROUND, CONGRESS, "Kongressen 2028", "The congress of 2028", place="Uppsala")


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(new_store(without_demo=True)) as opened:
        yield opened


def found(store: Store) -> Round:
    return find_round(store.cursor(), ROUND)


def send(store: Store, *codes: str) -> Receipt:
    """Send a file of leaders with these codes to the round, each having lost one of ten."""
    people = [{"leader_code": code, "members_led": "10", "dropouts": "1"} for code in codes]
    data = as_csv(CONGRESS, people)
    plan = plan_file(store.cursor(), CONGRESS, ROUND, "a.csv", data, language="en", today=TODAY)
    return commit(store, plan, by=LOCAL_BOARD)


def acts(store: Store) -> list[str]:
    return [entry.act for entry in entries(store.cursor()) if ROUND in entry.rounds]


def test_round_set_up_ahead_has_a_link_before_any_file(store: Store) -> None:
    set_up(store, AHEAD, by=LOCAL_BOARD)
    assert (found(store).state, found(store).takes_files, found(store).n_rows) == ("open", True, 0)
    make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1))
    assert send(store, "L1", "L2").new == 2
    assert acts(store)[-1] == ROUND_MADE
    assert acts(store).count(ROUND_MADE) == 1


def test_round_being_set_up_takes_files_once_it_is_opened(store: Store) -> None:
    set_up(store, replace(AHEAD, state="draft"), by=LOCAL_BOARD)
    with pytest.raises(errors.RoundNotOpen, match="open kongress-2028"):
        send(store, "L1")
    with pytest.raises(errors.RoundNotOpen):
        make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1))
    assert open_round(store, ROUND, by=LOCAL_BOARD).state == "open"
    assert send(store, "L1").new == 1
    assert close_round(store, ROUND, by=LOCAL_BOARD).state == "closed"
    with pytest.raises(errors.RoundNotOpen):
        send(store, "L2")
    assert open_round(store, ROUND, by=LOCAL_BOARD).state == "open"
    assert [act for act in acts(store) if act in (ROUND_OPENED, ROUND_CLOSED)] == [
        ROUND_OPENED,
        ROUND_CLOSED,
        ROUND_OPENED,
    ]


def test_released_round_takes_files_while_readers_see_its_release(store: Store) -> None:
    add_round(store, ROUND, "congress", RANKED)
    make_share_link(store, [ROUND], ["dropout-rate"], by=LOCAL_BOARD, expires_at=in_days(9))
    by_link = list_links(store.cursor())[0].selection

    def seen() -> list[object]:
        figures = (
            draw(store, "dropout-rate", [ROUND], "en", audience=VIEWER),
            draw(store, "dropout-rate", [ROUND], "en", audience=VIEWER, selection=by_link),
        )
        return [(figure.text, list(figure.rows)) for figure in figures]

    before = seen()
    with pytest.raises(errors.RoundNotOpen):
        send(store, "N1")
    assert open_round(store, ROUND, by=LOCAL_BOARD).state == "released"
    assert found(store).takes_files
    assert send(store, *(f"N{n}" for n in range(12))).new == 12
    assert seen() == before
    assert n_waiting(store, found(store)) == 12
    make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1))

    release(store, ROUND, by=LOCAL_BOARD, anyway=True)
    assert not found(store).takes_files
    assert seen()[0] != before[0]
    assert seen()[1] == before[1]


@pytest.mark.parametrize("ends", ["close", "release", "withdraw"])
def test_released_round_takes_files_until_one_of_three(store: Store, ends: str) -> None:
    add_round(store, ROUND, "congress", RANKED)
    open_round(store, ROUND, by=LOCAL_BOARD)
    if ends == "close":
        assert close_round(store, ROUND, by=LOCAL_BOARD).state == "released"
    elif ends == "release":
        release(store, ROUND, by=LOCAL_BOARD)
    else:
        withdraw(store, ROUND, by=LOCAL_BOARD)
    assert not found(store).takes_files
    if ends == "withdraw":
        bring_back(store, ROUND, by=LOCAL_BOARD)
        assert found(store).state == "open"


@pytest.mark.parametrize("state", ["open", "released"])
def test_round_with_erased_answers_cannot_be_opened(store: Store, state: str) -> None:
    add_round(store, ROUND, "congress", RANKED, released=state == "released")
    if state == "released":
        open_round(store, ROUND, by=LOCAL_BOARD)
    erase_answers(store, ROUND, by=LOCAL_BOARD)
    assert not found(store).takes_files
    with pytest.raises(errors.ErasedTakesNoFiles):
        open_round(store, ROUND, by=LOCAL_BOARD)


def test_what_cannot_be_opened_or_closed_says_why(store: Store) -> None:
    add_round(store, ROUND, "congress", RANKED, released=False)
    with pytest.raises(errors.TakesFilesAlready):
        open_round(store, ROUND, by=LOCAL_BOARD)
    withdraw(store, ROUND, by=LOCAL_BOARD)
    with pytest.raises(errors.WithdrawnTakesNoFiles):
        open_round(store, ROUND, by=LOCAL_BOARD)
    with pytest.raises(errors.TakesNoFiles):
        close_round(store, ROUND, by=LOCAL_BOARD)
    for act in (open_round, close_round):
        with pytest.raises(errors.RoundNotCollected):
            act(store, "published-study1", by=LOCAL_BOARD)
        with pytest.raises(errors.UnknownRound):
            act(store, "no-such", by=LOCAL_BOARD)
    with store.transaction() as cursor:
        set_state(cursor, ROUND, "closed")
        cursor.execute("update round set form_version = 0 where round_id = $id", {"id": ROUND})
    with pytest.raises(errors.OlderVersion):
        open_round(store, ROUND, by=LOCAL_BOARD)


def test_round_that_cannot_be_set_up_is_not_made(store: Store) -> None:
    for new, refusal in (
        (replace(AHEAD, id="published-study1"), errors.RoundThere),
        (replace(AHEAD, title_en=" "), errors.TitleMissing),
        (replace(AHEAD, id="Kongress"), errors.BadRoundId),
        (replace(AHEAD, provenance="demo"), errors.RoundNotCollected),
    ):
        with pytest.raises(refusal):
            set_up(store, new, by=LOCAL_BOARD)
    assert ROUND not in {each.id for each in list_rounds(store.cursor())}
    assert acts(store) == []


@pytest.mark.parametrize(
    ("title", "taken", "round_id"),
    [
        ("Kongressen i Åre 2028!", (), "kongressen-i-are-2028"),
        ("2028", ("round-2028",), "round-2028-2"),
        ("–", (), "round"),
        ("a" * 59 + " b", (), "a" * 59),
        ("2" * 70, (), "round-" + "2" * 54),
    ],
)
def test_id_is_made_of_the_title(title: str, taken: tuple[str, ...], round_id: str) -> None:
    assert free_id(title, taken) == round_id


def test_form_of_a_round_set_up_is_the_newest(store: Store) -> None:
    set_up(store, AHEAD, by=LOCAL_BOARD)
    assert found(store).form_version == load_form("congress").version
