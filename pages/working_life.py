"""Whether members of Balint groups rate their working life differently."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import change_cards, figure_columns, printed_cards, round_heading
from balint.ui.filters import choose_option, choose_rounds
from balint.ui.view import current_view


def main() -> None:
    """Show one or more Study I rounds, from the whole to the parts, beside what is printed."""
    view = current_view()
    say = view.say
    st.title(say("Working life"))
    st.markdown(
        say(
            "Study I asked members of Balint groups and a reference group how they see their "
            "work, in 49 questions in eight categories."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rounds = choose_rounds(view, "study1-effects", key="study1")
        limit = choose_option(view, "study1-experience", "limit", key="limit")
        category = choose_option(view, "study1-items", "category", key="category")
    change_cards(view, rounds, "study1-change")
    round_heading(view, rounds)
    figure_columns(
        view,
        rounds,
        left=[
            ("study1-effects", {}),
            ("study1-experience", {"limit": limit}),
            ("reference-fit", {}),
            ("study1-reliability", {}),
        ],
        right=[("study1-estimation", {}), ("study1-items", {"category": category})],
    )
    printed_cards(view, "study1-published")


main()
