"""How are the overview's numbers shown?"""

from __future__ import annotations

import streamlit as st

from balint.figures.headlines import Headline, headlines
from balint.store import process_store
from balint.ui.view import View


def headline_row(view: View) -> None:
    """Show each headline as a number, what it counts, its basis, and a way to its page."""
    found = _headlines(view.store.data_version, view.say.language)
    for column, headline in zip(st.columns(len(found)), found, strict=True):
        with column.container(border=True, height="stretch"):
            st.header(headline.value, anchor=False)
            st.markdown(headline.label)
            st.caption(headline.basis)
            st.page_link(
                st.session_state["pages"][headline.subject],
                label=view.say("See the figures"),
                icon=":material/arrow_forward:",
                icon_position="right",
            )


@st.cache_resource(max_entries=8, show_spinner=False)
def _headlines(data_version: int, language: str) -> list[Headline]:
    return headlines(process_store(), language)
