"""Does the verb erase one person's answers, say what that changes, and name what is left to do?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.verbs import balint, leaders
from tools.running_app import RunningApp


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path, file = tmp_path / "var" / "balint.duckdb", tmp_path / "leaders.csv"
    file.write_text(leaders(13), "utf-8")
    assert balint("init", "--without-demo", database=path).exit_code == 0
    titles = ("--title-sv", "Kongressen", "--title-en", "The congress")
    words = ("add", str(file), "--form", "congress", "--round", "k", *titles, "--informed")
    assert balint(*words, database=path).exit_code == 0
    assert balint("release", "k", database=path).exit_code == 0
    return path


def exported(database: Path) -> str:
    return balint("export", "k", database=database).stdout


def test_erase_says_first_and_does_then(database: Path) -> None:
    before = exported(database)
    said = balint("erase", "k", "L05", "--dry-run", "--lang", "en", database=database)
    assert (said.exit_code, exported(database)) == (0, before), said.output
    assert "Nothing is erased yet" in said.stdout
    done = balint("erase", "k", "L05", "--lang", "en", database=database)
    assert done.exit_code == 0, done.output
    assert exported(database) == "".join(
        line for line in before.splitlines(keepends=True) if not line.startswith("L05,")
    )
    for told in (
        "How many members leave? (dropout-rate)",
        "fewer than 10",
        "the board must delete them itself",
        "1 file is deleted",
    ):
        assert told in done.stdout
    again = balint("erase", "k", "L05", "--lang", "en", database=database)
    assert again.exit_code == 1
    assert "No answer in k has the code" in again.stderr
    assert balint("rounds", "--json", database=database).exit_code == 0


def test_erase_as_data_names_figures_by_id(database: Path) -> None:
    done = balint("erase", "k", "L05", "--json", database=database)
    told = json.loads(done.stdout)
    assert (told["round_id"], told["n_answers"], told["n_files"]) == ("k", 1, 1)
    assert {"id", "question"} == set(told["board"][0])
    assert {figure["id"] for figure in told["readers"]} >= {"dropout-rate"}


def test_erase_beside_the_app_names_the_page(app_server: RunningApp) -> None:
    done = balint("erase", "k", "L05", "--lang", "en", database=app_server.database)
    assert done.exit_code == 2
    assert "Rounds" in done.stderr
