"""How are the groups spread over the six health-care regions?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from balint.disclosure import BOARD
from balint.figures.catalogue import figure
from balint.figures.counties import MARKED, chosen_name, chosen_region, no_group, short_region
from balint.figures.group_counts import count_columns, count_notes
from balint.figures.groups_by_kind import counts_words, groups_chart
from balint.figures.groups_by_region_words import rate_with_interval
from balint.figures.leading import PAIR, sharing_first
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.protection import hide_members_of_unions, members_note
from balint.figures.sources import round_source
from balint.statistics.rates import poisson_rate
from balint.words import Words, later

DIVIDED = "divided"
"""The code of the row for groups of a region that lies in two health-care regions."""
RATE = ("groups_per_100k", "low", "high")


@figure(
    "groups-by-health-care-region",
    subject="groups",
    form="inventory",
    draws=ANSWERED,
    question=later("How are the groups spread over the health-care regions?"),
    options={"region": MARKED},
)
def groups_by_health_care_region(ask: Ask) -> Answer:
    """Count active groups in each of the six health-care regions, and in divided Halland."""
    say = ask.say
    found = ask.rows(
        "groups/by_health_care_region",
        round_id=ask.round.id,
        by_municipality=ask.audience is BOARD,
    )
    day = found[0]["population_date"]
    rows = _rows(say, found)
    hide_members_of_unions(rows, ask)
    _chosen_first(rows, ask)
    total = sum(row["groups"] for row in rows)
    return Answer(
        title=_title(say, rows, total) if total else no_group(ask),
        subtitle=_subtitle(say, total, chosen_name(ask)),
        sentence=_sentence(say, rows),
        n={"groups": total},
        columns=(
            Column("health_care_region", say("Code"), code=True),
            Column("label", say("Health-care region")),
            Column("regions", say("Regions")),
            *count_columns(say),
        ),
        rows=rows,
        notes=tuple(_notes(ask, say.date(day))),
        sources=(
            round_source(ask),
            say("Inhabitants: Statistics Sweden's population by county"),
            say("Health-care regions: the ordinance 1982:777, as amended"),
        ),
        chart=groups_chart([{**row, "label": _short(row)} for row in rows]),
        chart_size=(560, 340),
    )


def _rows(say: Words, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add up the regions of each health-care region, most groups first, what is divided last."""
    codes = dict.fromkeys(row["health_care_region"] for row in found)
    rows = [
        _row(say, [row for row in found if row["health_care_region"] == code]) for code in codes
    ]
    return sorted(rows, key=lambda row: (row["health_care_region"] == DIVIDED, -row["groups"]))


