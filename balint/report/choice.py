"""Which figures stand in the board's report, in which order, and from which rounds?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from balint.disclosure import BOARD, Audience
from balint.errors import UnusedRound
from balint.figures import DEFINITIONS, definition
from balint.figures.model import Definition
from balint.rounds import PROVENANCES, Round, known_rounds, pick_round
from balint.store import Store

CHAPTERS: dict[str, tuple[str, ...]] = {
    "groups": (
        "groups-over-time",
        "groups-by-region",
        "groups-change",
        "groups-funnel",
        "groups-by-health-care-region",
        "groups-by-kind",
        "groups-participation",
        "groups-by-setting",
        "groups-by-initiator",
        "group-frames",
        "groups-started",
        "groups-confirmed",
    ),
    "dropouts": (
        "dropout-rate",
        "dropout-rate-change",
        "dropout-reasons",
        "dropout-reasons-2005",
        "dropout-positions",
        "dropout-agreement",
        "dropout-reasons-change",
        "dropout-reasons-over-rounds",
    ),
    "working_life": (
        "study1-effects",
        "study1-change",
        "study1-published",
        "study1-estimation",
        "study1-experience",
        "study1-items",
        "study1-reliability",
        "reference-fit",
    ),
    "patient_centredness": (
        "class-difference",
        "patient-centred-change",
        "patient-centred-over-rounds",
        "class-table",
        "class-agreement",
        "role-choices",
    ),
    "context": ("group-types", "timeline"),
}
"""Each subject's figures as the board reads them: the answer first, then what it rests on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure of a report; without rounds it is drawn from those it prefers, never demo."""

    figure_id: str
    round_ids: tuple[str, ...]


def chosen_figures(
    store: Store,
    round_ids: Sequence[str] = (),
    figure_ids: Sequence[str] = (),
    audience: Audience = BOARD,
) -> list[Choice]:
    """List the figures of a report in reading order: all, or the named ones.

    A named round stands in for those that a figure of its form prefers. Of several a figure is
    drawn once from each, or once from all of one provenance where it sets them side by side.
    Raises: UnknownFigure, UnknownRound, UnusedRound.
    """
    asked = {definition(figure_id).id for figure_id in figure_ids} or set(DEFINITIONS)
    known = known_rounds(store, audience)
    rounds = [pick_round(known, round_id) for round_id in dict.fromkeys(round_ids)]
    found = [
        choice
        for ids in CHAPTERS.values()
        for figure_id in ids
        if figure_id in asked
        for choice in _choices(definition(figure_id), rounds)
    ]
    _check_used(rounds, found)
    return found


def _choices(defined: Definition, rounds: Sequence[Round]) -> list[Choice]:
    fit = sorted(
        (each for each in rounds if _fits(defined, each)),
        key=lambda each: PROVENANCES.index(each.provenance),
    )
    if not fit:
        return [Choice(defined.id, ())]
    if not defined.several:
        return [Choice(defined.id, (each.id,)) for each in fit]
    return [
        Choice(defined.id, tuple(each.id for each in same))
        for _, same in groupby(fit, lambda each: each.provenance)
    ]


def _fits(defined: Definition, found: Round) -> bool:
    return found.form == defined.form and found.provenance in defined.draws


def _check_used(rounds: Sequence[Round], choices: Sequence[Choice]) -> None:
    used = {round_id for choice in choices for round_id in choice.round_ids}
    for asked in rounds:
        if asked.id not in used:
            fitting = [each.id for each in DEFINITIONS.values() if _fits(each, asked)]
            raise UnusedRound(round_id=asked.id, fitting=", ".join(fitting))
