"""In which of the 49 questions about working life do the two groups differ?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.change_chart import reach, signed_x
from balint.figures.charts import broken_labels, inline, told_apart, zero_line
from balint.figures.labels import told_interval
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, Option, undetermined
from balint.figures.sources import round_source
from balint.figures.study1_answers import (
    ARMS,
    LEVEL,
    Answers,
    beyond_chance,
    categories,
    compare_arms,
    comparison_columns,
    independence_note,
    once_note,
    read_answers,
    scale_note,
)
from balint.forms import label, load_form
from balint.statistics.effects import adjust_benjamini_hochberg, adjust_holm, expected_false_hits
from balint.words import Words, later

CATEGORY = Option(
    label=later("Category, for the 49 questions"),
    values={
        "all": later("all categories"),
        "workload": later("Workload"),
        "control": later("Control"),
        "satisfaction": later("Satisfaction"),
        "quality": later("Quality"),
        "cooperation": later("Co-operation"),
        "training": later("Training"),
        "health": later("Health"),
        "psychosomatic": later("Psychosomatic"),
    },
    default="all",
)


@figure(
    "study1-items",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("In which single questions do the groups differ?"),
    options={"category": CATEGORY},
)
def study1_items(ask: Ask) -> Answer:
    """Compare the two groups in each question, corrected over all of them."""
    say, category = ask.say, ask.chosen["category"]
    answers = read_answers(ask)
    every = item_rows(answers, say)
    rows = [row for row in every if category in ("all", row["category"])]
    n = {arm: answers.arms.count(arm) for arm in ARMS}
    known = [row for row in rows if row["difference"] is not None]
    return Answer(
        title=_items_title(say, every),
        subtitle=say(
            "Difference in scale points by question: {balint} Balint members, {reference} "
            "reference physicians",
            **n,
        ),
        sentence=_items_sentence(say, every, n),
        n=n,
        columns=(
            Column("category", say("Code, category"), code=True),
            Column("category_label", say("Category")),
            Column("item", say("Code"), code=True),
            Column("label", say("Question")),
            *comparison_columns(say),
            Column("q", "q", decimals=3),
        ),
        rows=rows,
        notes=(
            scale_note(say),
            say(
                "Welch's t-test for each question. p is uncorrected. Holm's p keeps the chance of "
                "any false find among all 49 at the level; q (Benjamini and Hochberg) keeps the "
                "expected share of false finds among those found. Both count all 49 questions "
                "also when a category is chosen."
            ),
            say("The intervals are uncorrected."),
            independence_note(answers, say),
            once_note(say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _items_chart(known, say, look)) if known else None,
        chart_size=(640, 90 + 22 * len(rows)),
        crowds=list(item_crowds(answers, say)),
    )


def item_crowds(answers: Answers, say: Words) -> Iterator[Crowd]:
    """Give the people behind each question, and those who left out some of a category.

    The means of a category's questions less its score, which another figure has, tell of them.
    """
    blank = np.isnan(answers.values)
    for category in categories(answers, say):
        skipped = blank[:, category.columns]
        some = skipped.any(axis=1) & ~skipped.all(axis=1)
        for arm in map(answers.in_arm, ARMS):
            yield answers.crowd(arm & some)
            yield from (answers.crowd(arm & ~blank[:, column]) for column in category.columns)


def item_rows(answers: Answers, say: Words) -> list[dict[str, Any]]:
    """Compare the arms in every question; p is corrected over all of them."""
    form = load_form("study1")
    balint, reference = (answers.of(arm) for arm in ARMS)
    rows: list[dict[str, Any]] = []
    for category in categories(answers, say):
        for column in category.columns:
            item = answers.items[column]
            rows.append(
                {
                    "category": category.id,
                    "category_label": category.label,
                    "item": item,
                    "label": label(form.field(item), say.language),
                    **compare_arms(balint[:, column], reference[:, column], answers.balint_groups),
                    **undetermined(("q",)),
                }
            )
    tested = [row for row in rows if row["p"] is not None]
    p = [row["p"] for row in tested]
    holm, q = (adjust(p, family=len(rows)).p for adjust in (adjust_holm, adjust_benjamini_hochberg))
    for place, row in enumerate(tested):
        row |= {"p_holm": float(holm[place]), "q": float(q[place]), "q_mark": None}
    return rows


def _below(rows: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if row[name] is not None and row[name] < LEVEL]


def _level(row: Mapping[str, Any]) -> str:
    """Say how far a difference is from chance, the strictest measure first."""
    if beyond_chance(row):
        return "sure"
    return next((name for name in ("q", "p") if row[name] < LEVEL), "none")


def _items_title(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    if all(row["p"] is None for row in rows):
        return say("Too few answers to compare the groups")
    sure = [row for row in rows if beyond_chance(row)]
    if not sure:
        return say("No single question differs beyond chance after correction")
    if len(sure) == 1:
        return say("One of {all} questions differs beyond chance", all=len(rows))
    return say("{n} of {all} questions differ beyond chance", n=len(sure), all=len(rows))


def _items_sentence(say: Words, rows: Sequence[Mapping[str, Any]], n: Mapping[str, int]) -> str:
    tested = [row for row in rows if row["p"] is not None]
    if not tested:
        return say("At least two physicians with answers that vary are needed in each group.")
    sure = [row for row in rows if beyond_chance(row)]
    parts = [
        say(
            "{balint} Balint members and {reference} reference physicians compared in {tested} "
            "questions: {hits} have p below {level}, where chance alone gives about {expected}. "
            "Differences that remain: {holm} after Holm's correction, {q} when at most 5% of the "
            "finds may be false.",
            **n,
            tested=len(tested),
            hits=len(_below(rows, "p")),
            level=say.number(LEVEL, 2),
            expected=say.number(expected_false_hits(len(tested)), 1),
            holm=len(sure) or say("none"),
            q=len(_below(rows, "q")) or say("none"),
        )
    ]
    if sure:
        widest = max(sure, key=lambda row: abs(row["difference"]))
        parts.append(
            say(
                "The widest certain difference is {question}: {difference} points ({interval}, "
                "95% for this question alone).",
                question=widest["label"],
                difference=say.number(widest["difference"], 1),
                interval=told_interval(widest["low"], widest["high"], say, decimals=1),
            )
        )
    return " ".join(parts)


def _items_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    marks = {
        "sure": (say("a certain difference (Holm)"), look.primary, "circle"),
        "q": (
            say("a difference also after correction for {n} questions", n=len(rows)),
            look.categories[1],
            "square",
        ),
        "p": (say("only without correction"), look.categories[2], "diamond"),
        "none": (say("no clear difference"), look.muted, "cross"),
    }
    found = {_level(row) for row in rows}
    names, colours, shapes = zip(
        *(mark for level, mark in marks.items() if level in found), strict=True
    )
    order: list[str] = []
    for row in rows:
        order += [row["category_label"]] if row["category_label"] not in order else []
        order.append(row["label"])
    headings = {row["category_label"] for row in rows}
    told = [{**row, "level": marks[_level(row)][0]} for row in rows]
    bold = f"indexof({json.dumps(sorted(headings))}, datum.value) >= 0"
    y = alt.Y(
        "label:N",
        title=None,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(
            labelExpr=broken_labels(order, 30),
            labelLineHeight=14,
            labelFontWeight=alt.condition(bold, alt.value(600), alt.value(400)),
        ),
    )
    title = say("scale points (right of 0: Balint members higher, more favourable)")
    below, above = (
        signed_x(field, reach(rows), title=title, decimals=1, **axis)
        for field, axis in (("low", {}), ("difference", {"orient": "top", "grid": False}))
    )
    base = alt.Chart(inline(told), height=alt.Step(22)).encode(
        y=y,
        tooltip=[
            alt.Tooltip("label:N", title=say("Question")),
            alt.Tooltip("difference:Q", title=say("Difference"), format=".2f"),
            alt.Tooltip("p:Q", title="p", format=".3f"),
            alt.Tooltip("p_holm:Q", title=say("p, Holm"), format=".3f"),
            alt.Tooltip("q:Q", title="q", format=".3f"),
        ],
    )
    legend = alt.Legend(labelExpr=broken_labels(names, 26))
    drawn: Drawing = alt.layer(
        zero_line(look).encode(x=alt.X("zero:Q", axis=None)),
        base.mark_rule(color=look.muted, strokeWidth=1.5, opacity=0.7).encode(x=below, x2="high:Q"),
        base.mark_point(size=80, filled=True, opacity=1).encode(
            x=above,
            color=told_apart("Color", "level", names, colours, legend),
            shape=told_apart("Shape", "level", names, shapes, legend),
        ),
    ).resolve_axis(x="independent")
    return drawn
