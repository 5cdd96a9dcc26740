"""What physicians answered about their working life agrees with a second computation."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
import vl_convert
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower

from balint.bundle import DATA
from balint.disclosure import BOARD, LEADER, VIEWER
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.charts import PERSON
from balint.figures.labels import told_interval
from balint.figures.look import LIGHT, finish
from balint.figures.pictures import page_spec, picture_spec
from balint.figures.study1_answers import quoted, quoted_method
from balint.statistics.effects import ClusterDifference, cluster_difference
from balint.words import words_in
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
        (["only without correction", "no clear difference"], ["diamond", "cross"])
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
    specs = [finish(figure.chart(LIGHT), LIGHT, "sv") for figure in drawn if figure.chart]
    shown = [[PERSON.items() <= layer["mark"].items() for layer in spec["layer"]] for spec in specs]
    assert [sum(layers) for layers in shown] == [0, 1, 1]


def test_quoted_interval_is_the_one_by_groups_where_groups_are_named() -> None:
    figure = demo("study1-effects")
    row = next(row for row in figure.rows if row["category"] == "training")
    low, high = (f"{row[end]:.1f}".replace("-", "−") for end in ("group_low", "group_high"))
    assert f"training 0.5 ({low} to {high})" in figure.sentence
    assert "95% intervals (by groups)" in figure.sentence
    ungrouped = [{**row, "group_low": None, "low": -0.04, "high": 1.2} for row in figure.rows]
    assert quoted(ungrouped[0], ungrouped, words_in("en")) == "−0.04 to 1.20"
    assert quoted_method(ungrouped, words_in("en")) == "Welch's"


@pytest.mark.parametrize(
    ("low", "high", "decimals", "told"),
    [
        (-0.5, 0.7, 1, "−0.5 to 0.7"),
        (0.02, 1.07, 1, "0.02 to 1.07"),
        (-0.04, 0.9, 1, "−0.04 to 0.90"),
        (0.003, 1.07, 1, "0.003 to 1.070"),
        (0, 0.12, 1, "0.0 to 0.1"),
        (-0.004, 0.5, 2, "−0.004 to 0.500"),
    ],
)
def test_end_of_an_interval_shows_its_side_of_zero(
    low: float, high: float, decimals: int, told: str
) -> None:
    assert told_interval(low, high, words_in("en"), decimals=decimals) == told


def test_reference_fit_tells_and_draws_the_same_sizes() -> None:
    figure = demo("reference-fit")
    assert figure.chart
    age = next(row for row in figure.rows if row["column"] == "age")
    assert age["difference"] < 0
    drawn = finish(figure.chart(LIGHT), LIGHT, "en")["layer"][0]["data"]["values"]
    size = next(row["distance"] for row in drawn if row["column"] == "age")
    assert f"age {size:.2f} (chance" in figure.sentence


def test_reliability_draws_the_limit_of_its_title() -> None:
    figure = demo("study1-reliability")
    assert figure.chart
    layers = finish(figure.chart(LIGHT), LIGHT, "en")["layer"]
    assert [{"limit": 0.7}] in [layer["data"]["values"] for layer in layers]


def test_reliability_writes_no_number_across_its_limit() -> None:
    figure = demo("study1-reliability")
    assert figure.chart
    numbers = finish(figure.chart(LIGHT), LIGHT, "en")["layer"][-1]
    sides = {f"{row['alpha']:.2f}": row["side"] for row in numbers["data"]["values"]}
    near = {alpha: side for alpha, side in sides.items() if 0.66 <= float(alpha) <= 0.74}
    assert near
    assert all(side == (1 if float(alpha) > 0.7 else -1) for alpha, side in near.items())
    assert numbers["mark"]["align"]["expr"].startswith("datum.side < 0 ? 'right'")


def test_estimation_writes_differences_that_agree_with_both_means() -> None:
    told = demo("study1-estimation").sentence
    assert "health 6.04 against 5.76, difference 0.28 (−0.15 to 0.72)" in told
    found = re.findall(r" ([0-9.]+) against ([0-9.]+), difference (−?[0-9.]+) ", told)
    assert len(found) == 8
    for one, other, gap in found:
        assert Decimal(one) - Decimal(other) == Decimal(gap.replace("−", "-"))
    title = draw(bundled_store(), "study1-estimation", ["demo-study1-a"], "en").title
    assert "satisfaction, 1.07 points (0.41 to 1.80)" in title


def test_experience_tells_no_mean_of_a_single_person() -> None:
    own = new_store(without_demo=True)
    physicians = [
        *(physician("reference", score) for score in (4, 5, 7)),
        physician("balint", 9, years_in_group=1),
        *(physician("balint", score, years_in_group=4) for score in (6, 7, 8)),
    ]
    add_round(own, "one", "study1", physicians)
    figure = draw(own, "study1-experience", ["one"], "en")
    single = [row for row in figure.rows if row["n"] == 1]
    assert len(single) == 8
    assert all(row["mean"] is None for row in single)
    assert re.search(r"health 5\.3 \(\S+ to \S+\), too few and 7\.0 \(", figure.sentence)
    for reader in (VIEWER, LEADER):
        assert draw(own, "study1-experience", ["one"], "en", audience=reader).is_hidden


@pytest.mark.parametrize("version", ["5.8", "6.4"])
@pytest.mark.parametrize("figure_id", ["study1-experience", "study1-estimation"])
def test_single_people_stand_above_their_mean_in_each_version(figure_id: str, version: str) -> None:
    figure = demo(figure_id)
    assert figure.chart
    people, *_, means = (
        layer["data"]["values"] for layer in finish(figure.chart(LIGHT), LIGHT, "en")["layer"]
    )
    for spec in (page_spec(figure, LIGHT), picture_spec(figure)):
        drawn = vl_convert.vegalite_to_vega(spec, vl_version=version)
        parts = [drawn, *(part for part in drawn["marks"] if "scales" in part)]
        scales = [scale for part in parts for scale in part.get("scales", ())]
        offset = next(scale for scale in scales if scale["name"].endswith("yOffset"))
        top, bottom = offset["range"]
        assert top == 0 < bottom < {"study1-experience": 90, "study1-estimation": 84}[figure_id]
        assert offset["domain"][0] < people[0]["place"] < means[0]["place"]


def test_items_have_their_scale_above_and_below() -> None:
    figure = demo("study1-items")
    assert figure.chart
    layers = finish(figure.chart(LIGHT), LIGHT, "en")["layer"]
    axes = [layer["encoding"]["x"].get("axis") for layer in layers]
    assert [axis["orient"] if axis and "orient" in axis else bool(axis) for axis in axes] == [
        False,
        True,
        "top",
    ]


def test_experience_tells_the_means_of_all_three() -> None:
    figure = demo("study1-experience")
    rows = {(row["category"], row["stage"]): row for row in figure.rows}
    means = [rows["health", stage]["mean"] for stage in ("reference", "short", "experienced")]
    assert re.search(
        r"health {:.1f} \(\S+ to \S+\), {:.1f} \(\S+ to \S+\) and {:.1f} \(".format(*means),
        figure.sentence,
    )


def test_effects_note_what_the_sample_could_have_shown() -> None:
    figure = draw(bundled_store(), "study1-effects", ["demo-study1-b"], "en")
    # statsmodels 0.15: TTestIndPower().solve_power(nobs1=36, ratio=34/36, alpha=0.05, power=0.8)
    least = TTestIndPower().solve_power(nobs1=36, ratio=34 / 36, alpha=0.05, power=0.8)
    assert any(f"a true difference of {least:.2f} standard" in note for note in figure.notes)
