"""When did the groups begin, and what has become of those that did?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median, median_high
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
        title=_title(say, years, total, counted_to) if total else no_group(ask),
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


def _title(say: Words, years: Sequence[int], total: int, counted_to: int) -> str:
    if not years:
        return say("No active group says when it began")
    age = int(_median_age(years, counted_to))
    if len(years) == 1:
        return say.plural(
            "The one group that states a year is 1 year old",
            "The one group that states a year is {n} years old",
            age,
        )
    groups = (
        say("{n} groups", n=total)
        if len(years) == total
        else say("the {n} groups that state a year", n=len(years))
    )
    if age < 1:
        year = median_high(years)
        return say(
            "{counted} of {groups} began in {year}",
            counted=years.count(year),
            groups=groups,
            year=str(year),
        )
    return say.plural(
        "{counted} of {groups} are at least 1 year old",
        "{counted} of {groups} are at least {n} years old",
        age,
        counted=sum(counted_to - year >= age for year in years),
        groups=groups,
    )


def _median_age(years: Sequence[int], counted_to: int) -> float:
    """Give the median age in years; none where the median year lies ahead."""
    return max(counted_to - median(years), 0)


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
        yield counts_words(say, total, "; ".join(counts))
    else:
        yield f"{no_group(ask)}."
    if years:
        age, year = _median_age(years, counted_to), str(counted_to)
        if age == 1:
            yield say("The median age is 1 year (counted to {year}).", year=year)
        else:
            yield say(
                "The median age is {age} years (counted to {year}).",
                age=say.amount(age),
                year=year,
            )
        if len(years) < total:
            yield say("{stated} of {total} state a year.", stated=len(years), total=total)
        elif total > 1:
            yield say("All {n} state a year.", n=total)
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
    hollow = [{**row, "hollow": row["year_low"] is None} for row in rows]
    return stacked_bars(
        hollow, drawn, row_title=say("Began"), value_title=say("groups"), say=say, look=look
    )
