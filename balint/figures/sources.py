"""How does a figure cite what it was drawn from?"""

from __future__ import annotations

from balint.figures.model import Ask
from balint.words import Words


def round_source(ask: Ask) -> str:
    """Cite the rounds a figure was drawn from."""
    titles = ask.say.join(found.title(ask.say.language) for found in ask.rounds)
    return ask.say("Answers sent to the round: {titles}", titles=titles)


def thesis(say: Words, page: str, table: str) -> str:
    """Cite a table of the thesis."""
    return say("Kjeldmand 2006, p. {page}, {table}.", page=page, table=table)


def origin(ask: Ask, page: str, table: str) -> str:
    """Cite the table of the thesis that a printed round rests on, else the round itself."""
    if ask.round.provenance == "published":
        return thesis(ask.say, page, table)
    return round_source(ask)
