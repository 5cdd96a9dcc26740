"""What physicians answered about their working life agrees with a second computation."""

from __future__ import annotations

import functools
import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower

from balint.bundle import DATA
from balint.disclosure import BOARD, VIEWER
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.look import LIGHT, finish
from balint.statistics.effects import ClusterDifference, cluster_difference
from tests.figures.own_rounds import ITEMS, add_round, physician
from tests.stores import bundled_store, new_store


@functools.cache
def answers() -> pd.DataFrame:
    return pd.read_csv(DATA / "demo" / "demo-study1-b.csv")


def demo(figure_id: str, **options: str) -> Figure:
    return draw(bundled_store(), figure_id, ["demo-study1-b"], "en", options)


def scores(category: str) -> pd.Series[float]:
    items = answers()[[item for item in ITEMS if item.startswith(category)]]
    return items.mean(axis=1).where(items.notna().mean(axis=1) >= 0.5)


def test_items_are_tested_by_welch_and_corrected_over_all_49() -> None:
    rows = demo("study1-items").rows
    frame = answers()
    balint, reference = (frame[frame["arm"] == arm][list(ITEMS)] for arm in ("balint", "reference"))
    p = stats.ttest_ind(balint, reference, equal_var=False, nan_policy="omit").pvalue
    assert [row["item"] for row in rows] == list(ITEMS)
    assert [row["p"] for row in rows] == pytest.approx(list(p))
    for name, method in (("p_holm", "holm"), ("q", "fdr_bh")):
        assert [row[name] for row in rows] == pytest.approx(multipletests(p, method=method)[1])


def test_interval_by_groups_stands_beside_that_of_single_physicians() -> None:
    figure = demo("study1-effects")
    row = next(row for row in figure.rows if row["category"] == "health")
    frame = answers().assign(score=scores("health")).dropna(subset=["score"])
    members, others = (frame[frame["arm"] == arm] for arm in ("balint", "reference"))
    found = cluster_difference(
        members["score"], others["score"], groups_a=list(members["group_code"])
    )
    assert isinstance(found, ClusterDifference)
    assert (row["group_low"], row["group_high"]) == pytest.approx((found.low, found.high))
    assert any(f"{members['group_code'].nunique()} groups" in note for note in figure.notes)


def test_difference_within_the_likeness_of_groups_is_not_called_more_than_chance() -> None:
    """Two groups of ten that agree within and differ between carry little more than two answers."""
    store = new_store(without_demo=True)
    people = [
        physician("balint", level + place / 50, years_in_group=2, group_code=code)
        for code, level in (("G1", 5.6), ("G2", 8.6))
        for place in range(10)
    ] + [physician("reference", 5 + place / 50, years_in_group=None) for place in range(20)]
    add_round(store, "likeness", "study1", people)
    figure = draw(store, "study1-effects", ["likeness"], "en")
    row = figure.rows[0]
    assert row["p_holm"] < 0.001
    assert row["group_low"] < 0 < row["group_high"]
    assert figure.title == "No category differs beyond chance after correction"


def test_round_without_groups_says_that_its_intervals_ignore_them() -> None:
    store = new_store(without_demo=True)
    people = [
        physician(arm, 5 + place / 10, years_in_group=years)
        for arm, years in (("balint", 3), ("reference", None))
        for place in range(7)
    ]
    add_round(store, "no-groups", "study1", people)
    figure = draw(store, "study1-effects", ["no-groups"], "en")
    assert {row["group_low_mark"] for row in figure.rows} == {"not_asked"}
    assert any("does not say who sat in which group" in note for note in figure.notes)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_reader_of_a_round_without_groups_is_told_that_people_alone_protect_it(
    language: str,
) -> None:
    store = new_store(without_demo=True)
    for form_id, told in (("study1", {}), ("study2", {"questions_class": "intermediary"})):
        for groups in (0, 6):
            people = [
                {
                    **physician(arm, 5 + place / 20, years_in_group=2 * (place % 2) + 1, **told),
                    "roles_class": "intermediary",
                    "role_tutor": True,
                    "group_code": f"G{place % groups}" if groups and arm == "balint" else None,
                    "age": 40 + place,
                }
                for arm in ("balint", "reference")
                for place in range(24)
            ]
            add_round(store, f"{form_id}-{groups}", form_id, people)
    said = {"sv": "minst 10 personer bakom sig, vilka", "en": "at least 10 people behind it, what"}
    for figure_id, defined in DEFINITIONS.items():
        if defined.form not in ("study1", "study2") or defined.draws == {"published"}:
            continue
        for groups in (0, 6):
            for audience in (VIEWER, BOARD):
                asked = [f"{defined.form}-{groups}"]
                figure = draw(store, figure_id, asked, language, audience=audience)
                assert not figure.is_hidden
                notes = sum(said[language] in note for note in figure.notes)
                assert notes == (not groups and audience is VIEWER), (figure_id, groups)


