"""What do the answers of one Study I round say about the two groups' working life?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.change_chart import estimates, reach, signed_x
from balint.figures.charts import inline, wrapped_rows, zero_line
from balint.figures.corrected import correct_holm
from balint.figures.labels import told_interval
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.figures.study1_answers import (
    ARMS,
    Answers,
    axis_title,
    beyond_chance,
    categories,
    compare_arms,
    comparison_columns,
    every_score,
    independence_note,
    once_note,
    quoted,
    quoted_method,
    read_answers,
    scale_note,
    score_note,
    scored_crowds,
)
from balint.statistics.effects import smallest_visible_effect
from balint.words import Words, inside_sentence, later


@figure(
    "study1-effects",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("Do Balint members rate their working life differently, and by how much?"),
)
def study1_effects(ask: Ask) -> Answer:
    """Compare the two groups' mean scores in each of the eight categories."""
    say = ask.say
    answers = read_answers(ask)
    rows = _effect_rows(answers, say)
    known = [row for row in rows if row["difference"] is not None]
    apart = [row for row in known if beyond_chance(row)]
    n = {arm: max((row[f"n_{arm}"] for row in rows), default=0) for arm in ("balint", "reference")}
    return Answer(
        title=_effects_title(say, known, apart),
        subtitle=say(
            "Difference in scale points (0–10), {balint} Balint members compared with {reference} "
            "reference physicians",
            balint=n["balint"],
            reference=n["reference"],
        ),
        sentence=_effects_sentence(say, known, apart, n),
        n=n,
        columns=(
            Column("category", say("Code"), code=True),
            Column("label", say("Category")),
            *comparison_columns(say),
        ),
        rows=rows,
        notes=(
            scale_note(say),
            score_note(say),
            say("The thick line is Welch's 95% interval, the thin one the interval by groups.")
            if answers.n_groups
            else say("The line is Welch's 95% interval."),
            say(
                "Welch's t-test; p corrected by Holm over the eight categories. Hedges' g divides "
                "by the root of the mean of both variances, with exact small-sample correction "
                "and noncentral-t interval."
            ),
            *_power_note(n, say),
            independence_note(answers, say),
            once_note(say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _effects_chart(known, say, look)) if known else None,
        chart_size=(640, 400),
        crowds=scored_crowds(answers, categories(answers, say), map(answers.in_arm, ARMS)),
    )


def _effect_rows(answers: Answers, say: Words) -> list[dict[str, Any]]:
    balint, reference = (answers.of(arm) for arm in ARMS)
    rows = [
        {
            "category": category.id,
            "label": category.label,
            **compare_arms(
                every_score(balint, category.columns),
                every_score(reference, category.columns),
                answers.balint_groups,
            ),
        }
        for category in categories(answers, say)
    ]
    correct_holm(rows)
    return rows


def _power_note(n: Mapping[str, int], say: Words) -> Iterator[str]:
    """Say how small a true difference a sample of this size would still have shown."""
    if min(n.values()) >= 2:
        yield say(
            "{balint} against {reference} physicians show a true difference of {least} standard "
            "deviations in 80 of 100 samples (t-test of one category, before correction). Smaller "
            "ones are often missed.",
            **n,
            least=say.number(smallest_visible_effect(n["balint"], n["reference"]), 2),
        )


def _effects_title(
    say: Words, known: Sequence[Mapping[str, Any]], apart: Sequence[Mapping[str, Any]]
) -> str:
    if not known:
        return say("Too few answers to compare the groups")
    if not apart:
        return say("No category differs beyond chance after correction")
    if len(apart) <= 2:
        names = say.join(inside_sentence(row["label"]) for row in apart)
        return say("The groups differ beyond chance in: {names}", names=names)
    return say(
        "The groups differ beyond chance in {n} of {all} categories",
        n=len(apart),
        all=len(known),
    )


def _effects_sentence(
    say: Words,
    known: Sequence[Mapping[str, Any]],
    apart: Sequence[Mapping[str, Any]],
    n: Mapping[str, int],
) -> str:
    if not known:
        return say("At least two physicians with enough answers are needed in each group.")
    differences = "; ".join(
        f"{inside_sentence(row['label'])} {say.number(row['difference'], 1)} "
        f"({quoted(row, known, say)})"
        for row in known
    )
    return say(
        "{balint} Balint members compared with {reference} reference physicians, in points of a "
        "scale from 0 to 10 where higher is better, with 95% intervals ({method}): "
        "{differences}. Of {all}, "
        "{apart} differ beyond chance after Holm's correction. People chose to be in a group, so "
        "a difference is not proof of an effect.",
        **n,
        method=quoted_method(known, say),
        differences=differences,
        apart=len(apart) or say("none"),
        all=len(known),
    )


def _effects_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    told = [
        {
            **row,
            "wide_low": row["group_low"],
            "wide_high": row["group_high"],
            "sure": beyond_chance(row),
            "g_said": f"{say.number(row['g'], 2)} "
            f"({told_interval(row['g_low'], row['g_high'], say, decimals=2)})",
        }
        for row in rows
    ]
    base = alt.Chart(inline(told), height=alt.Step(40)).encode(
        y=wrapped_rows("label", [row["label"] for row in rows], 18),
        tooltip=[
            alt.Tooltip("label:N", title=say("Category")),
            alt.Tooltip("difference:Q", title=say("Difference"), format=".2f"),
            alt.Tooltip("p_holm:Q", title=say("p, Holm"), format=".3f"),
            alt.Tooltip("g_said:N", title=say("Hedges' g")),
        ],
    )
    direction = say("scale points (right of 0: Balint members higher, more favourable)")
    x = signed_x("low", reach(told), title=axis_title(rows, direction, say), decimals=1)
    return alt.layer(zero_line(look), *estimates(base, x, "difference", look))
