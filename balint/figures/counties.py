"""Where do the counties lie, which meet, and how does a figure let one be chosen?"""

from __future__ import annotations

import csv
import functools
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from balint.figures.model import Ask, Option
from balint.forms import load_form
from balint.store import ROOT
from balint.words import later

REFERENCE = ROOT / "data" / "reference"
EVERYWHERE = "all"
HATCHING = 0.2
"""How far the lines of a hatched county lie apart, in degrees of latitude."""
STEEPNESS = 0.55
"""Degrees of latitude that such a line climbs for each of longitude: about 45 degrees here."""

Point = Sequence[float]
Feature = Mapping[str, Any]


def short_region(region: str) -> str:
    """Name a region without the word: Skåne for Region Skåne."""
    return region.removeprefix("Region ")


def region_names() -> dict[str, str]:
    """Give the short name of each region by its code; it is the same in both languages."""
    choices = load_form("inventory").field("region").choices
    return {choice.code: short_region(choice.label.sv) for choice in choices}


def _region_option(*, public: bool) -> Option:
    return Option(
        label=later("Region"),
        values={EVERYWHERE: later("the whole country"), **region_names()},
        default=EVERYWHERE,
        public=public,
    )


MARKED = _region_option(public=True)
"""Marks one region among the others: nobody sees a number more or less."""
ALONE = _region_option(public=False)
"""Leaves one region alone in a figure, which whoever sees both can subtract from the whole."""


def chosen_region(ask: Ask) -> str | None:
    """Give the code of the region that a figure marks or is narrowed to; None for none."""
    code = ask.chosen["region"]
    return None if code == EVERYWHERE else code


def chosen_name(ask: Ask) -> str:
    """Give the short name of the region chosen; empty for none."""
    return region_names().get(ask.chosen["region"], "")


def in_the_region(ask: Ask, what: str) -> str:
    """Say of what a narrowed figure counts that it lies in the one region."""
    name = chosen_name(ask)
    return ask.say("{what}; {region} alone", what=what, region=name) if name else what


def no_group(ask: Ask) -> str:
    """Say that no active group was reported, in the region or at all."""
    if name := chosen_name(ask):
        return ask.say("No active group reported from {region}", region=name)
    return ask.say("No active group in any region")


def chosen_first(rows: list[dict[str, Any]], ask: Ask) -> None:
    """Put the row of the region chosen before the others."""
    code = chosen_region(ask)
    rows.sort(key=lambda row: row["region_code"] != code)


@functools.cache
def neighbours() -> Mapping[str, Sequence[str]]:
    """Give the codes of the regions with which each has a border on land, by its code."""
    found: dict[str, list[str]] = {code: [] for code in region_names()}
    with (REFERENCE / "neighbours.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["region_code"]].append(row["neighbour_code"])
    return found


@functools.cache
def county_shapes() -> Mapping[str, Feature]:
    """Give the 21 county shapes as GeoJSON features, by code."""
    features = json.loads((REFERENCE / "counties.geojson").read_text("utf-8"))["features"]
    return {feature["id"]: feature for feature in features}


@functools.cache
def county_centres() -> Mapping[str, tuple[float, float]]:
    """Give each county a point (longitude, latitude) inside its largest part."""
    return {
        code: _centre(max((part[0] for part in _parts(shape)), key=_twice_area))
        for code, shape in county_shapes().items()
    }


@functools.cache
def county_hatching() -> Mapping[str, Feature]:
    """Give the lines that fill each county with a pattern, as GeoJSON features by code."""
    return {
        code: {
            "type": "Feature",
            "id": code,
            "properties": {},
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [line for part in _parts(shape) for line in _hatching(part)],
            },
        }
        for code, shape in county_shapes().items()
    }


def _parts(shape: Feature) -> Sequence[Sequence[Sequence[Point]]]:
    parts: Sequence[Sequence[Sequence[Point]]] = shape["geometry"]["coordinates"]
    return parts


def _hatching(rings: Sequence[Sequence[Point]]) -> Iterator[list[list[float]]]:
    """Cut parallel lines by the borders of a polygon: every other piece lies inside."""
    borders = [
        ((x, y, y - STEEPNESS * x), (u, v, v - STEEPNESS * u))
        for ring in rings
        for (x, y), (u, v) in itertools.pairwise(ring)
    ]
    heights = [height for border in borders for _, _, height in border]
    for step in range(int(min(heights) // HATCHING), int(max(heights) // HATCHING) + 1):
        height = step * HATCHING
        cuts = sorted(
            [round(x + (u - x) * share, 3), round(y + (v - y) * share, 3)]
            for (x, y, low), (u, v, high) in borders
            if (low > height) != (high > height)
            for share in [(height - low) / (high - low)]
        )
        yield from ([start, end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))


def _twice_area(ring: Sequence[Point]) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in itertools.pairwise(ring)))


def _centre(ring: Sequence[Point]) -> tuple[float, float]:
    """Give the centre of mass of a closed ring."""
    crosses = [(x * v - u * y, x + u, y + v) for (x, y), (u, v) in itertools.pairwise(ring)]
    total = 3 * sum(cross for cross, _, _ in crosses)
    return (
        sum(cross * x for cross, x, _ in crosses) / total,
        sum(cross * y for cross, _, y in crosses) / total,
    )
