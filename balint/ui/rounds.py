"""Which rounds are there, what was sent to them, and how is either taken back?"""

from __future__ import annotations

import streamlit as st

from balint import queries
from balint.access import Act
from balint.disclosure import VIEWER
from balint.exports import export_round
from balint.figures.labels import badge_words
from balint.figures.protection import rule_note
from balint.releases import bring_back, n_waiting, plan_release, release, withdraw
from balint.rights import retention_of
from balint.rounds import Round
from balint.ui.cards import BADGES
from balint.ui.record import subject_forms
from balint.ui.rights import rights_of_round
from balint.ui.submissions import submission
from balint.ui.texts import as_text
from balint.ui.view import View
from balint.words import Words

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
    """Show the rounds that people's files made, each with its files. Raises: NotAllowed."""
    view.person.require(Act.GOVERN)  # all answers can be taken from here
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
    st.subheader(as_text(found.title(say.language)), anchor=found.id)
    facts = [
        subject_forms(say)[found.form],
        say.plural("1 answer", "{n} answers", found.n_rows),
        *([as_text(found.place)] if found.place else []),
        *([say.date(found.held_on)] if found.held_on else []),
    ]
    st.caption(" · ".join(facts))
    informed = {
        row["submission_id"]
        for row in queries.rows(view.cursor(), "rounds/informed", round_id=found.id)
    }
    retention = retention_of(view.cursor(), found)
    erased = retention.answers_erased is not None
    waiting = n_waiting(view.store, found) if found.state == "released" and not erased else 0
    for sent in queries.rows(view.cursor(), "rounds/submissions", round_id=found.id):
        if not erased:
            submission(view, sent, informed=sent["submission_id"] in informed)
    _seen_by_readers(view, found, waiting)
    with st.container(horizontal=True):
        _release(view, found, waiting)
        _withdraw(view, found)
        if not erased:
            _all_answers(view, found)
    rights_of_round(view, found, retention)


def _all_answers(view: View, found: Round) -> None:
    st.download_button(
        view.say("All answers (CSV)"),
        lambda: export_round(view.cursor(), found, "csv"),
        file_name=f"{found.id}.csv",
        mime=CSV,
        key=f"export-{found.id}",
        on_click="ignore",
        icon=":material/download:",
    )


def _seen_by_readers(view: View, found: Round, waiting: int) -> None:
    """Say since when readers see the round, and what they do not see yet."""
    say = view.say
    if found.state != "released":
        st.caption(say("Readers do not see this round."))
        return
    last = queries.rows(view.cursor(), "rounds/releases", round_id=found.id)[0]
    seen = say(
        "Readers see this round as it was on {moment}.",
        moment=say.moment(last["released_at"]),
    )
    newer = say.plural(
        "1 answer has changed since then.", "{n} answers have changed since then.", waiting
    )
    st.caption(f"{seen} {newer}" if waiting else seen)


def _release(view: View, found: Round, waiting: int) -> None:
    """Let the board show a round to readers, and show them what has changed since."""
    say = view.say
    if found.state == "withdrawn" or not found.n_rows:
        return
    again = found.state == "released"
    if again and not waiting:
        return
    name = say("Release the changes") if again else say("Release to readers")
    if st.button(name, key=f"release-{found.id}", icon=":material/visibility:"):
        _confirm_release(view, found)


def _confirm_release(view: View, found: Round) -> None:
    say, planned = view.say, plan_release(view.store, found.id)

    @st.dialog(say("Release “{round}”?", round=as_text(found.title(say.language))))
    def confirm() -> None:
        st.markdown(
            say(
                "Readers see the figures of {answers} as they are now. What is sent or taken "
                "back later shows to them when the round is released again. {rule}",
                answers=say.plural("1 answer", "{n} answers", planned.n_answers),
                rule=rule_note(VIEWER, say),
            )
        )
        if planned.is_small:
            st.warning(planned.warning(say), icon=":material/warning:")
        if st.button(say("Release"), type="primary", key=f"released-{found.id}"):
            view.person.require(Act.GOVERN)
            release(view.store, found.id, released_by=view.person.name, anyway=planned.is_small)
            st.rerun()

    confirm()


def _withdraw(view: View, found: Round) -> None:
    """Let the board hide a round from all figures, and bring it back."""
    say = view.say
    withdrawn = found.state == "withdrawn"
    name = say("Bring the round back") if withdrawn else say("Withdraw the round")
    if st.button(name, key=f"withdraw-{found.id}"):
        view.person.require(Act.GOVERN)
        (bring_back if withdrawn else withdraw)(view.store, found.id, by=view.person.name)
        st.rerun()
