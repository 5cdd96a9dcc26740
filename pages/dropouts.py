"""Why members leave, as their leaders see it."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import (
    change_cards,
    figure_columns,
    printed_cards,
    round_heading,
    rounds_card,
)
from balint.ui.filters import choose_option, choose_rounds, of_same_kind
from balint.ui.view import current_view


def main() -> None:
    """Show one or more congress rounds, then what is printed and the rounds in a row."""
    view = current_view()
    say = view.say
    st.title(say("Dropouts"))
    st.markdown(
        say(
            "Leaders rank why they think that members leave. They seldom ask those who left, so "
            "the reasons are assumptions."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rounds = choose_rounds(view, "dropout-reasons", key="congress")
        split = choose_option(view, "dropout-reasons", "split", key="split")
    change_cards(view, rounds, "dropout-rate-change", "dropout-reasons-change")
    round_heading(view, rounds)
    figure_columns(
        view,
        rounds,
        left=[("dropout-reasons", {"split": split}), ("dropout-rate", {"split": split})],
        right=[("dropout-positions", {}), ("dropout-agreement", {})],
    )
    same_kind = of_same_kind(view, "dropout-reasons-over-rounds", rounds)
    rounds_card(view, "dropout-reasons-over-rounds", same_kind)
    printed_cards(view, "dropout-reasons-2005")


main()
