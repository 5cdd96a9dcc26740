"""Where a leader's file becomes answers in a round."""

from __future__ import annotations

import streamlit as st

from balint.access import Act
from balint.ui.identity import allowed
from balint.ui.submissions import own_submissions
from balint.ui.upload import (
    choose_file,
    needs,
    read,
    receipt,
    still_runs,
    store_file,
    templates,
    understood,
)
from balint.ui.view import current_view


def main() -> None:
    """Take a file, show what it holds, ask what it leaves open, store it."""
    view = current_view()
    say = view.say
    st.title(say("Upload"))
    st.markdown(
        say(
            "Send the file you have. You see how it was read and what it would change before "
            "anything is stored, and it can be taken back."
        )
    )
    if not allowed(view.person, Act.SEND, say):
        templates(view)
        return
    if view.person.only_round:
        st.caption(say("The link counts until you close or reload this page; then open it again."))
    with st.container():
        receipt(view)
    sending = choose_file(view)
    if sending is None:
        still_runs(view)
        own_submissions(view)
        templates(view)
        return
    plan = read(view, sending)
    if plan is None:
        return
    # Each in a place of its own: what appears in one must not draw the fields of the next anew,
    # or a title that is being typed is lost.
    for part in (understood, needs, store_file):
        with st.container():
            part(view, sending, plan)


main()
