"""What does not work for everybody yet, whose is it, and what helps until it does?"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass

from balint.store import ROOT
from balint.words import Words

SOURCE = ROOT / "data" / "reference" / "accessibility.csv"
EVERY_PAGE = "every"


@dataclass(frozen=True, slots=True)
class Barrier:
    """One thing that stands in somebody's way."""

    rule: str
    """Its name: that of axe-core's rule, or one of ours."""
    found_by: str
    """"axe" or "own"."""
    criterion: str
    """The success criterion of WCAG 2.2 that it touches."""
    pages: tuple[str, ...]
    """The pages that have it, or only EVERY_PAGE."""
    whose: str
    """The library that makes it."""
    selector: str
    """What it is about in a page; one of ours is there as long as this finds something."""
    meaning: str
    """What it means for a reader."""
    remedy: str


@functools.cache
def barriers(language: str) -> tuple[Barrier, ...]:
    """List what is known, in one language; tests/browser/test_accessibility.py finds it anew."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Barrier(
                rule=row["rule"],
                found_by=row["found_by"],
                criterion=row["criterion"],
                pages=tuple(row["pages"].split()),
                whose=row["whose"],
                selector=row["selector"],
                meaning=row[f"meaning_{language}"],
                remedy=row[f"remedy_{language}"],
            )
            for row in csv.DictReader(file)
        )


def owner_words(say: Words) -> dict[str, str]:
    """Say whose each thing is that stands in the way."""
    return {
        "streamlit": say("Streamlit, which draws the pages"),
        "vega": say("Vega, which draws the charts"),
    }
