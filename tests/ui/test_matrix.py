"""Who may open which page and light address, and do what stands behind them?

Each cell of the tables below is tried: pages through the entry script, light addresses through
the light pages, acts without the pages that lead to them, so that what refuses is the act.
tests/browser/test_sign_in.py goes the main ways through a real provider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD, STARTED_FOR_BOARD, signed_in
from balint.bundle import load_bundle
from balint.errors import NotAllowed
from balint.intake import commit, plan_file
from balint.links import NewLink, in_days, make_leader_link, revoke_link
from balint.openings import set_up
from balint.rounds import set_state
from balint.sharing import make_share_link
from balint.store import MEMORY, close_process_store, process_store
from balint.ui import identity
from balint.web.door import DOOR
from balint.web.light import LightPages
from balint.web.shared import SharedPages
from balint.web.stage import Stage
from balint.words import words_in
from tests.figures.own_rounds import add_round, leader
from tests.intake.files import CONGRESS, TODAY, as_csv
from tests.intake.storing import LEADERS, new_round
from tests.readers import BOARD, LEADER, NO_ROLE, OTHER_LEADER, inform, sign_in
from tests.ui.ungated import ACTS, Case, is_done
from tests.web.asking import ask

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"

WHO = {
    "not signed in": None,
    "no role": NO_ROLE,
    "leader": LEADER,
    "other leader": OTHER_LEADER,
    "board": BOARD,
    "local board": None,
    "open link": None,
    "expired link": None,
    "revoked link": None,
}
"""Who comes, and the address with which they sign in; by a link comes a leader of the board's."""
NOBODY: set[str] = set()
EVERYBODY = set(WHO)
THE_BOARD = {"board", "local board"}
SENDERS = THE_BOARD | {"leader", "other leader"}
THE_LEADER = THE_BOARD | {"leader"}
BY_LINK = {"open link", "expired link", "revoked link"}

# Page, and what of it: a text that stands there, or the key of a widget.
PAGES: dict[tuple[str, str], set[str]] = {
    ("overview", "the page"): EVERYBODY,
    ("overview", "key overview_report_pdf"): THE_BOARD,
    ("groups", "the page"): EVERYBODY,
    ("dropouts", "the page"): EVERYBODY,
    ("dropouts", "Omgång visad"): EVERYBODY,
    ("dropouts", "Omgång hemlig"): THE_BOARD,
    ("working_life", "the page"): EVERYBODY,
    ("patient_centredness", "the page"): EVERYBODY,
    ("about", "the page"): EVERYBODY,
    ("accessibility", "the page"): EVERYBODY,
    ("upload", "the page"): EVERYBODY,
    ("upload", "key upload_form"): SENDERS,
    ("upload", "Omgång hemlig"): SENDERS | {"open link"},
    ("upload", "öppnar inget längre"): {"expired link", "revoked link"},
    ("rounds", "the page"): EVERYBODY,
    ("rounds", "Omgång hemlig"): THE_BOARD,
    ("rounds", "key rounds_restore_demo"): THE_BOARD,
    ("links", "the page"): EVERYBODY,
    ("links", "key links_rounds"): THE_BOARD,
    ("log", "the page"): EVERYBODY,
    ("log", "key period"): THE_BOARD,
}

