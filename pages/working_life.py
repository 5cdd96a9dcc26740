"""Whether members of Balint groups rate their working life differently."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.view import current_view


def main() -> None:
    """Show Study I as far as it is printed."""
    view = current_view()
    st.title(view.say("Working life"))
    st.markdown(
        view.say(
            "Study I asked members of Balint groups and a reference group how they see their "
            "work, in 49 questions of eight categories."
        )
    )
    figure_card(view, "study1-published")


main()
