"""How well do the two parts of Study II's instrument agree?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

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
from balint.figures.look import Drawing, Look
from balint.figures.model import EVERY, Answer, Ask, Column, undetermined
from balint.figures.sources import computed_here, origin
from balint.statistics.agreement import Weights, bootstrap_kappa, exact_agreement, weighted_kappa
from balint.statistics.samples import Undefined
from balint.words import Words, later


@figure(
    "class-agreement",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("How well do the two parts of the instrument agree?"),
)
def class_agreement(ask: Ask) -> Answer:
    """Give exact agreement and weighted kappa between the two parts."""
    say = ask.say
    by_arm = _arm_tables(class_cells(ask))
    table = by_arm.sum(axis=0)
    n = int(table.sum())
    exact = {"exact": exact_agreement(table).share} if n else undetermined(("exact",))
    row = {"n": n, **exact, **_kappa(table, "linear"), **_kappa(table, "quadratic")}
    known = row["kappa_linear"] is not None
    return Answer(
        title=_agreement_title(say, row),
        subtitle=computed_here(
            ask, say("Agreement of two parts of one instrument, {n} physicians", n=n)
        ),
        sentence=_agreement_sentence(say, row),
        n={"physicians": n},
        columns=(
            Column("n", say("Physicians"), say("people"), decimals=0),
            Column("exact", say("Same class"), decimals=0, percent=True),
            Column("kappa_linear", say("Kappa, linear weights"), decimals=3),
            Column("linear_low", say("95% interval, from"), decimals=3),
            Column("linear_high", say("95% interval, to"), decimals=3),
            Column("kappa_quadratic", say("Kappa, quadratic weights"), decimals=3),
            Column("quadratic_low", say("95% interval, from"), decimals=3),
            Column("quadratic_high", say("95% interval, to"), decimals=3),
        ),
        rows=(row,),
        notes=(
            *recomputed_note(ask),
            base_note(ask),
            say(
                "The interval is Wald's with the non-null standard error. Which weights the "
                "thesis used is not printed, so both are shown."
            ),
            say(
                "In simulations of the printed table this interval held in about 83 of 100 samples "
                "of 8 physicians and 91 of 20: with few physicians it is too narrow."
            ),
            *_bootstrap_note(by_arm, say),
            pilot_note(say),
        ),
        sources=(origin(ask, "43", 3),),
        chart=(lambda look: _kappa_chart(row, say, look)) if known else None,
        chart_size=(560, 170),
        crowds=class_crowds(ask),
    )


def _arm_tables(cells: Mapping[tuple[str, str], Mapping[str, int]]) -> np.ndarray:
    """Count the classes of each arm: arms x questions x roles."""
    counts = [[cell[arm] for cell in cells.values()] for arm in ("balint", "reference")]
    return np.array(counts).reshape(2, len(CLASSES), len(CLASSES))


def _bootstrap_note(by_arm: np.ndarray, say: Words) -> Iterator[str]:
    """Say how the interval comes out if people are drawn again instead."""
    if not by_arm.any():
        return
    linear, quadratic = (bootstrap_kappa(by_arm, weights=each) for each in ("linear", "quadratic"))
    if isinstance(linear, Undefined) or isinstance(quadratic, Undefined):
        return
    yield say(
        "Drawing physicians again within each group ({draws} bootstrap draws, PCG64 with seed "
        "{seed}) gives {linear_low} to {linear_high} with linear weights and {quadratic_low} to "
        "{quadratic_high} with quadratic.",
        draws=linear.draws,
        seed=str(linear.seed),
        linear_low=say.number(linear.low, 2),
        linear_high=say.number(linear.high, 2),
        quadratic_low=say.number(quadratic.low, 2),
        quadratic_high=say.number(quadratic.high, 2),
    )


def _kappa(table: np.ndarray, weights: Weights) -> dict[str, Any]:
    names = f"kappa_{weights}", f"{weights}_low", f"{weights}_high"
    found = weighted_kappa(table, weights=weights) if table.any() else None
    if found is None or isinstance(found, Undefined):
        return undetermined(names)
    return dict(zip(names, (found.kappa, found.low, found.high), strict=True))


def _agreement_sentence(say: Words, row: Mapping[str, Any]) -> str:
    if not row["n"]:
        return say("Nobody has a class in both parts, so there is nothing to compare.")
    if row["kappa_linear"] is None:
        return say(
            "Weighted kappa cannot be said: one of the parts gives all {n} the same class.",
            n=row["n"],
        )
    kappas = {
        name: say.number(row[name], 2)
        for name in row
        if name.startswith(("kappa", "linear", "quadratic"))
    }
    return say(
        "The two parts give the same class to {exact} of {n} physicians. Weighted kappa is "
        "{kappa_linear} ({linear_low} to {linear_high}) with linear weights and "
        "{kappa_quadratic} ({quadratic_low} to {quadratic_high}) with quadratic; 0 is what "
        "chance gives, 1 is full agreement.",
        exact=say.percent(row["exact"]),
        n=row["n"],
        **kappas,
    )


def _kappa_chart(row: Mapping[str, Any], say: Words, look: Look) -> Drawing:
    names = {"linear": say("Linear weights"), "quadratic": say("Quadratic weights")}
    lines = [
        {
            "label": name,
            "value": row[f"kappa_{weights}"],
            "low": row[f"{weights}_low"],
            "high": row[f"{weights}_high"],
        }
        for weights, name in names.items()
    ]
    return interval_chart(
        lines,
        title=say("weighted kappa (0 = chance, 1 = full agreement)"),
        domain=(min(0.0, *(line["low"] for line in lines)), 1.0),
        say=say,
        look=look,
    )


def _agreement_title(say: Words, row: Mapping[str, Any]) -> str:
    if row["kappa_linear"] is None:
        return say("How well the parts agree cannot be said")
    values = {
        "linear": say.number(row["kappa_linear"], 2),
        "quadratic": say.number(row["kappa_quadratic"], 2),
    }
    if min(row["linear_low"], row["quadratic_low"]) > 0:
        return say(
            "The parts agree better than chance: kappa {linear} (linear), {quadratic} (quadratic)",
            **values,
        )
    return say("Whether the parts agree beyond chance is open: kappa {linear} (linear)", **values)
