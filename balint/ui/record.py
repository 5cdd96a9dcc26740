"""How are the lists of the published record shown: sources, gaps, contradictions, definitions?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from balint import queries
from balint.bundle import demo_is_removed, remove_demo, restore_demo
from balint.figures.context import subject_names
from balint.figures.labels import badge_words
from balint.figures.sources import in_brackets
from balint.forms import form_ids, load_form
from balint.rounds import Round
from balint.ui.entries import entry_list, fact, headed
from balint.ui.texts import as_text
from balint.ui.view import View
from balint.words import Words


def _rows(view: View, query: str) -> list[dict[str, Any]]:
    return queries.rows(view.cursor(), query)


def studies_list(view: View) -> None:
    """List the four studies of the thesis."""
    say = view.say
    entry_list(
        (
            headed(say("Study {number}", number=row["study"])),
            as_text(say.pick(row["participants_sv"], row["participants_en"])),
            fact(say("Collection"), say.pick(row["collection_sv"], row["collection_en"])),
            fact(say("Analysis"), say.pick(row["analysis_sv"], row["analysis_en"])),
            fact(say("Published in"), row["published_in"]),
        )
        for row in _rows(view, "context/studies")
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
        st.markdown(f"- {as_text('; '.join(words))}. :gray[{as_text(citation)}]")


def forces_list(view: View) -> None:
    """List the four kinds of groups by what starts them."""
    say = view.say
    origins = {"internal": say("from within"), "external": say("from outside")}
    plans = {"planned": say("planned"), "emergent": say("unplanned")}
    for row in _rows(view, "context/forces"):
        name = headed(say.pick(row["label_sv"], row["label_en"]))
        example = as_text(say.pick(row["example_sv"], row["example_en"]))
        st.markdown(f"- {name} ({origins[row['origin']]}, {plans[row['planning']]}): {example}")


def omissions_list(view: View) -> None:
    """List what the sources do not print, by subject."""
    say, names = view.say, subject_names(view.say)
    rows = _rows(view, "context/omissions")
    for subject, name in names.items():
        missing = [row for row in rows if row["subject"] == subject]
        if missing:
            told = (
                say.pick(row["what_sv"], row["what_en"]) + in_brackets(say, row["page"])
                for row in missing
            )
            st.markdown("\n- ".join((f"{headed(name)}\n", *map(as_text, told))))


def inconsistencies_list(view: View) -> None:
    """List where the sources contradict themselves or each other."""
    say = view.say
    st.markdown(
        say(
            "Against each statement stands what another source has, or what follows from a sum "
            "of ours."
        )
    )
    entry_list(_contradiction(say, row) for row in _rows(view, "context/inconsistencies"))


def _contradiction(say: Words, row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        headed(say.pick(row["title_sv"], row["title_en"])),
        fact(say("In one source"), say.pick(row["printed_sv"], row["printed_en"])),
        fact(say("Against it"), say.pick(row["against_sv"], row["against_en"])),
        as_text(say.pick(row["what_sv"], row["what_en"]) + in_brackets(say, row["page"])),
    )


def sources_list(view: View) -> None:
    """List the sources; each that has an address leads there."""
    say = view.say
    for row in _rows(view, "context/sources"):
        link = f"https://doi.org/{row['doi']}" if row["doi"] else row["url"]
        citation = as_text(say.pick(row["citation_sv"], row["citation_en"]))
        st.markdown(f"- [{citation}]({link})" if link else f"- {citation}")


def rounds_list(view: View) -> None:
    """List all rounds with their form, their provenance and how many answered."""
    say, kinds = view.say, badge_words(view.say)
    forms = form_names(say)
    entry_list(
        (
            headed(found.title(say.language)),
            " · ".join(
                (
                    forms[found.form],
                    kinds[found.provenance],
                    *([_answers(say, found)] if found.form_version else []),
                )
            ),
        )
        for form in forms
        for found in view.rounds(form)
    )


def _answers(say: Words, found: Round) -> str:
    return say.plural("1 answer", "{n} answers", found.n_rows)


def form_names(say: Words) -> dict[str, str]:
    """Name the forms, and what is printed beside them."""
    names = {each: load_form(each).title.in_language(say.language) for each in form_ids()}
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
