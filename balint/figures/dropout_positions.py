"""How many leaders give each reason for dropouts first place, second place and so on?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
from scipy import stats

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import inline, row_step, wrapped_rows
from balint.figures.dropout_leaders import (
    REASONS,
    leaders,
    ranked_places,
    reason_names,
    written_places,
)
from balint.figures.dropout_reasons_2005 import reason_label
from balint.figures.leading import sharing_first
from balint.figures.look import IN_MARKS, ROOM, Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.statistics.ranking import LEADERS_FOR_AN_ORDER
from balint.statistics.rates import wilson_share
from balint.statistics.samples import Floats, Integers
from balint.words import Words, later

PLACES = range(1, 8)
SHADES = tuple(1 - place / 7 for place in range(7))
"""Steps of the one-hue scale for the seven places, the strongest first; blank is below them."""
OUTLINE = 0.75
"""Width of the line around each part of a bar, px; it shows the lightest."""
NUMBER_FITS = f"datum.share * {ROOM} < 18 ? 0 : 1"
"""A number stands within its part of a bar where that is at least 18 px wide."""


@figure(
    "dropout-positions",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("Which place do leaders give each reason for dropouts?"),
)
def dropout_positions(ask: Ask) -> Answer:
    """Count how many leaders gave each reason each place, or none."""
    say = ask.say
    answers = leaders(ask, ask.round.id)
    written = written_places(answers)
    ranked = written[~np.isnan(written).all(axis=1)]
    rows = _position_rows(ranked, ranked_places(answers).places, say)
    shown = len(ranked) >= LEADERS_FOR_AN_ORDER
    return Answer(
        title=_positions_title(say, rows, shown),
        subtitle=say.plural(
            "Share giving each reason each place; 1 leader who ranked",
            "Share giving each reason each place; {n} leaders who ranked",
            len(ranked),
        ),
        sentence=_positions_sentence(say, rows, len(ranked), len(answers), shown),
        n={"leaders": len(answers), "ranked": len(ranked)},
        columns=(
            Column("reason", say("Code"), code=True),
            Column("label", say("Reason")),
            Column("position", say("Code, place"), code=True),
            Column("place", say("Place")),
            Column("n", say("Leaders"), decimals=0),
            Column("share", say("Share"), decimals=1, percent=True),
        ),
        rows=rows,
        notes=(
            say(
                "A place is the one the leader wrote, gaps closed by order. Reasons that share a "
                "place all count at it, so more than one can be first for one leader. A reason "
                "left blank by a leader who ranked others is “not ranked”."
            ),
            say(
                "Each number in a bar is rounded by itself, so those of a reason may not add up "
                "to 100."
            ),
            say("The interval in the text is Wilson's, for one reason at a time."),
            say("With fewer than 10 leaders no shares are shown."),
            say("Reasons are the leaders' assumptions; those who left were not asked here."),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _positions_chart(rows, say, look)) if shown else None,
        chart_size=(640, 400),
        crowds=(Crowd(len(ranked)),),
    )


def place_counts(ranked: Floats) -> Integers:
    """Count the leaders who gave each reason each place; the last column is "not ranked".

    Takes: leaders who ranked x reasons, blanks NaN.
    """
    blank = np.isnan(ranked)
    places = stats.rankdata(np.where(blank, np.inf, ranked), method="min", axis=1)
    given = [((places == place) & ~blank).sum(axis=0) for place in PLACES]
    return np.column_stack([*given, blank.sum(axis=0)])


def _position_rows(ranked: Floats, places: Floats, say: Words) -> list[dict[str, Any]]:
    known = len(ranked) >= LEADERS_FOR_AN_ORDER
    counts = place_counts(ranked) if known else np.zeros((len(REASONS), 8), dtype=np.int64)
    order = np.argsort(places.mean(axis=0), kind="stable") if known else range(len(REASONS))
    rows = []
    for column in order:
        for place, n in enumerate(counts[column], start=1):
            row: dict[str, Any] = {
                "reason": REASONS[column],
                "label": reason_label(REASONS[column], say.language),
                "position": place if place <= 7 else None,
                "place": str(place) if place <= 7 else say("not ranked"),
            }
            if place > 7:
                row["position_mark"] = "none"
            if known:
                row |= {"n": int(n), "share": int(n) / len(ranked)}
            rows.append(row if known else row | undetermined(("n", "share")))
    return rows


def _first(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Give the reasons that most leaders put first."""
    first = [row for row in rows if row["position"] == 1]
    return sharing_first(first, lambda row: row["n"])


