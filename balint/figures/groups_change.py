"""Are there more or fewer groups than at the inventory before, and where?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import broken_labels, inline, told_apart
from balint.figures.comparing import (
    in_time,
    of_pair,
    one_round_sentence,
    pair_columns,
    pair_row,
    pair_subtitle,
    pairs,
)
from balint.figures.counties import short_region
from balint.figures.labels import signed
from balint.figures.leading import leading, sharing_first
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, Row, undetermined
from balint.figures.sources import round_source
from balint.rounds import Round
from balint.statistics.changes import count_change
from balint.statistics.samples import Undefined
from balint.words import Words, later

SWEDEN = "00"
"""Statistics Sweden's code for the whole country, beside those of counties."""

NUMBERS = ("earlier_groups", "difference", "ratio", "low", "high")


@figure(
    "groups-change",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Are there more or fewer groups than before, and where?"),
    several=True,
    is_change=True,
    compares=("region", "status"),
)
def groups_change(ask: Ask) -> Answer:
    """Give the change in active groups in the country and in each region."""
    say = ask.say
    counts = {found.id: ask.rows("groups/by_region", round_id=found.id) for found in ask.rounds}
    rows = [row for pair in pairs(ask) for row in _pair_rows(*pair, counts, say)]
    totals = [row for row in rows if row["region_code"] == SWEDEN]
    compared, ordered = len(ask.rounds) > 1, in_time(ask.rounds)
    n = {"groups": totals[0]["later_groups"]}
    return Answer(
        title=_title(say, totals[0]),
        subtitle=pair_subtitle(ask, say("Active groups by region")),
        sentence=_sentence(say, rows, totals, compared),
        n=n,
        columns=(
            *pair_columns(say),
            Column("region_code", say("County code"), code=True),
            Column("region", say("Region"), region=True),
            Column("earlier_groups", say("Groups before"), decimals=0),
            Column("later_groups", say("Groups after"), decimals=0),
            Column("difference", say("Change"), say("groups"), decimals=0),
            Column("ratio", say("Times as many"), decimals=2),
            Column("low", say("95% interval, from"), decimals=2),
            Column("high", say("95% interval, to"), decimals=2),
        ),
        rows=rows,
        notes=(
            say(
                "How many times as many groups there are, with the exact interval of two Poisson "
                "counts given their sum (Clopper and Pearson). It says how far chance alone moves "
                "such counts."
            ),
            say(
                "Groups that nobody reported are in no inventory and not in the interval: more "
                "reports look like more groups."
            ),
            say(
                "Only groups whose status is active are counted. Most groups of two inventories "
                "are the same groups, so that chance moves the counts less than the interval says."
            ),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(ordered, counts, say, look)) if compared else None,
        chart_size=(640, 720),
    )


def _pair_rows(
    before: Round | None, after: Round, counts: Mapping[str, Sequence[Row]], say: Words
) -> list[dict[str, Any]]:
    now = counts[after.id]
    new, old = _with_sum(now), _with_sum(counts[before.id]) if before else {}
    names = {row["region_code"]: row["region"] for row in now} | {SWEDEN: say("The whole country")}
    rows = [
        {
            **pair_row(before, after, say),
            "region_code": code,
            "region": name,
            "later_groups": new[code],
            **_change(old.get(code), new[code]),
        }
        for code, name in names.items()
    ]
    return sorted(rows, key=lambda row: (row["region_code"] != SWEDEN, -(row["difference"] or 0)))


def _with_sum(rows: Sequence[Row]) -> dict[str, int]:
    """Give the groups of each region and of the country."""
    groups = {row["region_code"]: row["groups"] for row in rows}
    return groups | {SWEDEN: sum(groups.values())}


def _change(old: int | None, new: int) -> dict[str, Any]:
    if old is None:
        return undetermined(NUMBERS)
    row: dict[str, Any] = {"earlier_groups": old, "difference": new - old}
    found = count_change(old, new)
    if isinstance(found, Undefined):
        return row | undetermined(("ratio", "low", "high"))
    known = {"ratio": found.ratio, "low": found.low, "high": found.high}
    missing = [name for name, value in known.items() if value is None]
    return row | known | undetermined(missing)


def is_certain(row: Mapping[str, Any]) -> bool:
    """Say whether the interval leaves out that there are as many as before."""
    low, high = row["low"], row["high"]
    return (low is not None and low > 1) or (high is not None and high < 1)


def _title(say: Words, total: Mapping[str, Any]) -> str:
    old, new = total["earlier_groups"], total["later_groups"]
    if old is None:
        return say("One inventory: no change can be seen yet")
    if not (old or new):
        return say("No active group in either inventory")
    if is_certain(total):
        return say("From {old} to {new} groups, more than chance explains", old=old, new=new)
    if old == new:
        return say.plural("1 group as before", "{n} groups as before", new)
    return say("From {old} to {new} groups, which chance can explain", old=old, new=new)


