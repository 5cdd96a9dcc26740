"""What does a person see when something breaks? A sentence, and a number to report."""

from __future__ import annotations

import streamlit as st

from balint.errors import BalintError
from balint.incidents import record
from balint.ui.texts import as_text
from balint.words import Words, words_in


def tell(error: Exception, say: Words) -> None:
    """Show a mistake that a person can mend as its sentence, anything else as an incident."""
    if isinstance(error, BalintError):
        written = {name: _as_text(value) for name, value in error.values.items()}
        st.error(say(error.message, **written), icon=":material/info:")
        return
    number = record(error)
    st.error(
        say(
            "Something went wrong here, and it is not your doing. Nothing you had stored is "
            "lost. Load the page again; if it happens again, tell the board the number {number}.",
            number=number,
        ),
        icon=":material/report:",
    )


def _as_text(value: object) -> object:
    return as_text(value) if isinstance(value, str) else value


def on_script_error(error: BaseException) -> bool:
    """Take over what escapes the entry script, so that no traceback reaches a page."""
    if isinstance(error, Exception):
        tell(error, words_in(st.query_params.get("lang", "sv")))
    return True
