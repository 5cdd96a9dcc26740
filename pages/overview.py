"""What is known about Swedish Balint groups, at a glance."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.headlines import headline_row
from balint.ui.view import current_view


def main() -> None:
    """Show the few numbers that matter, each with a way to its page."""
    view = current_view()
    st.title(view.say("Balint in figures"))
    st.markdown(
        view.say(
            "What is known about Swedish Balint groups: how many there are, why members leave, "
            "and what taking part goes together with."
        )
    )
    headline_row(view)
    left, right = st.columns(2)
    with left:
        figure_card(view, "groups-over-time")
        figure_card(view, "study1-published")
    with right:
        figure_card(view, "dropout-reasons-2005")
        figure_card(view, "timeline")


main()