def _sentence(
    say: Words,
    rows: Sequence[Mapping[str, Any]],
    totals: Sequence[Mapping[str, Any]],
    compared: bool,
) -> str:
    if not compared:
        return one_round_sentence(say)
    parts = [of_pair(total, totals, _total_sentence(say, total)) for total in totals]
    first = [row for row in rows if row["later"] == totals[0]["later"]]
    first = [row for row in first if row["earlier"] == totals[0]["earlier"]][1:]
    for text, sign in ((later("Most gained: {regions}."), 1), (later("Most lost: {regions}."), -1)):
        if moved := [row for row in first if sign * row["difference"] > 0]:
            parts.append(say(text, regions=_most_moved(say, moved)))
    gone = [row for row in first if row["earlier_groups"] and not row["later_groups"]]
    if gone:
        names = say.join(short_region(row["region"]) for row in gone)
        parts.append(say("A group before and none reported after: {regions}.", regions=names))
    return " ".join(parts)


def _most_moved(say: Words, moved: Sequence[Mapping[str, Any]]) -> str:
    """Name the regions that gained or lost most, or say how many did where they are many."""
    named = leading(moved, _distance)
    if not named:
        top = sharing_first(moved, _distance)
        change = signed(say, top[0]["difference"])
        return say("{n} regions ({change} each)", n=len(top), change=change)
    return say.join(
        f"{short_region(row['region'])} ({signed(say, row['difference'])})" for row in named
    )


def _distance(row: Mapping[str, Any]) -> int:
    return abs(int(row["difference"]))


def _total_sentence(say: Words, total: Mapping[str, Any]) -> str:
    told = {"old": total["earlier_groups"], "new": total["later_groups"]}
    if total["ratio"] is None or total["high"] is None:
        return say("Active groups: {old}, then {new}.", **told)
    return say(
        "Active groups: {old}, then {new}; {ratio} times as many (95% interval {low} to {high}).",
        **told,
        ratio=say.number(total["ratio"], 2),
        low=say.number(total["low"], 2),
        high=say.number(total["high"], 2),
    )


def _chart(
    rounds: Sequence[Round], counts: Mapping[str, Sequence[Row]], say: Words, look: Look
) -> Drawing:
    """Draw each region's counts on one line, the latest round filled."""
    titles = [found.title(say.language) for found in rounds]
    dots = [
        {
            "region": short_region(row["region"]),
            "groups": row["groups"],
            "round": title,
            "latest": found is rounds[-1],
        }
        for found, title in zip(rounds, titles, strict=True)
        for row in counts[found.id]
    ]
    latest = {row["region"]: row["groups"] for row in dots if row["latest"]}
    order = sorted(latest, key=lambda region: (-latest[region], region))
    spans = [
        {
            "region": region,
            "least": min(row["groups"] for row in dots if row["region"] == region),
            "most": max(row["groups"] for row in dots if row["region"] == region),
        }
        for region in order
    ]
    x = alt.X(
        "groups:Q",
        title=say("active groups"),
        axis=alt.Axis(format="d", tickMinStep=1),
        scale=alt.Scale(domainMin=0),
    )
    y = alt.Y(
        "region:N",
        title=None,
        sort=order,
        axis=alt.Axis(labelLimit=220, labelPadding=14),
    )
    legend = alt.Legend(labelExpr=broken_labels(titles, 20), symbolStrokeWidth=2)
    rings = ["circle", "square", "diamond", "triangle-up"] * len(titles)
    n_before = len(titles) - 1
    lines = alt.Chart(inline(spans), height=alt.Step(27)).encode(y=y)
    points = alt.Chart(inline(dots), height=alt.Step(27)).encode(
        y=y,
        x=x,
        tooltip=[
            alt.Tooltip("region:N", title=say("Region")),
            alt.Tooltip("round:N", title=say("Round")),
            alt.Tooltip("groups:Q", title=say("Groups")),
        ],
    )
    return alt.layer(
        lines.mark_rule(color=look.primary, strokeWidth=2, opacity=0.5).encode(
            x=alt.X("least:Q"), x2="most:Q"
        ),
        points.mark_point(strokeWidth=2, opacity=1).encode(
            stroke=told_apart("Stroke", "round", titles, [look.primary] * len(titles), legend),
            fill=told_apart(
                "Fill", "round", titles, [look.card] * n_before + [look.primary], legend
            ),
            shape=told_apart("Shape", "round", titles, [*rings[:n_before], "circle"], legend),
            size=told_apart("Size", "round", titles, [230] * n_before + [60], legend),
        ),
    )
