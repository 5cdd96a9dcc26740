"""How are changes from one round to another drawn beside a zero line?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.charts import inline, numbers_above, wrapped_rows, zero_line
from balint.figures.look import Drawing, Look, wrap
from balint.words import Words


def change_chart(
    rows: Sequence[Mapping[str, Any]], *, title: str, decimals: int, say: Words, look: Look
) -> Drawing:
    """Draw changes with their intervals, filled where they are more than chance.

    Takes: rows with name, change, low, high and sure, and wide_low and wide_high where another
    interval stands beside; `decimals`, how exactly changes are written.
    """
    number = f"+.{decimals}f"
    told = [{**row, "said": signed(say, row["change"], decimals)} for row in rows]
    ends = ("low", "high", "wide_low", "wide_high")
    reach = max(abs(row[end]) for row in rows for end in ends if row.get(end) is not None) or 1
    base = alt.Chart(inline(told), height=alt.Step(48)).encode(
        y=wrapped_rows("name", [row["name"] for row in rows], 22),
        tooltip=[
            alt.Tooltip("name:N", title=say("Part")),
            alt.Tooltip("change:Q", title=say("Change"), format=number),
            alt.Tooltip("low:Q", title=say("95% interval, from"), format=number),
            alt.Tooltip("high:Q", title=say("95% interval, to"), format=number),
        ],
    )
    x = alt.X(
        "low:Q",
        title=wrap(title, 44),
        scale=alt.Scale(domain=[-1.08 * reach, 1.08 * reach], nice=False),
        axis=signed_axis(decimals),
    )
    fill = alt.condition("datum.sure", alt.value(look.primary), alt.value(look.card))
    wide = base.transform_filter("isValid(datum.wide_low)")
    return alt.layer(
        zero_line(look),
        base.mark_rule(color=look.primary, strokeWidth=3).encode(x=x, x2="high:Q"),
        wide.mark_rule(color=look.primary, strokeWidth=1.2).encode(
            x="wide_low:Q", x2="wide_high:Q"
        ),
        base.mark_point(size=150, stroke=look.primary, strokeWidth=2.2, opacity=1).encode(
            x="change:Q", fill=fill
        ),
        *numbers_above(base, look, x="change:Q", text="said:N"),
    )


def signed_axis(decimals: int) -> alt.Axis:
    """Write the numbers of an axis with their signs; zero has none."""
    return alt.Axis(
        format=f"+.{decimals}f",
        tickCount=5,
        labelBound=True,  # beyond the plot a phone has no room
        labelExpr="datum.value === 0 ? '0' : datum.label",
    )


def signed(say: Words, value: float, decimals: int = 0) -> str:
    """Write a change with its sign."""
    return ("+" if value > 0 else "") + say.number(value, decimals)
