"""Which words of the subject need an explanation, and where does a text use one?"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass

from balint.store import ROOT
from balint.words import alphabetical

SOURCE = ROOT / "data" / "reference" / "glossary.csv"


@dataclass(frozen=True)
class Term:
    """One word in one language, with the ways in which a text may put it."""

    word: str
    meaning: str
    forms: tuple[str, ...]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match each form where a word begins, with what is left of that word."""
        forms = "|".join(r"\s".join(map(re.escape, form.split(" "))) for form in self.forms)
        return re.compile(rf"(?<!\w)(?:{forms})\w*", re.IGNORECASE)


@functools.cache
def terms(language: str) -> tuple[Term, ...]:
    """List all words of one language in the order of the alphabet."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        found = [
            Term(
                word[language],
                word[f"meaning_{language}"],
                tuple(word[f"forms_{language}"].split("|")) if word[f"forms_{language}"] else (),
            )
            for word in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda term: alphabetical(term.word)))


def terms_in(text: str, language: str) -> tuple[Term, ...]:
    """List the words that a text of a figure uses and that a reader may want explained."""
    return tuple(term for term in terms(language) if term.forms and term.pattern.search(text))
