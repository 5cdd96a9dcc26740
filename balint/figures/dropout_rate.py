"""How many members leave, as the leaders of each congress round counted them?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import inline, wrapped_rows
from balint.figures.comparing import in_time, of_round
from balint.figures.dropout_leaders import SPLIT, leaders, split_leaders, split_notes
from balint.figures.dropout_rate_split import (
    Rated,
    gap_notes,
    gap_sentence,
    gap_title,
    widest_gap,
)
from balint.figures.look import Drawing, Look, wrap
from balint.figures.model import ANSWERED, Answer, Ask, Column, Row, undetermined
from balint.figures.sources import round_source, thesis_pages
from balint.statistics.rates import bootstrap_share, clustered_share
from balint.statistics.samples import Undefined
from balint.words import Words, later

COUNTED = {"leaders": "n_leaders", "members": "members"}
"""The units of the figure's n, each with the column that counts it."""


@figure(
    "dropout-rate",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("How many members leave?"),
    several=True,
    compares=("members_led", "dropouts"),
    options={"split": SPLIT},
)
def dropout_rate(ask: Ask) -> Answer:
    """Give the share of members who dropped out in each round, people and leaders as chance."""
    say, split = ask.say, ask.chosen["split"]
    rated = _rate_rows(ask, split)
    rows = [row for row, _ in rated]
    base = [(row, stated) for row, stated in rated if row["round"] == ask.round.id]
    gap = widest_gap(base) if split != "none" else None
    known = [row for row in rows if row["rate"] is not None]
    estimate = _printed_estimate(ask) if ask.round.provenance == "collected" else None
    n = {name: sum(row[column] for row in rows) for name, column in COUNTED.items()}
    title = _rate_title(say, base[0][0]) if split == "none" else gap_title(say, gap)
    return Answer(
        title=of_round(ask, ask.round, title),
        subtitle=_subtitle(say, n, len(ask.rounds)),
        sentence=" ".join(
            (
                *(_rate_sentence(say, row, len(ask.rounds)) for row in rows),
                *((gap_sentence(say, gap),) if split != "none" else ()),
            )
        ),
        n=n,
        columns=(
            Column("round", say("Code"), code=True),
            Column("label", say("Round")),
            *(_group_columns(say) if split != "none" else ()),
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
                "In simulations the interval by leaders held the true share in about 93 of 100 "
                "rounds with 8 leaders, 92 with 20 and 94 with 40."
            ),
            *(_bootstrap_notes(say, rated) if split == "none" else ()),
            say(
                "Co-leaders count the same members twice, and a leader's career recurs at the "
                "next congress. Over which years members left is not asked."
            ),
            say(
                "The thesis' roughly 10% is another thing: an estimate without numerator, "
                "denominator or interval."
            ),
            *(gap_notes(say) if split != "none" else ()),
            *split_notes(split, say),
        ),
        sources=(
            round_source(ask),
            *((thesis_pages(say, "50"),) if estimate else ()),
        ),
        chart=(lambda look: _rate_chart(known, estimate, say, look)) if known else None,
        chart_size=(640, 90 + 56 * len(known)),
        crowds=[crowd for _, stated in rated for crowd in rate_crowds(stated)],
    )


def rate_crowds(stated: Sequence[Row]) -> tuple[Crowd, ...]:
    """Give the leaders, their members, and of these the ones who left and the ones who stayed."""
    members: dict[Hashable, int] = {place: row["members_led"] for place, row in enumerate(stated)}
    left: dict[Hashable, int] = {place: row["dropouts"] for place, row in enumerate(stated)}
    stayed: dict[Hashable, int] = {place: members[place] - left[place] for place in members}
    return (Crowd(len(stated)), *(Crowd.by_group(people) for people in (members, left, stayed)))


def _group_columns(say: Words) -> tuple[Column, ...]:
    return (
        Column("group", say("Code, leaders"), code=True),
        Column("group_label", say("Leaders")),
    )


