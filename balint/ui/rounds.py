"""Which rounds are there, what was sent to them, and how is either taken back?"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from balint import queries
from balint.exports import export_round
from balint.figures.faces import badge_words
from balint.intake import kept_file, redo, undo
from balint.rounds import Round, set_state
from balint.ui.cards import BADGES
from balint.ui.record import subject_forms
from balint.ui.view import View
from balint.words import Words

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CSV = "text/csv"


def state_words(say: Words) -> dict[str, str]:
    """Say what each state of a round means."""
    return {
        "draft": say("being set up"),
        "open": say("takes files"),
        "closed": say("closed"),
        "released": say("released"),
        "withdrawn": say("withdrawn: only the board sees it"),
    }


def round_list(view: View) -> None:
    """Show the rounds that people's files made, each with its files; then all the others."""
    say = view.say
    collected = [found for found in view.every_round() if found.provenance == "collected"]
    st.header(say("Rounds of our own"), anchor="own")
    if not collected:
        st.info(
            say("No file has been sent yet. The page Upload takes the first one."),
            icon=":material/hourglass_empty:",
        )
        st.page_link(
            st.session_state["pages"]["upload"],
            label=say("Upload"),
            icon=":material/upload_file:",
        )
    for found in collected:
        with st.container(border=True, key=f"round-{found.id}"):
            _round(view, found)


def _round(view: View, found: Round) -> None:
    say = view.say
    colour, icon = BADGES[found.provenance]
    words = f"{badge_words(say)[found.provenance]} · {state_words(say)[found.state]}"
    st.badge(words, color=colour, icon=icon)  # type: ignore[arg-type]
    st.subheader(found.title(say.language), anchor=found.id)
    facts = [
        subject_forms(say)[found.form],
        say.plural("1 answer", "{n} answers", found.n_rows),
        *([found.place] if found.place else []),
        *([say.date(found.held_on)] if found.held_on else []),
    ]
    st.caption(" · ".join(facts))
    for sent in queries.rows(view.cursor(), "rounds/submissions", round_id=found.id):
        _submission(view, sent)
    with st.container(horizontal=True):
        _withdraw(view, found)
        st.download_button(
            say("All answers (CSV)"),
            lambda: export_round(view.cursor(), found, "csv"),
            file_name=f"{found.id}.csv",
            mime=CSV,
            key=f"export-{found.id}",
            on_click="ignore",
            icon=":material/download:",
        )


def _submission(view: View, sent: dict[str, Any]) -> None:
    say, submission = view.say, sent["submission_id"]
    left, middle, right = st.columns([4, 1, 1], vertical_alignment="center")
    name = f"~~{sent['file_name']}~~" if sent["undone_at"] else f"**{sent['file_name']}**"
    facts = [
        _moment(say, sent["submitted_at"]),
        say.plural("1 row", "{n} rows", sent["n_rows"]),
    ]
    if sent["n_left_out"]:
        facts.append(say.plural("1 left out", "{n} left out", sent["n_left_out"]))
    if sent["undone_at"]:
        facts.append(say("taken back {moment}", moment=_moment(say, sent["undone_at"])))
    left.markdown(f"{name}  \n:gray[{' · '.join(facts)}]")
    if sent["kept"]:
        middle.download_button(
            say("The file"),
            lambda: kept_file(view.cursor(), submission)[1] or b"",
            file_name=sent["file_name"],
            key=f"file-{submission}",
            on_click="ignore",
            icon=":material/download:",
        )
    back, forth = say("Take back"), say("Bring in again")
    if right.button(forth if sent["undone_at"] else back, key=f"undo-{submission}"):
        (redo if sent["undone_at"] else undo)(view.store, submission)
        st.rerun()


def _moment(say: Words, moment: dt.datetime) -> str:
    here = moment.replace(tzinfo=dt.UTC).astimezone(STOCKHOLM)
    return f"{say.date(here.date())} {here:%H:%M}"


def _withdraw(view: View, found: Round) -> None:
    """Let the board hide a round from all figures, and bring it back."""
    say = view.say
    withdrawn = found.state == "withdrawn"
    name = say("Bring the round back") if withdrawn else say("Withdraw the round")
    if st.button(name, key=f"withdraw-{found.id}"):
        with view.store.transaction() as cursor:
            set_state(cursor, found.id, "open" if withdrawn else "withdrawn")
        st.rerun()
