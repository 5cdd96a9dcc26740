"""Has the number of groups grown?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import bars, inline
from balint.figures.comparing import in_time
from balint.figures.look import LINE, NARROW, Drawing, Look, wrap
from balint.figures.model import EVERY, Answer, Ask, Column, marked
from balint.figures.sources import cite_all, cite_briefly, round_source
from balint.words import Words, later


@figure(
    "groups-over-time",
    subject="groups",
    form="inventory",
    draws=EVERY,
    question=later("Has the number of groups grown?"),
    several=True,
    compares=("status",),
)
def groups_over_time(ask: Ask) -> Answer:
    """Show printed counts of groups, or the counts of uploaded inventories, over time."""
    if ask.round.provenance == "published":
        return _published_counts(ask)
    return _inventory_counts(ask)


OVER_TIME = ("year_low", "year_high", "label", "groups", "approximate", "source")


def _over_time_columns(say: Words) -> tuple[Column, ...]:
    names = (
        say("From year"),
        say("To year"),
        say("Time"),
        say("Groups"),
        say("Rough"),
        say("Source"),
    )
    return tuple(
        Column(name, label, decimals=0 if name == "groups" else None)
        for name, label in zip(OVER_TIME, names, strict=True)
    )


def _published_counts(ask: Ask) -> Answer:
    say = ask.say
    printed = ask.rows("groups/published_counts", round_id=ask.round.id)
    rows = [
        marked(
            {
                "year_low": row["year_low"],
                "year_high": row["year_high"],
                "label": say.pick(row["label_sv"], row["label_en"]),
                "groups": row["groups"],
                "approximate": row["approximate"],
                "source": cite_briefly(say, row),
            },
            *("year_low", "year_high", "groups"),
            mark="not_printed",
        )
        for row in printed
    ]
    dated = [row for row in rows if row["year_low"] and row["groups"]]
    return Answer(
        title=_printed_title(say, dated[0], dated[-1]),
        subtitle=say("Groups in Sweden, as sources have printed them; all are rough"),
        sentence=say(
            "Printed counts of Swedish Balint groups. {counts}. All are rough, none counted "
            "from a register, so a difference of ten between them says little.",
            counts="; ".join(_printed_count(say, row) for row in rows if row["groups"]),
        ),
        n={"sources": len(rows)},
        columns=_over_time_columns(say),
        rows=rows,
        notes=(
            say("A count without a year stands in the table and is not drawn."),
            say("Nobody is obliged to report a group, so each count is an estimate."),
        ),
        sources=cite_all(say, printed),
        chart=lambda look: _over_time_chart(dated, say, look),
        chart_size=(640, 300),
    )


def _printed_title(say: Words, first: Mapping[str, Any], last: Mapping[str, Any]) -> str:
    years = {"year": first["label"], "until": last["label"]}
    if first["groups"] == last["groups"]:
        return say(
            "About {n} groups in both {year} and {until}; no dated count since",
            n=last["groups"],
            **years,
        )
    return say(
        "From about {first} groups ({year}) to about {last} ({until}); no dated count since",
        first=first["groups"],
        last=last["groups"],
        **years,
    )


def _printed_count(say: Words, row: Mapping[str, Any]) -> str:
    told = {"time": row["label"], "groups": row["groups"]}
    if row["year_low"]:
        return say("{time}: about {groups}", **told)
    return say("{time}: about {groups}, not drawn", **told)


def _inventory_counts(ask: Ask) -> Answer:
    say = ask.say
    ids = [found.id for found in ask.rounds]
    counted = {
        row["round_id"]: row["groups"] for row in ask.rows("groups/inventory_counts", round_ids=ids)
    }
    rows = [
        marked(
            {
                "year_low": found.held_on.year if found.held_on else None,
                "year_high": found.held_on.year if found.held_on else None,
                "label": found.title(say.language),
                "groups": counted[found.id],
                "approximate": False,
                "source": found.title(say.language),
            },
            *("year_low", "year_high"),
            mark="none",
        )
        for found in in_time(ask.rounds)
        if found.id in counted
    ]
    silent = [found.title(say.language) for found in ask.rounds if found.id not in counted]
    counts = "; ".join(f"{row['label']}: {say.number(row['groups'])}" for row in rows)
    same = len(rows) > 1 and rows[-1]["groups"] == rows[0]["groups"]
    return Answer(
        title=_inventory_title(say, [row["groups"] for row in rows]),
        subtitle=say.plural(
            "Active groups at 1 inventory", "Active groups at each of {n} inventories", len(rows)
        ),
        sentence=" ".join(
            (
                *(
                    [say("Active groups at each inventory. {counts}.", counts=counts)]
                    if rows
                    else ()
                ),
                *([say("The number is the same in the first and the last.")] if same else ()),
                *([] if rows else [_silent_words(say, silent)]),
            )
        ),
        n={"rounds": len(rows)},
        columns=_over_time_columns(say),
        rows=rows,
        notes=(
            say(
                "An inventory counts the groups that were reported; fewer reports look the same "
                "as fewer groups."
            ),
            *([_silent_words(say, silent)] if silent else ()),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: bars(rows, label="label", value="groups", look=look)) if rows else None,
        chart_size=(640, 40 * len(rows) + 60),
    )


def _inventory_title(say: Words, counts: Sequence[int]) -> str:
    if not counts:
        return say("No inventory here has answers that count")
    if len(counts) == 1:
        return say.plural("1 active group", "{n} active groups", counts[0])
    return say(
        "From {first} to {last} active groups between the rounds",
        first=counts[0],
        last=counts[-1],
    )


def _silent_words(say: Words, titles: Sequence[str]) -> str:
    """Say which inventories are not counted: no answers are something else than no groups."""
    return say(
        "Not counted: {rounds}. Nothing that was sent there counts now, which does not mean that "
        "there were no groups.",
        rounds=say.join(titles),
    )


CLOSE = 8
"""Years within which two times stand too near each other for names abreast."""
LETTERS = 10
"""Length of a line of the name of a time."""


def _round_years(first: int, last: int) -> list[int]:
    """Choose the years that the axis names: whole decades, or each fifth where there are few."""
    step = 10 if last - first > 30 else 5
    return list(range(-(-first // step) * step, last + 1, step)) or [first]


def _over_time_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    told = [
        {
            **row,
            "year": (row["year_low"] + row["year_high"]) / 2,
            "said": f"≈ {say.number(row['groups'])}",
            "time": wrap(row["label"], LETTERS),
            "lower": LINE * len(wrap(before["label"], LETTERS))
            if 0 < row["year_low"] - before["year_high"] < CLOSE
            else 0,
        }
        for before, row in zip([rows[0], *rows], rows, strict=False)
    ]
    years = [year for row in rows for year in (row["year_low"], row["year_high"])]
    scale = alt.Scale(domain=[min(years) - 3, max(years) + 3], nice=False, zero=False)
    axis = alt.Axis(format="d", grid=False, values=_round_years(min(years), max(years)))
    base = alt.Chart(inline(told), height=240).encode(
        x=alt.X("year:Q", title=None, scale=scale, axis=axis),
        y=alt.Y(
            "groups:Q",
            title=say("groups, roughly"),
            scale=alt.Scale(domain=[0, 60]),
            axis=alt.Axis(grid=True, values=[0, 20, 40, 60]),
        ),
    )
    return alt.layer(
        base.mark_rule(color=look.primary, strokeWidth=5, strokeCap="round", opacity=0.35).encode(
            x=alt.X("year_low:Q", title=None, scale=scale, axis=axis), x2="year_high:Q"
        ),
        base.mark_point(
            filled=False, fill=look.card, stroke=look.primary, strokeWidth=2.5, size=130
        ).encode(
            tooltip=[
                alt.Tooltip("label:N", title=say("Time")),
                alt.Tooltip("said:N", title=say("Groups")),
                alt.Tooltip("source:N", title=say("Source")),
            ]
        ),
        base.mark_text(dy=-20, color=look.ink, fontWeight=600).encode(text="said:N"),
        base.mark_text(
            dy=alt.ExprRef(f"24 + ({NARROW} ? datum.lower : 0)"),
            lineHeight=LINE,
            color=look.muted,
        ).encode(text="time:N"),
    )
