"""When did the groups begin, and what has become of those that did?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median, median_low
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.charts import stacked_bars
from balint.figures.counties import ALONE, chosen_region, in_the_region, no_group
from balint.figures.groups_by_kind import counts_words
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, marked
from balint.figures.sources import round_source
from balint.words import Words, inside_sentence, later

CLASS = 5
"""How many years are counted together."""
STATUSES = ("groups", "resting", "ended")
"""The columns that count: active groups, and those that are not."""

Rows = Sequence[Mapping[str, Any]]


@figure(
    "groups-started",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("When did the groups begin?"),
    options={"region": ALONE},
)
def groups_started(ask: Ask) -> Answer:
    """Count groups by the years in which they began, and by whether they still meet.

    Age is counted to the day on which the inventory was held, else to the day of looking.
    """
    say = ask.say
    found = ask.rows("groups/started", round_id=ask.round.id, region=chosen_region(ask))
    rows = [marked(row, "year_low", "year_high", mark="none") for row in _classes(say, found)]
    years = [
        row["started_year"]
        for row in found
        if row["started_year"] is not None
        for _ in range(row["groups"])
    ]
    total, *others = (sum(row[status] for row in found) for status in STATUSES)
    counted_to = (ask.round.held_on or ask.today).year
    return Answer(
        title=_title(say, years) if total else no_group(ask),
        subtitle=in_the_region(
            ask,
            say.plural(
                "Groups by the years in which they began; 1 is active",
                "Groups by the years in which they began; {n} are active",
                total,
            ),
        ),
        sentence=" ".join(_sentences(ask, rows, years, total, others, counted_to)),
        n={"groups": total},
        columns=(
            Column("year_low", say("From year"), code=True),
            Column("year_high", say("To year"), code=True),
            Column("label", say("Began")),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("resting", say("Resting"), say("groups"), decimals=0),
            Column("ended", say("Ended"), say("groups"), decimals=0),
        ),
        rows=rows,
        notes=(
            say(
                "Groups that ended without anybody reporting them are missing, and most of them "
                "began long ago. How long a group lasts cannot be read from this."
            ),
            say("A group's age is the year counted to less the year in which it began."),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(rows, say, look)) if total or any(others) else None,
        chart_size=(520, 40 * len(rows) + 60),
    )


def _classes(say: Words, found: Rows) -> Iterator[dict[str, Any]]:
    """Count the groups of each five years from the first stated to the last, then the others."""
    lows = [_class(row["started_year"]) for row in found]
    stated = [low for low in lows if low is not None]
    every = range(min(stated), max(stated) + 1, CLASS) if stated else ()
    for low in (*every, None) if None in lows else every:
        within = [row for row in found if _class(row["started_year"]) == low]
        yield {
            "year_low": low,
            "year_high": None if low is None else low + CLASS - 1,
            "label": say("Not stated") if low is None else f"{low}–{low + CLASS - 1}",
            **{status: sum(row[status] for row in within) for status in STATUSES},
        }


def _class(year: int | None) -> int | None:
    return None if year is None else year // CLASS * CLASS


def _title(say: Words, years: Sequence[int]) -> str:
    if not years:
        return say("No active group says when it began")
    middle = median_low(years)
    return say.plural(
        "Of 1 group that says when, {early} began in {year} or earlier",
        "Of {n} groups that say when, {early} began in {year} or earlier",
        len(years),
        early=sum(year <= middle for year in years),
        year=str(middle),
    )


def _sentences(
    ask: Ask, rows: Rows, years: Sequence[int], total: int, others: Sequence[int], counted_to: int
) -> Iterator[str]:
    say = ask.say
    if total:
        counts = (
            f"{inside_sentence(row['label'])}: {say.number(row['groups'])}"
            for row in rows
            if row["groups"]
        )
        yield counts_words(say, total, say.join(counts))
    else:
        yield f"{no_group(ask)}."
    if years:
        yield say(
            "Median age in years, counted to {year}: {age}; {stated} state a year, {silent} do "
            "not.",
            year=str(counted_to),
            age=say.amount(max(counted_to - median(years), 0)),
            stated=len(years),
            silent=total - len(years),
        )
    if any(others):
        resting, ended = others
        yield say("Also reported: {resting} resting, {ended} ended.", resting=resting, ended=ended)


def _chart(rows: Rows, say: Words, look: Look) -> Drawing:
    parts = {
        "groups": (say("Active"), look.primary),
        "resting": (say("Resting"), look.categories[1]),
        "ended": (say("Ended"), look.unknown),
    }
    drawn = {part: told for part, told in parts.items() if any(row[part] for row in rows)}
    return stacked_bars(
        rows, drawn, row_title=say("Began"), value_title=say("groups"), say=say, look=look
    )