LIGHT: dict[str, set[str]] = {
    "/f": EVERYBODY,
    "/f/icon.svg": EVERYBODY,
    "/f/timeline": EVERYBODY,
    "/f/dropout-reasons": EVERYBODY,
    "/f/dropout-reasons?round=visad": EVERYBODY,
    "/f/dropout-reasons.svg?round=visad": EVERYBODY,
    "/f/dropout-reasons.svg?round=visad&shape=narrow&look=dark": EVERYBODY,
    "/f/dropout-reasons.png?round=visad&shape=card": EVERYBODY,
    "/f/dropout-reasons.csv?round=visad": EVERYBODY,
    "/f/dropout-reasons.json?round=visad": EVERYBODY,
    "/f/dropout-reasons?round=visad&split=obligatory": NOBODY,
    "/f/dropout-reasons?round=hemlig": NOBODY,
    "/f/dropout-reasons.csv?round=hemlig": NOBODY,
    "/f/dropout-reasons.json?round=hemlig": NOBODY,
    "/f/dropout-rate?round=visad&round=hemlig": NOBODY,
    "/f/dropout-reasons?round=utkast": NOBODY,
    "/f/dropout-reasons?round=stangd": NOBODY,
    "/f/dropout-reasons?round=indragen": NOBODY,
    "/f/dropout-reasons?round=finns-inte": NOBODY,
    "/f/finns-inte": NOBODY,
    "/present/dropout-reasons?round=visad": EVERYBODY,
    "/present/dropout-reasons?round=hemlig": NOBODY,
    "/s/gissad": NOBODY,
    "/s/{open}": EVERYBODY,
    "/s/{open}/dropout-reasons?round=hemlig": EVERYBODY,
    "/s/{open}/dropout-reasons.csv?round=hemlig": EVERYBODY,
    "/s/{open}/dropout-rate": NOBODY,
    "/s/{open}/dropout-reasons?round=utkast": NOBODY,
    "/s/{expired}": NOBODY,
    "/s/{expired}/dropout-reasons?round=hemlig": NOBODY,
    "/s/{revoked}": NOBODY,
    "/s/{revoked}/dropout-reasons.csv?round=hemlig": NOBODY,
    "/s/{leader's}": NOBODY,
}

MAY: dict[str, set[str]] = {
    "send a file to an open round": SENDERS | {"open link"},
    "send a file to a new round": THE_BOARD,
    "say that a group of their own runs": {"leader", "other leader", "open link"},
    "say that a group of the leader's runs": {"leader"},
    "take back what the leader sent, at its receipt": THE_LEADER,
    "take back what they sent, at its receipt": SENDERS | {"open link"},
    "take back what they sent, in their list": SENDERS | {"open link"},
    "take back what the leader sent, in a list": THE_LEADER,
    "take back any file, in the board's list": THE_BOARD,
    "bring a file in again": THE_BOARD,
    "set up a round": THE_BOARD,
    "open a round for files": THE_BOARD,
    "take files to a released round again": THE_BOARD,
    "close a round for files": THE_BOARD,
    "release a round": THE_BOARD,
    "withdraw a round": THE_BOARD,
    "bring a round back": THE_BOARD,
    "take all answers of a round": THE_BOARD,
    "take a file that was sent": THE_BOARD,
    "erase one person's answers": THE_BOARD,
    "delete the files of a round": THE_BOARD,
    "erase all answers of a round": THE_BOARD,
    "say how long answers are kept": THE_BOARD,
    "take the report": THE_BOARD,
    "make a leader's link": THE_BOARD,
    "revoke a link": THE_BOARD,
    "remove the demo rounds": THE_BOARD,
    "bring the demo rounds back": THE_BOARD,
}

NUMBERS = count(1)
RANKED = [leader(1, 2, 3, 4, 5, 6, 7, country="SE") for _ in range(12)]


@pytest.fixture(scope="module", autouse=True)
def app() -> Iterator[None]:
    """Let the app's own store be one of these tests', with a round in each state."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_DATABASE", str(MEMORY))  # no snapshot after each act
        store = process_store()
        load_bundle(store, without_demo=True)
        add_round(store, "visad", "congress", RANKED)
        for round_id, state in (
            ("hemlig", "open"),
            ("utkast", "draft"),
            ("stangd", "closed"),
            ("indragen", "withdrawn"),
        ):
            add_round(store, round_id, "congress", RANKED, released=False)
            with store.transaction() as cursor:
                set_state(cursor, round_id, state)
        make_links()
        yield
        close_process_store()


TOKENS: dict[str, str] = {}
"""Of links to the round "hemlig", by their state; of a leader's, "leader's", and of shared ones."""


