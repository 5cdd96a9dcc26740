"""How are the lists of the published record shown: sources, gaps, contradictions, definitions?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from balint import queries
from balint.bundle import demo_is_removed, remove_demo, restore_demo
from balint.figures.context import subject_names
from balint.figures.labels import badge_words
from balint.forms import form_ids, load_form
from balint.ui.texts import as_text
from balint.ui.view import View
from balint.words import Words


def _rows(view: View, query: str) -> list[dict[str, Any]]:
    return queries.rows(view.cursor(), query)


def _table(rows: list[dict[str, str]]) -> None:
    shown = [{name: as_text(text) for name, text in row.items()} for row in rows]
    st.table(pd.DataFrame(shown), hide_index=True, border="horizontal")


def studies_table(view: View) -> None:
    """List the four studies of the thesis."""
    say = view.say
    _table(
        [
            {
                say("Study"): row["study"],
                say("Participants"): say.pick(row["participants_sv"], row["participants_en"]),
                say("Collection"): say.pick(row["collection_sv"], row["collection_en"]),
                say("Analysis"): say.pick(row["analysis_sv"], row["analysis_en"]),
                say("Published in"): row["published_in"],
            }
            for row in _rows(view, "context/studies")
        ]
    )


def definitions_list(view: View) -> None:
    """List how sources define a Balint group."""
    say = view.say
    by_source: dict[str, list[str]] = {}
    for row in _rows(view, "context/definitions"):
        by_source.setdefault(say.pick(row["citation_sv"], row["citation_en"]), []).append(
            say.pick(row["words_sv"], row["words_en"])
        )
    for citation, words in by_source.items():
        st.markdown(f"- {'; '.join(words)}. :gray[{citation}]")


def forces_list(view: View) -> None:
    """List the four kinds of groups by what starts them."""
    say = view.say
    origins = {"internal": say("from within"), "external": say("from outside")}
    plans = {"planned": say("planned"), "emergent": say("unplanned")}
    for row in _rows(view, "context/forces"):
        name = say.pick(row["label_sv"], row["label_en"])
        example = say.pick(row["example_sv"], row["example_en"])
        st.markdown(f"- **{name}** ({origins[row['origin']]}, {plans[row['planning']]}): {example}")


def omissions_list(view: View) -> None:
    """List what the sources do not print, by subject."""
    say, names = view.say, subject_names(view.say)
    rows = _rows(view, "context/omissions")
    for subject, name in names.items():
        missing = [row for row in rows if row["subject"] == subject]
        if missing:
            st.markdown(f"**{name}**")
            st.markdown(
                "\n".join(
                    f"- {say.pick(row['what_sv'], row['what_en'])}"
                    + (say(" (p. {page})", page=row["page"]) if row["page"] else "")
                    for row in missing
                )
            )


def inconsistencies_table(view: View) -> None:
    """List where the sources contradict themselves or each other."""
    say, names = view.say, subject_names(view.say)
    _table(
        [
            {
                say("Subject"): names[row["subject"]],
                say("In print"): say.decimals_in(row["printed"] or "–"),
                say("By our reckoning"): say.decimals_in(row["ours"] or "–"),
                say("Explanation"): say.pick(row["what_sv"], row["what_en"]),
                say("Page"): row["page"] or "–",
            }
            for row in _rows(view, "context/inconsistencies")
        ]
    )


def sources_list(view: View) -> None:
    """List the sources, with a link where they have one."""
    say = view.say
    for row in _rows(view, "context/sources"):
        link = f"https://doi.org/{row['doi']}" if row["doi"] else row["url"]
        citation = say.pick(row["citation_sv"], row["citation_en"])
        st.markdown(f"- {citation}" + (f" [{link}]({link})" if link else ""))


def rounds_table(view: View) -> None:
    """List all rounds with their provenance."""
    say, kinds = view.say, badge_words(view.say)
    forms = form_names(say)
    rows = [
        {
            say("Round"): found.title(say.language),
            say("Form"): forms[found.form],
            say("Kind of data"): kinds[found.provenance],
            say("Answers"): say.number(found.n_rows) if found.form_version else "–",
        }
        for form in forms
        for found in view.rounds(form)
    ]
    with st.container(key="rounds_all-4_right"):  # for style.css: where numbers stand
        _table(rows)


def form_names(say: Words) -> dict[str, str]:
    """Name the forms shortly."""
    names = {each: load_form(each).name.in_language(say.language) for each in form_ids()}
    return {**names, "background": say("Background")}


def demo_switch(view: View) -> None:
    """Let the board remove all demo rounds, and take that back."""
    say = view.say
    if demo_is_removed(view.cursor()):
        st.markdown(say("The demo rounds have been removed."))
        if st.button(say("Bring the demo rounds back"), key="rounds_restore_demo"):
            restore_demo(view.store, by=view.person)
            st.rerun()
        return
    st.markdown(
        say(
            "The demo rounds show what the app does with new answers. They are made up, and can "
            "be removed at any time."
        )
    )
    if st.button(say("Remove all demo rounds"), key="rounds_remove_demo"):
        _confirm_removal(view)


def _confirm_removal(view: View) -> None:
    say = view.say

    @st.dialog(say("Remove all demo rounds?"))
    def confirm() -> None:
        st.markdown(
            say(
                "Pages whose figures rest on demo rounds alone will say what is missing instead. "
                "You can bring the demo rounds back here."
            )
        )
        if st.button(say("Remove"), type="primary", key="rounds_confirm_removal"):
            remove_demo(view.store, by=view.person)
            st.rerun()

    confirm()
