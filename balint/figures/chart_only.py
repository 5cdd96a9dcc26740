"""How is a figure's chart drawn where its title, sentence and source are set around it?"""

from __future__ import annotations

from dataclasses import replace

import vl_convert

from balint.errors import NoPicture
from balint.figures.look import LIGHT, Look, finish
from balint.figures.model import Figure

PAPER = replace(LIGHT, ground="#FFFFFF", card="#FFFFFF")
"""The light theme on white paper."""


def chart_svg(figure: Figure, look: Look = PAPER) -> str:
    """Draw the chart alone as SVG, in the size that the figure asks for. Raises: NoPicture."""
    if figure.chart is None:
        raise NoPicture(figure_id=figure.id, reason=figure.sentence)
    width, _ = figure.chart_size
    svg: str = vl_convert.vegalite_to_svg(
        {"width": width, **finish(figure.chart(look), look, figure.language)}
    )
    return svg
