"""What stands behind the gates of pages, opened without them: is it checked where it happens?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from balint import queries
from balint.access import LOCAL_BOARD
from balint.bundle import demo_is_removed, remove_demo, restore_demo
from balint.errors import NotAllowed
from balint.intake import Receipt, kept_file, undo
from balint.intake.still_runs import INVENTORY
from balint.links import find_link, list_links
from balint.rounds import Round, answers, find_round, list_rounds, set_state
from balint.store import ROOT, Store, process_store, today_in_sweden
from balint.ui import links, record, rights, rounds
from balint.ui.incidents import tell
from balint.ui.report import report_buttons
from balint.ui.submissions import submission
from balint.ui.upload import read, receipt, still_runs, store_file
from balint.ui.upload.sending import Sending, Settled
from balint.ui.view import View, current_view
from tests.figures.own_rounds import add_round
from tests.intake.files import CONGRESS, as_csv
from tests.intake.storing import LEADERS


@dataclass(frozen=True)
class Case:
    """A round of a test's own, with one file that a leader sent."""

    round_id: str
    receipt: Receipt
    link_id: str
    """A leader's link to the round, which is open."""

    @property
    def submission_id(self) -> str:
        """The leader's file."""
        assert self.receipt.submission_id
        return self.receipt.submission_id


Show = Callable[[View, Case], object]
Prepare = Callable[[Store, Case], object]
Done = Callable[[Store, Case], bool]


@dataclass(frozen=True)
class Act:
    """Something to be done: what shows it, what is pressed, and how one sees that it was done."""

    show: Show
    presses: tuple[str, ...]
    """Keys, where {round} and {file} stand for those of the case."""
    own: bool = False
    """Whether the file of the case is sent by whoever does it, not by the leader."""
    done: Done | None = None
    """None where it is done as soon as there is something to press."""
    before: Prepare = lambda _store, _case: None
    writes: dict[str, str] = field(default_factory=dict)
    """What is written into fields, by their keys."""
    ticks: str = ""
    """What the keys of the boxes that are ticked begin with."""


def _send(view: View, case: Case, *, to_new_round: bool = False) -> None:
    to = None if to_new_round else case.round_id
    sending = Sending(CONGRESS, to, "more.csv", as_csv(CONGRESS, LEADERS[12:20]), Settled())
    plan = read(view, sending)
    assert plan
    store_file(view, sending, plan)


def _inventory_of(case: Case) -> str:
    """Name an inventory beside the case's round, with one group of whoever sent its file."""
    return f"grupper-{case.round_id}"


def _add_inventory(store: Store, case: Case) -> None:
    """Open the inventory, and let the link of the case's holder be for it."""
    round_id = add_round(
        store, _inventory_of(case), "inventory", [{"region": "12"}], released=False
    )
    with store.transaction() as cursor:
        cursor.execute(
            "update submission set submitted_by = (select submitted_by from submission"
            " where round_id = $case) where round_id = $round_id",
            {"case": case.round_id, "round_id": round_id},
        )
        cursor.execute(
            "update link set rounds = [$round_id] where rounds = [$case]",
            {"case": case.round_id, "round_id": round_id},
        )


def _is_confirmed(store: Store, case: Case) -> bool:
    (row,) = answers(store.cursor(), _inventory_of(case), INVENTORY)
    return row[INVENTORY.field_ids.index("confirmed_on")] == today_in_sweden()


def _show_receipt(view: View, case: Case) -> None:
    st.session_state.setdefault("upload_receipt", (CONGRESS.id, case.receipt))
    receipt(view)


def _show_release(view: View, case: Case) -> None:
    """Show the question itself: in a test without a browser a dialog is gone in the next run."""
    rounds._confirm_release(view, find_round(view.cursor(), case.round_id))


def _show_file(view: View, case: Case) -> None:
    """Show one file, whoever's it is."""
    sent = queries.rows(view.cursor(), "rounds/submissions", round_id=case.round_id)
    submission(view, sent[0])


def _show_revoking(view: View, case: Case) -> None:
    links._revoke(view, find_link(view.cursor(), case.link_id))


def _found(view: View, case: Case) -> Round:
    return find_round(view.cursor(), case.round_id)


def _show_erasure(view: View, case: Case) -> None:
    """Ask whether to erase, until that is done."""
    if _n_answers(view.store, case) == 12:
        rights._confirm_erasure(view, _found(view, case), "L3")


def _n_answers(store: Store, case: Case) -> int:
    return len(list(answers(store.cursor(), case.round_id, CONGRESS)))


def _is_undone(store: Store, case: Case) -> bool:
    return not list(answers(store.cursor(), case.round_id, CONGRESS))


def _has_state(state: str) -> Done:
    return lambda store, case: find_round(store.cursor(), case.round_id).state == state


def _set_state(state: str) -> Prepare:
    def prepare(store: Store, case: Case) -> None:
        with store.transaction() as cursor:
            set_state(cursor, case.round_id, state)

    return prepare


def _demo(*, there: bool) -> Prepare:
    def prepare(store: Store, _case: Case) -> None:
        if demo_is_removed(store.cursor()) is there:
            (restore_demo if there else remove_demo)(store, by=LOCAL_BOARD)

    return prepare


