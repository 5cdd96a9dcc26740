"""What in the file needs the reader: questions to answer, cells to mend, rows to leave out?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from balint.forms import label
from balint.intake import Plan, Problem, refused_file
from balint.ui.upload.sending import Sending
from balint.ui.view import View
from balint.words import Words

MOST_MENDED_AT_ONCE = 20
SHOWN_CELLS = 8


def needs(view: View, sending: Sending, plan: Plan) -> None:
    """Ask what the file leaves open, and help to mend what is wrong."""
    say = view.say
    if not plan.problems and not plan.questions and not plan.edits:
        return
    st.header(say("What needs you"), anchor="needs")
    _questions(say, sending, plan)
    errors = [problem for problem in plan.problems if problem.severity == "error"]
    for problem in errors:
        if problem.row is None:
            st.error(problem.message, icon=":material/error:")
    in_rows = [problem for problem in errors if problem.row is not None]
    if in_rows:
        _mend(say, sending, plan, in_rows)
        _leave_out(say, sending, plan)
    if plan.edits:
        _mended(say, sending, plan)


def _questions(say: Words, sending: Sending, plan: Plan) -> None:
    for question in plan.questions:
        names = dict(question.answers)
        places = [problem.cell for problem in plan.problems if problem.key == question.key]
        cells = ", ".join(cell for cell in places[:SHOWN_CELLS] if cell)
        answer = st.radio(
            question.text + (f" ({cells})" if cells else ""),
            list(names),
            index=list(names).index(question.answered) if question.answered else None,
            format_func=names.__getitem__,
            key=f"upload_answer_{sending.key}_{question.key}",
        )
        if answer is not None and answer != question.answered:
            sending.settled.answers[question.key] = answer
            st.rerun()


def _mend(say: Words, sending: Sending, plan: Plan, problems: Sequence[Problem]) -> None:
    """Show each faulty cell with its row, and take what it should have said."""
    st.markdown(
        say.plural(
            "**1 cell** cannot be stored as it stands.",
            "**{n} cells** cannot be stored as they stand.",
            len(problems),
        )
    )
    in_cells = {problem.cell: problem for problem in problems if problem.cell}
    shown = list(in_cells.values())[:MOST_MENDED_AT_ONCE]
    with st.form(f"upload_mend_{sending.key}"):
        given = {str(problem.cell): _cell(say, sending, plan, problem) for problem in shown}
        if len(in_cells) > len(shown):
            st.caption(
                say(
                    "{n} more follow when these are mended. It may be quicker in the file itself.",
                    n=len(in_cells) - len(shown),
                )
            )
        if st.form_submit_button(
            say("Use these values"), key=f"upload_use_{sending.key}", icon=":material/edit:"
        ):
            changed = {
                str(problem.cell): given[str(problem.cell)]
                for problem in shown
                if given[str(problem.cell)] != (problem.value or "")
            }
            sending.settled.edits |= changed
            st.rerun()


def _cell(say: Words, sending: Sending, plan: Plan, problem: Problem) -> str:
    form = sending.form
    names = {field.id: label(field, say.language) for field in form.fields}
    left, right = st.columns([1, 2], vertical_alignment="top")
    typed: str = left.text_input(
        f"{problem.cell} · {names.get(problem.column or '', problem.column or '')}",
        value=problem.value or "",
        key=f"upload_cell_{sending.key}_{problem.cell}",
    )
    right.markdown(problem.message)
    right.caption(say("Row in the file: {cells}", cells=_original(plan, problem)))
    return typed


def _original(plan: Plan, problem: Problem) -> str:
    numbers = {row.number: row.file_row for row in plan.rows}
    table = plan.table
    cells = table.rows[table.numbers.index(numbers[problem.row or 0])]
    filled = [cell for cell in cells if cell][:SHOWN_CELLS]
    return " · ".join(filled) + (" …" if sum(map(bool, cells)) > SHOWN_CELLS else "")


def _leave_out(say: Words, sending: Sending, plan: Plan) -> None:
    refused = plan.counts["refused"]
    leave_out = st.checkbox(
        say.plural(
            "Store the others and leave out 1 row",
            "Store the others and leave out {n} rows",
            refused,
        ),
        value=sending.settled.leave_out_rows,
        key=f"upload_leave_out_{sending.key}",
        help=say("Which rows were left out, and why, is recorded with the file."),
    )
    if leave_out != sending.settled.leave_out_rows:
        sending.settled.leave_out_rows = leave_out
        st.rerun()
    name, content = refused_file(plan)
    st.download_button(
        say.plural("Take the row with its reason", "Take the {n} rows with their reasons", refused),
        content,
        file_name=name,
        key="upload_refused",
        on_click="ignore",
        icon=":material/download:",
    )


def _mended(say: Words, sending: Sending, plan: Plan) -> None:
    st.markdown(say("Mended here: {cells}", cells=_listed(dict(plan.edits))))
    if st.button(say("Take back what was mended"), key="upload_unmend", icon=":material/undo:"):
        sending.settled.edits = {}
        st.rerun()


def _listed(edits: Mapping[str, str]) -> str:
    return ", ".join(f"{cell} = “{text}”" for cell, text in edits.items())
