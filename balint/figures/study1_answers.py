"""What did the physicians of one Study I round answer, and how are two arms compared?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from balint.bases import LEAST_ANSWERED
from balint.disclosure import Crowd
from balint.figures.labels import told_interval
from balint.figures.model import Ask, Column, undetermined
from balint.forms import as_asked, category_label, load_form
from balint.statistics.effects import cluster_difference, hedges_g, welch_difference
from balint.statistics.samples import Flags, Floats, Undefined
from balint.words import Words

BY_GROUP = ("group_low", "group_high")
MEASURES = (
    *("difference", "low", "high", *BY_GROUP),
    *("t", "df", "p", "p_holm", "g", "g_low", "g_high"),
)

ARMS = ("balint", "reference")
LEVEL = 0.05
"""Of Holm's p: below it, a difference counts as beyond chance."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One round's answers as arrays: physicians in the order of their codes, items by name."""

    arms: tuple[str, ...]
    years: Floats
    """Years in a group, NaN in the reference group and where not stated."""
    groups: tuple[str | None, ...]
    """The code of each physician's Balint group, where stated."""
    items: tuple[str, ...]
    values: Floats
    """Physicians x items, 0 to 10, blanks NaN."""

    def in_arm(self, arm: str) -> Flags:
        """Say of each physician whether they belong to an arm."""
        return np.array([found == arm for found in self.arms], dtype=np.bool_)

    def of(self, arm: str) -> Floats:
        """Give the physicians of one arm."""
        return self.values[self.in_arm(arm)]

    def crowd(self, chosen: Flags) -> Crowd:
        """Count some of the physicians, and how many come from each Balint group."""
        pairs = zip(self.groups, chosen, strict=True)
        return Crowd.by_group(Counter(group for group, is_in in pairs if is_in))

    @property
    def balint_groups(self) -> tuple[str | None, ...]:
        """Give the group of each Balint member, in the order of `of`."""
        pairs = zip(self.arms, self.groups, strict=True)
        return tuple(group for arm, group in pairs if arm == "balint")

    @property
    def n_groups(self) -> int:
        """Count the Balint groups that are named."""
        return len(set(self.balint_groups) - {None})


def read_answers(ask: Ask) -> Answers:
    """Read a round's answers."""
    form = as_asked(load_form("study1"), ask.round.form_version)
    rows = ask.rows("working_life/answers", round_id=ask.round.id)
    items = tuple(field.id for field in form.fields if field.kind == "vas")
    column = {item: place for place, item in enumerate(items)}
    people = {row["person"]: row for row in rows}
    line = {person: place for place, person in enumerate(people)}
    values = np.full((len(people), len(items)), np.nan)
    for row in rows:
        item = row["item"]
        values[line[row["person"]], column[item]] = form.field(item).counted(row["value"])
    years = np.array([row["years_in_group"] for row in people.values()], dtype=np.float64)
    return Answers(
        arms=tuple(row["arm"] for row in people.values()),
        years=years,
        groups=tuple(row["group_code"] for row in people.values()),
        items=items,
        values=values,
    )


@dataclass(frozen=True, slots=True)
class CategoryAnswers:
    """A category's name, and which columns of the answers belong to it."""

    id: str
    label: str
    columns: tuple[int, ...]


def categories(answers: Answers, say: Words) -> list[CategoryAnswers]:
    """Give the eight categories in the order of the form."""
    form = load_form("study1")
    return [
        CategoryAnswers(
            category.id,
            category_label(form, category.id, say.language),
            tuple(answers.items.index(field.id) for field in form.in_category(category.id)),
        )
        for category in form.categories
    ]


def category_scores(values: Floats, columns: Sequence[int]) -> Floats:
    """Give each physician the mean of a category's answered items, who answered enough."""
    scores = every_score(values, columns)
    return scores[~np.isnan(scores)]


def every_score(values: Floats, columns: Sequence[int]) -> Floats:
    """Give each physician the mean of a category's answered items, NaN who answered too few."""
    chosen = values[:, columns]
    answered = ~np.isnan(chosen)
    enough = answered.mean(axis=1) >= LEAST_ANSWERED
    scores = np.full(len(chosen), np.nan)
    scores[enough] = np.nansum(chosen[enough], axis=1) / answered[enough].sum(axis=1)
    return scores


def scored_crowds(
    answers: Answers, named: Iterable[CategoryAnswers], parts: Iterable[Flags]
) -> list[Crowd]:
    """Give the people behind each category's score, in each part of the physicians."""
    divided = tuple(parts)
    return [
        answers.crowd(part & ~np.isnan(every_score(answers.values, category.columns)))
        for category in named
        for part in divided
    ]


def arm_means(balint: Floats, reference: Floats) -> dict[str, Any]:
    """Count each arm and give its mean; an arm without answers has none."""
    arms = dict(zip(ARMS, (balint, reference), strict=True))
    row: dict[str, Any] = {f"n_{arm}": len(scores) for arm, scores in arms.items()}
    for arm, scores in arms.items():
        known = {f"mean_{arm}": float(scores.mean())} if len(scores) else None
        row |= known or undetermined((f"mean_{arm}",))
    return row


