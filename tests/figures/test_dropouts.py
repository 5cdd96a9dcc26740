"""What leaders answered is counted as they answered it, and their groups add up."""

from __future__ import annotations

import datetime as dt
import functools
import re
from math import hypot

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from balint.bundle import DATA
from balint.figures import Figure, draw
from balint.figures.dropout_positions import place_counts
from balint.figures.look import LIGHT
from balint.figures.pictures import page_spec, picture_spec
from balint.statistics.rates import clustered_share
from balint.store import Store
from tests.figures.own_rounds import REASONS, add_round, leader
from tests.stores import bundled_store, new_store

ORDER = (1, 2, 3, 4, 5, 6, 7)


@functools.cache
def answers() -> pd.DataFrame:
    return pd.read_csv(DATA / "demo" / "demo-congress-b.csv", keep_default_na=True)


def demo(figure_id: str, **options: str) -> Figure:
    return draw(bundled_store(), figure_id, ["demo-congress-b"], "en", options)


@functools.cache
def store() -> Store:
    made = new_store(without_demo=True)
    turned = tuple(reversed(ORDER))
    add_round(made, "r-first", "congress", [leader(*ORDER) for _ in range(12)])
    add_round(made, "r-then", "congress", [leader(*turned) for _ in range(12)])
    return made


def test_places_keep_ties_and_count_blanks_apart() -> None:
    nan = np.nan
    ranked = np.array([[1, 1, 2, nan, nan, nan, nan], [1, 2, 5, 3, nan, nan, nan]])
    counts = place_counts(ranked)
    assert counts[0].tolist() == [2, 0, 0, 0, 0, 0, 0, 0]
    assert counts[1].tolist() == [1, 1, 0, 0, 0, 0, 0, 0]
    assert counts[2].tolist() == [0, 0, 1, 1, 0, 0, 0, 0]  # gap closed: 5 is fourth, 2 is third
    assert counts[:, 7].tolist() == [0, 0, 0, 1, 2, 2, 2]


def test_dropout_positions_are_those_written() -> None:
    frame = answers()[[f"reason_{reason}" for reason in REASONS]].dropna(how="all")
    ranks = frame.rank(axis=1, method="min")
    rows = demo("dropout-positions").rows
    for row in rows:
        column = ranks[f"reason_{row['reason']}"]
        place = row["position"]
        assert row["n"] == (column.isna().sum() if place is None else (column == place).sum())
        assert row["share"] == pytest.approx(row["n"] / len(frame))


def test_equal_counts_of_a_reason_are_drawn_and_written_alike() -> None:
    bars, texts = page_spec(demo("dropout-positions"), LIGHT)["layer"]
    assert texts["data"] == bars["data"]
    alike: dict[int, set[tuple[str, float]]] = {}
    for row in bars["data"]["values"]:
        alike.setdefault(row["n"], set()).add((row["said"], round(row["end"] - row["start"], 9)))
    assert alike[3] == {("7", round(3 / 46, 9))}
    assert all(len(found) == 1 for found in alike.values())


def test_dropout_agreement_is_friedmans_chi_squared_over_its_most() -> None:
    (row,) = demo("dropout-agreement").rows
    frame = answers()[[f"reason_{reason}" for reason in REASONS]].dropna(how="all")
    places = frame.fillna(99).rank(axis=1)
    found = stats.friedmanchisquare(*places.to_numpy().T)
    assert row["chi2"] == pytest.approx(found.statistic)
    assert row["p"] == pytest.approx(found.pvalue)
    assert row["w"] == pytest.approx(found.statistic / (len(frame) * 6))
    assert row["n"] == len(frame)


@pytest.mark.parametrize("split", ["obligatory", "country", "experience"])
def test_split_places_every_leader_once(split: str) -> None:
    rows = demo("dropout-rate", split=split).rows
    whole = demo("dropout-rate").rows[0]
    for name in ("leaders", "n_leaders", "members", "dropouts"):
        assert sum(row[name] for row in rows) == whole[name]
    ordered = demo("dropout-reasons", split=split)
    assert ordered.n == demo("dropout-reasons").n
    assert all(row["rank"] is None for row in ordered.rows if row["n"] < 10)


def test_experience_classes_begin_at_their_first_year() -> None:
    counts = {row["group"]: row["leaders"] for row in demo("dropout-rate", split="experience").rows}
    classes = pd.cut(answers()["years_leading"], [0, 5, 15, 99], right=False).value_counts(
        sort=False
    )
    assert [counts[code] for code in ("under_5", "5_to_14", "15_or_more")] == classes.tolist()


def test_widest_gap_has_newcombes_interval_by_leaders() -> None:
    figure = demo("dropout-rate", split="obligatory")
    both = answers().dropna(subset=["members_led", "dropouts"])
    some, none = (
        clustered_share(part["dropouts"], part["members_led"]).clustered
        for part in (both[both["obligatory_groups"] == word] for word in ("yes", "no"))
    )
    low = some.share - none.share - hypot(some.share - some.low, none.high - none.share)
    assert low > 0
    assert figure.title.startswith("Demo: Dropouts differ: any obligatory group 21%")
    assert f"({100 * low:.1f} to" in figure.sentence


def test_order_that_is_turned_round_has_moved_for_certain() -> None:
    rounds = ["r-then", "r-first"]
    figure = draw(store(), "dropout-reasons-over-rounds", rounds, "en")
    moves = {row["reason"]: row["change"] for row in figure.rows if row["round"] == "r-then"}
    assert [moves[reason] for reason in REASONS] == [6, 4, 2, 0, -2, -4, -6]
    assert "moved towards first by 6 to 6 places" in figure.sentence
    assert figure.title == "6 of 7 reasons have changed rank for certain"  # too many to name


