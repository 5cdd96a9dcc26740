"""Does the command line do what the pages do, and end with the code that it promises?"""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from balint.commands import cli
from balint.forms import load_form
from tools.running_app import ROOT, RunningApp

REASONS = [field_id for field_id in load_form("congress").field_ids if field_id[:7] == "reason_"]


def balint(*words: str, database: Path) -> Result:
    """Run a verb as `python -m balint` does, without the seconds that a new process costs."""
    return CliRunner().invoke(cli, [*words, "--database", str(database)])


def leaders(n: int) -> str:
    """Write the answers of n leaders as a canonical file."""
    form = load_form("congress")
    draw = random.Random(7)  # noqa: S311 - answers, not secrets
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, form.field_ids, lineterminator="\n")
    writer.writeheader()
    for number in range(1, n + 1):
        members = draw.randint(6, 60)
        writer.writerow(
            {
                "leader_code": f"L{number:02d}",
                "country": draw.choice(["SE", "GB", "DE"]),
                "profession": draw.choice(["general_practitioner", "psychologist"]),
                "years_leading": draw.choice(["1.5", "4", "12.25"]),
                "groups_led": draw.randint(1, 5),
                "members_led": members,
                "dropouts": draw.randint(0, members // 4),
                "obligatory_groups": draw.choice(["yes", "no", ""]),
                "selection_interviews": draw.choice(["yes", "no"]),
                "follows_up_leavers": draw.choice(["yes", "no", ""]),
                **dict(zip(REASONS, draw.sample(range(1, 8), 7), strict=True)),
            }
        )
    return out.getvalue()


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


def test_template_of_a_form_is_accepted_without_its_example(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "mall.csv"
    done = balint("template", "study2", "--format", "csv", "-o", str(file), database=database)
    assert done.exit_code == 0
    assert (
        file.read_text("utf-8-sig").splitlines()[0].count(",") + 1 >= 36
        or ";" in (file.read_text("utf-8-sig").splitlines()[0])
    )


def test_figure_is_read_beside_the_running_app(app_server: RunningApp, tmp_path: Path) -> None:
    database = app_server.database
    picture = tmp_path / "reasons.png"
    words = ("figure", "dropout-reasons-2005", "--format", "png", "-o", str(picture))
    done = balint(*words, database=database)
    assert done.exit_code == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "snapshot" in done.stderr
    refused = balint("remove-demo", database=database)
    assert refused.exit_code == 2
    assert str(app_server.process.pid) in refused.stderr
