"""Which rounds are there, what was sent to them, and how is either taken back?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from balint import queries
from balint.access import Act
from balint.disclosure import VIEWER
from balint.exports import export_round
from balint.figures.labels import badge_words
from balint.figures.protection import rule_note
from balint.openings import close_round, open_round, set_up, why_not_opened
from balint.releases import bring_back, n_waiting, plan_release, release, withdraw
from balint.rounds import Round, find_round
from balint.ui.cards import BADGES
from balint.ui.record import form_names
from balint.ui.rights import rights_of_round
from balint.ui.round_fields import form_field, round_fields
from balint.ui.submissions import submission
from balint.ui.texts import as_text
from balint.ui.twins import twins_of_round
from balint.ui.view import View
from balint.words import Words, later

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
            say(
                "You have no round of your own yet. Set one up here, so that leaders can be sent "
                "a link in advance, or let the Upload page make one from a file."
            ),
            icon=":material/hourglass_empty:",
        )
        st.page_link(
            st.session_state["pages"]["upload"],
            label=say("Upload"),
            icon=":material/upload_file:",
        )
    _new_round(view, is_first=not collected)
    for found in collected:
        with st.container(border=True, key=f"round-{found.id}"):
            _round(view, found)


def _new_round(view: View, *, is_first: bool) -> None:
    """Let the board set up a round before any file has come."""
    say, turn = view.say, st.session_state.get("rounds_turn", 0)
    with (
        st.expander(say("New round"), icon=":material/add:", expanded=is_first),
        st.form(f"rounds_new_{turn}", border=False, enter_to_submit=False),
    ):
        form = form_field(view, key=f"rounds_{turn}_form")
        new = round_fields(view, form, key=f"rounds_{turn}")
        takes_files = st.checkbox(
            say("Takes files now"),
            value=True,
            key=f"rounds_{turn}_open",
            help=say("Clear it while the round is being set up, and open it for files later."),
        )
        pressed = st.form_submit_button(
            say("Set up the round"), type="primary", key=f"rounds_{turn}_set_up"
        )
        if pressed and new is None:
            st.warning(say("Give the new round a title in both languages first."))
    if pressed and new:
        new = new if takes_files else replace(new, state="draft")
        set_up(view.store, new, by=view.person)
        st.session_state["rounds_turn"], st.session_state["rounds_made"] = turn + 1, new.id
        st.rerun()
    _made(view)


def _made(view: View) -> None:
    """Confirm once the round that was just set up."""
    say, made = view.say, st.session_state.pop("rounds_made", None)
    if made is None:
        return
    found = find_round(view.cursor(), made)
    text = later("“{round}” takes files now. Leaders send theirs by a link of their own.")
    if not found.takes_files:
        text = later("“{round}” is being set up, and takes files as soon as you open it for them.")
    st.success(say(text, round=as_text(found.title(say.language))), icon=":material/check_circle:")
    if found.takes_files:
        st.page_link(
            st.session_state["pages"]["links"],
            label=say("Make a leader’s link"),
            icon=":material/add_link:",
        )


def _round(view: View, found: Round) -> None:
    say = view.say
    colour, icon = BADGES[found.provenance]
    states = [found.state, *(["open"] if found.takes_files and found.state != "open" else [])]
    words = [badge_words(say)[found.provenance], *(state_words(say)[each] for each in states)]
    st.badge(" · ".join(words), color=colour, icon=icon)
    st.subheader(as_text(found.title(say.language)), anchor=found.id)
    facts = [
        form_names(say)[found.form],
        say.plural("1 answer", "{n} answers", found.n_rows),
        *([as_text(found.place)] if found.place else []),
        *([say.date(found.held_on)] if found.held_on else []),
    ]
    st.caption(" · ".join(facts))
    if not found.is_erased:
        _submissions(view, found)
    waiting = n_waiting(view.store, found) if found.state == "released" else 0
    _seen_by_readers(view, found, waiting)
    with st.container(horizontal=True):
        _release(view, found, waiting)
        _files(view, found)
        _withdraw(view, found)
        if found.n_rows:
            _all_answers(view, found)
    if not found.is_erased:
        twins_of_round(view, found)
    rights_of_round(view, found)


def _submissions(view: View, found: Round) -> None:
    """List the files of a round, and of whose those who answered were informed."""
    informed = {
        row["submission_id"]
        for row in queries.rows(view.cursor(), "rounds/informed", round_id=found.id)
    }
    for sent in queries.rows(view.cursor(), "rounds/submissions", round_id=found.id):
        submission(view, sent, informed=sent["submission_id"] in informed)


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
    until = say("What is sent now shows to them when the round is released again.")
    st.caption(
        " ".join((seen, *([newer] if waiting else ()), *([until] if found.takes_files else ())))
    )


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
        if found.takes_files:
            st.markdown(say("The round is closed for files, until you let it take files again."))
        if planned.is_small:
            st.warning(planned.warning(say), icon=":material/warning:")
        if st.button(say("Release"), type="primary", key=f"released-{found.id}"):
            release(view.store, found.id, by=view.person, anyway=planned.is_small)
            st.rerun()

    confirm()


def _files(view: View, found: Round) -> None:
    """Let the board open a round for files, and close it."""
    say = view.say
    if found.takes_files:
        name, act, icon = say("Close for files"), close_round, ":material/lock:"
    elif why_not_opened(found) is None:
        again = found.state == "released"
        name = say("Take files again") if again else say("Open for files")
        act, icon = open_round, ":material/upload_file:"
    else:
        return
    if st.button(name, key=f"files-{found.id}", icon=icon):
        act(view.store, found.id, by=view.person)
        st.rerun()


def _withdraw(view: View, found: Round) -> None:
    """Let the board hide a round from all figures, and bring it back."""
    say = view.say
    if found.state != "withdrawn":
        if st.button(say("Withdraw the round"), key=f"withdraw-{found.id}"):
            _confirm_withdrawal(view, found)
    elif st.button(say("Bring the round back"), key=f"withdraw-{found.id}"):
        bring_back(view.store, found.id, by=view.person)
        st.rerun()


def _confirm_withdrawal(view: View, found: Round) -> None:
    say = view.say

    @st.dialog(say("Withdraw “{round}”?", round=as_text(found.title(say.language))))
    def confirm() -> None:
        st.markdown(
            say(
                "Nobody but the board sees the round then, neither on the pages nor by a link. "
                "It can be brought back, and readers see it when it has been released again."
            )
        )
        if st.button(say("Withdraw"), type="primary", key=f"withdrawn-{found.id}"):
            withdraw(view.store, found.id, by=view.person)
            st.rerun()

    confirm()
