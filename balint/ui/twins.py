"""What in a round is perhaps sent twice, and how does the board settle it?"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from balint import queries
from balint.access import Act
from balint.forms import Form, Value, label, load_form, shown_answer
from balint.intake import find_twins
from balint.rounds import Round, counting_answers, find_round
from balint.store import Store
from balint.ui.texts import as_text
from balint.ui.view import View, kept
from balint.words import Words

MOST_SHOWN = 20

Answers = Mapping[str, Value]
Pair = tuple[Answers, Answers, tuple[str, ...]]
"""Two answers with what each came in, and the fields in which they are alike."""


def twins_of_round(view: View, found: Round) -> None:
    """Show the board beside each other what is perhaps the same, and say what it can do.

    Raises: NotAllowed.
    """
    view.person.require(Act.GOVERN)
    say, pairs = view.say, _pairs(view.store, view.store.data_version, found.id)
    if not pairs:
        return
    title = say.plural("1 pair is perhaps the same", "{n} pairs are perhaps the same", len(pairs))
    with st.expander(title, icon=":material/content_copy:"):
        st.markdown(
            say(
                "Nothing needs to be done where they are two. If they are one, take back the file "
                "that has one of them too many and send it again with the right code, or without "
                "the row: all of that can be undone. Or erase one of the codes for good, below."
            )
        )
        files = {
            sent["submission_id"]: sent["file_name"]
            for sent in queries.rows(view.cursor(), "rounds/submissions", round_id=found.id)
        }
        for pair in pairs[:MOST_SHOWN]:
            _beside(view.say, load_form(found.form), pair, files)
        if len(pairs) > MOST_SHOWN:
            st.caption(say("{n} more follow when these are settled.", n=len(pairs) - MOST_SHOWN))


def _beside(say: Words, form: Form, pair: Pair, files: Mapping[str, str]) -> None:
    """Show two answers side by side; `files` names what each submission came in."""
    first, second, alike = pair
    rows = [
        (
            label(field, say.language),
            *(shown_answer(field, row[field.id], say) or "–" for row in (first, second)),
        )
        for field in form.fields
        if first[field.id] is not None or second[field.id] is not None
    ]
    rows.append(
        (say("Came last in"), *(files[str(row["submission_id"])] for row in (first, second)))
    )
    names = say.join(label(form.field(name), say.language) for name in alike)
    st.markdown(f"**{say('Alike: {fields}.', fields=names)}**")
    st.table(
        pd.DataFrame(
            [(name, as_text(one), as_text(other)) for name, one, other in rows],
            columns=[say("Question"), say("One"), say("The other")],
        ),
        hide_index=True,
        border="horizontal",
    )


@kept(50)
def _pairs(store: Store, data_version: int, round_id: str) -> tuple[Pair, ...]:
    cursor = store.cursor()
    form = load_form(find_round(cursor, round_id).form)
    rows = counting_answers(cursor, round_id, form)
    twins = find_twins(form, [tuple(row[name] for name in form.field_ids) for row in rows])
    return tuple((rows[each.first], rows[each.second], each.alike) for each in twins)
