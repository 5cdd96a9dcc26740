"""Which kinds of charts do the figures share? Each takes finished rows and one look."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.look import LINE, Drawing, Look, wrap
from balint.words import Words

ROW_HEIGHT = 36
PERSON: Mapping[str, Any] = {
    "filled": False,
    "fill": "transparent",
    "size": 20,
    "strokeWidth": 1.2,
    "opacity": 1,
}
"""How a single person is drawn: as a ring, which shows those behind it and stands out by itself."""
LEAST_NUMBERED = 0.05
"""The share of the longest bar from which a part has room for its number, on a phone too."""
BESIDE_LINE = 0.075
"""Up to this share of the plot from a line, a number is written away from it, on a phone too."""
STACK = 22
"""Height of a stacked bar; the numbers of parts without room stand above or below it, px."""


def inline(rows: Iterable[Any]) -> alt.InlineData:
    """Put rows into the specification itself."""
    return alt.InlineData(values=[dict(row) for row in rows])


def broken_labels(names: Sequence[str], width: int) -> str:
    """Write the Vega expression that shows each of some axis labels broken into lines."""
    return lines_by_name({name: wrap(name, width) for name in names if len(name) > width})


def lines_by_name(lines: Mapping[str, Sequence[str]]) -> str:
    """Write the Vega expression that shows each named axis label in its lines."""
    cases = "".join(
        f"datum.value === {json.dumps(name)} ? {json.dumps(list(found))} : "
        for name, found in lines.items()
    )
    return f"{cases}datum.value"


def above_plot(lines: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Give an axis at the top room for its labels; Vega lets all but their first line hang down."""
    most = max(map(len, lines), default=1)
    return {
        "orient": "top",
        "labelAngle": 0,
        "labelBaseline": "top",
        "labelPadding": most * LINE + 4,
        "labelFlush": False,
    }


def beside_middle(lines: Mapping[str, Sequence[str]]) -> alt.ExprRef:
    """Raise labels of several lines to the middle of their row; Vega hangs all but the first below.

    Returns: what is added to the place of each label, px.
    """
    rises = {name: (len(found) - 1) * LINE / 2 for name, found in lines.items()}
    cases = "".join(
        f"datum.value === {json.dumps(name)} ? {-rise} : " for name, rise in rises.items() if rise
    )
    return alt.ExprRef(f"{cases}0")


def wrapped_rows(field: str, order: Sequence[str], width: int = 24) -> alt.Y:
    """Lay out named things below each other, their names broken into lines."""
    return rows_in_lines(field, {name: wrap(name, width) for name in order})


def rows_in_lines(field: str, lines: Mapping[str, Sequence[str]]) -> alt.Y:
    """Lay out named things below each other, each shown as some lines."""
    axis = alt.Axis(
        labelLimit=240,
        labelLineHeight=LINE,
        labelExpr=lines_by_name(lines),
        labelOffset=beside_middle(lines),
    )
    return alt.Y(f"{field}:N", title=None, sort=list(lines), axis=axis)


def row_step(names: Sequence[str], least: int, width: int = 24, *, lanes: bool = False) -> alt.Step:
    """Give each row, with all its lanes where it has any, the height of the longest name, px."""
    lines = max((len(wrap(name, width)) for name in names), default=1)
    height = max(least, lines * LINE + 8)
    return lane_step(height) if lanes else alt.Step(height)


def lane_step(height: int) -> alt.Step:
    """Give each row, with all its lanes, a height, px."""
    of_rows: dict[str, Any] = {"for": "position"}
    return alt.Step(height, **of_rows)


def text_on_scale(value: str, most: float, look: Look) -> Any:
    """Colour the text on marks that the one-hue scale fills, from 0 to `most`."""
    low, high = map(look.on, look.sequence)
    turn = next(step for step in range(101) if look.on(look.shade(step / 100)) == high)
    return alt.condition(f"{value} >= {most * turn / 100}", alt.value(high), alt.value(low))


