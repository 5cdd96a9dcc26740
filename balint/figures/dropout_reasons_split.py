"""Do leaders of one kind order the reasons for dropouts otherwise than those of another?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.figures.charts import broken_labels, inline, lane_step, wrapped_rows
from balint.figures.dropout_leaders import (
    REASONS,
    LeaderGroup,
    coverage_note,
    leaders,
    may_be_first,
    ranked_places,
    reason_names,
    reason_rows,
    split_leaders,
    split_notes,
)
from balint.figures.leading import FEW
from balint.figures.look import Drawing, Look
from balint.figures.model import Answer, Ask, Column
from balint.figures.sources import round_source
from balint.statistics.ranking import LEADERS_FOR_AN_ORDER, Positions, rank_intervals
from balint.statistics.resampling import SEED
from balint.words import Words

Group = tuple[LeaderGroup, Positions]


def reason_columns(say: Words) -> tuple[Column, ...]:
    """Name what is known of each reason."""
    return (
        Column("reason", say("Code"), code=True),
        Column("label", say("Reason")),
        Column("mean_position", say("Mean place"), decimals=1),
        Column("rank", say("Rank"), decimals=0),
        Column("rank_low", say("Rank at best"), decimals=0),
        Column("rank_high", say("Rank at worst"), decimals=0),
        Column("first_share", say("Put first by"), decimals=0, percent=True),
        Column("n", say("Leaders who ranked"), decimals=0),
        Column("n_answers", say("Leaders, all"), decimals=0),
    )


def reason_notes(say: Words) -> tuple[str, ...]:
    """Say how an order of reasons was found."""
    return (
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
        coverage_note(say),
        say("Below 10 leaders no order is shown."),
        say("Reasons are the leaders' assumptions; those who left were not asked here."),
    )


def split_reasons(ask: Ask) -> Answer:
    """Order the seven reasons within each group of leaders, and compare the orders."""
    say, split = ask.say, ask.chosen["split"]
    told = split_leaders(leaders(ask, ask.round.id), split, say)
    groups = [(group, ranked_places(group.answers)) for group in told]
    rows = [
        {"group": group.code, "group_label": group.label, **row}
        for group, found in groups
        for row in reason_rows(found, say)
    ]
    ordered = [group for group in groups if group[1].n >= LEADERS_FOR_AN_ORDER]
    moved = [reason_names(say)[name] for name in ranked_apart(ordered)]
    ranked = sum(found.n for _, found in groups)
    shown = [row for row in rows if row["rank"] is not None]
    return Answer(
        title=_split_title(say, ordered, moved),
        subtitle=say.plural(
            "Rank of seven assumed reasons by group of leaders; 1 leader who ranked",
            "Rank of seven assumed reasons by group of leaders; {n} leaders who ranked",
            ranked,
        ),
        sentence=_split_sentence(say, groups, moved),
        n={"leaders": sum(found.n_answers for _, found in groups), "ranked": ranked},
        columns=(
            Column("group", say("Code, leaders"), code=True),
            Column("group_label", say("Leaders")),
            *reason_columns(say),
        ),
        rows=rows,
        notes=(
            *reason_notes(say),
            say(
                "Groups are said to differ in a reason where their rank intervals do not meet, "
                "each at 95% shared among the groups compared."
            ),
            *split_notes(split, say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _split_chart(shown, say, look)) if shown else None,
        chart_size=(640, 180 + 7 * (18 + 20 * len(ordered))),
    )


def ranked_apart(groups: Sequence[Group]) -> list[str]:
    """Give the reasons whose ranks differ between groups, for all groups and reasons at once."""
    if len(groups) < 2:
        return []
    each = 1 - 0.05 / len(groups)
    found = [rank_intervals(places.places, confidence=each) for _, places in groups]
    best = np.max([order.rank_low for order in found], axis=0)
    worst = np.min([order.rank_high for order in found], axis=0)
    return [reason for reason, apart in zip(REASONS, best > worst, strict=True) if apart]


def _split_title(say: Words, ordered: Sequence[Group], moved: Sequence[str]) -> str:
    if len(ordered) < 2:
        return say("Too few leaders in the groups to compare their orders")
    if not moved:
        return say("No reason ranks differently between the groups for certain")
    if len(moved) > FEW:
        return say("{n} of 7 reasons rank differently between the groups", n=len(moved))
    return say("Ranked differently between the groups: {reasons}", reasons=say.join(moved))


def _split_sentence(say: Words, groups: Sequence[Group], moved: Sequence[str]) -> str:
    parts = [_group_sentence(say, group, found) for group, found in groups]
    if moved:
        parts.append(say("Ranks differ for certain in: {reasons}.", reasons=say.join(moved)))
    else:
        parts.append(
            say("That no difference is certain does not show that the groups think alike.")
        )
    return " ".join(parts)


def _group_sentence(say: Words, group: LeaderGroup, found: Positions) -> str:
    if not group.answers:
        return say("{group}: no leader.", group=group.label.capitalize())
    if found.n < LEADERS_FOR_AN_ORDER:
        return say(
            "{group}: {ranked} of {n} leaders ranked the reasons, too few for an order.",
            group=group.label.capitalize(),
            ranked=found.n,
            n=found.n_answers,
        )
    return say(
        "{group}: {ranked} of {n} leaders ranked the reasons; first may be {reasons} (95%).",
        group=group.label.capitalize(),
        ranked=found.n,
        n=found.n_answers,
        reasons=say.join(may_be_first(reason_rows(found, say), say)),
    )


def _split_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    groups = list(dict.fromkeys(row["group_label"] for row in rows))
    reasons = list(dict.fromkeys(row["label"] for row in rows))
    scale = alt.Scale(domain=groups, range=list(look.categories[: len(groups)]))
    legend = alt.Legend(labelExpr=broken_labels(groups, 20))
    shapes = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down"]
    base = alt.Chart(inline(rows), height=lane_step(18 + 20 * len(groups))).encode(
        y=wrapped_rows("label", reasons),
        yOffset=alt.YOffset("group_label:N", sort=groups),
        color=alt.Color("group_label:N", title=None, legend=legend, scale=scale),
        tooltip=[
            alt.Tooltip("group_label:N", title=say("Leaders")),
            alt.Tooltip("label:N", title=say("Reason")),
            alt.Tooltip("rank:Q", title=say("Rank")),
            alt.Tooltip("rank_low:Q", title=say("Rank at best")),
            alt.Tooltip("rank_high:Q", title=say("Rank at worst")),
            alt.Tooltip("n:Q", title=say("Leaders who ranked")),
        ],
    )
    x = alt.X(
        "rank:Q",
        title=say("rank (1 = first), with the ranks that the sample allows"),
        scale=alt.Scale(domain=[0.6, 7.4], nice=False),
        axis=alt.Axis(values=list(range(1, 8)), format="d"),
    )
    return alt.layer(
        base.mark_rule(strokeWidth=2.5, strokeCap="round").encode(x="rank_low:Q", x2="rank_high:Q"),
        base.mark_point(size=110, opacity=1, filled=True).encode(
            x=x,
            shape=alt.Shape(
                "group_label:N",
                title=None,
                legend=legend,
                scale=alt.Scale(domain=groups, range=shapes[: len(groups)]),
            ),
        ),
    )
