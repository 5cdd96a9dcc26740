"""What does the reader want to send: which form, to which round, in which file?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from balint.access import Act
from balint.forms import Form, form_ids, load_form
from balint.intake import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from balint.rounds import Round, find_round, known_rounds
from balint.ui.round_fields import form_field
from balint.ui.texts import as_text
from balint.ui.view import View

NEW_ROUND = "new"
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]


@dataclass(slots=True)
class Settled:
    """What the reader has decided about one file so far."""

    answers: dict[str, str] = field(default_factory=dict)
    mapping: dict[str, str | None] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)
    leave_out_rows: bool = False
    sheet: str | None = None
    header_row: int | None = None
    times_mended: int = 0

    def forget(self) -> None:
        """Begin again, as where another sheet has other cells."""
        self.answers, self.mapping, self.edits = {}, {}, {}
        self.leave_out_rows = False


@dataclass(frozen=True, slots=True)
class Sending:
    """One file on its way into a round; `round_id` is None for a round that is to be made."""

    form: Form
    round_id: str | None
    file_name: str
    data: bytes
    settled: Settled

    @property
    def key(self) -> str:
        """Tell the widgets of one file from those of another."""
        return hashlib.sha256(self.form.id.encode() + self.data).hexdigest()[:12]


def choose_file(view: View) -> Sending | None:
    """Let the reader choose form, round and file; None until there is a file."""
    say = view.say
    form, round_id = _by_link(view) if view.person.only_round else _form_and_round(view)
    if round_id is None and not view.person.may(Act.GOVERN):
        st.info(_no_round(view), icon=":material/hourglass_empty:")
        return None
    uploaded = st.file_uploader(
        say("File from Excel, a survey system or the template"),
        type=TYPES,
        key=f"upload_file_{st.session_state.get('upload_turn', 0)}",
    )
    st.caption(
        say(
            "CSV, TSV, text, Excel or OpenDocument; at most {megabytes} MB, {rows} rows and "
            "{columns} columns. Nothing is stored until you have seen what will be.",
            megabytes=MOST_BYTES // 1_000_000,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    )
    if uploaded is None:
        return None
    data = uploaded.getvalue()
    sending = Sending(form, round_id, uploaded.name, data, Settled())
    kept: dict[str, Settled] = st.session_state.setdefault("upload_settled", {})
    settled = kept.setdefault(sending.key, sending.settled)
    return Sending(form, round_id, uploaded.name, data, settled)


def _no_round(view: View) -> str:
    """Say that no round takes the file, and which would or what to do."""
    say = view.say
    if view.person.only_round:
        return say("The round takes no files now. Ask the board.")
    forms = [form for form in map(load_form, form_ids()) if open_rounds(view, form)]
    if not forms:
        return say(
            "No questionnaire has a round that takes files now. Ask the board to open one; "
            "a template below can be filled in meanwhile."
        )
    return say(
        "No round of this form takes files now. These have one: {forms}.",
        forms=say.join(as_text(form.title.in_language(say.language)) for form in forms),
    )


def own_form(view: View) -> Form:
    """Give the form of the one round that a leader's link is for."""
    return load_form(find_round(view.cursor(), view.person.only_round or "").form)


def _by_link(view: View) -> tuple[Form, str | None]:
    """Name the one round that a leader's link is for, None where it takes no files now."""
    say, form = view.say, own_form(view)
    found = next(iter(open_rounds(view, form)), None)
    if found is None:
        return form, None
    st.subheader(as_text(found.title(say.language)), anchor=False)
    st.caption(form.title.in_language(say.language))
    return form, found.id


def _form_and_round(view: View) -> tuple[Form, str | None]:
    left, right = st.columns(2)
    with left:
        form = form_field(view, key="upload_form")
    with right:
        return form, _choose_round(view, form)


def choose_form(form: Form) -> None:
    """Choose another form for the file that is there, before the page runs again."""
    st.session_state["upload_form"] = form.id


def open_rounds(view: View, form: Form) -> list[Round]:
    """List the rounds that take files; who may send sees them before they are released."""
    view.person.require(Act.SEND)
    return [
        found
        for found in known_rounds(view.store)
        if found.form == form.id
        and found.provenance == "collected"
        and found.takes_files
        and found.form_version == form.version
        and view.person.may_send_to(found.id)
    ]


def _choose_round(view: View, form: Form) -> str | None:
    say = view.say
    rounds = {found.id: found.title(say.language) for found in open_rounds(view, form)}
    if not rounds and not view.person.may(Act.GOVERN):
        return None
    stored_last = st.session_state.pop("upload_stored_last", None)
    if stored_last in rounds:  # a leader's second file seldom begins another round
        st.session_state[f"upload_round_{form.id}"] = stored_last
    chosen = st.selectbox(
        say("Round"),
        [*rounds, *([NEW_ROUND] if view.person.may(Act.GOVERN) else [])],
        key=f"upload_round_{form.id}",
        format_func=lambda round_id: rounds.get(round_id, say("A new round")),
        placeholder=say("Round"),
    )
    return None if chosen in (None, NEW_ROUND) else chosen
