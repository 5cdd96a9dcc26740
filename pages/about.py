"""Where the numbers come from, what they cannot say, and what the words mean."""

from __future__ import annotations

from functools import partial

import streamlit as st

from balint.ui.cards import figure_card
from balint.ui.consent import consent_of_forms
from balint.ui.glossary import glossary_list
from balint.ui.record import (
    definitions_list,
    forces_list,
    inconsistencies_list,
    omissions_list,
    sources_list,
    studies_list,
)
from balint.ui.view import current_view


def main() -> None:
    """Show sources, methods, limits and words."""
    view = current_view()
    say = view.say
    st.title(say("About"))
    st.markdown(
        say(
            "Every number has its source, for the thesis with its page, or is worked out: by us "
            "from printed tables, or from answers that people sent. What a source does not say is "
            "not drawn. Made-up numbers are marked as demo."
        )
    )
    for heading, anchor, show in (
        (say("The thesis and its studies"), "studies", studies_list),
        (say("What a Balint group is"), "definition", definitions_list),
        (say("What starts a group"), "forces", forces_list),
        (say("What is not printed"), "not-printed", omissions_list),
        (say("Where sources contradict each other"), "contradictions", inconsistencies_list),
        (say("What those who answer must know"), "rights", consent_of_forms),
        (say("Words"), "words", glossary_list),
        (say("Timeline"), "time", partial(figure_card, figure_id="timeline")),
        (say("Sources"), "sources", sources_list),
    ):
        st.header(heading, anchor=anchor)
        show(view)


main()
