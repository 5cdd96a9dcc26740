"""Do the groups still run that the reader has told of? One press answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from balint.forms import shown_answer
from balint.intake import OwnGroup, answer_for, own_groups
from balint.intake.still_runs import ENDED, INVENTORY, RESTS, RUNS
from balint.rights import retention_of
from balint.rounds import Round
from balint.store import today_in_sweden
from balint.ui.texts import as_text
from balint.ui.upload.receipt import show_receipt
from balint.ui.upload.sending import open_rounds
from balint.ui.view import View


def still_runs(view: View) -> None:
    """Ask of the reader's own groups in each inventory that takes answers; the board has all."""
    sender = view.person.sender
    if sender is None:
        return
    for found in open_rounds(view, INVENTORY):
        groups = own_groups(view.cursor(), found, sender)
        if groups:
            _ask(view, found, groups)


def _ask(view: View, found: Round, groups: Sequence[OwnGroup]) -> None:
    say, cursor = view.say, view.cursor()
    st.header(say("Do your groups still run?"), anchor=f"groups-{found.id}")
    st.markdown(
        say(
            "One press is enough: your answer is stored at once in “{round}”, all else stays as "
            "you told it, and it can be taken back.",
            round=as_text(found.title(say.language)),
        )
    )
    st.caption(
        say(
            "You also say by it that those who answer for the group know [what is done with the "
            "answers](#templates). The answers are kept until {day}.",
            day=say.date(retention_of(cursor, found).keep_until),
        )
    )
    for group in groups:
        _group(view, found, group)
    waiting = [group for group in groups if not _answered_today(found, group)]
    if len(waiting) > 1 and all(group.answers["status"] != RESTS for group in waiting):
        codes = [group.code for group in waiting]
        if st.button(
            say("All {n} run", n=len(codes)), key=f"run-{found.id}", icon=":material/done_all:"
        ):
            _store(view, found, codes, RUNS)


def _answered_today(found: Round, group: OwnGroup) -> bool:
    return group.stands_in.id == found.id and group.confirmed_on == today_in_sweden()


def _group(view: View, found: Round, group: OwnGroup) -> None:
    """Show a group, and let the reader say how it is today, once a day."""
    say = view.say
    left, right = st.columns([2, 3], vertical_alignment="center")
    left.markdown(f"**{as_text(group.code)}**  \n:gray[{' · '.join(_facts(view, found, group))}]")
    if _answered_today(found, group):
        return
    names = {RUNS: say("It runs"), RESTS: say("It rests"), ENDED: say("It has ended")}
    with right.container(horizontal=True):
        for status, name in names.items():
            if st.button(name, key=f"{status}-{found.id}-{group.code}"):
                _store(view, found, [group.code], status)


def _facts(view: View, found: Round, group: OwnGroup) -> list[str]:
    """Say where a group is, how it was, and how lately somebody said so."""
    say, day = view.say, group.confirmed_on
    facts = [
        shown_answer(INVENTORY.field(name), group.answers[name], say)
        for name in ("region", "status")
    ]
    if _answered_today(found, group):
        facts.append(f":material/check: {say('confirmed today')}")
    else:
        facts.append(say("confirmed {day}", day=say.date(day)) if day else say("not confirmed yet"))
    if group.stands_in.id != found.id:
        facts.append(say("from “{round}”", round=as_text(group.stands_in.title(say.language))))
    return [fact for fact in facts if fact]


def _store(view: View, found: Round, codes: Collection[str], status: str) -> None:
    with st.spinner(view.say("Storing")):
        stored = answer_for(
            view.store, found.id, codes, status, by=view.person, language=view.say.language
        )
    show_receipt(INVENTORY.id, stored)
