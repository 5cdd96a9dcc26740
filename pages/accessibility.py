"""What the pages live up to, what was tested, and what stands in somebody's way."""

from __future__ import annotations

import streamlit as st

from balint.ui.accessibility import barrier_list, other_ways, standard, tested
from balint.ui.view import current_view


def main() -> None:
    """Say what holds, how we know, what does not work yet, and whom to tell."""
    view = current_view()
    say = view.say
    st.title(say("Accessibility"))
    st.markdown(
        say(
            "Everybody should be able to read, hear and use what is here, also without a mouse, "
            "with large text or with a screen reader."
        )
    )
    for heading, anchor, show in (
        (say("If something stands in your way"), "report", other_ways),
        (say("What we follow"), "standard", standard),
        (say("What is tested, and how"), "tested", tested),
        (say("What does not work yet"), "barriers", barrier_list),
    ):
        st.header(heading, anchor=anchor)
        show(view)


main()
