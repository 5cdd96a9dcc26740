"""In which language does this reader read, and how is a choice kept in the address?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from balint.words import DEFAULT_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, Words, words_in

# The page's address makes another script of it, which runs anew.
MARK = """<script>  // %(path)s
document.documentElement.lang = '%(language)s'
if (innerWidth < 768)
    document.querySelector(
        '#stSidebar[data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button'
    )?.click()
</script>"""


def choose_language() -> Words:
    """Show the language switch and give the words of the language chosen.

    It stands in the entry script, so that it holds on every page. The address says
    `?lang=en`; Swedish needs no word.
    """
    _take_from_address("lang", LANGUAGES)
    st.session_state.setdefault("lang", DEFAULT_LANGUAGE)
    say = words_in(st.session_state["lang"])
    chosen = st.segmented_control(
        say("Language"),
        LANGUAGES,
        key="lang",
        required=True,
        format_func=LANGUAGE_NAMES.__getitem__,
        label_visibility="collapsed",
    )
    language = chosen or DEFAULT_LANGUAGE
    _keep_in_address("lang", language, DEFAULT_LANGUAGE)
    if language != st.session_state.get("_lang_shown", language):
        _name_choices_anew()
    st.session_state["_lang_shown"] = language
    return words_in(language)


def _name_choices_anew() -> None:
    """Let lists name what is chosen in the new language; Streamlit leaves the old name in them.

    A value that a script sets is sent to the browser again, one that stands is not.
    """
    for key, value in st.session_state.items():
        names = value if isinstance(value, list) else [value]
        if key != "lang" and names and all(isinstance(name, str) for name in names):
            st.session_state[key] = value


def choose(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    default: str,
    name: Callable[[str], str],
) -> str:
    """Let the reader choose one of some codes; the address keeps the code, not its name."""
    _take_from_address(key, options)
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    chosen = st.selectbox(label, options, key=key, format_func=name, placeholder=label)
    code = chosen or default
    _keep_in_address(key, code, default)
    return code


def choose_several(
    label: str, options: Sequence[str], *, key: str, name: Callable[[str], str]
) -> list[str]:
    """Let the reader choose any of some codes; the address keeps them, with commas between."""
    asked = st.query_params.get(key)
    if asked is not None and asked != st.session_state.get(f"_{key}_in_address"):
        st.session_state[key] = asked.split(",")
    st.session_state[f"_{key}_in_address"] = asked
    kept = st.session_state.get(key) or []
    st.session_state[key] = [code for code in kept if code in options]
    chosen = st.pills(label, options, selection_mode="multi", key=key, format_func=name)
    _keep_in_address(key, ",".join(chosen), "")
    return chosen


def _take_from_address(key: str, options: Sequence[str]) -> None:
    """Let a new word in the address win over what was chosen; an unknown one is ignored."""
    asked = st.query_params.get(key)
    if asked in options and asked != st.session_state.get(f"_{key}_in_address"):
        st.session_state[key] = asked
    st.session_state[f"_{key}_in_address"] = asked


def _keep_in_address(key: str, code: str, default: str) -> None:
    wanted = None if code == default else code
    if st.query_params.get(key) == wanted:
        return
    if wanted is None:
        del st.query_params[key]
    else:
        st.query_params[key] = wanted
    st.session_state[f"_{key}_in_address"] = wanted


def mark_page(language: str, path: str) -> None:
    """Tell the browser the page's language, which Streamlit fixes to English, and its address.

    A phone's menu closes when another page opens; Streamlit leaves it over the page.
    """
    st.html(MARK % {"language": language, "path": path}, unsafe_allow_javascript=True)
