"""How is an address written as a code that a phone reads?"""

from __future__ import annotations

import functools
import io
from typing import Any

import segno

QUIET = 4
"""Width of the light frame around a code, in modules; readers need it."""
PNG_MODULE = 16
"""Width of a module in a saved picture, px: enough for a poster."""
LOOK: dict[str, Any] = {"border": QUIET, "dark": "#000", "light": "#fff"}


@functools.lru_cache(maxsize=200)
def code_svg(address: str) -> bytes:
    """Write the code of an address as a picture of any size."""
    picture = io.BytesIO()
    _code(address).save(picture, kind="svg", omitsize=True, svgclass=None, lineclass=None, **LOOK)
    return picture.getvalue()


@functools.lru_cache(maxsize=50)
def code_png(address: str) -> bytes:
    """Write the code of an address as a PNG."""
    picture = io.BytesIO()
    _code(address).save(picture, kind="png", scale=PNG_MODULE, **LOOK)
    return picture.getvalue()


def modules(address: str) -> int:
    """Count the modules across the code of an address, its frame included."""
    return int(_code(address).symbol_size(border=QUIET)[0])


def _code(address: str) -> segno.QRCode:
    # Nothing soils what is projected: the least correction leaves the largest modules.
    return segno.make_qr(address, error="l")
