"""Why members leave, as their leaders see it."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.filters import choose_round
from balint.ui.view import current_view


def main() -> None:
    """Show what is printed, then one congress round."""
    view = current_view()
    st.title(view.say("Dropouts"))
    st.markdown(
        view.say(
            "Leaders rank why they think that members leave. They seldom ask those who left, so "
            "the reasons are assumptions."
        )
    )
    rounds = choose_round(view, "dropout-reasons", key="congress")
    left, right = st.columns(2)
    with left:
        figure_card(view, "dropout-reasons", rounds)
        figure_card(view, "dropout-rate", rounds)
    with right:
        figure_card(view, "dropout-reasons-2005")


main()
