"""Does the command line make, list and revoke links as the page does, and show the log?"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from balint.store import Store
from tests.commands.verbs import balint, leaders
from tests.figures.own_rounds import add_round, leader
from tools.running_app import RunningApp

ROUND = "kongress-2027"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Make a database with one open round."""
    path = tmp_path / "balint.duckdb"
    with closing(Store.open(path)) as store:
        add_round(store, ROUND, "congress", [leader(1, 2)] * 12, released=False)
    return path


def share(database: Path, *words: str) -> Result:
    """Make a link that shows one figure of the round."""
    return balint("share", ROUND, "--figure", "dropout-reasons", *words, database=database)


def listed(verb: str, database: Path) -> list[dict[str, Any]]:
    """Ask a verb for its list as data."""
    done = balint(verb, "--json", database=database)
    assert done.exit_code == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_share_prints_the_address_and_the_list_never_does(database: Path) -> None:
    done = share(database, "--label", "Tidningen", "--days", "7")
    assert done.exit_code == 0, done.stderr
    path = done.stdout.strip()
    assert path.startswith("/s/")
    assert "BALINT_PUBLIC_URL" in done.stderr

    (link,) = listed("links", database)
    today = dt.date.fromisoformat(link["made_at"][:10])
    assert (link["kind"], link["state"], link["label"]) == ("share", "open", "Tidningen")
    assert (link["rounds"], link["figures"]) == ([ROUND], ["dropout-reasons"])
    assert dt.timedelta(days=6) < dt.date.fromisoformat(link["expires_at"][:10]) - today
    assert link["last_opened_on"] is None
    token = path.rpartition("/")[2]
    for verb in ("links", "log"):
        for words in ((), ("--json",)):
            shown = balint(verb, *words, database=database).stdout
            assert link["id"] in shown
            assert token not in shown


def test_address_is_whole_where_the_app_knows_its_own(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example")
    done = balint("leader-link", ROUND, database=database)
    assert done.stdout.startswith("https://balint.example/lamna-in?link=")
    assert "BALINT_PUBLIC_URL" not in done.stderr


def test_revoked_link_stays_so(database: Path) -> None:
    share(database)
    (link,) = listed("links", database)
    assert balint("revoke", link["id"], database=database).exit_code == 0
    assert listed("links", database)[0]["state"] == "revoked"
    again = balint("revoke", link["id"], "--lang", "en", database=database)
    assert again.exit_code == 1
    assert "already revoked" in again.stderr


def test_restored_backup_opens_no_link_that_was_revoked_since(
    database: Path, tmp_path: Path
) -> None:
    share(database)
    balint("leader-link", ROUND, database=database)
    sends, shows = listed("links", database)
    copy = tmp_path / "copy.duckdb"
    assert balint("backup", str(copy), database=database).exit_code == 0
    balint("revoke", shows["id"], database=database)
    (revoked,) = [link for link in listed("links", database) if link["id"] == shows["id"]]
    assert balint("restore", str(copy), database=database).exit_code == 0
    assert listed("links", database) == [sends, revoked]


def test_log_says_that_it_was_the_board_at_the_command_line(database: Path) -> None:
    share(database)
    (link,) = listed("links", database)
    for words in (
        ("leader-link", ROUND),
        ("revoke", link["id"]),
        ("release", ROUND),
        ("withdraw", ROUND),
        ("remove-demo",),
    ):
        done = balint(*words, database=database)
        assert done.exit_code == 0, done.stderr
    found = listed("log", database)
    assert [entry["act"] for entry in found] == [
        "demo_removed",
        "withdraw",
        "release",
        "link_revoked",
        "link_made",
        "link_made",
    ]
    assert {entry["who"] for entry in found} == {"board (command line)"}
    lines = balint("log", "--lang", "en", database=database).stdout.splitlines()
    assert len(lines) == len(found)
    assert "Round released  12 answers" in lines[2]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("share", ROUND), 2, "--figure"),
        (("share", "no-such", "--figure", "dropout-rate"), 1, "no-such"),
        (("share", ROUND, "--figure", "pie"), 1, "pie"),
        (("share", ROUND, "--figure", "groups-by-region"), 1, "dropout-agreement"),
        (("share", ROUND, "--figure", "dropout-rate", "--days", "4000"), 1, "within a year"),
        (("share", ROUND, "--figure", "dropout-rate", "--days", "-1"), 1, "within a year"),
        (("leader-link", "no-such"), 1, "no-such"),
        (("leader-link", ROUND, "--days", "99999999999999"), 1, "within a year"),
        (("revoke", "no-such"), 1, "no-such"),
    ],
)
def test_mistake_is_a_sentence_and_a_code(
    database: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    done = balint(*words, "--lang", "en", database=database)
    assert done.exit_code == code
    assert says in done.stderr
    assert done.stdout == ""
    assert listed("links", database) == []


def test_few_answers_apart_are_confirmed(database: Path, tmp_path: Path) -> None:
    share(database)
    file = tmp_path / "more.csv"
    file.write_text(leaders(3), "utf-8")
    words = ("add", str(file), "--form", "congress", "--round", ROUND)
    assert balint(*words, database=database).exit_code == 0
    refused = share(database, "--lang", "en")
    assert refused.exit_code == 1
    assert "by 3 people" in refused.stderr
    assert len(listed("links", database)) == 1
    assert share(database, "--anyway").exit_code == 0


def test_links_are_not_made_beside_the_running_app(app_server: RunningApp) -> None:
    words = ("share", "demo-congress-a", "--figure", "dropout-rate", "--lang", "en")
    for asked in (words, ("leader-link", "x", "--lang", "en"), ("revoke", "x", "--lang", "en")):
        refused = balint(*asked, database=app_server.database)
        assert refused.exit_code == 2
        assert "Shared links" in refused.stderr
    assert balint("links", database=app_server.database).exit_code == 0
    assert balint("log", database=app_server.database).exit_code == 0