def compare_arms(
    balint: Floats, reference: Floats, balint_groups: Sequence[str | None]
) -> dict[str, Any]:
    """Compare the means of two arms, NaN left out; what is not determined is marked."""
    answered = ~np.isnan(balint)
    groups = [group for group, is_there in zip(balint_groups, answered, strict=True) if is_there]
    balint, reference = balint[answered], reference[~np.isnan(reference)]
    row = arm_means(balint, reference)
    if min(len(balint), len(reference)) < 2:
        return row | undetermined(MEASURES)
    welch, standardised = welch_difference(balint, reference), hedges_g(balint, reference)
    if isinstance(welch, Undefined) or isinstance(standardised, Undefined):
        return row | undetermined(MEASURES)
    return row | {
        "difference": welch.difference,
        "low": welch.low,
        "high": welch.high,
        **_by_group(balint, reference, groups),
        "t": welch.t,
        "df": welch.df,
        "p": welch.p,
        "g": standardised.g,
        "g_low": standardised.low,
        "g_high": standardised.high,
    }


def _by_group(balint: Floats, reference: Floats, groups: Sequence[str | None]) -> dict[str, Any]:
    """Give the interval that lets members of one group resemble each other."""
    if not any(groups):
        return undetermined(BY_GROUP, mark="not_asked")
    alone = [group or place for place, group in enumerate(groups)]
    found = cluster_difference(balint, reference, groups_a=alone)
    if isinstance(found, Undefined):
        return undetermined(BY_GROUP)
    return {"group_low": found.low, "group_high": found.high}


def beyond_chance(row: Mapping[str, Any]) -> bool:
    """Say whether a difference survives Holm's correction and, if known, the groups' likeness."""
    if row["p_holm"] is None or row["p_holm"] >= LEVEL:
        return False
    return row["group_low"] is None or not row["group_low"] <= 0 <= row["group_high"]


def quoted_ends(rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Name the ends of the interval that is told: by groups where every difference has it."""
    every = all(row["group_low"] is not None for row in rows)
    return BY_GROUP if every else ("low", "high")


def quoted_method(rows: Sequence[Mapping[str, Any]], say: Words) -> str:
    """Name the interval that is told."""
    return say("by groups") if quoted_ends(rows) == BY_GROUP else say("Welch's")


def quoted(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], say: Words) -> str:
    """Write the interval of one row that is told in a list of such rows."""
    low, high = quoted_ends(rows)
    return told_interval(row[low], row[high], say, decimals=1)


def axis_title(rows: Sequence[Mapping[str, Any]], direction: str, say: Words) -> str:
    """Say of an axis which way it points, and what the lines and points beside it are."""
    parts = [direction]
    if any(row["group_low"] is not None for row in rows):
        parts.append(say("thick: each physician alone, thin: by groups"))
    return "; ".join((*parts, say("filled: beyond chance, hollow: not")))


def comparison_columns(say: Words) -> tuple[Column, ...]:
    """Name what a comparison of two arms gives."""
    return (
        Column("n_balint", say("Balint"), say("people"), decimals=0),
        Column("n_reference", say("Reference"), say("people"), decimals=0),
        Column("mean_balint", say("Mean, Balint"), say("scale points"), decimals=1),
        Column("mean_reference", say("Mean, reference"), say("scale points"), decimals=1),
        Column("difference", say("Difference"), say("scale points"), decimals=2),
        Column("low", say("95% interval, from"), say("scale points"), decimals=2),
        Column("high", say("95% interval, to"), say("scale points"), decimals=2),
        Column("group_low", say("By groups, from"), say("scale points"), decimals=2),
        Column("group_high", say("By groups, to"), say("scale points"), decimals=2),
        Column("t", "t", decimals=2),
        Column("df", "df", decimals=1),
        Column("p", "p", decimals=3),
        Column("p_holm", say("p, Holm"), decimals=3),
        Column("g", say("Hedges' g"), decimals=2),
        Column("g_low", say("95% interval, from"), decimals=2),
        Column("g_high", say("95% interval, to"), decimals=2),
    )


def scale_note(say: Words) -> str:
    """Say which way the scale points."""
    return say(
        "Each question was answered on a scale from 0 to 10 where 10 is most favourable, "
        "also for workload."
    )


def score_note(say: Words) -> str:
    """Say what a category score is."""
    return say(
        "A category score is the mean of a physician's answers in it, where at least half "
        "of its questions were answered."
    )


def once_note(say: Words) -> str:
    """Say that nobody was followed."""
    return say(
        "Everyone was asked once, and members had chosen to be in a group: this compares "
        "different people, it does not follow anyone over time."
    )


def independence_note(answers: Answers, say: Words) -> str:
    """Say whether the intervals allow for members who sit in one group."""
    if not answers.n_groups:
        return say(
            "The round does not say who sat in which group, so the intervals take each physician "
            "as independent. If members of one group answer alike, the true intervals are wider."
        )
    return say(
        "The interval by groups allows for members of one group answering alike (CR2 variance, "
        "Satterthwaite's degrees of freedom, {n} groups; a member without a group counts alone). "
        "Test, g and the other interval take each physician as independent. A difference counts "
        "as beyond chance when Holm's p is below 0.05 and the interval by groups leaves out 0.",
        n=answers.n_groups,
    )
