"""Who is this reader, and how do they sign in?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

from balint.access import (
    LOCAL_BOARD,
    STARTED_FOR_BOARD,
    STRANGER,
    Act,
    Person,
    at_own_machine,
    signed_in,
)
from balint.disclosure import BOARD, LEADER
from balint.errors import LinkClosed
from balint.links import LEADER as LEADER_LINK
from balint.links import Link, by_link, digest, note_opening, open_link
from balint.store import process_store
from balint.ui.texts import as_text
from balint.words import NO_BREAK, Words

LINK_ASKED = "link"
"""Stands in the address that a leader's link opens, until it has been read."""
LINK_READ = "_link_sha256"
"""Under which a session keeps the digest of the link by which it came."""


def current_person() -> Person:
    """Give the reader of this run; a leader's link counts where they may send nothing without."""
    person, link = _without_link(), _link()
    return person if person.may(Act.SEND) or link is None else by_link(link)


def came_by_closed_link() -> bool:
    """Say whether the reader came by a leader's link that opens nothing, or no more."""
    return LINK_READ in st.session_state and _link() is None


def _link() -> Link | None:
    """Give the leader's link by which this session came, as long as it is open.

    The token is taken out of the address as soon as it has been read.
    """
    token = st.query_params.get(LINK_ASKED)
    if token:
        del st.query_params[LINK_ASKED]
        st.session_state[LINK_READ] = digest(token)
    if LINK_READ not in st.session_state:
        return None
    store = process_store()
    try:
        link = open_link(store.cursor(), st.session_state[LINK_READ], LEADER_LINK)
    except LinkClosed:
        return None
    if token:
        note_opening(store, link)
    return link


def _without_link() -> Person:
    """Give who the reader is by sign-in, or by sitting at the app's own machine."""
    user = st.user.to_dict()
    if user.get("is_logged_in"):
        email = str(user.get("email") or "") if _is_confirmed(user) else ""
        return signed_in(email, _secret("roles"))
    started = os.environ.get(STARTED_FOR_BOARD) == "1"
    address = st.get_option("server.address")
    if at_own_machine(address, st.context.headers.to_dict(), started_for_board=started):
        return LOCAL_BOARD
    return STRANGER


def _is_confirmed(user: Mapping[str, Any]) -> bool:
    """Say whether the provider vouches for the e-mail address; silence counts where so decided."""
    claim = user.get("email_verified")
    if claim is None:
        return _secret("balint").get("trust_unverified_email") is True
    return str(claim).lower() == "true"


def sign_in_or_out(person: Person, say: Words) -> None:
    """Show who is signed in and the way out, or the way in where there is one."""
    if person is LOCAL_BOARD:
        st.badge(
            say("Board, without sign-in"), color="gray", icon=":material/admin_panel_settings:"
        )
    elif person.only_round:
        st.badge(say("By the board’s link"), color="gray", icon=":material/link:")
    elif person.signed_in:
        roles = {BOARD.name: say("Board"), LEADER.name: say("Leader")}
        who = roles.get(person.audience.name, say("Reader"))
        with st.container(key="who", horizontal=True, vertical_alignment="center"):
            name = as_text(person.name.replace("@", f"{NO_BREAK}@"))  # no link to write to oneself
            st.caption(" · ".join(filter(None, (who, name))), width="content")
            st.button(say("Sign out"), on_click=st.logout, icon=":material/logout:")
    elif _secret("auth"):
        st.button(say("Sign in"), on_click=st.login, icon=":material/login:")


def allowed(person: Person, act: Act, say: Words) -> bool:
    """Say on the page that what it does is for others, if it is."""
    if person.may(act):
        return True
    if act is Act.SEND and came_by_closed_link():
        st.warning(
            say("The link you came by opens nothing any more. Ask the board for a new one."),
            icon=":material/link_off:",
        )
        return False
    needed = {
        Act.SEND: say(
            "Files are sent by leaders and the board. Sign in with the address that the "
            "board knows you by."
        ),
        Act.GOVERN: say(
            "This page is for the board. Sign in with the address that the board knows you by."
        ),
    }
    st.info(needed[act], icon=":material/lock:")
    return False


def _secret(section: str) -> Mapping[str, Any]:
    """Give a section of the secrets, empty where there is none."""
    if not st.secrets.load_if_toml_exists() or section not in st.secrets:
        return {}
    found: Mapping[str, Any] = st.secrets[section]
    return found
