"""Regions are judged by their size, and classes by everyone who has one."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from balint.figures import draw
from balint.figures.groups_funnel import _funnel_title, _how_many_outside
from balint.figures.groups_funnel_chart import named_sides, plot_of
from balint.figures.look import LIGHT
from balint.figures.pictures import page_spec
from balint.words import words_in
from tests.stores import bundled_store


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
def test_region_is_outside_where_poisson_puts_one_in_a_thousand(round_id: str) -> None:
    rows = draw(bundled_store(), "groups-funnel", [round_id]).rows
    rate = sum(row["groups"] for row in rows) / sum(row["inhabitants"] for row in rows)
    for row in rows:
        expected = stats.poisson(rate * row["inhabitants"])
        many = 1 - expected.cdf(row["groups"] - 1) < 0.001
        few = expected.cdf(row["groups"]) < 0.001
        assert row["outside"] == (many or few)


@pytest.mark.parametrize(
    ("rates", "title"),
    [
        ([9], "A lies above the 99.8% limit for its size"),
        ([9, 9], "A and B lie above the 99.8% limits for their size"),
        ([0], "A lies below the 99.8% limit for its size"),
        ([9, 0], "Above the 99.8% limits for their size: A; below: B"),
        ([9, 0, 9, 0], "4 regions lie outside the 99.8% limits for their size"),
        ([], "No region lies outside the 99.8% limits for its size"),
    ],
)
def test_title_says_on_which_side_of_chance_regions_are(rates: list[int], title: str) -> None:
    rows = [
        {"region": name, "outside": True, "groups_per_100k": rate, "low_998": 5}
        for name, rate in zip("ABCD", rates, strict=False)
    ]
    assert _funnel_title(words_in("en"), rows, 40) == title


def test_name_of_a_large_region_runs_over_no_other_dot() -> None:
    def region(code: str, inhabitants: int, rate: float) -> dict[str, Any]:
        named = {"region_code": code, "region": "Region Långtnamn", "outside": False}
        return named | {"inhabitants": inhabitants, "groups_per_100k": rate}

    # The second's name would run over the first's dot, which stands as high as the name does.
    rows = [region("a", 1_000_000, 0.53), region("b", 1_400_000, 0.5), region("c", 60_000, 1)]

    def sides(rows: list[dict[str, Any]], marked: str | None) -> dict[str, str]:
        return named_sides(rows, marked, plot_of(rows, (50_000, 2_500_000), 1))

    assert sides(rows, None).get("b") in (None, "right")
    assert sides(rows, "b")["b"] == "left"
    assert sides(rows[1:], None)["b"] == "left"


@pytest.mark.parametrize(
    ("near", "outside", "said"),
    [
        (0, 0, "Of 21 regions none lies outside the 95% limits."),
        (1, 0, "Of 21 regions 1 lies outside the 95% limits, but not outside the 99.8% limits."),
        (3, 0, "Of 21 regions 3 lie outside the 95% limits, none outside the 99.8% limits."),
        (1, 1, "Of 21 regions 1 lies outside the 95% limits, and outside the 99.8% limits too."),
        (3, 1, "Of 21 regions 3 lie outside the 95% limits, 1 of them outside the 99.8% limits "
         "too."),
    ],
)  # fmt: skip
def test_regions_outside_both_limits_are_counted_among_those_outside_one(
    near: int, outside: int, said: str
) -> None:
    assert _how_many_outside(words_in("en"), 21, near, outside) == said


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
def test_funnel_shows_its_whole_band_and_names_within_it(round_id: str) -> None:
    drawn = draw(bundled_store(), "groups-funnel", [round_id], "en")
    layers = page_spec(drawn, LIGHT)["layer"]
    top = layers[0]["encoding"]["y"]["scale"]["domain"][1]
    assert top > max(row["high_998"] for row in drawn.rows)
    names = {name["name"]: name for name in layers[2]["data"]["values"]}
    assert set(names) == {"95%", "99.8%"}
    edges = layers[0]["data"]["values"]
    for name, below, above in (("95%", "low_95", "high_95"), ("99.8%", "high_95", "high_998")):
        placed = names[name]
        (edge,) = (each for each in edges if each["inhabitants"] == placed["inhabitants"])
        assert edge[below] < placed["rate"] < edge[above]


def test_classes_over_rounds_are_the_margins_of_table_3() -> None:
    figure = draw(bundled_store(), "patient-centred-over-rounds", ["published-study2"], "en")
    found = {(row["part"], row["arm"]): (row["centred"], row["n"]) for row in figure.rows}
    assert found == {
        ("questions", "balint"): (11, 19),
        ("questions", "reference"): (3, 16),
        ("roles", "balint"): (10, 19),
        ("roles", "reference"): (4, 16),
    }
    row = next(row for row in figure.rows if (row["part"], row["arm"]) == ("questions", "balint"))
    assert (row["low"], row["high"]) == pytest.approx(proportion_confint(11, 19, method="wilson"))


def test_kappa_notes_what_drawing_within_arms_gives() -> None:
    # Table 3 as people: each arm drawn again by itself, kappa by statsmodels.
    arms = {
        "balint": [[9, 1, 1], [1, 4, 2], [0, 0, 1]],
        "reference": [[2, 1, 0], [1, 2, 2], [1, 1, 6]],
    }
    generator = np.random.default_rng(4)
    drawn = []
    for _ in range(600):
        table = sum(
            generator.multinomial(np.sum(arm), np.ravel(arm) / np.sum(arm)) for arm in arms.values()
        )
        drawn.append(cohens_kappa(table.reshape(3, 3), wt="linear").kappa)
    notes = " ".join(draw(bundled_store(), "class-agreement", language="en").notes)
    said = re.search(r"seed 1957\) gives ([0-9.]+) to ([0-9.]+) with linear", notes)
    assert said
    assert [float(said[1]), float(said[2])] == pytest.approx(
        np.quantile(drawn, [0.025, 0.975]), abs=0.05
    )
