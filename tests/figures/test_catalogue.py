"""Every figure keeps the promises that all faces rest on."""

from __future__ import annotations

import csv
import functools
import io
import json
import re

import pytest

from balint import errors
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.faces import as_json, picture_spec, shown_table, to_csv, to_excel_csv, to_json
from balint.figures.look import DARK, LIGHT
from balint.rounds import list_rounds
from tests.stores import bundled_store, new_store

EVERY = [
    (figure_id, found.id)
    for figure_id, defined in DEFINITIONS.items()
    for found in list_rounds(bundled_store().cursor(), defined.form)
    if found.provenance in defined.draws
]
CONTRACT = {
    "groups-by-region": "region_code region groups members inhabitants groups_per_100k low high",
    "groups-over-time": "year_low year_high label groups approximate source",
    "group-frames": "frame within outside not_stated",
    "dropout-reasons-2005": "rank reason",
    "dropout-reasons": "reason mean_position rank rank_low rank_high first_share n n_answers",
    "dropout-agreement": "n w chi2 df p",
    "dropout-positions": "reason position n share",
    "dropout-reasons-over-rounds": "round reason rank rank_low rank_high",
    "dropout-rate": "round leaders members dropouts rate low high cluster_low cluster_high "
    "n_leaders",
    "study1-published": "category items significance",
    "study1-effects": "category n_balint n_reference mean_balint mean_reference difference low "
    "high t df p p_holm g g_low g_high",
    "study1-items": "category item n_balint n_reference mean_balint mean_reference difference low "
    "high t df p p_holm q g g_low g_high",
    "study1-experience": "category stage n mean low high",
    "study1-reliability": "category items n alpha low high",
    "study1-estimation": "category n_balint n_reference mean_balint mean_reference difference low "
    "high",
    "reference-fit": "column balint reference n_balint n_reference difference",
    "groups-funnel": "region_code region groups inhabitants groups_per_100k low_95 high_95 "
    "low_998 high_998 outside",
    "patient-centred-over-rounds": "round part arm n centred share low high",
    "role-choices": "role points balint balint_n reference reference_n balint_share "
    "reference_share difference low high p p_holm",
    "class-table": "questions_class roles_class balint reference total",
    "class-agreement": "n exact kappa_linear linear_low linear_high kappa_quadratic quadratic_low "
    "quadratic_high",
    "class-difference": "part n_balint n_reference u z p effect effect_low effect_high",
}


@functools.cache
def figure_of(figure_id: str, round_id: str, language: str = "sv") -> Figure:
    return draw(bundled_store(), figure_id, [round_id], language)


@pytest.mark.parametrize(("figure_id", "columns"), CONTRACT.items())
def test_figure_has_the_columns_that_others_rely_on(figure_id: str, columns: str) -> None:
    figure = draw(bundled_store(), figure_id)
    names = {column.name for column in figure.columns}
    assert set(columns.split()) <= names
    for row in figure.rows:
        assert names <= row.keys()


@pytest.mark.parametrize(("figure_id", "round_id"), EVERY)
def test_figure_is_whole_in_both_languages(figure_id: str, round_id: str) -> None:
    swedish, english = (figure_of(figure_id, round_id, language) for language in ("sv", "en"))
    assert swedish.title != english.title
    assert swedish.sentence != english.sentence
    assert swedish.rows
    assert swedish.sources
    assert len(swedish.rows) == len(english.rows)
    for figure in (swedish, english):
        assert len(figure.title.split()) <= 20
        assert not re.search(
            r"[{}]|None|\bnan\b", f"{figure.title}{figure.subtitle}{figure.sentence}"
        )
        for row in figure.rows:
            for column in figure.columns:
                if row[column.name] is None and column.name not in NULLS_SAY_THEMSELVES:
                    assert row.get(f"{column.name}_mark") in MARKS


MARKS = {"hidden", "none", "not_asked", "not_printed"}
NULLS_SAY_THEMSELVES = {
    "members_kind",
    "participation",
    "year",
    "year_low",
    "year_high",
    "measure",
    "unit",
}
"""Columns whose null another column of the row puts in words."""


@pytest.mark.parametrize(("figure_id", "round_id"), EVERY)
def test_figure_faces_show_the_same_rows(figure_id: str, round_id: str) -> None:
    figure = figure_of(figure_id, round_id)
    data = json.loads(to_json(figure))
    lines = list(csv.DictReader(io.StringIO(to_csv(figure).decode())))
    excel = list(csv.reader(io.StringIO(to_excel_csv(figure).decode("utf-8-sig")), delimiter=";"))
    table = shown_table(figure)
    assert len(data["rows"]) == len(lines) == len(excel) - 1 == len(table) == len(figure.rows)
    for row, line in zip(data["rows"], lines, strict=True):
        for column in figure.columns:
            if isinstance(row[column.name], str):
                assert line[column.name] == row[column.name]
    assert excel[0] == list(table[0])


@pytest.mark.parametrize(("figure_id", "round_id"), EVERY)
def test_figure_picture_carries_title_source_and_badge(figure_id: str, round_id: str) -> None:
    figure = figure_of(figure_id, round_id)
    for look in (LIGHT, DARK):
        spec = picture_spec(figure, look)
        assert " ".join(spec["title"]["text"]) == figure.title
        foot = " ".join(spec["vconcat"][0]["title"]["text"])
        assert all(source in foot for source in figure.sources)
        assert figure.rounds[0].title("sv") in " ".join(spec["title"]["subtitle"])


def test_figure_of_a_demo_round_says_so_first() -> None:
    for figure_id, round_id in EVERY:
        is_demo = round_id.startswith("demo-")
        assert figure_of(figure_id, round_id).title.startswith("Demo: ") == is_demo


def test_figure_prefers_collected_then_published_then_demo() -> None:
    store = bundled_store()
    assert draw(store, "role-choices").rounds[0].id == "published-study2"
    assert draw(store, "groups-by-region").provenance == "demo"
    assert draw(store, "groups-over-time").provenance == "published"


def test_figure_never_mixes_provenances() -> None:
    with pytest.raises(errors.MixedProvenance):
        draw(bundled_store(), "role-choices", ["published-study2", "demo-study2-a"])


def test_figure_refuses_a_round_it_cannot_draw() -> None:
    with pytest.raises(errors.WrongRound, match="published-inventory-2003"):
        draw(bundled_store(), "groups-by-region", ["published-inventory-2003"])
    with pytest.raises(errors.UnknownRound, match="nowhere"):
        draw(bundled_store(), "groups-by-region", ["nowhere"])
    with pytest.raises(errors.UnknownFigure, match="groups-by-kind"):
        draw(bundled_store(), "groups-by-mood")


def test_figure_without_a_round_says_what_is_missing_and_what_to_do() -> None:
    store = new_store(without_demo=True)
    for language, missing in (("sv", "2003"), ("en", "since 2003")):
        figure = draw(store, "groups-by-region", language=language)
        assert figure.is_empty
        assert missing in figure.sentence
        assert as_json(figure)["rows"] == []
        assert as_json(figure)["provenance"] == "none"
