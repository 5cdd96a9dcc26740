"""What must those who answer know, and did they?"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from balint.forms import Form, form_ids, load_form
from balint.ui.view import View
from balint.words import Words


def consent_list(say: Words, form: Form) -> None:
    """Say what those who answer a form must know, matter by matter."""
    st.markdown(
        "\n".join(f"- **{name}:** {said}" for name, said in form.consent_points(say.language))
    )


def consent_of_forms(view: View) -> None:
    """Say it of every form."""
    say = view.say
    st.markdown(
        say(
            "Whoever collects answers tells this to those who give them. It is also on the About "
            "sheet of every template."
        )
    )
    for form in map(load_form, form_ids()):
        with st.expander(form.title.in_language(say.language), icon=":material/how_to_reg:"):
            consent_list(say, form)


def ask_informed(view: View, form: Form, kept_until: dt.date, key: str) -> bool:
    """Let the sender say that those who answered know it; that is recorded with the file."""
    say = view.say
    st.header(say("Those who answered"), anchor="informed")
    with st.expander(
        say("What those who answer must know"), icon=":material/how_to_reg:", expanded=True
    ):
        consent_list(say, form)
    st.caption(say("Single answers of this round are kept until {day}.", day=say.date(kept_until)))
    return st.checkbox(
        say("Those who answered know this"),
        key=f"upload_informed_{key}",
        help=say("Who confirmed it, and when, is recorded with the file."),
    )
