"""Do pages and charts share one look, and can everybody tell its colours apart?"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import vl_convert

from balint.figures import DEFINITIONS, Figure, draw, drawable_rounds
from balint.figures.change_chart import change_chart, signed_x
from balint.figures.charts import bars
from balint.figures.dropout_positions import SHADES
from balint.figures.look import (
    DARK,
    IN_MARKS,
    LIGHT,
    LINE,
    LOOKS,
    SIZES,
    SMALL,
    Look,
    channels,
    contrast,
    finish,
    wrap,
)
from balint.rounds import list_rounds
from balint.store import ROOT
from balint.ui.style import stylesheet
from balint.words import words_in
from tests.stores import bundled_store

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]

# How people with one kind of cones missing see linear red, green and blue: the matrices for
# severity 1.0 of Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113. Grey keeps the
# luminance of sRGB.
SEEN = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
    "all": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]
WHITE = [0.95047, 1.0, 1.08883]

APART = 12.0
"""Least distance in CIELAB (Delta E*ab, 1976) of colours that are told apart by colour alone, some
five times what is just seen, for whatever eyes."""
STEP = 5.0
"""The same for neighbours in an order of shades, where each also has its number."""

EVERY_CHART = [
    (figure_id, found.id)
    for figure_id, defined in DEFINITIONS.items()
    for found in drawable_rounds(defined, list_rounds(bundled_store().cursor(), defined.form))
]


@functools.cache
def figure_of(figure_id: str, round_id: str) -> Figure:
    return draw(bundled_store(), figure_id, [round_id])


def lab(colour: str, seen: list[list[float]]) -> np.ndarray:
    """Give a colour in CIELAB as somebody sees it."""
    parts = np.array(channels(colour)) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = np.array(TO_XYZ) @ np.clip(np.array(seen) @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, eyes: str) -> float:
    return float(np.linalg.norm(lab(one, SEEN[eyes]) - lab(other, SEEN[eyes])))


def test_lab_of_known_colours_is_right() -> None:
    assert lab("#FFFFFF", SEEN["all"]) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#FF0000", SEEN["all"]) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_text_and_marks_stand_out_from_every_ground(look: Look) -> None:
    for ground in (look.ground, look.card):
        assert contrast(look.ink, ground) >= 7
        assert contrast(look.muted, ground) >= 4.5
        assert contrast(look.primary, ground) >= 4.5
        for mark in (*look.categories, look.control):
            assert contrast(mark, ground) >= 3


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_text_on_every_fill_can_be_read(look: Look) -> None:
    shades = [look.shade(step / 50) for step in range(51)]
    for fill in (*shades, *look.categories, *look.diverging, look.unknown):
        assert contrast(look.on(fill), fill) >= 4.5


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_two_groups_and_the_two_ends_are_apart_for_all_eyes(look: Look, eyes: str) -> None:
    plum, sand, teal = look.diverging
    assert distance(look.balint, look.reference, eyes) >= APART
    assert distance(look.primary, look.categories[1], eyes) >= APART
    assert distance(plum, sand, eyes) >= APART
    assert distance(sand, teal, eyes) >= APART
    assert distance(*look.sequence, eyes) >= 3 * APART


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_shades_go_one_way_in_steps_that_are_seen(look: Look, eyes: str) -> None:
    shades = [look.shade(share) for share in SHADES]
    light = [lab(shade, SEEN[eyes])[0] for shade in shades]
    assert light in (sorted(light), sorted(light, reverse=True))
    assert min(distance(*pair, eyes) for pair in pairwise(shades)) >= STEP


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("figure_id", "round_id"), EVERY_CHART)
def test_colour_is_never_the_only_difference(figure_id: str, round_id: str, look: Look) -> None:
    figure = figure_of(figure_id, round_id)
    if figure.chart is None:
        return
    layers = list(encodings(finish(figure.chart(look), look, "sv")))
    shaped = {layer["shape"]["field"] for layer in layers if "field" in layer.get("shape", {})}
    for layer in layers:
        channel = layer.get("color", {})
        fills = (channel.get("scale") or {}).get("range", [])
        if channel.get("type") == "quantitative" or channel.get("field") in shaped:
            continue
        if figure_id in TOLD_OTHERWISE:
            continue
        for one, other in combinations(fills, 2):
            assert min(distance(one, other, eyes) for eyes in SEEN) >= APART


TOLD_OTHERWISE = {
    "dropout-positions",  # an order of shades, each with its number
}


def encodings(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """List what the layers of a chart encode."""
    for layer in spec.get("layer", [spec]):
        yield layer.get("encoding", {})
        if "layer" in layer:
            yield from encodings(layer)


def test_pages_have_the_colours_of_charts() -> None:
    for look in (LIGHT, DARK):
        theme = CONFIG[look.name]
        assert theme["primaryColor"] == theme["linkColor"] == look.primary
        assert theme["backgroundColor"] == look.ground
        assert theme["secondaryBackgroundColor"] == look.card
        assert theme["textColor"] == look.ink
        assert theme["borderColor"] == look.line
        assert theme["grayTextColor"] == look.muted
        assert theme["orangeColor"] == look.categories[1]
        for tone in ("orange", "blue", "green", "gray"):
            text, ground = theme[f"{tone}TextColor"], theme[f"{tone}BackgroundColor"]
            assert contrast(text, ground) >= 4.5
        assert contrast(theme["orangeTextColor"], look.hatch) >= 4.5


def test_pages_and_charts_have_the_five_sizes_of_type() -> None:
    sizes = {float(size.removesuffix("rem")) for size in CONFIG["headingFontSizes"]}
    assert sizes <= set(SIZES.values())
    assert CONFIG["baseFontSize"] == SIZES["text"] * 16
    used = re.findall(r"font-size: ([\d.]+)rem", stylesheet())
    assert set(map(float, used)) <= set(SIZES.values())
    for figure_id, round_id in EVERY_CHART:
        figure = figure_of(figure_id, round_id)
        if figure.chart is not None:
            spec = finish(figure.chart(LIGHT), LIGHT, "sv")
            assert font_sizes(spec) <= {SMALL, float(IN_MARKS)}


def font_sizes(part: Any) -> set[float]:
    """Collect every size of type in a chart."""
    if isinstance(part, list):
        return set().union(*map(font_sizes, part)) if part else set()
    if not isinstance(part, dict):
        return set()
    own = {float(value) for key, value in part.items() if key.lower().endswith("fontsize")}
    return own.union(*map(font_sizes, part.values()))


def test_style_has_each_colour_for_both_grounds() -> None:
    style = stylesheet()
    no_colours = {"menu", "choose-file", "on-paper"}
    asked = set(re.findall(r"var\(--([\w-]+)\)", style)) - no_colours
    given = set(re.findall(r"--([\w-]+): light-dark\(", style))
    assert asked == given


def test_name_of_any_number_of_lines_stands_beside_the_middle_of_its_bar() -> None:
    names = [
        "one line",
        "a name that takes two lines",
        "a name so long that three lines are needed to say it",
    ]
    rows = [{"name": name, "value": 1} for name in names]
    spec = finish(bars(rows, label="name", value="value", look=LIGHT), LIGHT, "en")
    drawn = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))  # noqa: S314
    texts = [
        (float(text.attrib["transform"].split(",")[1].rstrip(")")), max(len(text), 1))
        for text in drawn.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert [lines for _, lines in texts] == [1, 2, 3, 1, 1, 1]
    for (first, lines), (number, _) in zip(texts[:3], texts[3:], strict=True):
        assert first + (lines - 1) * LINE / 2 == pytest.approx(number, abs=0.6)


@pytest.mark.parametrize("most", [0.04, 0.31, 1.33, 2.2, 4.9, 7.0, 38.4])
@pytest.mark.parametrize("decimals", [0, 1])
def test_each_line_of_a_grid_around_zero_has_room_for_its_number(
    most: float, decimals: int
) -> None:
    x = signed_x("low", most, title="", decimals=decimals).to_dict()
    low, high = x["scale"]["domain"]
    values = x["axis"]["values"]
    assert low == -high <= -most
    assert values == pytest.approx([-value for value in reversed(values)])
    assert 3 <= len(values) <= x["axis"]["tickCount"] <= 5  # more, and Vega leaves some out
    written = [f"{value:+.{decimals}f}" for value in values]
    assert len(set(written)) == len(written)
    assert high - values[-1] >= 14 / 200 * 2 * high  # half of “+1.5”, of a phone's plot


def test_number_of_a_small_change_stands_away_from_zero() -> None:
    rows = [
        {"name": str(change), "change": change, "low": -2, "high": 2, "sure": False}
        for change in (-1.5, -0.1, 0, 0.1, 1.5)
    ]
    chart = change_chart(rows, title="", decimals=1, say=words_in("en"), look=LIGHT)
    numbers = finish(chart, LIGHT, "en")["layer"][-1]
    assert [row["side"] for row in numbers["data"]["values"]] == [0, -1, 0, 1, 0]
    assert numbers["mark"]["align"]["expr"].startswith("datum.side < 0 ? 'right'")


def test_wide_interval_and_its_ends_have_the_colour_of_their_group() -> None:
    row = {"name": "a", "change": 1, "low": 0.5, "high": 1.5, "wide_low": 0, "wide_high": 2}
    chart = change_chart([{**row, "sure": True}], title="", decimals=1, say=EN, look=LIGHT)
    layers = finish(chart, LIGHT, "en")["layer"]
    (rule,) = (layer for layer in layers if layer["encoding"].get("x2", {}) == WIDE_END)
    ticks = [layer for layer in layers if layer["mark"]["type"] == "tick"]
    assert len(ticks) == 2
    for tick in ticks:
        assert tick["encoding"]["color"] == rule["encoding"]["stroke"]


EN, WIDE_END = words_in("en"), {"field": "wide_high"}


def test_what_is_pointed_at_tells_a_change_as_the_sentence_does() -> None:
    row = {"name": "a", "change": -0.03, "low": -0.41, "high": 0.02, "sure": False}
    chart = change_chart([row], title="", decimals=1, say=EN, look=LIGHT)
    (told,) = finish(chart, LIGHT, "en")["layer"][-1]["data"]["values"]
    assert (told["said"], told["interval"]) == ("0.0", "\u22120.41 to +0.02")


def test_label_is_broken_into_few_lines_of_about_one_length() -> None:
    assert wrap("three short words", 24) == ["three short words"]
    assert wrap("for less than six months, and no day is known", 24) == [
        "for less than",
        "six months, and",
        "no day is known",
    ]
    assert wrap("less than six months ago", 22) == ["less than six", "months ago"]
    assert wrap("a wordlongerthanaline", 9) == ["a", "wordlongerthanaline"]
    assert wrap("", 9) == [""]
    assert wrap("kappa (0 = chance, 1 = full)", 20) == ["kappa (0 = chance,", "1 = full)"]
    assert wrap("Demo: inventory A (made up)", 20) == ["Demo: inventory A", "(made up)"]
