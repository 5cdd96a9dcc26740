"""What will be stored, and how will the figures look with it?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from balint.access import Act
from balint.figures import DEFINITIONS, Figure, draw
from balint.forms import label, shown_answer
from balint.intake import Plan, commit
from balint.rounds import Round
from balint.ui.cards import drawn_card
from balint.ui.texts import as_text
from balint.ui.upload.reading import rests_on
from balint.ui.upload.sending import Sending
from balint.ui.view import Shelf, View, finished, shelf

SHOWN_CHANGES = 50
PREVIEWED = {
    "inventory": ("groups-by-region", "groups-by-kind"),
    "congress": ("dropout-reasons", "dropout-rate"),
    "study1": ("study1-effects",),
    "study2": ("role-choices", "class-table"),
}
"""The figures that show a file best, by form; of a form without, all that one round gives."""


def effect(view: View, sending: Sending, plan: Plan, new_round: Round | None) -> None:
    """Show what storing would do, and the figures as they would be."""
    say = view.say
    if not plan.matching.n_matched:
        return
    st.header(
        say("What will be stored") if plan.accepted else say("What would be stored"),
        anchor="effect",
    )
    names = {
        "new": say("new"),
        "changed": say("changed"),
        "unchanged": say("unchanged"),
        "refused": say("left out") if plan.leave_out_rows else say("cannot be stored"),
    }
    with st.container(horizontal=True):
        for status, n in plan.counts.items():
            st.metric(names[status], say.number(n), width="content")
    _changes(view, sending, plan)
    if not plan.accepted or not plan.to_store or not view.person.may(Act.GOVERN):
        return
    if not _previewed(sending.form.id):
        return
    with st.expander(say("The figures with these answers"), icon=":material/bar_chart:"):
        for figure in _preview(view, sending, plan, new_round):
            drawn_card(
                view, finished(figure, view.look), key=f"preview-{figure.id}", has_address=False
            )


def _previewed(form_id: str) -> tuple[str, ...]:
    of_form = (each for each in DEFINITIONS.values() if each.form == form_id)
    alone = tuple(each.id for each in of_form if "collected" in each.draws and not each.several)
    return PREVIEWED.get(form_id, alone)


def _changes(view: View, sending: Sending, plan: Plan) -> None:
    say, form = view.say, sending.form
    rows = [
        {
            say("Code"): as_text(row.code or "–"),
            say("Question"): label(field, say.language),
            say("In the round"): as_text(shown_answer(field, change.old, say) or "–"),
            say("In the file"): as_text(shown_answer(field, change.new, say) or "–"),
        }
        for row in plan.rows
        for change in row.changes
        for field in [form.field(change.field)]
    ]
    if rows:
        st.markdown(say("**Answers that change**"))
        st.table(pd.DataFrame(rows[:SHOWN_CHANGES]), hide_index=True, border="horizontal")
    if len(rows) > SHOWN_CHANGES:
        st.caption(
            say.plural(
                "1 more answer changes.",
                "{n} more answers change.",
                len(rows) - SHOWN_CHANGES,
            )
        )


def _preview(
    view: View, sending: Sending, plan: Plan, new_round: Round | None
) -> tuple[Figure, ...]:
    """Store the file in a rehearsal, draw, and let it be undone."""
    kept: Shelf[tuple[Figure, ...]] = shelf("upload_preview")
    key = repr((rests_on(view, sending), new_round))
    figures = kept.get(key)
    if figures is None:
        kept.clear()
        with st.spinner(view.say("Drawing")), view.store.rehearsal() as rehearsed:
            stored = commit(rehearsed, plan, by=view.person, new_round=new_round)
            figures = kept[key] = tuple(
                draw(rehearsed, figure_id, [stored.round_id], view.say.language)
                for figure_id in _previewed(sending.form.id)
            )
    return figures
