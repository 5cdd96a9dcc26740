"""Is every way of writing a date read, and asked about where it may mean two days?"""

from __future__ import annotations

import pytest

from tests.intake.files import GROUPS, INVENTORY, as_csv, codes, given, read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-31", "2025-03-31"),
        ("20250331", "2025-03-31"),
        ("31/3/2025", "2025-03-31"),
        ("31/3 2025", "2025-03-31"),
        ("3/31/2025", "2025-03-31"),
        ("5.6.2025", "2025-06-05"),
        ("31 mars 2025", "2025-03-31"),
        ("March 31, 2025", "2025-03-31"),
        ("den 1:a maj 2025", "2025-05-01"),
        ("2025-03-31 14:00:09", "2025-03-31"),
    ],
)
def test_date_is_read_however_it_is_written(text: str, day: str) -> None:
    data = as_csv(INVENTORY, GROUPS[:1], cells={(0, "confirmed_on"): text})
    assert given(read(INVENTORY, data), 1, "confirmed_on") == day


def test_order_of_day_and_month_is_asked_once() -> None:
    cells = {(0, "confirmed_on"): "05/06/2024", (1, "confirmed_on"): "07/08/2024"}
    data = as_csv(INVENTORY, GROUPS, cells=cells)
    assert codes(read(INVENTORY, data)) == [("date_order", "L2")]
    plan = read(INVENTORY, data, answers={"date_order": "day_first"})
    assert [given(plan, row, "confirmed_on") for row in (1, 2)] == ["2024-06-05", "2024-08-07"]


def test_one_certain_date_settles_the_order() -> None:
    cells = {(0, "confirmed_on"): "05/06/2024", (1, "confirmed_on"): "25/08/2024"}
    plan = read(INVENTORY, as_csv(INVENTORY, GROUPS, cells=cells))
    assert given(plan, 1, "confirmed_on") == "2024-06-05"


def test_year_of_two_digits_is_refused() -> None:
    data = as_csv(INVENTORY, GROUPS, cells={(0, "confirmed_on"): "31/3 25"})
    assert codes(read(INVENTORY, data)) == [("not_a_date", "L2")]


def test_serial_in_a_text_file_is_asked_about() -> None:
    data = as_csv(INVENTORY, GROUPS, cells={(0, "confirmed_on"): "45747"})
    assert codes(read(INVENTORY, data)) == [("date_epoch", "L2")]
    plan = read(INVENTORY, data, answers={"date_epoch": "1900"})
    assert given(plan, 1, "confirmed_on") == "2025-03-31"
