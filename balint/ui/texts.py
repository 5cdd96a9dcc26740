"""How is what people have written shown as they wrote it, and never as markup?"""

from __future__ import annotations

import re

from balint.words import NO_BREAK, unbroken

MARKS = re.compile(r"[!-/:-@\[-`{-~]")
"""Every character that Markdown may take for something else."""
ADDRESS = re.compile(r"https?(?=://)|www(?=\.)", re.IGNORECASE)
"""Where an address begins that becomes a link even if its marks mean nothing."""
SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Spaces that may break a line; those within “15 %” may not, and stay."""


def as_text(written: str) -> str:
    """Give the Markdown that shows a text as it is: no emphasis, no picture, no link elsewhere."""
    kept = unbroken(SPACES.sub(" ", written).strip())
    apart = ADDRESS.sub(rf"\g<0>{NO_BREAK}", kept)
    return MARKS.sub(r"\\\g<0>", apart)
