"""Which reasons for dropouts do the leaders of one congress round put first?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import inline, wrapped_rows
from balint.figures.dropout_reasons_2005 import reason_label
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.statistics.ranking import LEADERS_FOR_AN_ORDER, Positions, positions, rank_intervals
from balint.statistics.resampling import SEED
from balint.words import Words, later

REASONS = ("practical", "personal", "fit", "progress", "leadership", "hurt", "conflict")


def ranked_places(ask: Ask, round_id: str) -> Positions:
    """Give each leader's places of the seven reasons, leaders in the order of their codes."""
    rows = ask.rows("dropouts/answers", round_id=round_id)
    written = [[row[f"reason_{reason}"] for reason in REASONS] for row in rows]
    return positions(np.array(written, dtype=np.float64).reshape(len(written), len(REASONS)))


def short_reason(label: str) -> str:
    """Name a reason within a sentence, without its examples."""
    return label.partition(" (")[0].lower()


@figure(
    "dropout-reasons",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("Which reasons for dropouts do leaders put first, and how sure is the order?"),
)
def dropout_reasons(ask: Ask) -> Answer:
    """Order the seven reasons by mean place, with ranks that hold for all at once."""
    say = ask.say
    found = ranked_places(ask, ask.round.id)
    rows = _reason_rows(found, say)
    shown = found.n >= LEADERS_FOR_AN_ORDER
    first = [short_reason(row["label"]) for row in rows if row["rank_low"] == 1]
    return Answer(
        title=_reasons_title(say, first, shown),
        subtitle=say.plural(
            "Mean place of seven assumed reasons; 1 leader who ranked",
            "Mean place of seven assumed reasons; {n} leaders who ranked",
            found.n,
        ),
        sentence=_reasons_sentence(say, rows, found, shown),
        n={"leaders": found.n_answers, "ranked": found.n},
        columns=(
            Column("reason", say("Code"), code=True),
            Column("label", say("Reason")),
            Column("mean_position", say("Mean place"), decimals=1),
            Column("rank", say("Rank"), decimals=0),
            Column("rank_low", say("Rank at best"), decimals=0),
            Column("rank_high", say("Rank at worst"), decimals=0),
            Column("first_share", say("Put first by"), decimals=0, percent=True),
            Column("n", say("Leaders who ranked"), decimals=0),
            Column("n_answers", say("Leaders, all"), decimals=0),
        ),
        rows=rows,
        notes=(
            say(
                "Ties share the mean of their places; a leader who ranked some reasons leaves "
                "the others the mean of the places that are left."
            ),
            say(
                "Rank intervals hold for all seven reasons at once (95%): pairs of mean places "
                "are told apart by the largest of all studentised bootstrap deviations, 2,000 "
                "draws of leaders, PCG64 with seed {seed}.",
                seed=str(SEED),
            ),
            say("Below 10 leaders no order is shown."),
            say("Reasons are the leaders' assumptions; those who left were not asked here."),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _reasons_chart(rows, say, look)) if shown else None,
        chart_size=(640, 360),
    )


def _reason_rows(found: Positions, say: Words) -> list[dict[str, Any]]:
    if found.n < LEADERS_FOR_AN_ORDER:
        return [
            {
                "reason": reason,
                "label": reason_label(reason, say.language),
                **undetermined(("mean_position", "rank", "rank_low", "rank_high", "first_share")),
                "n": found.n,
                "n_answers": found.n_answers,
            }
            for reason in REASONS
        ]
    order = rank_intervals(found.places)
    first_share = (found.places == found.places.min(axis=1, keepdims=True)).mean(axis=0)
    rows = [
        {
            "reason": reason,
            "label": reason_label(reason, say.language),
            "mean_position": float(order.mean[place]),
            "rank": int(order.rank[place]),
            "rank_low": int(order.rank_low[place]),
            "rank_high": int(order.rank_high[place]),
            "first_share": float(first_share[place]),
            "n": found.n,
            "n_answers": found.n_answers,
        }
        for place, reason in enumerate(REASONS)
    ]
    return sorted(rows, key=lambda row: (row["mean_position"], row["reason"]))


def _reasons_title(say: Words, first: Sequence[str], shown: bool) -> str:
    if not shown:
        return say("Too few leaders to say which reason comes first")
    if len(first) == 1:
        return say("Put first: {reason}", reason=first[0])
    if len(first) <= 3:
        return say("First cannot be told apart: {reasons}", reasons="; ".join(first))
    return say("{n} of 7 reasons may be first: the order is open", n=len(first))


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
            reason=short_reason(row["label"]),
            mean=say.number(row["mean_position"], 1),
            low=row["rank_low"],
            high=row["rank_high"],
        )
        for row in rows
    )
    return say(
        "{ranked} of {n} leaders ranked the reasons. Mean places, with the ranks that the sample "
        "allows at 95%: {places}. Reasons whose ranks overlap cannot be told apart for certain.",
        ranked=found.n,
        n=found.n_answers,
        places=places,
    )


def _reasons_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    base = alt.Chart(inline(rows), height=alt.Step(42)).encode(
        y=wrapped_rows("label", [row["label"] for row in rows]),
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
        scale=alt.Scale(domain=[0.6, 7.4], nice=False),
        axis=alt.Axis(values=list(range(1, 8)), format="d"),
    )
    return alt.layer(
        base.mark_rule(color=look.primary, strokeWidth=2.5, strokeCap="round").encode(
            x=alt.X("rank_low:Q"), x2="rank_high:Q"
        ),
        base.mark_point(size=260, color=look.primary, opacity=1).encode(x=x),
        base.mark_text(color=look.ground, fontWeight=600, fontSize=12).encode(
            x="rank:Q", text="rank:Q"
        ),
    )
