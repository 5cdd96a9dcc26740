"""How are changes from one round to another drawn beside a zero line?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.charts import inline, numbers_above, side_of_line, wrapped_rows, zero_line
from balint.figures.labels import signed, told_interval
from balint.figures.look import Drawing, Look
from balint.words import Words

OF_REFERENCE = "datum.is_reference === true"
"""Whether a row is of the reference group."""


def change_chart(
    rows: Sequence[Mapping[str, Any]], *, title: str, decimals: int, say: Words, look: Look
) -> Drawing:
    """Draw changes with their intervals, filled where they are more than chance.

    Takes: rows with name, change, low, high and sure, and wide_low and wide_high where another
    interval stands beside, and is_reference where they are of an arm; `decimals`, how exactly
    changes are written.
    """
    most = reach(rows)
    told = [
        {
            **row,
            "said": signed(say, row["change"], decimals),
            "interval": told_interval(
                row["low"], row["high"], say, decimals=decimals, write=signed
            ),
            "side": side_of_line(row["change"], [0], width=2 * most),
        }
        for row in rows
    ]
    base = alt.Chart(inline(told), height=alt.Step(48)).encode(
        y=wrapped_rows("name", [row["name"] for row in rows], 22),
        tooltip=[
            alt.Tooltip("name:N", title=say("Part")),
            alt.Tooltip("said:N", title=say("Change")),
            alt.Tooltip("interval:N", title=say("95% interval")),
        ],
    )
    x = signed_x("low", most, title=title, decimals=decimals)
    return alt.layer(
        zero_line(look),
        *estimates(base, x, "change", look),
        *numbers_above(base, look, x="change:Q", text="said:N", side="datum.side"),
    )


def reach(rows: Sequence[Mapping[str, Any]]) -> float:
    """Measure how far from zero the intervals of some rows go."""
    ends = ("low", "high", "wide_low", "wide_high")
    return max(abs(row[end]) for row in rows for end in ends if row.get(end) is not None) or 1


def estimates(base: alt.Chart, x: alt.X, value: str, look: Look) -> list[alt.Chart]:
    """Draw each row's interval as a thick line, its wide one thin with marked ends, and its point.

    The point is filled where the row is sure; the reference group has its colour and its square.
    """
    colour = alt.condition(OF_REFERENCE, alt.value(look.reference), alt.value(look.primary))
    shape = alt.condition(OF_REFERENCE, alt.value("square"), alt.value("circle"))
    unsure = {"test": "!datum.sure", "value": look.card}
    fill = alt.FillValue(
        look.primary, condition=[unsure, {"test": OF_REFERENCE, "value": look.reference}]
    )
    wide = base.transform_filter("isValid(datum.wide_low)")
    return [
        base.mark_rule(strokeWidth=3).encode(x=x, x2="high:Q", stroke=colour),
        wide.mark_rule(strokeWidth=1.2).encode(x="wide_low:Q", x2="wide_high:Q", stroke=colour),
        *(
            wide.mark_tick(thickness=1.2, size=9).encode(x=f"wide_{end}:Q", color=colour)
            for end in ("low", "high")
        ),
        base.mark_point(size=150, strokeWidth=2.2, opacity=1).encode(
            x=f"{value}:Q", fill=fill, stroke=colour, shape=shape
        ),
    ]


def signed_x(field: str, most: float, *, title: str, decimals: int, **axis: Any) -> alt.X:
    """Lay out what goes up to `most`, and at least a step, to both sides of zero.

    Each line of the grid has its number, with its sign, and that has room on a phone too.
    """
    steps = (part * 10.0**power for power in range(-decimals, 6) for part in (1, 2, 5))
    step = next(step for step in steps if most / step < 3)
    outer = max(1, int(most / step))
    end = max(1.08 * most, 1.2 * step * outer)
    return alt.X(
        f"{field}:Q",
        title=title,
        scale=alt.Scale(domain=[-end, end], nice=False),
        axis=alt.Axis(
            values=[step * place for place in range(-outer, outer + 1)],
            tickCount=2 * outer + 1,
            format=f"+.{decimals}f",
            labelExpr="datum.value === 0 ? '0' : datum.label",
            **axis,
        ),
    )
