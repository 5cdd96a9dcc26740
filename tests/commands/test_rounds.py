"""Does the command line set up rounds, open them and close them as the page does?"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from balint.store import Store
from tests.commands.verbs import balint, leaders
from tests.figures.own_rounds import add_round, leader

ROUND = "kongress-2028"
TITLES = ("--title-sv", "Kongressen 2028", "--title-en", "The congress of 2028")
NEW = ("new-round", ROUND, "--form", "congress", *TITLES)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Make a database with one released round."""
    path = tmp_path / "balint.duckdb"
    with closing(Store.open(path)) as store:
        add_round(store, "seen", "congress", [leader(1, 2)] * 12)
    return path


def told(*words: str, database: Path) -> dict[str, Any]:
    done = balint(*words, "--json", database=database)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_round_is_set_up_before_its_link_and_its_first_file(database: Path, tmp_path: Path) -> None:
    made = told(*NEW, "--place", "Uppsala", "--held-on", "2028-09-01", database=database)
    assert made == {
        "id": ROUND,
        "form": "congress",
        "form_version": 1,
        "title_sv": "Kongressen 2028",
        "title_en": "The congress of 2028",
        "place": "Uppsala",
        "held_on": "2028-09-01",
        "provenance": "collected",
        "state": "open",
        "takes_files": True,
        "rows": 0,
    }
    assert balint("leader-link", ROUND, database=database).exit_code == 0
    file = tmp_path / "a.csv"
    file.write_text(leaders(3), "utf-8")
    added = balint("add", str(file), "--form", "congress", "--round", ROUND, database=database)
    assert added.exit_code == 0, added.stderr


def test_draft_is_opened_and_closed(database: Path) -> None:
    assert told(*NEW, "--draft", database=database)["state"] == "draft"
    refused = balint("leader-link", ROUND, "--lang", "en", database=database)
    assert (refused.exit_code, "open kongress-2028" in refused.stderr) == (1, True)
    assert told("open", ROUND, database=database)["takes_files"]
    assert told("close", ROUND, database=database)["state"] == "closed"
    said = balint("open", ROUND, "--lang", "en", database=database)
    assert said.stdout == "Opened kongress-2028; it takes files.\n"
    acts = [entry["act"] for entry in json.loads(balint("log", "--json", database=database).stdout)]
    assert acts[:4] == ["round_opened", "round_closed", "round_opened", "round_made"]


def test_released_round_is_listed_with_its_opening(database: Path) -> None:
    opened = told("open", "seen", database=database)
    assert (opened["state"], opened["takes_files"]) == ("released", True)
    lines = balint("rounds", database=database).stdout.splitlines()
    assert any("  released+open  12  " in line for line in lines)
    closed = told("close", "seen", database=database)
    assert (closed["state"], closed["takes_files"]) == ("released", False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new-round", "seen", "--form", "congress", *TITLES), "already a round “seen”"),
        (("new-round", "x", "--form", "congress"), "needs a title in both languages"),
        (("new-round", "X Y", "--form", "congress", *TITLES), "cannot be a round's id"),
        (("open", "no-such"), "no round “no-such”"),
        (("close", "seen"), "takes no files as it is"),
    ],
)
def test_what_cannot_be_done_is_told_and_ends_with_1(
    database: Path, words: tuple[str, ...], said: str
) -> None:
    done = balint(*words, "--lang", "en", database=database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
