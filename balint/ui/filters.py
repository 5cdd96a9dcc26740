"""Which round does the reader look at?"""

from __future__ import annotations

from balint.figures import definition, drawable_rounds
from balint.ui.language import choose
from balint.ui.view import View


def choose_round(view: View, figure_id: str, *, key: str) -> list[str]:
    """Let the reader choose among the rounds a figure can be drawn from.

    Returns: the round's id in a list, as figure cards take it; empty where there is none.
    """
    defined = definition(figure_id)
    rounds = {found.id: found for found in drawable_rounds(defined, view.rounds(defined.form))}
    if not rounds:
        return []
    chosen = choose(
        view.say("Round"),
        list(rounds),
        key=key,
        default=next(iter(rounds)),
        name=lambda round_id: rounds[round_id].title(view.say.language),
    )
    return [chosen]