def bars(rows: Sequence[Any], *, label: str, value: str, look: Look) -> Drawing:
    """Draw horizontal bars with their number at the end, whose unit the subtitle says."""
    order = [row[label] for row in rows]
    base = alt.Chart(inline(rows), height=row_step(order, ROW_HEIGHT)).encode(
        y=wrapped_rows(label, order),
        x=alt.X(f"{value}:Q", title=None, axis=None, scale=alt.Scale(domainMin=0)),
    )
    return alt.layer(
        base.mark_bar(color=look.primary, height=alt.RelativeBandSize(0.62)),
        base.mark_text(align="left", dx=6, color=look.ink).encode(text=alt.Text(f"{value}:Q")),
    )


def stacked_bars(
    rows: Sequence[Mapping[str, Any]],
    parts: Mapping[str, tuple[str, str]],
    *,
    row_title: str,
    value_title: str,
    say: Words,
    look: Look,
) -> Drawing:
    """Draw named rows (label) as bars of counted parts, each with its number in it or beside it.

    Takes: `parts`, the name and the fill of each by its column, in order; there is a legend where
    they are several. The bar of a row that is `hollow` is an outline.
    """
    names = [row["label"] for row in rows]
    y = wrapped_rows("label", names, 18).scale(domain=names)  # one without any has its place
    pieces = list(_pieces(rows, parts, look))
    lanes = {piece["lane"] for piece in pieces}
    legend = (
        alt.Legend(columns=2, symbolStrokeColor=look.muted, symbolStrokeWidth=1)
        if len(parts) > 1
        else None
    )
    step = row_step(names, STACK + 14 * len(lanes), 18)
    base = alt.Chart(inline(pieces), height=step)
    shown = base.encode(y=y)
    return alt.layer(
        shown.mark_bar(height=STACK, cornerRadius=0, strokeWidth=1).encode(
            stroke=alt.Stroke("stroke:N", scale=None),
            fillOpacity=alt.condition("datum.hollow", alt.value(0), alt.value(1)),
            x=alt.X("start:Q", title=None, axis=None),
            x2="end:Q",
            color=alt.Color(
                "part:N",
                title=None,
                legend=legend,
                sort=[name for name, _ in parts.values()],
                scale=alt.Scale(
                    domain=[name for name, _ in parts.values()],
                    range=[fill for _, fill in parts.values()],
                ),
            ),
            tooltip=[
                alt.Tooltip("label:N", title=row_title),
                alt.Tooltip("part:N", title=say("Groups")),
                alt.Tooltip("groups:Q", title=value_title),
            ],
        ),
        *(
            shown.transform_filter(f"datum.lane === {lane}")
            .mark_text(fontWeight=600, dy=lane * (STACK / 2 + 8))
            .encode(
                x="middle:Q",
                text="groups:Q",
                color=alt.Color("ink:N", scale=None),
            )
            for lane in sorted(lanes)
        ),
    )


def _pieces(
    rows: Sequence[Mapping[str, Any]], parts: Mapping[str, tuple[str, str]], look: Look
) -> Iterator[dict[str, Any]]:
    """Lay the parts of each row end to end.

    The number of a part stands in it (lane 0) or above it (-1), or below it (1) where the one
    before has its number above.
    """
    most = max(sum(row[part] for part in parts) for row in rows)
    for row in rows:
        start, lane, is_hollow = 0, 0, bool(row.get("hollow"))
        for part, (name, fill) in parts.items():
            if not row[part]:
                continue
            end = start + row[part]
            has_room = row[part] >= LEAST_NUMBERED * most
            lane = 0 if has_room else 1 if lane == -1 else -1
            yield {
                "label": row["label"],
                "part": name,
                "groups": row[part],
                "ink": look.on(fill) if has_room and not is_hollow else look.ink,
                "stroke": fill if is_hollow else look.muted,
                "hollow": is_hollow,
                "lane": lane,
                "start": start,
                "end": end,
                "middle": (start + end) / 2,
            }
            start = end


def lane_offset(field: str, first: float, last: float, *, step: int) -> alt.YOffset:
    """Lay out numbered places within rows of `step` px, from the first above to the last below.

    Versions of Vega-Lite put the first at different ends where no range is given.
    """
    within = [0, 0.8 * step]  # Vega-Lite leaves a fifth between rows that have lanes
    return alt.YOffset(f"{field}:Q", scale=alt.Scale(domain=[first, last], range=within))


