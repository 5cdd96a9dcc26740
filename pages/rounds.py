"""The board's list of rounds and files, and how they are taken back."""

from __future__ import annotations

import streamlit as st

from balint.access import Act
from balint.ui.identity import allowed
from balint.ui.record import demo_switch, rounds_list
from balint.ui.rounds import round_list
from balint.ui.view import current_view


def main() -> None:
    """Show the rounds of our own with their files, all rounds, and the demo switch."""
    view = current_view()
    say = view.say
    st.title(say("Rounds"))
    st.markdown(
        say(
            "A round is one collection: an inventory, a congress, a study. Every file that was "
            "sent can be taken back, and brought in again."
        )
    )
    if not allowed(view.person, Act.GOVERN, say):
        return
    round_list(view)
    st.header(say("All rounds in this database"), anchor="all")
    rounds_list(view)
    st.header(say("Demo rounds"), anchor="demo")
    demo_switch(view)


main()
