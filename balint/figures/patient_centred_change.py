"""Are more or fewer physicians classed as patient-centred than at the round before?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.change_chart import change_chart
from balint.figures.class_table import base_note, class_crowds, pilot_note
from balint.figures.comparing import (
    apart_note,
    named_with_pair,
    one_round_sentence,
    pair_columns,
    pair_row,
    pair_subtitle,
    pairs,
    title_without_change,
)
from balint.figures.corrected import correct_holm
from balint.figures.look import Drawing, Look
from balint.figures.model import ANSWERED, Answer, Ask, Column, undetermined
from balint.figures.patient_centred_rounds import round_shares
from balint.figures.points import told_change
from balint.figures.sources import round_source
from balint.rounds import Round
from balint.statistics.rates import share_difference
from balint.words import Words, inside_sentence, later

CHANGES = ("change", "low", "high", "p", "p_holm")
LEVEL = 0.05
COUNTS = ("n", "centred", "share")


@figure(
    "patient-centred-change",
    subject="patient_centredness",
    form="study2",
    draws=ANSWERED,
    question=later("Are more or fewer physicians classed as patient-centred than before?"),
    several=True,
    is_change=True,
    compares=("arm", "questions_class", "roles_class"),
)
def patient_centred_change(ask: Ask) -> Answer:
    """Give the change of the share classed as patient-centred, by each part, in both groups."""
    say = ask.say
    shares = {found.id: round_shares(ask, found) for found in ask.rounds}
    rows = [row for pair in pairs(ask) for row in _pair_rows(*pair, shares, say)]
    known = [row for row in rows if row["change"] is not None]
    moved = [row for row in known if row["p_holm"] < LEVEL]
    people = sum(
        row["n"] for found in shares.values() for row in found if row["part"] == "questions"
    )
    return Answer(
        title=_title(say, known, moved, len(ask.rounds)),
        subtitle=pair_subtitle(
            ask,
            say.plural(
                "Change of the share classed as patient-centred, 1 physician",
                "Change of the share classed as patient-centred, {n} physicians",
                people,
            ),
        ),
        sentence=_sentence(say, rows, known, len(ask.rounds)),
        n={"physicians": people},
        columns=(*pair_columns(say), *_columns(say)),
        rows=rows,
        notes=(
            say(
                "Newcombe's interval for each change; p is Fisher's exact test, corrected by Holm "
                "over the four changes from one round to another. It takes each physician as "
                "independent; if members of one group answer alike, true intervals are wider."
            ),
            base_note(ask),
            apart_note(say),
            pilot_note(say),
        ),
        sources=(round_source(ask),),
        chart=(lambda look: _chart(known, say, look)) if known else None,
        chart_size=(640, 90 + 50 * len(known)),
        crowds=[crowd for found in ask.rounds for crowd in class_crowds(ask.alone(found))],
    )


def _pair_rows(
    before: Round | None,
    after: Round,
    shares: Mapping[str, Sequence[Mapping[str, Any]]],
    say: Words,
) -> list[dict[str, Any]]:
    now = shares[after.id]
    then = shares[before.id] if before else [None] * len(now)
    rows = [
        {
            **pair_row(before, after, say),
            **{name: new[name] for name in ("part", "part_label", "arm", "arm_label")},
            **_change(old, new),
        }
        for old, new in zip(then, now, strict=True)
    ]
    correct_holm(rows)
    return rows


def _change(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for time, counted in (("earlier", old), ("later", new)):
        told = {f"{name}_{time}": counted[name] if counted else None for name in COUNTS}
        missing = [name for name, value in told.items() if value is None]
        row |= told | undetermined(missing)
    if not (old and old["n"] and new["n"]):
        return row | undetermined(CHANGES)
    found = share_difference(new["centred"], new["n"], old["centred"], old["n"])
    return row | {
        "change": found.difference,
        "low": found.low,
        "high": found.high,
        "p": found.p,
    }


def _columns(say: Words) -> tuple[Column, ...]:
    unit, share = say("percentage points"), say("Share")
    times = (("earlier", say("before")), ("later", say("after")))
    return (
        Column("part", say("Code, part"), code=True),
        Column("part_label", say("Part")),
        Column("arm", say("Code, group"), code=True),
        Column("arm_label", say("Group")),
        *(
            Column(f"{name}_{time}", f"{label}, {when}", say("people"), decimals=0)
            for time, when in times
            for name, label in (("n", say("People")), ("centred", say("Patient-centred")))
        ),
        *(
            Column(f"share_{time}", f"{share}, {when}", decimals=0, percent=True)
            for time, when in times
        ),
        Column("change", say("Change"), unit, decimals=0, percent=True),
        Column("low", say("95% interval, from"), unit, decimals=0, percent=True),
        Column("high", say("95% interval, to"), unit, decimals=0, percent=True),
        Column("p", "p", decimals=3),
        Column("p_holm", say("p, Holm"), decimals=3),
    )


def _name(row: Mapping[str, Any]) -> str:
    return f"{row['arm_label']}, {inside_sentence(row['part_label'])}"


def _title(
    say: Words,
    known: Sequence[Mapping[str, Any]],
    moved: Sequence[Mapping[str, Any]],
    n_rounds: int,
) -> str:
    too_few = say("Too few answers to see whether the classes have changed")
    if none := title_without_change(say, n_rounds, known, too_few=too_few):
        return none
    if not moved:
        return say("No share of patient-centred physicians has changed for certain")
    if len(moved) > 1:
        return say(
            "{n} of {all} shares of patient-centred physicians have changed",
            n=len(moved),
            all=len(known),
        )
    text = (
        later("More patient-centred than before: {who}")
        if moved[0]["change"] > 0
        else later("Fewer patient-centred than before: {who}")
    )
    return say(text, who=inside_sentence(_name(moved[0])))


def _sentence(
    say: Words,
    rows: Sequence[Mapping[str, Any]],
    known: Sequence[Mapping[str, Any]],
    n_rounds: int,
) -> str:
    if n_rounds < 2:
        return one_round_sentence(say)
    parts = [_row_sentence(say, row, rows) for row in known]
    if len(known) < len(rows):
        parts.append(say("Where nobody answered in one of the rounds, nothing is compared."))
    parts.append(say("Different people answered each time, and members chose to be in a group."))
    return " ".join(parts)


def _row_sentence(say: Words, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    return say(
        "{who}: {earlier} of {n_earlier}, then {later} of {n_later}: {change} percentage points "
        "(95% interval {interval}).",
        who=named_with_pair(row, rows, _name(row)),
        n_earlier=row["n_earlier"],
        n_later=row["n_later"],
        **told_change(say, row, "share", ("low", "high"), decimals=0),
    )


def _chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    told = [
        {
            "name": named_with_pair(row, rows, _name(row)),
            **{name: 100 * row[name] for name in ("change", "low", "high")},
            "sure": row["p_holm"] < LEVEL,
            "is_reference": row["arm"] == "reference",
        }
        for row in rows
    ]
    return change_chart(
        told,
        title=say("percentage points (plus: more are patient-centred)"),
        decimals=0,
        say=say,
        look=look,
    )
