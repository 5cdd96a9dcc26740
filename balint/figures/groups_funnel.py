"""Has any region more or fewer groups for its people than chance allows?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import inline
from balint.figures.counties import MARKED, chosen_first, chosen_name, chosen_region, short_region
from balint.figures.look import LINE, Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.statistics.rates import funnel_limits
from balint.words import Words, later

LEVELS = (0.95, 0.998)
LIMITS = ("low_95", "high_95", "low_998", "high_998")


HEIGHT = 330
"""Of the plot, px."""
NARROWEST = 240
"""Width of the plot on a phone, px."""
LETTER = 7
"""Width of a letter of a region's name, px."""
SIDES: dict[str, dict[str, Any]] = {
    "left": {"align": "right", "dx": -7},
    "right": {"align": "left", "dx": 7},
}
"""How a name stands on each side of its dot."""
DOT, RISE = 6, 9
"""Half the width of a dot, and how far above its middle a name stands, px."""
LARGEST = 3
"""This many of the largest regions are named, where there is room."""


@figure(
    "groups-funnel",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Has any region more or fewer groups than chance allows?"),
    options={"region": MARKED},
)
def groups_funnel(ask: Ask) -> Answer:
    """Set each region's groups per inhabitants against what its size allows by chance."""
    say = ask.say
    found = ask.rows("groups/by_region", round_id=ask.round.id)
    day = found[0]["population_date"]
    rate = 1e5 * sum(row["groups"] for row in found) / sum(row["inhabitants"] for row in found)
    rows = _funnel_rows(found, rate)
    total = sum(row["groups"] for row in rows)
    chosen_first(rows, ask)
    marked = chosen_region(ask)
    per_100k = say("per 100,000 inhabitants")
    return Answer(
        title=_funnel_title(say, rows, total),
        subtitle=ringed(
            say,
            say.plural(
                "Groups per 100,000 inhabitants by size of region; 1 active group",
                "Groups per 100,000 inhabitants by size of region; {n} active groups",
                total,
            ),
            chosen_name(ask),
        ),
        sentence=_funnel_sentence(say, rows, rate, total),
        n={"groups": total, "regions": len(rows)},
        columns=(
            Column("region_code", say("County code"), code=True),
            Column("region", say("Region")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("inhabitants", say("Inhabitants"), say("people"), decimals=0),
            Column("groups_per_100k", say("Groups per 100,000"), per_100k, decimals=2),
            Column("low_95", say("95% of regions, from"), per_100k, decimals=2),
            Column("high_95", say("95% of regions, to"), per_100k, decimals=2),
            Column("low_998", say("99.8% of regions, from"), per_100k, decimals=2),
            Column("high_998", say("99.8% of regions, to"), per_100k, decimals=2),
            Column("outside", say("Outside 99.8%")),
        ),
        rows=rows,
        notes=(
            say("Only groups whose status is active are counted; resting and ended are not."),
            say("Inhabitants on {day}.", day=say.date(day)),
            say(
                "Funnel limits: how far rates would scatter by chance if every region had the "
                "country's common rate (exact Poisson limits, interpolated). Of 21 regions about "
                "one is expected outside the 95% limits by chance alone, hardly any outside 99.8%."
            ),
            say(
                "Groups that nobody reported are missing, and inhabitants are not physicians: a "
                "region outside the limits is a reason to ask, not a verdict."
            ),
        ),
        sources=(
            round_source(ask),
            say("Inhabitants: Statistics Sweden's population by county"),
        ),
        chart=(lambda look: _funnel_chart(rows, rate, marked, say, look)) if total else None,
        chart_size=(640, 400),
    )


def ringed(say: Words, subtitle: str, region: str) -> str:
    """Say round which region the chart has a ring, if any."""
    return say("{what}; ring round {region}", what=subtitle, region=region) if region else subtitle


def _funnel_rows(found: Sequence[Mapping[str, Any]], rate: float) -> list[dict[str, Any]]:
    limits = _limits([row["inhabitants"] for row in found], rate) if rate else None
    rows = []
    for place, row in enumerate(found):
        named = {
            "region_code": row["region_code"],
            "region": row["region"],
            "groups": row["groups"],
            "inhabitants": row["inhabitants"],
            "groups_per_100k": 1e5 * row["groups"] / row["inhabitants"],
        }
        if limits is None:
            rows.append(named | undetermined((*LIMITS, "outside")))
            continue
        told = limits[place]
        inside = told["low_998"] <= named["groups_per_100k"] <= told["high_998"]
        rows.append(named | told | {"outside": not inside})
    return rows


def _limits(populations: Sequence[float], rate: float) -> list[dict[str, float]]:
    funnel = funnel_limits(populations, rate=rate, levels=LEVELS)
    columns = (funnel.low[0], funnel.high[0], funnel.low[1], funnel.high[1])
    return [
        {name: float(value) for name, value in zip(LIMITS, values, strict=True)}
        for values in zip(*columns, strict=True)
    ]


def _outside(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Name the regions above the limits, and those below them."""
    outside = [row for row in rows if row["outside"]]
    above = [row for row in outside if row["groups_per_100k"] > row["high_998"]]
    below = [row for row in outside if row not in above]
    more, fewer = ([short_region(row["region"]) for row in each] for each in (above, below))
    return more, fewer


def _funnel_title(say: Words, rows: Sequence[Mapping[str, Any]], total: int) -> str:
    if not total:
        return say("No active group in any region")
    more, fewer = _outside(rows)
    outside = len(more) + len(fewer)
    if not outside:
        return say("No region has more or fewer groups than chance allows")
    if outside > 3:
        return say("{n} regions have more or fewer groups than chance allows", n=outside)
    if more and fewer:
        return say(
            "More groups than chance allows: {more}; fewer: {fewer}",
            more=say.join(more),
            fewer=say.join(fewer),
        )
    if more:
        return say.plural(
            "{regions} has more groups than chance allows",
            "{regions} have more groups than chance allows",
            outside,
            regions=say.join(more),
        )
    return say.plural(
        "{regions} has fewer groups than chance allows",
        "{regions} have fewer groups than chance allows",
        outside,
        regions=say.join(fewer),
    )


def _funnel_sentence(say: Words, rows: Sequence[Mapping[str, Any]], rate: float, total: int) -> str:
    if not total:
        return say("No active group was reported, so there is no common rate to compare with.")
    outside = [row for row in rows if row["outside"]]
    near = [row for row in rows if not row["low_95"] <= row["groups_per_100k"] <= row["high_95"]]
    parts = [
        say(
            "{groups} active groups make {rate} per 100,000 inhabitants in the country. Of "
            "{regions} regions {near} lie outside what 95% of regions would show by chance, and "
            "{outside} outside 99.8%.",
            groups=total,
            rate=say.number(rate, 2),
            regions=len(rows),
            near=len(near),
            outside=len(outside),
        )
    ]
    parts += [
        say(
            "{region}: {groups} groups, {rate} per 100,000; chance allows {low} to {high}.",
            region=short_region(row["region"]),
            groups=row["groups"],
            rate=say.number(row["groups_per_100k"], 2),
            low=say.number(row["low_998"], 2),
            high=say.number(row["high_998"], 2),
        )
        for row in outside
    ]
    return " ".join(parts)


def _funnel_chart(
    rows: Sequence[Mapping[str, Any]], rate: float, marked: str | None, say: Words, look: Look
) -> Drawing:
    people = [row["inhabitants"] for row in rows]
    grid = np.geomspace(0.8 * min(people), 1.15 * max(people), 60)
    edges = [
        {"inhabitants": float(size), **limits}
        for size, limits in zip(grid, _limits(list(grid), rate), strict=True)
    ]
    top = 1.08 * max(max(row["groups_per_100k"] for row in rows), edges[0]["high_95"])
    x = alt.X(
        "inhabitants:Q",
        title=say("inhabitants, each step twice as many"),
        scale=alt.Scale(type="log", base=2, domain=[float(grid[0]), float(grid[-1])], nice=False),
        axis=alt.Axis(
            values=[62_500 * 2**step for step in range(7)],
            format=",d",
            grid=False,
            labelSeparation=8,
        ),
    )
    y_scale = alt.Scale(domain=[0, top], nice=False, clamp=True)
    y_title = say("groups per 100,000 inhabitants")
    y = alt.Y("groups_per_100k:Q", title=y_title, scale=y_scale)
    funnel = alt.Chart(inline(edges), height=HEIGHT)
    named = _named(rows, marked, (float(grid[0]), float(grid[-1])), top)
    told = [
        {
            **row,
            "name": short_region(row["region"]),
            "side": named.get(row["region_code"]),
            "marked": row["region_code"] == marked,
        }
        for row in rows
    ]
    dots = alt.Chart(inline(told)).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("region:N", title=say("Region")),
            alt.Tooltip("groups:Q", title=say("Groups")),
            alt.Tooltip("groups_per_100k:Q", title=say("Groups per 100,000"), format=".2f"),
        ],
    )
    fill = alt.condition("datum.outside", alt.value(look.categories[4]), alt.value(look.primary))
    return alt.layer(
        funnel.mark_area(color=look.sequence[0], opacity=0.9, clip=True).encode(
            x=x, y=alt.Y("low_998:Q", title=y_title, scale=y_scale), y2="high_998:Q"
        ),
        funnel.mark_area(color=look.line, opacity=0.7, clip=True).encode(
            x=x, y="low_95:Q", y2="high_95:Q"
        ),
        _level_names(edges, say, look),
        alt.Chart(inline([{"rate": rate}]))
        .mark_rule(color=look.muted, strokeDash=[4, 3])
        .encode(y="rate:Q"),
        dots.transform_filter("datum.marked").mark_point(
            size=330, filled=False, stroke=look.ink, strokeWidth=2.5, opacity=1
        ),
        dots.mark_point(size=90, opacity=1).encode(fill=fill),
        *(
            dots.transform_filter(f"datum.side === '{side}'")
            .mark_text(**place, dy=-RISE, color=look.ink)
            .encode(text="name:N")
            for side, place in SIDES.items()
        ),
    )


def _named(
    rows: Sequence[Mapping[str, Any]], marked: str | None, people: tuple[float, float], top: float
) -> dict[str, str]:
    """Choose whose names have room on a phone: the marked region, those outside, the largest.

    A name that is wanted stands even over a dot; one of the largest only where none is in its way.
    Takes: the ends of both axes. Returns: by region, on which side of its dot its name stands.
    """
    wanted = sorted(
        (row for row in rows if row["outside"] or row["region_code"] == marked),
        key=lambda row: row["region_code"] != marked,
    )
    largest = sorted(rows, key=lambda row: -row["inhabitants"])[:LARGEST]
    scale = NARROWEST / np.log(people[1] / people[0])
    dots = {
        row["region_code"]: (
            float(scale * np.log(row["inhabitants"] / people[0])),
            HEIGHT * row["groups_per_100k"] / top,
        )
        for row in rows
    }
    placed: list[tuple[float, float, float]] = []
    sides: dict[str, str] = {}
    for row in (*wanted, *(row for row in largest if row not in wanted)):
        long = LETTER * len(short_region(row["region"]))
        x, y = dots.pop(row["region_code"])
        free = [
            side
            for side, left, right in (("left", x - long, x), ("right", x, x + long))
            if left >= 0 and right <= NARROWEST
            and not any(left <= end and right >= start and abs(y - other) <= LINE
                        for start, end, other in placed)
        ]  # fmt: skip
        clear = [side for side in free if not _met(dots, x, y, long, side)]
        chosen = [*clear, *(free if row in wanted else ())]
        dots[row["region_code"]] = (x, y)
        if chosen:
            sides[row["region_code"]] = chosen[0]
            left = x - long if chosen[0] == "left" else x
            placed.append((left, left + long, y))
    return sides


def _met(
    dots: Mapping[str, tuple[float, float]], x: float, y: float, long: float, side: str
) -> bool:
    """Say whether a name on one side of its dot at (x, y) would run over another dot."""
    left = x - long if side == "left" else x
    return any(
        left - DOT < other < left + long + DOT and abs(height - y - RISE) < LINE / 2 + DOT
        for other, height in dots.values()
    )


def _level_names(edges: Sequence[Mapping[str, float]], say: Words, look: Look) -> alt.Chart:
    """Name the two bands where the funnel is narrow."""
    end = edges[-12]
    names = [
        {"inhabitants": end["inhabitants"], "edge": end[f"high_{level}"], "name": name}
        for level, name in (("95", say.percent(0.95)), ("998", say.percent(0.998, 1)))
    ]
    base = alt.Chart(inline(names)).encode(x="inhabitants:Q", y="edge:Q", text="name:N")
    named: alt.Chart = base.mark_text(dy=-7, align="left", fontSize=12, color=look.muted)
    return named
