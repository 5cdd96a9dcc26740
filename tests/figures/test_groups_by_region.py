"""Groups by region: three measures of one table, one region chosen, two levels of regions."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest
import shapely

from balint.disclosure import AUDIENCES, BOARD, LEADER, VIEWER, Audience
from balint.errors import OnlyForTheBoard
from balint.figures import Figure, draw
from balint.figures.charts import stacked_bars
from balint.figures.counties import (
    county_centres,
    county_hatching,
    county_shapes,
    neighbours,
    region_names,
)
from balint.figures.faces import FACES
from balint.figures.groups_by_health_care_region import _title
from balint.figures.groups_by_region_words import rate_words
from balint.figures.look import LIGHT, finish
from balint.figures.pictures import page_spec
from balint.figures.region_facts import Fact, region_facts
from balint.forms import Value
from balint.store import Store
from balint.words import words_in
from tests.figures.own_rounds import add_round
from tests.stores import bundled_store, new_store

ROUND = "inventering-2027"
TODAY = dt.date(2027, 6, 15)
PEOPLE = {"01": 2_415_139, "09": 61_001, "13": 340_243}
"""Inhabitants on 31 December 2021, as data/reference/population.csv has them."""


def group(region: str, members: int | None = None, **more: Value) -> dict[str, Value]:
    return {"region": region, "members": members, "leaders": 2, "status": "active", **more}


NARROWED = [
    "groups-by-kind",
    "groups-participation",
    "groups-by-setting",
    "groups-by-initiator",
    "group-frames",
    "groups-confirmed",
    "groups-started",
]
GROUPS = [
    *(group("01", 8, participation="voluntary") for _ in range(4)),
    *(group("12", 7, confirmed_on=dt.date(2027, 1, month)) for month in (14, 15, 16)),
    group("13", 6, municipality="Halmstad", confirmed_on=dt.date(2026, 6, 15)),
    group("13", 5, municipality=" hylte kommun "),
    group("13", 9, municipality="Varbergs kommun"),
    group("13", 4, municipality="Tylösand"),
    group("14", 9, confirmed_on=dt.date(2025, 6, 15), members_kind="residents"),
    group("25", None),
    group("03", 12, status="resting"),
]


@functools.cache
def store() -> Store:
    made = new_store(without_demo=True)
    add_round(made, ROUND, "inventory", GROUPS)
    return made


def figure(
    figure_id: str = "groups-by-region", audience: Audience = BOARD, **options: str
) -> Figure:
    return draw(store(), figure_id, [ROUND], "en", options, audience, today=TODAY)


def by(column: str, drawn: Figure) -> dict[str, Mapping[str, Any]]:
    return {row[column]: row for row in drawn.rows}


def layers(drawn: Figure) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page_spec(drawn, LIGHT)["layer"]
    return found


def on_the_map(drawn: Figure) -> dict[str, tuple[str, str]]:
    """Give the kind and the number of each region on the map."""
    values = [feature["properties"] for feature in layers(drawn)[0]["data"]["values"]]
    return {value["region_code"]: (value["kind"], value["text"]) for value in values}


@pytest.mark.parametrize(
    ("measure", "stockholm", "norrbotten"),
    [
        ("groups", ("number", "4"), ("number", "1")),
        ("rate", ("number", "0.17"), ("number", "0.40")),
        ("members", ("number", "32"), ("hatched", "")),
    ],
)
def test_map_shows_the_measure_chosen_and_every_region(
    measure: str, stockholm: tuple[str, str], norrbotten: tuple[str, str]
) -> None:
    shown = on_the_map(figure(measure=measure))
    assert list(shown) == list(region_names())
    assert shown["01"] == stockholm
    assert shown["25"] == norrbotten
    assert shown["09"] == shown["03"] == ("none", "0")


@pytest.mark.parametrize("audience", AUDIENCES.values(), ids=AUDIENCES.keys())
def test_every_measure_has_the_same_numbers(audience: Audience) -> None:
    usual = figure(audience=audience).rows
    assert figure(audience=audience, measure="rate").rows == usual
    assert figure(audience=audience, measure="members").rows == usual


def test_rate_says_which_region_has_most_for_its_people_and_how_sure_that_is() -> None:
    drawn = figure(measure="rate")
    rate = 4 / PEOPLE["13"] * 100_000  # 1.1756; Garwood for 4: 1.0899 to 10.2416 groups
    assert drawn.title == "Most groups for its people: Halland, 1.18 per 100,000"
    assert "Halland 1.18 (95% interval 0.32 to 3.01)" in drawn.sentence
    row = by("region_code", drawn)["13"]
    assert row["groups_per_100k"] == pytest.approx(rate)
    assert (row["low"], row["high"]) == pytest.approx((0.3203, 3.0101), abs=1e-4)


def test_regions_with_equal_numbers_are_named_together() -> None:
    own = new_store(without_demo=True)
    equal = [group(code, 6) for code in ("03", "12", "14")]
    add_round(own, ROUND, "inventory", [*equal, *equal, group("01", 9), group("01", 9)])
    in_words = draw(own, "groups-by-region", [ROUND], "en").sentence
    assert all(f"{name} (2)" in in_words for name in ("Stockholm", "Uppsala", "Skåne"))
    assert "Västra Götalandsregionen (2)" in in_words
    members = draw(own, "groups-by-region", [ROUND], "en", {"measure": "members"})
    assert members.title == "Most members in Stockholm (18)"
    assert "Stockholm (18), Uppsala (12), Skåne (12) and Väst" in members.sentence
    assert members.sentence.count("(12)") == 3


SIX = ("01", "03", "04", "05", "06", "08")
"""More regions than a sentence names as equals."""


@pytest.mark.parametrize(
    ("measure", "title", "said"),
    [
        ("groups", "None reported from 15 regions; 6 regions share the most", "most: 1 each."),
        ("members", "6 regions share the most members: 9 each", "most: 9 each."),
    ],
)
def test_regions_that_share_the_most_are_counted_where_they_are_many(
    measure: str, title: str, said: str
) -> None:
    own = new_store(without_demo=True)
    add_round(own, ROUND, "inventory", [group(code, 9) for code in SIX])
    drawn = draw(own, "groups-by-region", [ROUND], "en", {"measure": measure})
    assert drawn.title == title
    assert f"6 regions share the {said}" in drawn.sentence


def test_regions_that_share_the_highest_rate_are_no_country_without_groups() -> None:
    rows = [
        {"region": code, "groups": 1, "inhabitants": 200_000, "groups_per_100k": 0.5}
        for code in SIX
    ]
    words = rate_words(words_in("en"), rows)
    assert words.title == "6 regions share the most groups for their people: 0.50 per 100,000 each"
    assert words.sentence.endswith("6 regions share the most: 0.50 each.")


def test_title_of_a_group_in_every_region_counts_those_that_share_the_most() -> None:
    own = new_store(without_demo=True)
    add_round(own, ROUND, "inventory", [group(code) for code in region_names()])
    title = draw(own, "groups-by-region", [ROUND], "en").title
    assert title == "21 regions share the most groups (1); every region has one"


SHOWN = [*(group(code, 4 + n) for code in ("01", "14") for n in range(3))]
"""Two regions with 15 members each, which a reader may see."""


@pytest.mark.parametrize(
    ("groups", "title", "said"),
    [
        (
            [*SHOWN, group("01", 6)],
            "Among the regions shown, most members in Stockholm (21)",
            "Among the regions shown, most members are in Stockholm (21) and Väst",
        ),
        (
            [*SHOWN, *(group("03", size) for size in (4, 5, 6))],
            "Among the regions shown, 3 share the most members: 15 each",
            "Among the regions shown, most members are in ",
        ),
        (
            [group(code, size) for code in SIX for size in (4, 5, 6)],
            "Among the regions shown, 6 share the most members: 15 each",
            "Among the regions shown, 6 share the most: 15 each.",
        ),
    ],
)
def test_most_members_are_of_those_shown_where_a_region_is_hidden(
    groups: list[dict[str, Value]], title: str, said: str
) -> None:
    own = new_store(without_demo=True)
    few = [group("12", 40), group("13", 20), group("13", 20)]  # in too few groups to be shown
    add_round(own, ROUND, "inventory", [*groups, *few])
    drawn = draw(own, "groups-by-region", [ROUND], "en", {"measure": "members"}, VIEWER)
    assert drawn.title == title
    assert said in drawn.sentence
    assert "40" not in f"{drawn.title} {drawn.sentence}"
    seen = draw(own, "groups-by-region", [ROUND], "en", {"measure": "members"}, BOARD)
    assert seen.title == "Most members in Skåne and Halland (40)"
    assert "Among the regions shown" not in seen.sentence


@pytest.mark.parametrize("measure", ["groups", "members"])
def test_maps_of_two_rounds_colour_the_same_number_alike(measure: str) -> None:
    fills: dict[str, set[str]] = {}
    for round_id in ("demo-inventory-a", "demo-inventory-b"):
        drawn = draw(bundled_store(), "groups-by-region", [round_id], "sv", {"measure": measure})
        for shape in page_spec(drawn, LIGHT)["layer"][0]["data"]["values"]:
            fills.setdefault(shape["properties"]["text"], set()).add(shape["properties"]["fill"])
    assert len(fills) > 3
    assert {len(found) for found in fills.values()} == {1}


def test_what_is_hidden_has_a_pattern_and_what_is_none_a_zero() -> None:
    drawn = figure(audience=VIEWER, measure="members")
    shown = on_the_map(drawn)
    assert {code for code, (kind, _) in shown.items() if kind == "hatched"} == {"12", "14", "25"}
    hatching = next(layer for layer in layers(drawn) if _first_shape(layer) == "MultiLineString")
    hatched = [line["properties"]["region_code"] for line in hatching["data"]["values"]]
    assert hatched == ["12", "14", "25"]
    legend = {value.get("text") for layer in layers(drawn) for value in layer["data"]["values"]}
    assert {"none reported", "hidden or not stated"} <= legend
    assert "Skåne" in drawn.sentence
    assert "No group stated its members in Norrbotten." in drawn.sentence


def _first_shape(layer: Mapping[str, Any]) -> str | None:
    first = layer["data"]["values"][0]
    return first["geometry"]["type"] if "geometry" in first else None


@pytest.mark.parametrize("audience", AUDIENCES.values(), ids=AUDIENCES.keys())
@pytest.mark.parametrize("figure_id", ["groups-by-region", "groups-funnel"])
def test_region_chosen_comes_first_and_changes_no_number(
    figure_id: str, audience: Audience
) -> None:
    usual, marked = (figure(figure_id, audience, region=code).rows for code in ("all", "13"))
    assert marked[0]["region_code"] == "13"
    assert sorted(marked, key=lambda row: row["region_code"]) == list(usual)


def test_region_chosen_is_outlined_on_the_map_and_ringed_in_the_funnel() -> None:
    outlined = layers(figure(region="09"))[1]
    assert [value["id"] for value in outlined["data"]["values"]] == ["09"]
    assert outlined["mark"]["filled"] is False
    assert figure(region="09").subtitle == "13 active groups, by region; Gotland outlined"
    assert figure("groups-funnel", region="09").subtitle.endswith("; ring round Gotland")
    named = [value for layer in layers(figure("groups-funnel", region="09"))
             for value in layer["data"]["values"] if value.get("marked")]  # fmt: skip
    assert {value["name"] for value in named} == {"Gotland"}


@pytest.mark.parametrize(
    ("figure_id", "column", "found"),
    [
        ("groups-by-kind", "members_kind", {"residents": 1}),
        ("groups-participation", "participation", {None: 1}),
        ("groups-by-setting", "setting", {None: 1}),
        ("groups-by-initiator", "initiated_by", {None: 1}),
        ("groups-confirmed", "age", {"under_6": 0, "24_or_more": 1, "not_stated": 0}),
    ],
)
def test_board_sees_one_region_alone(
    figure_id: str, column: str, found: dict[str | None, int]
) -> None:
    drawn = figure(figure_id, region="14")
    rows = by(column, drawn)
    assert {code: rows[code]["groups"] for code in found} == found
    assert sum(row["groups"] for row in drawn.rows) == 1
    assert drawn.subtitle.endswith("; Västra Götalandsregionen alone")


def test_frames_of_one_region_are_of_its_groups() -> None:
    rows = by("frame", figure("group-frames", region="13"))
    assert (rows["members"]["within"], rows["members"]["outside"]) == (4, 0)
    assert rows["session_hours"]["not_stated"] == 4


@pytest.mark.parametrize("figure_id", NARROWED)
def test_region_without_groups_says_so_and_draws_nothing(figure_id: str) -> None:
    drawn = figure(figure_id, region="09")
    assert drawn.title == "No active group reported from Gotland"
    assert drawn.chart is None


@pytest.mark.parametrize("audience", [VIEWER, LEADER], ids=["viewer", "leader"])
@pytest.mark.parametrize("figure_id", NARROWED)
def test_only_the_board_sees_a_region_alone(figure_id: str, audience: Audience) -> None:
    with pytest.raises(OnlyForTheBoard):
        figure(figure_id, audience, region="14")


def test_health_care_regions_add_up_their_regions_and_the_halves_of_halland() -> None:
    rows = by("health_care_region", figure("groups-by-health-care-region"))
    assert {code: row["groups"] for code, row in rows.items()} == {
        "stockholm": 4,
        "sodra": 3 + 2,  # Skåne, and Halmstad and Hylte in Halland
        "vastra": 1 + 1,  # Västra Götaland, and Varberg in Halland
        "norra": 1,
        "mellansverige": 0,
        "sydostra": 0,
        "divided": 1,  # Tylösand is no municipality
    }
    assert rows["sodra"]["members"] == 21 + 6 + 5
    stockholm = rows["stockholm"]
    assert stockholm["inhabitants"] == PEOPLE["01"] + PEOPLE["09"]
    assert stockholm["groups_per_100k"] == pytest.approx(4 / 2_476_140 * 100_000)


def test_health_care_region_with_half_of_halland_has_no_rate() -> None:
    drawn = figure("groups-by-health-care-region")
    rows = by("health_care_region", drawn)
    for code in ("sodra", "vastra"):
        for column in ("inhabitants", "groups_per_100k", "low", "high"):
            assert rows[code][column] is None
            assert rows[code][f"{column}_mark"] == "not_printed"
    assert rows["divided"]["inhabitants"] == PEOPLE["13"]
    assert rows["divided"]["groups_per_100k_mark"] == "not_printed"
    assert "Southern and Western have no rate" in drawn.sentence
    assert drawn.rows[-1]["label"] == "Halland, divided between Southern and Western"


@pytest.fixture
def few_groups() -> Iterator[Store]:
    """Give a store whose inventory has two groups in Skåne and one in Västra Götaland."""
    with closing(new_store(without_demo=True)) as store:
        add_round(store, ROUND, "inventory", [group("12"), group("12"), group("14")])
        yield store


def test_no_health_care_region_has_most_where_all_with_a_rate_have_none(few_groups: Store) -> None:
    drawn = draw(few_groups, "groups-by-health-care-region", [ROUND], "en")
    assert {row["groups_per_100k"] for row in drawn.rows} == {0, None}
    assert "most are in" not in drawn.sentence
    assert "Southern and Western have no rate" in drawn.sentence


def test_rate_is_the_highest_among_those_that_can_be_worked_out() -> None:
    drawn = figure("groups-by-health-care-region")
    assert drawn.title == "Most groups in the Southern health-care region: 5 of 13"
    assert "Among the 4 whose number per 100,000 inhabitants can be worked out" in drawn.sentence
    assert "Stockholm–Gotland: 4; Western: 2; Northern: 1;" in drawn.sentence


def test_equal_rates_are_named_or_counted_together() -> None:
    own = new_store(without_demo=True)
    add_round(own, ROUND, "inventory", [group("01", 9)])
    three = draw(own, "groups-by-health-care-region", [ROUND], "en").sentence
    assert "highest in Stockholm–Gotland: 0.04 (95% " in three
    assert "and lowest in 3 of them (0.00 each)." in three
    add_round(own, "inventering-2028", "inventory", [group("01", 9), group("25", 9)])
    two = draw(own, "groups-by-health-care-region", ["inventering-2028"], "en").sentence
    lowest = two[two.index("and lowest in ") :]
    assert "Central Sweden: 0.00 (95% interval 0.00 to " in lowest
    assert "South-eastern: 0.00 (95% interval 0.00 to " in lowest


def test_frames_that_nobody_stated_are_kept_by_nobody() -> None:
    own = new_store(without_demo=True)
    silent = {"region": "01", "status": "active"}
    rounds = {
        "nothing-2027": [silent],
        "some-2027": [{**silent, "leaders": 2, "members": 8}],
        "all-2027": [{**group("01", 8), "interval_weeks": 2, "session_hours": 2}],
    }
    drawn = {}
    for round_id, answers in rounds.items():
        add_round(own, round_id, "inventory", answers)
        drawn[round_id] = draw(own, "group-frames", [round_id], "en")
    assert [figure.title for figure in drawn.values()] == [
        "No active group states its frames",
        "Every group that answered keeps within: 4–10 members and one or two leaders",
        "Every group that answered keeps all four frames",
    ]
    assert not any("0 of 0" in figure.sentence for figure in drawn.values())
    assert drawn["nothing-2027"].sentence.startswith("1 active group. The frames describe")
    assert "4–10 members, 0 of 1; one or two leaders, 0 of 1." in drawn["some-2027"].sentence


def test_frames_that_are_left_as_often_are_named_together() -> None:
    own = new_store(without_demo=True)
    answers = [group("01", 12, interval_weeks=6), group("01", 7, interval_weeks=2)]
    add_round(own, ROUND, "inventory", answers)
    title = draw(own, "group-frames", [ROUND], "en").title
    assert title == (
        "Most often outside the frames: 4–10 members and every 1–4 weeks (1 group each)"
    )


def test_every_part_of_a_stacked_bar_has_its_number() -> None:
    rows = [{"label": "a", "x": 40, "y": 1, "z": 1}, {"label": "b", "x": 30, "y": 1, "z": 9}]
    parts = {part: (part, LIGHT.primary) for part in "xyz"}
    chart = stacked_bars(rows, parts, row_title="", value_title="", say=words_in("en"), look=LIGHT)
    drawn = finish(chart, LIGHT, "en")["layer"]
    pieces = drawn[0]["data"]["values"]
    lanes = [(piece["label"], piece["groups"], piece["lane"]) for piece in pieces]
    # Inside where there is room; else above, and below where the part before is above.
    assert lanes == [
        ("a", 40, 0), ("a", 1, -1), ("a", 1, 1), ("b", 30, 0), ("b", 1, -1), ("b", 9, 0)
    ]  # fmt: skip
    assert len(drawn) == 1 + len({0, -1, 1})


def test_number_of_stockholm_stands_at_sea_and_a_line_leads_to_it() -> None:
    (line,) = (
        layer["data"]["values"]
        for layer in layers(figure())
        if layer["mark"]["type"] == "rule" and "longitude2" in layer["encoding"]
    )
    stockholm = shapely.from_geojson(json.dumps(county_shapes()["01"]["geometry"]))
    (told,) = line
    assert told["text"] == "4"
    assert not stockholm.intersects(shapely.Point(told["longitude"], told["latitude"]))
    assert told["from"] < told["to"] < told["longitude"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_numbers_of_an_axis_are_told_apart_however_few_groups(
    few_groups: Store, language: str
) -> None:
    drawn = draw(few_groups, "groups-funnel", [ROUND], language)
    ticks = re.findall(r">(0[,.]\d+)<", FACES["svg"].write(drawn).decode())
    assert len(ticks) > 3
    assert len(set(ticks)) == len(ticks)


def test_health_care_region_of_the_region_chosen_comes_first() -> None:
    codes = [
        row["health_care_region"]
        for row in figure("groups-by-health-care-region", region="13").rows
    ]
    assert set(codes[:3]) == {"sodra", "vastra", "divided"}


@pytest.mark.parametrize("audience", [VIEWER, LEADER], ids=["viewer", "leader"])
def test_municipality_of_a_group_tells_its_half_to_the_board_alone(audience: Audience) -> None:
    rows = by("health_care_region", figure("groups-by-health-care-region", audience))
    assert (rows["sodra"]["groups"], rows["vastra"]["groups"]) == (3, 1)
    assert rows["divided"]["groups"] == 4


def test_members_of_a_hidden_region_do_not_follow_from_its_health_care_region() -> None:
    regions = by("region_code", figure(audience=VIEWER))
    assert {code for code, row in regions.items() if row["members_mark"] == "hidden"} == {
        "12",  # 21 people, hidden so that those of 14 do not follow from a sum
        "14",  # 9 people in one group
    }
    unions = by("health_care_region", figure("groups-by-health-care-region", VIEWER))
    assert unions["vastra"]["members_mark"] == unions["sodra"]["members_mark"] == "hidden"
    assert unions["stockholm"]["members"] == 32
    assert unions["divided"]["members"] == 24
    assert unions["norra"]["members_mark"] == "none"


def test_age_of_the_answers_is_counted_in_whole_months_to_the_day_of_looking() -> None:
    drawn = figure("groups-confirmed")
    rows = by("age", drawn)
    assert {age: row["groups"] for age, row in rows.items()} == {
        "under_6": 3,  # 14 to 16 January to 15 June: five months, four for the 16th
        "6_to_11": 0,
        "12_to_23": 1,  # 15 June a year before
        "24_or_more": 1,
        "not_stated": 8,
    }
    assert [row["old"] for row in drawn.rows] == [False, False, True, True, None]
    assert drawn.title == "3 of 13 groups were confirmed in the past 12 months"
    assert "confirmation was 4 months ago, the earliest 24 months ago." in drawn.sentence
    assert drawn.subtitle.endswith("counted to 15 June 2027")
    later = draw(store(), "groups-confirmed", [ROUND], "en", today=dt.date(2027, 7, 15))
    assert by("age", later)["6_to_11"]["groups"] == 2  # the 14th and the 15th of January


def test_old_and_undated_answers_differ_from_fresh_ones_in_the_chart() -> None:
    bars = layers(figure("groups-confirmed"))[0]["data"]["values"]
    fills = {bar["age"]: (bar["fill"], bar["opacity"]) for bar in bars}
    assert fills["under_6"] == fills["6_to_11"] == (LIGHT.primary, 1)
    assert fills["12_to_23"] == fills["24_or_more"] == (LIGHT.muted, 0.45)
    assert fills["not_stated"] == (LIGHT.muted, 0)


def facts(region: str, audience: Audience = BOARD) -> dict[str, Fact]:
    found = region_facts(store(), ROUND, region, "en", audience, today=TODAY)
    return {fact.name: fact for fact in found}


def test_region_is_told_in_words() -> None:
    told = {name: fact.text for name, fact in facts("13").items()}
    assert told == {
        "Groups": "4 active groups",
        "Members": "24 people",
        "Per 100,000 inhabitants": "1.18 (95% interval 0.32 to 3.01), groups that nobody reported "
        "left out",
        "Beside the other regions": told["Beside the other regions"],
        "Health-care region": "divided between Southern health-care region and Western "
        "health-care region",
        "Age of the answers": "latest confirmation 12 months ago; 3 groups state no date",
    }
    place = by("region_code", figure("groups-funnel"))["13"]
    assert place["outside"]
    assert told["Beside the other regions"].startswith("above the funnel's 99.8% limits")


def test_age_is_old_from_twelve_months_on() -> None:
    assert facts("13")["Age of the answers"].is_old
    assert not facts("12")["Age of the answers"].is_old
    assert facts("12")["Age of the answers"].text == "latest confirmation 4 months ago"


def test_region_tells_readers_nothing_of_few_groups() -> None:
    told = facts("14", VIEWER)
    assert told["Members"].text.startswith("hidden")
    assert told["Age of the answers"].text.startswith("hidden")
    assert facts("13", VIEWER)["Age of the answers"].text.startswith("hidden")  # one dated of four
    assert facts("12", VIEWER)["Age of the answers"].text == "latest confirmation 4 months ago"


def test_region_without_groups_names_the_neighbours_that_have_some() -> None:
    blekinge = facts("10")
    assert "Members" not in blekinge
    assert blekinge["Neighbours"].text == "there are groups in Skåne (3 groups, 6 leaders)"
    assert facts("10", VIEWER)["Neighbours"].text == "there are groups in Skåne (3 groups)"
    assert facts("09")["Neighbours"].text == "no neighbour on land"
    assert facts("21")["Neighbours"].text == (
        "none reported from Uppsala, Dalarna, Västernorrland and Jämtland Härjedalen either"
    )


def test_neighbours_are_mutual_and_gotland_has_none() -> None:
    assert neighbours()["09"] == []
    assert neighbours()["25"] == ["24"]
    assert set(neighbours()["10"]) == {"07", "08", "12"}
    assert all(code in neighbours()[other] for code in neighbours() for other in neighbours()[code])


@pytest.mark.parametrize("code", region_names())
def test_hatching_and_number_lie_inside_their_county(code: str) -> None:
    shape = shapely.from_geojson(json.dumps(county_shapes()[code]["geometry"]))
    lines = shapely.from_geojson(json.dumps(county_hatching()[code]["geometry"]))
    assert len(lines.geoms) >= 3
    assert shape.buffer(0.01).covers(lines)
    assert shape.convex_hull.contains(shapely.Point(county_centres()[code]))


@pytest.mark.parametrize(
    ("southern", "divided", "title"),
    [
        (8, 2, "Most groups in the Stockholm: 11 of 40"),
        (9, 2, "11 of 40 groups are in the Stockholm"),
        (9, 0, "Most groups in the Stockholm: 11 of 40"),
    ],
)
def test_no_region_has_most_groups_where_halland_could_make_another_as_large(
    southern: int, divided: int, title: str
) -> None:
    rows = [
        {"health_care_region": code, "label": code, "groups": groups, "groups_per_100k": rate}
        for code, groups, rate in (
            ("Stockholm", 11, 0.4),
            ("Southern", southern, None),
            ("divided", divided, None),
        )
    ]
    assert _title(words_in("en"), rows, 40) == title
