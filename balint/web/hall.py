"""How large must letters and codes be, to be read from the last row of a hall?

Lengths are in metres, except what a screen shows: that is in u, hundredths of its width, since a
page does not know how large it is projected. docs/presenting.md explains each number.
"""

from __future__ import annotations

from math import radians, tan

ROW = 20.0
"""From the screen to the last row."""
SCREEN = 4.0
"""Width of the picture, whose height is nine sixteenths of that."""

LETTER_MINUTES = 10
"""Angle of a capital letter, in minutes of arc: twice the 5 that good eyes just make out."""
CAPITAL = 0.7
"""Height of a capital letter beside the size of its type."""

CAMERA_PIXELS = 4032
"""Across the picture of a phone with 12 megapixels."""
CAMERA_ANGLE = 69.4
"""What such a phone sees across without zoom, in degrees: a lens of 26 mm on film of 36 mm."""
MODULE_PIXELS = 2.5
"""What a reader of codes needs for each module, since they never fall on the camera's own."""
MODULES = 53
"""Across the largest code that the reckoning holds for: version 7, and its quiet zone of 4."""


def camera_pixels(metres: float) -> float:
    """Count the pixels of a camera in the last row that fall on a length of the screen."""
    seen = 2 * ROW * tan(radians(CAMERA_ANGLE / 2))
    return metres * CAMERA_PIXELS / seen


def least_type() -> float:
    """Give the size of the smallest type that is read in the last row, in u."""
    capital = ROW * tan(radians(LETTER_MINUTES / 60))
    return 100 * capital / CAPITAL / SCREEN


def least_code() -> float:
    """Give the width of a code with its quiet zone, in u."""
    return 100 * MODULES * MODULE_PIXELS / camera_pixels(SCREEN)