ACTS: dict[str, Act] = {
    "send a file to an open round": Act(
        show=_send,
        ticks="upload_informed_",
        presses=("upload_store",),
        done=lambda store, case: len(list(answers(store.cursor(), case.round_id, CONGRESS))) == 20,
    ),
    "send a file to a new round": Act(
        show=lambda view, case: _send(view, case, to_new_round=True),
        writes={"upload_title_sv": "Ny {round}", "upload_title_en": "New {round}"},
        ticks="upload_informed_",
        presses=("upload_store",),
        done=lambda store, case: (
            f"ny-{case.round_id}" in {found.id for found in list_rounds(store.cursor())}
        ),
    ),
    "say that a group of their own runs": Act(
        before=_add_inventory,
        show=lambda view, _: still_runs(view),
        presses=("active-grupper-{round}-X000",),
        own=True,
        done=_is_confirmed,
    ),
    "say that a group of the leader's runs": Act(
        before=_add_inventory,
        show=lambda view, _: still_runs(view),
        presses=("active-grupper-{round}-X000",),
        done=_is_confirmed,
    ),
    "take back what the leader sent, at its receipt": Act(
        show=_show_receipt, presses=("upload_undo",), done=_is_undone
    ),
    "take back what they sent, at its receipt": Act(
        show=_show_receipt, presses=("upload_undo",), own=True, done=_is_undone
    ),
    "take back what they sent, in their list": Act(
        show=_show_file, presses=("undo-{file}",), own=True, done=_is_undone
    ),
    "take back what the leader sent, in a list": Act(
        show=_show_file, presses=("undo-{file}",), done=_is_undone
    ),
    "take back any file, in the board's list": Act(
        show=lambda view, _: rounds.round_list(view), presses=("undo-{file}",), done=_is_undone
    ),
    "bring a file in again": Act(
        before=lambda store, case: undo(store, case.submission_id, by=LOCAL_BOARD),
        show=lambda view, _: rounds.round_list(view),
        presses=("undo-{file}",),
        done=lambda store, case: not _is_undone(store, case),
    ),
    "set up a round": Act(
        show=lambda view, _: rounds._new_round(view, is_first=True),
        writes={"rounds_0_title_sv": "Ny {round}", "rounds_0_title_en": "New {round}"},
        presses=("rounds_0_set_up",),
        done=lambda store, case: (
            f"ny-{case.round_id}" in {found.id for found in list_rounds(store.cursor())}
        ),
    ),
    "open a round for files": Act(
        before=_set_state("closed"),
        show=lambda view, case: rounds._files(view, _found(view, case)),
        presses=("files-{round}",),
        done=_has_state("open"),
    ),
    "take files to a released round again": Act(
        before=_set_state("released"),
        show=lambda view, case: rounds._files(view, _found(view, case)),
        presses=("files-{round}",),
        done=lambda store, case: find_round(store.cursor(), case.round_id).takes_files,
    ),
    "close a round for files": Act(
        show=lambda view, case: rounds._files(view, _found(view, case)),
        presses=("files-{round}",),
        done=_has_state("closed"),
    ),
    "release a round": Act(
        show=_show_release,
        presses=("released-{round}",),
        done=_has_state("released"),
    ),
    "withdraw a round": Act(
        show=lambda view, case: rounds._confirm_withdrawal(view, _found(view, case)),
        presses=("withdrawn-{round}",),
        done=_has_state("withdrawn"),
    ),
    "bring a round back": Act(
        before=_set_state("withdrawn"),
        show=lambda view, _: rounds.round_list(view),
        presses=("withdraw-{round}",),
        done=_has_state("open"),
    ),
    "take all answers of a round": Act(
        show=lambda view, _: rounds.round_list(view), presses=("export-{round}",)
    ),
    "take a file that was sent": Act(
        show=lambda view, _: rounds.round_list(view), presses=("file-{file}",)
    ),
    "erase one person's answers": Act(
        show=_show_erasure,
        presses=("erased-{round}",),
        done=lambda store, case: _n_answers(store, case) == 11,
    ),
    "delete the files of a round": Act(
        show=lambda view, case: rights._confirm_purge(view, _found(view, case)),
        presses=("purged-{round}",),
        done=lambda store, case: kept_file(store.cursor(), case.submission_id)[1] is None,
    ),
    "erase all answers of a round": Act(
        show=lambda view, case: rights._confirm_erase_answers(view, _found(view, case)),
        presses=("erased-all-{round}",),
        done=_is_undone,
    ),
    "say how long answers are kept": Act(
        show=lambda view, case: rights.rights_of_round(view, _found(view, case)),
        presses=("save-rights-{round}",),
    ),
    "take the report": Act(
        show=lambda view, _: report_buttons(view), presses=("overview_report_pdf",)
    ),
    "make a leader's link": Act(
        show=lambda view, _: links._leader_link(view),
        presses=("links_make_button",),
        done=lambda store, case: list_links(store.cursor())[0].id > case.link_id,
    ),
    "revoke a link": Act(
        show=_show_revoking,
        presses=("links_revoked",),
        done=lambda store, case: find_link(store.cursor(), case.link_id).revoked_at is not None,
    ),
    "remove the demo rounds": Act(
        before=_demo(there=True),
        show=lambda view, _: record._confirm_removal(view),
        presses=("rounds_confirm_removal",),
        done=lambda store, _: demo_is_removed(store.cursor()),
    ),
    "bring the demo rounds back": Act(
        before=_demo(there=False),
        show=lambda view, _: record.demo_switch(view),
        presses=("rounds_restore_demo",),
        done=lambda store, _: not demo_is_removed(store.cursor()),
    ),
}


def show(act: str, case: Case) -> None:
    """Run as a script what shows an act, for whoever asks, without the page around it."""
    pages = {
        path.stem: st.Page(path, default=path.stem == "overview")
        for path in (ROOT / "pages").glob("*.py")
    }
    st.navigation(list(pages.values()), position="hidden")
    st.session_state["pages"] = pages
    view = current_view()
    try:
        ACTS[act].show(view, case)
    except NotAllowed as refused:
        tell(refused, view.say)  # as the entry script does


def is_done(act: str, case: Case) -> bool:
    """Say whether an act was done in the app's own store."""
    done = ACTS[act].done
    return done is None or done(process_store(), case)
