"""A round that cannot carry an answer gives a figure that says so, and never a NaN."""

from __future__ import annotations

import functools
import json
import math
import re

import pytest

from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.look import LIGHT
from balint.store import Store
from tests.figures.own_rounds import add_round, leader, physician
from tests.stores import new_store

ORDER = (1, 2, 3, 4, 5, 6, 7)
ROUNDS = {
    "congress": {
        "c-empty": [],
        "c-one": [leader(*ORDER, members_led=10, dropouts=1)],
        "c-silent": [leader() for _ in range(12)],
        "c-tied": [leader(*[1] * 7, members_led=0, dropouts=0) for _ in range(12)],
        "c-alike": [
            leader(*ORDER, members_led=8, dropouts=0, country="SE", obligatory_groups=True)
            for _ in range(12)
        ],
    },
    "study1": {
        "s-empty": [],
        "s-no-reference": [physician("balint", score, years_in_group=2) for score in (4, 5, 7)],
        "s-reference-of-one": [
            *(physician("balint", score, age=50, sex="woman") for score in (4, 5, 7)),
            physician("reference", 6, age=50, sex="woman"),
        ],
        "s-all-equal": [physician(arm, 5, age=50) for arm in ("balint", "reference") * 3],
        "s-blank": [physician(arm, None) for arm in ("balint", "reference") * 3],
    },
    "study2": {
        "m-empty": [],
        "m-one": [
            {
                "arm": "balint",
                "questions_class": "patient_centred",
                "roles_class": "patient_centred",
                "role_tutor": True,
            }
        ],
    },
    "inventory": {"i-empty": []},
}
CASES = [
    (figure_id, round_id, split)
    for figure_id, defined in DEFINITIONS.items()
    if "collected" in defined.draws
    for round_id in ROUNDS[defined.form]
    for split in (defined.options["split"].values if "split" in defined.options else ("",))
]


@functools.cache
def store() -> Store:
    made = new_store(without_demo=True)
    for form, rounds in ROUNDS.items():
        for round_id, answers in rounds.items():
            add_round(made, round_id, form, answers)
    return made


def figure(figure_id: str, round_id: str, language: str = "en", **options: str) -> Figure:
    return draw(store(), figure_id, [round_id], language, options)


@pytest.mark.parametrize(
    ("figure_id", "round_id", "split"), CASES, ids=["-".join(case) for case in CASES]
)
def test_degenerate_round_gives_words_and_no_nan(figure_id: str, round_id: str, split: str) -> None:
    options = {"split": split} if split else {}
    for language in ("sv", "en"):
        drawn = figure(figure_id, round_id, language, **options)
        words = f"{drawn.title} {drawn.subtitle} {drawn.sentence} {' '.join(drawn.notes)}"
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|\binf\b", words)
        assert drawn.title
        assert drawn.sentence
    for row in drawn.rows:
        for name, value in row.items():
            assert not isinstance(value, float) or math.isfinite(value)
            assert value is not None or name.endswith("_mark") or row.get(f"{name}_mark"), name
    if drawn.chart:
        json.dumps(drawn.chart(LIGHT).to_dict(validate=False), allow_nan=False)


def test_one_leader_gives_no_order_and_no_agreement() -> None:
    for figure_id in ("dropout-reasons", "dropout-positions", "dropout-agreement"):
        drawn = figure(figure_id, "c-one")
        assert drawn.chart is None
        assert "1 leader ranked" in drawn.sentence
    assert figure("dropout-agreement", "c-one").rows[0]["w_mark"] == "none"


def test_leaders_who_tie_everything_do_not_agree() -> None:
    drawn = figure("dropout-agreement", "c-tied")
    assert drawn.rows[0]["w"] is None
    assert "All 12 leaders" in drawn.sentence


def test_leaders_who_say_the_same_agree_wholly() -> None:
    (row,) = figure("dropout-agreement", "c-alike").rows
    assert row["w"] == pytest.approx(1)
    ranks = [row["rank_high"] for row in figure("dropout-reasons", "c-alike").rows]
    assert ranks == [1, 2, 3, 4, 5, 6, 7]


def test_empty_group_of_leaders_says_so() -> None:
    drawn = figure("dropout-reasons", "c-alike", split="obligatory")
    assert "No obligatory group: no leader." in drawn.sentence
    rates = {
        row["group"]: row for row in figure("dropout-rate", "c-alike", split="obligatory").rows
    }
    assert rates["no"]["rate_mark"] == "none"
    assert rates["any"]["rate"] == 0


def test_arm_of_one_is_shown_and_not_compared() -> None:
    for figure_id in ("study1-effects", "study1-items", "study1-estimation"):
        drawn = figure(figure_id, "s-reference-of-one")
        assert drawn.title == "Too few answers to compare the groups"
        assert {row["mean_reference"] for row in drawn.rows} == {6.0}
        assert {row["difference_mark"] for row in drawn.rows} == {"none"}


def test_equal_answers_leave_alpha_and_balance_open() -> None:
    assert {row["alpha"] for row in figure("study1-reliability", "s-all-equal").rows} == {None}
    fit = {row["column"]: row for row in figure("reference-fit", "s-all-equal").rows}
    assert fit["age"]["difference_mark"] == "none"
    assert fit["age"]["balint"] == "mean 50.0"
