"""How large is the difference between the groups in each category, with every answer in view?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import (
    PERSON,
    broken_labels,
    inline,
    lane_offset,
    lane_step,
    score_axis,
    told_apart,
    wrapped_rows,
)
from balint.figures.labels import told_interval, who_answered
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.points import agreeing
from balint.figures.sources import round_source
from balint.figures.study1_answers import (
    ARMS,
    arm_means,
    categories,
    category_scores,
    once_note,
    read_answers,
    scale_note,
    score_note,
    scored_crowds,
)
from balint.statistics.effects import bootstrap_difference
from balint.statistics.resampling import SEED
from balint.statistics.samples import Floats, Undefined
from balint.words import Words, inside_sentence, later

STEP = 84
"""Height of a category with its lanes, px."""

Scores = Mapping[str, tuple[Floats, Floats]]
"""The scores of both arms, by category."""


@figure(
    "study1-estimation",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("How large is the difference in each category, and how sure is it?"),
)
def study1_estimation(ask: Ask) -> Answer:
    """Show both means of each category and the difference that resampling allows."""
    say = ask.say
    answers = read_answers(ask)
    values = [answers.of(arm) for arm in ARMS]
    named = categories(answers, say)
    scores: Scores = {
        category.id: tuple(category_scores(arm, category.columns) for arm in values)  # type: ignore[misc]
        for category in named
    }
    rows = [
        {"category": category.id, "label": category.label, **_estimate(*scores[category.id])}
        for category in named
    ]
    n = {arm: answers.arms.count(arm) for arm in ARMS}
    drawn = [row for row in rows if None not in (row["mean_balint"], row["mean_reference"])]
    shown = scores if ask.may_draw_people else {}
    return Answer(
        title=_estimation_title(say, rows),
        subtitle=say(
            "Mean scores (0–10) and their difference: {balint} Balint members, {reference} "
            "reference physicians",
            **n,
        ),
        sentence=f"{who_answered(n, say)} {_estimation_sentence(say, rows)}",
        n=n,
        columns=_estimation_columns(say),
        rows=rows,
        notes=_estimation_notes(say),
        sources=(round_source(ask),),
        chart=(lambda look: _estimation_chart(drawn, shown, say, look)) if drawn else None,
        chart_size=(640, 640),
        crowds=scored_crowds(answers, named, map(answers.in_arm, ARMS)),
    )


def _estimate(balint: Floats, reference: Floats) -> dict[str, Any]:
    row = arm_means(balint, reference)
    names = ("difference", "low", "high", "apart")
    if min(len(balint), len(reference)) < 2:
        return row | undetermined(names)
    found = bootstrap_difference(balint, reference, draws=5000)
    if isinstance(found, Undefined) or not np.isfinite([found.low, found.high]).all():
        return row | undetermined(names)
    together = bootstrap_difference(balint, reference, draws=5000, confidence=1 - 0.05 / 8)
    apart = not isinstance(together, Undefined) and bool(together.low > 0 or together.high < 0)
    return row | {
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "apart": apart,
    }


def _estimation_columns(say: Words) -> tuple[Column, ...]:
    points = say("scale points")
    return (
        Column("category", say("Code"), code=True),
        Column("label", say("Category")),
        Column("n_balint", say("Balint"), say("people"), decimals=0),
        Column("n_reference", say("Reference"), say("people"), decimals=0),
        Column("mean_balint", say("Mean, Balint"), points, decimals=1),
        Column("mean_reference", say("Mean, reference"), points, decimals=1),
        Column("difference", say("Difference"), points, decimals=2),
        Column("low", say("95% interval, from"), points, decimals=2),
        Column("high", say("95% interval, to"), points, decimals=2),
        Column("apart", say("Clear when all eight are counted")),
    )


def _estimation_notes(say: Words) -> tuple[str, ...]:
    return (
        scale_note(say),
        score_note(say),
        say(
            "The interval is from 5,000 bootstrap draws within each group (BCa, PCG64 with seed "
            "{seed}), for one category at a time. A difference is called clear if the interval at "
            "99.4% leaves out 0, so that all eight hold together at 95%.",
            seed=str(SEED),
        ),
        say(
            "In simulations with many answers near 10 the interval held in about 91 of 100 samples "
            "with 8 physicians in each group: with few it is rather too narrow."
        ),
        say(
            "The largest of eight differences is likely to be smaller when asked again. The "
            "intervals take each physician as independent."
        ),
        once_note(say),
    )


def _estimation_title(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    known = [row for row in rows if row["difference"] is not None]
    if not known:
        return say("Too few answers to compare the groups")
    clear = [row for row in known if row["apart"]]
    widest = max(clear or known, key=lambda row: abs(row["difference"]))
    told = _told(say, widest)
    if not clear:
        return say(
            "Largest difference, {category} {difference} points: not clear when {n} are compared",
            n=len(known),
            **told,
        )
    return say("Largest clear difference: {category}, {difference} points ({interval})", **told)


def _told(say: Words, row: Mapping[str, Any]) -> dict[str, str]:
    """Write a category's means, their difference and its interval so that they agree."""
    means = (row["mean_balint"], row["mean_reference"])
    decimals, gap = agreeing(*means, decimals=1)
    balint, reference, difference = (say.number(value, decimals) for value in (*means, gap))
    return {
        "category": inside_sentence(row["label"]),
        "balint": balint,
        "reference": reference,
        "difference": difference,
        "interval": told_interval(row["low"], row["high"], say, decimals=decimals),
    }


