"""How alike were Balint members and reference group before anything was compared?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.bases import BACKGROUND
from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import inline, row_step, wrapped_rows
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, Row, undetermined
from balint.figures.sources import round_source
from balint.figures.study1_answers import ARMS
from balint.forms import choice_label, label, load_form
from balint.statistics.balance import category_balance, chance_balance, numeric_balance
from balint.statistics.samples import Undefined
from balint.words import Words, inside_sentence, later


@figure(
    "reference-fit",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("How alike are Balint members and reference group in background?"),
)
def reference_fit(ask: Ask) -> Answer:
    """Measure how far the two groups differ in each background column, in standard deviations."""
    say = ask.say
    people = ask.rows("working_life/background", round_id=ask.round.id)
    rows = [_fit_row(people, column, say) for column in BACKGROUND]
    known = [row for row in rows if row["difference"] is not None]
    n = {arm: sum(row["arm"] == arm for row in people) for arm in ARMS}
    return Answer(
        title=_fit_title(say, known),
        subtitle=say(
            "Standardised differences in background: {balint} Balint members, {reference} "
            "reference physicians",
            **n,
        ),
        sentence=_fit_sentence(say, rows, known),
        n=n,
        columns=(
            Column("column", say("Code"), code=True),
            Column("label", say("Background")),
            Column("balint", say("Balint members")),
            Column("reference", say("Reference group")),
            Column("n_balint", say("Balint, stated"), say("people"), decimals=0),
            Column("n_reference", say("Reference, stated"), say("people"), decimals=0),
            Column("difference", say("Difference"), say("standard deviations"), decimals=2),
            Column("chance", say("Chance alone, at most"), say("standard deviations"), decimals=2),
        ),
        rows=rows,
        notes=(
            say(
                "A number: the difference of the means divided by the root of the mean of both "
                "variances (Balint members minus reference group). A category: the distance "
                "between the two lists of shares, always 0 or more. Blanks are left out."
            ),
            say(
                "Chance alone: what 95 of 100 samples of this size stay below if both groups "
                "come from one population, one column at a time. Beyond it the groups differ in "
                "that column."
            ),
            say(
                "Within chance does not mean alike: a small sample hides large differences. What "
                "was not asked may differ too."
            ),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _fit_chart(known, say, look)) if known else None,
        chart_size=(600, 280),
        crowds=list(_stated_crowds(people)),
    )


def _stated_crowds(people: Sequence[Row]) -> Iterator[Crowd]:
    """Give the people of each arm who stated each background."""
    for column in BACKGROUND:
        for arm in ARMS:
            stated = [row for row in people if row["arm"] == arm and row[column] is not None]
            yield Crowd.by_group(Counter(row["group_code"] for row in stated))


def _fit_row(people: Sequence[Row], column: str, say: Words) -> dict[str, Any]:
    field = load_form("study1").field(column)
    numeric = field.kind in ("integer", "decimal")
    arms = {arm: [row[column] for row in people if row["arm"] == arm] for arm in ARMS}
    stated = {arm: [value for value in arms[arm] if value is not None] for arm in ARMS}
    row: dict[str, Any] = {"column": column, "label": label(field, say.language)}
    for arm, values in stated.items():
        row[f"n_{arm}"] = len(values)
        if not values:
            row |= undetermined((arm,))
        elif numeric:
            row[arm] = say("mean {mean}", mean=say.number(float(np.mean(values)), 1))
        else:
            row[arm] = "; ".join(
                f"{inside_sentence(choice_label(field, code, say.language))} "
                f"{say.percent(n / len(values))}"
                for code, n in sorted(Counter(values).items(), key=lambda found: -found[1])
            )
    sizes = [len(values) for values in stated.values()]
    measure = numeric_balance if numeric else category_balance
    found = measure(*stated.values()) if min(sizes) > 1 else Undefined("no_variance")
    if isinstance(found, Undefined):
        return row | undetermined(("difference", "chance"))
    kinds = 2 if numeric else len({value for values in stated.values() for value in values})
    chance = chance_balance(*sizes, categories=kinds)
    return row | {"difference": found.difference, "chance": chance}


def _beyond(known: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in known if abs(row["difference"]) > row["chance"]]


def _fit_title(say: Words, known: Sequence[Mapping[str, Any]]) -> str:
    if not known:
        return say("How alike the groups' backgrounds are cannot be said")
    beyond = _beyond(known)
    if not beyond:
        return say("The groups' backgrounds differ no more than chance allows")
    names = say.join(inside_sentence(row["label"]) for row in beyond[:3])
    return say("The groups differ in background: {names}", names=names)


def _fit_sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]
) -> str:
    parts = []
    if known:
        told = "; ".join(
            say(
                "{column} {difference} (chance up to {chance}; {balint} and {reference} people)",
                column=inside_sentence(row["label"]),
                difference=say.number(abs(row["difference"]), 2),
                chance=say.number(row["chance"], 2),
                balint=row["n_balint"],
                reference=row["n_reference"],
            )
            for row in known
        )
        parts.append(say("Size of the differences in standard deviations: {told}.", told=told))
    unknown = [inside_sentence(row["label"]) for row in rows if row["difference"] is None]
    if unknown:
        parts.append(
            say("Too few answers, or all alike, to compare: {columns}.", columns=say.join(unknown))
        )
    parts.append(
        say("Nobody was assigned to a group by lot, so the groups may differ in other ways too.")
    )
    return " ".join(parts)


def _fit_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    told = [
        {**row, "distance": abs(row["difference"]), "zero": 0, "beyond": row in _beyond(rows)}
        for row in rows
    ]
    most = max(max(row["distance"], row["chance"]) for row in told)
    names = [row["label"] for row in rows]
    base = alt.Chart(inline(told), height=row_step(names, 44)).encode(
        y=wrapped_rows("label", names),
        tooltip=[
            alt.Tooltip("label:N", title=say("Background")),
            alt.Tooltip("balint:N", title=say("Balint members")),
            alt.Tooltip("reference:N", title=say("Reference group")),
            alt.Tooltip("distance:Q", title=say("Difference"), format=".2f"),
        ],
    )
    x = alt.X(
        "zero:Q",
        title=say("standard deviations apart; band: what chance alone gives"),
        scale=alt.Scale(domain=[-0.06 * most, 1.2 * most], nice=False),
        axis=alt.Axis(format=".1f", tickCount=5),
    )
    fill = alt.condition("datum.beyond", alt.value(look.primary), alt.value(look.card))
    return alt.layer(
        base.mark_bar(color=look.line, height=14, cornerRadius=0).encode(x=x, x2="chance:Q"),
        base.mark_point(size=150, stroke=look.primary, strokeWidth=2.2, opacity=1).encode(
            x="distance:Q", fill=fill
        ),
        base.mark_text(dx=12, align="left", color=look.ink, fontWeight=600).encode(
            x="distance:Q", text=alt.Text("distance:Q", format=".2f")
        ),
    )
