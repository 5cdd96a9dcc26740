"""How are stages of experience drawn beside the reference group?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.charts import (
    PERSON,
    inline,
    lane_offset,
    lane_step,
    score_axis,
    told_apart,
    wrapped_rows,
)
from balint.figures.look import Drawing, Look
from balint.statistics.samples import Floats
from balint.words import Words

STEP = 90
"""Height of a category with its lanes, px."""

Points = Mapping[tuple[str, str], Floats]
"""The scores of single people, by category and stage."""


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
    named = {(row["category"], row["stage"]): row for row in rows}
    people = [
        {
            "label": row["label"],
            "stage_label": row["stage_label"],
            "place": codes.index(row["stage"]) - 0.4,
            "score": float(score),
        }
        for place, row in named.items()
        for score in points.get(place, ())
    ]
    shared: dict[str, Any] = {
        "y": wrapped_rows("label", list(dict.fromkeys(row["label"] for row in rows)), 18),
        "yOffset": lane_offset("place", -0.75, len(stages) - 0.65, step=STEP),
        "color": told_apart("Color", "stage_label", stages, [colours[code] for code in codes]),
    }
    shape = told_apart("Shape", "stage_label", stages, [shapes[code] for code in codes])
    x = score_axis("mean", say("mean score, 0 to 10 (10 = most favourable)"))
    step = lane_step(STEP)
    told = [{**row, "place": codes.index(row["stage"])} for row in rows]
    base = alt.Chart(inline(told), height=step).encode(
        **shared,
        tooltip=[
            alt.Tooltip("label:N", title=say("Category")),
            alt.Tooltip("stage_label:N", title=say("Stage")),
            alt.Tooltip("n:Q", title=say("People")),
            alt.Tooltip("mean:Q", title=say("Mean"), format=".1f"),
        ],
    )
    single = alt.Chart(inline(people), height=step).mark_point(**PERSON)
    return alt.layer(
        *((single.encode(x="score:Q", shape=shape, **shared),) if people else ()),
        base.mark_rule(strokeWidth=2.5).encode(x="low:Q", x2="high:Q"),
        base.mark_point(size=70, filled=True, opacity=1).encode(x=x, shape=shape),
    )
