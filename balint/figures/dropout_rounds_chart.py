"""How are the ranks of several rounds drawn beside each other, those in print hollow?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.charts import broken_labels, inline, row_step, told_apart, wrapped_rows
from balint.figures.dropout_leaders import reason_names
from balint.figures.look import Drawing, Look
from balint.words import Words

LANE, LEAST = 22, 42
"""Height of a round's line within a row, and of a row at least, px."""
LETTERS = 24
"""Length of a line of a reason's name."""
SHAPES = ("diamond", "square", "triangle-up", "cross")
"""The marks of the rounds before the latest, which is a circle."""


def rounds_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    """Draw a row for each reason, with a line for each round and its interval, oldest first.

    Only reasons that moved for certain have colour, where a change can be told.
    """
    rounds = list(dict.fromkeys(row["label"] for row in rows))
    compared = any(row["change"] is not None for row in rows)
    moved = {
        row["reason"]
        for row in rows
        if row["change"] and row["change_low"] * row["change_high"] > 0
    }
    drawn = [
        {
            **row,
            "name": reason_names(say)[row["reason"]].capitalize(),
            "sure": row["reason"] in moved or not compared,
            "latest": row["label"] == rounds[-1],
        }
        for row in rows
    ]
    names = [row["name"] for row in drawn if row["latest"]]  # in the order of their mean places
    step = row_step(names, max(LEAST, LANE * len(rounds) + 10), LETTERS, lanes=True)
    base = alt.Chart(inline(drawn), height=step).encode(
        y=wrapped_rows("name", names, LETTERS),
        yOffset=alt.YOffset("label:N", scale=alt.Scale(domain=rounds, paddingOuter=0.2)),
        tooltip=[
            alt.Tooltip("label:N", title=say("Round")),
            alt.Tooltip("reason_label:N", title=say("Reason")),
            alt.Tooltip("rank:Q", title=say("Rank")),
            alt.Tooltip("rank_low:Q", title=say("Rank at best")),
            alt.Tooltip("rank_high:Q", title=say("Rank at worst")),
        ],
    )
    x = alt.X(
        "rank_low:Q",
        title=say("rank (1 = first), with the ranks that the sample allows")
        if any(row["rank_low"] for row in rows)
        else say("rank (1 = weightiest)"),
        scale=alt.Scale(domain=[0.6, 7.4], nice=False),
        axis=alt.Axis(values=list(range(1, 8)), tickCount=7, format="d"),
    )
    line = look.primary if moved or not compared else look.muted
    printed = {row["label"] for row in rows if row["reference"]}
    fills = [look.card if label in printed else line for label in rounds]
    legend = alt.Legend(labelExpr=broken_labels(rounds, 22), symbolStrokeWidth=2)
    shapes = [SHAPES[place % len(SHAPES)] for place in range(len(rounds) - 1)]
    stroke = told_apart("Stroke", "label", rounds, [line] * len(rounds), legend)
    fill = told_apart("Fill", "label", rounds, fills, legend)
    unsure = alt.value(look.muted)
    return alt.layer(
        base.transform_filter("isValid(datum.rank_low)")
        .mark_rule(strokeWidth=2.5, strokeCap="round", opacity=0.6)
        .encode(
            x=x,
            x2="rank_high:Q",
            stroke=alt.condition("datum.sure", alt.value(look.primary), unsure),
        ),
        base.mark_point(strokeWidth=2.2, size=150, opacity=1).encode(
            x="rank:Q",
            stroke=alt.condition("datum.sure", stroke, unsure),
            fill=alt.condition("datum.sure || datum.reference", fill, unsure),
            shape=told_apart("Shape", "label", rounds, [*shapes, "circle"], legend),
        ),
    )
