"""From which rounds does a test draw a figure, so that it has something to say?"""

from __future__ import annotations

from balint.figures import definition, draw, drawable_rounds
from balint.figures.model import Figure
from balint.rounds import list_rounds
from tests.stores import bundled_store


def asked_rounds(figure_id: str, round_id: str) -> list[str]:
    """Give the round alone; for a figure of change, also the others of its kind."""
    if not definition(figure_id).is_change:
        return [round_id]
    every = drawable_rounds(definition(figure_id), list_rounds(bundled_store().cursor()))
    kind = next(found.provenance for found in every if found.id == round_id)
    others = [found.id for found in every if found.provenance == kind and found.id != round_id]
    return [round_id, *others]


def bundled_figure(figure_id: str, round_id: str, language: str = "sv") -> Figure:
    """Draw a figure of what ships."""
    return draw(bundled_store(), figure_id, asked_rounds(figure_id, round_id), language)
