"""Who did what, and when, for the board to read."""

from __future__ import annotations

import streamlit as st

from balint.access import Act
from balint.ui.identity import allowed
from balint.ui.log import log_list
from balint.ui.view import current_view


def main() -> None:
    """List what was done, the latest first."""
    view = current_view()
    say = view.say
    st.title(say("Log"))
    st.markdown(
        say(
            "Files, rounds, releases and links: who did what, when, and how many answers, "
            "figures, files or rounds it was about. Nothing here can be changed or removed, and "
            "no answers are in it."
        )
    )
    if not allowed(view.person, Act.GOVERN, say):
        return
    log_list(view)


main()
