"""Which rounds does the reader look at, and how are their figures split?"""

from __future__ import annotations

from collections.abc import Sequence

from balint.disclosure import BOARD
from balint.figures import definition, drawable_rounds, released_if_any
from balint.rounds import Round
from balint.ui.language import choose, choose_several
from balint.ui.view import View


def choose_rounds(view: View, figure_id: str, *, key: str) -> list[str]:
    """Let the reader choose a base round that a figure can be drawn from, and others beside it.

    Returns: the ids of the base and then of the others; none where there is no round. Only
    rounds of the same provenance stand beside each other.
    """
    defined = definition(figure_id)
    rounds = {found.id: found for found in drawable_rounds(defined, view.rounds(defined.form))}
    if not rounds:
        return []
    chosen = choose(
        view.say("Round"),
        list(rounds),
        key=key,
        default=_first(rounds),
        name=lambda round_id: rounds[round_id].title(view.say.language),
    )
    others = _beside(rounds, chosen)
    if not others:
        return [chosen]
    beside = choose_several(
        view.say("Compare with"),
        others,
        key=f"{key}_beside",
        name=lambda round_id: rounds[round_id].title(view.say.language),
    )
    return [chosen, *beside]


def _first(rounds: dict[str, Round]) -> str:
    """Choose what the page opens on: real answers, even unreleased, before made-up ones."""
    real = (found.id for found in rounds.values() if found.provenance != "demo")
    return next(real, next(iter(rounds)))


def _beside(rounds: dict[str, Round], chosen: str) -> list[str]:
    """List the other rounds of the same provenance."""
    return [
        found.id
        for found in rounds.values()
        if found.id != chosen and found.provenance == rounds[chosen].provenance
    ]


def of_same_kind(view: View, figure_id: str, rounds: Sequence[str]) -> list[str]:
    """List the released rounds of the chosen one's provenance that a figure sets in a row.

    What is not released stands there if it is chosen, or if nothing is released.
    """
    defined = definition(figure_id)
    fit = drawable_rounds(defined, view.rounds(defined.form))
    kinds = {found.provenance for found in fit if found.id in rounds}
    same = [found for found in fit if found.provenance in kinds]
    shown = {*rounds, *(found.id for found in released_if_any(same))}
    return [found.id for found in same if found.id in shown]


def choose_option(view: View, figure_id: str, name: str, *, key: str) -> str:
    """Let the reader choose how a figure is drawn; the address keeps the code.

    What shows other numbers is for the board to choose.
    """
    option = definition(figure_id).options[name]
    if view.person.audience is not BOARD and not option.public:
        return option.default
    return choose(
        view.say(option.label),
        list(option.values),
        key=key,
        default=option.default,
        name=lambda code: view.say(option.values[code]),
    )
