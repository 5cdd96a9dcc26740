"""How are rates of regions drawn within the limits that their sizes allow by chance?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import numpy as np

from balint.figures.charts import inline
from balint.figures.counties import short_region
from balint.figures.look import LINE, Drawing, Look
from balint.statistics.rates import funnel_limits
from balint.words import Words

LEVELS = (0.95, 0.998)
LIMITS = ("low_95", "high_95", "low_998", "high_998")

HEIGHT = 360
"""Of the plot, px."""
NARROWEST = 240
"""Width of the plot on a phone, px."""
LETTER = 7
"""Width of a letter of a name, px."""
SIDES: dict[str, dict[str, Any]] = {
    "left": {"align": "right", "dx": -7},
    "right": {"align": "left", "dx": 7},
}
"""How a name stands on each side of its dot."""
DOT, RISE = 6, 9
"""Half the width of a dot, and how far above its middle a name stands, px."""
LARGEST = 3
"""This many of the largest regions are named, where there is room."""
INSET = 4
"""How far what is written of the country stands from the side of the plot, and a band's name from
other names, px."""

Rows = Sequence[Mapping[str, Any]]
Box = tuple[float, float, float, float]
"""Left, right, low and high end of a text, px from the lower left corner of the plot."""


def limits_by_size(populations: Sequence[float], rate: float) -> list[dict[str, float]]:
    """Give the limits (LIMITS) for regions of these sizes, per 100,000."""
    funnel = funnel_limits(populations, rate=rate, levels=LEVELS)
    columns = (funnel.low[0], funnel.high[0], funnel.low[1], funnel.high[1])
    return [
        {name: float(value) for name, value in zip(LIMITS, values, strict=True)}
        for values in zip(*columns, strict=True)
    ]


@dataclass(slots=True)
class Plot:
    """Where dots and texts stand in the plot of a phone, px from its lower left corner."""

    people: tuple[float, float]
    """Ends of the axis of inhabitants."""
    top: float
    """End of the axis of rates."""
    dots: dict[str, tuple[float, float]] = field(default_factory=dict)
    texts: list[Box] = field(default_factory=list)

    def across(self, people: float) -> float:
        """Give the place of a number of inhabitants."""
        least, most = self.people
        return float(NARROWEST * np.log(people / least) / np.log(most / least))

    def up(self, rate: float) -> float:
        """Give the place of a rate."""
        return HEIGHT * rate / self.top

    def meets_a_text(self, box: Box) -> bool:
        """Say whether a text there would lie on another."""
        left, right, low, high = box
        return any(
            left <= end and right >= start and low <= above and high >= below
            for start, end, below, above in self.texts
        )

    def dots_met(self, box: Box, but: str = "") -> int:
        """Count the dots over which a text there would run, its own left out."""
        left, right, low, high = box
        return sum(
            left - DOT < x < right + DOT and low - DOT < y < high + DOT
            for code, (x, y) in self.dots.items()
            if code != but
        )


def plot_of(rows: Rows, people: tuple[float, float], top: float) -> Plot:
    """Give the plot with the dots of some regions, between these ends of its axes."""
    plot = Plot(people, top)
    plot.dots.update(
        {
            row["region_code"]: (plot.across(row["inhabitants"]), plot.up(row["groups_per_100k"]))
            for row in rows
        }
    )
    return plot


def funnel_chart(rows: Rows, rate: float, marked: str | None, say: Words, look: Look) -> Drawing:
    """Draw the rate of each region by its size, in front of the limits and the common rate."""
    people = [row["inhabitants"] for row in rows]
    grid = np.geomspace(0.8 * min(people), 1.15 * max(people), 60)
    edges = [
        {"inhabitants": float(size), **limits}
        for size, limits in zip(grid, limits_by_size(list(grid), rate), strict=True)
    ]
    top = 1.08 * max(max(row["groups_per_100k"], row["high_998"]) for row in rows)
    plot = plot_of(rows, (float(grid[0]), float(grid[-1])), top)
    sides = named_sides(rows, marked, plot)
    x = alt.X(
        "inhabitants:Q",
        title=say("inhabitants (log scale)"),
        scale=alt.Scale(type="log", base=2, domain=list(plot.people), nice=False),
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
    told = [
        {
            **row,
            "name": short_region(row["region"]),
            "side": sides.get(row["region_code"]),
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
    # Each gives way to the texts before it, whatever lies on top in the drawing.
    bands = _level_names(plot, edges, say, look)
    country = _country_name(plot, rate, say, look)
    fill = alt.condition("datum.outside", alt.value(look.categories[4]), alt.value(look.primary))
    return alt.layer(
        funnel.mark_area(color=look.sequence[0], opacity=0.9, clip=True).encode(
            x=x, y=alt.Y("low_998:Q", title=y_title, scale=y_scale), y2="high_998:Q"
        ),
        funnel.mark_area(color=look.line, opacity=0.7, clip=True).encode(
            x=x, y="low_95:Q", y2="high_95:Q"
        ),
        bands,
        alt.Chart(inline([{"rate": rate}]))
        .mark_rule(color=look.muted, strokeDash=[4, 3])
        .encode(y="rate:Q"),
        country,
        dots.transform_filter("datum.marked").mark_point(
            size=330, fill="transparent", stroke=look.ink, strokeWidth=2.5, opacity=1
        ),
        dots.mark_point(size=90, opacity=1).encode(fill=fill),
        *(
            dots.transform_filter(f"datum.side === '{side}'")
            .mark_text(**place, dy=-RISE, color=look.ink)
            .encode(text="name:N")
            for side, place in SIDES.items()
        ),
    )


def named_sides(rows: Rows, marked: str | None, plot: Plot) -> dict[str, str]:
    """Choose whose names have room on a phone: the marked region, those outside, the largest.

    A name that is wanted stands even over a dot; one of the largest only where none is in its way.
    Returns: by region, on which side of its dot its name stands; the plot has these names then.
    """
    wanted = sorted(
        (row for row in rows if row["outside"] or row["region_code"] == marked),
        key=lambda row: row["region_code"] != marked,
    )
    largest = sorted(rows, key=lambda row: -row["inhabitants"])[:LARGEST]
    sides: dict[str, str] = {}
    for row in (*wanted, *(row for row in largest if row not in wanted)):
        code = row["region_code"]
        (x, y), long = plot.dots[code], LETTER * len(short_region(row["region"]))
        low, high = y + RISE - LINE / 2, y + RISE + LINE / 2
        free = {
            side: box
            for side, box in (
                ("left", (x - long, x, low, high)),
                ("right", (x, x + long, low, high)),
            )
            if box[0] >= 0 and box[1] <= NARROWEST and not plot.meets_a_text(box)
        }
        clear = [side for side, box in free.items() if not plot.dots_met(_down(box), but=code)]
        if chosen := [*clear, *(free if row in wanted else ())]:
            sides[code] = chosen[0]
            plot.texts.append(free[chosen[0]])
    return sides


def _down(box: Box) -> Box:
    """Give a name's place and what is right below it, where another dot would seem to be named."""
    left, right, low, high = box
    return left, right, low - RISE - DOT, high


