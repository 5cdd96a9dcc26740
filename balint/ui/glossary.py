"""What do the words on the pages mean?"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from balint.glossary import Term, terms
from balint.ui.view import View


def glossary_list(view: View) -> None:
    """List every word in the reader's language and alphabet."""
    term_list(terms(view.say.language))


def term_list(found: Iterable[Term]) -> None:
    """List some words, each with its meaning."""
    st.markdown("\n".join(f"- **{term.word}** – {term.meaning}" for term in found))
