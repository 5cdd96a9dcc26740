"""Which panels has the reader opened? What stands in the others is not drawn."""

from __future__ import annotations

import streamlit as st


def has_been_opened(key: str, *, is_open: bool | None) -> bool:
    """Say whether a panel is open or has been: what was chosen in it counts once it is closed.

    Takes: the key of a panel with `on_change="rerun"`, and its `open`.
    """
    seen = f"{key}_has_been_opened"
    st.session_state[seen] = st.session_state.get(seen, False) or bool(is_open)
    return bool(st.session_state[seen])
