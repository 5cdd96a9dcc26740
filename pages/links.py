"""The board's links: to figures that are not for everybody yet, and to leaders who send files."""

from __future__ import annotations

import streamlit as st

from balint.access import Act
from balint.ui.identity import allowed
from balint.ui.links import link_list, link_maker
from balint.ui.view import current_view


def main() -> None:
    """Make a link, and list all that were made."""
    view = current_view()
    say = view.say
    st.title(say("Shared links"))
    st.markdown(
        say(
            "A link shows chosen figures to those who have it, or lets a leader send files to one "
            "round. It ends by itself, and a revoked one never opens again."
        )
    )
    if not allowed(view.person, Act.GOVERN, say):
        return
    link_maker(view)
    link_list(view)


main()
