"""How does the board read who did what?"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from balint import trail
from balint.store import today_in_sweden, utc_now
from balint.trail import ACTS, Entry
from balint.ui.language import choose
from balint.ui.texts import as_text
from balint.ui.view import View
from balint.words import Words, in_sweden

ALL = "all"
DAYS = ("7", "30", "365")
SHOWN = 200


def log_list(view: View) -> None:
    """Show what was done, by kind and period, and offer all of it as a file."""
    say = view.say
    left, right = st.columns(2)
    with left:
        act = _act(say)
    with right:
        since = _since(say)
    found = trail.entries(view.cursor(), act, since)
    if not found:
        st.info(
            say("Nothing of that kind has been done. Choose another kind or a longer time.")
            if act or since
            else say("Nothing has been done yet: no file sent, no round released, no link made."),
            icon=":material/hourglass_empty:",
        )
        return
    st.table(_rows(view, found[:SHOWN]), hide_index=True, border="horizontal")
    if len(found) > SHOWN:
        st.caption(
            say(
                "The latest {shown} of {n} are shown. The file has all of them.",
                shown=SHOWN,
                n=len(found),
            )
        )
    st.download_button(
        say("The log (CSV for Excel)"),
        lambda: trail.as_file(found, say),
        file_name=f"log-{today_in_sweden():%Y-%m-%d}.csv",
        mime="text/csv",
        key="log_file",
        on_click="ignore",
        icon=":material/download:",
    )


def _act(say: Words) -> str | None:
    names = {ALL: say("Everything"), **trail.act_words(say)}
    chosen = choose(say("What"), [ALL, *ACTS], key="act", default=ALL, name=names.__getitem__)
    return None if chosen == ALL else chosen


def _since(say: Words) -> dt.datetime | None:
    names = {
        ALL: say("From the beginning"),
        "7": say("The last 7 days"),
        "30": say("The last 30 days"),
        "365": say("The last year"),
    }
    days = choose(say("When"), [ALL, *DAYS], key="period", default=ALL, name=names.__getitem__)
    return None if days == ALL else utc_now() - dt.timedelta(days=int(days))


def _rows(view: View, found: list[Entry]) -> pd.DataFrame:
    say, acts = view.say, trail.act_words(view.say)
    titles = {each.id: each.title(say.language) for each in view.every_round()}
    return pd.DataFrame(
        {
            say("When"): f"{in_sweden(entry.happened_at):%Y-%m-%d %H:%M}",
            say("What"): " · ".join(filter(None, (acts[entry.act], trail.amount(entry, say)))),
            say("Who"): as_text(trail.who_words(entry.who, say)),
            say("Rounds"): as_text(", ".join(titles.get(each, each) for each in entry.rounds))
            or "–",
        }
        for entry in found
    )
