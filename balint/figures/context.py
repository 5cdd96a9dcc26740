"""What surrounds the figures: other kinds of groups, and what happened when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import inline
from balint.figures.look import LINE, NARROW, Drawing, Look, fill, wrap
from balint.figures.model import PRINTED, Answer, Ask, Column, marked
from balint.figures.sources import cite_all, cite_briefly
from balint.words import Words, inside_sentence, later

LETTERS = {"wide": 52, "narrow": 42}
"""Length of a line beside its label, and below it."""
LABEL = 16
"""Length of a label, in letters."""
GAP = 8
"""Room above a line with a label, px."""
NARROW_CARD = f"isFinite(containerSize()[0]) ? containerSize()[0] < 336 : {NARROW}"
"""Whether a page shows it as narrow as a phone does; a picture has the width that it is given.

The plot's own width will not do: lines that stand out make it narrower, and then stay as they are.
"""


def subject_names(say: Words) -> dict[str, str]:
    """Name the subjects of the pages."""
    return {
        "groups": say("Groups"),
        "dropouts": say("Dropouts"),
        "working_life": say("Working life"),
        "patient_centredness": say("Patient-centredness"),
        "context": say("Background"),
    }


@figure(
    "group-types",
    subject="context",
    form="background",
    draws=PRINTED,
    question=later("What other groups do physicians meet in?"),
)
def group_types(ask: Ask) -> Answer:
    """List what is printed about Balint groups and comparable groups."""
    say = ask.say
    found = ask.rows("context/group_types", round_id=ask.round.id)
    rows = [
        {
            "type": row["type"],
            "label": say.pick(row["label_sv"], row["label_en"]),
            "measure": row["measure"],
            "year": row["year"],
            "value": _number(row),
            "unit": say.pick(row["unit_sv"], row["unit_en"]),
            "words": say.pick(row["words_sv"], row["words_en"]),
            "source": cite_briefly(say, row),
        }
        for row in found
    ]
    rows = [marked(row, "year", "value", mark="not_printed") for row in rows]
    rows = [marked(row, "measure", "unit", mark="none") for row in rows]
    groups = {row["type"]: row for row in rows if row["measure"] == "groups"}
    types = list(dict.fromkeys(row["label"] for row in rows))
    return Answer(
        title=say(
            "Denmark had {danish} twelve-man groups (2002), Sweden {swedish} FQ groups (2004)",
            danish=int(groups["twelve_man_dk"]["value"]),
            swedish=int(groups["fq_se"]["value"]),
        ),
        subtitle=say("Printed facts about Balint groups and other groups of physicians"),
        sentence=say(
            "Printed facts about {n} kinds of groups: {types}. The numbers count different "
            "things in different years and cannot be ranked against each other.",
            n=len(types),
            types="; ".join(map(inside_sentence, types)),
        ),
        n={"types": len(types), "facts": len(rows)},
        columns=(
            Column("type", say("Code"), code=True),
            Column("label", say("Group")),
            Column("measure", say("Code, measure"), code=True),
            Column("words", say("Fact")),
            Column("year", say("Year")),
            Column("value", say("Number"), code=True),
            Column("unit", say("Unit"), code=True),
            Column("source", say("Source")),
        ),
        rows=rows,
        notes=(
            say(
                "Of the American programmes with Balint groups 27% were voluntary and 65% "
                "mandatory; the remaining 8% are not explained and not filled in."
            ),
        ),
        sources=cite_all(say, found),
    )


def _number(row: Mapping[str, Any]) -> float | None:
    """Give the number of a fact; a year is whole, and so is written without a thousands mark."""
    return int(row["value"]) if row["measure"] == "started_year" else row["value"]


@figure(
    "timeline",
    subject="context",
    form="background",
    draws=PRINTED,
    question=later("What happened when?"),
)
def timeline(ask: Ask) -> Answer:
    """List the events of the Balint movement, Swedish ones among them, in order."""
    say = ask.say
    printed = ask.rows("context/timeline", round_id=ask.round.id)
    rows = [
        {
            "year_low": row["year_low"],
            "year_high": row["year_high"],
            "label": say.pick(row["label_sv"], row["label_en"]),
            "event": say.pick(row["event_sv"], row["event_en"]),
            "source": cite_briefly(say, row),
        }
        for row in printed
    ]
    first, last = rows[0]["label"], rows[-1]["label"]
    return Answer(
        title=say("From {first} to {last} in {n} steps", first=first, last=last, n=len(rows)),
        subtitle=say("Events of the Balint movement and Swedish general practice"),
        sentence=say(
            "{n} events, each with its source. First, {first}: {event}. Last, {last}: {latest}.",
            n=len(rows),
            first=first,
            event=rows[0]["event"],
            last=last,
            latest=rows[-1]["event"],
        ),
        n={"events": len(rows)},
        columns=(
            Column("year_low", say("From year")),
            Column("year_high", say("To year")),
            Column("label", say("Time")),
            Column("event", say("What happened")),
            Column("source", say("Source")),
        ),
        rows=rows,
        notes=(say("Sources differ on some years; the page About lists where."),),
        sources=cite_all(say, printed),
        chart=lambda look: text_lines([(row["label"], row["event"]) for row in rows], look),
        chart_size=(640, 60),
    )


def text_lines(pairs: Sequence[tuple[str, str]], look: Look) -> Drawing:
    """Draw labels with a text beside each, or above it on a phone; one in a row is said once."""
    placed: list[dict[str, Any]] = []
    top, above = 0, ""
    for label, text in pairs:
        said = "" if label == above else label
        beside = (wrap(said, LABEL), fill(text, LETTERS["wide"]))
        top += GAP if said and placed else 0
        below = [line for line in (said, *fill(text, LETTERS["narrow"])) if line]
        shared = {"top": top, "label": beside[0], "label_above": said, "text": beside[1]}
        placed.append(shared | {"text_below": ["", *below[1:]] if said else below})
        top += max(*map(len, beside), len(below)) * LINE + 4
        above = label
    base = alt.Chart(inline(placed), height=top).encode(
        y=alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[top, 0], nice=False))
    )
    style: dict[str, Any] = {"align": "left", "baseline": "top", "lineHeight": LINE}
    left = 7.6 * LABEL
    return alt.layer(
        base.mark_text(
            **style,
            color=look.muted,
            x=0,
            text=alt.ExprRef(f"({NARROW_CARD}) ? datum.label_above : datum.label"),
        ),
        base.mark_text(
            **style,
            color=look.ink,
            x=alt.ExprRef(f"({NARROW_CARD}) ? 0 : {left + 16}"),
            text=alt.ExprRef(f"({NARROW_CARD}) ? datum.text_below : datum.text"),
        ),
        base.mark_point(
            size=46,
            color=look.primary,
            yOffset=8,
            x=left,
            opacity=alt.ExprRef(f"({NARROW_CARD}) ? 0 : 1"),
        ),
    )
