"""Which four numbers does the board want first, and what must be said beside each?"""

from __future__ import annotations

from dataclasses import dataclass

from balint import queries
from balint.figures.catalogue import draw
from balint.store import Store
from balint.words import Words, words_in


@dataclass(frozen=True, slots=True)
class Headline:
    """One number with what it counts, where it comes from, and the page that says more."""

    value: str
    label: str
    basis: str
    subject: str


def headlines(store: Store, language: str) -> list[Headline]:
    """Give the overview's numbers, each from the figure that its page shows."""
    say = words_in(language)
    return [
        _groups(store, say),
        _dropouts(store, say),
        _working_life(store, say),
        _patient_centredness(store, say),
    ]


def _groups(store: Store, say: Words) -> Headline:
    figure = draw(store, "groups-over-time", language=say.language)
    last = [row for row in figure.rows if row["groups"] and row["year_low"]] or figure.rows
    rough = last[-1]["approximate"]
    return Headline(
        value=("≈ " if rough else "") + say.number(last[-1]["groups"]),
        label=say("active Balint groups in Sweden"),
        basis=say("rough count, {time}", time=last[-1]["label"]) if rough else last[-1]["label"],
        subject="groups",
    )


def _dropouts(store: Store, say: Words) -> Headline:
    facts = {row["fact"]: row for row in queries.rows(store.cursor(), "context/facts")}
    return Headline(
        value="≈ " + say.percent(facts["dropout_estimate"]["value"] / 100),
        label=say("of members drop out, by the leaders' estimate"),
        basis=say("{n} leaders, 2005", n=int(facts["dropout_leaders"]["value"])),
        subject="dropouts",
    )


def _working_life(store: Store, say: Words) -> Headline:
    figure = draw(store, "study1-published", ["published-study1"], say.language)
    better = sum(row["significance"] != "not_significant" for row in figure.rows)
    return Headline(
        value=say("{better} of {all}", better=better, all=len(figure.rows)),
        label=say("parts of working life are rated higher by experienced members"),
        basis=say(
            "{a} members, {b} reference physicians",
            a=figure.n["experienced"],
            b=figure.n["reference"],
        ),
        subject="working_life",
    )


def _patient_centredness(store: Store, say: Words) -> Headline:
    figure = draw(store, "class-table", ["published-study2"], say.language)
    centred = {
        arm: sum(row[arm] for row in figure.rows if row["questions_class"] == "patient_centred")
        for arm in ("balint", "reference")
    }
    return Headline(
        value=say("{a} of {b}", a=centred["balint"], b=figure.n["balint"]),
        label=say("Balint members are classed as patient-centred by three questions"),
        basis=say(
            "in the reference group {a} of {b}", a=centred["reference"], b=figure.n["reference"]
        ),
        subject="patient_centredness",
    )
