"""Why do members leave, and how many?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import inline, row_step, wrapped_rows
from balint.figures.look import Drawing, Look
from balint.figures.model import PRINTED, Answer, Ask, Column
from balint.figures.sources import thesis_table
from balint.forms import label, load_form
from balint.words import Words, inside_sentence, later


def reason_label(reason: str, language: str) -> str:
    """Name one of the seven reasons."""
    return label(load_form("congress").field(f"reason_{reason}"), language)


@figure(
    "dropout-reasons-2005",
    subject="dropouts",
    form="congress",
    draws=PRINTED,
    question=later("Why do leaders think that members leave?"),
)
def dropout_reasons_2005(ask: Ask) -> Answer:
    """Show the order of the seven assumed reasons as it was printed: ranks without weights."""
    say = ask.say
    facts = {row["fact"]: row for row in ask.rows("context/facts")}
    leaders = int(facts["dropout_leaders"]["value"])
    printed = ask.rows("dropouts/published_reasons", round_id=ask.round.id)
    rows = [
        {
            "rank": row["rank"],
            "reason": row["reason"],
            "label": reason_label(row["reason"], say.language),
        }
        for row in printed
    ]
    return Answer(
        title=say("Leaders placed practical reasons first and conflicts last"),
        subtitle=say(
            "Assumed reasons for dropouts in order; {n} leaders at a congress, 2005", n=leaders
        ),
        sentence=say(
            "{n} leaders ranked seven given reasons, {first} first and {last} last. Only the order "
            "was printed, so how far apart the reasons lie cannot be said. The reasons are the "
            "leaders' assumptions: those who left were seldom asked. In the same questionnaire "
            "the leaders estimated dropouts at roughly {estimate} (Kjeldmand 2006, p. {page}), "
            "without period, numerator or denominator.",
            n=leaders,
            estimate=say.percent(facts["dropout_estimate"]["value"] / 100),
            page=facts["dropout_estimate"]["page"],
            first=inside_sentence(rows[0]["label"]),
            last=inside_sentence(rows[-1]["label"]),
        ),
        n={"leaders": leaders},
        columns=(
            Column("rank", say("Rank"), decimals=0),
            Column("reason", say("Code"), code=True),
            Column("label", say("Reason")),
        ),
        rows=rows,
        notes=(
            say("Only ranks are printed: no weights, counts, shares or interval."),
            say("The leaders came from several countries; this is not a Swedish result."),
            say("How many leaders were asked is not printed, so there is no response rate."),
        ),
        sources=(thesis_table(say, "50", 4),),
        chart=lambda look: _places_chart(rows, say, look),
        chart_size=(640, 330),
    )


def _places_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    names = [row["label"] for row in rows]
    base = alt.Chart(inline(rows), height=row_step(names, 48)).encode(
        y=wrapped_rows("label", names),
        x=alt.X(
            "rank:Q",
            title=say("rank (1 = weightiest)"),
            scale=alt.Scale(domain=[0.6, 7.4], nice=False),
            axis=alt.Axis(values=list(range(1, 8)), tickCount=7, format="d"),
        ),
        tooltip=[
            alt.Tooltip("label:N", title=say("Reason")),
            alt.Tooltip("rank:Q", title=say("Rank")),
        ],
    )
    return alt.layer(
        base.mark_point(
            filled=False, fill=look.card, stroke=look.primary, strokeWidth=2.5, size=330
        ),
        base.mark_text(color=look.ink, fontWeight=600).encode(text="rank:Q"),
    )
