"""How does every chart look? Two palettes, one type, one set of axes, one number format.

The pages' theme (.streamlit/config.toml) and style (balint/ui/style.py) have the same colours and
sizes; tests/figures/test_look.py holds them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import altair as alt

REM = 16
"""Size of running text, px."""
SIZES = {"page": 2.3, "section": 1.6, "card": 1.15, "text": 1.0, "small": 0.875}
"""The five sizes of type, in rem; all text of a chart is small."""
SMALL = SIZES["small"] * REM
LINE = 17
"""Height of a line of small type, px."""
SPACES = (4, 8, 16, 24, 40)
"""The steps in which things stand apart, px."""
IN_MARKS = 12
"""Size of a number that stands within its own mark, px."""

ROOM = "room"
"""What a chart's expressions call the width of its plot, px, whatever it is drawn in."""
NARROW = f"{ROOM} < 320"
"""Whether the plot is as narrow as on a phone."""
TITLE_LETTERS = 44
"""Longer titles of axes are broken, so that a phone shows them whole."""

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
    control: str
    """The outline of what can be filled in or chosen, checked as a mark is."""
    primary: str
    categories: tuple[str, ...]
    sequence: tuple[str, str]
    """Ends of the one-hue scale, least first."""
    diverging: tuple[str, str, str]
    """Least, the middle that is neither, most."""
    unknown: str
    """Fill of a place about which nothing is known."""
    hatch: str
    """Stripes over the badge of made-up numbers; its text stays readable on them."""

    @property
    def balint(self) -> str:
        """The colour of Balint members, everywhere."""
        return self.categories[0]

    @property
    def reference(self) -> str:
        """The colour of the reference group, everywhere."""
        return self.categories[3]

    def shade(self, share: float) -> str:
        """Mix a step of the one-hue scale, from 0 to 1."""
        ends = [channels(colour) for colour in self.sequence]
        mixed = (round(least + (most - least) * share) for least, most in zip(*ends, strict=True))
        return "#" + "".join(f"{part:02X}" for part in mixed)

    def on(self, fill: str) -> str:
        """Give the colour of text on a fill: of white and black the one that can be read."""
        return max("#FFFFFF", "#000000", key=lambda ink: contrast(ink, fill))


LIGHT = Look(
    name="light",
    ground="#FBFAF7",
    card="#F1EFE9",
    ink="#1C2B2A",
    muted="#55625F",
    line="#D8D4C9",
    control="#7E8A86",
    primary="#0F5E63",
    categories=("#0F5E63", "#B26A00", "#7A3E6D", "#74828F", "#A63D2F", "#5C7A29"),
    sequence=("#E3EDEC", "#0F5E63"),
    diverging=("#7A3E6D", "#E8E4DA", "#0F5E63"),
    unknown="#E4E0D6",
    hatch="#EBD2A2",
)
DARK = Look(
    name="dark",
    ground="#15201F",
    card="#1E2C2B",
    ink="#E8ECE9",
    muted="#A9B5B1",
    line="#3A4947",
    control="#74857F",
    primary="#6CC5C9",
    categories=("#6CC5C9", "#C68628", "#D9A0CB", "#8391A0", "#F09A8A", "#B5CF7A"),
    sequence=("#2B4F4E", "#6CC5C9"),
    diverging=("#D9A0CB", "#2C3B39", "#6CC5C9"),
    unknown="#5A6765",
    hatch="#5F4820",
)
LOOKS = {look.name: look for look in (LIGHT, DARK)}


def channels(colour: str) -> list[int]:
    """Read red, green and blue, 0 to 255."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def contrast(one: str, other: str) -> float:
    """Measure how far two colours stand apart in light, 1 to 21.

    Source: WCAG 2.2, contrast ratio.
    """
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(colour))
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


WORDS = re.compile(r"(?<!=) (?!=|[^\W\d]\b)")
"""Where a line may end: not within “1 = full”, nor before the letter of “round A”."""


def wrap(text: str, width: int = 24) -> list[str]:
    """Break a label for Vega's line lists.

    Returns: as few lines of at most about `width` letters as it needs, of about one length.
    """
    fewest = len(fill(text, width))
    widths = range(min(len(text) // fewest, width), width + 1)
    return next(lines for each in widths if len(lines := fill(text, each)) == fewest)


def fill(text: str, width: int) -> list[str]:
    """Break a text for Vega's line lists, each line as full as `width` letters allow."""
    lines: list[str] = [""]
    for word in WORDS.split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def finish(chart: Drawing, look: Look, language: str) -> dict[str, Any]:
    """Give the finished Vega-Lite specification of a chart in one look and language."""
    # Checked by the tests; checking each row against the schema costs seconds on a page.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    _keep_rows_inside(spec)
    break_titles(spec, TITLE_LETTERS)
    spec["params"] = [{"name": ROOM, "expr": "width"}]
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


def break_titles(part: Any, letters: int) -> None:
    """Break the titles of horizontal axes, which would stand out over both ends of a plot."""
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            break_titles(inner, letters)
    if isinstance(part, dict) and isinstance(part.get("x"), dict):
        channel = part["x"]
        for titled in (channel, channel.get("axis")):
            if isinstance(titled, dict) and isinstance(titled.get("title"), str):
                titled["title"] = wrap(titled["title"], letters)


def _config(look: Look) -> dict[str, Any]:
    axis = {
        "labelColor": look.muted,
        "titleColor": look.muted,
        "labelFontSize": SMALL,
        "labelLineHeight": LINE,
        "labelSeparation": 3,
        "titleFontSize": SMALL,
        "titleLineHeight": LINE,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelPadding": 8,
        "labelLimit": 260,
        "gridColor": look.line,
        "gridOpacity": 0.7,
        "domain": False,
        "ticks": False,
    }
    return {
        "background": "transparent",
        "font": FONT,
        # The chart's description says what it shows; Vega's own words for marks are English, and
        # a mark without words is a picture without a name (axe: svg-img-alt).
        "aria": False,
        "mark": {"aria": False},
        "padding": {"left": 4, "right": 12, "top": 8, "bottom": 4},
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"grid": False, "labelColor": look.ink},
        # From the end of the plot a title may reach back below the names to the left.
        "axisX": {
            "gridDash": [2, 3],
            "labelFlush": False,  # each label below its own line
            "titleAnchor": "end",
            "titleAlign": "right",
        },
        "text": {"color": look.ink, "fontSize": SMALL},
        "bar": {"fill": look.primary, "cornerRadiusEnd": 2},
        "point": {"filled": True, "size": 90, "fill": look.primary, "opacity": 1},
        "rule": {"stroke": look.muted, "strokeWidth": 1.5},
        "legend": {
            "labelColor": look.ink,
            "titleColor": look.muted,
            "labelFontSize": SMALL,
            "labelLimit": 320,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "orient": "top",
            "columns": 1,  # below each other: abreast they stand out of a phone
            "columnPadding": 16,
            "symbolSize": 90,
        },
        "range": {
            "category": list(look.categories),
            "ramp": list(look.sequence),
            "heatmap": list(look.sequence),
            "diverging": list(look.diverging),
        },
    }
