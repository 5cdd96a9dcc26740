"""Do members of Balint groups rate their working life differently from a reference group?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import inline, row_step, wrapped_rows
from balint.figures.look import LINE, NARROW, Drawing, Look, wrap
from balint.figures.model import PRINTED, Answer, Ask, Column
from balint.forms import category_label, load_form
from balint.words import Words, inside_sentence, later

SIGNIFICANT = (
    "significant_level_not_legible",
    "p_lt_05",
    "p_lt_01",
    "p_lt_001",
)


def significance_labels(say: Words) -> dict[str, str]:
    """Name each way in which a difference was marked in print, least first."""
    return {
        "not_significant": say("not significant"),
        "significant_level_not_legible": say("significant, level not legible"),
        "p_lt_05": "p < " + say.number(0.05, 2),
        "p_lt_01": "p < " + say.number(0.01, 2),
        "p_lt_001": "p < " + say.number(0.001, 3),
    }


@figure(
    "study1-published",
    subject="working_life",
    form="study1",
    draws=PRINTED,
    question=later("Where did experienced Balint members rate their working life higher?"),
)
def study1_published(ask: Ask) -> Answer:
    """Show the eight categories of Study I with what was printed: marks, no means."""
    say, form = ask.say, load_form("study1")
    levels = significance_labels(say)
    stages = {
        row["stage"]: row["n"]
        for row in ask.rows("working_life/published_stages", round_id=ask.round.id)
    }
    design = {
        row["arm"]: row for row in ask.rows("working_life/published_design", round_id=ask.round.id)
    }
    rows = [
        {
            "category": row["category"],
            "label": category_label(form, row["category"], say.language),
            "items": row["items"],
            "significance": row["significance"],
            "level": levels[row["significance"]],
        }
        for row in ask.rows("working_life/published_categories", round_id=ask.round.id)
    ]
    better = [row for row in rows if row["significance"] in SIGNIFICANT]
    alike = say.join(inside_sentence(row["label"]) for row in rows if row not in better)
    return Answer(
        title=say(
            "Experienced members rated {better} of {all} categories significantly higher, not "
            "{alike}",
            better=len(better),
            all=len(rows),
            alike=alike,
        ),
        subtitle=say(
            "{experienced} members with more than 1.5 years in a group against {reference} "
            "reference physicians",
            experienced=stages["experienced"],
            reference=stages["reference"],
        ),
        sentence=say(
            "Experienced Balint members (n = {experienced}) rated {better} of {all} categories "
            "of working life as more favourable than the reference group (n = {reference}); "
            "no significant difference: {alike}. In the mean of all questions members with "
            "shorter time (n = {short}) did not differ significantly. No means are "
            "legible, so the size of the differences is unknown.",
            experienced=stages["experienced"],
            reference=stages["reference"],
            short=stages["short"],
            better=len(better),
            all=len(rows),
            alike=alike,
        ),
        n={
            "experienced": stages["experienced"],
            "short": stages["short"],
            "reference": stages["reference"],
            "answered": design["total"]["answered"],
            "asked": design["total"]["allocated"],
        },
        columns=(
            Column("category", say("Code"), code=True),
            Column("label", say("Category")),
            Column("items", say("Questions"), decimals=0),
            Column("significance", say("Code, difference"), code=True),
            Column("level", say("Difference in print")),
        ),
        rows=rows,
        notes=(
            say(
                "Each question was answered on a scale from 0 to 10 where 10 is most favourable, "
                "also for workload."
            ),
            say("Student's t-test, unequal variances; a star in print is a level, not a size."),
            say(
                "{asked} were asked and {answered} answered: {balint} Balint members and "
                "{reference} reference physicians. {experienced} and {short} members stand in "
                "Figure 3; where the other {missing} went is not printed.",
                asked=design["total"]["allocated"],
                answered=design["total"]["answered"],
                balint=design["balint"]["answered"],
                reference=design["reference"]["answered"],
                experienced=stages["experienced"],
                short=stages["short"],
                missing=design["balint"]["answered"] - stages["experienced"] - stages["short"],
            ),
            say(
                "Everyone was asked once, and members had chosen to be in a group: this compares "
                "different people, it does not follow anyone over time."
            ),
        ),
        sources=(say("Kjeldmand 2006, pp. 36–39, Figures 2 and 3"),),
        chart=lambda look: _levels_chart(rows, say, look),
        chart_size=(640, 380),
    )


def _levels_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    names = [row["label"] for row in rows]
    told = [{**row, "lines": wrap(row["level"], 24)} for row in rows]
    base = alt.Chart(inline(told), height=row_step(names, 40)).encode(
        y=wrapped_rows("label", names),
        tooltip=[
            alt.Tooltip("label:N", title=say("Category")),
            alt.Tooltip("items:Q", title=say("Questions")),
            alt.Tooltip("level:N", title=say("Difference in print")),
        ],
    )
    significant = "datum.significance !== 'not_significant'"
    return alt.layer(
        base.mark_point(size=200, strokeWidth=2.5, stroke=look.primary).encode(
            x=alt.value(14),
            fill=alt.condition(significant, alt.value(look.primary), alt.value("transparent")),
        ),
        base.mark_text(
            align="left",
            color=look.ink,
            lineHeight=LINE,
            text=alt.ExprRef(f"{NARROW} ? datum.lines : datum.level"),
            dy=alt.ExprRef(f"{NARROW} && length(datum.lines) > 1 ? {-LINE / 2} : 0"),
        ).encode(x=alt.value(34)),
    )
