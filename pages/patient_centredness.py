"""How patient-centred the instrument of Study II classes physicians."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import change_cards, figure_columns, round_heading, rounds_card
from balint.ui.filters import choose_rounds, of_same_kind
from balint.ui.view import current_view


def main() -> None:
    """Show the roles and the classes of one or more rounds, then the rounds in a row."""
    view = current_view()
    say = view.say
    st.title(say("Patient-centredness"))
    st.markdown(
        say(
            "Study II asked three open questions and offered 28 roles to choose among. Both "
            "parts class a physician as patient-centred, not patient-centred or in between."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rounds = choose_rounds(view, "role-choices", key="study2")
    change_cards(view, rounds, "patient-centred-change")
    round_heading(view, rounds)
    figure_columns(
        view,
        rounds,
        left=[("role-choices", {})],
        right=[("class-difference", {}), ("class-table", {}), ("class-agreement", {})],
    )
    same_kind = of_same_kind(view, "patient-centred-over-rounds", rounds)
    rounds_card(view, "patient-centred-over-rounds", same_kind)


main()
