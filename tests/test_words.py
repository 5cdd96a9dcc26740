"""Is a text shown with what belongs together on one line?"""

from __future__ import annotations

import pytest

from balint.words import NO_BREAK, NO_BREAK_SPACE, unbroken


@pytest.mark.parametrize(
    "text",
    [
        "n = 5",
        "95 %-intervall",
        "2 000",
        "s. 38",
        "pp. 32–33",
        "1960-talet",
        "99,8-procentsgränsen",
        "ST-läkare",
        "FQ-grupper",
        "co-operation",
    ],
)
def test_no_line_ends_within_what_belongs_together(text: str) -> None:
    shown = unbroken(text)
    assert shown.replace(NO_BREAK_SPACE, " ").replace(NO_BREAK, "") == text
    assert " " not in shown
    for dash in "-–":
        assert shown.count(dash) == shown.count(f"{NO_BREAK}{dash}{NO_BREAK}")


@pytest.mark.parametrize(
    "text",
    [
        "https://balint-grupper.se/f/groups-by-region?round=congress-2030-b",
        "/s/AB-cd_30-x",
        "en till två",
        "till- och avgång",
    ],
)
def test_other_texts_and_addresses_stay_as_they_are(text: str) -> None:
    assert unbroken(text) == text