def _level_names(
    plot: Plot, edges: Sequence[Mapping[str, float]], say: Words, look: Look
) -> alt.Chart:
    """Name each band as far to the right as its name has room; the plot has these names then."""
    names = []
    for name, below, above in (
        (say.percent(0.998, 1), "high_95", "high_998"),
        (say.percent(0.95), "low_95", "high_95"),
    ):
        half = LETTER * len(name) / 2
        for people, rate in _places_within(plot, edges, below, above, half):
            x, y = plot.across(people), plot.up(rate)
            box = (x - half - INSET, x + half + INSET, y - LINE / 2, y + LINE / 2)
            if not plot.meets_a_text(box) and not plot.dots_met(box):
                plot.texts.append(box)
                names.append({"inhabitants": people, "rate": rate, "name": name})
                break
    base = alt.Chart(inline(names)).encode(x="inhabitants:Q", y="rate:Q", text="name:N")
    named: alt.Chart = base.mark_text(color=look.ink)
    return named


def _places_within(
    plot: Plot, edges: Sequence[Mapping[str, float]], below: str, above: str, half: float
) -> Iterator[tuple[float, float]]:
    """Give the places, from the right, where a text of this half width lies between two edges."""
    for edge in reversed(edges):
        x = plot.across(edge["inhabitants"])
        under = [each for each in edges if abs(plot.across(each["inhabitants"]) - x) <= half]
        low, high = max(each[below] for each in under), min(each[above] for each in under)
        if half <= x <= NARROWEST - half and plot.up(high) - plot.up(low) >= LINE:
            yield edge["inhabitants"], high - (LINE / 2) * plot.top / HEIGHT


def _country_name(plot: Plot, rate: float, say: Words, look: Look) -> alt.Chart:
    """Say beside the dashed line what it is, as far to the left as that runs over nothing else.

    It stands in two lines above the dashed one, in one below it, or higher where names lie there.
    """
    lines, y = [say("the country:"), say.number(rate, 2)], plot.up(rate)
    shapes = [(lines, y + 2), ([" ".join(lines)], y - 2 - LINE), (lines, y + 2 + LINE)]
    places = [
        (said, (left, left + long, low, low + len(said) * LINE))
        for said, low in shapes
        for long in [LETTER * max(map(len, said))]
        for left in range(INSET, NARROWEST - long - INSET, 2 * INSET)
        if low >= DOT
    ]
    said, (left, _, low, high) = min(
        places, key=lambda place: (plot.meets_a_text(place[1]), plot.dots_met(place[1]))
    )
    base = alt.Chart(inline([{"rate": (low + high) / 2 * plot.top / HEIGHT, "lines": said}]))
    named: alt.Chart = base.encode(y="rate:Q").mark_text(
        x=alt.ExprRef(f"width * {left / NARROWEST}"),
        align="left",
        baseline="middle",
        dy=-(len(said) - 1) * LINE / 2,
        lineHeight=LINE,
        color=look.ink,
        text=alt.ExprRef("datum.lines"),
    )
    return named
