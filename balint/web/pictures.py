"""Which pictures does a light page need beside the one that stands alone?"""

from __future__ import annotations

import re
from dataclasses import dataclass

import vl_convert

from balint.figures import Figure
from balint.figures.look import LIGHT, LOOKS
from balint.figures.pictures import page_spec, to_svg

WIDTHS = {"narrow": 360, "wide": 720}
"""Width of the picture on a phone and on a laptop, px."""

STAGE = 1.85
"""How many times wider than high the picture that is shown in a hall is, where labels let it."""

STAGE_HEIGHT = 500
"""Height above which labels are too small for the last row of a hall, px."""

LEAST_PLOT = {"narrow": 220, "wide": 400, "stage": 220}
"""Width that is left for the marks, px, even where labels make the picture wider then."""

CARD = (1200, 630)
"""Width and height that services ask of the picture of a pasted link, px."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG with its size in px."""

    svg: str
    width: int
    height: int


def page_picture(figure: Figure, shape: str, look: str) -> Picture:
    """Draw the chart for a page, which has title and source in words.

    Takes: `look`, "dark" or "" for a light ground. Raises: NoPicture.
    """
    spec = page_spec(figure, LOOKS[look or LIGHT.name])
    if spec.get("width") != "container":
        return _measured(vl_convert.vegalite_to_svg(spec))
    del spec["autosize"]
    plot = LEAST_PLOT[shape]
    least = _measured(vl_convert.vegalite_to_svg(spec | {"width": plot}))
    room = WIDTHS.get(shape, round(STAGE * least.height)) - least.width
    if room <= 0:
        return least
    return _measured(vl_convert.vegalite_to_svg(spec | {"width": plot + room}))


def link_card(figure: Figure) -> bytes:
    """Draw the picture that stands alone on a card; of a tall one its upper part, as PNG.

    Raises: NoPicture.
    """
    picture = _measured(to_svg(figure).decode())
    width, height = CARD
    scale = min(width / picture.width, max(height / picture.height, 1.0))
    card = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="{LIGHT.ground}"/>'
        f'<g transform="translate({(width - scale * picture.width) / 2:.2f},0) '
        f'scale({scale:.4f})">{picture.svg}</g></svg>'
    )
    return vl_convert.svg_to_png(card, scale=1)


def _measured(svg: str) -> Picture:
    head = svg[: svg.index(">")]
    width, height = (
        round(float(re.search(rf'\s{side}="([\d.]+)"', head)[1]))  # type: ignore[index]
        for side in ("width", "height")
    )
    return Picture(svg, width, height)
