"""Where the Balint groups are, for whom, and how they meet."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.filters import choose_round
from balint.ui.view import current_view


def main() -> None:
    """Show one inventory, then what is printed about groups over time and of other kinds."""
    view = current_view()
    st.title(view.say("Groups"))
    st.markdown(
        view.say(
            "Where there are groups and where there are none, for whom they are, and whether "
            "they keep the frames that the method builds on."
        )
    )
    rounds = choose_round(view, "groups-by-region", key="inventory")
    left, right = st.columns([5, 6])
    with left:
        figure_card(view, "groups-by-region", rounds)
    with right:
        figure_card(view, "groups-by-kind", rounds)
        figure_card(view, "groups-participation", rounds)
        figure_card(view, "group-frames", rounds)
    st.header(view.say("In print"), anchor="print")
    left, right = st.columns(2)
    with left:
        figure_card(view, "groups-over-time")
    with right:
        figure_card(view, "group-types")


main()
