"""How does a reader hand a figure on: by its public address, as a code, in a hall?"""

from __future__ import annotations

import streamlit as st

from balint.access import Act
from balint.errors import BalintError
from balint.figures import DEFINITIONS, Figure, definition
from balint.figures.context import subject_names
from balint.public_address import figure_path, public_url
from balint.ui.texts import as_text
from balint.ui.unfolding import has_been_opened
from balint.ui.view import View, drawn_for_readers
from balint.web.codes import code_png, code_svg
from balint.web.shows import new_show
from balint.words import Words

LINKS = "lankar"
"""Address of the page where the board makes links to what is not released."""

CODE = 280
"""Width of a code on the page, px."""


def share_row(view: View, figure: Figure, *, key: str) -> None:
    """Offer to share a figure, and to show it large where readers see what is on the card."""
    say = view.say
    with st.container(horizontal=True):
        shared = st.button(say("Share the figure"), key=f"share-{key}", icon=":material/qr_code_2:")
        if all(found.state == "released" for found in figure.rounds):
            _large(view, figure)
    if shared:
        st.dialog(say("Share the figure"), width="medium")(_panel)(view, figure, key)


def _large(view: View, figure: Figure) -> None:
    """Offer to show a figure large, where that shows the same: nothing is chosen of it."""
    if definition(figure.id).unusual(figure.chosen):
        return
    rounds = tuple(found.id for found in figure.rounds)
    show = new_show(figure.id, round_ids=rounds, language=view.say.language)
    st.link_button(view.say("Show it large"), show.path, icon=":material/present_to_all:")


def _is_whole(figure: Figure) -> bool:
    """Say whether nothing was chosen that only the board chooses."""
    return definition(figure.id).is_public(figure.chosen)


def _panel(view: View, figure: Figure, key: str) -> None:
    """Show the address that everybody can open, and its code, and say what stands there."""
    say = view.say
    rounds = tuple(found.id for found in figure.rounds)
    chosen = definition(figure.id).unusual(figure.chosen) if _is_whole(figure) else {}
    try:
        public = drawn_for_readers(view, figure.id, rounds, tuple(chosen.items()))
    except BalintError:
        _nothing_there(view)
        return
    st.markdown(f"**{as_text(public.question if public.is_hidden else public.title)}**")
    for note in _differences(view, figure, public):
        st.info(note, icon=":material/info:")
    if not (site := public_url()):
        _large(view, public)
        st.warning(
            say(
                "A code would lead nowhere yet, since the app does not know under which address "
                "others reach it. Whoever runs it sets BALINT_PUBLIC_URL to that address."
            ),
            icon=":material/link_off:",
        )
        return
    address = site + figure_path(figure.id, rounds, say.language, **chosen)
    st.caption(say("Everybody can open this address, on any phone and without an account:"))
    st.code(address, language=None, wrap_lines=True)
    choices = [f"{name}-{code}" for name, code in chosen.items()]
    name = f"{'-'.join((figure.id, *choices, *rounds, say.language))}-qr"
    svg = code_svg(address)
    st.image(svg.decode(), width=CODE, alt=say("Code that leads to this figure"))
    with st.container(horizontal=True):
        _code_file(say, svg, f"{name}.svg", "image/svg+xml", key)
        _code_file(say, code_png(address), f"{name}.png", "image/png", key)
        _large(view, public)


def _code_file(say: Words, picture: bytes, name: str, media_type: str, key: str) -> None:
    ending = name.rpartition(".")[2]
    st.download_button(
        say("Code ({kind})", kind=ending.upper()),
        picture,
        file_name=name,
        mime=media_type,
        key=f"code-{key}-{ending}",
        on_click="ignore",
        icon=":material/download:",
    )


def _differences(view: View, figure: Figure, public: Figure) -> list[str]:
    """Say where readers see something else than the card shows."""
    say = view.say
    notes = []
    if not _is_whole(figure):
        notes.append(say("Readers see the figure whole: what is chosen here is for the board."))
    if public.is_hidden:
        notes.append(say("Readers see the question and no numbers: too few people stand behind."))
    elif _is_whole(figure) and public.rows != figure.rows:
        notes.append(
            say(
                "Readers see other numbers than you: those of the latest release, without what "
                "too few people stand behind."
            )
        )
    return notes


def _nothing_there(view: View) -> None:
    """Say that readers see none of it, and to the board how others can all the same."""
    say = view.say
    st.info(
        say("The public page shows nothing yet: this round has not been released to readers."),
        icon=":material/visibility_off:",
    )
    if not view.person.may(Act.GOVERN):
        return
    st.markdown(
        say(
            "The page Rounds releases it. The page Shared links makes a link for those who are "
            "to see it before."
        )
    )
    pages = st.session_state["pages"].values()
    for page in pages:
        if page.url_path in ("omgangar", LINKS):
            st.page_link(page, icon=":material/arrow_forward:")


def show_button(view: View) -> None:
    """Let a reader choose the figures that follow each other in a hall."""
    say = view.say
    panel = st.popover(
        say("Show in a hall"),
        icon=":material/present_to_all:",
        key="overview_present",
        on_change="rerun",
    )
    if not has_been_opened("overview_present", is_open=panel.open):
        return
    with panel:
        st.markdown(
            say(
                "Figures that fill the screen, each with a code to its page. The arrow keys or a "
                "presenter's clicker lead from one to the next, Esc leaves."
            )
        )
        chosen = st.multiselect(
            say("Figures to show, in this order"),
            _by_subject(view),
            format_func=lambda figure_id: say(definition(figure_id).question),
            placeholder=say("All figures"),
            key="overview_present_figures",
        )
        show = new_show(*(chosen or _by_subject(view)), language=say.language)
        st.link_button(
            say("Show them large"), show.path, type="primary", icon=":material/present_to_all:"
        )
        if chosen and (site := public_url()):
            st.caption(say("The same show on another machine:"))
            st.code(site + show.path, language=None, wrap_lines=True)


def _by_subject(view: View) -> list[str]:
    """List all figures in the order of the pages."""
    return [
        defined.id
        for subject in subject_names(view.say)
        for defined in DEFINITIONS.values()
        if defined.subject == subject
    ]
