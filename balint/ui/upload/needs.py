"""What in the file needs the reader: questions to answer, cells to mend, rows to leave out?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from balint.forms import Form, label
from balint.intake import Plan, Problem, refused_file
from balint.intake.personal import mask
from balint.ui.scrolling import scroll_to
from balint.ui.texts import as_text
from balint.ui.upload.sending import Sending
from balint.ui.view import View
from balint.words import Words, later

MOST_MENDED_AT_ONCE = 20
SHOWN_CELLS = 8
MOST_CHOICES = 12
CHOSEN = ("unknown_choice", "not_yes_or_no", "missing_value")
"""What is wrong with a cell that should have one of some answers."""

KINDS = {
    later("Numbers"): ("not_a_number", "not_whole", "out_of_range", "date_for_number"),
    later("Choices"): ("unknown_choice", "not_yes_or_no"),
    later("Dates"): ("not_a_date", "in_the_future"),
    later("Rankings"): ("rank_twice",),
    later("Codes, and answers that must be there"): ("code_twice", "missing_value"),
    later("Perhaps sent twice"): ("perhaps_same",),
    later("Answers that do not fit together"): ("more_dropouts_than_members",),
    later("Personal data"): ("personal_identity_number", "email", "telephone"),
    later("How the file is written"): (
        *("too_many_cells", "merged_cells", "formula_fault", "garbled"),
    ),
}
"""The kinds under which problems are told, each with the codes of its own."""


def needs(view: View, sending: Sending, plan: Plan) -> None:
    """Ask what the file leaves open, and help to mend what is wrong."""
    say = view.say
    if not any((plan.problems, plan.notices, plan.questions, plan.edits)):
        return
    with st.container(key="upload_needs"):
        st.header(say("What needs you"), anchor="needs")
        _questions(sending, plan)
        errors = [problem for problem in plan.problems if problem.severity == "error"]
        for problem in errors:
            if problem.row is None:
                cell = f"{problem.cell}: " if problem.cell else ""
                st.error(cell + as_text(problem.message), icon=":material/error:")
        in_rows = [problem for problem in errors if problem.row is not None]
        if in_rows:
            _mend(say, sending, plan, in_rows)
            _leave_out(say, sending, plan)
        if plan.notices:
            _notices(say, sending, plan)
        if plan.edits:
            _mended(say, sending, plan)
    if sending.settled.times_mended and not plan.accepted:
        # A selector of its own for each time: the button that was pressed stood far below.
        scroll_to(f".st-key-upload_needs:not(.mended-{sending.settled.times_mended})")


def _questions(sending: Sending, plan: Plan) -> None:
    for question in plan.questions:
        names = {answer: as_text(text) for answer, text in question.answers}
        places = [problem.cell for problem in plan.problems if problem.key == question.key]
        cells = ", ".join(cell for cell in places[:SHOWN_CELLS] if cell)
        answer = st.radio(
            as_text(question.text) + (f" ({cells})" if cells else ""),
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
    _cells(say, sending, plan, problems, key="mend")


def _notices(say: Words, sending: Sending, plan: Plan) -> None:
    """Show what is perhaps sent twice, and take another code for it."""
    st.markdown(
        say.plural(
            "**1 row** is perhaps sent twice. It is stored as it stands, unless you change it.",
            "**{n} rows** are perhaps sent twice. They are stored as they stand, unless you change "
            "them.",
            len(plan.notices),
        )
    )
    for notice in plan.notices[:MOST_MENDED_AT_ONCE]:
        if notice.cell is None:
            st.markdown(f"- {say('row {n}', n=notice.row)}: {as_text(notice.message)}")
    if any(notice.cell for notice in plan.notices):
        _cells(say, sending, plan, plan.notices, key="twins")


def _cells(
    say: Words, sending: Sending, plan: Plan, problems: Sequence[Problem], *, key: str
) -> None:
    """Show cells with what is said of each, and take what they should have said."""
    in_cells = {problem.cell: problem for problem in problems if problem.cell}
    shown = list(in_cells.values())[:MOST_MENDED_AT_ONCE]
    given: dict[str, str] = {}
    with st.form(f"upload_{key}_{sending.key}"):
        for kind, alike in _by_kind(say, shown):
            st.markdown(f"**{kind}** ({len(alike)})")
            given |= {str(problem.cell): _cell(say, sending, plan, problem) for problem in alike}
        if len(in_cells) > len(shown):
            st.caption(
                say(
                    "{n} more follow when these are mended. It may be quicker in the file itself.",
                    n=len(in_cells) - len(shown),
                )
            )
        if st.form_submit_button(
            say("Use these values"), key=f"upload_use_{key}_{sending.key}", icon=":material/edit:"
        ):
            changed = {
                str(problem.cell): given[str(problem.cell)]
                for problem in shown
                if given[str(problem.cell)] != (problem.value or "")
            }
            sending.settled.edits |= changed
            sending.settled.times_mended += 1
            st.rerun()


def _by_kind(say: Words, problems: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    """Put problems of one kind together, in the order of the file within each."""
    kinds = {code: kind for kind, codes in KINDS.items() for code in codes}
    for kind in (*KINDS, later("Other")):
        alike = [found for found in problems if kinds.get(found.code, "Other") == kind]
        if alike:
            yield say(kind), alike


def _cell(say: Words, sending: Sending, plan: Plan, problem: Problem) -> str:
    form = sending.form
    names = {field.id: label(field, say.language) for field in form.fields}
    left, right = st.columns([1, 2], vertical_alignment="top")
    with left:
        text = _mended_text(
            f"{problem.cell} · {names.get(problem.column or '', problem.column or '')}",
            problem,
            _choices(say, form, problem),
            f"{say.language}_{sending.key}_{problem.cell}",
        )
    right.markdown(as_text(problem.message))
    right.caption(say("Row in the file: {cells}", cells=as_text(_original(plan, problem))))
    return text


def _mended_text(name: str, problem: Problem, choices: Sequence[str], key: str) -> str:
    """Let the reader choose among a few answers, or write one, with those near it to choose."""
    value = problem.value or ""
    if choices and len(choices) <= MOST_CHOICES:
        return st.selectbox(
            name,
            list(dict.fromkeys((value, *choices, ""))),
            format_func=lambda text: text or "–",
            key=f"upload_choice_{key}",
            placeholder="–",
        )
    typed = st.text_input(name, value=value, key=f"upload_cell_{key}")
    near = [text for text in problem.accepted_values if text in choices]
    if not near:
        return typed
    picked = st.pills(name, near, key=f"upload_near_{key}", label_visibility="collapsed", wrap=True)
    return picked or typed


def _choices(say: Words, form: Form, problem: Problem) -> list[str]:
    """Give the answers that a cell may have, where they can be listed."""
    field = next((field for field in form.fields if field.id == problem.column), None)
    if field is None or problem.code not in CHOSEN:
        return []
    if field.kind == "yes_no":
        return [say("Yes"), say("No")]
    return [choice.label.in_language(say.language) for choice in field.choices]


def _original(plan: Plan, problem: Problem) -> str:
    numbers = {row.number: row.file_row for row in plan.rows}
    table = plan.table
    cells = table.rows[table.numbers.index(numbers[problem.row or 0])]
    filled = [mask(cell) for cell in cells if cell][:SHOWN_CELLS]
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
    mended = ", ".join(
        say("{cell} = “{value}”", cell=cell, value=value) for cell, value in plan.edits
    )
    st.markdown(say("Mended here: {cells}", cells=as_text(mask(mended))))
    if not plan.keeps_file:
        st.caption(say("The file itself is not kept: it has personal data."))
    if st.button(say("Take back what was mended"), key="upload_unmend", icon=":material/undo:"):
        sending.settled.edits = {}
        st.rerun()
