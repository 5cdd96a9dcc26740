"""How is it said what the pages live up to, what was tested, and what does not work yet?"""

from __future__ import annotations

import os

import streamlit as st

from balint.accessibility import EVERY_PAGE, Barrier, barriers, owner_words
from balint.ui.entries import entry_list, fact
from balint.ui.texts import as_text
from balint.ui.view import View

CONTACT = "BALINT_CONTACT"
"""Where those who run the app say to whom a reader can write."""


def standard(view: View) -> None:
    """Name what the pages follow, without a claim about what the law asks of whom."""
    say = view.say
    st.markdown(
        say(
            "We follow WCAG 2.2, levels A and AA, in what we make ourselves. The Swedish act on "
            "access to digital public services (2018:1937) asks public bodies for the same kind "
            "of guidelines; we follow them because readers need it."
        )
    )


def tested(view: View) -> None:
    """List what was tried, and with what."""
    say = view.say
    st.markdown(
        "\n".join(
            f"- {as_text(text)}"
            for text in (
                say(
                    "The program axe-core goes through every page: as it opens, with its tabs and "
                    "dialogs open, with a file sent, without data, and when something has gone "
                    "wrong; in both languages, on light and dark ground."
                ),
                say("Every page is gone through with the keyboard alone."),
                say(
                    "Every page is read in a window 320 pixels wide, which is what a screen 1,280 "
                    "pixels wide shows at 400%: nothing is lost, and nothing but a wide table has "
                    "to be scrolled sideways."
                ),
                say(
                    "The colours are checked for contrast, in grey, and as people with the "
                    "common colour-vision deficiencies see them."
                ),
                say(
                    "Each chart has its sentence as description, and its numbers as a table with "
                    "headings."
                ),
                say("Whoever has asked for less motion gets none."),
            )
        )
    )


def barrier_list(view: View) -> None:
    """List what does not work for everybody yet, and say what has not been tried."""
    say = view.say
    owners = owner_words(say)
    entry_list(
        (
            as_text(barrier.meaning),
            fact(say("What helps"), barrier.remedy),
            fact(say("Where"), _places(view, barrier)),
            fact(say("Depends on"), owners[barrier.whose]),
            fact(say("Criterion"), f"WCAG {barrier.criterion}"),
        )
        for barrier in barriers(say.language)
    )
    st.markdown(
        say(
            "Not yet tried: with people who use a screen reader every day, and in browsers other "
            "than Chromium."
        )
    )


def _places(view: View, barrier: Barrier) -> str:
    if barrier.pages == (EVERY_PAGE,):
        return view.say("every page")
    pages = st.session_state["pages"]
    return ", ".join(pages[name.replace("-", "_")].title for name in barrier.pages)


def other_ways(view: View) -> None:
    """Say how to report what is in the way, and how to get the same without the dashboard."""
    say = view.say
    if address := os.environ.get(CONTACT):
        st.markdown(say("Write to {address}.", address=f"[{address}](mailto:{address})"))
    else:
        st.markdown(say("Tell the board, or the leader who gave you the address of this site."))
    st.markdown(
        say(
            "Say which page it was, what you wanted to do, and which aids you use. You get an "
            "answer in words, and the numbers in the form that suits you."
        )
    )
    st.markdown(
        say(
            "Each figure also has a plain page of its own, which needs no script: "
            "[all figures as plain pages]({address}).",
            address=f"/f?lang={say.language}",
        )
    )
