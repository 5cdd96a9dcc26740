"""Which kinds of charts do the figures share? Each takes finished rows and one look."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.look import Drawing, Look
from balint.words import Words

ROW_HEIGHT = 30


def inline(rows: Sequence[Any]) -> alt.InlineData:
    """Put rows into the specification itself."""
    return alt.InlineData(values=[dict(row) for row in rows])


def wrap(text: str, width: int = 24) -> list[str]:
    """Break a label into lines of at most about `width` letters, for Vega's line lists."""
    lines: list[str] = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def broken_labels(names: Sequence[str], width: int) -> str:
    """Write the Vega expression that shows each of some axis labels broken into lines."""
    cases = "".join(
        f"datum.value === {json.dumps(name)} ? {json.dumps(wrap(name, width))} : "
        for name in names
        if len(name) > width
    )
    return f"{cases}datum.value"


def wrapped_rows(field: str, order: Sequence[str], width: int = 24) -> alt.Y:
    """Lay out named things below each other, their names broken into lines."""
    axis = alt.Axis(labelLimit=220, labelLineHeight=15, labelExpr=broken_labels(order, width))
    return alt.Y(f"{field}:N", title=None, sort=list(order), axis=axis)


def bars(rows: Sequence[Any], *, label: str, value: str, x_title: str, look: Look) -> Drawing:
    """Draw horizontal bars with their number at the end, in the order of the rows."""
    order = [row[label] for row in rows]
    base = alt.Chart(inline(rows), height=alt.Step(ROW_HEIGHT)).encode(
        y=wrapped_rows(label, order),
        x=alt.X(
            f"{value}:Q",
            title=x_title,
            axis=alt.Axis(tickMinStep=1, format="d", grid=False, labels=False),
            scale=alt.Scale(domainMin=0),
        ),
    )
    return alt.layer(
        base.mark_bar(color=look.primary, height=alt.RelativeBandSize(0.62)),
        base.mark_text(align="left", dx=6, color=look.ink).encode(text=alt.Text(f"{value}:Q")),
    )


def interval_chart(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    domain: tuple[float, float],
    say: Words,
    look: Look,
) -> Drawing:
    """Draw named values with their intervals (label, value, low, high) beside a zero line."""
    base = alt.Chart(inline(rows), height=alt.Step(46)).encode(
        y=wrapped_rows("label", [row["label"] for row in rows], 18),
        tooltip=[
            alt.Tooltip("label:N", title=say("Part")),
            alt.Tooltip("value:Q", title=say("Value"), format=".2f"),
            alt.Tooltip("low:Q", title=say("95% interval, from"), format=".2f"),
            alt.Tooltip("high:Q", title=say("95% interval, to"), format=".2f"),
        ],
    )
    zero = (
        alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        .mark_rule(color=look.muted, strokeWidth=1)
        .encode(x="zero:Q")
    )
    x_scale = alt.Scale(domain=list(domain), nice=False)
    return alt.layer(
        zero,
        base.mark_rule(color=look.primary, strokeWidth=2).encode(
            x=alt.X("low:Q", title=title, scale=x_scale, axis=alt.Axis(format=".1f")),
            x2="high:Q",
        ),
        base.mark_point(size=150, color=look.primary, opacity=1).encode(x="value:Q"),
        base.mark_text(dy=-15, color=look.ink, fontWeight=600).encode(
            x="value:Q", text=alt.Text("value:Q", format=".2f")
        ),
    )
