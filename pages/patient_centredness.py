"""How patient-centred the instrument of Study II classes physicians."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.filters import choose_round
from balint.ui.view import current_view


def main() -> None:
    """Show the roles and the classes of one round."""
    view = current_view()
    st.title(view.say("Patient-centredness"))
    st.markdown(
        view.say(
            "Study II asked three open questions and offered 28 roles to choose among. Both "
            "parts class a physician as patient-centred, not patient-centred or in between."
        )
    )
    rounds = choose_round(view, "role-choices", key="study2")
    left, right = st.columns([6, 5])
    with left:
        figure_card(view, "role-choices", rounds)
    with right:
        figure_card(view, "class-difference", rounds)
        figure_card(view, "class-table", rounds)
        figure_card(view, "class-agreement", rounds)


main()
