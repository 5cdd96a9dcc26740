"""How is a file that was sent shown, taken back and brought in again?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from balint import queries
from balint.access import Act
from balint.intake import kept_file, redo, undo
from balint.rounds import known_rounds
from balint.ui.texts import as_text
from balint.ui.view import View


def own_submissions(view: View) -> None:
    """List what the reader has sent, for whom the page Rounds is not."""
    say, person = view.say, view.person
    if person.may(Act.GOVERN):
        return
    sent = [
        (row, found.takes_files)
        for found in known_rounds(view.store)
        if found.provenance == "collected" and person.may_send_to(found.id)
        for row in queries.rows(view.cursor(), "rounds/submissions", round_id=found.id)
        if row["submitted_by"] == person.name
    ]
    if not sent:
        return
    st.header(say("What you have sent"), anchor="sent")
    for row, takes_files in sent:
        submission(view, row, may_bring_in=takes_files)


def submission(
    view: View, sent: Mapping[str, Any], *, informed: bool = False, may_bring_in: bool = True
) -> None:
    """Show a file with what it brought, and let those who may take it back or bring it in."""
    say, submission_id = view.say, sent["submission_id"]
    left, middle, right = st.columns([4, 1, 1], vertical_alignment="center")
    called = as_text(sent["file_name"])
    name = f"~~{called}~~" if sent["undone_at"] else f"**{called}**"
    facts = [
        say.moment(sent["submitted_at"]),
        say.plural("1 row", "{n} rows", sent["n_rows"]),
    ]
    if sent["n_left_out"]:
        facts.append(say.plural("1 left out", "{n} left out", sent["n_left_out"]))
    if informed:
        facts.append(say("those who answered were informed"))
    if sent["undone_at"]:
        facts.append(say("taken back {moment}", moment=say.moment(sent["undone_at"])))
    left.markdown(f"{name}  \n:gray[{' · '.join(facts)}]")
    if sent["kept"]:
        middle.download_button(
            say("The file"),
            lambda: kept_file(view.cursor(), submission_id)[1] or b"",
            file_name=sent["file_name"],
            key=f"file-{submission_id}",
            on_click="ignore",
            icon=":material/download:",
        )
    back, forth = say("Take back"), say("Bring in again")
    if sent["undone_at"] and not may_bring_in:
        return
    if right.button(forth if sent["undone_at"] else back, key=f"undo-{submission_id}"):
        (redo if sent["undone_at"] else undo)(view.store, submission_id, by=view.person)
        st.rerun()
