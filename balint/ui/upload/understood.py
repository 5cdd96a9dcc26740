"""What was understood of the file, and how does the reader correct it?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from balint.forms import Form, label
from balint.intake import Plan, left_aside, told_readings
from balint.intake.personal import mask
from balint.ui.texts import as_text
from balint.ui.upload.sending import Sending
from balint.ui.view import View
from balint.words import Words


def understood(view: View, sending: Sending, plan: Plan) -> None:
    """Say how the file was read, and let the reader say otherwise."""
    say = view.say
    st.header(say("What we understood"), anchor="understood")
    st.markdown(f"**{as_text(plan.table.name)}** · " + " · ".join(_facts(say, plan)))
    told = [*told_readings(plan, say), *left_aside(plan, say)]
    if told:
        st.markdown("\n".join(f"- {as_text(line)}" for line in told))
    with st.expander(_matching_summary(say, plan), icon=":material/view_column:"):
        _matching_table(say, sending.form, plan)
        _correct_matching(say, sending, plan)
        _correct_place(say, sending, plan)


def _letters(encoding: str) -> str:
    """Name an encoding as people write it."""
    if encoding.startswith("utf"):
        return encoding.removesuffix("-sig").upper()
    return encoding.replace("-roman", " Roman").replace("mac", "Mac").replace("windows", "Windows")


def _facts(say: Words, plan: Plan) -> list[str]:
    table = plan.table
    facts = [say.plural("1 row of answers", "{n} rows of answers", len(plan.rows))]
    if table.sheet:
        facts.append(say("sheet “{sheet}”", sheet=as_text(table.sheet)))
    facts.append(say("headers in row {n}", n=table.header_row))
    if table.encoding:
        facts.append(say("letters as {encoding}", encoding=_letters(table.encoding)))
    delimiters = {
        ";": say("columns divided by semicolon"),
        ",": say("columns divided by comma"),
        "\t": say("columns divided by tab"),
    }
    if table.delimiter in delimiters:
        facts.append(delimiters[table.delimiter])
    if plan.decimal:
        facts.append(say("decimal comma") if plan.decimal == "," else say("decimal point"))
    if table.words:
        facts.append(say("reads as: {words}", words=as_text(", ".join(table.words))))
    return facts


def _matching_summary(say: Words, plan: Plan) -> str:
    columns = plan.matching.columns
    return say(
        "{matched} of {n} columns answer a question of the form",
        matched=sum(column.target is not None for column in columns),
        n=len(columns),
    )


def _target_name(say: Words, form: Form, name: str | None) -> str:
    if name in form.field_ids:
        return label(form.field(str(name)), say.language)
    return name or "–"


def _matching_table(say: Words, form: Form, plan: Plan) -> None:
    how = {
        "known": say("recognised"),
        "by_hand": say("chosen by you"),
        "suggested": say("a guess: see below"),
        "confirmed": say("confirmed by you"),
        "bookkeeping": say("the survey system's own, left aside"),
        "unmatched": say("not recognised, left aside"),
    }
    st.table(
        pd.DataFrame(
            {
                say("Column in the file"): as_text(mask(column.header)),
                say("Question of the form"): _target_name(
                    say, form, column.target.name if column.target else None
                ),
                say("How"): how[column.how],
            }
            for column in plan.matching.columns
        ),
        hide_index=True,
        border="horizontal",
    )


def _correct_matching(say: Words, sending: Sending, plan: Plan) -> None:
    form, headers = sending.form, [column.header for column in plan.matching.columns]
    with st.form(f"upload_match_{sending.key}", border=False):
        left, right = st.columns(2)
        header = left.selectbox(
            say("Column in the file"),
            headers,
            format_func=mask,
            key="upload_match_header",
            placeholder="–",
        )
        field = right.selectbox(
            say("holds the answers to"),
            [None, *form.field_ids],
            format_func=lambda name: (
                say("nothing: leave it out") if name is None else _target_name(say, form, name)
            ),
            key="upload_match_field",
            placeholder="–",
        )
        if st.form_submit_button(say("Change the matching")):
            sending.settled.mapping[header] = field
            st.rerun()


def _correct_place(say: Words, sending: Sending, plan: Plan) -> None:
    settled, table = sending.settled, plan.table
    with st.form(f"upload_place_{sending.key}", border=False):
        left, right = st.columns(2)
        sheet = table.sheet
        if len(table.sheets) > 1:
            sheet = left.selectbox(
                say("Sheet"),
                table.sheets,
                index=table.sheets.index(table.sheet or table.sheets[0]),
                key="upload_sheet",
                placeholder="–",
            )
        row = right.number_input(
            say("Row of the headers"), 1, value=table.header_row, key="upload_header_row"
        )
        if st.form_submit_button(say("Read again from there")):
            settled.forget()
            settled.header_row = int(row) if sheet == table.sheet else None
            settled.sheet = sheet
            st.rerun()
