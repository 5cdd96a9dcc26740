"""How is a figure shown on a page? Finding, chart, sentence, table, method, files to take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import streamlit as st

from balint.figures import Figure
from balint.figures.labels import badge
from balint.glossary import terms_in
from balint.ui.glossary import term_list
from balint.ui.take_along import take_along
from balint.ui.texts import as_text
from balint.ui.view import Drawn, View, drawn
from balint.words import words_in

Item = TypeVar("Item")

FigureCall = tuple[str, Mapping[str, str]]
"""A figure and what was chosen of its options."""

FirstTab = tuple[str, Callable[[Drawn], None]]
"""The name of a card's first tab, and what shows chart and table in it."""

Badge = tuple[Literal["green", "blue", "orange", "gray"], str]
"""The colour and the sign of a badge."""

BADGES: Mapping[str, Badge] = {
    "published": ("green", ":material/menu_book:"),
    "collected": ("blue", ":material/how_to_reg:"),
    "demo": ("orange", ":material/science:"),
}


def figure_card(view: View, figure_id: str, rounds: Sequence[str] = (), **options: str) -> None:
    """Show a figure from some rounds, or from the round it prefers, or why it is empty."""
    shown = drawn(view, figure_id, tuple(rounds), tuple(sorted(options.items())))
    drawn_card(view, shown, key="-".join((figure_id, *rounds)))


def figure_columns(
    view: View, rounds: Sequence[str], left: Sequence[FigureCall], right: Sequence[FigureCall]
) -> None:
    """Show figures two abreast; where there are several rounds, each has a column with them all."""
    if len(rounds) < 2:
        _abreast(view, [(rounds, left), (rounds, right)])
        return
    for two in by_two(rounds):
        _abreast(view, [([round_id], (*left, *right)) for round_id in two])


def round_heading(view: View, rounds: Sequence[str]) -> None:
    """Name the one round that the figures below are of; `change_cards` heads several."""
    if len(rounds) > 1:
        return
    titles = {found.id: found.title(view.say.language) for found in view.every_round()}
    named = view.say.join(titles[round_id] for round_id in rounds)
    st.header(as_text(named) or view.say("No round yet"), anchor="round")


def change_cards(view: View, rounds: Sequence[str], *figure_ids: str) -> None:
    """Show what has changed between the base round and the others, first of all on a page."""
    if len(rounds) < 2:
        return
    st.header(view.say("What has changed"), anchor="change")
    for two in by_two(figure_ids):
        for column, figure_id in zip(st.columns(len(two)), two, strict=True):
            with column:
                figure_card(view, figure_id, rounds)
    st.header(view.say("Each round"), anchor="each")


def rounds_card(view: View, figure_id: str, rounds: Sequence[str]) -> None:
    """Show the figure of rounds in a row; with one round there is nothing to set beside it."""
    if len(rounds) > 1:
        st.header(view.say("From round to round"), anchor="rounds")
    figure_card(view, figure_id, rounds)


def printed_cards(view: View, *figure_ids: str) -> None:
    """Show, last on a page, what sources have printed of its subject."""
    st.header(view.say("In print"), anchor="print")
    for figure_id in figure_ids:
        figure_card(view, figure_id)


def by_two(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Give items two by two, the last alone where they are odd: what stands abreast."""
    return (items[start : start + 2] for start in range(0, len(items), 2))


def _abreast(view: View, columns: Sequence[tuple[Sequence[str], Sequence[FigureCall]]]) -> None:
    for column, (rounds, calls) in zip(st.columns(2), columns, strict=False):
        with column:
            for figure_id, options in calls:
                figure_card(view, figure_id, rounds, **options)


def drawn_card(
    view: View,
    shown: Drawn,
    *,
    key: str,
    has_address: bool = True,
    first: FirstTab | None = None,
) -> None:
    """Show a figure that has been drawn.

    Takes: `key`, which tells its card from others on the page, and whether the page's address
    leads to it; `first`, a tab that stands in for those of chart and table.
    """
    # For style.css: whose numbers they are, and in which columns of the table.
    numbers = "".join(f"-{place}_right" for place in shown.numbers)
    with st.container(border=True, key=f"figure-{key}-from-{shown.figure.provenance}{numbers}"):
        if shown.figure.is_empty or shown.figure.is_hidden:
            _without_numbers(shown.figure)
        else:
            _filled(view, shown, key, has_address, first)


def _without_numbers(figure: Figure) -> None:
    """Say why there is nothing to show: no round yet, or too few people behind it."""
    if figure.is_hidden:
        _provenance_badge(figure)
    st.subheader(figure.question, anchor=figure.id)
    icon = ":material/visibility_off:" if figure.is_hidden else ":material/hourglass_empty:"
    st.info(as_text(figure.sentence), icon=icon)


def _filled(view: View, shown: Drawn, key: str, has_address: bool, first: FirstTab | None) -> None:
    figure = shown.figure
    _provenance_badge(figure)
    st.subheader(as_text(figure.title), anchor=figure.id)
    st.caption(as_text(figure.subtitle))
    _faces(view, shown, key, has_address, first)
    source = view.say("Source: {sources}", sources="; ".join(figure.sources))
    st.markdown(f"{as_text(figure.sentence)}\n\n{as_text(source)}")


@st.fragment
def _faces(view: View, shown: Drawn, key: str, has_address: bool, first: FirstTab | None) -> None:
    """Show the first face of a figure, and each other once its tab is opened.

    What nobody has opened is not sent: the rest of a page waits for less.
    """
    say, figure = view.say, shown.figure
    faces: dict[str, Callable[[Drawn], None]] = {say("Table"): figure_table}
    if first:
        faces = dict([first])
    elif shown.spec:
        faces = {say("Chart"): _chart, **faces}
    faces[say("Method and sources")] = lambda _: _method(view, figure)
    faces[say("Take along")] = lambda _: take_along(view, figure, key=key, has_address=has_address)
    tabs = st.tabs(list(faces), key=f"faces-{key}", on_change="rerun")
    for tab, show in zip(tabs, faces.values(), strict=True):
        if tab.open:
            with tab:
                show(shown)


def _chart(shown: Drawn) -> None:
    spec = shown.spec or {}
    st.vega_lite_chart(
        spec=spec,
        theme=None,
        alt=shown.figure.sentence,
        width="stretch" if spec["width"] == "container" else "content",
    )


def _provenance_badge(figure: Figure) -> None:
    """Say where the numbers come from, in word, colour and sign; style.css hatches made-up ones."""
    colour, icon = BADGES[figure.provenance]
    say, n = words_in(figure.language), len(figure.rounds)
    title = as_text(figure.rounds[0].title(figure.language))
    named = say("{n} rounds", n=n) if n > 1 else title
    is_said = n == 1 and figure.provenance == "demo"  # by the title itself
    text = named if is_said else f"{badge(figure)} · {named}"
    st.badge(text, color=colour, icon=icon)


def figure_table(shown: Drawn) -> None:
    """Show the rows of a figure as a person reads them."""
    st.table(shown.table, hide_index=True, border="horizontal")


def _method(view: View, figure: Figure) -> None:
    sources = f"**{view.say('Sources')}**"
    notes = _bullets([as_text(note) for note in figure.notes])
    st.markdown(f"{notes}\n\n{sources}\n\n{_bullets([as_text(each) for each in figure.sources])}")
    if used := terms_in(figure.text, figure.language):
        st.markdown(f"**{view.say('Words')}**")
        term_list(used)


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
