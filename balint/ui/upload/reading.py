"""What does the chosen file hold, with what the reader has decided so far?"""

from __future__ import annotations

import streamlit as st

from balint.errors import BalintError
from balint.intake import Plan, plan_file
from balint.ui.incidents import tell
from balint.ui.texts import as_text
from balint.ui.upload.sending import Sending
from balint.ui.view import Shelf, View, shelf

KEPT_PLANS = 4


def read(view: View, sending: Sending) -> Plan | None:
    """Plan what storing the file would do, or say why it cannot be read."""
    kept: Shelf[Plan] = shelf("upload_plans")
    key = rests_on(view, sending)
    plan = kept.get(key)
    if plan is None:
        while len(kept) >= KEPT_PLANS:
            kept.pop(next(iter(kept)), None)
        try:
            with st.spinner(
                view.say("Reading {name}", name=as_text(sending.file_name)), show_time=True
            ):
                plan = kept[key] = _plan(view, sending)
        except BalintError as error:
            tell(error, view.say)
            return None
    return plan


def rests_on(view: View, sending: Sending) -> str:
    """Tell apart all that a plan rests on: the file, what was decided on it, the data, who asks."""
    asked = (sending.key, sending.round_id, sending.settled)
    return repr((*asked, view.store.data_version, view.say.language, view.person.sender))


def _plan(view: View, sending: Sending) -> Plan:
    settled = sending.settled
    return plan_file(
        view.cursor(),
        sending.form,
        sending.round_id,
        sending.file_name,
        sending.data,
        language=view.say.language,
        sheet=settled.sheet,
        header_row=settled.header_row,
        mapping=settled.mapping,
        answers=settled.answers,
        leave_out_rows=settled.leave_out_rows,
        edits=settled.edits,
        sender=view.person.sender,
    )
