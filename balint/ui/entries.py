"""How are things listed of which several facts are told, so that a phone cuts none of them off?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from balint.ui.texts import as_text


def entry_list(entries: Iterable[Sequence[str]]) -> None:
    """List things, each with what it is called and a line for each fact, all in Markdown."""
    st.markdown("\n\n".join("- " + "  \n  ".join(lines) for lines in entries))


def headed(title: str) -> str:
    """Write what a thing is called."""
    return f"**{as_text(title)}**"


def fact(name: str, told: str) -> str:
    """Write a fact with its name."""
    return f":gray[{as_text(name)}:] {as_text(told)}"
