"""How far do the leaders of a congress round agree on the order of the reasons?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import inline
from balint.figures.dropout_leaders import leaders, ranked_places
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.statistics.ranking import Positions, kendalls_w
from balint.statistics.samples import Undefined
from balint.words import Words, later


@figure(
    "dropout-agreement",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("How far do leaders agree on the order of the reasons?"),
)
def dropout_agreement(ask: Ask) -> Answer:
    """Measure how alike the leaders' orders of the seven reasons are."""
    say = ask.say
    found = ranked_places(leaders(ask, ask.round.id))
    row = _agreement_row(found)
    known = row["w"] is not None
    return Answer(
        title=_agreement_title(say, row),
        subtitle=say.plural(
            "Kendall's W of the order of seven reasons; 1 leader who ranked",
            "Kendall's W of the order of seven reasons; {n} leaders who ranked",
            found.n,
        ),
        sentence=_agreement_sentence(say, row, found),
        n={"leaders": found.n_answers, "ranked": found.n},
        columns=(
            Column("n", say("Leaders who ranked"), decimals=0),
            Column("w", "W", decimals=2),
            Column("chi2", say("Chi-squared"), decimals=1),
            Column("df", "df", decimals=0),
            Column("p", "p", decimals=3),
            Column("by_chance", say("W by chance alone, on average"), decimals=2),
        ),
        rows=[row],
        notes=(
            say(
                "Kendall's W with correction for ties: 0 if the leaders' orders have nothing in "
                "common, 1 if all gave the same order. Leaders who ranked nothing are left out."
            ),
            say(
                "p is from Friedman's chi-squared: how often leaders who rank at random would "
                "agree at least as much. With fewer than about 10 leaders it is rough."
            ),
            say(
                "W has no interval here: leaders drawn again from a sample always agree more than "
                "those in it. Agreement is not truth: the reasons are the leaders' assumptions."
            ),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _agreement_chart(row, say, look)) if known else None,
        chart_size=(560, 130),
        crowds=(Crowd(found.n),),
    )


def _agreement_row(found: Positions) -> dict[str, Any]:
    named = {"n": found.n}
    agreement = kendalls_w(found.places) if found.n >= 2 else Undefined("one_group")
    if isinstance(agreement, Undefined):
        return named | undetermined(("w", "chi2", "df", "p", "by_chance"))
    return named | {
        "w": agreement.w,
        "chi2": agreement.chi_squared,
        "df": agreement.df,
        "p": agreement.p,
        "by_chance": 1 / found.n,
    }


def _agreement_title(say: Words, row: Mapping[str, Any]) -> str:
    if row["w"] is None:
        return say("Whether leaders agree cannot be said")
    w = say.number(row["w"], 2)
    if row["p"] >= 0.05:
        return say("Leaders agree no more than chance allows (W = {w})", w=w)
    if row["w"] < 0.3:
        return say("Leaders agree a little on the order (W = {w})", w=w)
    if row["w"] < 0.7:
        return say("Leaders agree in part on the order (W = {w})", w=w)
    return say("Leaders agree largely on the order (W = {w})", w=w)


def _agreement_sentence(say: Words, row: Mapping[str, Any], found: Positions) -> str:
    if found.n < 2:
        return say.plural(
            "1 leader ranked the reasons; at least two are needed to see whether they agree.",
            "{n} leaders ranked the reasons; at least two are needed to see whether they agree.",
            found.n,
        )
    if row["w"] is None:
        return say(
            "All {n} leaders who ranked put all reasons in one place, so there is no order to "
            "agree on.",
            n=found.n,
        )
    return say(
        "{ranked} of {n} leaders ranked the reasons. On a scale from 0 (nothing in common) to 1 "
        "(all the same order) their agreement is {w} ({p}); leaders who rank at random would reach "
        "{chance} on average.",
        ranked=found.n,
        n=found.n_answers,
        w=say.number(row["w"], 2),
        chance=say.number(row["by_chance"], 2),
        p=say.p(row["p"]),
    )


def _agreement_chart(row: Mapping[str, Any], say: Words, look: Look) -> Drawing:
    points = [
        {"value": row["w"], "name": say("these leaders"), "dy": -22},
        {"value": row["by_chance"], "name": say("by chance"), "dy": 24},
    ]
    base = alt.Chart(inline(points), height=90).encode(
        x=alt.X(
            "value:Q",
            title=say("agreement (0 = nothing in common, 1 = all the same order)"),
            scale=alt.Scale(domain=[0, 1], nice=False),
            axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2f"),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=say("Agreement")),
            alt.Tooltip("value:Q", title="W", format=".2f"),
        ],
    )
    line = alt.Chart(inline([{"start": 0, "end": 1}])).mark_rule(color=look.line, strokeWidth=3)
    ours, chance = (base.transform_filter(f"datum.dy {sign} 0") for sign in ("<", ">"))
    return alt.layer(
        line.encode(x="start:Q", x2="end:Q", y=alt.value(45)),
        chance.mark_tick(color=look.muted, thickness=2, size=26).encode(y=alt.value(45)),
        chance.mark_text(dy=24, align="left", color=look.muted).encode(
            y=alt.value(45), text="name:N"
        ),
        ours.mark_point(size=220, color=look.primary, opacity=1).encode(y=alt.value(45)),
        ours.mark_text(dy=-20, color=look.ink, fontWeight=600).encode(
            y=alt.value(45), text=alt.Text("value:Q", format=".2f")
        ),
    )
