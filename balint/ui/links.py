"""How does the board make a link, see what it has made, and close a link for ever?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from balint.errors import BalintError
from balint.figures import definition
from balint.figures.labels import badge_words
from balint.links import (
    EXPIRED,
    LEADER,
    LONGEST_LABEL,
    MOST_DAYS,
    OPEN,
    REVOKED,
    SHARE,
    USUAL_DAYS,
    WITHDRAWN,
    Link,
    NewLink,
    end_of,
    in_days,
    kind_words,
    list_links,
    make_leader_link,
    revoke_link,
    state_words,
)
from balint.public_address import nowhere, public_url, whole_address
from balint.releases import Release
from balint.rounds import Round
from balint.sharing import figures_of, make_share_link, plan_share
from balint.store import today_in_sweden, utc_now
from balint.trail import who_words
from balint.ui.cards import Badge
from balint.ui.incidents import tell
from balint.ui.texts import as_text
from balint.ui.view import View

DAYS = {SHARE: (7, 30, 90), LEADER: (7, 30, 60, 90)}
ANOTHER_DAY = 0
BADGES: Mapping[str, Badge] = {
    OPEN: ("green", ":material/link:"),
    EXPIRED: ("gray", ":material/schedule:"),
    REVOKED: ("gray", ":material/link_off:"),
    WITHDRAWN: ("orange", ":material/pause_circle:"),
}
NEW = "links_new"
"""Under which a session keeps the link it made last, until its address has been copied."""


def link_maker(view: View) -> None:
    """Let the board make a link, and show the address of the one just made."""
    say = view.say
    _new_link(view)
    st.header(say("Make a link"), anchor="make")
    with st.container(border=True, key="links_make"):
        names = kind_words(say)
        kind = st.radio(
            say("What the link is for"),
            [SHARE, LEADER],
            format_func=names.__getitem__,
            horizontal=True,
            key="links_kind",
        )
        if kind == LEADER:
            _leader_link(view)
        else:
            _share_link(view)


def _new_link(view: View) -> None:
    """Show an address that is told only now."""
    say = view.say
    made: NewLink | None = st.session_state.get(NEW)
    if made is None:
        return
    with st.container(border=True, key="links_new_link"):
        st.success(
            say("The link is made. Copy its address now: it is not kept and not shown again."),
            icon=":material/check_circle:",
        )
        st.code(whole_address(made.path), language=None, wrap_lines=True)
        if public_url() is None:
            st.warning(nowhere(say), icon=":material/link_off:")
        if st.button(say("I have copied it"), key="links_copied", icon=":material/done:"):
            del st.session_state[NEW]
            st.rerun()


def _share_link(view: View) -> None:
    say = view.say
    rounds = _rounds(view)
    figures = st.multiselect(
        say("Figures"),
        figures_of(rounds),
        format_func=lambda figure_id: say(definition(figure_id).question),
        placeholder=say("Choose figures") if rounds else say("Choose rounds first"),
        disabled=not rounds,
        key="links_figures",
    )
    label, expires_at = _label_and_end(view, SHARE)
    if not rounds or not figures:
        first = say("Choose figures first") if rounds else say("Choose rounds first")
        _make_button(view, missing=first)
        return
    chosen = [found.id for found in rounds]
    try:
        planned = plan_share(view.store, chosen, figures)
    except BalintError as error:
        tell(error, say)
        _make_button(view, missing=say("Choose other rounds or figures"))
        return
    confirmed = [_confirmed(view, each) for each in planned if each.is_small]
    missing = "" if all(confirmed) else say("Tick the box first")
    if _make_button(view, missing=missing):
        made = make_share_link(
            view.store,
            chosen,
            figures,
            by=view.person,
            expires_at=expires_at,
            label=label,
            anyway=all(confirmed),
        )
        _show_new(made)


def _leader_link(view: View) -> None:
    say = view.say
    titles = {
        found.id: found.title(say.language)
        for found in view.every_round()
        if found.provenance == "collected" and found.takes_files
    }
    if not titles:
        st.info(
            say(
                "No round takes files now, so there is nothing to make a link for. The page Rounds "
                "sets one up or opens one."
            ),
            icon=":material/hourglass_empty:",
        )
        return
    round_id = st.selectbox(
        say("Round"),
        list(titles),
        format_func=lambda each: titles.get(each, each),
        key="links_round",
        placeholder=say("Round"),
    )
    label, expires_at = _label_and_end(view, LEADER)
    if _make_button(view, missing="" if round_id else say("Choose a round first")):
        made = make_leader_link(
            view.store,
            str(round_id),
            by=view.person,
            expires_at=expires_at,
            label=label,
        )
        _show_new(made)


def _rounds(view: View) -> list[Round]:
    say, kinds = view.say, badge_words(view.say)
    rounds = {
        found.id: found
        for found in view.every_round()
        if found.state not in ("draft", "withdrawn")
        and (found.n_rows or found.provenance == "published")
    }
    chosen = st.multiselect(
        say("Rounds"),
        list(rounds),
        format_func=lambda each: (
            f"{rounds[each].title(say.language)} · {kinds[rounds[each].provenance]}"
        ),
        placeholder=say("Choose rounds"),
        key="links_rounds",
    )
    return [rounds[round_id] for round_id in chosen]


def _label_and_end(view: View, kind: str) -> tuple[str, dt.datetime]:
    """Ask what the board calls the link, and when it ends."""
    say = view.say
    left, right = st.columns(2)
    label = left.text_input(
        say("Your own name for the link (optional)"),
        max_chars=LONGEST_LABEL,
        key="links_label",
        help=say("Only the board sees it."),
    )
    days = right.selectbox(
        say("Expires"),
        [*DAYS[kind], ANOTHER_DAY],
        index=DAYS[kind].index(USUAL_DAYS[kind]),
        format_func=lambda n: say("in {n} days", n=n) if n else say("on another day"),
        key=f"links_days_{kind}",
        placeholder=say("Expires"),
    )
    if days:
        return label, in_days(days)
    today = today_in_sweden()
    day = right.date_input(
        say("Last day"),
        value=today + dt.timedelta(days=USUAL_DAYS[kind]),
        min_value=today,
        max_value=today + dt.timedelta(days=MOST_DAYS - 1),
        format="YYYY-MM-DD",
        key=f"links_last_day_{kind}",
    )
    return label, end_of(day)


def _confirmed(view: View, planned: Release) -> bool:
    """Warn that few answers differ from what others have seen, and ask for a yes."""
    st.warning(planned.warning(view.say), icon=":material/warning:")
    return st.checkbox(view.say("Make the link anyway"), key=f"links_anyway_{planned.round_id}")


def _make_button(view: View, *, missing: str) -> bool:
    """Offer to make the link, or say what is missing before it can be made."""
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            view.say("Make the link"),
            type="primary",
            disabled=bool(missing),
            key="links_make_button",
            icon=":material/add_link:",
        )
        if missing:
            st.caption(missing, width="content")
    return pressed


def _show_new(made: NewLink) -> None:
    st.session_state[NEW] = made
    st.rerun()


def link_list(view: View) -> None:
    """List all links: those that open something, and apart those that do not."""
    say, now = view.say, utc_now()
    found = list_links(view.cursor())
    ended = [link for link in found if link.state(now) in (REVOKED, EXPIRED)]
    living = [link for link in found if link not in ended]
    titles = {each.id: each.title(say.language) for each in view.every_round()}
    st.header(say("Links that are open"), anchor="open")
    if not living:
        st.info(say("There is no open link. Make one above."), icon=":material/hourglass_empty:")
    for link in living:
        with st.container(border=True, key=f"link-{link.id}"):
            _link(view, link, titles)
            if st.button(say("Revoke"), key=f"revoke-{link.id}", icon=":material/link_off:"):
                _revoke(view, link)
    if ended:
        with st.expander(
            say.plural("1 link that has ended", "{n} links that have ended", len(ended)),
            icon=":material/history:",
        ):
            for link in ended:
                _link(view, link, titles)


def _link(view: View, link: Link, titles: Mapping[str, str]) -> None:
    say, state = view.say, link.state(utc_now())
    colour, icon = BADGES[state]
    words = f"{kind_words(say)[link.kind]} · {state_words(say)[state]}"
    st.badge(words, color=colour, icon=icon)
    rounds = say.join(titles.get(each, each) for each in link.rounds)
    st.subheader(as_text(link.label or rounds), anchor=False)
    opened = link.last_opened_on
    facts = [
        *([rounds] if link.label else []),
        say(
            "made {moment} by {who}",
            moment=say.moment(link.made_at),
            who=who_words(link.made_by, say),
        ),
        say("last day {day}", day=say.date(link.last_day)),
        say("last opened {day}", day=say.date(opened)) if opened else say("not opened yet"),
        *([say("revoked {moment}", moment=say.moment(link.revoked_at))] if link.revoked_at else []),
        say("number {link}", link=link.id),
    ]
    st.caption(" · ".join(map(as_text, facts)))
    if link.figures:
        _figures(view, link.figures)


def _figures(view: View, figures: Sequence[str]) -> None:
    say = view.say
    st.markdown("\n".join(f"- {say(definition(each).question)}" for each in figures))


def _revoke(view: View, link: Link) -> None:
    say = view.say

    @st.dialog(say("Revoke the link?"))
    def confirm() -> None:
        st.markdown(
            say(
                "Whoever opens it from now on is told that there is nothing at that address. It "
                "cannot be opened again; you can make a new one."
            )
        )
        if st.button(say("Revoke"), type="primary", key="links_revoked"):
            revoke_link(view.store, link.id, by=view.person)
            st.rerun()

    confirm()
