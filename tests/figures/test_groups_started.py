"""When the groups began: classes of five years, the median age, and what has ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest

from balint.disclosure import BOARD, VIEWER, Audience
from balint.figures import Figure, draw
from balint.figures.look import LIGHT
from balint.figures.pictures import page_spec
from balint.forms import Value
from balint.store import Store
from tests.figures.own_rounds import add_round

ROUND = "inventering-2027"
TODAY = dt.date(2027, 6, 15)


def group(started: int | None, status: str | None = "active") -> dict[str, Value]:
    return {"region": "12", "started_year": started, "status": status}


GROUPS = [
    *map(group, (1999, 2000, 2004, 2005, 2013, None)),
    group(2001, "resting"),
    *(group(year, "ended") for year in (2000, 2003, None)),
    group(2002, None),
]


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        yield opened


def started(
    store: Store,
    groups: list[dict[str, Value]],
    *,
    held_on: dt.date | None = None,
    audience: Audience = BOARD,
) -> Figure:
    add_round(store, ROUND, "inventory", groups, held_on=held_on)
    return draw(store, "groups-started", [ROUND], "en", audience=audience, today=TODAY)


@pytest.mark.parametrize("audience", [BOARD, VIEWER], ids=["board", "viewer"])
def test_groups_are_counted_by_five_years_and_status(store: Store, audience: Audience) -> None:
    drawn = started(store, GROUPS, audience=audience)
    assert [(r["label"], r["groups"], r["resting"], r["ended"]) for r in drawn.rows] == [
        ("1995–1999", 1, 0, 0),
        ("2000–2004", 2, 1, 2),  # the group of 2002 states no status, and is not counted
        ("2005–2009", 1, 0, 0),
        ("2010–2014", 1, 0, 0),
        ("Not stated", 1, 0, 1),
    ]
    assert drawn.n == {"groups": 6}
    assert drawn.title == "3 of the 5 groups that state a year are at least 23 years old"
    assert "The median age is 23 years (counted to 2027). 5 of 6 state a year." in drawn.sentence
    assert drawn.sentence.endswith("Also reported: 1 resting, 3 ended.")


def test_age_is_counted_to_the_day_of_the_inventory_where_it_has_one(store: Store) -> None:
    years = [group(2010), group(2015), group(2016), group(2020)]
    drawn = started(store, years, held_on=dt.date(2020, 3, 1))
    assert "is 4.5 years (counted to 2020). All 4 state a year." in drawn.sentence  # 2015, 2016
    assert drawn.title == "3 of 4 groups are at least 4 years old"


def test_year_that_lies_ahead_is_an_age_of_none(store: Store) -> None:
    drawn = started(store, [group(2020)], held_on=dt.date(2019, 3, 1))
    assert drawn.title == "The one group that states a year is 0 years old"
    assert "The median age is 0 years (counted to 2019)." in drawn.sentence


def test_groups_of_this_year_began_rather_than_have_an_age(store: Store) -> None:
    years = [group(2011), group(2020), group(2020)]
    drawn = started(store, years, held_on=dt.date(2020, 3, 1))
    assert drawn.title == "2 of 3 groups began in 2020"


@pytest.mark.parametrize(
    ("years", "title", "median"),
    [
        ([2010] * 6, "6 of 6 groups are at least 14 years old", "14 years"),
        ([2000, 2010], "1 of 2 groups are at least 19 years old", "19 years"),
        ([2000, 2010, 2020], "2 of 3 groups are at least 14 years old", "14 years"),
        ([2024, 2023, 2022, 2022], "3 of 4 groups are at least 1 year old", "1.5 years"),
        ([2024, 2024, 2023, 2023], "2 of 4 groups began in 2024", "0.5 years"),
    ],
)
def test_title_counts_those_as_old_as_the_median_of_the_sentence(
    store: Store, years: list[int], title: str, median: str
) -> None:
    drawn = started(store, list(map(group, years)), held_on=dt.date(2024, 3, 1))
    assert drawn.title == title
    assert f"The median age is {median} (counted to 2024)." in drawn.sentence


def test_groups_that_state_no_year_are_told_and_drawn(store: Store) -> None:
    drawn = started(store, [group(None), group(None)])
    assert drawn.title == "No active group says when it began"
    assert [(row["label"], row["groups"]) for row in drawn.rows] == [("Not stated", 2)]
    assert "median" not in drawn.sentence
    bars = page_spec(drawn, LIGHT)["layer"][0]["data"]["values"]
    assert [(bar["hollow"], bar["ink"]) for bar in bars] == [(True, LIGHT.ink)]


def test_inventory_of_ended_groups_alone_shows_when_they_began(store: Store) -> None:
    drawn = started(store, [group(2003, "ended"), group(2011, "ended")])
    assert drawn.title == "No active group in any region"
    assert drawn.sentence == "No active group in any region. Also reported: 0 resting, 2 ended."
    assert drawn.chart is not None


def test_chart_of_active_groups_alone_needs_no_legend(store: Store) -> None:
    colour = page_spec(started(store, [group(2003)]), LIGHT)["layer"][0]["encoding"]["color"]
    assert (colour["scale"]["domain"], colour["legend"]) == (["Active"], None)


def test_years_in_which_no_group_began_have_their_place(store: Store) -> None:
    drawn = started(store, [group(1991), group(2004)])
    assert [row["groups"] for row in drawn.rows] == [1, 0, 1]
    for layer in page_spec(drawn, LIGHT)["layer"]:
        assert layer["encoding"]["y"]["scale"]["domain"] == ["1990–1994", "1995–1999", "2000–2004"]
    assert drawn.sentence.startswith("2 active groups – 1990–1994: 1; 2000–2004: 1.")


def test_chart_tells_active_from_resting_and_ended(store: Store) -> None:
    bars = page_spec(started(store, GROUPS), LIGHT)["layer"][0]
    assert bars["encoding"]["color"]["scale"]["domain"] == ["Active", "Resting", "Ended"]
    values = bars["data"]["values"]
    assert [
        (value["part"], value["start"], value["end"])
        for value in values
        if value["label"] == "2000–2004"
    ] == [("Active", 0, 2), ("Resting", 2, 3), ("Ended", 3, 5)]
