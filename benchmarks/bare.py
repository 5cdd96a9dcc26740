"""The floor of every page: a Streamlit script that only sends finished charts and tables.

`?page=` names the page whose charts and tables it sends, as they were recorded from the page
itself; without it the script sends a title, which is what Streamlit alone costs.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import streamlit as st

RECORDED = "BALINT_BENCHMARK_RECORDED"
"""The environment's name for the file with what was recorded."""

Sent = list[tuple[str, dict[str, Any]]]
"""What a page sent in its order: the name of an element of Streamlit, and what it was given."""


@st.cache_resource
def recorded() -> dict[str, Sent]:
    """Read what each page sent."""
    found: dict[str, Sent] = pickle.loads(Path(os.environ[RECORDED]).read_bytes())  # noqa: S301 - written by this benchmark
    return found


def main() -> None:
    """Send what one page sends."""
    st.set_page_config(layout="wide")
    page = st.query_params.get("page", "")
    if not page:
        st.title("Balint i siffror")
    for element, given in recorded().get(page, []):
        getattr(st, element)(**given)


if __name__ == "__main__":
    main()
