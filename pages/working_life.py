"""Whether members of Balint groups rate their working life differently."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.filters import choose_round
from balint.ui.view import current_view


def main() -> None:
    """Show one Study I round, beside what is printed of the thesis' own."""
    view = current_view()
    st.title(view.say("Working life"))
    st.markdown(
        view.say(
            "Study I asked members of Balint groups and a reference group how they see their "
            "work, in 49 questions of eight categories."
        )
    )
    rounds = choose_round(view, "study1-effects", key="study1")
    left, right = st.columns(2)
    with left:
        figure_card(view, "study1-effects", rounds)
    with right:
        figure_card(view, "study1-published")


main()
