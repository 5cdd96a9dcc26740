"""What is printed is shown as printed, and what follows from it is right."""

from __future__ import annotations

import pytest

from balint.figures import Figure, draw
from balint.figures.look import LIGHT
from balint.figures.pictures import page_spec
from tests.stores import bundled_store


def published(figure_id: str) -> Figure:
    return draw(bundled_store(), figure_id, language="en")


def test_role_choices_sum_as_in_print() -> None:
    rows = published("role-choices").rows
    assert sum(row["balint"] for row in rows) == 228
    assert sum(row["reference"] for row in rows) == 225
    assert {(row["balint_n"], row["reference_n"]) for row in rows} == {(20, 21)}


def test_role_choices_compare_shares_not_counts() -> None:
    tutor = next(row for row in published("role-choices").rows if row["role"] == "tutor")
    assert tutor["balint_share"] == pytest.approx(13 / 20)
    assert tutor["reference_share"] == pytest.approx(6 / 21)
    assert tutor["difference"] == pytest.approx(13 / 20 - 6 / 21)
    # R: fisher.test(matrix(c(13, 7, 6, 15), 2))$p.value
    assert tutor["p"] == pytest.approx(0.02936626, abs=1e-8)
    assert tutor["p_holm"] > 0.05


def test_class_agreement_is_that_of_the_35() -> None:
    (row,) = published("class-agreement").rows
    assert row["n"] == 35
    assert row["exact"] == pytest.approx(24 / 35)
    assert row["kappa_linear"] == pytest.approx(0.589, abs=5e-4)
    assert (row["linear_low"], row["linear_high"]) == pytest.approx((0.370, 0.808), abs=5e-4)
    assert row["kappa_quadratic"] == pytest.approx(0.649, abs=5e-4)
    assert (row["quadratic_low"], row["quadratic_high"]) == pytest.approx((0.414, 0.884), abs=5e-4)


def test_class_difference_is_clear_by_the_questions_only() -> None:
    questions, roles = published("class-difference").rows
    assert (questions["n_balint"], questions["n_reference"]) == (19, 16)
    assert questions["p"] == pytest.approx(0.003, abs=1.5e-3)
    assert roles["p"] == pytest.approx(0.07, abs=1.5e-2)
    # 19 x 16 pairs, counted by hand from the row sums 11/7/1 and 3/5/8:
    # Balint higher 11 * 13 + 7 * 8 = 199, lower 7 * 3 + 1 * 8 = 29.
    assert questions["effect"] == pytest.approx((199 - 29) / (19 * 16))


@pytest.mark.parametrize(("language", "said"), [("en", "computed here"), ("sv", "beräknat här")])
@pytest.mark.parametrize(
    "figure_id",
    ["class-agreement", "class-difference", "role-choices", "patient-centred-over-rounds"],
)
def test_what_is_computed_from_print_says_so_beside_the_badge(
    figure_id: str, language: str, said: str
) -> None:
    assert said in draw(bundled_store(), figure_id, ["published-study2"], language).subtitle
    assert said not in draw(bundled_store(), figure_id, ["demo-study2-b"], language).subtitle


def test_roles_with_the_widest_gap_are_all_named() -> None:
    figure = draw(bundled_store(), "role-choices", ["demo-study2-b"], "en")
    gaps = {row["label"]: abs(row["difference"]) for row in figure.rows}
    assert gaps["Writer of referrals"] == gaps["Writer of prescriptions"] == max(gaps.values())
    assert "writer of referrals and writer of prescriptions" in figure.title
    printed = draw(bundled_store(), "role-choices", ["published-study2"], "en")
    assert "tutor, 65% against 29%, 36 percentage points (95% interval 6 to 59)" in printed.sentence
    other = draw(bundled_store(), "role-choices", ["demo-study2-a"], "en")
    assert "46.7% against 79.3%, −32.6 percentage points" in other.sentence


@pytest.mark.parametrize("figure_id", ["class-difference", "class-agreement"])
def test_axis_beside_zero_has_zero_and_one(figure_id: str) -> None:
    spec = page_spec(draw(bundled_store(), figure_id, ["published-study2"]), LIGHT)
    axes = [
        layer["encoding"]["x"]["axis"]["values"]
        for layer in spec["layer"]
        if "axis" in layer["encoding"].get("x", {})
    ]
    assert axes
    assert all({0, 1} <= set(values) for values in axes)


def test_class_table_keeps_the_printed_cells() -> None:
    cells = {
        (row["questions_class"], row["roles_class"]): (row["balint"], row["reference"])
        for row in published("class-table").rows
    }
    assert cells["patient_centred", "patient_centred"] == (9, 2)
    assert cells["non_patient_centred", "non_patient_centred"] == (1, 6)
    assert len(cells) == 9


def test_dropout_reasons_have_places_and_no_weights() -> None:
    figure = published("dropout-reasons-2005")
    assert [row["rank"] for row in figure.rows] == list(range(1, 8))
    assert {column.name for column in figure.columns} == {"rank", "reason", "label"}
    assert figure.rows[0]["reason"] == "practical"
    assert figure.n == {"leaders": 51}


def test_study1_has_categories_and_no_means() -> None:
    figure = published("study1-published")
    assert len(figure.rows) == 8
    assert sum(row["items"] for row in figure.rows) == 49
    assert not any("mean" in column.name for column in figure.columns)
    by_category = {row["category"]: row["significance"] for row in figure.rows}
    assert by_category["workload"] == "not_significant"
    assert by_category["control"] == by_category["training"] == "significant_level_not_legible"


def test_groups_over_time_draws_only_what_has_a_year() -> None:
    figure = published("groups-over-time")
    undated = [row for row in figure.rows if row["year_low"] is None]
    assert [row["groups"] for row in undated] == [50]
    assert "since" in figure.title
    assert all(row["approximate"] for row in figure.rows)
