"""Do the groups keep the frames of a Balint group?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.charts import stacked_bars
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.words import Words, inside_sentence, later


@figure(
    "group-frames",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Do the groups keep the frames of a Balint group?"),
    options={"region": ALONE},
)
def group_frames(ask: Ask) -> Answer:
    """Compare active groups with the frames of the thesis's definition."""
    say = ask.say
    frames = {
        "members": say("4–10 members"),
        "interval_weeks": say("Every 1–4 weeks"),
        "session_hours": say("1–2.5 hours a meeting"),
        "leaders": say("One or two leaders"),
    }
    rows = ask.rows("groups/frames", round_id=ask.round.id, region=chosen_region(ask))
    for row in rows:
        row["label"] = frames[row["frame"]]
    total = sum(rows[0][part] for part in ("within", "outside", "not_stated"))
    outside = "; ".join(
        say(
            "{frame}, {outside} of {answered}",
            frame=inside_sentence(row["label"]),
            outside=row["outside"],
            answered=row["within"] + row["outside"],
        )
        for row in rows
    )
    return Answer(
        title=_title(say, rows) if total else no_group(ask),
        subtitle=in_the_region(
            ask,
            say.plural(
                "1 active group, against the thesis's definition",
                "{n} active groups, against the thesis's definition",
                total,
            ),
        ),
        sentence=" ".join(
            (
                say.plural("1 active group.", "{n} active groups.", total),
                say(
                    "Outside each frame, of those that stated it: {outside}. The frames describe, "
                    "they do not judge; other definitions draw them differently.",
                    outside=outside,
                ),
            )
        ),
        n={"groups": total},
        columns=(
            Column("frame", say("Code"), code=True),
            Column("label", say("Frame")),
            Column("low", say("From")),
            Column("high", say("To")),
            Column("within", say("Within"), say("active groups"), decimals=0),
            Column("outside", say("Outside"), say("active groups"), decimals=0),
            Column("not_stated", say("Not stated"), say("active groups"), decimals=0),
        ),
        rows=rows,
        notes=(
            say("The ends of each frame belong to it: 4 and 10 members are within."),
            say("Other Swedish definitions: 5–10 or 5–8 members; see the page About."),
        ),
        sources=(
            round_source(ask),
            say("The definition: Kjeldmand 2006, pp. 22–23"),
        ),
        chart=(lambda look: _frames_chart(rows, say, look)) if total else None,
        chart_size=(520, 230),
    )


def _title(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    most = max(row["outside"] for row in rows)
    if not most:
        return say("Every group that answered keeps all four frames")
    widest = [row for row in rows if row["outside"] == most]
    names = say.join(inside_sentence(row["label"]) for row in widest)
    if len(widest) > 1:
        return say.plural(
            "Most often outside the frames: {frames} (1 group each)",
            "Most often outside the frames: {frames} ({n} groups each)",
            most,
            frames=names,
        )
    return say(
        "Most often outside the frame: {frame} ({outside} of {answered} groups)",
        frame=names,
        outside=most,
        answered=widest[0]["within"] + most,
    )


def _frames_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    parts = {
        "within": (say("Within"), look.primary),
        "outside": (say("Outside"), look.categories[1]),
        "not_stated": (say("Not stated"), look.unknown),
    }
    return stacked_bars(
        rows, parts, row_title=say("Frame"), value_title=say("active groups"), say=say, look=look
    )
