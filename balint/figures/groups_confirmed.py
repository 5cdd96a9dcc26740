"""How old is what the inventory says of the groups?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import ROW_HEIGHT, inline, row_step, wrapped_rows
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.words import Words, inside_sentence, later

OLD = 12
"""From this many months on, what was confirmed may no longer hold."""
BANDS = {"under_6": (0, 6), "6_to_11": (6, OLD), "12_to_23": (OLD, 24), "24_or_more": (24, None)}
"""Classes of whole months: from the first number to just below the second."""
NOT_STATED = "not_stated"


@figure(
    "groups-confirmed",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("How old is what we know of the groups?"),
    options={"region": ALONE},
)
def groups_confirmed(ask: Ask) -> Answer:
    """Count active groups by how long ago their answers were last confirmed."""
    say = ask.say
    found = ask.rows(
        "groups/confirmed", round_id=ask.round.id, today=ask.today, region=chosen_region(ask)
    )
    rows = _rows(say, found)
    total = sum(row["groups"] for row in rows)
    fresh = sum(row["groups"] for row in rows if row["old"] is False)
    return Answer(
        title=_title(say, rows, fresh, total) if total else no_group(ask),
        subtitle=in_the_region(
            ask,
            say.plural(
                "1 active group, by months since it was confirmed; counted to {day}",
                "{n} active groups, by months since they were confirmed; counted to {day}",
                total,
                day=say.date(ask.today),
            ),
        ),
        sentence=_sentence(say, rows, found),
        n={"groups": total},
        columns=(
            Column("age", say("Code"), code=True),
            Column("label", say("Last confirmed")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("old", say("12 months old or more")),
        ),
        rows=rows,
        notes=(
            say(
                "A group is confirmed when somebody in it says that the answers hold. From 12 "
                "months on they may no longer do; such groups are grey in the chart."
            ),
            say("Whole months are counted from the day stated to the day of looking."),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(rows, look)) if rows[-1]["groups"] < total else None,
        chart_size=(520, 240),
    )


def months_ago(say: Words, months: int) -> str:
    """Say how long ago something was confirmed."""
    if months == 0:
        return say("less than a month ago")
    return say.plural("1 month ago", "{n} months ago", months)


def _rows(say: Words, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    labels = {
        "under_6": say("Less than 6 months ago"),
        "6_to_11": say("6 to 11 months ago"),
        "12_to_23": say("12 to 23 months ago"),
        "24_or_more": say("24 months ago or more"),
        NOT_STATED: say("No date stated"),
    }
    groups = dict.fromkeys(labels, 0)
    for row in found:
        groups[_band(row["months"])] += row["groups"]
    return [
        {
            "age": age,
            "label": label,
            "groups": groups[age],
            "old": BANDS[age][0] >= OLD if age in BANDS else None,
            "old_mark": None if age in BANDS else "none",
        }
        for age, label in labels.items()
    ]


def _band(months: int | None) -> str:
    if months is None:
        return NOT_STATED
    return next(age for age, (_, below) in BANDS.items() if below is None or months < below)


def _title(say: Words, rows: Sequence[Mapping[str, Any]], fresh: int, total: int) -> str:
    if rows[-1]["groups"] == total:
        return say("No group says when it was last confirmed")
    return say.plural(
        "{fresh} of 1 group was confirmed in the past 12 months",
        "{fresh} of {n} groups were confirmed in the past 12 months",
        total,
        fresh=fresh,
    )


def _sentence(
    say: Words, rows: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> str:
    counts = "; ".join(
        f"{inside_sentence(row['label'])}: {say.number(row['groups'])}" for row in rows
    )
    total = sum(row["groups"] for row in rows)
    parts = [
        say.plural(
            "1 active group, by when it was last confirmed – {counts}.",
            "{n} active groups, by when they were last confirmed – {counts}.",
            total,
            counts=counts,
        )
    ]
    if months := [row["months"] for row in found if row["months"] is not None]:
        parts.append(
            say(
                "The latest confirmation was {latest}, the earliest {earliest}.",
                latest=months_ago(say, min(months)),
                earliest=months_ago(say, max(months)),
            )
        )
    return " ".join(parts)


def _chart(rows: Sequence[Mapping[str, Any]], look: Look) -> Drawing:
    """Draw bars: teal for what is fresh, grey for what is old, an outline for what is not known."""
    fills = {False: (look.primary, 1), True: (look.muted, 0.45), None: (look.muted, 0)}
    coloured = [
        {**row, "fill": fill, "opacity": opacity}
        for row in rows
        for fill, opacity in [fills[row["old"]]]
    ]
    names = [row["label"] for row in rows]
    base = alt.Chart(inline(coloured), height=row_step(names, ROW_HEIGHT)).encode(
        y=wrapped_rows("label", names),
        x=alt.X("groups:Q", title=None, axis=None, scale=alt.Scale(domainMin=0)),
    )
    return alt.layer(
        base.mark_bar(height=alt.RelativeBandSize(0.62), stroke=look.muted, strokeWidth=1).encode(
            fill=alt.Fill("fill:N", scale=None),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
        ),
        base.mark_text(align="left", dx=6, color=look.ink).encode(text=alt.Text("groups:Q")),
    )