def test_legend_of_the_items_names_what_is_drawn_and_no_more() -> None:
    figure = demo("study1-items")
    assert [row for row in figure.rows if row["q"] < 0.05] == []
    assert figure.chart
    layers = finish(figure.chart(LIGHT), LIGHT, "en")["layer"]
    scales = [each["encoding"]["shape"]["scale"] for each in layers if "shape" in each["encoding"]]
    assert [(scale["domain"], scale["range"]) for scale in scales] == [
        (["a difference only without correction", "not told apart"], ["diamond", "cross"])
    ]


def test_chosen_category_keeps_the_correction_over_all_items() -> None:
    every = {row["item"]: row["p_holm"] for row in demo("study1-items").rows}
    chosen = demo("study1-items", category="control")
    assert len(chosen.rows) == 11
    assert all(row["p_holm"] == every[row["item"]] for row in chosen.rows)
    assert "in 49 questions" in chosen.sentence
    assert "about 2.5" in chosen.sentence  # 49 x 0.05


@pytest.mark.parametrize("limit", ["1.5", "3"])
def test_experience_divides_members_at_the_limit(limit: str) -> None:
    rows = {
        (row["category"], row["stage"]): row for row in demo("study1-experience", limit=limit).rows
    }
    frame = answers().assign(score=scores("health")).dropna(subset=["score"])
    short = frame[(frame["arm"] == "balint") & (frame["years_in_group"] <= float(limit))]["score"]
    row = rows["health", "short"]
    assert (row["n"], row["mean"]) == (len(short), pytest.approx(short.mean()))
    reach = stats.t.interval(0.95, len(short) - 1, loc=short.mean(), scale=stats.sem(short))
    assert (row["low"], row["high"]) == pytest.approx(reach)
    assert rows["health", "reference"]["n"] == (frame["arm"] == "reference").sum()


def test_reliability_is_alpha_of_complete_answers() -> None:
    rows = {row["category"]: row for row in demo("study1-reliability").rows}
    items = answers()[[item for item in ITEMS if item.startswith("control")]].dropna()
    covariance = items.cov().to_numpy()
    alpha = 11 / 10 * (1 - np.trace(covariance) / covariance.sum())
    assert rows["control"]["alpha"] == pytest.approx(alpha)
    assert (rows["control"]["n"], rows["control"]["items"]) == (len(items), 11)


def test_estimation_interval_is_that_of_another_bootstrap() -> None:
    row = next(r for r in demo("study1-estimation").rows if r["category"] == "satisfaction")
    arms = [
        scores("satisfaction")[answers()["arm"] == arm].dropna() for arm in ("balint", "reference")
    ]
    found = stats.bootstrap(
        [arm.to_numpy() for arm in arms],
        lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis),
        n_resamples=5000,
        rng=np.random.default_rng(3),
        method="BCa",
    ).confidence_interval
    assert row["difference"] == pytest.approx(arms[0].mean() - arms[1].mean())
    assert (row["low"], row["high"]) == pytest.approx((found.low, found.high), abs=0.04)


def test_reference_fit_divides_by_the_spread_of_both_arms() -> None:
    rows = {row["column"]: row for row in demo("reference-fit").rows}
    ages = [answers()[answers()["arm"] == arm]["age"].dropna() for arm in ("balint", "reference")]
    spread = ((ages[0].var() + ages[1].var()) / 2) ** 0.5
    assert rows["age"]["difference"] == pytest.approx((ages[0].mean() - ages[1].mean()) / spread)
    assert rows["age"]["chance"] == pytest.approx(
        1.959964 * (1 / len(ages[0]) + 1 / len(ages[1])) ** 0.5
    )


@pytest.mark.parametrize("figure_id", ["study1-experience", "study1-estimation"])
def test_single_people_are_drawn_of_made_up_rounds_or_for_the_board(figure_id: str) -> None:
    store = new_store(without_demo=True)
    people = [
        physician(arm, 5 + place / 10, years_in_group=years)
        for arm, years in (("balint", 3), ("reference", None))
        for place in range(20)
    ]
    add_round(store, "w-own", "study1", people)
    add_round(store, "w-made-up", "study1", people, provenance="demo")
    drawn = [
        draw(store, figure_id, ["w-own"], audience=VIEWER),
        draw(store, figure_id, ["w-own"]),
        draw(store, figure_id, ["w-made-up"], audience=VIEWER),
    ]
    specs = [json.dumps(figure.chart(LIGHT).to_dict()) for figure in drawn if figure.chart]
    shown = ["circle" in spec and '"opacity": 0.35' in spec for spec in specs]
    assert shown == [False, True, True]


def test_effects_note_what_the_sample_could_have_shown() -> None:
    figure = draw(bundled_store(), "study1-effects", ["demo-study1-b"], "en")
    # statsmodels 0.15: TTestIndPower().solve_power(nobs1=36, ratio=34/36, alpha=0.05, power=0.8)
    least = TTestIndPower().solve_power(nobs1=36, ratio=34 / 36, alpha=0.05, power=0.8)
    assert any(f"a true difference of {least:.2f} standard" in note for note in figure.notes)
