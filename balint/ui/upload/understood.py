"""What was understood of the file, and how does the reader correct it?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from balint.access import Act
from balint.forms import Form, label
from balint.intake import Plan, left_aside, told_readings
from balint.intake.fit import is_doubtful
from balint.intake.personal import mask
from balint.ui.texts import as_text
from balint.ui.upload.sending import Sending, choose_form, open_rounds
from balint.ui.view import View
from balint.words import Words

SHOWN_WORDS = 3


def understood(view: View, sending: Sending, plan: Plan) -> None:
    """Say how the file was read, and let the reader say otherwise."""
    say = view.say
    st.header(say("What we understood"), anchor="understood")
    if plan.better:
        _warn_of_form(view, plan.better)
    st.markdown(f"**{as_text(plan.table.name)}** · {_rows(say, plan)}")
    told = [*_letters(say, plan), *told_readings(plan, say), *left_aside(plan, say)]
    if told:
        st.markdown("\n".join(f"- {as_text(line)}" for line in told))
    with st.expander(
        _matching_summary(say, plan),
        icon=":material/view_column:",
        expanded=plan.matching.n_matched > 0 and is_doubtful(plan.matching),
    ):
        st.caption(" · ".join(_technically(say, plan)))
        _matching_table(say, sending.form, plan)
        _correct_matching(say, sending, plan)
        _correct_place(say, sending, plan)


def _warn_of_form(view: View, better: Form) -> None:
    """Say which other form the file fits, and offer to read it as that where it may be sent."""
    say, title = view.say, as_text(better.title.in_language(view.say.language))
    st.warning(
        say("The columns of the file are rather those of “{form}”.", form=title),
        icon=":material/swap_horiz:",
    )
    if not view.person.only_round and (view.person.may(Act.GOVERN) or open_rounds(view, better)):
        st.button(
            say("Read it as “{form}”", form=title),
            key="upload_read_as",
            icon=":material/swap_horiz:",
            on_click=choose_form,
            args=(better,),
        )


def _rows(say: Words, plan: Plan) -> str:
    table = plan.table
    rows = say.plural("1 row of answers", "{n} rows of answers", len(plan.rows))
    if len(table.sheets) < 2:
        return rows
    return f"{rows} · " + say("sheet “{sheet}”", sheet=as_text(table.sheet or ""))


def _letters(say: Words, plan: Plan) -> list[str]:
    """Let the reader see whether the letters of a text file are right, where it has any such."""
    words = plan.table.words[:SHOWN_WORDS] if plan.table.encoding else ()
    return (
        [say("Check that å, ä and ö are right: {words}", words=", ".join(words))] if words else []
    )


def _technically(say: Words, plan: Plan) -> list[str]:
    """Say how the file is made, for who knows about files."""
    table = plan.table
    facts = [say("headers in row {n}", n=table.header_row)]
    if table.encoding:
        facts.append(say("letters as {encoding}", encoding=_encoding(table.encoding)))
    delimiters = {
        ";": say("columns divided by semicolon"),
        ",": say("columns divided by comma"),
        "\t": say("columns divided by tab"),
    }
    if table.delimiter in delimiters:
        facts.append(delimiters[table.delimiter])
    if plan.decimal:
        facts.append(say("decimal comma") if plan.decimal == "," else say("decimal point"))
    return facts


def _encoding(encoding: str) -> str:
    """Name an encoding as people write it."""
    if encoding.startswith("utf"):
        return encoding.removesuffix("-sig").upper()
    return encoding.replace("-roman", " Roman").replace("mac", "Mac").replace("windows", "Windows")


def _matching_summary(say: Words, plan: Plan) -> str:
    return say(
        "{matched} of {n} columns answer a question of the form",
        matched=plan.matching.n_matched,
        n=len(plan.matching.columns),
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
            ["", *form.field_ids],  # a text, which is named anew in another language
            format_func=lambda name: (
                _target_name(say, form, name) if name else say("nothing: leave it out")
            ),
            key="upload_match_field",
            placeholder="–",
        )
        if st.form_submit_button(say("Change the matching")):
            sending.settled.mapping[header] = field or None
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
