"""What do the answers of one Study I round say about the two groups' working life?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import inline, wrapped_rows
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.forms import category_label, load_form
from balint.statistics.effects import adjust_holm, hedges_g, welch_difference
from balint.statistics.samples import Floats, Undefined
from balint.words import Words, later

LEAST_ANSWERED = 0.5
"""A physician's category score needs answers to at least this share of its questions."""

MEASURES = ("difference", "low", "high", "t", "df", "p", "p_holm", "g", "g_low", "g_high")


@dataclass(frozen=True, slots=True)
class Answers:
    """One round's answers as arrays: physicians in the order of their codes, items by name."""

    arms: tuple[str, ...]
    items: tuple[str, ...]
    values: Floats
    """Physicians x items, 0 to 10, blanks NaN."""

    def of(self, arm: str) -> Floats:
        """Give the physicians of one arm."""
        return self.values[[found == arm for found in self.arms]]


def read_answers(ask: Ask) -> Answers:
    """Read a round's answers."""
    rows = ask.rows("working_life/answers", round_id=ask.round.id)
    items = tuple(field.id for field in load_form("study1").fields if field.kind == "vas")
    column = {item: place for place, item in enumerate(items)}
    arms = {row["person"]: row["arm"] for row in rows}
    line = {person: place for place, person in enumerate(arms)}
    values = np.full((len(arms), len(items)), np.nan)
    for row in rows:
        values[line[row["person"]], column[row["item"]]] = row["value"]
    return Answers(tuple(arms.values()), items, values)


def category_scores(values: Floats, columns: Sequence[int]) -> Floats:
    """Give each physician the mean of a category's answered items, who answered enough."""
    chosen = values[:, columns]
    answered = ~np.isnan(chosen)
    enough = answered.mean(axis=1) >= LEAST_ANSWERED
    means: Floats = np.nansum(chosen[enough], axis=1) / answered[enough].sum(axis=1)
    return means


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
    rows = _effect_rows(read_answers(ask), say)
    known = [row for row in rows if row["difference"] is not None]
    apart = [row for row in known if row["p_holm"] < 0.05]
    n = {arm: max((row[f"n_{arm}"] for row in rows), default=0) for arm in ("balint", "reference")}
    return Answer(
        title=_effects_title(say, known, apart),
        subtitle=say(
            "Difference in scale points (0–10), {balint} Balint members minus {reference} "
            "reference physicians",
            balint=n["balint"],
            reference=n["reference"],
        ),
        sentence=_effects_sentence(say, known, apart),
        n=n,
        columns=(
            Column("category", say("Code"), code=True),
            Column("label", say("Category")),
            Column("n_balint", say("Balint"), say("people"), decimals=0),
            Column("n_reference", say("Reference"), say("people"), decimals=0),
            Column("mean_balint", say("Mean, Balint"), say("scale points"), decimals=1),
            Column("mean_reference", say("Mean, reference"), say("scale points"), decimals=1),
            Column("difference", say("Difference"), say("scale points"), decimals=2),
            Column("low", say("95% interval, from"), say("scale points"), decimals=2),
            Column("high", say("95% interval, to"), say("scale points"), decimals=2),
            Column("t", "t", decimals=2),
            Column("df", "df", decimals=1),
            Column("p", "p", decimals=3),
            Column("p_holm", say("p, Holm"), decimals=3),
            Column("g", say("Hedges' g"), decimals=2),
            Column("g_low", say("95% interval, from"), decimals=2),
            Column("g_high", say("95% interval, to"), decimals=2),
        ),
        rows=rows,
        notes=(
            say(
                "Each question was answered on a scale from 0 to 10 where 10 is most favourable, "
                "also for workload."
            ),
            say(
                "A category score is the mean of a physician's answers in it, where at least half "
                "of its questions were answered."
            ),
            say(
                "Welch's t-test; p corrected by Holm over the eight categories. Hedges' g divides "
                "by the root of the mean of both variances, with exact small-sample correction "
                "and noncentral-t interval."
            ),
            say("The intervals take each physician as independent; members of one group are not."),
            say(
                "Everyone was asked once, and members had chosen to be in a group: this compares "
                "different people, it does not follow anyone over time."
            ),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _effects_chart(known, say, look)) if known else None,
        chart_size=(640, 400),
    )


