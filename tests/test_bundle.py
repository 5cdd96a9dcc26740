"""What ships is loaded once, and demo rounds go and come back whole."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from balint import bundle
from balint.access import LOCAL_BOARD
from balint.bundle import DATA, demo_is_removed, load_bundle, remove_demo, restore_demo
from balint.exports import export_round
from balint.forms import load_form, table_name
from balint.rounds import find_round, list_rounds
from tests.stores import bundled_store, new_store


def test_bundle_is_loaded_once() -> None:
    store = new_store()
    version = store.data_version
    assert load_bundle(store) == []
    assert store.data_version == version


def test_bundle_is_loaded_again_when_its_files_have_changed() -> None:
    store = new_store()
    with store.transaction() as cursor:
        cursor.execute("update bundle set sha256 = 'before' where name = 'published'")
        cursor.execute("delete from published_role_choice where role = 'tutor'")
    assert load_bundle(store) == ["published"]
    count = store.cursor().execute("select count(*) from published_role_choice").fetchone()
    assert count == (28,)


def test_two_published_rounds_may_have_one_kind_of_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    with (data / "published" / "rounds.toml").open("a", encoding="utf-8") as rounds:
        rounds.write(
            '[[round]]\nid = "again"\nform = "study2"\ntitle_sv = "Igen"\ntitle_en = "Again"\n'
            'tables = { role_choices = "role_choice" }\n'
        )
    monkeypatch.setattr(bundle, "DATA", data)
    found = new_store(without_demo=True).cursor().table("published_role_choice")
    assert dict(found.aggregate("round_id, count(*)").fetchall()) == {
        "published-study2": 28,
        "again": 28,
    }


def test_demo_rounds_come_back_from_export_as_they_ship() -> None:
    cursor = bundled_store().cursor()
    demo = [found for found in list_rounds(cursor) if found.provenance == "demo"]
    assert len(demo) == 8
    for found in demo:
        shipped = (DATA / "demo" / f"{found.id}.csv").read_bytes()
        assert export_round(cursor, found, "csv") == shipped


def test_demo_removed_stays_away_until_it_is_asked_for() -> None:
    store = new_store()
    assert remove_demo(store, by=LOCAL_BOARD) == 8
    assert load_bundle(store) == []
    assert demo_is_removed(store.cursor())
    assert {found.provenance for found in list_rounds(store.cursor())} == {"published"}
    for form in ("inventory", "congress", "study1", "study2"):
        assert store.cursor().table(table_name(load_form(form))).fetchall() == []
    assert restore_demo(store, by=LOCAL_BOARD) == 8
    assert not demo_is_removed(store.cursor())


def test_demo_left_out_at_the_start_stays_out() -> None:
    store = new_store(without_demo=True)
    assert load_bundle(store) == []
    assert {found.provenance for found in list_rounds(store.cursor())} == {"published"}


def test_published_rows_all_carry_a_round() -> None:
    store = bundled_store()
    with (DATA / "published" / "role_choices.csv").open(encoding="utf-8") as file:
        roles = [row["role"] for row in csv.DictReader(file)]
    stored = store.cursor().execute(
        "select role from published_role_choice where round_id = 'published-study2'"
        " order by position"
    )
    assert [role for (role,) in stored.fetchall()] == roles
    assert find_round(store.cursor(), "published-study2").form_version == 0
