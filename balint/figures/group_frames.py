"""Do the groups keep the frames of a Balint group?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.charts import stacked_bars
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.leading import sharing_first
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column
from balint.figures.sources import round_source
from balint.words import Words, inside_sentence, later

Rows = Sequence[Mapping[str, Any]]


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
    stated = [row for row in rows if _answered(row)]
    return Answer(
        title=_title(say, rows, stated) if total else no_group(ask),
        subtitle=in_the_region(
            ask,
            say.plural(
                "1 active group, against the thesis's definition",
                "{n} active groups, against the thesis's definition",
                total,
            ),
        ),
        sentence=_sentence(say, stated, total),
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


def _answered(row: Mapping[str, Any]) -> int:
    return int(row["within"] + row["outside"])


def _title(say: Words, rows: Rows, stated: Rows) -> str:
    if not stated:
        return say("No active group states its frames")
    widest = sharing_first(stated, lambda row: row["outside"])
    most = widest[0]["outside"]
    if not most and len(stated) == len(rows):
        return say("Every group that answered keeps all four frames")
    names = say.join(inside_sentence(row["label"]) for row in widest)
    if not most:
        return say("Every group that answered keeps within: {frames}", frames=names)
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
        answered=_answered(widest[0]),
    )


def _sentence(say: Words, stated: Rows, total: int) -> str:
    parts = [say.plural("1 active group.", "{n} active groups.", total)]
    if stated:
        outside = "; ".join(
            say(
                "{frame}, {outside} of {answered}",
                frame=inside_sentence(row["label"]),
                outside=row["outside"],
                answered=_answered(row),
            )
            for row in stated
        )
        parts.append(
            say("Outside each frame, of those that stated it: {outside}.", outside=outside)
        )
    parts.append(
        say("The frames describe, they do not judge; other definitions draw them differently.")
    )
    return " ".join(parts)


def _frames_chart(rows: Rows, say: Words, look: Look) -> Drawing:
    parts = {
        "within": (say("Within"), look.primary),
        "outside": (say("Outside"), look.categories[1]),
        "not_stated": (say("Not stated"), look.unknown),
    }
    return stacked_bars(
        rows, parts, row_title=say("Frame"), value_title=say("active groups"), say=say, look=look
    )
