"""Every figure keeps the promises that all faces rest on."""

from __future__ import annotations

import csv
import functools
import gc
import io
import json
import re
from types import ModuleType

import pytest
from duckdb import DuckDBPyConnection as Cursor
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from balint import errors
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.files import as_json, to_csv, to_excel_csv, to_json
from balint.figures.labels import unit_words
from balint.figures.look import DARK, LIGHT
from balint.figures.pictures import picture_spec
from balint.figures.tables import is_number, shown_columns, shown_table
from balint.figures.workbook import to_xlsx
from balint.rounds import list_rounds
from balint.store import ROOT
from balint.words import words_in
from tests.figures.asking import bundled_figure
from tests.stores import bundled_store, new_store

EVERY = [
    (figure_id, found.id)
    for figure_id, defined in DEFINITIONS.items()
    for found in list_rounds(bundled_store().cursor(), defined.form)
    if found.provenance in defined.draws
]
CONTRACT = {
    "groups-by-region": "region_code region groups members inhabitants groups_per_100k low high",
    "groups-by-health-care-region": "health_care_region label regions groups members inhabitants "
    "groups_per_100k low high",
    "groups-confirmed": "age label groups old",
    "groups-started": "year_low year_high label groups resting ended",
    "groups-over-time": "year_low year_high label groups approximate source",
    "groups-by-kind": "members_kind label groups members",
    "groups-participation": "participation label groups",
    "groups-by-setting": "setting label groups",
    "groups-by-initiator": "initiated_by label groups",
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
    "group-types": "type label measure words year value unit source",
    "timeline": "year_low year_high label event source",
    "dropout-rate-change": "earlier later leaders_earlier leaders_later members_earlier "
    "members_later dropouts_earlier dropouts_later rate_earlier rate_later change low high "
    "cluster_low cluster_high",
    "dropout-reasons-change": "earlier later reason rank_earlier rank_later change change_low "
    "change_high",
    "groups-change": "earlier later region_code region earlier_groups later_groups difference "
    "ratio low high",
    "patient-centred-change": "earlier later part arm n_earlier centred_earlier n_later "
    "centred_later share_earlier share_later change low high p p_holm",
    "study1-change": "earlier later category n_balint_earlier n_reference_earlier n_balint_later "
    "n_reference_later difference_earlier difference_later change low high group_low group_high df "
    "p p_holm asked_alike",
}
"""The columns of design.md and contracts.md, and for other figures those that they have had."""


def test_every_figure_has_columns_that_others_rely_on() -> None:
    assert CONTRACT.keys() == DEFINITIONS.keys()


@pytest.mark.parametrize(("figure_id", "round_id"), EVERY)
def test_columns_are_there_whatever_the_round(figure_id: str, round_id: str) -> None:
    figure = figure_of(figure_id, round_id)
    names = {column.name for column in figure.columns}
    assert set(CONTRACT[figure_id].split()) <= names
    for row in figure.rows:
        assert {name for name in row if not name.endswith("_mark")} == names
    (header, *_) = to_csv(figure).decode().splitlines()
    assert set(CONTRACT[figure_id].split()) <= set(header.split(","))


@functools.cache
def figure_of(figure_id: str, round_id: str, language: str = "sv") -> Figure:
    return bundled_figure(figure_id, round_id, language)


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
        most = MOST_WORDS_OF.get(figure_id, MOST_WORDS)
        assert len(figure.title.removeprefix("Demo: ").split()) <= most
        assert not re.search(
            r"[{}]|None|\bnan\b", f"{figure.title}{figure.subtitle}{figure.sentence}"
        )
        for row in figure.rows:
            for column in figure.columns:
                mark = row.get(f"{column.name}_mark")
                assert mark in MARKS if row[column.name] is None else mark is None


MOST_WORDS = 12
"""In a title; a number and its sign for per cent are two in Swedish."""
MOST_WORDS_OF = {"dropout-reasons": 15, "patient-centred-over-rounds": 15}
"""Titles that name three reasons, and two shares with their groups."""
MARKS = {"hidden", "none", "not_asked", "not_printed"}


