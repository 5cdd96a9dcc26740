"""How is a number of each county drawn on the map of Sweden?"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import altair as alt

from balint.figures.charts import inline
from balint.figures.counties import Feature, county_centres, county_hatching, county_shapes
from balint.figures.look import IN_MARKS, Drawing, Look

WIDTH, HEIGHT = 330, 640
REGIONS = "regions"
"""The name of the layer whose shapes can be chosen on a page."""
CODE = "id"
"""The field that tells which one was chosen, also where a line lies over its shape."""

# Where the middle of a county is no place for its number: degrees to the east and north.
MOVED = {
    "03": (0.1, 0.15),
    "04": (0.0, -0.1),
    "08": (-0.1, 0.1),
    "13": (-0.05, 0.0),
    "20": (-0.4, -0.1),
    "23": (-0.5, -0.1),
}
AT_SEA = {"01": (1.65, -0.1)}
"""Where a county is too narrow for its number: how far off it stands, a line leads to it."""
NONE, NUMBER, HATCHED = "none", "number", "hatched"
BOX, LINE = 14, 22
"""Size of a key of the legend and distance to the next, px."""

Axis = TypeVar("Axis", alt.X, alt.Y)


@dataclass(frozen=True, slots=True)
class Place:
    """What the map says of one county."""

    region_code: str
    region: str
    kind: str
    """`number`, `none` for nothing reported, `hatched` for what is not known or not shown."""
    value: float
    """0 where there is none to colour by."""
    text: str
    """The number as it stands on the map."""
    told: str
    """What a pointer that rests there is told."""


def county_map(
    places: Sequence[Place],
    *,
    steps: Sequence[tuple[float, str]],
    keys: Mapping[str, str],
    told: Sequence[str],
    marked: str | None,
    look: Look,
) -> Drawing:
    """Draw the counties, a number in each, and one of them outlined.

    Takes: `steps`, from which number on each shade is, and its name, the least first; they are
    the same for every round, so that maps can be compared; `keys`, what the kinds `none` and
    `hatched` mean, where they occur; `told`, what the region and its number are called;
    `marked`, the code of the county to outline.
    """
    tooltip = [
        alt.Tooltip("properties.region:N", title=told[0]),
        alt.Tooltip("properties.told:N", title=told[1]),
    ]
    shades = [look.shade(place / (len(steps) - 1)) for place in range(len(steps))]
    fills = {place.region_code: _fill(place, steps, shades, look) for place in places}
    layers = [
        _shapes(places, county_shapes(), fills)
        .mark_geoshape(stroke=look.muted, strokeWidth=0.7)
        .encode(color=alt.Color("properties.fill:N", scale=None), tooltip=tooltip)
        .properties(name=REGIONS),
        *(lines.encode(tooltip=tooltip) for lines in _hatched(places, look)),
        *(line.encode(tooltip=tooltip) for line in _outlined(places, marked, look)),
        *_numbers(places, fills, look),
        *_legend([*zip(shades, (name for _, name in steps), strict=True)], keys, look),
    ]
    return (
        alt.layer(*layers)
        .project("conicEqualArea", parallels=[55, 69], rotate=[-16, 0, 0])
        .properties(width=WIDTH, height=HEIGHT)
    )


def _fill(
    place: Place, steps: Sequence[tuple[float, str]], shades: Sequence[str], look: Look
) -> str:
    """Colour by the number; a county without one has the colour of the ground."""
    if place.kind != NUMBER:
        return look.ground
    return shades[max(0, bisect.bisect_right([least for least, _ in steps], place.value) - 1)]


def _shapes(
    places: Sequence[Place],
    features: Mapping[str, Feature],
    fills: Mapping[str, str] | None = None,
) -> alt.Chart:
    """Give each place its shape; whichever of them is met tells the region."""
    values = [
        {
            **features[place.region_code],
            "properties": asdict(place) | ({"fill": fills[place.region_code]} if fills else {}),
        }
        for place in places
    ]
    return alt.Chart(alt.InlineData(values=values))


def _hatched(places: Sequence[Place], look: Look) -> list[alt.Chart]:
    unknown = [place for place in places if place.kind == HATCHED]
    if not unknown:
        return []
    lines = _shapes(unknown, county_hatching())
    return [lines.mark_geoshape(filled=False, stroke=look.muted, strokeWidth=0.8)]


def _outlined(places: Sequence[Place], marked: str | None, look: Look) -> list[alt.Chart]:
    if marked is None:
        return []
    shape = _shapes([place for place in places if place.region_code == marked], county_shapes())
    return [shape.mark_geoshape(filled=False, stroke=look.ink, strokeWidth=2.6, strokeJoin="round")]


def _numbers(places: Sequence[Place], fills: Mapping[str, str], look: Look) -> list[alt.Chart]:
    """Write each number, on a lining of its county's colour where it stands out over a border."""
    labels = [_label(place, fills[place.region_code], look) for place in places]
    base = alt.Chart(inline(labels)).encode(
        longitude="longitude:Q", latitude="latitude:Q", text="text:N"
    )
    lines = alt.Chart(inline(label for label in labels if label["at_sea"] and label["text"]))
    return [
        lines.mark_rule(stroke=look.ink, strokeWidth=1).encode(
            longitude="from:Q", latitude="middle:Q", longitude2="to:Q", latitude2="latitude:Q"
        ),
        base.mark_text(fontWeight=600, strokeWidth=4, strokeJoin="round").encode(
            stroke=alt.Stroke("fill:N", scale=None), color=alt.Color("fill:N", scale=None)
        ),
        base.mark_text(fontWeight=600).encode(color=alt.Color("ink:N", scale=None)),
    ]


