"""Has any region more or fewer groups for its people than chance allows?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.counties import MARKED, chosen_first, chosen_name, chosen_region, short_region
from balint.figures.groups_funnel_chart import LEVELS, LIMITS, funnel_chart, limits_by_size
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.statistics.rates import is_beyond_chance
from balint.words import Words, later

NEAR, FAR = LEVELS


@figure(
    "groups-funnel",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("Has any region more or fewer groups than chance allows?"),
    options={"region": MARKED},
)
def groups_funnel(ask: Ask) -> Answer:
    """Set each region's groups per inhabitants against what its size allows by chance."""
    say = ask.say
    found = ask.rows("groups/by_region", round_id=ask.round.id)
    day = found[0]["population_date"]
    rate = 1e5 * sum(row["groups"] for row in found) / sum(row["inhabitants"] for row in found)
    rows = _funnel_rows(found, rate)
    total = sum(row["groups"] for row in rows)
    chosen_first(rows, ask)
    marked = chosen_region(ask)
    per_100k = say("per 100,000 inhabitants")
    return Answer(
        title=_funnel_title(say, rows, total),
        subtitle=ringed(
            say,
            say.plural(
                "Groups per 100,000 inhabitants by size of region; 1 active group",
                "Groups per 100,000 inhabitants by size of region; {n} active groups",
                total,
            ),
            chosen_name(ask),
        ),
        sentence=_funnel_sentence(say, rows, rate, total),
        n={"groups": total, "regions": len(rows)},
        columns=(
            Column("region_code", say("County code"), code=True),
            Column("region", say("Region"), region=True),
            Column("groups", say("Groups"), say("active groups"), decimals=0),
            Column("inhabitants", say("Inhabitants"), say("people"), decimals=0),
            Column("groups_per_100k", say("Groups per 100,000"), per_100k, decimals=2),
            Column("low_95", say("95% of regions, from"), per_100k, decimals=2),
            Column("high_95", say("95% of regions, to"), per_100k, decimals=2),
            Column("low_998", say("99.8% of regions, from"), per_100k, decimals=2),
            Column("high_998", say("99.8% of regions, to"), per_100k, decimals=2),
            Column("outside", say("Outside 99.8%")),
        ),
        rows=rows,
        notes=(
            say("Only groups whose status is active are counted; resting and ended are not."),
            say("Inhabitants on {day}.", day=say.date(day)),
            say(
                "Funnel limits: how far rates would scatter by chance if every region had the "
                "country's common rate (exact Poisson limits, drawn interpolated between counts). "
                "A region lies outside where its count, or one farther out, is rarer than the "
                "limits allow. Of 21 regions one at most is expected outside the 95% limits by "
                "chance alone, hardly any outside 99.8%."
            ),
            say(
                "Groups that nobody reported are missing, and inhabitants are not physicians: a "
                "region outside the limits is a reason to ask, not a verdict."
            ),
        ),
        sources=(
            round_source(ask),
            say("Inhabitants: Statistics Sweden's population by county"),
        ),
        chart=(lambda look: funnel_chart(rows, rate, marked, say, look)) if total else None,
        chart_size=(640, 400),
    )


def ringed(say: Words, subtitle: str, region: str) -> str:
    """Say round which region the chart has a ring, if any."""
    return say("{what}; ring round {region}", what=subtitle, region=region) if region else subtitle


def _funnel_rows(found: Sequence[Mapping[str, Any]], rate: float) -> list[dict[str, Any]]:
    limits = limits_by_size([row["inhabitants"] for row in found], rate) if rate else None
    rows = []
    for place, row in enumerate(found):
        named = {
            "region_code": row["region_code"],
            "region": row["region"],
            "groups": row["groups"],
            "inhabitants": row["inhabitants"],
            "groups_per_100k": 1e5 * row["groups"] / row["inhabitants"],
        }
        if limits is None:
            rows.append(named | undetermined((*LIMITS, "outside")))
            continue
        rows.append(named | limits[place] | {"outside": _is_outside(named, rate, FAR)})
    return rows


def _is_outside(row: Mapping[str, Any], rate: float, level: float) -> bool:
    """Say whether a region has more or fewer groups than the limits of a level leave to chance.

    The limits that are drawn are interpolated between counts, which no count of groups is.
    """
    return is_beyond_chance(row["groups"], row["inhabitants"] * rate / 1e5, level=level)


def _outside(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Name the regions above the limits, and those below them."""
    outside = [row for row in rows if row["outside"]]
    above = [row for row in outside if row["groups_per_100k"] > row["low_998"]]
    below = [row for row in outside if row not in above]
    more, fewer = ([short_region(row["region"]) for row in each] for each in (above, below))
    return more, fewer


def _funnel_title(say: Words, rows: Sequence[Mapping[str, Any]], total: int) -> str:
    if not total:
        return say("No active group in any region")
    more, fewer = _outside(rows)
    outside = len(more) + len(fewer)
    if not outside:
        return say("No region lies outside the 99.8% limits for its size")
    if outside > 3:
        return say("{n} regions lie outside the 99.8% limits for their size", n=outside)
    if more and fewer:
        return say(
            "Above the 99.8% limits for their size: {more}; below: {fewer}",
            more=say.join(more),
            fewer=say.join(fewer),
        )
    if more:
        return say.plural(
            "{regions} lies above the 99.8% limit for its size",
            "{regions} lie above the 99.8% limits for their size",
            outside,
            regions=say.join(more),
        )
    return say.plural(
        "{regions} lies below the 99.8% limit for its size",
        "{regions} lie below the 99.8% limits for their size",
        outside,
        regions=say.join(fewer),
    )


def _funnel_sentence(say: Words, rows: Sequence[Mapping[str, Any]], rate: float, total: int) -> str:
    if not total:
        return say("No active group was reported, so there is no common rate to compare with.")
    outside = [row for row in rows if row["outside"]]
    parts = [
        say.plural(
            "1 active group makes {rate} per 100,000 inhabitants in the country.",
            "{n} active groups make {rate} per 100,000 inhabitants in the country.",
            total,
            rate=say.number(rate, 2),
        ),
        _how_many_outside(
            say, len(rows), sum(_is_outside(row, rate, NEAR) for row in rows), len(outside)
        ),
    ]
    parts += [
        say.plural(
            "{region}: 1 group, {rate} per 100,000; the 99.8% limits are {low} and {high}.",
            "{region}: {n} groups, {rate} per 100,000; the 99.8% limits are {low} and {high}.",
            row["groups"],
            region=short_region(row["region"]),
            rate=say.number(row["groups_per_100k"], 2),
            low=say.number(row["low_998"], 2),
            high=say.number(row["high_998"], 2),
        )
        for row in outside
    ]
    return " ".join(parts)


def _how_many_outside(say: Words, n_regions: int, near: int, far: int) -> str:
    """Say how many regions lie outside the 95% limits, and how many of them outside the others."""
    if not near:
        return say("Of {regions} regions none lies outside the 95% limits.", regions=n_regions)
    if not far:
        return say.plural(
            "Of {regions} regions 1 lies outside the 95% limits, but not outside the 99.8% limits.",
            "Of {regions} regions {n} lie outside the 95% limits, none outside the 99.8% limits.",
            near,
            regions=n_regions,
        )
    return say.plural(
        "Of {regions} regions 1 lies outside the 95% limits, and outside the 99.8% limits too.",
        "Of {regions} regions {n} lie outside the 95% limits, {outside} of them outside the 99.8% "
        "limits too.",
        near,
        regions=n_regions,
        outside=far,
    )
