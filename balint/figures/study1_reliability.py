"""Do the questions of each category of working life hang together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import interval_chart
from balint.figures.labels import told_interval
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.figures.study1_answers import Answers, CategoryAnswers, categories, read_answers
from balint.statistics.reliability import cronbach_alpha
from balint.statistics.samples import Undefined
from balint.words import Words, inside_sentence, later

ENOUGH = 0.7
"""A rule of thumb for comparing groups; it is no test."""


@figure(
    "study1-reliability",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("Do the questions of each category hang together?"),
)
def study1_reliability(ask: Ask) -> Answer:
    """Estimate Cronbach's alpha of each category, both groups together."""
    say = ask.say
    answers = read_answers(ask)
    rows = [_alpha_row(answers, category) for category in categories(answers, say)]
    known = [row for row in rows if row["alpha"] is not None]
    return Answer(
        title=_alpha_title(say, known),
        subtitle=say.plural(
            "Cronbach's alpha by category; 1 physician",
            "Cronbach's alpha by category; {n} physicians, both groups together",
            len(answers.arms),
        ),
        sentence=_alpha_sentence(say, rows, known),
        n={"physicians": len(answers.arms)},
        columns=(
            Column("category", say("Code"), code=True),
            Column("label", say("Category")),
            Column("items", say("Questions"), decimals=0),
            Column("n", say("Answered all of them"), say("people"), decimals=0),
            Column("alpha", say("Alpha"), decimals=2),
            Column("low", say("95% interval, from"), decimals=2),
            Column("high", say("95% interval, to"), decimals=2),
        ),
        rows=rows,
        notes=(
            say(
                "Cronbach's alpha over physicians who answered every question of the category, "
                "with Feldt's interval."
            ),
            say(
                "Alpha says how far the questions vary together: 1 is perfectly, 0 not at all. It "
                "grows with the number of questions, and does not show that they measure one "
                "thing. The limit of 0.7 is a rule of thumb."
            ),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _alpha_chart(known, say, look)) if known else None,
        chart_size=(600, 400),
        crowds=[
            answers.crowd(np.all(~np.isnan(answers.values[:, category.columns]), axis=1))
            for category in categories(answers, say)
        ],
    )


def _alpha_row(answers: Answers, category: CategoryAnswers) -> dict[str, Any]:
    values = answers.values[:, category.columns]
    complete = values[~np.isnan(values).any(axis=1)]
    row = {
        "category": category.id,
        "label": category.label,
        "items": len(category.columns),
        "n": len(complete),
    }
    found = cronbach_alpha(complete) if len(complete) > 1 else Undefined("no_variance")
    if isinstance(found, Undefined):
        return row | undetermined(("alpha", "low", "high"))
    return row | {"alpha": found.alpha, "low": found.low, "high": found.high}


def _alpha_title(say: Words, known: Sequence[Mapping[str, Any]]) -> str:
    if not known:
        return say("Too few answers to see whether the questions hang together")
    sure = [row for row in known if row["low"] >= ENOUGH]
    if sure:
        return say(
            "The questions clearly hang together in {n} of {all} categories",
            n=len(sure),
            all=len(known),
        )
    return say("In no category is it certain that the questions hang together")


def _alpha_sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]
) -> str:
    if not known:
        return say(
            "At least two physicians who answered every question of a category, and not all "
            "alike, are needed."
        )
    told = "; ".join(
        f"{inside_sentence(row['label'])} {say.number(row['alpha'], 2)} "
        f"({told_interval(row['low'], row['high'], say, decimals=2)}, n = {say.number(row['n'])})"
        for row in known
    )
    sentence = say(
        "Alpha with 95% intervals: {told}. Clearly means that the whole interval is at least "
        "{limit}.",
        told=told,
        limit=say.number(ENOUGH, 1),
    )
    unknown = [inside_sentence(row["label"]) for row in rows if row["alpha"] is None]
    if unknown:
        sentence += " " + say("Cannot be said: {categories}.", categories=say.join(unknown))
    return sentence


def _alpha_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    lowest = max(-1.0, min(0.0, *(row["low"] for row in rows)))
    lines = [
        {**row, "value": row["alpha"], "low": max(row["low"], lowest)}
        for row in rows
        if row["alpha"] >= lowest
    ]
    return interval_chart(
        lines,
        title=say(
            "Cronbach's alpha (1 = the questions vary perfectly together); dashed: the limit of "
            "{limit}",
            limit=say.number(ENOUGH, 1),
        ),
        domain=(lowest, 1.0),
        limit=ENOUGH,
        say=say,
        look=look,
    )