def _label(place: Place, fill: str, look: Look) -> dict[str, Any]:
    code = place.region_code
    east, north = AT_SEA.get(code) or MOVED.get(code, (0.0, 0.0))
    longitude, latitude = county_centres()[code]
    at_sea = code in AT_SEA
    return {
        "text": place.text,
        "fill": look.ground if at_sea else fill,
        "ink": look.ink if at_sea else look.on(fill),
        "longitude": longitude + east,
        "latitude": latitude + north,
        "at_sea": at_sea,
        "from": longitude + 0.35,
        "middle": latitude,
        "to": longitude + east - 0.6,
    }


def _legend(
    shades: Sequence[tuple[str, str]], keys: Mapping[str, str], look: Look
) -> list[alt.Chart]:
    """Say over the sea of the north-west what each shade and a county without a number mean."""
    boxes = [(look.ground, kind, meaning) for kind, meaning in keys.items()]
    boxes += [(fill, NUMBER, name) for fill, name in shades]
    tops = range(8, 8 + LINE * len(boxes), LINE)
    rows = [
        {
            "fill": fill,
            "zero": "0" if kind == NONE else "",
            "text": meaning,
            "top": top,
            "middle": top + BOX / 2,
            "end": top + BOX,
        }
        for top, (fill, kind, meaning) in zip(tops, boxes, strict=True)
    ]
    lines = [
        {"x": 1 + start, "x2": 1 + end, "y": top + below, "y2": top + above}
        for top, (_, kind, _) in zip(tops, boxes, strict=True)
        if kind == HATCHED
        for start, end, below, above in ((0, 7, 7, 0), (0, 14, 14, 0), (7, 14, 14, 7))
    ]
    drawn = alt.Chart(inline(rows))
    middle = drawn.encode(y=_at(alt.Y, "middle"))
    return [
        drawn.mark_rect(stroke=look.muted, strokeWidth=1).encode(
            x=alt.value(1),
            x2=alt.value(1 + BOX),
            y=_at(alt.Y, "top"),
            y2="end:Q",
            fill=alt.Fill("fill:N", scale=None),
        ),
        alt.Chart(inline(lines))
        .mark_rule(stroke=look.muted, strokeWidth=1)
        .encode(x=_at(alt.X, "x"), x2="x2:Q", y=_at(alt.Y, "y"), y2="y2:Q"),
        middle.mark_text(fontSize=IN_MARKS, fontWeight=600, color=look.ink).encode(
            x=alt.value(1 + BOX / 2), text="zero:N"
        ),
        middle.mark_text(align="left", color=look.ink).encode(x=alt.value(BOX + 9), text="text:N"),
    ]


def _at(channel: type[Axis], field: str) -> Axis:
    """Give the place that a field states in px."""
    return channel(f"{field}:Q", scale=None, axis=None)
