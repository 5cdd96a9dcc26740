"""In which round is the file stored, and when?"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from balint.access import Act
from balint.intake import Plan, commit, find_earlier
from balint.rights import keep_until, retention_of
from balint.rounds import Round, describe_round, find_round
from balint.store import today_in_sweden
from balint.ui.consent import ask_informed
from balint.ui.round_fields import round_fields
from balint.ui.texts import as_text
from balint.ui.upload.effect import effect
from balint.ui.upload.receipt import show_receipt
from balint.ui.upload.sending import Sending, open_rounds
from balint.ui.view import View
from balint.words import Words


def store_file(view: View, sending: Sending, plan: Plan) -> None:
    """Ask for the new round's name where one is made, show the effect, and store on demand."""
    say = view.say
    new_round = None
    if sending.round_id is None:
        view.person.require(Act.GOVERN)
        with st.container():
            _warn_of_same_answers(view, sending, plan)
        new_round = _new_round(view, sending)
    effect(view, sending, plan, new_round or _unnamed(sending))
    informed = not plan.to_store or ask_informed(
        view, sending.form, _kept_until(view, sending, new_round), sending.key
    )
    waits_for = _waits_for(say, sending, plan, new_round, informed)
    pressed = st.button(
        say("Store"),
        type="primary",
        key="upload_store",
        disabled=bool(waits_for),
        icon=":material/save:",
    )
    if waits_for:
        place, text = waits_for
        st.caption(f"[{text}](#{place})")
    if pressed and not waits_for:
        with st.spinner(say("Storing")):
            stored = commit(
                view.store,
                plan,
                by=view.person,
                new_round=new_round,
                informed=informed,
            )
        show_receipt(sending.form.id, stored)


def _warn_of_same_answers(view: View, sending: Sending, plan: Plan) -> None:
    """Say where another round has these answers already."""
    for found in open_rounds(view, sending.form):
        earlier = find_earlier(view.cursor(), found.id, plan.table.sha256, plan.rows_sha256)
        if earlier:
            st.warning(
                view.say(
                    "The round “{round}” has these answers already, from “{file}”. In a new round "
                    "they would be there twice.",
                    round=as_text(found.title(view.say.language)),
                    file=as_text(earlier.file_name),
                ),
                icon=":material/content_copy:",
            )


def _kept_until(view: View, sending: Sending, new_round: Round | None) -> dt.date:
    """Give the day until which the answers will be kept."""
    if sending.round_id is not None:
        cursor = view.cursor()
        return retention_of(cursor, find_round(cursor, sending.round_id)).keep_until
    started = (new_round and new_round.held_on) or today_in_sweden()
    return keep_until(sending.form, started)


def _waits_for(
    say: Words, sending: Sending, plan: Plan, new_round: Round | None, informed: bool
) -> tuple[str, str] | None:
    """Say where on the page something is missing before the file can be stored, and what."""
    if plan.personal:
        return "needs", say(
            "The file has personal data. Write something else in those cells above, or take it out "
            "of the file and choose that again."
        )
    if not plan.accepted:
        return "needs", say("Answer the questions and mend or leave out the rows above first.")
    if sending.round_id is None and new_round is None:
        return "round", say("Give the new round a title in both languages first.")
    if not informed:
        return "informed", say(
            "Confirm first that those who answered know what is done with their answers."
        )
    return None


def _new_round(view: View, sending: Sending) -> Round | None:
    """Ask what the new round is called; None until it has both titles."""
    st.header(view.say("The new round"), anchor="round")
    return round_fields(view, sending.form, key="upload")


def _unnamed(sending: Sending) -> Round:
    """Stand in for a round that has no name yet, in the preview alone."""
    title = sending.form.title
    return describe_round("unnamed-preview", sending.form, title.sv, title.en)
