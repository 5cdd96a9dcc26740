"""Does the published record hold what is printed, and says every row where?"""

import csv
import re
from pathlib import Path

import pytest

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
FILES = sorted(PUBLISHED.glob("*.csv"))
TABLES = [path for path in FILES if path.name != "sources.csv"]
SUBJECTS = {"groups", "dropouts", "working_life", "patient_centredness", "context"}

Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Read a file of data/published/ as text."""
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts() -> dict[str, str]:
    """Give each single number by its name, as text."""
    return {row["fact"]: row["value"] for row in read("facts.csv")}


def sources() -> dict[str, Row]:
    """Give each source by its id."""
    return {row["source"]: row for row in read("sources.csv")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_published_file_is_plain_csv(path):
    text = path.read_bytes().decode("utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.startswith("\ufeff")
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)
    assert len(rows) == len({tuple(row) for row in rows})


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_published_row_says_where_it_is_printed(path):
    known = sources()
    for row in read(path.name):
        assert list(row)[-3:] == ["source", "page", "table"]
        assert row["source"] in known
        assert row["page"] or known[row["source"]]["url"]
        assert re.fullmatch(r"(\d+(-\d+)?(, \d+(-\d+)?)*)?", row["page"])
        assert re.fullmatch(r"((Table|Figure) \d)?", row["table"])
        assert row["page"] if row["table"] or row["source"] == "kjeldmand2006" else True


def test_published_source_is_used():
    used = {row["source"] for path in TABLES for row in read(path.name)}
    used |= {row["other_source"] for row in read("inconsistencies.csv")}
    assert set(sources()) == used - {""}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_published_words_stand_in_both_languages(path):
    for row in read(path.name):
        stems = {name[:-3] for name in row if name.endswith("_sv")}
        assert {f"{stem}_en" for stem in stems} <= set(row)
        for stem in stems - {"unit"}:
            assert row[f"{stem}_sv"]
            assert row[f"{stem}_en"]
        if "unit" in stems:
            assert bool(row["unit_sv"]) == bool(row["unit_en"])
            assert row["unit_sv"] or not row.get("value")


def test_studies_are_four_with_one_sample_used_twice():
    rows = read("studies.csv")
    assert [(row["study"], row["n"]) for row in rows] == [
        ("I", "41"),
        ("II", "41"),
        ("III", "9"),
        ("IV", "8"),
    ]


def test_roles_are_28_and_differ_as_printed():
    rows = read("role_choices.csv")
    assert [int(row["position"]) for row in rows] == list(range(1, 29))
    assert len({row["role"] for row in rows}) == 28
    for row in rows:
        assert int(row["difference"]) == int(row["balint"]) - int(row["reference"])
    differences = [int(row["difference"]) for row in rows]
    assert differences == sorted(differences, reverse=True)


def test_roles_add_up_to_228_and_225_choices():
    rows = read("role_choices.csv")
    assert sum(int(row["balint"]) for row in rows) == 228
    assert sum(int(row["reference"]) for row in rows) == 225


@pytest.mark.parametrize(
    ("points", "roles", "balint", "reference"),
    [("1", 10, 50, 62), ("2", 13, 115, 111), ("3", 5, 63, 52)],
)
def test_roles_of_each_point_add_up(points, roles, balint, reference):
    rows = [row for row in read("role_choices.csv") if row["points"] == points]
    assert len(rows) == roles
    assert sum(int(row["balint"]) for row in rows) == balint
    assert sum(int(row["reference"]) for row in rows) == reference


def test_role_is_chosen_by_no_more_than_asked():
    known = facts()
    rows = read("role_choices.csv")
    assert max(int(row["balint"]) for row in rows) <= int(known["role_n_balint"]) == 20
    assert max(int(row["reference"]) for row in rows) <= int(known["role_n_reference"]) == 21


def test_class_table_has_nine_cells_that_add_up():
    rows = read("class_table.csv")
    classes = {"patient_centred", "intermediary", "non_patient_centred"}
    assert {(row["questions_class"], row["roles_class"]) for row in rows} == {
        (questions, roles) for questions in classes for roles in classes
    }
    for row in rows:
        assert int(row["total"]) == int(row["balint"]) + int(row["reference"])


def test_class_table_counts_those_who_answered():
    rows = read("class_table.csv")
    known = facts()
    sums = {name: sum(int(row[name]) for row in rows) for name in ("balint", "reference", "total")}
    assert sums == {"balint": 19, "reference": 16, "total": 35}
    assert sums["balint"] == 20 - int(known["class_no_answer_balint"])
    assert sums["reference"] == 21 - int(known["class_no_answer_reference"])
    assert sums["total"] == 41 - int(known["class_no_answer"])


def test_dropout_reasons_are_ranks_without_weights():
    rows = read("dropout_reasons.csv")
    assert [int(row["rank"]) for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert [row["reason"] for row in rows] == [
        "practical",
        "personal",
        "fit",
        "progress",
        "leadership",
        "hurt",
        "conflict",
    ]
    assert set(rows[0]) == {"rank", "reason", "printed_en", "source", "page", "table"}


def test_dropout_estimate_is_marked_as_approximate():
    row = next(row for row in read("facts.csv") if row["fact"] == "dropout_estimate")
    assert (row["value"], row["unit_sv"], row["approximate"]) == ("10", "%", "true")


def test_study1_design_adds_up_to_52_and_41():
    rows = {row["arm"]: row for row in read("study1_design.csv")}
    for column, total in (("allocated", 52), ("answered", 41)):
        parts = int(rows["balint"][column]) + int(rows["reference"][column])
        assert parts == int(rows["total"][column]) == total


def test_study1_stages_hold_17_of_20():
    rows = {row["stage"]: row for row in read("study1_stages.csv")}
    assert int(rows["experienced"]["n"]) + int(rows["short"]["n"]) == 12 + 5 == 17
    assert rows["reference"]["n"] == facts()["reference_answered"] == "21"
    assert facts()["balint_answered"] == "20"
    assert (rows["short"]["years_low"], rows["short"]["years_high"]) == ("1", "1.5")


def test_study1_categories_are_8_with_49_items():
    rows = read("study1_categories.csv")
    assert [int(row["position"]) for row in rows] == list(range(1, 9))
    assert sum(int(row["items"]) for row in rows) == 49
    assert not {"mean", "mean_balint", "sd", "p"} & set(rows[0])


def test_study1_significance_is_only_as_legible():
    known = {row["category"]: row["significance"] for row in read("study1_categories.csv")}
    assert known == {
        "workload": "not_significant",
        "control": "significant_level_not_legible",
        "satisfaction": "p_lt_001",
        "quality": "p_lt_05",
        "cooperation": "p_lt_01",
        "training": "significant_level_not_legible",
        "health": "p_lt_05",
        "psychosomatic": "p_lt_001",
    }


def test_study1_items_add_up_from_their_origins():
    known = facts()
    names = ("study1_borrowed_items", "study1_psychosomatic_items", "study1_relation_items")
    assert sum(int(known[name]) for name in names) == 30 + 6 + 13 == int(known["study1_items"])


def test_group_definition_of_the_thesis_bounds_four_frames():
    rows = [row for row in read("group_definition.csv") if row["definition"] == "thesis"]
    assert {row["frame"]: (float(row["low"]), float(row["high"])) for row in rows} == {
        "members": (4, 10),
        "interval_weeks": (1, 4),
        "session_hours": (1, 2.5),
        "leaders": (1, 2),
    }


def test_group_counts_are_all_approximate():
    rows = read("group_counts.csv")
    assert [row["groups"] for row in rows] == ["40", "40", "40", "50"]
    assert {row["approximate"] for row in rows} == {"true"}
    assert [row["year_low"] for row in rows] == ["1989", "1990", "2003", ""]


def test_inventory_prints_one_number_only():
    rows = read("inventory_2003.csv")
    assert {row["statement"]: row["number"] for row in rows if row["number"]} == {
        "all_groups": "40"
    }
    assert len(rows) == 5


def test_initiating_forces_fill_two_by_two():
    rows = read("initiating_forces.csv")
    assert [int(row["number"]) for row in rows] == [1, 2, 3, 4]
    assert {row["force"]: (row["origin"], row["planning"]) for row in rows} == {
        "circumstantial": ("external", "emergent"),
        "self_organised": ("internal", "emergent"),
        "concocted": ("external", "planned"),
        "founded": ("internal", "planned"),
    }


def test_group_types_without_numbers_have_one_row():
    rows = read("group_types.csv")
    for kind in ("consulting", "supervision"):
        (row,) = [row for row in rows if row["type"] == kind]
        assert not row["value"]
    for row in rows:
        assert not row["value"] or float(row["value"]) > 0


def test_group_types_leave_the_unexplained_share_open():
    shares = [
        float(row["value"])
        for row in read("group_types.csv")
        if row["type"] == "us_residency" and row["value"]
    ]
    assert sum(shares) == 27 + 65 == 92


def test_timeline_is_in_order():
    rows = read("timeline.csv")
    assert [int(row["position"]) for row in rows] == list(range(1, len(rows) + 1))
    years = [(int(row["year_low"]), int(row["year_high"])) for row in rows]
    assert years == sorted(years)
    assert all(low <= high for low, high in years)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("facts.csv", "fact"),
        ("not_printed.csv", "item"),
        ("inconsistencies.csv", "item"),
        ("sources.csv", "source"),
    ],
)
def test_published_key_is_unique(name, key):
    keys = [row[key] for row in read(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["not_printed.csv", "inconsistencies.csv"])
def test_limits_belong_to_a_known_subject(name):
    assert {row["subject"] for row in read(name)} <= SUBJECTS


def test_limits_cover_every_subject():
    assert {row["subject"] for row in read("not_printed.csv")} == SUBJECTS


def test_inconsistencies_name_known_other_sources():
    known = set(sources()) | {""}
    assert {row["other_source"] for row in read("inconsistencies.csv")} <= known


def test_mean_of_groups_led_cannot_be_as_printed():
    row = next(row for row in read("inconsistencies.csv") if row["item"] == "mean_groups_led")
    smallest = (101 + 7 * 1) / 8
    assert row["printed_en"] == "10.4 groups on average"
    assert row["against_en"] == f"at least {smallest} groups on average"
