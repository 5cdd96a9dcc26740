"""How does what stands on paper become a PDF?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typst

FONTS = ("Source Sans 3", "DejaVu Sans", "Libertinus Serif")
"""The first that is there is used; the last comes with Typst."""


def typeset(template: str, page: Mapping[str, object]) -> bytes:
    """Set a template of this folder, tagged for screen readers (PDF/UA-1).

    Takes: `page`, all words and numbers, which the template reads as JSON.
    Returns: the same bytes for the same page and the same fonts.
    """
    shown = {**page, "fonts": FONTS}
    return typst.compile(
        str(Path(__file__).with_name(template)),
        sys_inputs={"page": json.dumps(shown, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
