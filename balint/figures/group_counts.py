"""Which columns and notes do counts of groups among the inhabitants share?"""

from __future__ import annotations

from collections.abc import Iterator

from balint.figures.model import Column
from balint.words import Words


def count_columns(say: Words) -> tuple[Column, ...]:
    """Give the columns of groups, members, inhabitants, and the rate with its interval."""
    per_100k = say("per 100,000 inhabitants")
    return (
        Column("groups", say("Groups"), say("active groups"), decimals=0),
        Column("members", say("Members"), say("people"), decimals=0),
        Column("inhabitants", say("Inhabitants"), say("people"), decimals=0),
        Column("groups_per_100k", say("Groups per 100,000"), per_100k, decimals=2),
        Column("low", say("95% interval, from"), per_100k, decimals=2),
        Column("high", say("95% interval, to"), per_100k, decimals=2),
    )


def count_notes(say: Words, day: str) -> Iterator[str]:
    """Say what is counted, of which day the inhabitants are, and what the interval means."""
    yield say("Only groups whose status is active are counted; resting and ended are not.")
    yield say("– under Members: no group is reported there, or none stated its members.")
    yield say("Inhabitants on {day}.", day=day)
    yield say(
        "The interval is Garwood's exact Poisson interval: how far the rate could vary "
        "by chance. Groups that nobody reported are not in it."
    )
