"""Does the reference data describe Sweden's 21 regions once, and whole?"""

import csv
import importlib.util
import json
from itertools import pairwise
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
FILES = sorted(REFERENCE.glob("*.csv"))
CODES = [f"{code:02}" for code in range(1, 26) if code not in (2, 11, 15, 16)]
DATES = {"2020-12-31": 10_379_295, "2021-12-31": 10_452_326}

Row = dict[str, str]
Point = tuple[float, float]


def read(name: str) -> list[Row]:
    """Read a file of data/reference/ as text."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features() -> list[dict]:
    """Give the counties of counties.geojson."""
    return json.loads((REFERENCE / "counties.geojson").read_text(encoding="utf-8"))["features"]


def polygons() -> list[list[list[Point]]]:
    """Give every polygon of every county, each a list of rings."""
    return [part for feature in features() for part in feature["geometry"]["coordinates"]]


def signed_area(ring: list[Point]) -> float:
    """Measure a ring by the shoelace rule; clockwise is negative."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reference_file_is_plain_csv(path):
    text = path.read_bytes().decode("utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert "\r" not in text
    assert text.endswith("\n")
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize(
    "name",
    ["regions.csv", "health_care_regions.csv", "region_health_care.csv", "population.csv"],
)
def test_reference_row_has_a_known_source(name):
    known = {row["source"] for row in read("sources.csv")}
    assert {row["source"] for row in read(name)} <= known


def test_reference_source_has_an_address_and_is_used():
    used = {"scb_lan"} | {row["name_2003_source"] for row in read("regions.csv")}
    for path in FILES:
        if path.name != "sources.csv":
            used |= {row["source"] for row in read(path.name) if "source" in row}
    assert {row["source"] for row in read("sources.csv") if row["url"]} == used


def test_regions_are_21_with_four_codes_unused():
    codes = [row["region_code"] for row in read("regions.csv")]
    assert codes == CODES
    assert len(codes) == 21
    assert not {"02", "11", "15", "16"} & set(codes)


def test_regions_have_unique_names_and_iso_codes():
    rows = read("regions.csv")
    for column in ("iso", "county", "region", "name_2003"):
        values = [row[column] for row in rows]
        assert all(values)
        assert len(values) == len(set(values))


def test_regions_of_2003_include_gotland_without_landsting():
    rows = {row["region_code"]: row["name_2003"] for row in read("regions.csv")}
    assert rows["09"] == "Gotlands kommun"
    assert {code for code, name in rows.items() if "andsting" not in name} == {"09", "12", "14"}


def test_health_care_regions_are_six_in_both_languages():
    rows = read("health_care_regions.csv")
    assert [row["health_care_region"] for row in rows] == [
        "norra",
        "mellansverige",
        "stockholm",
        "sydostra",
        "sodra",
        "vastra",
    ]
    assert all(row["label_sv"] and row["label_en"] and row["wording_2003"] for row in rows)


def test_every_region_lies_in_a_health_care_region():
    rows = read("region_health_care.csv")
    assert sorted({row["region_code"] for row in rows}) == CODES
    assert {row["health_care_region"] for row in rows} == {
        row["health_care_region"] for row in read("health_care_regions.csv")
    }


def test_only_halland_is_split_between_two():
    rows = read("region_health_care.csv")
    parts = [row for row in rows if row["part"] == "part"]
    assert len(rows) == 22
    assert {row["region_code"] for row in parts} == {"13"}
    assert {row["health_care_region"]: row["municipalities"] for row in parts} == {
        "sodra": "Halmstad;Hylte;Laholm",
        "vastra": "Falkenberg;Kungsbacka;Varberg",
    }
    assert {row["municipalities"] for row in rows if row["part"] == "whole"} == {""}


@pytest.mark.parametrize(("date", "country"), DATES.items())
def test_population_of_regions_adds_up_to_the_country(date, country):
    rows = {
        r["region_code"]: int(r["inhabitants"]) for r in read("population.csv") if r["date"] == date
    }
    assert sorted(rows) == ["00", *CODES]
    assert rows["00"] == country
    assert sum(rows[code] for code in CODES) == country


def test_population_has_two_dates_of_22_rows():
    rows = read("population.csv")
    assert len(rows) == 44
    assert {row["date"] for row in rows} == set(DATES)


def test_synonym_means_one_region():
    names = [row["synonym"].casefold() for row in read("region_synonyms.csv")]
    assert len(names) == len(set(names))
    assert {row["region_code"] for row in read("region_synonyms.csv")} == set(CODES)


def test_synonym_is_no_other_name_in_the_register():
    official = {
        row[column].casefold()
        for row in read("regions.csv")
        for column in ("county", "region", "name_2003")
    }
    synonyms = {row["synonym"].casefold() for row in read("region_synonyms.csv")}
    assert not synonyms & official


def test_synonym_is_never_a_name_across_counties():
    ambiguous = {
        "småland",
        "uppland",
        "norrland",
        "västergötland",
        "mälardalen",
        "västra",
        "lappland",
    }
    assert not ambiguous & {row["synonym"].casefold() for row in read("region_synonyms.csv")}


@pytest.mark.parametrize(
    ("synonym", "code"),
    [("VGR", "14"), ("Skåne", "12"), ("Stockholm", "01"), ("Region Jämtland/Härjedalen", "23")],
)
def test_synonym_people_write_is_known(synonym, code):
    known = {row["synonym"]: row["region_code"] for row in read("region_synonyms.csv")}
    assert known[synonym] == code


def test_county_shapes_carry_code_and_name():
    regions = {row["region_code"]: row["county"] for row in read("regions.csv")}
    shapes = {
        feature["properties"]["region_code"]: feature["properties"]["county"]
        for feature in features()
    }
    assert shapes == regions
    assert [feature["id"] for feature in features()] == CODES


def test_county_shapes_are_closed_and_clockwise():
    for exterior, *holes in polygons():
        assert exterior[0] == exterior[-1]
        assert signed_area(exterior) < 0
        assert all(signed_area(hole) > 0 for hole in holes)
        assert all(len(ring) >= 4 for ring in (exterior, *holes))


def test_county_shapes_lie_in_sweden_with_three_decimals():
    for rings in polygons():
        for longitude, latitude in (point for ring in rings for point in ring):
            assert 10.9 < longitude < 24.3
            assert 55.2 < latitude < 69.2
            assert (longitude, latitude) == (round(longitude, 3), round(latitude, 3))


def test_county_shapes_keep_gotland_and_oland():
    parts = {
        feature["id"]: [abs(signed_area(rings[0])) for rings in feature["geometry"]["coordinates"]]
        for feature in features()
    }
    assert parts["09"][0] > 0.4
    assert len(parts["08"]) == 2
    assert parts["08"][1] > 0.15


def test_county_shapes_are_small_and_name_their_source():
    path = REFERENCE / "counties.geojson"
    assert path.stat().st_size < 40_000
    source = json.loads(path.read_text(encoding="utf-8"))["source"]
    assert "SCB" in source
    assert "MIT" in source


def test_county_shapes_and_neighbours_are_what_the_script_writes():
    script = REFERENCE / "make_counties.py"
    specification = importlib.util.spec_from_file_location("make_counties", script)
    make_counties = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(make_counties)
    written = (REFERENCE / "counties.geojson").read_bytes()
    assert make_counties.counties().encode() == written
    neighbours = (REFERENCE / "neighbours.csv").read_bytes()
    assert make_counties.neighbours(written.decode()).encode() == neighbours


def test_neighbours_are_counties_with_a_border_in_common():
    pairs = {(row["region_code"], row["neighbour_code"]) for row in read("neighbours.csv")}
    assert pairs == {(other, one) for one, other in pairs}
    assert {one for one, _ in pairs} == set(CODES) - {"09"}
    assert {other for one, other in pairs if one == "10"} == {"07", "08", "12"}
    assert ("03", "20") not in pairs  # Uppsala and Dalarna meet in a point
