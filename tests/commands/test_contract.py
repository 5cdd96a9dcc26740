"""Does the command line keep the shapes, names and codes that others build on?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.verbs import balint, leaders

TITLES = ("--title-sv", "Kongressen", "--title-en", "The congress")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database with what ships."""
    path = tmp_path_factory.mktemp("contract") / "balint.duckdb"
    assert balint("init", database=path).exit_code == 0
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a file of twelve leaders."""
    path = tmp_path / "ledare.csv"
    path.write_text(leaders(12), "utf-8")
    return path


def as_json(*words: str, database: Path, code: int = 0) -> Any:
    """Run a verb that writes JSON and ends with this code."""
    done = balint(*words, "--json", database=database)
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def check(file: Path, *words: str, database: Path, code: int = 0) -> dict[str, Any]:
    """Check a file of leaders."""
    told = as_json("check", str(file), "--form", "congress", *words, database=database, code=code)
    assert isinstance(told, dict)
    return told


def add(file: Path, round_id: str, *words: str, database: Path, code: int = 0) -> dict[str, Any]:
    """Add a file of leaders to a round."""
    options = ("add", str(file), "--form", "congress", "--round", round_id, *TITLES, *words)
    told = as_json(*options, database=database, code=code)
    assert isinstance(told, dict)
    return told


def states(database: Path, *words: str) -> dict[str, str]:
    return {each["id"]: each["state"] for each in as_json("rounds", *words, database=database)}


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_check_tells_file_columns_problems_and_plan(database: Path, file: Path) -> None:
    told = check(file, database=database)
    assert told.keys() >= {"form", "file", "rows", "columns", "problems", "plan", "accepted"}
    assert told["file"].keys() == {
        *("name", "sha256", "bytes", "encoding", "delimiter", "decimal", "sheet")
    }
    assert told["file"]["bytes"] == file.stat().st_size
    assert (told["form"], told["rows"], told["accepted"]) == ("congress", 12, True)
    assert told["columns"]["leader_code"] == "leader_code"
    assert told["plan"] == {"new": 12, "changed": 0, "unchanged": 0, "refused": 0}


def test_check_asks_of_a_file_for_another_form(database: Path, file: Path) -> None:
    write(file, "Grupp;Region;Status;Antal deltagare", "G1;Skåne;Aktiv;7")
    told = check(file, "--lang", "en", database=database, code=1)
    (problem,) = told["problems"]
    assert (problem["code"], problem["severity"]) == ("few_columns", "question")
    assert (problem["row"], problem["cell"]) == (None, None)
    assert problem["accepted_values"] == ["yes", "no"]
    assert "Inventory of Balint groups" in problem["message"]
    assert told["accepted"] is False
    check(file, "--answer", "few_columns=yes", database=database)


def test_problem_has_row_cell_and_what_is_accepted(database: Path, file: Path) -> None:
    write(file, "Titel", "Kod;Land;Avhopp;Skonummer", "L1;Svergie;1;43", "L2;NO;ett;44")
    told = check(file, "--lang", "en", database=database, code=1)
    assert told["columns"] == {
        "Kod": "leader_code",
        "Land": "country",
        "Avhopp": "dropouts",
        "Skonummer": None,
    }
    first, second = told["problems"]
    assert first.keys() == {
        *("row", "sheet", "cell", "column", "value", "code", "severity", "message"),
        "accepted_values",
    }
    assert (first["row"], first["cell"], first["column"]) == (1, "B3", "country")
    assert (first["value"], first["severity"]) == ("Svergie", "error")
    assert "Sweden" in first["accepted_values"]
    assert (second["row"], second["cell"], second["code"]) == (2, "C4", "not_a_number")
    assert told["plan"] == {"new": 0, "changed": 0, "unchanged": 0, "refused": 2}


def test_what_is_perhaps_sent_twice_is_told_and_stored(database: Path, file: Path) -> None:
    write(file, "Kod;Land", "L1;Sverige", "L 01;Norge")
    checked = check(file, "--lang", "en", database=database)
    assert (checked["accepted"], checked["problems"]) == (True, [])
    (notice,) = checked["notices"]
    assert (notice["row"], notice["cell"], notice["severity"]) == (2, "A3", "notice")
    words = ("--form", "congress", "--round", "twins", "--title-sv", "A", "--title-en", "B")
    done = balint("add", str(file), *words, "--lang", "en", database=database)
    assert done.exit_code == 0
    assert "A3: Perhaps the same as “L1” in A2. Alike: Leader code." in done.stdout


def test_personal_data_is_masked_and_stops_the_file(database: Path, file: Path) -> None:
    write(file, "Kod;Yrke", "L1;anna@example.org", "L2;x")
    done = balint(
        "check", str(file), "--form", "congress", "--leave-out-rows", "--json", database=database
    )
    assert done.exit_code == 1
    assert "anna@" not in done.output
    assert json.loads(done.stdout)["problems"][0]["code"] == "email"


def test_open_question_ends_with_one_until_it_is_answered(database: Path, file: Path) -> None:
    write(file, "Kod;Antal deltagare", "L1;1,234", "L2;40")
    told = check(file, database=database, code=1)
    assert [each["severity"] for each in told["problems"]] == ["question"]
    (asked,) = told["questions"]
    settled = check(file, "--answer", f"{asked['key']}=point", database=database)
    assert (settled["accepted"], settled["problems"]) == (True, [])


def test_header_is_mapped_by_hand_and_remembered(database: Path, file: Path) -> None:
    write(file, "Kod;Hur många = i allt?", "L1;9")
    assert check(file, database=database)["columns"]["Hur många = i allt?"] is None
    told = add(file, "r-map", "--map", "Hur många = i allt?=members_led", database=database)
    assert told["new"] == 1
    again = check(file, database=database)
    assert again["columns"]["Hur många = i allt?"] == "members_led"


def test_one_of_two_headers_alike_is_mapped_by_its_letter(database: Path, file: Path) -> None:
    write(file, "Kod;Avhopp;Avhopp;Antal deltagare", "L1;1;2;9")
    assert [each["code"] for each in check(file, database=database, code=1)["problems"]] == [
        "two_columns"
    ]
    told = add(file, "r-twice", "--map", "Avhopp (C)=", database=database)
    assert told["new"] == 1
    again = check(file, database=database)
    assert (again["columns"]["Avhopp (B)"], again["columns"]["Avhopp (C)"]) == ("dropouts", None)


def test_rows_are_left_out_only_where_asked(database: Path, file: Path) -> None:
    write(file, "Kod;Avhopp;Antal deltagare", "L1;1;9", "L2;10;9")
    refused = add(file, "r-out", database=database, code=1)
    assert (refused["accepted"], refused["plan"]["refused"]) == (False, 1)
    assert "r-out" not in states(database)
    done = add(file, "r-out", "--leave-out-rows", database=database)
    assert (done["new"], done["left_out"]) == (1, 1)


def test_cell_is_mended_without_a_new_file(database: Path, file: Path) -> None:
    write(file, "Kod;Avhopp;Antal deltagare", "L1;10;9")
    assert not check(file, database=database, code=1)["accepted"]
    assert check(file, "--set", "b2=1", database=database)["accepted"]


def test_cell_to_mend_without_a_text_is_refused(database: Path, file: Path) -> None:
    words = ("check", str(file), "--form", "congress", "--lang", "en")
    done = balint(*words, "--set", "B2", database=database)
    assert done.exit_code == 1
    assert "“B2” has no equals sign" in done.stderr
    blanked = json.loads(balint(*words, "--set", "B2=", "--json", database=database).stdout)
    assert blanked["plan"]["new"] == 12


@pytest.mark.parametrize("verb", ["check", "add"])
def test_unknown_form_is_a_problem_that_names_the_forms(
    database: Path, file: Path, verb: str
) -> None:
    words = (verb, str(file), "--form", "nope", "--lang", "en")
    done = balint(*words, *(["--round", "r"] if verb == "add" else []), database=database)
    asked = balint("template", "nope", "--lang", "en", database=database)
    assert (done.exit_code, done.stderr) == (asked.exit_code, asked.stderr)
    assert done.exit_code == 1
    assert "Known forms: congress, inventory, study1, study2" in done.stderr


def test_submission_is_undone_and_counts_again(database: Path, file: Path) -> None:
    first = add(file, "r-undo", database=database)
    file.write_text(file.read_text("utf-8").replace("L01,", "L99,"), "utf-8")
    more = add(file, "r-undo", database=database)
    assert (more["new"], more["changed"], more["unchanged"]) == (1, 0, 11)

    def codes() -> Iterator[str]:
        lines = balint("export", "r-undo", database=database).stdout.splitlines()[1:]
        return (line.split(",")[0] for line in lines)

    assert {"L01", "L99"} <= set(codes())
    assert balint("undo", more["submission_id"], database=database).exit_code == 0
    assert "L99" not in codes()
    assert balint("undo", more["submission_id"], database=database).exit_code == 1
    assert balint("redo", more["submission_id"], database=database).exit_code == 0
    assert "L99" in codes()
    assert balint("undo", first["submission_id"], database=database).exit_code == 0
    assert list(codes()) == ["L99", *(f"L{number:02d}" for number in range(2, 13))]


def test_same_file_adds_nothing_and_says_when_it_came(database: Path, file: Path) -> None:
    first = add(file, "r-twice", database=database)
    again = add(file, "r-twice", database=database)
    assert (again["submission_id"], again["unchanged"]) == (None, 12)
    assert again["already"]["submission_id"] == first["submission_id"]
    assert again["already"]["same_file"]
    assert again["already"]["submitted_at"][10] == "T"


def test_rounds_tell_state_and_provenance(database: Path, file: Path) -> None:
    add(file, "r-told", "--place", "Uppsala", "--held-on", "2026-08-01", database=database)
    found = {each["id"]: each for each in as_json("rounds", database=database)}["r-told"]
    assert found == {
        "id": "r-told",
        "form": "congress",
        "form_version": 1,
        "title_sv": "Kongressen",
        "title_en": "The congress",
        "place": "Uppsala",
        "held_on": "2026-08-01",
        "provenance": "collected",
        "state": "open",
        "takes_files": True,
        "rows": 12,
        "keep_until": "2031-08-01",
        "coverage": None,
    }


def test_readers_see_a_round_from_its_release_to_its_withdrawal(database: Path, file: Path) -> None:
    add(file, "r-seen", database=database)
    shown = ("figure", "dropout-reasons", "--round", "r-seen", "--as", "viewer")
    assert "r-seen" not in states(database, "--as", "viewer")
    assert balint(*shown, database=database).exit_code == 1
    assert balint("release", "r-seen", database=database).exit_code == 0
    assert states(database, "--as", "viewer")["r-seen"] == "released"
    seen = json.loads(balint(*shown, database=database).stdout)
    assert seen["n"] == {"leaders": 12, "ranked": 12}
    latest = json.loads(balint("figure", "dropout-reasons", database=database).stdout)
    assert [each["id"] for each in latest["rounds"]] == ["r-seen"]
    assert balint("withdraw", "r-seen", database=database).exit_code == 0
    assert states(database)["r-seen"] == "withdrawn"
    assert balint(*shown, database=database).exit_code == 1


def test_few_people_are_hidden_with_a_mark(database: Path, file: Path) -> None:
    file.write_text(leaders(9), "utf-8")
    add(file, "r-few", database=database)
    assert balint("release", "r-few", database=database).exit_code == 0
    words = ("figure", "dropout-rate", "--round", "r-few")
    (hidden,) = json.loads(balint(*words, "--as", "viewer", database=database).stdout)["rows"]
    assert (hidden["rate"], hidden["rate_mark"]) == (None, "hidden")
    for audience in ("leader", "board"):
        (row,) = json.loads(balint(*words, "--as", audience, database=database).stdout)["rows"]
        assert 0 < row["rate"] < 1
    assert balint("withdraw", "r-few", database=database).exit_code == 0


@pytest.mark.parametrize("kind", ["csv", "excel-csv", "xlsx"])
def test_export_in_each_format_holds_the_same_answers(
    database: Path, file: Path, kind: str, tmp_path: Path
) -> None:
    add(file, "r-formats", database=database)
    exported = tmp_path / f"export.{kind.removeprefix('excel-')}"
    words = ("export", "r-formats", "--format", kind, "-o", str(exported))
    assert balint(*words, database=database).exit_code == 0
    told = check(exported, "--round", "r-formats", database=database)
    assert told["plan"] == {"new": 0, "changed": 0, "unchanged": 12, "refused": 0}


def test_export_as_json_has_a_value_for_each_field(database: Path, file: Path) -> None:
    add(file, "r-json", database=database)
    rows = json.loads(balint("export", "r-json", "--format", "json", database=database).stdout)
    header = file.read_text("utf-8").splitlines()[0].split(",")
    assert len(rows) == 12
    assert all(list(row) == header for row in rows)


def test_removing_demo_rounds_leaves_published_and_own(tmp_path: Path) -> None:
    database = tmp_path / "balint.duckdb"
    assert balint("init", database=database).exit_code == 0
    assert balint("remove-demo", database=database).exit_code == 0
    found = as_json("rounds", database=database)
    assert {each["provenance"] for each in found} == {"published"}
    empty = json.loads(balint("figure", "groups-by-region", database=database).stdout)
    assert (empty["rounds"], empty["rows"], empty["provenance"]) == ([], [], "none")


def test_told_plan_says_how_the_file_was_read(database: Path, file: Path) -> None:
    write(
        file,
        "Kongress 2027",
        "Kod;År som ledare;Skonummer",
        "L1;7,5;43",
        "L2;8;44",
        "Medelvärde;7,8;",
    )
    done = balint("check", str(file), "--form", "congress", "--lang", "en", database=database)
    assert done.exit_code == 0
    for line in (
        "Years leading: Numbers were read so. (7,5 → 7.5)",
        "Above the headers, and no answers: Kongress 2027",
        "Below the answers, and none of them: Medelvärde 7,8",
        "Columns that nothing is read from: Skonummer.",
        "The file can be stored.",
    ):
        assert line in done.stdout


@pytest.mark.parametrize("round_id", ["Stor", "a_b", "r/x", "-a", "å"])
def test_round_id_that_no_address_carries_is_refused(
    database: Path, file: Path, round_id: str
) -> None:
    words = ("add", str(file), "--form", "congress", "--round", round_id, *TITLES)
    done = balint(*words, database=database)
    assert done.exit_code == 1
    assert round_id in done.stderr
    assert round_id not in states(database)


def test_round_id_may_begin_with_its_year(database: Path, file: Path) -> None:
    assert add(file, "2027-congress", database=database)["new"] == 12


@pytest.mark.parametrize("verb", ["release", "withdraw"])
def test_rounds_that_ship_stay_as_they_are(database: Path, verb: str) -> None:
    done = balint(verb, "demo-congress-a", "--lang", "en", database=database)
    assert done.exit_code == 1
    assert "ships with the app" in done.stderr
