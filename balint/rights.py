"""Until when are a round's answers kept, did those who answered know, and how many were asked?"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import ColumnExpression, ConstantExpression
from duckdb import DuckDBPyConnection as Cursor

from balint import errors, queries
from balint.access import Act, Person
from balint.forms import Form, load_form, view_name
from balint.rounds import Round, find_round
from balint.store import Store, utc_now
from balint.words import Words

LOW_SHARE = 0.6
"""With a smaller share of those asked, the ones who did not answer may well be others."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when the single answers of a round and its files are kept."""

    keep_until: dt.date
    files_purged: dt.datetime | None
    answers_erased: dt.datetime | None

    def is_due(self, today: dt.date) -> bool:
        """Say whether the day has passed and answers are still there."""
        return today > self.keep_until and self.answers_erased is None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those asked have answered, in all and by region where that is stated."""

    answered: int
    asked: int
    regions: Mapping[str, tuple[int, int]]
    """By county code: how many answered, and how many were asked."""

    @property
    def share(self) -> float | None:
        """Give the share who answered; None where nobody did, or more did than were asked."""
        return self.answered / self.asked if 0 < self.answered <= self.asked else None

    @property
    def is_low(self) -> bool:
        """Say whether so few answered that it must be remarked on."""
        return self.asked > 0 and self.answered < LOW_SHARE * self.asked


def retention_of(cursor: Cursor, found: Round) -> Retention:
    """Give until when the answers of a round are kept: as the board has set, else as its form says.

    The form's years run from the day that the round was held, else from the day it was made.
    """
    (row,) = queries.rows(cursor, "rounds/retention", round_id=found.id)
    return Retention(
        keep_until=row["keep_until"] or keep_until(load_form(found.form), found.began_on),
        files_purged=row["files_purged"],
        answers_erased=row["answers_erased"],
    )


def keep_until(form: Form, started: dt.date) -> dt.date:
    """Give the day until which answers to a form are kept that were collected from a day on."""
    year = started.year + form.kept_years
    try:
        return started.replace(year=year)
    except ValueError:  # 29 February
        return dt.date(year, 2, 28)


def set_keep_until(store: Store, round_id: str, day: dt.date, *, by: Person) -> None:
    """Let the answers of a round be kept until another day. Raises: UnknownRound, NotAllowed."""
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        find_round(cursor, round_id)
        cursor.execute("delete from round_retention where round_id = $id", {"id": round_id})
        cursor.execute(
            "insert into round_retention values ($id, $day, $now, $by)",
            {"id": round_id, "day": day, "now": utc_now(), "by": by.name},
        )


def coverage_of(cursor: Cursor, found: Round) -> Coverage | None:
    """Give how many of those asked have answered in a round; None where it is not stated.

    Readers' cursors see the answers that were released.
    """
    stated = queries.rows(cursor, "rounds/asked", round_id=found.id)
    asked = {row["region_code"]: row["asked"] for row in stated}
    if not asked or not found.form_version:
        return None
    by_region = _answered(cursor, found, by_region=any(region for region in asked))
    regions = {
        region: (by_region.get(region, 0), n) for region, n in asked.items() if region is not None
    }
    total = asked.get(None, sum(n for _, n in regions.values()))
    return Coverage(sum(by_region.values()), total, regions)


def _answered(cursor: Cursor, found: Round, *, by_region: bool) -> dict[str | None, int]:
    """Count the answers that count in a round, by region where the form has regions."""
    counted = cursor.table(view_name(load_form(found.form))).filter(
        ColumnExpression("round_id") == ConstantExpression(found.id)
    )
    column = "region" if by_region and found.form == "inventory" else "null"
    return dict(counted.aggregate(f"{column} as region, count(*) as n", column).fetchall())


def set_asked(
    store: Store, round_id: str, asked: int, regions: Mapping[str, int], *, by: Person
) -> None:
    """State how many were asked in a round, in all and by region; 0 in all takes it back.

    Raises: UnknownRound, AskedDoesNotFit, NotAllowed.
    """
    by.require(Act.GOVERN)
    if asked and sum(regions.values()) > asked:
        raise errors.AskedDoesNotFit(regions=sum(regions.values()), asked=asked)
    stated = [(None, asked), *regions.items()] if asked else []
    with store.transaction() as cursor:
        find_round(cursor, round_id)
        cursor.execute("delete from round_asked where round_id = $id", {"id": round_id})
        for region, n in stated:
            cursor.execute(
                "insert into round_asked values ($id, $region, $n, $now, $by)",
                {"id": round_id, "region": region, "n": n, "now": utc_now(), "by": by.name},
            )


def coverage_words(coverage: Coverage, say: Words) -> str:
    """Say how many of those asked have answered."""
    if coverage.share is None:
        return say(
            "{answered} answered, {asked} were asked",
            answered=coverage.answered,
            asked=coverage.asked,
        )
    return say(
        "{answered} of {asked} asked answered ({share})",
        answered=coverage.answered,
        asked=coverage.asked,
        share=say.percent(coverage.share),
    )


def coverage_note(coverage: Coverage, say: Words) -> str:
    """Say how many answered, and what follows where they are few."""
    said = f"{coverage_words(coverage, say)}."
    if not coverage.is_low:
        return said
    return (
        said
        + " "
        + say(
            "That is less than {limit}: those who did not answer may differ from those who did.",
            limit=say.percent(LOW_SHARE),
        )
    )


def confirm_informed(cursor: Cursor, submission_id: str, form: Form, *, by: Person) -> None:
    """Record that those who answered know what is done with their answers, and by which words."""
    words = form.consent.sv + form.consent.en
    cursor.execute(
        "insert into submission_informed values ($id, $version, $digest, $now, $by)",
        {
            "id": submission_id,
            "version": form.version,
            "digest": hashlib.sha256(words.encode()).hexdigest(),
            "now": utc_now(),
            "by": by.name,
        },
    )
