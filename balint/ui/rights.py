"""How does the board keep its promises to those who answered: how long, how many, erased when?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from balint.access import Act
from balint.erasure import (
    erase_answers,
    erase_person,
    erasure_words,
    plan_erasure,
    purge_files,
)
from balint.errors import AskedDoesNotFit, StillReading, UnknownCode
from balint.forms import load_form
from balint.forms.lists import regions
from balint.rights import (
    Coverage,
    Retention,
    coverage_of,
    coverage_words,
    retention_of,
    set_asked,
    set_keep_until,
)
from balint.rounds import Round
from balint.store import today_in_sweden
from balint.ui.incidents import tell
from balint.ui.texts import as_text
from balint.ui.view import View
from balint.words import in_sweden

MOST_ASKED = 100_000


def rights_of_round(view: View, found: Round) -> None:
    """Show until when a round's answers are kept and how many answered; remind when it is time.

    Raises: NotAllowed.
    """
    view.person.require(Act.GOVERN)
    say, cursor = view.say, view.cursor()
    retention, coverage = retention_of(cursor, found), coverage_of(cursor, found)
    del cursor  # who keeps one hinders an erasure
    _facts(view, retention, coverage)
    if retention.is_due(today_in_sweden()):
        _remind(view, found, retention)
    if retention.answers_erased is None:
        with st.expander(say("Those who answered"), icon=":material/shield_person:"):
            _settings(view, found, retention, coverage)
            _erase(view, found)


def _facts(view: View, retention: Retention, coverage: Coverage | None) -> None:
    say = view.say
    if retention.answers_erased:
        st.caption(
            say(
                "All answers were erased on {day}. Figures are shown as readers saw them then.",
                day=say.date(in_sweden(retention.answers_erased).date()),
            )
        )
    else:
        day = say.date(retention.keep_until)
        st.caption(say("Single answers of this round are kept until {day}.", day=day))
    if retention.files_purged and not retention.answers_erased:
        day = say.date(in_sweden(retention.files_purged).date())
        st.caption(say("The files were deleted as they came on {day}.", day=day))
    if coverage:
        st.badge(
            coverage_words(coverage, say),
            color="gray" if coverage.is_low else "green",
            icon=":material/group_off:" if coverage.is_low else ":material/groups:",
        )


def _remind(view: View, found: Round, retention: Retention) -> None:
    """Remind the board that the day has passed, and let it delete; nothing goes by itself."""
    say = view.say
    st.warning(
        say(
            "The answers of this round were to be kept until {day}. Delete the files as they came; "
            "the answers stay then. Or erase the answers too: figures that readers see stay as "
            "they are.",
            day=say.date(retention.keep_until),
        ),
        icon=":material/event_busy:",
    )
    with st.container(horizontal=True):
        if not retention.files_purged and st.button(
            say("Delete the files"), key=f"purge-{found.id}", icon=":material/delete:"
        ):
            _confirm_purge(view, found)
        if st.button(
            say("Erase all answers"), key=f"erase-all-{found.id}", icon=":material/delete_forever:"
        ):
            _confirm_erase_answers(view, found)


def _confirm_purge(view: View, found: Round) -> None:
    say = view.say
    _confirm(
        view,
        say("Delete the files of “{round}”?", round=as_text(found.title(say.language))),
        say(
            "All files are deleted as they came, and so are the copies beside the database. "
            "The answers stay, and can still be taken back and brought in again. Copies in "
            "other places you must delete yourself."
        ),
        button=(say("Delete for good"), f"purged-{found.id}"),
        erase=lambda: purge_files(view.store, found.id, by=view.person),
    )


def _confirm_erase_answers(view: View, found: Round) -> None:
    say = view.say
    _confirm(
        view,
        say("Erase all answers of “{round}”?", round=as_text(found.title(say.language))),
        say(
            "Every single answer is erased for good, with the files and the copies beside the "
            "database. What readers see of the figures is kept as it is now and shown to "
            "everybody, the board too; nothing can be divided, corrected or drawn anew. If "
            "the round is not released, nothing is left of it. Copies in other places you "
            "must delete yourself."
        ),
        button=(say("Erase for good"), f"erased-all-{found.id}"),
        erase=lambda: erase_answers(view.store, found.id, by=view.person),
    )


def _confirm(
    view: View, title: str, told: str, *, button: tuple[str, str], erase: Callable[[], object]
) -> None:
    """Say what is about to be erased, and erase it once the board presses the button.

    Takes: `button`, its words and its key.
    """
    words, key = button

    @st.dialog(title, width="large")
    def confirm() -> None:
        st.markdown(told)
        if st.button(words, type="primary", key=key):
            try:
                erase()
            except StillReading as error:
                st.error(view.say(error.message))
                return
            st.rerun()

    confirm()


def _settings(view: View, found: Round, retention: Retention, coverage: Coverage | None) -> None:
    """Let the board set how long answers are kept, and state how many were asked."""
    say = view.say
    with st.form(f"rights-{found.id}", border=False):
        left, right = st.columns(2)
        day = left.date_input(
            say("Keep single answers until"),
            value=retention.keep_until,
            min_value=dt.date(1970, 1, 1),
            max_value=dt.date(2200, 12, 31),
            key=f"keep-until-{found.id}",
            format="YYYY-MM-DD",
            help=say(
                "The form says {n} years. When the day has passed you are reminded here; nothing "
                "is deleted by itself.",
                n=load_form(found.form).kept_years,
            ),
        )
        asked = right.number_input(
            say("How many were asked, in all"),
            min_value=0,
            max_value=MOST_ASKED,
            value=coverage.asked if coverage else 0,
            key=f"asked-{found.id}",
            help=say("Counted as rows are: groups, leaders or physicians. 0 if it is not known."),
        )
        by_region = _asked_by_region(view, found, coverage) if found.form == "inventory" else {}
        if not st.form_submit_button(say("Save"), key=f"save-rights-{found.id}"):
            return
    try:
        set_asked(view.store, found.id, int(asked), by_region, by=view.person)
    except AskedDoesNotFit as error:
        tell(error, say)
        return
    if day != retention.keep_until:
        set_keep_until(view.store, found.id, day, by=view.person)
    st.rerun()


def _asked_by_region(view: View, found: Round, coverage: Coverage | None) -> dict[str, int]:
    """Let the board say how many were asked in each region, beside how many answered there."""
    say, known = view.say, coverage.regions if coverage else {}
    region, answered, asked = say("Region"), say("Answered"), say("Asked")
    names = {choice.code: choice.label.in_language(say.language) for choice in regions()}
    table = pd.DataFrame(
        {
            region: names.values(),
            answered: [known[code][0] if code in known else None for code in names],
            asked: [known[code][1] if code in known else None for code in names],
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        placeholder="–",
        disabled=[region, answered],
        column_config={asked: st.column_config.NumberColumn(min_value=0, step=1)},
        key=f"asked-by-region-{found.id}",
    )
    return {code: int(n) for code, n in zip(names, edited[asked].fillna(0), strict=True) if n}


def _erase(view: View, found: Round) -> None:
    """Let the board erase what one person answered."""
    say = view.say
    heading = say("Erase one person’s answers")
    st.markdown(f"**{heading}**")
    with st.form(f"erase-{found.id}", border=False, clear_on_submit=True):
        code = st.text_input(
            say("The person's code"),
            key=f"erase-code-{found.id}",
            help=say(
                "Exactly as the person has it. You see what changes before anything is erased."
            ),
        ).strip()
        pressed = st.form_submit_button(
            say("See what would be erased"), key=f"erase-plan-{found.id}"
        )
    if pressed and code:
        _confirm_erasure(view, found, code)


def _confirm_erasure(view: View, found: Round, code: str) -> None:
    say = view.say
    try:
        planned = plan_erasure(view.store, found.id, code, by=view.person, language=say.language)
    except UnknownCode as error:
        tell(error, say)
        return

    _confirm(
        view,
        say("Erase the answers with the code {code}?", code=as_text(code)),
        "\n".join(f"- {as_text(line)}" for line in erasure_words(planned, say)),
        button=(say("Erase for good"), f"erased-{found.id}"),
        erase=lambda: erase_person(
            view.store, found.id, code, by=view.person, language=say.language
        ),
    )