def _rate_rows(ask: Ask, split: str) -> list[Rated]:
    rated: list[Rated] = []
    for found in in_time(ask.rounds):
        named: dict[str, Any] = {"round": found.id, "label": found.title(ask.say.language)}
        for group in split_leaders(leaders(ask, found.id), split, ask.say):
            told = {} if split == "none" else {"group": group.code, "group_label": group.label}
            stated = stated_both(group.answers)
            counts = rate_row(len(group.answers), stated)
            rated.append((named | told | counts, stated))
    return rated


def stated_both(answers: Sequence[Row]) -> list[Row]:
    """Choose the leaders who stated both their members and their dropouts.

    Two files can leave a leader with more dropouts than members, where one is taken back: what
    contradicts itself states neither.
    """
    return [
        row
        for row in answers
        if row["members_led"] is not None
        and row["dropouts"] is not None
        and row["dropouts"] <= row["members_led"]
    ]


def rate_row(n_answers: int, stated: Sequence[Row]) -> dict[str, Any]:
    """Count members and dropouts, and give the share with both its intervals."""
    members = sum(row["members_led"] for row in stated)
    row: dict[str, Any] = {
        "leaders": n_answers,
        "n_leaders": len(stated),
        "members": members,
        "dropouts": sum(row["dropouts"] for row in stated),
    }
    names = ("rate", "low", "high", "cluster_low", "cluster_high")
    if not members:
        return row | undetermined(names)
    share = clustered_share(
        [answer["dropouts"] for answer in stated], [answer["members_led"] for answer in stated]
    )
    row |= {"rate": share.alone.share, "low": share.alone.low, "high": share.alone.high}
    if isinstance(share.clustered, Undefined):
        return row | undetermined(("cluster_low", "cluster_high"))
    return row | {"cluster_low": share.clustered.low, "cluster_high": share.clustered.high}


def _bootstrap_notes(say: Words, rated: Sequence[Rated]) -> Iterator[str]:
    """Say how each interval comes out if leaders are drawn again instead."""
    for row, stated in rated:
        if not row["members"]:
            continue
        drawn = bootstrap_share(
            [answer["dropouts"] for answer in stated], [answer["members_led"] for answer in stated]
        )
        if isinstance(drawn, Undefined):
            continue
        yield say(
            "{round}: drawing leaders again ({draws} bootstrap draws, BCa, PCG64 with seed {seed}) "
            "gives {low} to {high}.",
            round=row["label"],
            draws=drawn.draws,
            seed=str(drawn.seed),
            low=say.percent(drawn.low, 1),
            high=say.percent(drawn.high, 1),
        )


def _subtitle(say: Words, n: Mapping[str, int], n_rounds: int) -> str:
    if n_rounds > 1:
        return say(
            "Dropouts as a share of members, round by round, with 95% intervals; {members} members "
            "led by {leaders} leaders in {n} rounds",
            members=n["members"],
            leaders=n["leaders"],
            n=n_rounds,
        )
    return say.plural(
        "Dropouts as a share of {members} members led by 1 leader, with 95% intervals",
        "Dropouts as a share of {members} members led by {n} leaders, with 95% intervals",
        n["leaders"],
        members=n["members"],
    )


def _rate_title(say: Words, row: Mapping[str, Any]) -> str:
    if row["rate"] is None:
        return say("No leader stated both members and dropouts")
    return say(
        "{rate} of the members dropped out ({low} to {high})",
        rate=say.percent(row["rate"]),
        low=say.number(100 * widest(row, "low")),
        high=say.percent(widest(row, "high")),
    )


def widest(row: Mapping[str, Any], end: str) -> float:
    """Give an end of the interval by leaders, or by members where leaders cannot be compared."""
    by_leaders: float | None = row[f"cluster_{end}"]
    return row[end] if by_leaders is None else by_leaders