def _effect_rows(answers: Answers, say: Words) -> list[dict[str, Any]]:
    form = load_form("study1")
    rows = []
    for category in form.categories:
        columns = [answers.items.index(field.id) for field in form.in_category(category.id)]
        arms = {arm: category_scores(answers.of(arm), columns) for arm in ("balint", "reference")}
        rows.append(
            {
                "category": category.id,
                "label": category_label(form, category.id, say.language),
                **_effect(arms["balint"], arms["reference"]),
            }
        )
    tested = [row for row in rows if row["p"] is not None]
    if tested:
        corrected = adjust_holm([row["p"] for row in tested], family=len(rows)).p
        for row, p_holm in zip(tested, corrected, strict=True):
            row["p_holm"] = float(p_holm)
    return rows


def _effect(balint: Floats, reference: Floats) -> dict[str, Any]:
    row: dict[str, Any] = {"n_balint": len(balint), "n_reference": len(reference)}
    row |= {
        f"mean_{arm}": float(scores.mean()) if len(scores) else None
        for arm, scores in (("balint", balint), ("reference", reference))
    }
    if min(len(balint), len(reference)) < 2:
        return row | undetermined(MEASURES)
    welch, standardised = welch_difference(balint, reference), hedges_g(balint, reference)
    if isinstance(welch, Undefined) or isinstance(standardised, Undefined):
        return row | undetermined(MEASURES)
    return row | {
        "difference": welch.difference,
        "low": welch.low,
        "high": welch.high,
        "t": welch.t,
        "df": welch.df,
        "p": welch.p,
        "g": standardised.g,
        "g_low": standardised.low,
        "g_high": standardised.high,
    }


def _effects_title(
    say: Words, known: Sequence[Mapping[str, Any]], apart: Sequence[Mapping[str, Any]]
) -> str:
    if not known:
        return say("Too few answers to compare the groups")
    if not apart:
        return say("No category differs beyond chance after correction")
    if len(apart) <= 2:
        names = say.join(row["label"].lower() for row in apart)
        return say("The groups differ beyond chance in: {names}", names=names)
    return say(
        "The groups differ beyond chance in {n} of {all} categories",
        n=len(apart),
        all=len(known),
    )


def _effects_sentence(
    say: Words, known: Sequence[Mapping[str, Any]], apart: Sequence[Mapping[str, Any]]
) -> str:
    if not known:
        return say("At least two physicians with enough answers are needed in each group.")
    differences = say.join(
        say(
            "{category} {difference} ({low} to {high})",
            category=row["label"].lower(),
            difference=say.number(row["difference"], 1),
            low=say.number(row["low"], 1),
            high=say.number(row["high"], 1),
        )
        for row in known
    )
    return say(
        "Balint members minus reference group, in points of a scale from 0 to 10 where higher is "
        "better, with 95% intervals: {differences}. {apart} of {all} differ beyond chance after "
        "Holm's correction. People chose to be in a group, so a difference is not proof of an "
        "effect.",
        differences=differences,
        apart=len(apart),
        all=len(known),
    )


def _effects_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    reach = max(abs(row[end]) for row in rows for end in ("low", "high"))
    told = [
        {
            **row,
            "sure": row["p_holm"] < 0.05,
            "g_said": f"{say.number(row['g'], 2)} "
            f"({say.number(row['g_low'], 2)} – {say.number(row['g_high'], 2)})",
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
    zero = (
        alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        .mark_rule(color=look.muted, strokeWidth=1)
        .encode(x="zero:Q")
    )
    x = alt.X(
        "low:Q",
        title=say("scale points (right of 0: Balint members higher, more favourable)"),
        scale=alt.Scale(domain=[-1.05 * reach, 1.05 * reach], nice=False),
        axis=alt.Axis(format="+.1f", tickCount=5),
    )
    fill = alt.condition("datum.sure", alt.value(look.primary), alt.value(look.card))
    return alt.layer(
        zero,
        base.mark_rule(color=look.primary, strokeWidth=2).encode(x=x, x2="high:Q"),
        base.mark_point(size=150, stroke=look.primary, strokeWidth=2.2, opacity=1).encode(
            x="difference:Q", fill=fill
        ),
    )
