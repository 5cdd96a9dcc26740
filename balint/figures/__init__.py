"""Every figure: a question, the query and the statistic that answer it, a chart, a sentence."""

from importlib import import_module
from pkgutil import iter_modules

from balint.figures.catalogue import (
    DEFINITIONS,
    definition,
    draw,
    drawable_rounds,
    released_if_any,
)
from balint.figures.model import Column, Definition, Figure, Option

__all__ = [
    "DEFINITIONS",
    "Column",
    "Definition",
    "Figure",
    "Option",
    "definition",
    "draw",
    "drawable_rounds",
    "released_if_any",
]

for module in iter_modules(__path__, f"{__name__}."):  # a figure is known once its module is read
    import_module(module.name)
