"""Does the command line do what the pages do, and end with the code that it promises?"""

from __future__ import annotations

import csv
import json
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from balint.store import Store
from tests.commands.verbs import balint, leaders
from tools.running_app import ROOT, RunningApp


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database with what ships."""
    path = tmp_path_factory.mktemp("commands") / "balint.duckdb"
    done = balint("init", database=path)
    assert done.exit_code == 0, done.stderr
    return path


def figure(database: Path, *words: str) -> dict[str, Any]:
    """Ask a figure as data."""
    done = balint("figure", *words, database=database)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def add(database: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """Add a file of leaders to one round, which is made if it is new."""
    titles = ("--title-sv", "Kongressen", "--title-en", "The congress")
    words = ("add", str(file), "--form", "congress", "--round", "congress-2026", *titles, "--json")
    return balint(*words, database=database)


def test_answers_of_fifty_leaders_come_back_identical(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "leaders.csv"
    file.write_text(leaders(50), "utf-8")
    added = add(database, file)
    assert (added.exit_code, json.loads(added.stdout)["new"]) == (0, 50), added.output
    again = add(database, file)
    assert (again.exit_code, json.loads(again.stdout)["submission_id"]) == (0, None)

    exported = balint("export", "congress-2026", database=database)
    assert exported.stdout == file.read_text("utf-8")
    drawn = figure(database, "dropout-rate", "--round", "congress-2026")
    with file.open(encoding="utf-8") as answers:
        rows = list(csv.DictReader(answers))
    (row,) = drawn["rows"]
    assert row["members"] == sum(int(answer["members_led"]) for answer in rows)
    assert row["dropouts"] == sum(int(answer["dropouts"]) for answer in rows)
    assert drawn["provenance"] == "collected"


def test_agreement_of_the_classes_is_told_as_data(database: Path) -> None:
    (row,) = figure(database, "class-agreement")["rows"]
    assert row["n"] == 35
    assert round(row["kappa_linear"], 3) == 0.589
    assert round(row["kappa_quadratic"], 3) == 0.649


def test_verify_finds_nothing_that_differs(database: Path) -> None:
    done = subprocess.run(  # the one test that begins where a person does: in a shell
        [sys.executable, "-m", "balint", "verify", "--json", "--database", str(database)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    verdicts = {check["verdict"] for check in json.loads(done.stdout)}
    assert verdicts == {"agrees", "explained"}


def test_older_database_has_what_ships_for_who_only_reads(tmp_path: Path) -> None:
    path = tmp_path / "balint.duckdb"
    balint("init", database=path)
    before = balint("verify", "--json", database=path).stdout
    with closing(Store.open(path)) as store, store.transaction() as cursor:  # as before 0009
        cursor.execute("delete from migration where number >= 9")
        cursor.execute("update bundle set sha256 = 'of earlier files'")
    assert balint("verify", "--json", database=path).stdout == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("figure", "no-such-figure"), 1, "no-such-figure"),
        (("figure", "class-table", "--round", "published-study1"), 1, "published-study1"),
        (("export", "no-such-round"), 1, "no-such-round"),
        (("undo", "no-such-submission"), 1, "no-such-submission"),
        (("check", "no-such-file.csv", "--form", "congress"), 2, "no-such-file.csv"),
        (
            ("check", str(ROOT / "data/reference/counties.geojson"), "--form", "congress"),
            2,
            "counties",
        ),
    ],
)
def test_mistake_is_a_sentence_and_a_code(
    database: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    done = balint(*words, database=database)
    assert done.exit_code == code, done.output
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_file_with_a_fault_ends_with_one_and_names_the_cell(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "fault.csv"
    file.write_text(leaders(3).replace(",12.25,", ",twelve,"), "utf-8")
    done = balint("check", str(file), "--form", "congress", "--json", database=database)
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert not told["accepted"]
    assert {problem["column"] for problem in told["problems"]} == {"years_leading"}
    assert all(problem["cell"].startswith("D") for problem in told["problems"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_template_is_no_answer_until_it_is_filled_in(
    database: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"mall.{kind}"
    done = balint("template", "congress", "--format", kind, "-o", str(file), database=database)
    assert done.exit_code == 0
    unfilled = balint("check", str(file), "--form", "congress", database=database)
    assert unfilled.exit_code == 2
    assert "Fyll i minst en rad" in unfilled.stderr
    if kind == "csv":
        with file.open("a", encoding="utf-8-sig", newline="") as more:
            more.write("L1;Sverige\r\n")
        words = ("check", str(file), "--form", "congress", "--answer", "short_row=blank")
        filled = balint(*words, "--json", database=database)
        assert (filled.exit_code, json.loads(filled.stdout)["plan"]["new"]) == (0, 1)


def test_figure_is_read_beside_the_running_app(app_server: RunningApp, tmp_path: Path) -> None:
    database = app_server.database
    picture = tmp_path / "reasons.png"
    words = ("figure", "dropout-reasons-2005", "--format", "png", "-o", str(picture))
    done = balint(*words, database=database)
    assert done.exit_code == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "snapshot" in done.stderr
    assert str(app_server.process.pid) in done.stderr


WRITING = {
    "add": ("Lämna in", "FILE", "--form", "congress", "--round", "r"),
    "undo": ("Omgångar", "x"),
    "redo": ("Omgångar", "x"),
    "release": ("Omgångar", "demo-congress-a"),
    "withdraw": ("Omgångar", "demo-congress-a"),
    "remove-demo": ("Omgångar",),
    "init": ("Stäng appen",),
    "serve": ("Stäng appen", "--port", "1"),
}
"""Verbs that write, each with what it says beside a running app, and its words."""


@pytest.mark.parametrize("verb", WRITING)
def test_writing_beside_the_running_app_names_process_and_page(
    app_server: RunningApp, tmp_path: Path, verb: str
) -> None:
    file = tmp_path / "leaders.csv"
    file.write_text(leaders(3), "utf-8")
    told, *words = WRITING[verb]
    words = [str(file) if word == "FILE" else word for word in words]
    refused = balint(verb, *words, database=app_server.database)
    assert refused.exit_code == 2, refused.output
    assert str(app_server.process.pid) in refused.stderr
    assert told in refused.stderr
    assert "””" not in refused.stderr


def test_app_is_not_started_where_another_program_listens(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = balint("serve", "--port", port, database=tmp_path / "balint.duckdb")
    assert refused.exit_code == 2
    assert port in refused.stderr


def test_report_is_a_pdf_of_the_figures_that_were_named(database: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "report.pdf", tmp_path / "again.pdf"
    for target in (file, again):
        words = ("--figure", "groups-over-time", "--lang", "en", "-o", str(target))
        done = balint("report", *words, database=database)
        assert done.exit_code == 0, done.stderr
    assert file.read_bytes() == again.read_bytes()
    assert file.read_bytes().startswith(b"%PDF-")


def test_report_of_an_unknown_figure_or_round_ends_with_its_sentence(database: Path) -> None:
    for words, told in (
        (("--figure", "pie"), "pie"),
        (("--round", "published-study1", "--figure", "timeline"), "published-study1"),
    ):
        done = balint("report", *words, database=database)
        assert done.exit_code == 1
        assert told in done.stderr
        assert done.stdout_bytes == b""