def test_printed_ranks_stand_beside_collected_rounds_without_interval() -> None:
    figure = draw(store(), "dropout-reasons-over-rounds", ["r-first"], "en")
    printed = [row for row in figure.rows if row["reference"]]
    assert figure.provenance == "collected"
    assert [row["rank"] for row in printed] == list(ORDER)
    assert {row["rank_low_mark"] for row in printed} == {"not_printed"}
    assert any("Table 4" in source for source in figure.sources)


def test_order_says_which_places_are_together() -> None:
    turned = draw(store(), "dropout-reasons", ["r-first"], "en")  # twelve leaders, one order
    assert "Every reason is told apart from every other." in turned.sentence
    made = new_store(without_demo=True)
    pairs = [leader(1, 2, 3, 4, 5, 6, 7), leader(2, 1, 4, 3, 6, 5, 7)] * 20
    add_round(made, "r-pairs", "congress", pairs)
    figure = draw(made, "dropout-reasons", ["r-pairs"], "en")
    assert "does not tell these ranks apart: 1–2, 3–4 and 5–6." in figure.sentence


def test_rate_notes_what_drawing_leaders_again_gives() -> None:
    both = answers().dropna(subset=["members_led", "dropouts"])
    events, bases = both["dropouts"].to_numpy(), both["members_led"].to_numpy()
    found = stats.bootstrap(
        (events, bases),
        lambda e, b, axis: e.sum(axis=axis) / b.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=9_999,
        rng=np.random.default_rng(3),
    ).confidence_interval
    notes = " ".join(demo("dropout-rate").notes)
    said = re.search(r"seed 1957\) gives ([0-9.]+)% to ([0-9.]+)%", notes)
    assert said
    assert [float(said[1]), float(said[2])] == pytest.approx(
        [100 * found.low, 100 * found.high], abs=0.4
    )


def test_printed_estimate_is_a_dashed_line_beside_collected_rounds_alone() -> None:
    made = new_store(without_demo=True)
    people = [leader(members_led=20, dropouts=dropouts % 5) for dropouts in range(12)]
    add_round(made, "r-rate", "congress", people)
    own, shown = draw(made, "dropout-rate", ["r-rate"], "en"), demo("dropout-rate")
    assert own.rows[0].keys() == shown.rows[0].keys()  # the estimate is no row of the table
    spec = str(picture_spec(own, LIGHT))
    assert "leaders’ estimate 2005: ≈ 10%" in spec
    assert "strokeDash" in spec
    assert "Kjeldmand 2006, p. 50" in own.sources
    assert "estimate 2005" not in str(picture_spec(shown, LIGHT))


def test_ranks_over_rounds_have_a_row_for_each_reason_and_colour_for_those_that_moved() -> None:
    rounds = ["demo-congress-a", "demo-congress-b"]
    for figure in (
        draw(bundled_store(), "dropout-reasons-over-rounds", rounds, "en"),
        draw(store(), "dropout-reasons-over-rounds", ["r-then", "r-first"], "en"),
    ):
        *_, points = page_spec(figure, LIGHT)["layer"]
        drawn = points["data"]["values"]
        moved = {
            row["reason"]
            for row in figure.rows
            if (row["change_low"] or 0) * (row["change_high"] or 0) > 0
        }
        assert len({row["name"] for row in drawn}) == len(REASONS)
        assert {row["reason"] for row in drawn if row["sure"]} == moved
        assert points["encoding"]["yOffset"]["field"] == "label"


def test_one_round_of_answers_is_drawn_beside_the_printed_order() -> None:
    figure = draw(store(), "dropout-reasons-over-rounds", ["r-first"], "en")
    drawn = page_spec(figure, LIGHT)["layer"][-1]["data"]["values"]
    assert {(row["round"] == "r-first", row["reference"]) for row in drawn} == {
        (True, False),
        (False, True),
    }
    assert all(row["sure"] for row in drawn)


def test_printed_order_alone_is_no_row_of_rounds() -> None:
    figure = draw(new_store(without_demo=True), "dropout-reasons-over-rounds", language="en")
    assert figure.is_empty
    assert "No congress questionnaire later than 2005 has been uploaded." in figure.sentence


def test_hollow_among_rounds_is_the_printed_order_alone() -> None:
    own = draw(store(), "dropout-reasons-over-rounds", ["r-then", "r-first"], "en")
    points = page_spec(own, LIGHT)["layer"][-1]["encoding"]
    filled = points["fill"]["condition"]["scale"]
    hollow = [
        label
        for label, fill in zip(filled["domain"], filled["range"], strict=True)
        if fill == LIGHT.card
    ]
    assert hollow == [row["label"] for row in own.rows if row["reference"]][:1]
    assert len(set(points["shape"]["scale"]["range"])) == 3


def test_rates_of_rounds_stand_earliest_first() -> None:
    made = new_store(without_demo=True)
    led = [leader(members_led=20, dropouts=2)] * 12
    for year in (2020, 2024):
        add_round(made, f"r-{year}", "congress", led, held_on=dt.date(year, 1, 1))
    figure = draw(made, "dropout-rate", ["r-2024", "r-2020"], "en")
    assert [row["round"] for row in figure.rows] == ["r-2020", "r-2024"]
    assert figure.title.startswith("Round r-2024: ")


def test_order_of_2005_says_the_estimate_and_where_it_stands() -> None:
    figure = draw(bundled_store(), "dropout-reasons-2005", language="en")
    assert "roughly 10% (Kjeldmand 2006, p. 50)" in figure.sentence