@pytest.mark.parametrize(("figure_id", "round_id"), EVERY)
def test_figure_that_is_kept_holds_no_cursor(figure_id: str, round_id: str) -> None:
    figure = figure_of(figure_id, round_id)
    assert not [thing for thing in reached(figure) if isinstance(thing, Cursor)]


def reached(root: object) -> list[object]:
    """Give all that an object keeps alive: fields, elements and what its functions close over."""
    found: dict[int, object] = {}
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if id(thing) in found or isinstance(thing, ModuleType | type):
            continue
        found[id(thing)] = thing
        names = getattr(thing, "__globals__", None)
        waiting += [each for each in gc.get_referents(thing) if each is not names]
    return list(found.values())


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
def test_figure_workbook_has_the_table_with_typed_numbers(figure_id: str, round_id: str) -> None:
    figure = figure_of(figure_id, round_id)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(figure))).get_sheet_by_index(0)
    columns = shown_columns(figure)
    heading, *lines = sheet.to_python(skip_empty_area=False)
    assert heading == list(columns)
    for row, said, line in zip(figure.rows, shown_table(figure), lines, strict=True):
        for (name, column), cell in zip(columns.items(), line, strict=True):
            value = row[column.name]
            assert cell == (pytest.approx(value) if is_number(value) else said[name])
    assert figure.n.keys() <= unit_words(words_in("sv")).keys()


@pytest.mark.parametrize(("figure_id", "round_id"), EVERY)
def test_figure_as_data_follows_its_schema(figure_id: str, round_id: str) -> None:
    for language in ("sv", "en"):
        SCHEMA.validate(json.loads(to_json(figure_of(figure_id, round_id, language))))


SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "figure.schema.json").read_text("utf-8")))


BARE = "group-types"
"""Has only words to show, which the table shows better."""


def test_every_figure_is_drawn_from_every_round() -> None:
    assert {each[0] for each in EVERY if not figure_of(*each).chart} == {BARE}


@pytest.mark.parametrize(("figure_id", "round_id"), [each for each in EVERY if each[0] != BARE])
def test_figure_picture_carries_title_source_and_badge(figure_id: str, round_id: str) -> None:
    figure = figure_of(figure_id, round_id)
    for look in (LIGHT, DARK):
        spec = picture_spec(figure, look)
        assert " ".join(spec["title"]["text"]) == figure.title
        foot = " ".join(spec["vconcat"][0]["title"]["text"])
        assert all(source in foot for source in figure.sources)
        assert figure.rounds[0].title("sv") in " ".join(spec["title"]["subtitle"])
    counted = re.sub(r"(?<=\d)\u00a0(?=\d)", "", f"{figure.title} {figure.subtitle}")
    assert {str(n) for n in figure.n.values()} & set(re.findall(r"\d+", counted)) or (
        figure_id in FACTS
    )


FACTS = {"group-types", "groups-over-time"}
"""Figures of printed facts, that count nobody."""


def test_figure_of_a_demo_round_says_so_first() -> None:
    for figure_id, round_id in EVERY:
        is_demo = round_id.startswith("demo-")
        assert figure_of(figure_id, round_id).title.startswith("Demo: ") == is_demo


def test_figure_of_demo_rounds_says_so_once() -> None:
    both = ["demo-congress-a", "demo-congress-b"]
    for figure_id in ("dropout-rate", "dropout-reasons-over-rounds"):
        assert draw(bundled_store(), figure_id, both, "sv").title.count("Demo: ") == 1


def test_rows_cite_the_thesis_in_short_and_the_figure_in_full() -> None:
    for figure_id in ("group-types", "timeline", "groups-over-time"):
        figure = draw(bundled_store(), figure_id, (), "en")
        assert any(row["source"].startswith("Kjeldmand 2006, p. ") for row in figure.rows)
        assert any(source.startswith("Kjeldmand D. The Doctor") for source in figure.sources)


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
    for language, missing in (("sv", "2003"), ("en", "later than 2003")):
        figure = draw(store, "groups-by-region", language=language)
        assert figure.is_empty
        assert missing in figure.sentence
        SCHEMA.validate(as_json(figure))
        assert as_json(figure)["rows"] == []
        assert as_json(figure)["provenance"] == "none"
