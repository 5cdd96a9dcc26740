"""Each figure of change agrees with arithmetic by hand, and says what cannot be compared."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import hypot, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats

from balint.disclosure import VIEWER
from balint.errors import MixedProvenance
from balint.figures import Figure, draw
from balint.figures.labels import signed
from balint.figures.look import LIGHT
from balint.figures.pictures import page_spec
from balint.figures.points import agreeing, told_shares
from balint.store import Store
from balint.words import words_in
from tests.figures.own_rounds import Answer, add_round, leader, physician
from tests.stores import bundled_store, new_store

CHANGES = {
    "groups-change": ("i-1", "i-2"),
    "dropout-rate-change": ("c-1", "c-2"),
    "dropout-reasons-change": ("c-1", "c-2"),
    "study1-change": ("s-1", "s-2"),
    "patient-centred-change": ("m-1", "m-2"),
}
FIRST, LAST = (1, 2, 3, 4, 5, 6, 7), (7, 2, 3, 4, 5, 6, 1)


def groups(**counts: int) -> list[Answer]:
    """Give so many active groups in each region, named r and its code, and one that rests."""
    active = [
        {"region": region.removeprefix("r"), "status": "active", "members": 8}
        for region, count in counts.items()
        for _ in range(count)
    ]
    return [*active, {"region": "01", "status": "resting"}]


def classed(arm: str, centred: int, n: int) -> list[Answer]:
    """Give physicians of whom some are patient-centred by both parts."""
    classes = ["patient_centred"] * centred + ["intermediary"] * (n - centred)
    return [{"arm": arm, "questions_class": each, "roles_class": each} for each in classes]


def arms(balint: Sequence[float], reference: Sequence[float]) -> list[Answer]:
    return [
        *(physician("balint", score) for score in balint),
        *(physician("reference", score) for score in reference),
    ]


BALINT = ([4, 5, 6, 7, 8], [8, 9, 8, 9, 10, 9])
REFERENCE = ([4, 6, 5, 7], [2, 3, 4, 3, 3])


@functools.cache
def store() -> Store:
    made = new_store(without_demo=True)
    add_round(made, "i-1", "inventory", groups(r01=9, r12=3, r25=2))
    add_round(made, "i-2", "inventory", groups(r01=12, r12=14, r14=4))
    for place, (place_of, dropouts) in enumerate(((FIRST, 1), (LAST, 3)), 1):
        answers = [leader(*place_of, members_led=10, dropouts=dropouts) for _ in range(20)]
        add_round(made, f"c-{place}", "congress", answers)
    for place in (0, 1):
        add_round(made, f"s-{place + 1}", "study1", arms(BALINT[place], REFERENCE[place]))
    add_round(made, "m-1", "study2", classed("balint", 5, 20) + classed("reference", 4, 20))
    add_round(made, "m-2", "study2", classed("balint", 16, 20) + classed("reference", 5, 20))
    add_round(made, "c-few", "congress", [leader(*FIRST, members_led=3, dropouts=1)] * 3)
    add_round(made, "c-empty", "congress", [])
    add_round(made, "i-empty", "inventory", [])
    return made


def change(figure_id: str, *rounds: str, language: str = "en") -> Figure:
    return draw(store(), figure_id, rounds or CHANGES[figure_id], language)


def row_of(figure: Figure, **named: str) -> Mapping[str, Any]:
    (found,) = (row for row in figure.rows if named.items() <= row.items())
    return found


def wilson(events: int, base: int) -> tuple[float, float]:
    z = 1.959963984540054
    middle = (events + z**2 / 2) / (base + z**2)
    reach = z / (base + z**2) * sqrt(events * (base - events) / base + z**2 / 4)
    return middle - reach, middle + reach


def newcombe(later: tuple[int, int], earlier: tuple[int, int]) -> tuple[float, float, float]:
    now, then = later[0] / later[1], earlier[0] / earlier[1]
    (low_now, high_now), (low_then, high_then) = wilson(*later), wilson(*earlier)
    gap = now - then
    return (
        gap,
        gap - hypot(now - low_now, high_then - then),
        gap + hypot(high_now - now, then - low_then),
    )


def test_groups_change_counts_and_bounds_by_the_binomial() -> None:
    figure = change("groups-change")
    total, skane = (row_of(figure, region_code=code) for code in ("00", "12"))
    assert (total["earlier_groups"], total["later_groups"]) == (14, 30)
    assert total["ratio"] == pytest.approx(30 / 14)
    low, high = (total[end] / (1 + total[end]) for end in ("low", "high"))
    assert stats.binom.sf(29, 44, low) == pytest.approx(0.025)
    assert stats.binom.cdf(30, 44, high) == pytest.approx(0.025)
    assert (skane["earlier_groups"], skane["difference"]) == (3, 11)
    assert figure.title == "From 14 to 30 groups, more than chance explains"
    assert "Skåne (+11)" in figure.sentence
    assert "none reported after: Norrbotten" in figure.sentence


def test_regions_that_gained_alike_are_all_named_or_counted() -> None:
    own = new_store(without_demo=True)
    add_round(own, "t-1", "inventory", groups(r01=1))
    gained = ("r05", "r06", "r07", "r08")
    add_round(own, "t-2", "inventory", groups(r01=4, **dict.fromkeys(gained, 1)))
    add_round(own, "t-3", "inventory", groups(r01=2, **dict.fromkeys((*gained, "r09"), 1)))

    def said(language: str, later: str) -> str:
        return draw(own, "groups-change", ["t-1", later], language).sentence

    named = ("Stockholm (+3)", "Östergötland (+1)", "Jönköpings län (+1)", "Kronoberg (+1)")
    assert f"Most gained: {', '.join(named)} and Kalmar län (+1)." in said("en", "t-2")
    assert "Most gained: 6 regions (+1 each)." in said("en", "t-3")
    assert "Ökat mest: 6 regioner (+1 vardera)." in said("sv", "t-3")


def test_a_region_without_groups_before_has_no_multiple() -> None:
    figure = change("groups-change")
    new, gone, none = (row_of(figure, region_code=code) for code in ("14", "25", "09"))
    assert (new["ratio_mark"], new["high_mark"], new["difference"]) == ("none", "none", 4)
    assert new["low"] == pytest.approx(0.025**0.25 / (1 - 0.025**0.25))
    assert (gone["ratio"], gone["low"]) == (0, 0)
    assert {none[f"{name}_mark"] for name in ("ratio", "low", "high")} == {"none"}


def test_dropout_rate_change_is_newcombes_difference() -> None:
    figure = change("dropout-rate-change")
    (row,) = figure.rows
    gap, low, high = newcombe((60, 200), (20, 200))
    assert (row["change"], row["low"], row["high"]) == pytest.approx((gap, low, high))
    # Every leader lost as large a share, so groups are worth all of their members.
    assert (row["cluster_low"], row["cluster_high"]) == pytest.approx((low, high))
    assert (row["leaders_earlier"], row["members_later"]) == (20, 200)
    assert figure.title == "Dropouts have risen from 10% to 30%"


def test_dropout_rate_change_turns_with_the_order_of_time_alone() -> None:
    assert change("dropout-rate-change", "c-2", "c-1").rows == change("dropout-rate-change").rows


def test_dropout_reasons_change_is_the_span_between_the_rounds_limits() -> None:
    # All leaders of a round agree, so that each rank is certain and limits are the ranks.
    figure = change("dropout-reasons-change")
    moves = {row["reason"]: row["change"] for row in figure.rows}
    assert moves == {
        "practical": 6,
        "conflict": -6,
        **dict.fromkeys(("personal", "fit", "progress", "leadership", "hurt"), 0),
    }
    for row in figure.rows:
        assert row["change_low"] == row["change"] == row["change_high"]
        assert row["change"] == row["rank_later"] - row["rank_earlier"]
    assert figure.title.startswith("Changed rank for certain")


@pytest.mark.parametrize(
    ("language", "moves", "over_rounds"),
    [
        (
            "sv",
            "praktiska skäl +1 plats (+1 till +1)",
            "Praktiska skäl flyttade sig 1 till 1 plats närmare sista plats",
        ),
        (
            "en",
            "practical reasons +1 place (+1 to +1)",
            "Practical reasons moved towards last by 1 to 1 place (",
        ),
    ],
)
def test_one_place_is_said_in_the_singular(language: str, moves: str, over_rounds: str) -> None:
    own = new_store(without_demo=True)
    for round_id, places in (("near-1", FIRST), ("near-2", (2, 1, *FIRST[2:]))):
        add_round(own, round_id, "congress", [leader(*places)] * 12)
    for figure_id, said in (
        ("dropout-reasons-change", moves),
        ("dropout-reasons-over-rounds", over_rounds),
    ):
        figure = draw(own, figure_id, ["near-1", "near-2"], language)
        assert said in figure.sentence


def test_largest_moves_name_all_that_moved_as_far() -> None:
    figure = draw(
        bundled_store(), "dropout-reasons-change", ["demo-congress-b", "demo-congress-a"], "en"
    )
    moves = {row["reason"]: row["change"] for row in figure.rows}
    assert (moves["personal"], moves["hurt"]) == (1, 1)  # share the third place
    for name in ("personal psychological reasons +1 place", "hurt feelings +1 place"):
        assert name in figure.sentence


def test_written_change_is_the_difference_of_the_written_shares() -> None:
    assert agreeing(30, 10, decimals=1) == (1, 20)
    assert agreeing(14.87, 14.34, decimals=1) == (2, 0.53)  # 14.9 and 14.3 are 0.6 apart
    assert agreeing(10.008, 10.004, decimals=1) == (1, 0)
    assert agreeing(10.0551, 5.0149, decimals=1) == (2, 5.05)  # exactly 5.0402
    random = np.random.default_rng(7)
    for n in random.integers(10, 300, 200):
        counts = random.integers(0, n, 2)
        for usual in (0, 1):
            decimals, gap = agreeing(*(100 * counts / n), decimals=usual)
            written = [Decimal(f"{100 * count / n:.{decimals}f}") for count in counts]
            assert Decimal(f"{gap:.{decimals}f}") == written[0] - written[1]
            assert decimals in (usual, usual + 1)
    demo = draw(bundled_store(), "dropout-rate-change", ["demo-congress-b", "demo-congress-a"])
    shares = re.findall(r"([0-9]+,[0-9]+)\s% av", demo.sentence)
    said = re.search(r"([+−][0-9]+,[0-9]+) procentenheter", demo.sentence)
    earlier, later = (Decimal(share.replace(",", ".")) for share in shares)
    assert said
    assert Decimal(said[1].replace(",", ".").replace("−", "-")) == later - earlier


def test_decimals_of_one_change_leave_the_others_as_they_are() -> None:
    own = new_store(without_demo=True)
    add_round(own, "d-1", "study2", classed("balint", 10, 20) + classed("reference", 14, 30))
    add_round(own, "d-2", "study2", classed("balint", 15, 20) + classed("reference", 23, 29))
    told = draw(own, "patient-centred-change", ["d-1", "d-2"], "en").sentence
    assert "50% of 20, then 75% of 20: +25 percentage points" in told
    assert "46.7% of 30, then 79.3% of 29: +32.6 percentage points" in told


@pytest.mark.parametrize(("value", "said"), [(0.03, "0.0"), (-0.03, "0.0"), (0.3, "+0.3")])
def test_change_written_as_zero_has_no_sign(value: float, said: str) -> None:
    assert signed(words_in("en"), value, 1) == said


def test_limit_of_a_change_beside_zero_shows_its_side() -> None:
    told = told_shares(words_in("en"), 0.3, 0.2, (0.0002, 0.19), decimals=1, write=signed)
    assert (told.difference, told.interval) == ("+10.0", "+0.02 to +19.00")


def test_study1_change_is_the_difference_of_differences() -> None:
    figure = change("study1-change")
    row = row_of(figure, category="control")
    samples = [BALINT[0], REFERENCE[0], BALINT[1], REFERENCE[1]]
    means = [np.mean(sample) for sample in samples]
    parts = np.array([np.var(sample, ddof=1) / len(sample) for sample in samples])
    df = parts.sum() ** 2 / (parts**2 / [len(sample) - 1 for sample in samples]).sum()
    moved = (means[2] - means[3]) - (means[0] - means[1])
    reach = stats.t.ppf(0.975, df) * np.sqrt(parts.sum())
    assert row["difference_earlier"] == pytest.approx(means[0] - means[1])
    assert (row["change"], row["low"], row["high"]) == pytest.approx(
        (moved, moved - reach, moved + reach)
    )
    assert row["p_holm"] == pytest.approx(min(1, 8 * row["p"]))
    assert row["group_low_mark"] == "not_asked"
    assert figure.title == "The difference between the groups has changed in 8 categories"


def test_patient_centred_change_is_newcombes_with_holm_over_four() -> None:
    figure = change("patient-centred-change")
    row = row_of(figure, part="roles", arm="balint")
    assert (row["change"], row["low"], row["high"]) == pytest.approx(newcombe((16, 20), (5, 20)))
    fisher = stats.fisher_exact([[16, 4], [5, 15]]).pvalue
    assert row["p_holm"] == pytest.approx(4 * fisher)
    assert figure.title == "2 of 4 shares of patient-centred physicians have changed"


def test_changes_of_the_reference_group_are_slate_squares() -> None:
    layers = page_spec(change("patient-centred-change"), LIGHT)["layer"]
    (points,) = (layer["encoding"] for layer in layers if "shape" in layer["encoding"])
    for channel, value in (("shape", "square"), ("stroke", LIGHT.reference)):
        chosen = points[channel]["condition"]
        assert (chosen["test"], chosen["value"]) == ("datum.is_reference === true", value)
    rows = {row["name"]: row["is_reference"] for row in layers[1]["data"]["values"]}
    assert all(of_reference == name.startswith("Reference") for name, of_reference in rows.items())
    assert sum(rows.values()) == 2


@pytest.mark.parametrize("figure_id", CHANGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_change_says_that_people_are_not_followed(figure_id: str, language: str) -> None:
    notes = " ".join(change(figure_id, language=language).notes)
    said = {
        "sv": "Ingen följs alltså" if figure_id != "groups-change" else "Grupper som ingen anmält",
        "en": "nobody is followed" if figure_id != "groups-change" else "nobody reported",
    }
    assert said[language] in notes


@pytest.mark.parametrize("figure_id", CHANGES)
def test_one_round_alone_shows_no_change(figure_id: str) -> None:
    figure = change(figure_id, CHANGES[figure_id][0])
    assert "no change can be seen yet" in figure.title
    assert figure.chart is None
    assert all(row.get("change", row.get("difference")) is None for row in figure.rows)


def test_empty_rounds_give_words_and_no_number() -> None:
    rate = change("dropout-rate-change", "c-1", "c-empty")
    assert rate.title == "Too few answers to see whether dropouts have changed"
    reasons = change("dropout-reasons-change", "c-1", "c-empty")
    assert reasons.title == "Too few leaders in the rounds to see a change"
    assert change("groups-change", "i-empty", "i-1").title.startswith("From 14 to 0 groups")
    for figure in (rate, reasons):
        assert figure.chart is None


def test_three_rounds_are_compared_with_the_first_asked_for() -> None:
    figure = change("dropout-rate-change", "c-2", "c-1", "c-few")
    compared = [(row["earlier"], row["later"]) for row in figure.rows]
    assert compared == [("c-1", "c-2"), ("c-2", "c-few")]
    assert figure.sentence.count("percentage points") == 2
    assert "Round c-1 → Round c-2:" in figure.sentence


def test_a_round_with_few_people_is_named_and_not_compared_for_readers() -> None:
    figure = draw(store(), "dropout-rate-change", ["c-1", "c-few"], "en", audience=VIEWER)
    assert figure.title == "The rounds cannot be compared: too few people in one of them"
    assert "Not compared: Round c-few. Too few people" in figure.sentence
    assert all(row["change"] is None for row in figure.rows)
    assert not any("few" in str(row["label"]) for row in figure.rows)


def test_rounds_of_different_kinds_are_never_compared() -> None:
    made = new_store()
    add_round(made, "c-own", "congress", [leader(*FIRST)] * 12)
    with pytest.raises(MixedProvenance):
        draw(made, "dropout-rate-change", ["c-own", "demo-congress-a"])
