"""Where the Balint groups are, for whom, and how they meet."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card, figure_columns
from balint.ui.filters import choose_rounds
from balint.ui.view import current_view


def main() -> None:
    """Show one or two inventories, then what is printed about groups over time and other kinds."""
    view = current_view()
    say = view.say
    st.title(say("Groups"))
    st.markdown(
        say(
            "Where there are groups and where there are none, for whom they are, and whether "
            "they keep the frames that the method builds on."
        )
    )
    with st.container(horizontal=True):
        rounds = choose_rounds(view, "groups-by-region", key="inventory")
    figure_columns(
        view,
        rounds,
        left=[("groups-by-region", {}), ("groups-funnel", {})],
        right=[("groups-by-kind", {}), ("groups-participation", {}), ("group-frames", {})],
    )
    st.header(say("In print"), anchor="print")
    left, right = st.columns(2)
    with left:
        figure_card(view, "groups-over-time")
    with right:
        figure_card(view, "group-types")


main()
