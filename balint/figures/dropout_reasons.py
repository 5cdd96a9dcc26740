"""Which reasons for dropouts do the leaders of one congress round put first?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import inline, row_step, wrapped_rows
from balint.figures.dropout_leaders import (
    SPLIT,
    leaders,
    may_be_first,
    ranked_places,
    reason_names,
    reason_rows,
)
from balint.figures.dropout_reasons_split import reason_columns, reason_notes, split_reasons
from balint.figures.look import IN_MARKS, Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask
from balint.figures.sources import round_source
from balint.statistics.ranking import LEADERS_FOR_AN_ORDER, Positions, rank_intervals
from balint.words import Words, later


@figure(
    "dropout-reasons",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("Which reasons for dropouts do leaders put first, and how sure is the order?"),
    options={"split": SPLIT},
)
def dropout_reasons(ask: Ask) -> Answer:
    """Order the seven reasons by mean place, with ranks that hold for all at once."""
    if ask.chosen["split"] != "none":
        return split_reasons(ask)
    say = ask.say
    found = ranked_places(leaders(ask, ask.round.id))
    rows = reason_rows(found, say)
    shown = found.n >= LEADERS_FOR_AN_ORDER
    return Answer(
        title=_reasons_title(say, rows, shown),
        subtitle=say.plural(
            "Rank of seven assumed reasons by mean place; 1 leader who ranked",
            "Rank of seven assumed reasons by mean place; {n} leaders who ranked",
            found.n,
        ),
        sentence=_reasons_sentence(say, rows, found, shown),
        n={"leaders": found.n_answers, "ranked": found.n},
        columns=reason_columns(say),
        rows=rows,
        notes=reason_notes(say),
        sources=(round_source(ask),),
        chart=(lambda look: _reasons_chart(rows, say, look)) if shown else None,
        chart_size=(640, 360),
        crowds=(Crowd(found.n),),
    )


def _reasons_title(say: Words, rows: Sequence[Mapping[str, Any]], shown: bool) -> str:
    if not shown:
        return say("Too few leaders to say which reason comes first")
    first = may_be_first(rows, say)
    titles = {
        1: later("One reason comes first: {reasons}"),
        2: later("Two reasons may come first: {reasons}"),
        3: later("Three reasons may come first: {reasons}"),
    }
    if len(first) in titles:
        return say(titles[len(first)], reasons=say.join(first))
    return say("{n} of 7 reasons may come first: the order is open", n=len(first))


def _reasons_sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], found: Positions, shown: bool
) -> str:
    if not shown:
        return say.plural(
            "1 leader ranked reasons. With fewer than 10 any order could be chance.",
            "{n} leaders ranked reasons. With fewer than 10 any order could be chance.",
            found.n,
        )
    places = "; ".join(
        say(
            "{reason} {mean} (rank {low} to {high})",
            reason=reason_names(say)[row["reason"]],
            mean=say.number(row["mean_position"], 1),
            low=row["rank_low"],
            high=row["rank_high"],
        )
        for row in rows
    )
    said = say(
        "{ranked} of {n} leaders ranked the reasons. Mean places, with the ranks that the sample "
        "allows at 95%: {places}.",
        ranked=found.n,
        n=found.n_answers,
        places=places,
    )
    return f"{said} {_told_together(say, found)}"


def _told_together(say: Words, found: Positions) -> str:
    """Say which ranks the sample cannot tell apart."""
    runs = rank_intervals(found.places).together
    if not runs:
        return say("Every reason is told apart from every other.")
    ranks = say.join(f"{run.first}–{run.last}" for run in runs)
    return say("The sample does not tell these ranks apart: {ranks}.", ranks=ranks)


def _reasons_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    names = [row["label"] for row in rows]
    base = alt.Chart(inline(rows), height=row_step(names, 42)).encode(
        y=wrapped_rows("label", names),
        tooltip=[
            alt.Tooltip("label:N", title=say("Reason")),
            alt.Tooltip("rank:Q", title=say("Rank")),
            alt.Tooltip("rank_low:Q", title=say("Rank at best")),
            alt.Tooltip("rank_high:Q", title=say("Rank at worst")),
            alt.Tooltip("mean_position:Q", title=say("Mean place"), format=".1f"),
        ],
    )
    x = alt.X(
        "rank:Q",
        title=say("rank (1 = first), with the ranks that the sample allows"),
        scale=alt.Scale(domain=[0.6, 7.4], nice=False, zero=False),
        axis=alt.Axis(values=list(range(1, 8)), tickCount=7, format="d"),
    )
    return alt.layer(
        base.mark_rule(color=look.primary, strokeWidth=2.5, strokeCap="round").encode(
            x=alt.X("rank_low:Q"), x2="rank_high:Q"
        ),
        base.mark_point(size=260, color=look.primary, opacity=1).encode(x=x),
        base.mark_text(color=look.ground, fontWeight=600, fontSize=IN_MARKS).encode(
            x="rank:Q", text="rank:Q"
        ),
    )