def score_axis(field: str, title: str) -> alt.X:
    """Lay out scores from 0 to 10, with the same numbers on a phone too."""
    return alt.X(
        f"{field}:Q",
        title=title,
        scale=alt.Scale(domain=[0, 10], nice=False),
        # Without a count of ticks Vega leaves out every second one where the plot is narrow.
        axis=alt.Axis(values=[0, 2, 4, 6, 8, 10], tickCount=6, format="d"),
    )


def told_apart(
    channel: str,
    field: str,
    names: Sequence[str],
    values: Sequence[Any],
    legend: alt.Legend | None = None,
) -> Any:
    """Give each of some names its own value on one channel; one legend shows all channels."""
    scale = alt.Scale(domain=list(names), range=list(values))
    more = {"legend": legend} if legend else {}
    return getattr(alt, channel)(f"{field}:N", title=None, scale=scale, **more)


def zero_line(look: Look) -> alt.Chart:
    """Draw the line at which there is no difference."""
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}]))
    drawn: alt.Chart = zero.mark_rule(color=look.muted, strokeWidth=1).encode(x="zero:Q")
    return drawn


def numbers_above(
    base: alt.Chart, look: Look, *, x: str, text: Any, side: str = ""
) -> list[alt.Chart]:
    """Write a number above each point, lined with the ground so that no line runs through it.

    Takes: `side`, the expression that is negative or positive where the number must stand to
    that side of its point.
    """
    told = base.encode(x=x, text=text)
    style: dict[str, Any] = {"dy": -16, "fontWeight": 600}
    if side:
        align = f"{side} < 0 ? 'right' : {side} > 0 ? 'left' : 'center'"
        style |= {"align": alt.ExprRef(align), "dx": alt.ExprRef(f"2 * {side}")}
    lining = told.mark_text(**style, stroke=look.ground, strokeWidth=4, strokeJoin="round")
    return [lining, told.mark_text(**style, color=look.ink)]


def side_of_line(value: float, lines: Iterable[float], *, width: float) -> int:
    """Say to which side of its point a number stands, so that no upright line near it meets it.

    Takes: `width`, of the plot in the unit of the value. Returns: -1 for left, 1 for right, or 0.
    """
    near = [line for line in lines if abs(value - line) <= BESIDE_LINE * width]
    line = min(near, key=lambda line: abs(value - line), default=value)
    return (value > line) - (value < line)


def interval_chart(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    domain: tuple[float, float],
    limit: float | None = None,
    say: Words,
    look: Look,
) -> Drawing:
    """Draw named values with their intervals (label, value, low, high) beside a zero line.

    Zero and one have a number on the axis where they are within the domain. The number of a value
    stands beside the lines near it.
    Takes: `limit`, where a dashed line says what is enough.
    """
    width = domain[1] - domain[0]
    step = 0.5 if width > 1.5 else 0.25
    ticks = [step * n for n in range(math.ceil(domain[0] / step), int(domain[1] / step) + 1)]
    lines = [0.0] if limit is None else [0.0, limit]
    told = [{**row, "side": side_of_line(row["value"], lines, width=width)} for row in rows]
    base = alt.Chart(inline(told), height=alt.Step(46)).encode(
        y=wrapped_rows("label", [row["label"] for row in rows], 18),
        tooltip=[
            alt.Tooltip("label:N", title=say("Part")),
            alt.Tooltip("value:Q", title=say("Value"), format=".2f"),
            alt.Tooltip("low:Q", title=say("95% interval, from"), format=".2f"),
            alt.Tooltip("high:Q", title=say("95% interval, to"), format=".2f"),
        ],
    )
    x_scale = alt.Scale(domain=list(domain), nice=False)
    axis = alt.Axis(values=ticks, labelExpr="format(datum.value, '~f')")
    enough = alt.Chart(inline([{"limit": limit}]))
    dashed = enough.mark_rule(color=look.muted, strokeDash=[4, 4]).encode(x="limit:Q")
    return alt.layer(
        zero_line(look),
        *((dashed,) if limit is not None else ()),
        base.mark_rule(color=look.primary, strokeWidth=2).encode(
            x=alt.X("low:Q", title=title, scale=x_scale, axis=axis),
            x2="high:Q",
        ),
        base.mark_point(size=150, color=look.primary, opacity=1).encode(x="value:Q"),
        *numbers_above(
            base, look, x="value:Q", text=alt.Text("value:Q", format=".2f"), side="datum.side"
        ),
    )