def make_links() -> None:
    """Let the board make a leader's link and a shared one of each state."""
    for state in ("open", "expired", "revoked"):
        by_link = leader_link("hemlig", state)
        TOKENS[f"{state} link"] = by_link.path.rpartition("=")[2]
        shared = make_share_link(
            process_store(), ["hemlig"], ["dropout-reasons"], by=LOCAL_BOARD, expires_at=in_days(1)
        )
        TOKENS[state] = shared.path.rpartition("/")[2]
        close_link(shared, state)
    TOKENS["leader's"] = TOKENS["open link"]


def leader_link(round_id: str, state: str) -> NewLink:
    made = make_leader_link(process_store(), round_id, by=LOCAL_BOARD, expires_at=in_days(1))
    close_link(made, state)
    return made


def close_link(made: NewLink, state: str) -> None:
    """Revoke a link, or let its days be over."""
    if state == "revoked":
        revoke_link(process_store(), made.id, by=LOCAL_BOARD)
    if state == "expired":
        with process_store().transaction() as cursor:
            cursor.execute(
                "update link set expires_at = made_at where link_id = $id", {"id": made.id}
            )


@contextmanager
def coming(test: AppTest, who: str, token: str = "") -> Iterator[AppTest]:
    """Let a page be opened by one of those in the table, who may have a link."""
    if who in BY_LINK:
        test.query_params["link"] = token or TOKENS[who]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STARTED_FOR_BOARD, str(int(who == "local board")))
        # Here no request has headers; tests/test_access.py tries which are those of one's own
        # machine, and tests/browser/ opens the app there.
        patch.setattr(identity, "at_own_machine", lambda *_, started_for_board: started_for_board)
        email = WHO[who]
        yield sign_in(test, email) if email else test


@cache
def seen(who: str) -> dict[str, str]:
    """Walk through all pages; give what stands on each, keys and choices included."""
    with coming(AppTest.from_file(str(MAIN), default_timeout=300), who) as test:
        test.run()
        found = {"overview": text_of(test)}
        for page in sorted({page for page, _ in PAGES} - {"overview"}):
            test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
            found[page] = text_of(test)
    return found


def text_of(test: AppTest) -> str:
    assert [found.value for found in test.exception] == []
    assert [found.value for found in test.error] == []
    parts = ["the page" if test.title else ""]
    for kind in ("title", "header", "subheader", "markdown", "info", "warning", "caption"):
        parts += [str(element.value) for element in test.get(kind)]
    for widget in (*test.selectbox, *test.multiselect, *test.button):
        parts += [f"key {widget.key}", *map(str, getattr(widget, "options", []))]
    for button in test.get("download_button"):  # its id ends with its key
        parts.append(f"key {str(button.proto.id).split('-', 2)[-1]}")
    return "\n".join(parts)


@pytest.mark.parametrize("who", WHO)
def test_page_shows_what_its_reader_may_see(who: str) -> None:
    found = seen(who)
    shown = {row for row in PAGES if row[1] in found[row[0]]}
    assert shown == {row for row, allowed in PAGES.items() if who in allowed}


@cache
def light_pages() -> Starlette:
    light = LightPages(process_store)
    routes = [*light.routes, *SharedPages(light).routes, *Stage(process_store).routes]
    return Starlette(routes=routes, middleware=DOOR)


@pytest.mark.parametrize("who", WHO)
def test_light_address_shows_the_same_to_all(who: str) -> None:
    headers = {"Cookie": f"_streamlit_user={WHO[who]}"} if WHO[who] else {}
    found = {
        address: ask(light_pages(), address.format(**TOKENS), headers=headers).status
        for address in LIGHT
    }
    assert found == {address: 200 if who in allowed else 404 for address, allowed in LIGHT.items()}


