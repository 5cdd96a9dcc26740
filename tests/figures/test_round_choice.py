"""Which rounds does a figure show, in which order, and what is said of those it leaves out?"""

from __future__ import annotations

import datetime as dt

import pytest

from balint import erasure
from balint.access import LOCAL_BOARD
from balint.disclosure import VIEWER
from balint.figures import definition, draw, drawable_rounds
from balint.intake import undo
from balint.links import in_days, list_links
from balint.queries import rows
from balint.rounds import list_rounds
from balint.sharing import make_share_link
from balint.store import Store
from tests.figures.own_rounds import add_round, leader
from tests.stores import new_store

LED = [leader(1, 2, 3, 4, 5, 6, 7, members_led=10, dropouts=n % 4) for n in range(12)]
ACTIVE = {"region": "01", "status": "active"}


@pytest.fixture
def store() -> Store:
    return new_store(without_demo=True)


def held(store: Store, round_id: str, day: str | None, n: int = 12, **more: bool) -> str:
    """Add an inventory with so many active groups, held on a day."""
    held_on = dt.date.fromisoformat(day) if day else None
    return add_round(store, round_id, "inventory", [ACTIVE] * n, held_on=held_on, **more)


def take_back(store: Store, round_id: str) -> None:
    for sent in rows(store.cursor(), "rounds/submissions", round_id=round_id):
        undo(store, sent["submission_id"], by=LOCAL_BOARD)


def test_round_without_a_day_stands_where_it_was_made(store: Store) -> None:
    for round_id, day in (("k-9", None), ("k-10", None), ("old", "2019-05-01"), ("k-11", None)):
        held(store, round_id, day)
    held(store, "planned", "2999-01-01")
    listed = [found.id for found in list_rounds(store.cursor(), "inventory")]
    assert listed[:5] == ["planned", "k-11", "k-10", "k-9", "old"]
    assert [found.id for found in draw(store, "groups-by-region").rounds] == ["planned"]
    drawn = [row["label"] for row in draw(store, "groups-over-time", (), "en").rows]
    assert drawn == [f"Round {each}" for each in ("old", "k-9", "k-10", "k-11", "planned")]


def test_groups_over_time_puts_an_empty_day_in_its_place(store: Store) -> None:
    held(store, "third", "2026-05-01", 14)
    held(store, "first", "2020-05-01", 36)
    add_round(
        store, "second", "inventory", [{**ACTIVE, "status": "resting"}], held_on=dt.date(2023, 5, 1)
    )
    figure = draw(store, "groups-over-time", ["second", "third", "first"], "en")
    assert [row["groups"] for row in figure.rows] == [36, 0, 14]
    assert figure.title == "From 36 to 14 active groups between the rounds"


def test_inventory_without_counting_answers_is_not_no_groups(store: Store) -> None:
    for round_id, day, n in (
        ("a", "2020-05-01", 36),
        ("b", "2021-05-01", 5),
        ("c", "2022-05-01", 30),
    ):
        held(store, round_id, day, n)
    take_back(store, "b")
    figure = draw(store, "groups-over-time", ["a", "b", "c"], "en")
    assert [row["groups"] for row in figure.rows] == [36, 30]
    assert any("Not counted: Round b." in note for note in figure.notes)
    alone = draw(store, "groups-over-time", ["b"], "en")
    assert (alone.title, alone.rows) == ("No inventory here has answers that count", ())
    assert "Not counted: Round b." in alone.sentence
    # Readers see it as it was released.
    seen = draw(store, "groups-over-time", ["a", "b", "c"], "en", audience=VIEWER)
    assert [row["groups"] for row in seen.rows] == [36, 5, 30]


def test_unasked_figure_of_several_shows_released_rounds_alone(store: Store) -> None:
    add_round(store, "later", "congress", LED, released=False)
    assert [found.id for found in draw(store, "dropout-rate").rounds] == ["later"]
    add_round(store, "seen", "congress", LED)
    add_round(store, "latest", "congress", LED, released=False)
    assert [found.id for found in draw(store, "dropout-rate").rounds] == ["seen"]
    named = draw(store, "dropout-rate", ["latest", "later"])
    assert [found.id for found in named.rounds] == ["latest", "later"]


def test_link_shows_its_rounds_whether_released_or_not(store: Store) -> None:
    add_round(store, "seen", "congress", LED)
    add_round(
        store, "new", "congress", [leader(2, 1, members_led=9, dropouts=1)] * 12, released=False
    )
    make_share_link(store, ["seen", "new"], ["dropout-rate"], by=LOCAL_BOARD, expires_at=in_days(1))
    selection = list_links(store.cursor())[0].selection
    figure = draw(store, "dropout-rate", audience=VIEWER, selection=selection)
    assert {found.id for found in figure.rounds} == {"seen", "new"}


def test_round_that_waits_for_answers_is_no_choice(store: Store) -> None:
    add_round(store, "waits", "congress", [], released=False)
    fit = drawable_rounds(definition("dropout-rate"), list_rounds(store.cursor()))
    assert "waits" not in {found.id for found in fit}
    assert draw(store, "dropout-rate", ["waits"], "en").rows


def test_round_with_erased_answers_is_left_out_in_words(store: Store) -> None:
    for round_id in ("gone", "here", "there"):
        add_round(store, round_id, "congress", LED)
    erasure.erase_answers(store, "gone", by=LOCAL_BOARD)
    reason = "Not compared: Round gone. The answers have been erased."
    for asked in (["gone", "here", "there"], ["here", "gone"], []):
        figure = draw(store, "dropout-rate", asked, "en")
        assert reason in figure.sentence
        assert "gone" not in {found.id for found in figure.rounds}
    alone = draw(store, "dropout-rate-change", ["here", "gone"], "en")
    assert alone.title == "The rounds cannot be compared: the answers of the others are erased"
    assert reason not in draw(store, "dropout-rate", ["gone"], "en").sentence


def test_of_rounds_all_erased_one_is_shown_and_the_rest_named(store: Store) -> None:
    for round_id in ("one", "two"):
        add_round(store, round_id, "congress", LED)
        erasure.erase_answers(store, round_id, by=LOCAL_BOARD)
    figure = draw(store, "dropout-rate", ["one", "two"], "en", audience=VIEWER)
    assert [found.id for found in figure.rounds] == ["one"]
    assert "Not compared: Round two. The answers have been erased." in figure.sentence


def test_dropout_rate_names_the_round_of_its_title(store: Store) -> None:
    add_round(store, "a", "congress", LED)
    add_round(store, "b", "congress", [{**row, "dropouts": 5} for row in LED])
    both = draw(store, "dropout-rate", ["b", "a"], "en")
    assert both.title.startswith("Round b: 50% of the members dropped out")
    assert both.subtitle.endswith("240 members led by 24 leaders in 2 rounds")
    alone = draw(store, "dropout-rate", ["b"], "en")
    assert alone.title.startswith("50% of the members")
    assert "120 members led by 12 leaders" in alone.subtitle
    split = draw(store, "dropout-rate", ["b", "a"], "en", {"split": "obligatory"})
    assert split.title.startswith("Round b: ")
