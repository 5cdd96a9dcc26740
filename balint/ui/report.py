"""How does the board take all figures along as one report?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from balint.access import Act
from balint.disclosure import AUDIENCES, BOARD, VIEWER, Audience
from balint.errors import UnknownRound, UnusedRound
from balint.figures import definition
from balint.figures.labels import badge_words
from balint.report import board_report, chosen_figures
from balint.report.choice import CHAPTERS
from balint.ui.language import NAMES
from balint.ui.view import View
from balint.words import LANGUAGES


def report_section(view: View) -> None:
    """Offer the board its report; without any choice it has all figures of what is not demo."""
    say = view.say
    if not view.person.may(Act.GOVERN):
        return
    st.header(say("Report to the board"), anchor="report")
    with st.container(border=True, key="overview_report"):
        st.markdown(
            say(
                "One PDF with every figure and its sentence, what is missing, methods, words and "
                "sources. The same data give the same file."
            )
        )
        with st.expander(say("Choose language, rounds and figures"), icon=":material/tune:"):
            readers, language = _readers(view), _language(view)
            rounds, figures = _rounds(view), _figures(view)
        try:
            if rounds:  # without a choice they always fit
                chosen_figures(view.store, rounds, figures, readers)
        except (UnusedRound, UnknownRound) as error:
            st.warning(say(error.message, **error.values), icon=":material/info:")
            return
        st.download_button(
            say("Make the report (PDF)"),
            partial(board_report, view.store, language, rounds, figures, readers),
            file_name=f"balint-{language}.pdf",
            mime="application/pdf",
            key="overview_report_pdf",
            on_click="ignore",
            type="primary",
            icon=":material/picture_as_pdf:",
        )
        st.caption(say("It takes up to a minute; the button turns while the pages are set."))


def _readers(view: View) -> Audience:
    """Let the board say whose eyes the report is for, since paper goes from hand to hand."""
    say = view.say
    names = {
        BOARD.name: say("The board: all numbers"),
        VIEWER.name: say("Everybody: released rounds, and no number with few people behind it"),
    }
    chosen = st.radio(
        say("Who is to read it"),
        list(names),
        format_func=lambda name: names[name],
        key="overview_report_readers",
    )
    return AUDIENCES[chosen or BOARD.name]


def _language(view: View) -> str:
    """Let the reader choose; whoever switches the page's language begins with that one."""
    say = view.say
    chosen = st.selectbox(
        say("Language of the report"),
        LANGUAGES,
        index=LANGUAGES.index(say.language),
        format_func=lambda code: NAMES[code],
        placeholder=say("Language of the report"),
        key=f"overview_report_language_{say.language}",
    )
    return chosen or say.language


def _rounds(view: View) -> list[str]:
    say, kinds = view.say, badge_words(view.say)
    names = {
        found.id: f"{found.title(say.language)} · {kinds[found.provenance]}"
        for found in view.every_round()
        if found.state != "withdrawn"
    }
    return st.multiselect(
        say("Rounds"),
        list(names),
        format_func=lambda round_id: names.get(round_id, round_id),
        placeholder=say("The latest of each kind, never demo rounds"),
        key="overview_report_rounds",
    )


def _figures(view: View) -> list[str]:
    say = view.say
    return st.multiselect(
        say("Figures"),
        [figure_id for ids in CHAPTERS.values() for figure_id in ids],
        format_func=lambda figure_id: say(definition(figure_id).question),
        placeholder=say("All figures"),
        key="overview_report_figures",
    )
