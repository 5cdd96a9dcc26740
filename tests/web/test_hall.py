"""Is the reckoning for the last row the one that docs/presenting.md states?"""

from __future__ import annotations

from math import isclose, pi
from pathlib import Path

from balint.web.hall import camera_pixels, least_code, least_type

DOCS = Path(__file__).parents[2] / "docs" / "presenting.md"


def test_smallest_type_has_capitals_of_ten_minutes_of_arc() -> None:
    capital = 20 * (10 / 60) * pi / 180  # for so small an angle the arc is the height
    assert isclose(least_type(), 100 * capital / 0.7 / 4, rel_tol=1e-4)


def test_camera_sees_the_screen_as_wide_as_a_lens_of_26_mm_makes_it() -> None:
    seen = 20 * 36 / 26  # a frame of film, as far away as the screen
    assert isclose(camera_pixels(4), 4032 * 4 / seen, rel_tol=1e-3)


def test_docs_state_the_sizes_that_are_used() -> None:
    text = DOCS.read_text("utf-8")
    for said in (f"{least_type():.2f} u", f"{least_code():.1f} u", f"{camera_pixels(4):.0f} px"):
        assert said in text
