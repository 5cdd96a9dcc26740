"""How are stages of experience drawn beside the reference group?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.charts import inline, wrapped_rows
from balint.figures.look import Drawing, Look
from balint.statistics.samples import Floats
from balint.words import Words

Points = Mapping[tuple[str, str], Floats]
"""The scores of single people, by category and stage."""

LEGEND = alt.Legend(symbolOpacity=1)


def experience_chart(
    rows: Sequence[Mapping[str, Any]], points: Points, say: Words, look: Look
) -> Drawing:
    """Draw each stage's mean with its interval, and every person of a made-up round."""
    stages = list(dict.fromkeys(row["stage_label"] for row in rows))
    codes = list(dict.fromkeys(row["stage"] for row in rows))
    colours = {
        "reference": look.reference,
        "short": look.categories[1],
        "experienced": look.balint,
    }
    shapes = {"reference": "square", "short": "diamond", "experienced": "circle"}
    scale = alt.Scale(domain=stages, range=[colours[code] for code in codes])
    named = {(row["category"], row["stage"]): row for row in rows}
    people = [
        {"label": row["label"], "stage_label": row["stage_label"], "score": float(score)}
        for place, row in named.items()
        for score in points.get(place, ())
    ]
    y = wrapped_rows("label", list(dict.fromkeys(row["label"] for row in rows)), 18)
    offset = alt.YOffset("stage_label:N", sort=stages)
    colour = alt.Color("stage_label:N", title=None, scale=scale, legend=LEGEND)
    x = alt.X(
        "mean:Q",
        title=say("mean score, 0 to 10 (10 = most favourable)"),
        scale=alt.Scale(domain=[0, 10], nice=False),
        axis=alt.Axis(values=[0, 2, 4, 6, 8, 10], format="d"),
    )
    step = alt.Step(66, **{"for": "position"})
    base = alt.Chart(inline(rows), height=step).encode(
        y=y,
        yOffset=offset,
        color=colour,
        tooltip=[
            alt.Tooltip("label:N", title=say("Category")),
            alt.Tooltip("stage_label:N", title=say("Stage")),
            alt.Tooltip("n:Q", title=say("People")),
            alt.Tooltip("mean:Q", title=say("Mean"), format=".1f"),
        ],
    )
    layers = [
        base.mark_rule(strokeWidth=2.5).encode(x="low:Q", x2="high:Q"),
        base.mark_point(size=110, filled=True, opacity=1, stroke=look.card).encode(
            x=x,
            shape=alt.Shape(
                "stage_label:N",
                title=None,
                legend=LEGEND,
                scale=alt.Scale(domain=stages, range=[shapes[code] for code in codes]),
            ),
        ),
    ]
    if people:
        single = alt.Chart(inline(people)).mark_circle(size=22, opacity=0.35)
        layers.insert(0, single.encode(y=y, yOffset=offset, x="score:Q", color=colour))
    return alt.layer(*layers)
