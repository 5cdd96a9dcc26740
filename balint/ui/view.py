"""What does every page need to draw itself: the store, the words, the reader's theme?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

import pyarrow as pa
import streamlit as st
from duckdb import DuckDBPyConnection as Cursor

from balint.access import Person
from balint.disclosure import AUDIENCES, VIEWER
from balint.figures import Figure, draw
from balint.figures.look import DARK, LIGHT, LOOKS, Look
from balint.figures.pictures import page_spec
from balint.figures.tables import holds_numbers, shown_columns, shown_table
from balint.forgetting import forget_when_erased
from balint.rounds import Round, known_rounds
from balint.store import Store, process_store, today_in_sweden
from balint.ui.identity import current_person
from balint.ui.texts import as_text
from balint.words import Words, words_in

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class View:
    """One reader's run of one page."""

    store: Store
    say: Words
    look: Look
    person: Person

    def cursor(self) -> Cursor:
        """Give this run its own cursor."""
        return self.store.cursor()

    def rounds(self, form: str) -> list[Round]:
        """List the rounds with a form."""
        return [found for found in self.every_round() if found.form == form]

    def every_round(self) -> list[Round]:
        """List all rounds that the reader may know of."""
        return known_rounds(self.store, self.person.audience)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, finished for one language and look."""

    figure: Figure
    spec: dict[str, object] | None
    table: pa.Table
    """The rows as a person reads them, in Markdown that shows each as it is."""
    numbers: tuple[int, ...]
    """Which columns of the table hold numbers, the first being 1."""


def current_view() -> View:
    """Give the view of this run; the entry script has chosen the language."""
    language = st.session_state.get("lang", "sv")
    dark = st.context.theme.type == "dark"
    return View(process_store(), words_in(language), DARK if dark else LIGHT, current_person())


def drawn(
    view: View,
    figure_id: str,
    round_ids: tuple[str, ...],
    options: tuple[tuple[str, str], ...] = (),
) -> Drawn:
    """Give a figure from the cache, where one stands for each data version and day."""
    return _drawn(
        view.store,
        view.store.data_version,
        figure_id,
        round_ids,
        options,
        view.say.language,
        view.look.name,
        view.person.audience.name,
        today_in_sweden(),
    )


def finished(figure: Figure, look: Look) -> Drawn:
    """Finish a figure for a page in one look."""
    spec = page_spec(figure, look) if figure.chart else None
    columns = enumerate(shown_columns(figure).values(), start=1)
    numbers = tuple(place for place, column in columns if holds_numbers(figure, column))
    rows = [{name: as_text(text) for name, text in row.items()} for row in shown_table(figure)]
    return Drawn(figure, spec, pa.Table.from_pylist(rows), numbers)


def drawn_for_readers(
    view: View,
    figure_id: str,
    round_ids: tuple[str, ...],
    options: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """Give a figure as everybody sees it.

    Raises: UnknownRound: readers do not see a round; OnlyForTheBoard: nor what is chosen.
    """
    shown = (figure_id, round_ids, options, view.say.language, view.look.name, VIEWER.name)
    return _drawn(view.store, view.store.data_version, *shown, today_in_sweden()).figure


def kept(most: int) -> Callable[[Callable[Asked, Found]], Callable[Asked, Found]]:
    """Keep what a function answered last, for all sessions, until answers are erased.

    What is kept is never changed: it is handed out as it is. Streamlit's own cache does the same,
    at a hundred times the price of a look-up.
    """

    def keep(find: Callable[Asked, Found]) -> Callable[Asked, Found]:
        cached = lru_cache(maxsize=most)(find)
        forget_when_erased(cached, lambda found: found.cache_clear())
        return cast(Callable[Asked, Found], cached)

    return keep


class Shelf(dict[str, Found]):
    """What one session keeps ready, by what it rests on."""


def shelf(name: str) -> Shelf[Any]:
    """Give the shelf of this session with a name; it is emptied when answers are erased."""
    if name not in st.session_state:
        st.session_state[name] = forget_when_erased(Shelf(), Shelf.clear)
    found: Shelf[Any] = st.session_state[name]
    return found


@kept(400)
def _drawn(
    store: Store,
    data_version: int,
    figure_id: str,
    round_ids: tuple[str, ...],
    options: tuple[tuple[str, str], ...],
    language: str,
    look: str,
    audience: str,
    today: dt.date,
) -> Drawn:
    seen_by = AUDIENCES[audience]
    figure = draw(store, figure_id, round_ids, language, dict(options), seen_by, today=today)
    return finished(figure, LOOKS[look])
