"""Which figures follow each other when they are shown large, and at which addresses?

`/present/<figure>` shows one figure; `figure=` names those of the whole show, in order, and
`round=` the rounds, of which each figure takes those that it can be drawn from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from balint import errors
from balint.figures import definition
from balint.public_address import query as written
from balint.web.addresses import MOST_ROUNDS

MOST_FIGURES = 50


@dataclass(frozen=True, slots=True)
class Show:
    """Some figures that follow each other, and the one that is shown now."""

    figure_id: str
    figure_ids: tuple[str, ...]
    """All of them in order; the one that is shown now stands once among them."""
    round_ids: tuple[str, ...]
    language: str

    @property
    def path(self) -> str:
        """Write the address of what is shown now."""
        several = self.figure_ids if len(self.figure_ids) > 1 else ()
        asked = written(figure=several, round=self.round_ids, lang=self.language)
        return f"/present/{self.figure_id}{asked}"

    @property
    def place(self) -> int:
        """Say the how-manieth figure is shown now, from 1."""
        return self.figure_ids.index(self.figure_id) + 1

    @property
    def before(self) -> Show | None:
        """Give the show at the figure before, None at the first."""
        return self._at(self.place - 2) if self.place > 1 else None

    @property
    def after(self) -> Show | None:
        """Give the show at the figure that follows, None at the last."""
        return self._at(self.place) if self.place < len(self.figure_ids) else None

    @property
    def passed(self) -> Show | None:
        """Give the show without this figure at the next one, or before; None of one alone."""
        beside = self.after or self.before
        if beside is None:
            return None
        left = tuple(each for each in self.figure_ids if each != self.figure_id)
        return replace(beside, figure_ids=left)

    @property
    def first(self) -> Show:
        """Give the show at its beginning."""
        return self._at(0)

    @property
    def last(self) -> Show:
        """Give the show at its end."""
        return self._at(-1)

    def spoken(self, language: str) -> Show:
        """Give the show in another language."""
        return replace(self, language=language)

    def _at(self, place: int) -> Show:
        return replace(self, figure_id=self.figure_ids[place])


def new_show(*figure_ids: str, round_ids: tuple[str, ...] = (), language: str) -> Show:
    """Begin a show with the first of some figures."""
    return Show(figure_ids[0], figure_ids, round_ids, language)


def read_show(figure_id: str, query: QueryParams, language: str) -> Show:
    """Understand an address below /present; a figure that its list does not name stands first.

    Raises: UnknownFigure, NotPublic: more figures or rounds were asked for than can be.
    """
    listed = tuple(dict.fromkeys(query.getlist("figure")))
    figures = listed if figure_id in listed else (figure_id, *listed)
    rounds = tuple(dict.fromkeys(query.getlist("round")))
    if len(figures) > MOST_FIGURES or len(rounds) > MOST_ROUNDS:
        raise errors.NotPublic(figure_id=figure_id)
    for each in figures:
        definition(each)
    return Show(figure_id, figures, rounds, language)
