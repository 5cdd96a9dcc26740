"""The five traps of the source, each with a test that fails if a figure falls into it."""

from __future__ import annotations

import functools
import re

import pytest

from balint import errors
from balint.figures import DEFINITIONS, Figure, draw
from balint.rounds import list_rounds
from balint.store import Store
from tests.figures.own_rounds import add_round, leader, physician
from tests.stores import bundled_store, new_store

CAUSAL = re.compile(
    r"\b(improv\w*|because of|leads to|thanks to|förbättra\w*|leder till|tack vare)\b",
    re.IGNORECASE,
)


@functools.cache
def own() -> Store:
    made = new_store(without_demo=True)
    ranked = [leader(1, 2, 3, 4, 5, 6, 7, members_led=10, dropouts=2) for _ in range(10)]
    add_round(made, "t-leaders", "congress", [*ranked, leader(members_led=90), leader(dropouts=9)])
    people = [
        physician(arm, score + place / 10, years_in_group=years)
        for arm, score, years in (("balint", 7, 1.5), ("balint", 7, 4), ("reference", 4, None))
        for place in range(8)
    ]
    add_round(made, "t-work", "study1", people)
    return made


@functools.cache
def every_figure(language: str) -> list[Figure]:
    return [
        draw(bundled_store(), figure_id, [found.id], language)
        for figure_id, defined in DEFINITIONS.items()
        for found in list_rounds(bundled_store().cursor(), defined.form)
        if found.provenance in defined.draws
    ]


def words_of(figure: Figure) -> str:
    return " ".join((figure.title, figure.subtitle, figure.sentence, *figure.notes))


def test_trap_1_nothing_is_drawn_that_is_not_printed() -> None:
    """Study I means, stars, weights of ranks, regions of 2003."""
    drawn = {
        figure_id for figure_id, defined in DEFINITIONS.items() if "published" in defined.draws
    }
    working_life = {name for name in drawn if DEFINITIONS[name].form == "study1"}
    inventory = {name for name in drawn if DEFINITIONS[name].form == "inventory"}
    assert working_life == {"study1-published"}
    assert inventory == {"groups-over-time"}
    ranks = draw(own(), "dropout-reasons-over-rounds", ["t-leaders"])
    printed = [row for row in ranks.rows if row["reference"]]
    assert printed
    for row in printed:
        assert (row["rank_low"], row["rank_low_mark"]) == (None, "not_printed")
        assert row["change"] is None
    assert "mean_position" not in {column.name for column in ranks.columns}


def test_trap_2_every_share_has_those_who_answered_below_it() -> None:
    """52, 41, 20, 35 and 51 are different people."""
    classes = draw(bundled_store(), "patient-centred-over-rounds", ["published-study2"])
    assert {row["n"] for row in classes.rows} == {19, 16}
    roles = draw(bundled_store(), "role-choices", ["published-study2"])
    assert {(row["balint_n"], row["reference_n"]) for row in roles.rows} == {(20, 21)}
    (rate,) = draw(own(), "dropout-rate", ["t-leaders"]).rows
    assert (rate["leaders"], rate["n_leaders"]) == (12, 10)
    assert (rate["dropouts"], rate["members"]) == (20, 100)
    reasons = draw(own(), "dropout-positions", ["t-leaders"])
    assert reasons.n == {"leaders": 12, "ranked": 10}
    assert reasons.rows[0]["share"] == pytest.approx(10 / 10)


def test_trap_3_higher_is_better_and_nobody_is_followed() -> None:
    """10 is most favourable, for workload too; a stage is other people, and 1.5 years is short."""
    for figure_id in ("study1-effects", "study1-items", "study1-estimation"):
        figure = draw(own(), figure_id, ["t-work"], "en")
        workload = [row for row in figure.rows if row["category"] == "workload"]
        assert all(row["difference"] == pytest.approx(3) for row in workload)
        assert "10 is most favourable, also for workload" in words_of(figure)
        assert "does not follow anyone over time" in words_of(figure)
    stages = draw(own(), "study1-experience", ["t-work"], "en")
    assert stages.n == {"reference": 8, "short": 8, "experienced": 8}
    assert "cross-sectional" in stages.sentence
    assert "need not be new" in words_of(stages)
    assert "tvärsnitt" in draw(own(), "study1-experience", ["t-work"], "sv").sentence


@pytest.mark.parametrize("language", ["sv", "en"])
def test_trap_3_no_figure_speaks_of_an_effect_as_proven(language: str) -> None:
    for figure in every_figure(language):
        assert not CAUSAL.search(words_of(figure)), (figure.id, words_of(figure))


def test_trap_4_the_printed_ten_per_cent_is_no_rate() -> None:
    """The leaders' estimate has no denominator, and meets neither a rate nor made-up rounds."""
    with pytest.raises(errors.WrongRound):
        draw(own(), "dropout-rate", ["published-congress-2005"])
    figure = draw(own(), "dropout-rate", ["t-leaders"], "en")
    assert [row["round"] for row in figure.rows] == ["t-leaders"]
    assert "without numerator, denominator or interval" in words_of(figure)
    demo = draw(bundled_store(), "dropout-reasons-over-rounds", ["demo-congress-a"], "en")
    assert {row["round"] for row in demo.rows} == {"demo-congress-a"}
    for figure_id in ("dropout-reasons", "dropout-positions", "dropout-agreement"):
        assert "assumptions" in words_of(draw(own(), figure_id, ["t-leaders"], "en"))


def test_trap_5_the_instrument_is_a_pilot_and_regions_are_todays() -> None:
    """No use on single people; 21 regions of today; inhabitants are not physicians."""
    for figure_id in (
        "class-table",
        "class-agreement",
        "class-difference",
        "patient-centred-over-rounds",
    ):
        assert "pilot" in words_of(draw(bundled_store(), figure_id, language="en"))
    rows = draw(bundled_store(), "groups-funnel").rows
    assert len({row["region_code"] for row in rows}) == len(rows) == 21
    assert [row["region"] for row in rows if row["region_code"] == "13"] == ["Region Halland"]
    assert not any("landsting" in row["region"].lower() for row in rows)
    funnel = draw(bundled_store(), "groups-funnel", language="en")
    assert "inhabitants are not physicians" in words_of(funnel)
    for figure in every_figure("en"):
        assert "10.4 groups" not in words_of(figure)
