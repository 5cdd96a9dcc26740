"""How is a figure shown on a page? Finding, chart, sentence, table, method, files to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from balint.figures import Figure
from balint.figures.faces import badge, to_csv, to_excel_csv, to_png, to_svg
from balint.glossary import terms_in
from balint.ui.glossary import term_list
from balint.ui.view import Drawn, View, drawn

FigureCall = tuple[str, Mapping[str, str]]
"""A figure and what was chosen of its options."""

BADGES = {
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
    """Show figures two abreast; where there are two rounds, each has a column with all of them."""
    columns = st.columns(2)
    if len(rounds) == 2:
        shown = [([round_id], (*left, *right)) for round_id in rounds]
    else:
        shown = [(list(rounds), tuple(calls)) for calls in (left, right)]
    for column, (of_rounds, calls) in zip(columns, shown, strict=True):
        with column:
            for figure_id, options in calls:
                figure_card(view, figure_id, of_rounds, **options)


def drawn_card(view: View, shown: Drawn, *, key: str) -> None:
    """Show a figure that has been drawn; `key` tells its card from others on the page."""
    with st.container(border=True, key=f"figure-{key}"):
        if shown.figure.is_empty:
            _empty(view, shown.figure)
        else:
            _filled(view, shown, key)


def _empty(view: View, figure: Figure) -> None:
    st.subheader(figure.question, anchor=False)
    st.info(figure.sentence, icon=":material/hourglass_empty:")


def _filled(view: View, shown: Drawn, key: str) -> None:
    figure = shown.figure
    provenance_badge(figure)
    st.subheader(figure.title, anchor=figure.id)
    st.caption(figure.subtitle)
    say = view.say
    names = [say("Table"), say("Method and sources"), say("Download")]
    if shown.spec:
        chart, table, method, files = st.tabs([say("Chart"), *names])
        with chart:
            st.vega_lite_chart(
                spec=shown.spec,
                theme=None,
                alt=figure.sentence,
                width="stretch" if shown.spec["width"] == "container" else "content",
            )
    else:
        table, method, files = st.tabs(names)
    with table:
        figure_table(shown)
    with method:
        _method(view, figure)
    with files:
        _downloads(view, figure, key)
    st.markdown(figure.sentence)


def provenance_badge(figure: Figure) -> None:
    """Say where the numbers come from, in word, colour and sign."""
    colour, icon = BADGES[figure.provenance]
    titles = ", ".join(found.title(figure.language) for found in figure.rounds)
    st.badge(f"{badge(figure)} · {titles}", color=colour, icon=icon)  # type: ignore[arg-type]


def figure_table(shown: Drawn) -> None:
    """Show the rows of a figure as a person reads them."""
    st.table(pd.DataFrame(shown.table), hide_index=True, border="horizontal")


def _method(view: View, figure: Figure) -> None:
    for note in figure.notes:
        st.markdown(f"- {note}")
    st.markdown(f"**{view.say('Sources')}**")
    for source in figure.sources:
        st.markdown(f"- {source}")
    if used := terms_in(figure.text, figure.language):
        st.markdown(f"**{view.say('Words')}**")
        term_list(used)


def _downloads(view: View, figure: Figure, key: str) -> None:
    say = view.say
    faces = {
        say("Table for Excel"): (to_excel_csv, "csv", "text/csv"),
        say("Table for programs (CSV)"): (to_csv, "csv", "text/csv"),
    }
    if figure.chart:
        faces |= {
            say("Picture (PNG)"): (to_png, "png", "image/png"),
            say("Picture (SVG)"): (to_svg, "svg", "image/svg+xml"),
        }
    with st.container(horizontal=True):
        for place, (label, (face, ending, mime)) in enumerate(faces.items()):
            st.download_button(
                label,
                partial(face, figure),
                file_name=f"{figure.id}.{ending}",
                mime=mime,
                key=f"download-{key}-{place}",
                on_click="ignore",
                icon=":material/download:",
            )