def _estimation_sentence(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    known = [row for row in rows if row["difference"] is not None]
    if not known:
        return say("At least two physicians with answers that vary are needed in each group.")
    told = "; ".join(
        say(
            "{category} {balint} against {reference}, difference {difference} ({interval})",
            **_told(say, row),
        )
        for row in known
    )
    return say(
        "Mean of Balint members against the reference group, with 95% intervals (bootstrap of "
        "single physicians) for the difference, higher is better: {told}. People chose to be "
        "in a group, so a difference is not proof of an effect.",
        told=told,
    )


def _estimation_chart(
    rows: Sequence[Mapping[str, Any]], scores: Scores, say: Words, look: Look
) -> Drawing:
    marks = {
        "balint": (say("Balint members"), look.balint, "circle"),
        "reference": (say("Reference group"), look.reference, "square"),
        "difference": (say("Difference, from the reference group's mean"), look.ink, "diamond"),
    }
    names, colours, shapes = zip(*marks.values(), strict=True)
    named = dict(zip(marks, names, strict=True))
    means = [
        {
            "label": row["label"],
            "lane": named[arm],
            "place": place,
            "x": row[f"mean_{arm}"],
            "n": row[f"n_{arm}"],
        }
        for row in rows
        for place, arm in enumerate(ARMS)
    ]
    people = [
        {"label": row["label"], "lane": named[arm], "place": place - 0.4, "x": float(score)}
        for row in rows
        if row["category"] in scores
        for place, (arm, values) in enumerate(zip(ARMS, scores[row["category"]], strict=True))
        for score in values
    ]
    reaches = [
        {
            "label": row["label"],
            "lane": named["difference"],
            "place": 1.6,
            "x": row["mean_balint"],
            "zero": row["mean_reference"],
            "low": row["mean_reference"] + row["low"],
            "high": row["mean_reference"] + row["high"],
            "said": f"{say.number(row['difference'], 2)} "
            f"({told_interval(row['low'], row['high'], say, decimals=2)})",
        }
        for row in rows
        if row["difference"] is not None
    ]
    legend = alt.Legend(labelExpr=broken_labels(names, 28))
    shared: dict[str, Any] = {
        "y": wrapped_rows("label", [row["label"] for row in rows], 18),
        "yOffset": lane_offset("place", -0.7, 2, step=STEP),
        "color": told_apart("Color", "lane", names, colours, legend),
    }
    shape = told_apart("Shape", "lane", names, shapes, legend)
    x = score_axis("x", say("score, 0 to 10 (10 = most favourable)"))
    step = lane_step(STEP)
    gaps = alt.Chart(inline(reaches), height=step).encode(
        **shared,
        tooltip=[
            alt.Tooltip("label:N", title=say("Category")),
            alt.Tooltip("said:N", title=say("Difference")),
        ],
    )
    single = alt.Chart(inline(people), height=step).mark_point(**PERSON)
    return alt.layer(
        *((single.encode(x=x, shape=shape, **shared),) if people else ()),
        gaps.mark_tick(thickness=2, size=14, opacity=1).encode(x="zero:Q"),
        gaps.mark_rule(strokeWidth=2.5).encode(x="low:Q", x2="high:Q"),
        gaps.mark_point(size=90, filled=True, opacity=1).encode(x="x:Q", shape=shape),
        alt.Chart(inline(means), height=step)
        .mark_point(size=110, filled=True, opacity=1)
        .encode(
            x=x,
            shape=shape,
            **shared,
            tooltip=[
                alt.Tooltip("label:N", title=say("Category")),
                alt.Tooltip("lane:N", title=say("Group")),
                alt.Tooltip("x:Q", title=say("Mean"), format=".1f"),
                alt.Tooltip("n:Q", title=say("People")),
            ],
        ),
    )
