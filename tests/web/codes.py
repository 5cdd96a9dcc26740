"""Reads codes as a phone does."""

from __future__ import annotations

import io

import vl_convert
import zxingcpp
from PIL import Image


def read_png(picture: bytes) -> list[str]:
    """Read every code in a PNG."""
    return read(Image.open(io.BytesIO(picture)))


def read_svg(picture: bytes | str, scale: float = 8) -> list[str]:
    """Read every code in an SVG, drawn large."""
    text = picture if isinstance(picture, str) else picture.decode()
    return read_png(vl_convert.svg_to_png(text, scale=scale))


def read(image: Image.Image) -> list[str]:
    """Read every code in a picture."""
    found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found]
