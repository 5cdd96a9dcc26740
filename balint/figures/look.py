"""How does every chart look? Two palettes, one type, one set of axes, one number format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

FONT = "'Source Sans', 'Source Sans 3', 'DejaVu Sans', sans-serif"

# Vega's time and number words; Streamlit's front end and vl-convert both read config.locale.
LOCALES: dict[str, dict[str, Any]] = {
    "sv": {
        "number": {
            "decimal": ",",
            "thousands": "\u00a0",
            "grouping": [3],
            "currency": ["", "\u00a0kr"],
            "minus": "\u2212",
            "percent": "\u00a0%",
        }
    },
    "en": {
        "number": {
            "decimal": ".",
            "thousands": ",",
            "grouping": [3],
            "currency": ["£", ""],
            "minus": "\u2212",
        }
    },
}


Drawing = alt.Chart | alt.LayerChart | alt.FacetChart
"""What Altair gives back for a layered chart."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one theme, checked for contrast on its ground (4.5 for text, 3 for marks)."""

    name: str
    ground: str
    card: str
    ink: str
    muted: str
    line: str
    primary: str
    categories: tuple[str, ...]
    sequence: tuple[str, str]
    """Ends of the one-hue scale, least first."""
    unknown: str
    """Fill of a place about which nothing is known."""

    @property
    def balint(self) -> str:
        """The colour of Balint members, everywhere."""
        return self.categories[0]

    @property
    def reference(self) -> str:
        """The colour of the reference group, everywhere."""
        return self.categories[3]


LIGHT = Look(
    name="light",
    ground="#FBFAF7",
    card="#F1EFE9",
    ink="#1C2B2A",
    muted="#55625F",
    line="#D8D4C9",
    primary="#0F5E63",
    categories=("#0F5E63", "#B26A00", "#7A3E6D", "#5B6B7A", "#A63D2F", "#5C7A29"),
    sequence=("#E3EDEC", "#0F5E63"),
    unknown="#E4E0D6",
)
DARK = Look(
    name="dark",
    ground="#15201F",
    card="#1E2C2B",
    ink="#E8ECE9",
    muted="#A9B5B1",
    line="#3A4947",
    primary="#6CC5C9",
    categories=("#6CC5C9", "#F0B35A", "#D9A0CB", "#AEBCCB", "#F09A8A", "#B5CF7A"),
    sequence=("#27403F", "#6CC5C9"),
    unknown="#2A3635",
)
LOOKS = {look.name: look for look in (LIGHT, DARK)}


def finish(chart: Drawing, look: Look, language: str) -> dict[str, Any]:
    """Give the finished Vega-Lite specification of a chart in one look and language."""
    # Checked by the tests; checking each row against the schema costs seconds on a page.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    _keep_rows_inside(spec)
    spec["config"] = {**_config(look), "locale": LOCALES[language]}
    return spec


def _keep_rows_inside(spec: dict[str, Any]) -> None:
    """Put each layer's rows into the layer itself.

    Streamlit turns rows that stand at the top of a specification into Arrow on each run.
    """
    datasets = spec.pop("datasets", {})
    shared = spec.pop("data", None)
    for part in spec.get("layer", [spec]):
        data = part.get("data", shared)
        name = data.get("name") if data else None
        part["data"] = {"values": datasets[name]} if name in datasets else data


def _config(look: Look) -> dict[str, Any]:
    axis = {
        "labelColor": look.muted,
        "titleColor": look.muted,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "titlePadding": 10,
        "labelPadding": 6,
        "labelLimit": 260,
        "gridColor": look.line,
        "gridOpacity": 0.7,
        "domain": False,
        "ticks": False,
    }
    return {
        "background": "transparent",
        "font": FONT,
        # The chart's description says what it shows; Vega's own words for marks are English.
        "aria": False,
        "padding": {"left": 4, "right": 12, "top": 8, "bottom": 4},
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"grid": False, "labelColor": look.ink},
        "axisX": {"gridDash": [2, 3], "labelFlush": True},
        "text": {"color": look.ink, "fontSize": 13},
        "bar": {"fill": look.primary, "cornerRadiusEnd": 2},
        "point": {"filled": True, "size": 90, "fill": look.primary},
        "rule": {"stroke": look.muted, "strokeWidth": 1.5},
        "legend": {
            "labelColor": look.ink,
            "titleColor": look.muted,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "orient": "top",
            "symbolSize": 90,
        },
        "range": {
            "category": list(look.categories),
            "ramp": list(look.sequence),
            "heatmap": list(look.sequence),
        },
    }
