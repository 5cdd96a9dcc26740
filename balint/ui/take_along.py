"""What can a reader take along from a figure? Links, its address, pictures, tables."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from balint.figures import Figure
from balint.figures.citation import citation
from balint.figures.faces import FACES, face_words, file_name
from balint.ui.share import share_row
from balint.ui.view import View

ICONS = {"png": "image", "svg": "image", "pdf": "picture_as_pdf", "json": "data_object"}
"""The sign of each face that is not a table."""


def take_along(view: View, figure: Figure, *, key: str, has_address: bool) -> None:
    """Offer what others open, the figure's address, its faces as files, and its citation."""
    if has_address:
        share_row(view, figure, key=key)
        if address := figure_address(figure):
            st.caption(view.say("Address of this figure, with what is chosen on the page:"))
            st.code(address, language=None, wrap_lines=True)
    labels = face_words(view.say)
    with st.container(horizontal=True):
        for name, face in FACES.items():
            if face.picture and not figure.chart:
                continue
            st.download_button(
                labels[name],
                partial(face.write, figure),
                file_name=file_name(figure, face),
                mime=face.media_type,
                key=f"download-{key}-{name}",
                on_click="ignore",
                icon=f":material/{ICONS.get(name, 'table')}:",
            )
    if has_address:
        st.caption(view.say("To cite the figure:"))
        st.code(citation(figure), language=None, wrap_lines=True)


def figure_address(figure: Figure) -> str | None:
    """Give the address that opens this page at the figure; None where no browser has told it."""
    page, chosen = st.context.url, urlencode(st.query_params.to_dict())
    return f"{page}{'?' if chosen else ''}{chosen}#{figure.id}" if page else None
