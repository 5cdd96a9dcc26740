"""From which released rounds are the overview's statements drawn?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from balint.disclosure import Audience
from balint.figures.catalogue import definition, draw, drawable_rounds
from balint.figures.model import Figure
from balint.rounds import Round, known_rounds
from balint.store import Store
from balint.words import Words

REAL = ("collected", "published")


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks for headlines, in whose words, and at rounds of which provenance."""

    store: Store
    say: Words
    audience: Audience
    provenances: Sequence[str] = REAL

    def rounds(self, figure_id: str) -> list[Round]:
        """List the released rounds that a figure can be drawn from, the latest collected first."""
        known = known_rounds(self.store, self.audience)
        return [
            found
            for found in drawable_rounds(definition(figure_id), known)
            if found.state == "released" and found.provenance in self.provenances
        ]

    def figure(self, figure_id: str, rounds: Sequence[Round] = ()) -> Figure | None:
        """Draw a figure from some rounds, else from the first that it can be drawn from."""
        chosen = rounds or self.rounds(figure_id)[:1]
        if not chosen:
            return None
        ids = [found.id for found in chosen]
        return draw(self.store, figure_id, ids, self.say.language, audience=self.audience)
