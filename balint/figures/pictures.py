"""How is a figure drawn on a page, and as a picture that stands alone?"""

from __future__ import annotations

from typing import Any

import vl_convert

from balint.errors import NoPicture
from balint.figures.labels import badge, dated_title
from balint.figures.look import LIGHT, LINE, REM, ROOM, SIZES, SMALL, Look, finish, wrap
from balint.figures.model import Chart, Figure
from balint.words import words_in


def page_spec(figure: Figure, look: Look) -> dict[str, Any]:
    """Give the chart as a page shows it: as wide as its card, without title or source.

    Raises: NoPicture.
    """
    spec = finish(_chart(figure)(look), look, figure.language)
    if "width" not in spec:
        spec |= {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
    return spec


def picture_spec(figure: Figure, look: Look = LIGHT) -> dict[str, Any]:
    """Give the chart as it stands alone on a slide: with title, n, badge, round, date and source.

    Raises: NoPicture.
    """
    chart = finish(_chart(figure)(look), look, figure.language)
    width, _ = figure.chart_size
    letters = round(width / 6.5)
    say = words_in(figure.language)
    rounds = [dated_title(found, figure.language) for found in figure.rounds]
    origin = " · ".join((badge(figure), *rounds))
    source = say("Source: {sources}", sources="; ".join(figure.sources))
    head = {
        "text": wrap(figure.title, round(letters * 0.64)),
        "subtitle": [*wrap(figure.subtitle, letters), *wrap(origin, letters)],
        "anchor": "start",
        "fontSize": SIZES["card"] * REM,
        "lineHeight": 24,
        "color": look.ink,
        "subtitleFontSize": SMALL,
        "subtitleLineHeight": LINE,
        "subtitleColor": look.muted,
        "subtitlePadding": 8,
        "offset": 20,
    }
    foot = {
        "text": wrap(source, letters),
        "orient": "bottom",
        "anchor": "start",
        "fontSize": SMALL,
        "fontWeight": "normal",
        "lineHeight": LINE,
        "color": look.muted,
        "offset": 16,
    }
    del chart["params"]
    config = chart.pop("config") | {"background": look.ground, "padding": 24}
    return {
        "$schema": chart.pop("$schema"),
        "title": head,
        "params": [{"name": ROOM, "value": width}],
        "vconcat": [{"width": width, **chart, "title": foot}],
        "config": config,
    }


def _chart(figure: Figure) -> Chart:
    if figure.chart is None:
        raise NoPicture(figure_id=figure.id, reason=figure.sentence)
    return figure.chart


def to_svg(figure: Figure) -> bytes:
    """Draw the picture as SVG. Raises: NoPicture."""
    return vl_convert.vegalite_to_svg(picture_spec(figure)).encode()


def to_png(figure: Figure) -> bytes:
    """Draw the picture as PNG, at twice its size for screens and slides. Raises: NoPicture."""
    return vl_convert.vegalite_to_png(picture_spec(figure), scale=2)


def to_pdf(figure: Figure) -> bytes:
    """Draw the picture as PDF. Raises: NoPicture."""
    return vl_convert.vegalite_to_pdf(picture_spec(figure))
