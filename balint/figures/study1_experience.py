"""Do members with more years in a group rate their working life differently?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from balint.bases import SHORT_YEARS
from balint.figures.catalogue import figure
from balint.figures.corrected import correct_holm
from balint.figures.labels import told_interval
from balint.figures.model import ANSWERED, Answer, Ask, Column, Option, undetermined
from balint.figures.sources import round_source
from balint.figures.study1_answers import (
    Answers,
    categories,
    every_score,
    once_note,
    read_answers,
    scale_note,
    score_note,
    scored_crowds,
)
from balint.figures.study1_experience_chart import Points, experience_chart
from balint.statistics.effects import welch_difference
from balint.statistics.means import mean_interval
from balint.statistics.samples import Flags, Floats, Undefined
from balint.words import Words, inside_sentence, later

STAGES = ("reference", "short", "experienced")

LIMIT = Option(
    label=later("Limit between short and long time in a group"),
    values={
        "1": later("1 year"),
        "1.5": later("1.5 years"),
        "2": later("2 years"),
        "3": later("3 years"),
        "5": later("5 years"),
    },
    default=str(SHORT_YEARS),
)


@figure(
    "study1-experience",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("Do members with more years in a group rate their working life differently?"),
    options={"limit": LIMIT},
)
def study1_experience(ask: Ask) -> Answer:
    """Compare members with short and with long time in a group with the reference group."""
    say, limit = ask.say, ask.chosen["limit"]
    answers = read_answers(ask)
    stages = stage_flags(answers, float(limit))
    years = say(LIMIT.values[limit])
    labels = {
        "reference": say("Reference group"),
        "short": say("Up to {years} in a group", years=years),
        "experienced": say("More than {years} in a group", years=years),
    }
    points = {
        (category.id, stage): scores[~np.isnan(scores)]
        for category in categories(answers, say)
        for stage in STAGES
        for scores in [every_score(answers.values[stages[stage]], category.columns)]
    }
    names = {category.id: category.label for category in categories(answers, say)}
    rows = _stage_rows(points, names, labels)
    n = {stage: int(stages[stage].sum()) for stage in STAGES}
    unplaced = len(answers.arms) - sum(n.values())
    drawn = [row for row in rows if row["mean"] is not None]
    shown = points if ask.may_draw_people else {}
    return Answer(
        title=_experience_title(say, rows, years),
        subtitle=say(
            "Mean score (0–10): {reference} reference physicians, {short} members up to {years}, "
            "{experienced} longer",
            **n,
            years=years,
        ),
        sentence=_experience_sentence(say, rows, n, years),
        n=n,
        columns=_experience_columns(say),
        rows=rows,
        notes=_experience_notes(say, unplaced),
        sources=(round_source(ask),),
        chart=(lambda look: experience_chart(drawn, shown, say, look)) if drawn else None,
        chart_size=(640, 620),
        # Those in no stage too: they are the rest of the members, whose mean another figure has.
        crowds=scored_crowds(
            answers,
            categories(answers, say),
            (*stages.values(), ~np.any(list(stages.values()), axis=0)),
        ),
    )


def stage_flags(answers: Answers, limit: float) -> dict[str, Flags]:
    """Say of each physician whether they belong to a stage; who did not state years has none."""
    member = np.array([arm == "balint" for arm in answers.arms], dtype=np.bool_)
    return {
        "reference": ~member,
        "short": member & (answers.years <= limit),
        "experienced": member & (answers.years > limit),
    }


def _stage_rows(
    points: Points, names: Mapping[str, str], labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    rows = [
        {
            "category": category,
            "label": name,
            "stage": stage,
            "stage_label": labels[stage],
            "n": len(points[category, stage]),
            **_mean(points[category, stage]),
            **_against(stage, points[category, stage], points[category, "reference"]),
        }
        for category, name in names.items()
        for stage in STAGES
    ]
    correct_holm(rows, family=2 * len(names))
    return rows


def _mean(scores: Floats) -> dict[str, Any]:
    if len(scores) < 2:
        return undetermined(("mean", "low", "high"))
    known = {"mean": float(scores.mean())}
    found = mean_interval(scores)
    if isinstance(found, Undefined):
        return known | undetermined(("low", "high"))
    return known | {"low": found.low, "high": found.high}


def _against(stage: str, scores: Floats, reference: Floats) -> dict[str, Any]:
    names = ("difference", "p", "p_holm")
    if stage == "reference" or min(len(scores), len(reference)) < 2:
        return undetermined(names)
    found = welch_difference(scores, reference)
    if isinstance(found, Undefined):
        return undetermined(names)
    return {"difference": found.difference, "p": found.p} | undetermined(("p_holm",))


def _experience_columns(say: Words) -> tuple[Column, ...]:
    points = say("scale points")
    return (
        Column("category", say("Code, category"), code=True),
        Column("label", say("Category")),
        Column("stage", say("Code"), code=True),
        Column("stage_label", say("Stage")),
        Column("n", say("People"), say("people"), decimals=0),
        Column("mean", say("Mean"), points, decimals=1),
        Column("low", say("95% interval, from"), points, decimals=1),
        Column("high", say("95% interval, to"), points, decimals=1),
        Column("difference", say("Above the reference group"), points, decimals=2),
        Column("p", "p", decimals=3),
        Column("p_holm", say("p, Holm"), decimals=3),
    )


def _sure(rows: Sequence[Mapping[str, Any]], stage: str) -> list[Mapping[str, Any]]:
    return [
        row
        for row in rows
        if row["stage"] == stage and row["p_holm"] is not None and row["p_holm"] < 0.05
    ]


def _experience_title(say: Words, rows: Sequence[Mapping[str, Any]], years: str) -> str:
    if all(row["p"] is None for row in rows):
        return say("Too few answers to compare years in a group")
    longer, shorter = _sure(rows, "experienced"), _sure(rows, "short")
    if not longer and not shorter:
        return say("Neither short-time nor long-time members clearly differ after correction")
    return say(
        "More than {years}: differences in {longer} of {all} categories; shorter: {shorter}",
        longer=len(longer),
        shorter=len(shorter),
        all=len({row["category"] for row in rows}),
        years=years,
    )


def _experience_sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], n: Mapping[str, int], years: str
) -> str:
    parts = [
        say(
            "{reference} reference physicians, {short} members with up to {years} in a group and "
            "{experienced} with more.",
            **n,
            years=years,
        )
    ]
    if all(row["p"] is None for row in rows):
        parts.append(
            say("At least two physicians with answers that vary are needed in each group.")
        )
    if told := _means_told(say, rows):
        parts.append(
            say(
                "Mean scores in that order, with uncorrected 95% intervals: {means}.",
                means=told,
            )
        )
    for stage, text in (
        (
            "experienced",
            later("More than {years}: certain differences after correction in {categories}."),
        ),
        ("short", later("Up to {years}: certain differences after correction in {categories}.")),
    ):
        sure = _sure(rows, stage)
        if sure:
            told = say.join(
                say(
                    "{category} ({difference} points)",
                    category=inside_sentence(row["label"]),
                    difference=say.number(row["difference"], 1),
                )
                for row in sure
            )
            parts.append(say(text, years=years, categories=told))
    parts.append(
        say(
            "The figure is cross-sectional: it compares different people at one time and shows "
            "nobody's development."
        )
    )
    return " ".join(parts)


def _means_told(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    """List the means of each category in the order of the stages, where anybody has one."""
    by_stage = {(row["category"], row["stage"]): row for row in rows}
    told = [
        [by_stage[category, stage] for stage in STAGES]
        for category in dict.fromkeys(row["category"] for row in rows)
    ]
    return "; ".join(
        f"{inside_sentence(stages[0]['label'])} " + say.join(_mean_told(say, row) for row in stages)
        for stages in told
        if any(row["mean"] is not None for row in stages)
    )


def _mean_told(say: Words, row: Mapping[str, Any]) -> str:
    if row["mean"] is None:
        return say("too few")
    mean = say.number(row["mean"], 1)
    if row["low"] is None:
        return mean
    return f"{mean} ({told_interval(row['low'], row['high'], say, decimals=1)})"


def _experience_notes(say: Words, unplaced: int) -> tuple[str, ...]:
    notes = [
        scale_note(say),
        score_note(say),
        say(
            "Intervals are Student's t for each mean. Each stage is compared with the reference "
            "group by Welch's t-test, corrected by Holm over eight categories and two stages. The "
            "two stages are not compared with each other. The intervals take each physician as "
            "independent."
        ),
        say(
            "The thesis divided at 1.5 years. Trying several limits finds "
            "differences by chance. Members at the limit itself count as short; they may have "
            "been in a group for a year or more and need not be new."
        ),
        once_note(say),
    ]
    if unplaced:
        notes.append(
            say.plural(
                "1 member who did not state years in a group is left out.",
                "{n} members who did not state years in a group are left out.",
                unplaced,
            )
        )
    return tuple(notes)
