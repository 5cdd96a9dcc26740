"""How does a reader get from a number to the figure that says more, with its rounds chosen?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from balint.figures import DEFINITIONS, definition
from balint.figures.comparing import chosen_on_page
from balint.ui.scrolling import scroll_to

ASKED = "figure"
"""What the address calls the figure that its page is to be scrolled to."""


def figure_link(subject: str, label: str, figure_id: str = "", rounds: Sequence[str] = ()) -> None:
    """Link to a page, and on it to a figure and the rounds that it is drawn from."""
    st.page_link(
        st.session_state["pages"][subject],
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params=_asked(figure_id, rounds),
    )


def _asked(figure_id: str, rounds: Sequence[str]) -> dict[str, str]:
    if not figure_id:
        return {}
    return {ASKED: figure_id, **chosen_on_page(definition(figure_id), rounds)}


def scroll_to_asked_figure() -> None:
    """Scroll to the figure that a link named, once; the address then forgets it."""
    asked = st.query_params.get(ASKED)
    if asked in DEFINITIONS:
        del st.query_params[ASKED]
        scroll_to(f'[class*="st-key-figure-"]:has(#{asked})')
