"""Which reasons for dropouts have changed their rank since the round before?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.change_chart import change_chart
from balint.figures.comparing import (
    apart_note,
    in_time,
    named_with_pair,
    one_round_sentence,
    pair_columns,
    pair_row,
    pair_subtitle,
    pairs,
    title_without_change,
)
from balint.figures.dropout_leaders import (
    MOVES,
    REASONS,
    leaders,
    moved_title,
    rank_moves,
    ranked_places,
    reason_names,
)
from balint.figures.dropout_reasons_2005 import reason_label
from balint.figures.labels import signed
from balint.figures.leading import leading
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.sources import round_source
from balint.rounds import Round
from balint.statistics.ranking import Positions
from balint.statistics.resampling import SEED
from balint.words import Words, later

ENDS = {"change": "", "low": "_low", "high": "_high"}


@figure(
    "dropout-reasons-change",
    subject="dropouts",
    form="congress",
    draws=ANSWERED,
    question=later("Which reasons for dropouts have changed their rank?"),
    several=True,
    is_change=True,
    compares=[f"reason_{reason}" for reason in REASONS],
)
def dropout_reasons_change(ask: Ask) -> Answer:
    """Give how many places each reason has moved, with the limits that both rounds allow."""
    say = ask.say
    places = {found.id: ranked_places(leaders(ask, found.id)) for found in ask.rounds}
    rows = [row for pair in pairs(ask) for row in _pair_rows(*pair, places, say)]
    known = [row for row in rows if row["change"] is not None]
    moved = [row for row in known if row["change_low"] * row["change_high"] > 0]
    ranked = sum(found.n for found in places.values())
    return Answer(
        title=_title(say, known, moved, len(ask.rounds)),
        subtitle=pair_subtitle(
            ask,
            say.plural(
                "Change of rank of seven assumed reasons, 1 leader who ranked",
                "Change of rank of seven assumed reasons, {n} leaders who ranked",
                ranked,
            ),
        ),
        sentence=_sentence(say, known, moved, [places[each.id] for each in in_time(ask.rounds)]),
        n={"ranked": ranked},
        columns=(
            *pair_columns(say),
            Column("reason", say("Code"), code=True),
            Column("reason_label", say("Reason")),
            Column("rank_earlier", say("Rank before"), decimals=0),
            Column("rank_later", say("Rank after"), decimals=0),
            Column("change", say("Change"), say("places"), decimals=0),
            Column("change_low", say("95% interval, from"), say("places"), decimals=0),
            Column("change_high", say("95% interval, to"), say("places"), decimals=0),
        ),
        rows=rows,
        notes=(
            say(
                "The limits of a change come from both rounds' rank intervals at 97.5% each "
                "(2,000 bootstrap draws of leaders, PCG64 with seed {seed}), and hold for all "
                "seven reasons at once. Below 10 leaders no order is shown.",
                seed=str(SEED),
            ),
            say("Rank 1 is first, so minus means closer to first."),
            apart_note(say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(known, say, look)) if known else None,
        chart_size=(640, 90 + 50 * len(known)),
        crowds=[Crowd(found.n) for found in places.values()],
    )


def _pair_rows(
    before: Round | None, after: Round, places: Mapping[str, Positions], say: Words
) -> list[dict[str, Any]]:
    moves = rank_moves(places[before.id] if before else None, places[after.id])
    rows = [
        {
            **pair_row(before, after, say),
            "reason": reason,
            "reason_label": reason_label(reason, say.language),
            **moves.get(reason, undetermined(MOVES)),
        }
        for reason in REASONS
    ]
    return sorted(rows, key=lambda row: row["rank_later"] or 0)


def _title(
    say: Words,
    known: Sequence[Mapping[str, Any]],
    moved: Sequence[Mapping[str, Any]],
    n_rounds: int,
) -> str:
    too_few = say("Too few leaders in the rounds to see a change")
    if none := title_without_change(say, n_rounds, known, too_few=too_few):
        return none
    return moved_title(moved, say)


def _sentence(
    say: Words,
    known: Sequence[Mapping[str, Any]],
    moved: Sequence[Mapping[str, Any]],
    places: Sequence[Positions],
) -> str:
    sizes = say(
        "Leaders who ranked, by round: {sizes}.",
        sizes=say.join(say.number(found.n) for found in places),
    )
    if len(places) < 2:
        return f"{one_round_sentence(say)} {sizes}"
    if not known:
        few = say("With fewer than 10 leaders in a round any order could be chance.")
        return f"{few} {sizes}"
    if moved:
        parts = [say("Moved for certain (95% interval): {moves}.", moves=_moves(say, moved))]
    else:
        parts = [say("The answers are compatible with no reason having moved.")]
        most = leading([row for row in known if row["change"]], lambda row: abs(row["change"]))
        if most:
            parts.append(say("Largest moves (95% interval): {moves}.", moves=_moves(say, most)))
    return " ".join((*parts, say("Minus means closer to first place."), sizes))


def _moves(say: Words, rows: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(_move(say, row) for row in rows)


def _move(say: Words, row: Mapping[str, Any]) -> str:
    told = {name: signed(say, row[f"change{end}"]) for name, end in ENDS.items()}
    n_places, reason = abs(row["change"]), reason_names(say)[row["reason"]]
    return say.plural(
        "{reason} {change} place ({low} to {high})",
        "{reason} {change} places ({low} to {high})",
        n_places,
        reason=reason,
        **told,
    )


def _chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    names = {code: name.capitalize() for code, name in reason_names(say).items()}
    told = [
        {
            "name": named_with_pair(row, rows, names[row["reason"]]),
            "change": row["change"],
            "low": row["change_low"],
            "high": row["change_high"],
            "sure": row["change_low"] * row["change_high"] > 0,
        }
        for row in rows
    ]
    return change_chart(
        told, title=say("change of rank (minus: closer to first)"), decimals=0, say=say, look=look
    )
