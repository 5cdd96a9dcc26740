"""What do the words on the pages mean?"""

from __future__ import annotations

import csv
import functools

import streamlit as st

from balint.store import ROOT
from balint.ui.view import View

GLOSSARY = ROOT / "data" / "reference" / "glossary.csv"


@functools.cache
def glossary() -> tuple[dict[str, str], ...]:
    """Read the words, each with its meaning in both languages."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def glossary_list(view: View) -> None:
    """List the words in the reader's language and alphabet."""
    say = view.say
    words = sorted(glossary(), key=lambda word: say.pick(word["sv"], word["en"]).casefold())
    st.markdown(
        "\n".join(
            f"- **{say.pick(word['sv'], word['en'])}** – "
            f"{say.pick(word['meaning_sv'], word['meaning_en'])}"
            for word in words
        )
    )
