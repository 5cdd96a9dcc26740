"""What runs for every reader: the page's frame, the language, the navigation, the page."""

from __future__ import annotations

import streamlit as st

from balint.access import Act, Person
from balint.figures.citation import ORGANISATION
from balint.store import ROOT
from balint.ui.figure_links import scroll_to_asked_figure
from balint.ui.identity import current_person, sign_in_or_out
from balint.ui.incidents import tell
from balint.ui.language import choose_language, mark_page
from balint.ui.style import add_style
from balint.words import Words

PAGES = ROOT / "pages"
# A file of our own: Streamlit fetches other icons of a browser tab from another host.
ICON = ROOT / "balint" / "ui" / "icon.svg"

FOR_THE_BOARD = {"rounds", "links", "log"}


def navigation(say: Words, person: Person) -> dict[str, st.Page]:
    """Give the pages by name; their addresses are the same in both languages.

    The board's own pages are in the menu of the board alone; the page itself says so to others.
    """
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
        ("links", "lankar", say("Shared links"), ":material/link:"),
        ("log", "logg", say("Log"), ":material/history:"),
        ("about", "om", say("About"), ":material/info:"),
        (
            "accessibility",
            "tillganglighet",
            say("Accessibility"),
            ":material/accessibility_new:",
        ),
    )
    hidden = set() if person.may(Act.GOVERN) else FOR_THE_BOARD
    return {
        name: st.Page(
            PAGES / f"{name}.py",
            title=title,
            url_path=path,
            icon=icon,
            default=not path,
            visibility="hidden" if name in hidden else "visible",
        )
        for name, path, title, icon in entries
    }


def main() -> None:
    """Run one page for one reader."""
    st.set_page_config(page_title=ORGANISATION, page_icon=ICON, layout="wide")
    st.logo(ICON, size="large")
    with st.container(
        key="frame",
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
    ):
        who = st.container(width="content")
        say = choose_language()
    add_style(say)
    person = current_person()
    with who:
        sign_in_or_out(person, say)
    pages = navigation(say, person)
    st.session_state["pages"] = pages
    page = st.navigation(list(pages.values()), position="top")
    mark_page(say.language, page.url_path)
    try:
        page.run()
        scroll_to_asked_figure()
    except Exception as error:
        tell(error, say)


main()
