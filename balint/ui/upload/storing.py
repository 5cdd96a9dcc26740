"""In which round is the file stored, and when?"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import streamlit as st

from balint.access import Act
from balint.intake import Plan, commit, find_earlier
from balint.rights import keep_until, retention_of
from balint.rounds import Round, find_round
from balint.store import today_in_sweden
from balint.ui.consent import ask_informed
from balint.ui.texts import as_text
from balint.ui.upload.effect import effect
from balint.ui.upload.sending import Sending, open_rounds
from balint.ui.view import View
from balint.words import Words

LONGEST_ID = 60


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
        view.person.require(Act.SEND)
        with st.spinner(say("Storing")):
            stored = commit(
                view.store,
                plan,
                submitted_by=view.person.name,
                sender=view.person.sender,
                new_round=new_round,
                informed=informed,
            )
        st.session_state["upload_receipt"] = (sending.form.id, stored)
        st.session_state["upload_stored_last"] = stored.round_id
        st.session_state["upload_turn"] = st.session_state.get("upload_turn", 0) + 1
        st.rerun()


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
    say = view.say
    st.header(say("The new round"), anchor="round")
    left, right = st.columns(2)
    title_sv = left.text_input(say("Title in Swedish"), key="upload_title_sv").strip()
    title_en = right.text_input(say("Title in English"), key="upload_title_en").strip()
    left, right = st.columns(2)  # anew, so that on a phone the titles come first
    place = left.text_input(say("Place, if any"), key="upload_place").strip()
    held_on = right.date_input(
        say("Day, if any"),
        value=None,
        min_value=dt.date(1970, 1, 1),
        key="upload_held_on",
        format="YYYY-MM-DD",
    )
    if not (title_sv and title_en):
        return None
    return Round(
        id=_free_id(view, title_sv),
        form=sending.form.id,
        form_version=sending.form.version,
        title_sv=title_sv,
        title_en=title_en,
        place=place or None,
        held_on=held_on,
        provenance="collected",
        state="open",
    )


def _unnamed(sending: Sending) -> Round:
    """Stand in for a round that has no name yet, in the preview alone."""
    title = sending.form.title
    return Round(
        id="unnamed-preview",
        form=sending.form.id,
        form_version=sending.form.version,
        title_sv=title.sv,
        title_en=title.en,
        place=None,
        held_on=None,
        provenance="collected",
        state="open",
    )


def _free_id(view: View, title: str) -> str:
    """Make a round's id of its title, and a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID] or "round"
    stem = stem if stem[0].isalpha() else f"round-{stem}"
    taken = {found.id for found in view.every_round()}
    ids = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(round_id for round_id in ids if round_id not in taken)
