"""What do the leaders of one congress round say: which reasons, how many dropouts?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import inline, wrapped_rows
from balint.figures.dropouts import reason_label
from balint.figures.look import Look
from balint.figures.model import ANSWERED, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.statistics.ranking import LEADERS_FOR_AN_ORDER, Positions, positions, rank_intervals
from balint.statistics.rates import clustered_share
from balint.statistics.resampling import SEED
from balint.statistics.samples import Undefined
from balint.words import Words, later

REASONS = ("practical", "personal", "fit", "progress", "leadership", "hurt", "conflict")


def ranked_places(ask: Ask, round_id: str) -> Positions:
    """Give each leader's places of the seven reasons, leaders in the order of their codes."""
    rows = ask.rows("dropouts/answers", round_id=round_id)
    written = [[row[f"reason_{reason}"] for reason in REASONS] for row in rows]
    return positions(np.array(written, dtype=np.float64).reshape(len(written), len(REASONS)))


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
    first = [row["label"].partition(" (")[0].lower() for row in rows if row["rank_low"] == 1]
    shown = found.n >= LEADERS_FOR_AN_ORDER
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
            Column("reason", say("Code")),
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
        chart=(lambda look: _reasons_chart(rows, say, look)) if rows else None,
        chart_size=(640, 360),
    )


def _reason_rows(found: Positions, say: Words) -> list[dict[str, Any]]:
    if not found.n:
        return []
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
        return say("First cannot be told apart: {reasons}", reasons=say.join(first))
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
    places = say.join(
        say(
            "{reason} {mean} (rank {low} to {high})",
            reason=row["label"].partition(" (")[0].lower(),
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


def _reasons_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
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


@figure(
    "dropout-rate",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("How many members leave?"),
    several=True,
)
def dropout_rate(ask: Ask) -> Answer:
    """Give the share of members who dropped out in each round, people and leaders as chance."""
    say = ask.say
    rows = [_rate_row(ask, found.id, found.title(say.language)) for found in ask.rounds]
    known = [row for row in rows if row["rate"] is not None]
    last = known[0] if known else None
    return Answer(
        title=say("No leader stated both members and dropouts")
        if last is None
        else say(
            "{rate} of the members dropped out ({low} to {high})",
            rate=say.percent(last["rate"]),
            low=say.number(100 * (last["cluster_low"] or last["low"])),
            high=say.percent(last["cluster_high"] or last["high"]),
        ),
        subtitle=say("Dropouts as a share of members led, by round, with 95% intervals"),
        sentence=" ".join(_rate_sentence(say, row) for row in rows),
        n={
            "leaders": sum(row["n_leaders"] for row in rows),
            "members": sum(row["members"] for row in rows),
        },
        columns=(
            Column("round", say("Code")),
            Column("label", say("Round")),
            Column("leaders", say("Leaders, all"), decimals=0),
            Column("n_leaders", say("Leaders who stated both"), decimals=0),
            Column("members", say("Members"), say("people"), decimals=0),
            Column("dropouts", say("Dropouts"), say("people"), decimals=0),
            Column("rate", say("Share"), decimals=1, percent=True),
            Column("low", say("95% interval, from"), decimals=1, percent=True),
            Column("high", say("95% interval, to"), decimals=1, percent=True),
            Column("cluster_low", say("By leaders, from"), decimals=1, percent=True),
            Column("cluster_high", say("By leaders, to"), decimals=1, percent=True),
        ),
        rows=rows,
        notes=(
            say(
                "Wilson's interval as if every member were on their own, and beside it Wilson's "
                "interval for as many people as the leaders' groups are worth."
            ),
            say(
                "Co-leaders count the same members twice, and a leader's career recurs at the "
                "next congress. Over which years members left is not asked."
            ),
            say(
                "The thesis' roughly 10% is another thing: an estimate without numerator, "
                "denominator or interval."
            ),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _rate_chart(known, say, look)) if known else None,
        chart_size=(640, 70 + 56 * len(rows)),
    )


def _rate_row(ask: Ask, round_id: str, title: str) -> dict[str, Any]:
    answers = ask.rows("dropouts/answers", round_id=round_id)
    stated = [
        row for row in answers if row["members_led"] is not None and row["dropouts"] is not None
    ]
    members = sum(row["members_led"] for row in stated)
    row: dict[str, Any] = {
        "round": round_id,
        "label": title,
        "leaders": len(answers),
        "n_leaders": len(stated),
        "members": members,
        "dropouts": sum(row["dropouts"] for row in stated),
    }
    names = ("rate", "low", "high", "cluster_low", "cluster_high")
    if not members:
        return row | dict.fromkeys(names) | {f"{name}_mark": "none" for name in names}
    share = clustered_share(
        [answer["dropouts"] for answer in stated], [answer["members_led"] for answer in stated]
    )
    row |= {"rate": share.alone.share, "low": share.alone.low, "high": share.alone.high}
    if isinstance(share.clustered, Undefined):
        names = ("cluster_low", "cluster_high")
        return row | dict.fromkeys(names) | {f"{name}_mark": "none" for name in names}
    return row | {"cluster_low": share.clustered.low, "cluster_high": share.clustered.high}


def _rate_sentence(say: Words, row: Mapping[str, Any]) -> str:
    if row["rate"] is None:
        return say("{round}: no leader stated both members and dropouts.", round=row["label"])
    return say(
        "{round}: {dropouts} of {members} members dropped out, {rate}, by {leaders} leaders; "
        "{low} to {high} with each leader's members counted as alike (95%).",
        round=row["label"],
        dropouts=row["dropouts"],
        members=row["members"],
        rate=say.percent(row["rate"], 1),
        leaders=row["n_leaders"],
        low=say.percent(row["cluster_low"] or row["low"], 1),
        high=say.percent(row["cluster_high"] or row["high"], 1),
    )


def _rate_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
    most = max(row["cluster_high"] or row["high"] for row in rows)
    base = alt.Chart(inline(rows), height=alt.Step(52)).encode(
        y=wrapped_rows("label", [row["label"] for row in rows]),
        tooltip=[
            alt.Tooltip("label:N", title=say("Round")),
            alt.Tooltip("dropouts:Q", title=say("Dropouts")),
            alt.Tooltip("members:Q", title=say("Members")),
        ],
    )
    x = alt.X(
        "cluster_low:Q",
        title=say("share of members; thick: each member alone, thin: by leaders"),
        scale=alt.Scale(domain=[0, min(1.0, 1.15 * most)]),
        axis=alt.Axis(format=".0%"),
    )
    return alt.layer(
        base.mark_rule(color=look.primary, strokeWidth=1.5).encode(x=x, x2="cluster_high:Q"),
        base.mark_rule(color=look.primary, strokeWidth=5, opacity=0.45).encode(
            x="low:Q", x2="high:Q"
        ),
        base.mark_point(size=150, color=look.primary, opacity=1).encode(x="rate:Q"),
        base.mark_text(dy=-17, color=look.ink, fontWeight=600).encode(
            x="rate:Q", text=alt.Text("rate:Q", format=".1%")
        ),
    )
