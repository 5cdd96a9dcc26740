"""What is known about Swedish Balint groups, at a glance."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.headlines import changed_list, demo_row, headline_row, missing_list
from balint.ui.report import report_buttons
from balint.ui.share import show_button
from balint.ui.view import current_view


def main() -> None:
    """Show the few numbers that matter, what has changed, what is missing, and the figures."""
    view = current_view()
    st.title(view.say("Balint in figures"))
    st.markdown(
        view.say(
            "What is known about Swedish Balint groups: how many there are, why members leave, "
            "and what goes with taking part."
        )
    )
    with st.container(horizontal=True, key="overview_take_along"):
        report_buttons(view)
        show_button(view)
    headline_row(view)
    left, right = st.columns(2)
    with left:
        changed_list(view)
    with right:
        missing_list(view)
    st.header(view.say("Figures"), anchor="figures")
    left, right = st.columns(2)
    with left:
        figure_card(view, "groups-over-time")
        figure_card(view, "dropout-reasons-2005")
        figure_card(view, "study1-published")
    with right:
        figure_card(view, "timeline")
        figure_card(view, "patient-centred-over-rounds")
    demo_row(view)


main()