def _rate_sentence(say: Words, row: Mapping[str, Any], n_rounds: int) -> str:
    grouped = "group" in row
    label = row["group_label"].capitalize() if grouped and n_rounds == 1 else _row_label(row)
    if row["rate"] is None:
        return say("{round}: no leader stated both members and dropouts.", round=label)
    if grouped:
        return say(
            "{round}: {dropouts} of {members} members, {rate} (95% interval {low} to {high}), by "
            "{leaders} leaders.",
            round=label,
            dropouts=row["dropouts"],
            members=row["members"],
            rate=say.percent(row["rate"], 1),
            leaders=row["n_leaders"],
            low=say.percent(widest(row, "low"), 1),
            high=say.percent(widest(row, "high"), 1),
        )
    return say(
        "{round}: {dropouts} of {members} members dropped out, {rate}, as reported by {leaders} "
        "leaders; 95% interval {low} to {high}, allowing for one leader's members being alike.",
        round=label,
        dropouts=row["dropouts"],
        members=row["members"],
        rate=say.percent(row["rate"], 1),
        leaders=row["n_leaders"],
        low=say.percent(widest(row, "low"), 1),
        high=say.percent(widest(row, "high"), 1),
    )


def _row_label(row: Mapping[str, Any]) -> str:
    return f"{row['label']}, {row['group_label']}" if "group" in row else str(row["label"])


def _printed_estimate(ask: Ask) -> float | None:
    """Give the share that leaders estimated in 2005, which has no denominator of its own."""
    facts = {row["fact"]: row["value"] for row in ask.rows("context/facts")}
    per_cent = facts.get("dropout_estimate")
    return per_cent / 100 if per_cent else None


def _estimate_mark(estimate: float, end: float, say: Words, look: Look) -> Drawing:
    """Draw the printed estimate as a dashed line with its name: no point and no interval."""
    text = say(
        "leaders’ estimate {year}: {estimate}",
        year="2005",
        estimate="≈ " + say.percent(estimate),
    )
    line = alt.Chart(alt.InlineData(values=[{"estimate": estimate, "text": text}])).encode(
        x="estimate:Q"
    )
    to_the_right = estimate < end / 2
    return alt.layer(
        line.mark_rule(color=look.muted, strokeDash=[4, 4]),
        line.mark_text(
            color=look.muted,
            align="left" if to_the_right else "right",
            dx=5 if to_the_right else -5,
            dy=-6,
            baseline="bottom",
        ).encode(y=alt.value(0), text="text:N"),
    )


def _rate_chart(
    rows: Sequence[Mapping[str, Any]], estimate: float | None, say: Words, look: Look
) -> Drawing:
    most = max(estimate or 0.0, *(widest(row, "high") for row in rows))
    end = min(1.0, 1.15 * most)
    alone = len({row["label"] for row in rows}) == 1
    named = [
        {**row, "name": row.get("group_label") if alone and "group" in row else _row_label(row)}
        for row in rows
    ]
    base = alt.Chart(inline(named), height=alt.Step(52)).encode(
        y=wrapped_rows("name", [row["name"] for row in named]),
        tooltip=[
            alt.Tooltip("name:N", title=say("Round")),
            alt.Tooltip("dropouts:Q", title=say("Dropouts")),
            alt.Tooltip("members:Q", title=say("Members")),
        ],
    )
    x = alt.X(
        "cluster_low:Q",
        title=wrap(
            say(
                "share of members; thick: each member alone, thin: allowing for one leader's "
                "members being alike"
            ),
            44,
        ),
        scale=alt.Scale(domain=[0, end]),
        axis=alt.Axis(format=".0%", tickCount=6, tickMinStep=0.01),
    )
    return alt.layer(
        *([_estimate_mark(estimate, end, say, look)] if estimate else ()),
        base.mark_rule(color=look.primary, strokeWidth=1.5).encode(x=x, x2="cluster_high:Q"),
        base.mark_rule(color=look.primary, strokeWidth=5, opacity=0.45).encode(
            x="low:Q", x2="high:Q"
        ),
        base.mark_point(size=150, color=look.primary, opacity=1).encode(x="rate:Q"),
        base.mark_text(dy=-17, color=look.ink, fontWeight=600).encode(
            x="rate:Q", text=alt.Text("rate:Q", format=".1%")
        ),
    )
