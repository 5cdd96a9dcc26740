"""Regions are judged by their size, and classes by everyone who has one."""

from __future__ import annotations

import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from balint.figures import draw
from tests.stores import bundled_store


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
def test_region_is_outside_where_poisson_puts_one_in_a_thousand(round_id: str) -> None:
    rows = draw(bundled_store(), "groups-funnel", [round_id]).rows
    rate = sum(row["groups"] for row in rows) / sum(row["inhabitants"] for row in rows)
    for row in rows:
        expected = stats.poisson(rate * row["inhabitants"])
        many = row["groups"] >= expected.ppf(0.999)
        few = row["groups"] < expected.ppf(0.001)
        assert row["outside"] == (many or few)


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
