"""Every figure: a question, the query and the statistic that answer it, a chart, a sentence."""

from balint.figures import (
    class_agreement,
    class_difference,
    class_table,
    context,
    dropout_rate,
    dropout_reasons,
    dropout_reasons_2005,
    group_frames,
    groups_by_kind,
    groups_by_region,
    groups_over_time,
    role_choices,
    study1_effects,
    study1_published,
)
from balint.figures.catalogue import DEFINITIONS, definition, draw, drawable_rounds
from balint.figures.model import Column, Definition, Figure

__all__ = [
    "DEFINITIONS",
    "Column",
    "Definition",
    "Figure",
    "class_agreement",
    "class_difference",
    "class_table",
    "context",
    "definition",
    "draw",
    "drawable_rounds",
    "dropout_rate",
    "dropout_reasons",
    "dropout_reasons_2005",
    "group_frames",
    "groups_by_kind",
    "groups_by_region",
    "groups_over_time",
    "role_choices",
    "study1_effects",
    "study1_published",
]
