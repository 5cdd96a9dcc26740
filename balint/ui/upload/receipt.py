"""What was stored, where is it seen, and how is it taken back?"""

from __future__ import annotations

import streamlit as st

from balint.access import Act
from balint.forms import load_form
from balint.intake import Receipt, undo
from balint.report import own_return, own_return_pdf
from balint.rounds import find_round
from balint.ui.scrolling import scroll_to
from balint.ui.texts import as_text
from balint.ui.view import View
from balint.words import Words, in_sweden


def show_receipt(form_id: str, stored: Receipt) -> None:
    """Begin the page again with what was just stored at its top."""
    st.session_state["upload_receipt"] = (form_id, stored)
    st.session_state["upload_stored_last"] = stored.round_id
    st.session_state["upload_turn"] = st.session_state.get("upload_turn", 0) + 1
    st.rerun()


def receipt(view: View) -> None:
    """Confirm the file that was stored last, until another is."""
    if "upload_receipt" not in st.session_state:
        return
    place = f"upload_stored_{st.session_state.get('upload_turn', 0)}"
    with st.container(key=place):
        _receipt(view, *st.session_state["upload_receipt"])
    scroll_to(f".st-key-{place}")  # once for each: the button that was pressed stood far below


def _receipt(view: View, form_id: str, stored: Receipt) -> None:
    say = view.say
    if stored.submission_id is None:
        st.info(_came_before(say, stored), icon=":material/content_copy:")
    else:
        st.success(_stored(view, stored), icon=":material/check_circle:")
    page = st.session_state["pages"].get(load_form(form_id).subject)
    with st.container(horizontal=True, vertical_alignment="center"):
        if stored.submission_id and not view.person.only_round:
            _own_return(view, stored)
        if page and view.person.may(Act.GOVERN):
            st.page_link(
                page,
                label=say("See the figures"),
                icon=":material/bar_chart:",
                query_params={form_id: stored.round_id} | _language(say),
            )
        if stored.submission_id and st.button(
            say("Take back"), key="upload_undo", icon=":material/undo:"
        ):
            undo(view.store, stored.submission_id, by=view.person)
            del st.session_state["upload_receipt"]
            st.toast(say("It was taken back."))
            st.rerun()


def _own_return(view: View, stored: Receipt) -> None:
    """Offer the page to take along: the file's answers beside the others'."""
    say = view.say

    def page() -> bytes:
        submission_id, sender = stored.submission_id or "", view.person.sender
        found = own_return(view.cursor(), stored.round_id, submission_id, say, sender=sender)
        return own_return_pdf(found, say)

    st.download_button(
        say("Your answers beside the others’ (PDF)"),
        page,
        file_name=f"{stored.round_id}.pdf",
        mime="application/pdf",
        key="upload_return",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
    )


def _language(say: Words) -> dict[str, str]:
    return {} if say.language == "sv" else {"lang": say.language}


def _stored(view: View, stored: Receipt) -> str:
    say = view.say
    return say(
        "Stored in “{round}”: {new} new, {changed} changed, {unchanged} unchanged, "
        "{left_out} left out.",
        round=as_text(find_round(view.cursor(), stored.round_id).title(say.language)),
        new=stored.new,
        changed=stored.changed,
        unchanged=stored.unchanged,
        left_out=stored.left_out,
    )


def _came_before(say: Words, stored: Receipt) -> str:
    if stored.already is None:
        return say("Nothing was added: the round has these answers already.")
    return say(
        "Nothing was added: the same answers came on {date} in “{file}”.",
        date=say.date(in_sweden(stored.already.submitted_at).date()),
        file=as_text(stored.already.file_name),
    )
