"""Why members leave, as their leaders see it."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.view import current_view


def main() -> None:
    """Show the ranked reasons."""
    view = current_view()
    st.title(view.say("Dropouts"))
    st.markdown(
        view.say(
            "Leaders rank why they think that members leave. They seldom ask those who left, so "
            "the reasons are assumptions."
        )
    )
    figure_card(view, "dropout-reasons-2005")


main()
