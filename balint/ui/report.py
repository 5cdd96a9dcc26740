"""How does the board take all figures along as one report?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from balint.access import Act
from balint.disclosure import AUDIENCES, BOARD, VIEWER, Audience
from balint.errors import UnknownRound, UnusedRound
from balint.figures import definition
from balint.figures.labels import badge_words
from balint.report import board_report, chosen_figures
from balint.report.choice import CHAPTERS
from balint.ui.unfolding import has_been_opened
from balint.ui.view import View
from balint.words import LANGUAGE_NAMES, LANGUAGES


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a report is to have; without rounds and figures all but demo."""

    readers: Audience
    language: str
    rounds: Sequence[str] = ()
    figures: Sequence[str] = ()


def report_buttons(view: View) -> None:
    """Offer the board its report; without any choice it has all figures of what is not demo."""
    say = view.say
    if not view.person.may(Act.GOVERN):
        return
    button = st.container(width="content")
    panel = st.popover(
        say("Choose for the report"),
        icon=":material/tune:",
        key="overview_report",
        on_change="rerun",
    )
    chosen = Chosen(BOARD, say.language)
    if has_been_opened("overview_report", is_open=panel.open):
        with panel:
            chosen = Chosen(_readers(view), _language(view), _rounds(view), _figures(view))
    with button:
        _report_button(view, chosen)


def _report_button(view: View, chosen: Chosen) -> None:
    say = view.say
    try:
        if chosen.rounds:  # without a choice they always fit
            chosen_figures(view.store, chosen.rounds, chosen.figures, chosen.readers)
    except (UnusedRound, UnknownRound) as error:
        st.warning(say(error.message, **error.values), icon=":material/info:")
        return
    st.download_button(
        say("Report to the board (PDF)"),
        partial(
            board_report,
            view.store,
            chosen.language,
            chosen.rounds,
            chosen.figures,
            chosen.readers,
        ),
        file_name=f"balint-{view.store.changed_on}-{chosen.language}.pdf",
        mime="application/pdf",
        key="overview_report_pdf",
        on_click="ignore",
        type="primary",
        icon=":material/picture_as_pdf:",
        help=say(
            "One PDF with every figure and its sentence, what is missing, methods, words and "
            "sources. The same data give the same file. It takes up to a minute."
        ),
    )


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
        format_func=LANGUAGE_NAMES.__getitem__,
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
