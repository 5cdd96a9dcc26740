"""What does every page need to draw itself: the store, the words, the reader's theme?"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from duckdb import DuckDBPyConnection as Cursor

from balint.figures import Figure, draw
from balint.figures.faces import page_spec, shown_table
from balint.figures.look import DARK, LIGHT, Look
from balint.rounds import Round, list_rounds
from balint.store import Store, process_store
from balint.words import Words, words_in


@dataclass(frozen=True, slots=True)
class View:
    """One reader's run of one page."""

    store: Store
    say: Words
    look: Look

    def cursor(self) -> Cursor:
        """Give this run its own cursor."""
        return self.store.cursor()

    def rounds(self, form: str) -> list[Round]:
        """List the rounds with a form."""
        return [found for found in self.every_round() if found.form == form]

    def every_round(self) -> list[Round]:
        """List all rounds."""
        return _rounds(self.store.data_version)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, finished for one language and look."""

    figure: Figure
    spec: dict[str, object] | None
    table: list[dict[str, str]]


def current_view() -> View:
    """Give the view of this run; the entry script has chosen the language."""
    language = st.session_state.get("lang", "sv")
    dark = st.context.theme.type == "dark"
    return View(process_store(), words_in(language), DARK if dark else LIGHT)


def drawn(
    view: View,
    figure_id: str,
    round_ids: tuple[str, ...],
    options: tuple[tuple[str, str], ...] = (),
) -> Drawn:
    """Give a figure from the cache, where one stands for each data version."""
    version, language = view.store.data_version, view.say.language
    return _drawn(version, figure_id, round_ids, options, language, view.look.name)


# Shared by all sessions and never changed: what is cached is handed out as it is.
@st.cache_resource(max_entries=400, show_spinner=False)
def _drawn(
    data_version: int,
    figure_id: str,
    round_ids: tuple[str, ...],
    options: tuple[tuple[str, str], ...],
    language: str,
    look: str,
) -> Drawn:
    figure = draw(process_store(), figure_id, round_ids, language, dict(options))
    chosen = DARK if look == "dark" else LIGHT
    spec = page_spec(figure, chosen) if figure.chart else None
    return Drawn(figure, spec, shown_table(figure))


@st.cache_resource(max_entries=4, show_spinner=False)
def _rounds(data_version: int) -> list[Round]:
    return list_rounds(process_store().cursor())
