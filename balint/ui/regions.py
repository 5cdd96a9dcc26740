"""How is one region chosen, by list or by map, and what does the page then say of it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from balint.disclosure import AUDIENCES, BOARD
from balint.figures.counties import EVERYWHERE, region_names
from balint.figures.county_map import CODE, REGIONS
from balint.figures.region_facts import Fact, region_facts
from balint.store import Store, today_in_sweden
from balint.ui.cards import FigureCall, drawn_card, figure_table
from balint.ui.filters import choose_option
from balint.ui.scrolling import scroll_to
from balint.ui.texts import as_text
from balint.ui.view import Drawn, View, drawn, kept

FIGURE = "groups-by-region"
KEY = "region"
"""The name under which the chosen region stands in the address."""
CLICKS = "groups_clicks"
"""Counts the clicks on maps of this session."""
CLICK = "clicked"
"""The name of the selection on the map."""


def choose_region(view: View) -> str:
    """Let the reader choose a region or the whole country; gives its code."""
    return choose_option(view, FIGURE, "region", key=KEY)


def narrowed(view: View, region: str, figure_ids: Sequence[str]) -> list[FigureCall]:
    """Narrow figures to a region for the board; for others they are about the whole country."""
    chosen = {"region": region} if view.person.audience is BOARD else {}
    return [(figure_id, chosen) for figure_id in figure_ids]


def region_panel(view: View, rounds: Sequence[str], region: str) -> None:
    """Say in words what each round knows of the chosen region, if there is one."""
    if region == EVERYWHERE or not rounds:
        return
    titles = {found.id: found.title(view.say.language) for found in view.every_round()}
    clicks = st.session_state.get(CLICKS, 0)
    place = f"groups_region_{clicks}"
    with st.container(border=True, key=place):
        st.subheader(region_names()[region], anchor=False)
        for column, round_id in zip(st.columns(len(rounds)), rounds, strict=True):
            with column:
                st.caption(as_text(titles[round_id]))
                st.markdown("\n".join(map(_line, _facts_of(view, round_id, region))))
        if view.person.audience is not BOARD:
            st.caption(
                view.say(
                    "The map, the comparison of regions and the health-care regions follow the "
                    "choice. The other figures are about the whole country."
                )
            )
    if clicks:
        scroll_to(f".st-key-{place}")  # the map that was clicked stands below


def _line(fact: Fact) -> str:
    text = f":gray[{fact.text}]" if fact.is_old else fact.text
    return f"- **{fact.name}:** {text}"


def _facts_of(view: View, round_id: str, region: str) -> list[Fact]:
    audience, today = view.person.audience.name, today_in_sweden()
    asked = (view.store.data_version, round_id, region, view.say.language, audience, today)
    return _facts(view.store, *asked)


@kept(200)
def _facts(
    store: Store,
    data_version: int,
    round_id: str,
    region: str,
    language: str,
    audience: str,
    today: dt.date,
) -> list[Fact]:
    return region_facts(store, round_id, region, language, AUDIENCES[audience], today=today)


@st.fragment
def region_map(view: View, rounds: Sequence[str], region: str) -> None:
    """Show table and map of each round; another measure runs this part of the page alone."""
    measure = choose_option(view, FIGURE, "measure", key="measure") if rounds else "groups"
    several = len(rounds) > 1
    columns = (
        [column for _ in rounds[::2] for column in st.columns(2)] if several else [st.container()]
    )
    for column, chosen in zip(columns, [[one] for one in rounds] or [[]], strict=False):
        options = (("measure", measure), ("region", region))
        shown = drawn(view, FIGURE, tuple(chosen), options)
        show = partial(_table_and_map, view, region=region, stacked=several)
        with column:
            drawn_card(
                view,
                shown,
                key="-".join((FIGURE, *chosen)),
                first=(view.say("Table and map"), show),
            )


def _table_and_map(view: View, shown: Drawn, *, region: str, stacked: bool) -> None:
    """Show the table, first in reading order, and the map beside or below it.

    A click runs this part alone; if it has chosen another region, the whole page follows.
    """
    if st.session_state.get(KEY, region) != region:
        st.rerun()
    left, right = (st.container(), st.container()) if stacked else st.columns([3, 2])
    with left:
        figure_table(shown)
    with right, st.container(key=f"groups_map_place_{shown.figure.rounds[0].id}"):
        clicks = st.session_state.get(CLICKS, 0)
        _clickable(shown, key=f"groups_map_{shown.figure.rounds[0].id}_{region}_{clicks}")
        st.caption(view.say("Choose a region on the map, or in the list at the top."))


def _clickable(shown: Drawn, *, key: str) -> None:
    """Show the map.

    Each choice makes a new one: a browser remembers what was clicked on the one before, and would
    choose it again as soon as it comes back.
    """
    st.vega_lite_chart(
        spec=_with_selection(shown.spec or {}),
        theme=None,
        alt=shown.figure.sentence,
        width="content",
        key=key,
        on_select=partial(_follow, key),
    )


def _with_selection(spec: dict[str, Any]) -> dict[str, Any]:
    """Let the regions of a map be clicked; what is cached stays as it is."""
    regions, *others = spec["layer"]
    clicked = {
        "name": CLICK,
        "select": {"type": "point", "fields": [CODE]},
        "views": [REGIONS],
    }
    pointed = {**regions, "mark": {**regions["mark"], "cursor": "pointer"}}
    return {**spec, "layer": [pointed, *others], "params": [clicked]}


def _follow(key: str) -> None:
    """Choose the region that was clicked; a click on the chosen one lets it go."""
    points = st.session_state[key]["selection"].get(CLICK, [])
    for code in (code for point in points for code in point.values()):
        st.session_state[KEY] = EVERYWHERE if code == st.session_state.get(KEY) else code
        st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
