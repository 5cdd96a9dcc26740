"""Does the order of the reasons for dropouts change from one congress to the next?"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.comparing import in_time
from balint.figures.dropout_leaders import (
    REASONS,
    coverage_note,
    leaders,
    moved_title,
    rank_moves,
    ranked_places,
    reason_names,
    reason_rows,
)
from balint.figures.dropout_reasons_2005 import reason_label
from balint.figures.dropout_rounds_chart import rounds_chart
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source, thesis_table
from balint.rounds import Round, list_rounds
from balint.statistics.ranking import Positions
from balint.statistics.resampling import SEED
from balint.words import Words, later

CHANGES = ("change", "change_low", "change_high")


@figure(
    "dropout-reasons-over-rounds",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("Has the order of the reasons for dropouts changed?"),
    several=True,
    compares=[f"reason_{reason}" for reason in REASONS],
)
def dropout_reasons_over_rounds(ask: Ask) -> Answer:
    """Set the ranks of the reasons at each round beside each other, oldest first.

    Beside collected rounds the printed ranks stand as reference; beside made-up ones never.
    """
    say = ask.say
    answered = in_time(ask.rounds)
    places = {found.id: ranked_places(leaders(ask, found.id)) for found in answered}
    printed = _printed_rounds(ask)
    rows = [row for found in printed for row in _printed_rows(ask, found)]
    for earlier, found in itertools.pairwise([None, *answered]):
        if found:
            before = places[earlier.id] if earlier else None
            rows += _answered_rows(found, before, places[found.id], say)
    sure = [row for row in rows if row["change"] and row["change_low"] * row["change_high"] > 0]
    drawn = [row for row in rows if row["rank"] is not None]
    return Answer(
        title=_rounds_title(say, rows, len(answered), sure),
        subtitle=say.plural(
            "Rank of seven assumed reasons; 1 round",
            "Rank of seven assumed reasons; {n} rounds side by side",
            len(answered) + len(printed),
        ),
        sentence=_rounds_sentence(say, rows, places.values(), sure),
        n={
            "rounds": len(answered) + len(printed),
            "ranked": sum(found.n for found in places.values()),
        },
        columns=_rounds_columns(say),
        rows=rows,
        notes=_rounds_notes(say, bool(printed)),
        sources=(
            round_source(ask),
            *((thesis_table(say, "50", 4),) if printed else ()),
        ),
        chart=(lambda look: rounds_chart(drawn, say, look)) if drawn else None,
        chart_size=(640, 420),
        crowds=[Crowd(found.n) for found in places.values()],
    )


def _printed_rounds(ask: Ask) -> list[Round]:
    if ask.round.provenance == "demo":
        return []
    every = list_rounds(ask.cursor, "congress")
    return in_time(
        [
            found
            for found in every
            if found.provenance == "published" and found.state not in ("draft", "withdrawn")
        ]
    )


def _printed_rows(ask: Ask, found: Round) -> list[dict[str, Any]]:
    language = ask.say.language
    return [
        {
            "round": found.id,
            "label": found.title(language),
            "reason": row["reason"],
            "reason_label": reason_label(row["reason"], language),
            "rank": row["rank"],
            "reference": True,
            **dict.fromkeys(("rank_low", "rank_high", *CHANGES)),
            **{f"{name}_mark": "not_printed" for name in ("rank_low", "rank_high")},
            **{f"{name}_mark": "none" for name in CHANGES},
        }
        for row in ask.rows("dropouts/published_reasons", round_id=found.id)
    ]


def _answered_rows(
    found: Round, before: Positions | None, now: Positions, say: Words
) -> list[dict[str, Any]]:
    moves = rank_moves(before, now)
    return [
        {
            "round": found.id,
            "label": found.title(say.language),
            "reason": row["reason"],
            "reason_label": row["label"],
            "rank": row["rank"],
            "rank_low": row["rank_low"],
            "rank_high": row["rank_high"],
            "reference": False,
            **{key: value for key, value in row.items() if key.endswith("_mark")},
            **(
                {name: moves[row["reason"]][name] for name in CHANGES}
                if moves
                else undetermined(CHANGES)
            ),
        }
        for row in reason_rows(now, say)
    ]


def _rounds_columns(say: Words) -> tuple[Column, ...]:
    return (
        Column("round", say("Code, round"), code=True),
        Column("label", say("Round")),
        Column("reason", say("Code"), code=True),
        Column("reason_label", say("Reason")),
        Column("rank", say("Rank"), decimals=0),
        Column("rank_low", say("Rank at best"), decimals=0),
        Column("rank_high", say("Rank at worst"), decimals=0),
        Column("change", say("Moved since the round before"), say("places"), decimals=0),
        Column("change_low", say("95% interval, from"), say("places"), decimals=0),
        Column("change_high", say("95% interval, to"), say("places"), decimals=0),
        Column("reference", say("Printed")),
    )


def _rounds_title(
    say: Words, rows: Sequence[Mapping[str, Any]], answered: int, sure: Sequence[Mapping[str, Any]]
) -> str:
    if answered == 1:
        return say("One round of answers: no change can be seen yet")
    if all(row["change"] is None for row in rows):
        return say("Too few leaders in the rounds to see a change")
    return moved_title(sure, say)


def _rounds_sentence(
    say: Words,
    rows: Sequence[Mapping[str, Any]],
    places: Sequence[Positions] | Any,
    sure: Sequence[Mapping[str, Any]],
) -> str:
    names = reason_names(say)
    said, sizes = [], [found.n for found in places]
    for label, found in itertools.groupby(rows, key=lambda row: row["label"]):
        first = [names[row["reason"]] for row in found if row["rank"] == 1]
        if first:
            said.append(say("{round}: first {reasons}.", round=label, reasons=say.join(first)))
        else:
            said.append(say("{round}: too few leaders for an order.", round=label))
    listed = say.join(say.number(size) for size in sizes)
    said.append(say("Leaders who ranked, by round: {sizes}.", sizes=listed))
    for row in sure:
        least, most = sorted(abs(row[name]) for name in ("change_low", "change_high"))
        moved = {"reason": names[row["reason"]].capitalize(), "least": least}
        said.append(
            say.plural(
                "{reason} moved towards first by {least} to {n} place (95%).",
                "{reason} moved towards first by {least} to {n} places (95%).",
                most,
                **moved,
            )
            if row["change"] < 0
            else say.plural(
                "{reason} moved towards last by {least} to {n} place (95%).",
                "{reason} moved towards last by {least} to {n} places (95%).",
                most,
                **moved,
            )
        )
    if len(sizes) > 1 and not sure:
        said.append(say("The answers are compatible with no reason having moved."))
    return " ".join(said)


def _rounds_notes(say: Words, printed: bool) -> tuple[str, ...]:
    notes = [
        say(
            "Ranks and their intervals are those of each round alone (95% for all seven reasons "
            "at once, 2,000 bootstrap draws of leaders, PCG64 with seed {seed}). Below 10 leaders "
            "no order is shown.",
            seed=str(SEED),
        ),
        coverage_note(say),
        say(
            "A change is from the round before, with limits from both rounds' intervals at 97.5% "
            "each. Different leaders answer each time: this follows congresses, not people."
        ),
    ]
    if printed:
        notes.append(
            say(
                "The printed order is drawn hollow and without interval: only ranks are printed, "
                "so no change from it can be tested."
            )
        )
    return tuple(notes)