def _row(say: Words, parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first, is_divided = parts[0], parts[0]["health_care_region"] is None
    people = [part["inhabitants"] for part in parts]
    sizes = {part["region_code"]: part["sizes"] for part in parts if part["groups"]}
    stated = [size for of_region in sizes.values() for size in of_region or ()]
    row = {
        "health_care_region": DIVIDED if is_divided else first["health_care_region"],
        "label": say("Halland, divided between Southern and Western")
        if is_divided
        else say.pick(first["label_sv"], first["label_en"]),
        "regions": ", ".join(_named(say, part) for part in parts),
        "region_codes": [part["region_code"] for part in parts],
        "groups": sum(part["groups"] for part in parts),
        "members": sum(stated) if stated else None,
        "members_mark": None if stated else "none",
        "sizes": sizes,
    }
    if None in people:
        return row | undetermined(("inhabitants", *RATE), mark="not_printed")
    row["inhabitants"] = sum(people)
    if is_divided:
        return row | undetermined(RATE, mark="not_printed")
    rate = poisson_rate(row["groups"], row["inhabitants"], per=100_000)
    return row | {"groups_per_100k": rate.rate, "low": rate.low, "high": rate.high}


def _named(say: Words, part: Mapping[str, Any]) -> str:
    name = short_region(part["region"])
    is_part = part["divided"] and part["health_care_region"] is not None
    return say("part of {region}", region=name) if is_part else name


def _chosen_first(rows: list[dict[str, Any]], ask: Ask) -> None:
    """Put what holds the region chosen before the rest."""
    rows.sort(key=lambda row: chosen_region(ask) not in row.pop("region_codes"))


def _title(say: Words, rows: Sequence[Mapping[str, Any]], total: int) -> str:
    top = sharing_first(rows, lambda row: row["groups"])
    most = top[0]["groups"]
    if len(top) > PAIR:
        return say(
            "{n} health-care regions share the most groups: {most} each", n=len(top), most=most
        )
    names = say.join(
        row["label"]
        if row["health_care_region"] == DIVIDED
        else say("the {health_care_region}", health_care_region=row["label"])
        for row in top
    )
    if len(top) == PAIR:
        return say(
            "Most groups in {regions}: {most} of {total} each",
            regions=names,
            most=most,
            total=total,
        )
    told = {"region": names, "groups": most, "total": total}
    if _could_be_overtaken(rows, top[0]):
        return say("{groups} of {total} groups are in {region}", **told)
    return say("Most groups in {region}: {groups} of {total}", **told)


def _could_be_overtaken(rows: Sequence[Mapping[str, Any]], top: Mapping[str, Any]) -> bool:
    """Say whether the groups of divided Halland could make another as large as the largest."""
    divided = sum(row["groups"] for row in rows if row["health_care_region"] == DIVIDED)
    return bool(divided) and any(
        row["groups"] + divided >= top["groups"]
        for row in rows
        if row["groups_per_100k"] is None
        and row["health_care_region"] not in (DIVIDED, top["health_care_region"])
    )


def _subtitle(say: Words, total: int, region: str) -> str:
    what = say.plural(
        "1 active group, by health-care region",
        "{n} active groups, by health-care region",
        total,
    )
    return (
        say("{what}; where {region} lies comes first", what=what, region=region) if region else what
    )


def _sentence(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    counts = "; ".join(f"{_short(row)}: {say.number(row['groups'])}" for row in rows)
    total = sum(row["groups"] for row in rows)
    rated = [row for row in rows if row["groups_per_100k"] is not None]
    most = sharing_first(rated, lambda row: row["groups_per_100k"])
    fewest = sharing_first(rated, lambda row: -row["groups_per_100k"])
    said = [counts_words(say, total, counts)]
    if len(most) < len(rated):
        said.append(
            say(
                "Among the {n} whose number per 100,000 inhabitants can be worked out, it is "
                "highest in {most} and lowest in {fewest}.",
                n=len(rated),
                most=_rated(say, most),
                fewest=_rated(say, fewest),
            )
        )
    said.append(
        say(
            "Southern and Western have no rate: how many live in each part of Halland is not "
            "available."
        )
    )
    return " ".join(said)


def _rated(say: Words, equal: Sequence[Mapping[str, Any]]) -> str:
    """Name health-care regions with the same rate, or say how many there are."""
    if len(equal) > PAIR:
        rate = say.number(equal[0]["groups_per_100k"], 2)
        return say("{n} of them ({rate} each)", n=len(equal), rate=rate)
    return say.join(f"{_short(row)}: {rate_with_interval(say, row)}" for row in equal)


def _short(row: Mapping[str, Any]) -> str:
    """Name a health-care region without the word: Southern, Mellansverige."""
    name: str = row["label"]
    for word in (" health-care region", "Sjukvårdsregion ", " sjukvårdsregionen"):
        name = name.removeprefix(word).removesuffix(word)
    return name


def _notes(ask: Ask, day: str) -> Iterator[str]:
    say = ask.say
    yield from count_notes(say, day)
    yield say(
        "Halmstad, Hylte and Laholm belong to Southern, Falkenberg, Kungsbacka and Varberg to "
        "Western."
    )
    if ask.audience is BOARD:
        yield say(
            "A group in Halland counts where its municipality belongs; if the municipality is not "
            "stated or not one of the six, it stands in the row of its own."
        )
    else:
        yield say(
            "All groups in Halland stand in a row of their own: in which municipality a group "
            "meets is not shown openly."
        )
    if ask.audience is not BOARD:
        yield say(
            "Members of a health-care region are hidden too where those of a hidden region could "
            "be worked out from them."
        )
    yield from members_note(ask)
