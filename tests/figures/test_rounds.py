"""Figures of answered rounds agree with the answers counted another way."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from balint.bundle import DATA
from balint.figures import Figure, draw
from tests.figures.own_rounds import add_round
from tests.stores import bundled_store, new_store


@cache
def answers(round_id: str) -> list[dict[str, str]]:
    with Path(DATA / "demo" / f"{round_id}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def demo(figure_id: str, round_id: str) -> Figure:
    return draw(bundled_store(), figure_id, [round_id], "en")


def active(round_id: str) -> list[dict[str, str]]:
    return [row for row in answers(round_id) if row["status"] == "active"]


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
def test_groups_by_region_counts_active_groups(round_id: str) -> None:
    counted = Counter(row["region"] for row in active(round_id))
    rows = demo("groups-by-region", round_id).rows
    assert len(rows) == 21
    assert {row["region_code"]: row["groups"] for row in rows if row["groups"]} == counted
    stockholm = next(row for row in rows if row["region_code"] == "01")
    assert stockholm["groups_per_100k"] == pytest.approx(counted["01"] / 2_415_139 * 100_000)
    assert stockholm["low"] < stockholm["groups_per_100k"] < stockholm["high"]


def test_group_frames_count_both_ends_as_within() -> None:
    rows = {row["frame"]: row for row in demo("group-frames", "demo-inventory-b").rows}
    groups = active("demo-inventory-b")
    sizes = [int(row["members"]) for row in groups if row["members"]]
    assert rows["members"]["within"] == sum(4 <= size <= 10 for size in sizes)
    assert rows["members"]["not_stated"] == len(groups) - len(sizes)
    hours = [float(row["session_hours"]) for row in groups if row["session_hours"]]
    assert rows["session_hours"]["outside"] == sum(not 1 <= hour <= 2.5 for hour in hours)
    assert list(rows) == ["members", "interval_weeks", "session_hours", "leaders"]


@pytest.mark.parametrize(
    ("figure_id", "field"),
    [
        ("groups-by-kind", "members_kind"),
        ("groups-participation", "participation"),
        ("groups-by-setting", "setting"),
        ("groups-by-initiator", "initiated_by"),
    ],
)
def test_groups_by_an_answer_are_those_of_the_file(figure_id: str, field: str) -> None:
    groups = active("demo-inventory-b")
    figure = demo(figure_id, "demo-inventory-b")
    counts = {row[field] or "": row["groups"] for row in figure.rows}
    assert counts == Counter(row[field] for row in groups)
    assert figure.n == {"groups": len(groups)}


def test_dropout_reasons_give_blanks_the_mean_of_what_is_left() -> None:
    rows = demo("dropout-reasons", "demo-congress-b").rows
    assert sum(row["mean_position"] for row in rows) == pytest.approx(28)
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in rows)
    written = [
        [float(row[f"reason_{name['reason']}"] or "nan") for name in rows]
        for row in answers("demo-congress-b")
    ]
    ranked = [row for row in written if not np.isnan(row).all()]
    assert rows[0]["n"] == len(ranked)
    assert rows[0]["n_answers"] == len(written)


def test_dropout_rate_divides_sums_over_those_who_gave_both() -> None:
    (row,) = demo("dropout-rate", "demo-congress-b").rows
    both = [
        (int(answer["members_led"]), int(answer["dropouts"]))
        for answer in answers("demo-congress-b")
        if answer["members_led"] and answer["dropouts"]
    ]
    assert row["n_leaders"] == len(both)
    assert row["rate"] == pytest.approx(sum(d for _, d in both) / sum(m for m, _ in both))
    assert row["cluster_low"] <= row["low"] < row["rate"] < row["high"] <= row["cluster_high"]


def test_study1_effects_are_differences_of_category_means() -> None:
    rows = {row["category"]: row for row in demo("study1-effects", "demo-study1-b").rows}
    assert len(rows) == 8
    means: dict[str, list[float]] = {"balint": [], "reference": []}
    for answer in answers("demo-study1-b"):
        given = [float(answer[f"workload_{n}"]) for n in (1, 2, 3) if answer[f"workload_{n}"]]
        if len(given) >= 2:
            means[answer["arm"]].append(sum(given) / len(given))
    expected = np.mean(means["balint"]) - np.mean(means["reference"])
    assert rows["workload"]["difference"] == pytest.approx(expected)
    assert rows["workload"]["n_balint"] == len(means["balint"])
    assert all(row["p"] <= row["p_holm"] <= 1 for row in rows.values())


def test_role_choices_say_how_many_roles_were_compared() -> None:
    own = new_store(without_demo=True)
    asked = {"role_tutor": True, "role_comforter": False}
    add_round(own, "two", "study2", [{"arm": arm, **asked} for arm in ("balint", "reference")] * 6)
    for language, said in (("en", "Of 2 roles compared"), ("sv", "Av 2 jämförda roller")):
        assert said in draw(own, "role-choices", ["two"], language).sentence


def test_role_choices_of_answers_count_those_who_answered() -> None:
    rows = {row["role"]: row for row in demo("role-choices", "demo-study2-a").rows}
    chosen = Counter(
        answer["arm"] for answer in answers("demo-study2-a") if answer["role_tutor"] == "1"
    )
    assert rows["tutor"]["balint"] == chosen["balint"]
    assert rows["tutor"]["reference"] == chosen["reference"]
    assert len(rows) == 28