def _positions_title(say: Words, rows: Sequence[Mapping[str, Any]], shown: bool) -> str:
    if not shown:
        return say("Too few leaders to say which places they give")
    first = _first(rows)
    share = say.percent(first[0]["share"])
    if len(first) > 2:
        return say(
            "{n} reasons are each put first by {share} of leaders", n=len(first), share=share
        )
    names = say.join(reason_names(say)[row["reason"]] for row in first)
    if len(first) == 2:
        return say("{share} of leaders each put {reasons} first", share=share, reasons=names)
    return say("{share} of leaders put {reasons} first", share=share, reasons=names)


def _positions_sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], n: int, n_answers: int, shown: bool
) -> str:
    if not shown:
        return say.plural(
            "1 leader ranked reasons. With fewer than 10 any order could be chance.",
            "{n} leaders ranked reasons. With fewer than 10 any order could be chance.",
            n,
        )
    named = []
    for row in _first(rows):
        share = wilson_share(row["n"], n)
        named.append(
            say(
                "{reason}: {count} of {n} leaders, {share} (95% interval {low} to {high})",
                reason=reason_names(say)[row["reason"]],
                count=row["n"],
                n=n,
                share=say.percent(share.share),
                low=say.percent(share.low),
                high=say.percent(share.high),
            )
        )
    blanks = sum(row["n"] for row in rows if row["position"] is None)
    return say(
        "{ranked} of {n} leaders ranked the reasons. Most often first – {first}. Of {all} places "
        "asked for, {blanks} were left blank. The figure does not show whether the order of the "
        "reasons is more than chance.",
        ranked=n,
        n=n_answers,
        first="; ".join(named),
        all=7 * n,
        blanks=blanks,
    )


def _positions_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    fills = {place: look.shade(share) for place, share in zip(PLACES, SHADES, strict=True)}
    bars, start = [], {row["reason"]: 0.0 for row in rows}
    for row in rows:
        left, fill = start[row["reason"]], fills.get(row["position"], look.ground)
        start[row["reason"]] += row["share"]
        drawn = {"start": left, "end": left + row["share"], "middle": left + row["share"] / 2}
        said = say.number(100 * row["share"])
        bars.append({**row, **drawn, "said": said, "ink": look.on(fill)})
    names = list(dict.fromkeys(row["label"] for row in rows))
    places = [*map(str, PLACES), say("not ranked")]
    base = alt.Chart(inline([bar for bar in bars if bar["n"]]), height=row_step(names, 42)).encode(
        y=wrapped_rows("label", names),
        tooltip=[
            alt.Tooltip("label:N", title=say("Reason")),
            alt.Tooltip("place:N", title=say("Place")),
            alt.Tooltip("n:Q", title=say("Leaders")),
            alt.Tooltip("share:Q", title=say("Share"), format=".0%"),
        ],
    )
    return alt.layer(
        base.mark_bar(
            height=alt.RelativeBandSize(0.72),
            cornerRadiusEnd=0,
            stroke=look.muted,
            strokeWidth=OUTLINE,
        ).encode(
            x=alt.X(
                "start:Q",
                title=say("share of the leaders who ranked, by the place they gave"),
                scale=alt.Scale(domain=[0, 1], nice=False),
                axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", grid=False),
            ),
            x2="end:Q",
            color=alt.Color(
                "place:N",
                title=say("place (–: not ranked)"),
                scale=alt.Scale(domain=places, range=[*fills.values(), look.ground]),
                sort=places,
                legend=alt.Legend(
                    columns=4,
                    labelExpr=f"datum.label === {json.dumps(places[-1])} ? '–' : datum.label",
                    symbolType="square",
                    symbolStrokeColor=look.muted,
                    symbolStrokeWidth=OUTLINE,
                ),
            ),
        ),
        base.mark_text(fontSize=IN_MARKS, opacity=alt.ExprRef(NUMBER_FITS)).encode(
            x="middle:Q",
            text="said:N",
            color=alt.Color("ink:N", scale=None),
        ),
    )