@contextmanager
def own_case(who: str, *, own: bool) -> Iterator[tuple[Case, str]]:
    """Make an open round with a file, and forget it afterwards.

    Takes: `own`, whether the file is of who comes, not of the leader.
    Returns: the case, and the token of the link by which they come.
    """
    store, round_id = process_store(), f"fall-{next(NUMBERS)}"
    set_up(store, new_round(round_id), by=LOCAL_BOARD)
    plan = plan_file(
        store.cursor(),
        CONGRESS,
        round_id,
        "leaders.csv",
        as_csv(CONGRESS, LEADERS[:12]),
        language="en",
        today=TODAY,
        sender=LEADER,
    )
    stored = commit(store, plan, by=signed_in(LEADER, {"leader": [LEADER]}))
    link = leader_link(round_id, who.partition(" ")[0] if who in BY_LINK else "open")
    senders = dict.fromkeys(BY_LINK, f"link:{link.id}") | {"local board": "board"}
    if own:
        with store.transaction() as cursor:
            cursor.execute(
                "update submission set submitted_by = $who where round_id = $round_id",
                {"who": senders.get(who, WHO[who]) or "", "round_id": round_id},
            )
    open_one = leader_link(round_id, "open")
    yield Case(round_id, stored, open_one.id), link.path.rpartition("=")[2]
    with store.transaction() as cursor:
        cursor.execute("delete from round where round_id like '%fall-%'")


def ungated(act, case) -> None:  # type: ignore[no-untyped-def] # a script of its own
    from tests.ui.ungated import show

    show(act, case)


def is_done_by(who: str, act: str, case: Case, token: str) -> bool:
    """Try to do something, and say whether it was done; what is refused changes nothing."""
    tried = ACTS[act]
    tried.before(process_store(), case)
    version = process_store().data_version

    def named(text: str) -> str:
        return text.format(round=case.round_id, file=case.submission_id)

    asked = {"act": act, "case": case}
    test = AppTest.from_function(ungated, default_timeout=300, kwargs=asked)
    with coming(test, who, token):
        test.run()
        for key, text in tried.writes.items():
            for box in [box for box in test.text_input if box.key == key]:
                box.set_value(named(text))
                if not box.form_id:  # a form sends what is in it when it is pressed
                    box.run()
        inform(test)
        for box in [box for box in test.checkbox if str(box.key).startswith(tried.ticks or "-")]:
            box.check().run()
        offered = all(press(test, key) for key in map(named, tried.presses))
    told = {found.value for found in test.error}
    if told or test.exception or not offered:
        assert told <= {words_in("sv")(NotAllowed.message)}
        assert process_store().data_version == version
        return False
    return is_done(act, case)


def press(test: AppTest, key: str) -> bool:
    """Press a button, if there is one; what saves a file is there to be pressed."""
    for button in test.button:
        if button.key == key:
            button.click().run()
            return True
    return any(key in str(found.proto.id) for found in test.get("download_button"))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", MAY)
def test_act_is_done_for_whom_it_is_stated(
    act: str, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    with own_case(who, own=ACTS[act].own) as (case, token):
        assert is_done_by(who, act, case, token) is (who in MAY[act])
    # What is asked in a dialog cannot be told by the script around it, and goes to the log.
    raised = [record.exc_info[0] for record in caplog.records if record.exc_info]
    assert set(raised) <= (set() if who in MAY[act] else {NotAllowed})


def test_every_page_and_act_is_in_the_table(record_property: Callable[[str, object], None]) -> None:
    assert {page for page, _ in PAGES} == {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert MAY.keys() == ACTS.keys()
    record_property("table", table())


def table() -> str:
    rows = {
        **{f"page {page}: {what}": allowed for (page, what), allowed in PAGES.items()},
        **LIGHT,
        **{f"to {act}": allowed for act, allowed in MAY.items()},
    }
    lines = [f"{'':62}" + "".join(f"{who:>15}" for who in WHO)]
    for name, allowed in rows.items():
        cells = ("allowed" if who in allowed else "refused" for who in WHO)
        lines.append(f"{name:62}" + "".join(f"{cell:>15}" for cell in cells))
    return "\n" + "\n".join(lines) + "\n"
