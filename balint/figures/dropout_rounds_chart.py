"""How are the ranks of several rounds drawn beside each other, the printed ones hollow?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.charts import above_plot, inline
from balint.figures.dropout_leaders import REASONS, short_reason
from balint.figures.look import IN_MARKS, LINE, Drawing, Look, wrap
from balint.words import Words

SPREAD = 0.07
"""How far apart the reasons stand within a round, so that their intervals can be told apart."""


def rounds_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    """Draw a bump chart; reasons that moved for certain in colour, the others in grey."""
    rounds = list(dict.fromkeys(row["label"] for row in rows))
    moved = {
        row["reason"]
        for row in rows
        if row["change"] and row["change_low"] * row["change_high"] > 0
    }
    heads = [wrap(name, max(9, 26 // len(rounds))) for name in rounds]
    spread = SPREAD if len(rounds) > 1 else 0
    drawn = [
        {
            **row,
            "x": rounds.index(row["label"]) + spread * (REASONS.index(row["reason"]) - 3),
            "sure": row["reason"] in moved or len(rounds) == 1,
        }
        for row in rows
    ]
    base = alt.Chart(inline(drawn), height=420).encode(
        x=alt.X(
            "x:Q",
            title=None,
            scale=alt.Scale(domain=[-0.45, len(rounds) - 0.55], nice=False),
            axis=alt.Axis(
                values=list(range(len(rounds))),
                labelExpr=f"{json.dumps(heads)}[datum.value]",
                grid=False,
                **above_plot(heads),
            ),
        ),
        color=alt.condition("datum.sure", alt.value(look.primary), alt.value(look.muted)),
        tooltip=[
            alt.Tooltip("label:N", title=say("Round")),
            alt.Tooltip("reason_label:N", title=say("Reason")),
            alt.Tooltip("rank:Q", title=say("Rank")),
            alt.Tooltip("rank_low:Q", title=say("Rank at best")),
            alt.Tooltip("rank_high:Q", title=say("Rank at worst")),
        ],
    )
    y = _places(drawn, rounds[-1])
    layers = [
        base.mark_line(strokeWidth=1.5, opacity=0.55).encode(y=y, detail="reason:N"),
        base.transform_filter("!datum.reference")
        .mark_rule(strokeWidth=2.5, strokeCap="round", opacity=0.5)
        .encode(y="rank_low:Q", y2="rank_high:Q"),
        base.transform_filter("datum.reference")
        .mark_point(size=240, filled=False, fill=look.card, strokeWidth=2.2, opacity=1)
        .encode(y="rank:Q"),
        base.transform_filter("!datum.reference")
        .mark_point(size=240, filled=True, opacity=1)
        .encode(y="rank:Q"),
    ]
    return alt.layer(*layers, *_numbers(drawn, look))


def _numbers(drawn: Sequence[Mapping[str, Any]], look: Look) -> list[alt.Chart]:
    base = alt.Chart(inline(drawn)).encode(x="x:Q", y="rank:Q", text="rank:Q")
    return [
        base.transform_filter("!datum.reference").mark_text(
            color=look.ground, fontWeight=600, fontSize=IN_MARKS
        ),
        base.transform_filter("datum.reference").mark_text(
            color=look.ink, fontWeight=600, fontSize=IN_MARKS
        ),
    ]


def _places(drawn: Sequence[Mapping[str, Any]], last: str) -> alt.Y:
    """Name each place by the reasons that have it in the last round."""
    names: dict[int, list[str]] = {}
    for row in drawn:
        if row["label"] == last:
            names.setdefault(row["rank"], []).append(short_reason(row["reason_label"]))
    labels = {place: wrap(" · ".join(found), 16) for place, found in names.items()}
    several = [place for place, lines in labels.items() if len(lines) > 1]
    return alt.Y(
        "rank:Q",
        title=None,
        scale=alt.Scale(domain=[7.4, 0.6], nice=False),
        axis=alt.Axis(
            orient="right",
            values=list(range(1, 8)),
            labelExpr=f"{json.dumps(labels)}[datum.value] || ''",
            labelLineHeight=LINE,
            labelLimit=190,
            labelOverlap=False,
            labelBaseline={
                "condition": {"test": f"indexof({several}, datum.value) >= 0", "value": "bottom"},
                "value": "middle",
            },
        ),
    )
