"""Is every day that somebody reads the day that it is in Sweden, wherever the app runs?"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import closing
from pathlib import Path

import pytest

from balint.access import LOCAL_BOARD
from balint.erasure import erase_answers, purge_files
from balint.figures import draw
from balint.forms import load_form
from balint.intake import plan_file
from balint.rights import retention_of
from balint.rounds import find_round
from balint.store import today_in_sweden
from tests.figures.own_rounds import add_round, leader
from tests.intake.files import as_csv
from tests.stores import new_store

INVENTORY = load_form("inventory")
ROOT = Path(__file__).parent.parent
LATE = dt.datetime(2027, 7, 1, 22, 30)  # noqa: DTZ001 - UTC, as the database keeps it
SECOND = dt.date(2027, 7, 2)  # half past midnight, summer time


def test_day_is_swedens_when_utc_has_the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balint.store.utc_now", lambda: LATE)
    assert today_in_sweden() == SECOND
    monkeypatch.setattr("balint.store.utc_now", lambda: LATE.replace(month=1))
    assert today_in_sweden() == dt.date(2027, 1, 1)


def test_what_is_done_after_midnight_is_shown_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("store", "rounds", "releases", "erasure"):
        monkeypatch.setattr(f"balint.{module}.utc_now", lambda: LATE)
    with closing(new_store(without_demo=True)) as store:
        stated = {"region": "01", "status": "active", "confirmed_on": dt.date(2027, 6, 1)}
        add_round(store, "inventering", "inventory", [stated] * 3)
        assert store.changed_on == SECOND
        assert "2 juli 2027" in draw(store, "groups-confirmed").subtitle

        add_round(store, "kongress", "congress", [leader(1, 2, 3, 4, 5, 6, 7)] * 12)
        kept = retention_of(store.cursor(), find_round(store.cursor(), "kongress"))
        assert (kept.keep_until.month, kept.keep_until.day) == (7, 2)

        purge_files(store, "kongress", by=LOCAL_BOARD)
        erase_answers(store, "kongress", by=LOCAL_BOARD)
        assert "2 juli 2027" in str(draw(store, "dropout-reasons", ["kongress"]).notes)


@pytest.mark.parametrize(("day", "accepted"), [(2, True), (3, False)])
def test_future_begins_after_today_in_sweden(
    monkeypatch: pytest.MonkeyPatch, day: int, accepted: bool
) -> None:
    monkeypatch.setattr("balint.store.utc_now", lambda: LATE)
    group = {"group_code": "G1", "region": "01", "status": "active"}
    data = as_csv(INVENTORY, [{**group, "confirmed_on": f"2027-07-0{day}"}])
    with closing(new_store(without_demo=True)) as store:
        plan = plan_file(store.cursor(), INVENTORY, None, "a.csv", data, language="en")
    assert plan.accepted is accepted


def test_no_day_is_read_off_a_moment_in_utc() -> None:
    off = re.compile(r"utc_now\(\)\.date|(_at|_at\"\]|_erased|_purged)\.date\(|\.today\(\)")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(ROOT.glob("balint/**/*.py"))
        for line in path.read_text("utf-8").splitlines()
        if off.search(line)
    ]
    assert found == []
