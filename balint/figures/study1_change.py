"""Has the difference between Balint members and the reference group changed since before?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from balint.figures.catalogue import figure
from balint.figures.change_chart import change_chart
from balint.figures.comparing import (
    apart_note,
    ask_alike,
    named_with_pair,
    one_round_sentence,
    pair_columns,
    pair_row,
    pair_subtitle,
    pairs,
    title_without_change,
)
from balint.figures.corrected import correct_holm
from balint.figures.labels import who_answered
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.figures.study1_answers import (
    ARMS,
    BY_GROUP,
    Answers,
    CategoryAnswers,
    axis_title,
    beyond_chance,
    categories,
    every_score,
    once_note,
    quoted,
    quoted_method,
    read_answers,
    scale_note,
    score_note,
    scored_crowds,
)
from balint.rounds import Round
from balint.statistics.changes import (
    Arms,
    cluster_difference_change,
    difference_change,
)
from balint.statistics.samples import Floats, Undefined
from balint.words import Words, inside_sentence, later

CHANGES = ("change", "low", "high", *BY_GROUP, "df", "p", "p_holm")
TIMES = ("earlier", "later")


@figure(
    "study1-change",
    subject="working_life",
    form="study1",
    draws=ANSWERED,
    question=later("Has the difference in working life changed?"),
    several=True,
    is_change=True,
    compares=("arm",),
)
def study1_change(ask: Ask) -> Answer:
    """Give the change of the difference between the groups in each category, with its interval."""
    say = ask.say
    answers = {found.id: read_answers(ask.alone(found)) for found in ask.rounds}
    rows = [row for pair in pairs(ask) for row in _pair_rows(*pair, answers, say)]
    known = [row for row in rows if row["change"] is not None]
    moved = [row for row in known if beyond_chance(row)]
    n = {arm: sum(int(each.in_arm(arm).sum()) for each in answers.values()) for arm in ARMS}
    return Answer(
        title=_title(say, known, moved, len(ask.rounds)),
        subtitle=pair_subtitle(
            ask,
            say(
                "Change of the difference in scale points (0–10), {balint} Balint members and "
                "{reference} reference physicians",
                **n,
            ),
        ),
        sentence=f"{who_answered(n, say)} {_sentence(say, rows, known, moved, len(ask.rounds))}",
        n=n,
        columns=(*pair_columns(say), *_columns(say)),
        rows=rows,
        notes=(
            scale_note(say),
            score_note(say),
            say(
                "A difference is the mean of Balint members minus that of the reference group; "
                "its change is the later minus the earlier. The interval is Welch's over the four "
                "means; p is corrected by Holm over the eight categories."
            ),
            say(
                "Where groups are named, the interval by groups stands beside (CR2 variance, "
                "Satterthwaite's degrees of freedom); a change counts as more than chance when "
                "Holm's p is below 0.05 and that interval leaves out 0."
            ),
            apart_note(say),
            once_note(say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(known, say, look)) if known else None,
        chart_size=(640, 100 + 50 * len(known)),
        crowds=[
            crowd
            for each in answers.values()
            for crowd in scored_crowds(each, categories(each, say), map(each.in_arm, ARMS))
        ],
    )


def _pair_rows(
    before: Round | None, after: Round, answers: Mapping[str, Answers], say: Words
) -> list[dict[str, Any]]:
    then, now = answers[before.id] if before else None, answers[after.id]
    rows = []
    for category in categories(now, say):
        items = [now.items[column] for column in category.columns]
        alike = ask_alike([found for found in (before, after) if found], items)
        rows.append(
            {
                **pair_row(before, after, say),
                "category": category.id,
                "category_label": category.label,
                "asked_alike": alike,
                **_change(then if alike else None, now, category),
            }
        )
    correct_holm(rows)
    return rows


def _change(then: Answers | None, now: Answers, category: CategoryAnswers) -> dict[str, Any]:
    row: dict[str, Any] = {}
    arms: list[tuple[Floats, Floats]] = []
    for time, answers in zip(TIMES, (then, now), strict=True):
        if answers is None:
            row |= undetermined((f"n_balint_{time}", f"n_reference_{time}", f"difference_{time}"))
            continue
        scores = tuple(_known(every_score(answers.of(arm), category.columns)) for arm in ARMS)
        arms.append((scores[0], scores[1]))
        row |= {f"n_{arm}_{time}": len(each) for arm, each in zip(ARMS, scores, strict=True)}
        row |= _difference(time, *scores)
    if then is None or min(len(arm) for each in arms for arm in each) < 2:
        return row | undetermined(CHANGES)
    found = difference_change(*arms)
    if isinstance(found, Undefined):
        return row | undetermined(CHANGES)
    told = {name: getattr(found, name) for name in ("change", "low", "high", "df", "p")}
    return row | told | _by_group((then, now), arms, category)


def _known(scores: Floats) -> Floats:
    return scores[~np.isnan(scores)]


def _difference(time: str, balint: Floats, reference: Floats) -> dict[str, Any]:
    if not (len(balint) and len(reference)):
        return undetermined((f"difference_{time}",))
    return {f"difference_{time}": float(balint.mean() - reference.mean())}


def _by_group(
    rounds: tuple[Answers, Answers], arms: Sequence[Arms], category: CategoryAnswers
) -> dict[str, Any]:
    """Give the interval that lets members of one group resemble each other."""
    if not any(answers.n_groups for answers in rounds):
        return undetermined(BY_GROUP, mark="not_asked")
    groups = [_groups(answers, category) for answers in rounds]
    found = cluster_difference_change(*arms, groups_earlier=groups[0], groups_later=groups[1])
    if isinstance(found, Undefined):
        return undetermined(BY_GROUP)
    return {"group_low": found.low, "group_high": found.high}


def _groups(answers: Answers, category: CategoryAnswers) -> list[str | int]:
    """Give the group of each Balint member with a score; who named none stands alone."""
    scored = ~np.isnan(every_score(answers.of("balint"), category.columns))
    pairs_ = zip(answers.balint_groups, scored, strict=True)
    return [group or place for place, (group, has_score) in enumerate(pairs_) if has_score]


def _columns(say: Words) -> tuple[Column, ...]:
    points, difference = say("scale points"), say("Difference")
    times = tuple(zip(TIMES, (say("before"), say("after")), strict=True))
    return (
        Column("category", say("Code"), code=True),
        Column("category_label", say("Category")),
        *(
            Column(f"n_{arm}_{time}", f"{name}, {when}", say("people"), decimals=0)
            for time, when in times
            for arm, name in zip(ARMS, (say("Balint"), say("Reference")), strict=True)
        ),
        *(
            Column(f"difference_{time}", f"{difference}, {when}", points, decimals=2)
            for time, when in times
        ),
        Column("change", say("Change"), points, decimals=2),
        Column("low", say("95% interval, from"), points, decimals=2),
        Column("high", say("95% interval, to"), points, decimals=2),
        Column("group_low", say("By groups, from"), points, decimals=2),
        Column("group_high", say("By groups, to"), points, decimals=2),
        Column("df", "df", decimals=1),
        Column("p", "p", decimals=3),
        Column("p_holm", say("p, Holm"), decimals=3),
        Column("asked_alike", say("Asked alike")),
    )


def _title(
    say: Words,
    known: Sequence[Mapping[str, Any]],
    moved: Sequence[Mapping[str, Any]],
    n_rounds: int,
) -> str:
    too_few = say("Too few answers to see whether the difference has changed")
    if none := title_without_change(say, n_rounds, known, too_few=too_few):
        return none
    if not moved:
        return say("In no category has the difference changed for certain")
    names = list(dict.fromkeys(inside_sentence(row["category_label"]) for row in moved))
    if len(names) > 2:
        return say("The difference between the groups has changed in {n} categories", n=len(names))
    return say("The difference between the groups has changed in {names}", names=say.join(names))


def _sentence(
    say: Words,
    rows: Sequence[Mapping[str, Any]],
    known: Sequence[Mapping[str, Any]],
    moved: Sequence[Mapping[str, Any]],
    n_rounds: int,
) -> str:
    if n_rounds < 2:
        return one_round_sentence(say)
    parts = []
    if known:
        changes = "; ".join(
            f"{inside_sentence(row['category_label'])} {say.number(row['change'], 1)} "
            f"({quoted(row, known, say)})"
            for row in known
        )
        parts.append(
            say(
                "How much further Balint members lie above the reference group than before, in "
                "scale points, with 95% intervals ({method}): {changes}. Of {all}, {moved} have "
                "changed beyond chance after Holm's correction.",
                method=quoted_method(known, say),
                changes=changes,
                moved=len(moved) or say("none"),
                all=len(known),
            )
        )
    else:
        parts.append(say("At least two physicians are needed in each group of both rounds."))
    other = list(dict.fromkeys(row["category_label"] for row in rows if not row["asked_alike"]))
    if other:
        parts.append(
            say(
                "Not compared, since nobody has recorded that the forms ask them alike: {names}.",
                names=say.join(map(inside_sentence, other)),
            )
        )
    parts.append(
        say(
            "Different people answered each time, and members had chosen to be in a group, so a "
            "change is not proof of an effect."
        )
    )
    return " ".join(parts)


def _chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    told = [
        {
            "name": named_with_pair(row, rows, row["category_label"]),
            "change": row["change"],
            "low": row["low"],
            "high": row["high"],
            "wide_low": row["group_low"],
            "wide_high": row["group_high"],
            "sure": beyond_chance(row),
        }
        for row in rows
    ]
    return change_chart(
        told,
        title=axis_title(
            rows, say("scale points (right of 0: Balint members further ahead than before)"), say
        ),
        decimals=1,
        say=say,
        look=look,
    )
