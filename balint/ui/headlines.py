"""How does the overview tell how things stand: numbers, what has changed, what is missing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from balint.disclosure import AUDIENCES
from balint.figures.headlines import Headline, demo_headlines, headlines
from balint.figures.labels import badge_words
from balint.figures.standing import Statement, what_has_changed, what_is_missing
from balint.store import Store
from balint.ui.cards import BADGES
from balint.ui.figure_links import figure_link
from balint.ui.texts import as_text
from balint.ui.view import View, kept

ABREAST = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the overview tells, for one reader's language and eyes."""

    headlines: list[Headline]
    changed: list[Statement]
    missing: list[Statement]
    made_up: list[Headline]


def standing(view: View) -> Standing:
    """Give how things stand, from the cache where it is for this data version."""
    audience = view.person.audience.name
    return _standing(view.store, view.store.data_version, view.say.language, audience)


def headline_row(view: View) -> None:
    """Show each headline as a number, what it counts, its basis, and a way to its figure."""
    _grid(view, standing(view).headlines)


def changed_list(view: View) -> None:
    """Say what has changed since the last round."""
    _statements(view, view.say("Since the last round"), "since", standing(view).changed)


def missing_list(view: View) -> None:
    """Say what is missing, and where to do something about it."""
    _statements(view, view.say("What is missing"), "missing", standing(view).missing)


def demo_row(view: View) -> None:
    """Show, loudly marked, what made-up answers say where there are no real ones yet."""
    say, made_up = view.say, standing(view).made_up
    if not made_up:
        return
    colour, icon = BADGES["demo"]
    st.header(say("What answers would show"), anchor="demo")
    with st.container(border=True, key="overview-from-demo"):
        st.badge(badge_words(say)["demo"], color=colour, icon=icon)
        st.markdown(
            say(
                "The numbers in this box are made up. They show what the pages say once leaders "
                "and physicians have answered, and nothing about Balint groups."
            )
        )
        _grid(view, made_up)


def _grid(view: View, shown: Sequence[Headline]) -> None:
    """Lay headlines out in rows of equal height."""
    for start in range(0, len(shown), ABREAST):
        for column, headline in zip(
            st.columns(ABREAST), shown[start : start + ABREAST], strict=False
        ):
            with column.container(border=True, height="stretch", gap="xsmall"):
                _headline(view, headline)


def _headline(view: View, headline: Headline) -> None:
    say = view.say
    made_up = headline.provenance == "demo"
    if headline.figure_id:
        st.header(f"Demo: {headline.value}" if made_up else headline.value, anchor=False)
    else:
        st.header(f":gray[{headline.value}]", anchor=False)
    st.markdown(_with_basis(headline.label, headline.basis))
    label = say("See the figure") if headline.figure_id else say("Send what is missing")
    figure_link(headline.subject, label, headline.figure_id, headline.rounds)


def _statements(view: View, heading: str, anchor: str, statements: Sequence[Statement]) -> None:
    say = view.say
    st.header(heading, anchor=anchor)
    with st.container(border=True, height="stretch", key=f"overview_{anchor}"):
        if not statements:
            st.markdown(say("Nothing, as far as the data show."))
        for stated in statements:
            with st.container(gap="xsmall"):
                st.markdown(_with_basis(stated.text, stated.basis))
                if stated.figure_id:
                    label = say("See the figure")
                    figure_link(stated.subject, label, stated.figure_id, stated.rounds)
        _where_to_act(view, statements)


def _with_basis(text: str, basis: str) -> str:
    """Write what is said, and below it in small what it rests on, in one element of the page."""
    return as_text(text) + (f"  \n:small[:gray[{as_text(basis)}]]" if basis else "")


def _where_to_act(view: View, statements: Sequence[Statement]) -> None:
    """Link once to each page where something can be done."""
    say = view.say
    labels = {"upload": say("Send answers"), "rounds": say("Release rounds")}
    for subject in dict.fromkeys(each.subject for each in statements if not each.figure_id):
        figure_link(subject, labels[subject])


@kept(12)
def _standing(store: Store, data_version: int, language: str, audience: str) -> Standing:
    asked = store, language, AUDIENCES[audience]
    return Standing(
        headlines=headlines(*asked),
        changed=what_has_changed(*asked),
        missing=what_is_missing(*asked),
        made_up=demo_headlines(*asked),
    )
