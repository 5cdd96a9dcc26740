"""What runs for every reader: the page's frame, the language, the navigation, the page."""

from __future__ import annotations

import streamlit as st

from balint.store import ROOT
from balint.ui.incidents import tell
from balint.ui.language import choose_language, mark_page
from balint.words import Words

PAGES = ROOT / "pages"
# A file of our own: Streamlit fetches other icons of a browser tab from another host.
ICON = ROOT / "balint" / "ui" / "icon.svg"

# Streamlit leaves the height of its own menu bar twice above the page.
STYLE = "<style>.stMainBlockContainer { padding-top: 4.5rem; }</style>"


def navigation(say: Words) -> dict[str, st.Page]:
    """Give the pages by name; their addresses are the same in both languages."""
    entries = (
        ("overview", "", say("Overview"), ":material/home:"),
        ("groups", "grupper", say("Groups"), ":material/groups:"),
        ("dropouts", "avhopp", say("Dropouts"), ":material/logout:"),
        ("working_life", "arbetsliv", say("Working life"), ":material/favorite:"),
        (
            "patient_centredness",
            "patientcentrering",
            say("Patient-centredness"),
            ":material/diversity_1:",
        ),
        ("upload", "lamna-in", say("Upload"), ":material/upload_file:"),
        ("rounds", "omgangar", say("Rounds"), ":material/inventory_2:"),
        ("about", "om", say("About"), ":material/info:"),
    )
    return {
        name: st.Page(PAGES / f"{name}.py", title=title, url_path=path, icon=icon, default=not path)
        for name, path, title, icon in entries
    }


def main() -> None:
    """Run one page for one reader."""
    st.set_page_config(page_title="Balint i siffror", page_icon=ICON, layout="wide")
    st.logo(ICON, size="large")
    st.html(STYLE)
    with st.container(horizontal=True, horizontal_alignment="right"):
        say = choose_language()
    mark_page(say.language)
    pages = navigation(say)
    st.session_state["pages"] = pages
    page = st.navigation(list(pages.values()), position="top")
    try:
        page.run()
    except Exception as error:
        tell(error, say)


main()
