"""Every figure: a question, the query and the statistic that answer it, a chart, a sentence."""

from balint.figures import (
    context,
    dropout_rounds,
    dropouts,
    groups,
    patient_centredness,
    working_life,
    working_life_rounds,
)
from balint.figures.catalogue import DEFINITIONS, definition, draw, drawable_rounds
from balint.figures.model import Column, Definition, Figure

__all__ = [
    "DEFINITIONS",
    "Column",
    "Definition",
    "Figure",
    "context",
    "definition",
    "draw",
    "drawable_rounds",
    "dropout_rounds",
    "dropouts",
    "groups",
    "patient_centredness",
    "working_life",
    "working_life_rounds",
]
