"""How is what people have written shown as they wrote it, and never as markup?"""

from __future__ import annotations

import re

MARKS = re.compile(r"[!-/:-@\[-`{-~]")
"""Every character that Markdown may take for something else."""
ADDRESS = re.compile(r"https?(?=://)|www(?=\.)", re.IGNORECASE)
"""Where an address begins that becomes a link even if its marks mean nothing."""
NO_BREAK = "\u2060"
SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Spaces that may break a line; those within “15 %” may not, and stay."""


def as_text(written: str) -> str:
    """Give the Markdown that shows a text as it is: no emphasis, no picture, no link elsewhere."""
    apart = ADDRESS.sub(rf"\g<0>{NO_BREAK}", SPACES.sub(" ", written).strip())
    return MARKS.sub(r"\\\g<0>", apart)
