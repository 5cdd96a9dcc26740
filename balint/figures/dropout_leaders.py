"""What did the leaders of a congress round answer, and how can they be told into groups?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from balint.figures.dropout_reasons_2005 import reason_label
from balint.figures.leading import FEW
from balint.figures.model import Ask, Option, Row, undetermined
from balint.forms import choice_label, load_form
from balint.statistics.ranking import (
    LEADERS_FOR_AN_ORDER,
    Positions,
    positions,
    rank_change,
    rank_intervals,
)
from balint.statistics.samples import Floats
from balint.words import Words, later

REASONS = ("practical", "personal", "fit", "progress", "leadership", "hurt", "conflict")

EXPERIENCE = {"under_5": (0, 5), "5_to_14": (5, 15), "15_or_more": (15, float("inf"))}
"""Classes of years as a leader: from the first number to just below the second."""

MOVES = ("rank_earlier", "rank_later", "change", "change_low", "change_high")

SPLIT = Option(
    label=later("Reasons and share by"),
    values={
        "none": later("all together"),
        "obligatory": later("obligatory groups or none"),
        "country": later("country"),
        "experience": later("years as a leader"),
    },
    default="none",
)


@dataclass(frozen=True, slots=True)
class LeaderGroup:
    """Some of a round's leaders, under one name."""

    code: str
    label: str
    answers: Sequence[Row]


def leaders(ask: Ask, round_id: str) -> list[dict[str, Any]]:
    """Give what each leader of a round answered, in the order of their codes."""
    return ask.rows("dropouts/answers", round_id=round_id)


def written_places(answers: Sequence[Row]) -> Floats:
    """Give the places that leaders wrote, leaders x reasons, blanks NaN."""
    written = [[row[f"reason_{reason}"] for reason in REASONS] for row in answers]
    return np.array(written, dtype=np.float64).reshape(len(written), len(REASONS))


def ranked_places(answers: Sequence[Row]) -> Positions:
    """Give each leader's places of the seven reasons."""
    return positions(written_places(answers))


def reason_names(say: Words) -> dict[str, str]:
    """Name each reason, by its code, as titles and sentences do: a noun, without its examples."""
    return {
        "practical": say("practical reasons"),
        "personal": say("personal psychological reasons"),
        "fit": say("not fitting in"),
        "progress": say("too little progress"),
        "leadership": say("group-leadership problems"),
        "hurt": say("hurt feelings"),
        "conflict": say("conflicts"),
    }


def split_leaders(answers: Sequence[Row], split: str, say: Words) -> list[LeaderGroup]:
    """Tell leaders into groups; those who did not answer that question stand last, if any.

    Groups that the question itself names are kept when they are empty.
    """
    if split == "none":
        return [LeaderGroup("all", say("All leaders"), answers)]
    tell, labels = {
        "obligatory": (_obligatory, _obligatory_labels(say)),
        "experience": (_experience, _experience_labels(say)),
        "country": (_country, _country_labels(answers, say)),
    }[split]
    told = [tell(row) for row in answers]
    if None in told:
        labels = {**labels, None: say("not stated")}
    return [
        LeaderGroup(
            code or "not_stated",
            label,
            [row for row, group in zip(answers, told, strict=True) if group == code],
        )
        for code, label in labels.items()
    ]


def split_notes(split: str, say: Words) -> tuple[str, ...]:
    """Say what a split can carry."""
    if split == "none":
        return ()
    notes = [
        say(
            "Leaders are told into groups, not members: a leader states one count of dropouts "
            "for all groups led."
        )
    ]
    if split == "experience":
        notes.append(
            say("Years as a leader in three classes: under 5, from 5 to under 15, and 15 or more.")
        )
    return tuple(notes)


def _obligatory(row: Row) -> str | None:
    return {True: "any", False: "no", None: None}[row["obligatory_groups"]]


def _obligatory_labels(say: Words) -> dict[str | None, str]:
    return {"any": say("any obligatory group"), "no": say("no obligatory group")}


def _experience(row: Row) -> str | None:
    years = row["years_leading"]
    if years is None:
        return None
    return next(code for code, (low, high) in EXPERIENCE.items() if low <= years < high)


def _experience_labels(say: Words) -> dict[str | None, str]:
    return {
        "under_5": say("under 5 years"),
        "5_to_14": say("5 to 14 years"),
        "15_or_more": say("15 years or more"),
    }


def _country(row: Row) -> str | None:
    country: str | None = row["country"]
    return country


def _country_labels(answers: Sequence[Row], say: Words) -> dict[str | None, str]:
    counted = Counter(row["country"] for row in answers if row["country"] is not None)
    field = load_form("congress").field("country")
    return {
        country: choice_label(field, country, say.language)
        for country in sorted(counted, key=lambda country: (-counted[country], country))
    }


def reason_rows(found: Positions, say: Words) -> list[dict[str, Any]]:
    """Order the reasons by mean place; below LEADERS_FOR_AN_ORDER nothing but n is known."""
    told = {"n": found.n, "n_answers": found.n_answers}
    named = [
        {"reason": reason, "label": reason_label(reason, say.language)} | told for reason in REASONS
    ]
    if found.n < LEADERS_FOR_AN_ORDER:
        names = ("mean_position", "rank", "rank_low", "rank_high", "first_share")
        return [row | undetermined(names) for row in named]
    order = rank_intervals(found.places)
    first_share = (found.places == found.places.min(axis=1, keepdims=True)).mean(axis=0)
    rows = [
        row
        | {
            "mean_position": float(order.mean[place]),
            "rank": int(order.rank[place]),
            "rank_low": int(order.rank_low[place]),
            "rank_high": int(order.rank_high[place]),
            "first_share": float(first_share[place]),
        }
        for place, row in enumerate(named)
    ]
    return sorted(rows, key=lambda row: (row["mean_position"], row["reason"]))


def coverage_note(say: Words) -> str:
    """Say how often rank intervals held in simulations (benchmarks/coverage.py, 1,000 rounds)."""
    return say(
        "In simulations where all seven reasons are equal, the rank intervals held for all of them "
        "in about 82 of 100 rounds with 20 leaders and 89 with 40; where the reasons differ "
        "clearly, in nearly all. With few leaders they are rather too narrow."
    )


def rank_moves(before: Positions | None, after: Positions) -> dict[str, dict[str, Any]]:
    """Give both ranks of each reason and how far it moved, where both rounds show an order."""
    if before is None or min(before.n, after.n) < LEADERS_FOR_AN_ORDER:
        return {}
    found = rank_change(before.places, after.places)
    values = zip(found.earlier, found.later, found.change, found.low, found.high, strict=True)
    return {
        reason: {name: int(value) for name, value in zip(MOVES, moved, strict=True)}
        for reason, moved in zip(REASONS, values, strict=True)
    }


def moved_title(moved: Sequence[Mapping[str, Any]], say: Words) -> str:
    """Name the reasons that have changed their rank for certain, if any has."""
    if not moved:
        return say("No reason has changed its rank for certain")
    names = reason_names(say)
    reasons = list(dict.fromkeys(names[row["reason"]] for row in moved))
    if len(reasons) > FEW:
        return say("{n} of 7 reasons have changed rank for certain", n=len(reasons))
    return say("Changed rank for certain: {reasons}", reasons=say.join(reasons))


def may_be_first(rows: Sequence[Mapping[str, Any]], say: Words) -> list[str]:
    """Name the reasons that the sample allows to be first."""
    names = reason_names(say)
    return [names[row["reason"]] for row in rows if row["rank_low"] == 1]
