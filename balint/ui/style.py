"""What do pages look like beyond Streamlit's theme: focus, captions, demo badges, paper?"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from balint.figures.look import DARK, LIGHT
from balint.words import Words

FILE = Path(__file__).with_name("style.css")
MOST_COLUMNS = 24
"""In how many columns of a figure's table numbers are set flush right."""


def add_style(say: Words) -> None:
    """Put our style into the page, in the colours of the look that the reader has chosen."""
    on_paper = "invert(1) hue-rotate(180deg)" if st.context.theme.type == "dark" else "none"
    words = f'--menu: "{say("Menu")}"; --choose-file: "{say("Choose a file")}";'
    own = f":root {{ {words} --on-paper: {on_paper}; }}"
    st.html(f"<style>{own}\n{stylesheet()}</style>")


def stylesheet() -> str:
    """Write the style with its colours, each for the light theme and for the dark one."""
    colours = {
        "ground": (LIGHT.ground, DARK.ground),
        "ink": (LIGHT.ink, DARK.ink),
        "line": (LIGHT.line, DARK.line),
        "control": (LIGHT.control, DARK.control),
        "on-primary": (LIGHT.on(LIGHT.primary), DARK.on(DARK.primary)),
        "muted": (LIGHT.muted, DARK.muted),
        "link": (LIGHT.primary, DARK.primary),
        "focus": (LIGHT.categories[1], DARK.categories[1]),
        "hatch": (LIGHT.hatch, DARK.hatch),
    }
    named = "".join(
        f"--{name}: light-dark({light}, {dark}); " for name, (light, dark) in colours.items()
    )
    columns = ",\n".join(
        f'[class*="-{place}_right"] [data-testid="stTable"] :is(td, th):nth-child({place})'
        for place in range(1, MOST_COLUMNS + 1)
    )
    # Over the cell's own style; what stands for a number stays on one line, as numbers do.
    right = f"{columns} {{ text-align: right !important; & p {{ text-wrap: nowrap; }} }}"
    return f":root {{ {named}}}\n{FILE.read_text('utf-8')}\n{right}"
