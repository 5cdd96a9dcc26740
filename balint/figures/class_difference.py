"""Does Study II's instrument class Balint members as more patient-centred?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balint.figures.catalogue import figure
from balint.figures.charts import interval_chart
from balint.figures.class_table import (
    CLASSES,
    base_note,
    class_cells,
    class_crowds,
    pilot_note,
    recomputed_note,
)
from balint.figures.labels import who_answered
from balint.figures.look import Drawing, Look
from balint.figures.model import EVERY, Answer, Ask, Column, undetermined
from balint.figures.sources import computed_here, origin
from balint.statistics.ordinal import cliffs_delta, rank_sum
from balint.statistics.samples import Undefined
from balint.words import Words, inside_sentence, later


@figure(
    "class-difference",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("Are Balint members classed as more patient-centred?"),
)
def class_difference(ask: Ask) -> Answer:
    """Compare the two groups' ordered classes, part by part."""
    say = ask.say
    cells = class_cells(ask)
    parts = {"questions": say("The three questions"), "roles": say("The choice of roles")}
    rows = [
        {"part": part, "label": name, **_part_difference(cells, place)}
        for place, (part, name) in enumerate(parts.items())
    ]
    n = {arm: rows[0][f"n_{arm}"] for arm in ("balint", "reference")}
    clear = [row for row in rows if row["p"] is not None and row["p"] < 0.05]
    drawn = [row for row in rows if row["effect"] is not None]
    return Answer(
        title=_difference_title(say, rows, clear),
        subtitle=computed_here(
            ask,
            say(
                "{balint} Balint members against {reference} reference physicians, Cliff's delta",
                **n,
            ),
        ),
        sentence=" ".join(
            (
                _who(ask, n),
                *(_part_sentence(say, row) for row in rows),
                say(
                    "Cliff's delta is how much more often a Balint member is the more "
                    "patient-centred of two people drawn at random than the other way round: "
                    "0 is no difference, 1 always."
                ),
            )
        ),
        n=n,
        columns=(
            Column("part", say("Code"), code=True),
            Column("label", say("Part")),
            Column("n_balint", say("Balint"), say("people"), decimals=0),
            Column("n_reference", say("Reference"), say("people"), decimals=0),
            Column("u", "U", decimals=1),
            Column("z", "z", decimals=2),
            Column("p", "p", decimals=3),
            Column("effect", say("Cliff's delta"), decimals=2),
            Column("effect_low", say("95% interval, from"), decimals=2),
            Column("effect_high", say("95% interval, to"), decimals=2),
        ),
        rows=rows,
        notes=(
            *recomputed_note(ask),
            base_note(ask),
            say(
                "Rank-sum test with ties; below 50 physicians p is exact over all permutations, "
                "else from the tie-corrected normal. Interval for Cliff's delta by Feng and Cliff."
            ),
            say("People chose to be in a group: a difference is not proof of an effect."),
            pilot_note(say),
        ),
        sources=(origin(ask, "43", 3),),
        chart=(lambda look: _effect_chart(drawn, say, look)) if drawn else None,
        chart_size=(560, 170),
        crowds=class_crowds(ask),
    )


def _who(ask: Ask, n: Mapping[str, int]) -> str:
    """Say whose classes are compared, and what the thesis says of theirs."""
    if ask.round.provenance != "published":
        return who_answered(n, ask.say)
    return ask.say(
        "{balint} Balint members and {reference} reference physicians are in the printed table; "
        "six who left the three questions blank are not. The thesis says in words only that the "
        "instrument separated the groups significantly (p. 42).",
        **n,
    )


def _part_difference(
    cells: Mapping[tuple[str, str], Mapping[str, int]], part: int
) -> dict[str, Any]:
    balint, reference = (_expand(cells, arm, part) for arm in ("balint", "reference"))
    sizes = {"n_balint": len(balint), "n_reference": len(reference)}
    names = ("u", "z", "p", "effect", "effect_low", "effect_high")
    if min(sizes.values()) < 2:
        return sizes | undetermined(names)
    test, delta = rank_sum(balint, reference), cliffs_delta(balint, reference)
    if isinstance(test, Undefined) or isinstance(delta, Undefined):
        return sizes | undetermined(names)
    values = (test.u, test.z, test.p, delta.delta, delta.low, delta.high)
    return sizes | dict(zip(names, values, strict=True))


def _part_sentence(say: Words, row: Mapping[str, Any]) -> str:
    if row["effect"] is None:
        return say(
            "{part}: cannot be compared, with too few answers or all alike.", part=row["label"]
        )
    return say(
        "{part}: Cliff's delta {effect} (95% interval {low} to {high}), {p}.",
        part=row["label"],
        effect=say.number(row["effect"], 2),
        low=say.number(row["effect_low"], 2),
        high=say.number(row["effect_high"], 2),
        p=say.p(row["p"]),
    )


def _effect_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    lines = [
        {
            "label": row["label"],
            "value": row["effect"],
            "low": row["effect_low"],
            "high": row["effect_high"],
        }
        for row in rows
    ]
    return interval_chart(
        lines,
        title=say("Cliff's delta (right of 0: Balint members more patient-centred)"),
        domain=(-1.0, 1.0),
        say=say,
        look=look,
    )


def _difference_title(
    say: Words, rows: Sequence[Mapping[str, Any]], clear: Sequence[Mapping[str, Any]]
) -> str:
    if len(clear) == len(rows):
        return say("The groups differ in both parts")
    if clear:
        return say(
            "The groups differ clearly by {part} only", part=inside_sentence(clear[0]["label"])
        )
    return say("Neither part tells the groups apart for certain")


def _expand(cells: Mapping[tuple[str, str], Mapping[str, int]], arm: str, part: int) -> list[int]:
    """Give each physician of an arm a score in one part: 2 is patient-centred, 0 is not."""
    return [
        2 - CLASSES.index(classes[part])
        for classes, counts in cells.items()
        for _ in range(counts[arm])
    ]
