"""What is a round called that is to be made, and where and when is it held?"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from balint.forms import Form, form_ids, load_form
from balint.openings import free_id
from balint.rounds import Round, describe_round
from balint.ui.view import View


def form_field(view: View, *, key: str) -> Form:
    """Ask which form it is about."""
    language, name = view.say.language, view.say("Form")
    return load_form(
        st.selectbox(
            name,
            form_ids(),
            key=key,
            format_func=lambda form_id: load_form(form_id).title.in_language(language),
            placeholder=name,
        )
    )


def round_fields(view: View, form: Form, *, key: str) -> Round | None:
    """Ask for a new round's titles, place and day; None until it has both titles."""
    say = view.say
    left, right = st.columns(2)
    title_sv = left.text_input(say("Title in Swedish"), key=f"{key}_title_sv").strip()
    title_en = right.text_input(say("Title in English"), key=f"{key}_title_en").strip()
    left, right = st.columns(2)  # anew, so that on a phone the titles come first
    place = left.text_input(say("Place (optional)"), key=f"{key}_place").strip()
    held_on = right.date_input(
        say("Date (optional)"),
        value=None,
        min_value=dt.date(1970, 1, 1),
        key=f"{key}_held_on",
        format="YYYY-MM-DD",
    )
    if not (title_sv and title_en):
        return None
    round_id = free_id(title_sv, {found.id for found in view.every_round()})
    return describe_round(round_id, form, title_sv, title_en, place=place or None, held_on=held_on)
