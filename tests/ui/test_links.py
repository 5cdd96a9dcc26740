"""Does the board make and revoke links on their page, and does a leader's link do what it says?"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD, signed_in
from balint.links import digest, find_link, in_days, list_links, make_leader_link, revoke_link
from balint.rounds import list_rounds
from balint.store import Store, close_process_store, process_store
from balint.trail import entries
from balint.ui.identity import LINK_READ
from balint.words import in_sweden
from tests.commands.verbs import leaders
from tests.figures.own_rounds import add_round, leader
from tests.readers import BOARD, LEADER, ROLES, as_read, inform, sign_in
from tests.stores import new_store

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
ROUND, OTHER = "kongress-2027", "kongress-2026"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database with two open rounds, for each test to begin from."""
    path = tmp_path_factory.mktemp("links") / "balint.duckdb"
    with closing(new_store(path, without_demo=True)) as store:
        for round_id in (ROUND, OTHER):
            people = [leader(1, 2, 3, 4, 5, 6, 7, members_led=40, dropouts=4)] * 12
            add_round(store, round_id, "congress", people, released=False)
    return path


@pytest.fixture(autouse=True)
def store(prepared: Path, tmp_path: Path) -> Iterator[Store]:
    """Give each test an app of its own."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        path = shutil.copy(prepared, tmp_path / "balint.duckdb")
        patch.setenv("BALINT_DATABASE", str(path))
        patch.delenv("BALINT_PUBLIC_URL", raising=False)
        yield process_store()
        close_process_store()


def opened(page: str, email: str | None = BOARD, **query: str) -> AppTest:
    """Open a page through the entry script."""
    test = AppTest.from_file(str(MAIN), default_timeout=180)
    if email:
        sign_in(test, email)
    for key, value in {"lang": "en", **query}.items():
        test.query_params[key] = value
    test.run()
    test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return healthy(test)


def healthy(test: AppTest) -> AppTest:
    assert [found.value for found in test.exception] == []
    return test


def told(test: AppTest) -> str:
    """Read what the boxes on a page say."""
    return " ".join(box.value for box in (*test.info, *test.warning, *test.success, *test.error))


def keys(test: AppTest) -> set[str]:
    """List the keys of all widgets that a person can use."""
    kinds = (test.button, test.selectbox, test.multiselect, test.radio, test.text_input)
    return {str(found.key) for kind in kinds for found in kind}


def share(test: AppTest) -> AppTest:
    """Choose a round and a figure on the page, and make the link."""
    test.multiselect(key="links_rounds").select(ROUND).run()
    test.multiselect(key="links_figures").select("dropout-rate").run()
    test.button(key="links_make_button").click().run()
    return healthy(test)


def test_board_makes_a_share_link_and_sees_its_address_once(store: Store) -> None:
    test = opened("links")
    assert test.button(key="links_make_button").disabled
    assert "Choose rounds first" in [part.value for part in test.caption]
    test.text_input(key="links_label").set_value("The paper").run()
    share(test)

    (link,) = list_links(store.cursor())
    assert (link.kind, link.rounds, link.figures) == ("share", (ROUND,), ("dropout-rate",))
    assert (link.label, link.made_by) == ("The paper", BOARD)
    assert link.last_day - dt.timedelta(days=30) == in_sweden(link.made_at).date()
    (address,) = [code.value for code in test.code]
    assert address.startswith("/s/")
    assert "nowhere" in told(test)
    test.button(key="links_copied").click().run()
    assert [code.value for code in healthy(test).code] == []
    assert [code.value for code in opened("links").code] == []


def test_address_is_whole_where_the_app_knows_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example/")
    test = share(opened("links"))
    assert test.code[0].value.startswith("https://balint.example/s/")
    assert "nowhere" not in told(test)


def test_board_makes_a_leader_link_for_an_open_round(store: Store) -> None:
    test = opened("links")
    test.radio(key="links_kind").set_value("leader").run()
    test.selectbox(key="links_round").set_value(OTHER).run()
    test.selectbox(key="links_days_leader").set_value(7).run()
    test.button(key="links_make_button").click().run()

    (link,) = list_links(store.cursor())
    assert (link.kind, link.rounds) == ("leader", (OTHER,))
    assert link.last_day - dt.timedelta(days=7) == in_sweden(link.made_at).date()
    assert healthy(test).code[0].value.startswith("/lamna-in?link=")


def test_link_may_end_on_a_day_of_ones_own(store: Store) -> None:
    test = opened("links")
    test.selectbox(key="links_days_share").set_value(0).run()
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=200)
    test.date_input(key="links_last_day_share").set_value(day).run()
    share(test)
    assert list_links(store.cursor())[0].last_day == day


def test_rounds_that_never_meet_are_refused_on_the_page(store: Store) -> None:
    add_round(store, "made-up", "congress", [leader(1, 2)] * 3, "demo")
    test = opened("links")
    test.multiselect(key="links_rounds").select(ROUND).select("made-up").run()
    test.multiselect(key="links_figures").select("dropout-rate").run()
    assert "never meet" in told(test)
    assert test.button(key="links_make_button").disabled


def test_revoking_is_confirmed_first_and_ended_links_stand_apart(store: Store) -> None:
    make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1))
    (link,) = list_links(store.cursor())
    test = opened("links")
    test.button(key=f"revoke-{link.id}").click().run()
    assert "links_revoked" in keys(healthy(test))
    assert find_link(store.cursor(), link.id).revoked_at is None
    revoke_link(store, link.id, by=LOCAL_BOARD)  # tests/browser presses the button in the dialog
    test.run()
    assert f"revoke-{link.id}" not in keys(healthy(test))
    assert "1 link that has ended" in [found.label for found in test.expander]


def test_label_of_a_link_is_text_and_never_markup(store: Store) -> None:
    label = "![x](http://evil.example/a.png) **b** :red[c] <script>"
    make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1), label=label)
    shown = [found.value for found in opened("links").subheader]
    assert any("\\!\\[x\\]\\(http\u2060\\:\\/\\/evil" in text for text in shown)
    assert not any("![x]" in text or "**b**" in text for text in shown)


def by_link(store: Store, round_id: str = ROUND) -> tuple[AppTest, str]:
    """Open a leader's link as somebody who did not sign in; gives its id too."""
    made = make_leader_link(store, round_id, by=LOCAL_BOARD, expires_at=in_days(60))
    token = made.path.partition("=")[2]
    test = opened("upload", None, link=token)
    assert test.session_state[LINK_READ] == digest(token)
    return test, made.id


def upload(test: AppTest, n: int = 3) -> AppTest:
    """Choose a file."""
    chosen = ("ledare.csv", leaders(n).encode(), "text/csv")
    test.file_uploader(key="upload_file_0").set_value(chosen).run()
    return healthy(test)


def n_stored(store: Store, round_id: str = ROUND) -> int:
    """Count the answers of a round."""
    return next(found.n_rows for found in list_rounds(store.cursor()) if found.id == round_id)


def test_leader_link_opens_its_round_and_form_alone(store: Store) -> None:
    test, link_id = by_link(store)

    assert "link" not in test.query_params
    assert f"Round {ROUND}" in [as_read(found.value) for found in test.subheader]
    assert "upload_form" not in keys(test)
    assert not [key for key in keys(test) if key.startswith("upload_round")]
    forms = {str(found.key).split("-")[1] for found in test.get("download_button")}
    assert forms == {"congress"}
    assert find_link(store.cursor(), link_id).last_opened_on is not None


def test_leader_stores_by_link_and_takes_back_what_they_sent(store: Store) -> None:
    test, link_id = by_link(store)
    inform(upload(test)).button(key="upload_store").click().run()
    assert n_stored(store) == 15
    assert n_stored(store, OTHER) == 12
    (entry,) = entries(store.cursor(), "upload")
    assert (entry.who, entry.n, entry.rounds) == (f"link:{link_id}", 3, (ROUND,))
    assert "upload_return" not in {str(found.key) for found in test.get("download_button")}

    undo = f"undo-{entry.submission_id}"
    healthy(test).button(key=undo).click().run()
    assert n_stored(store) == 12
    healthy(test).button(key=undo).click().run()
    assert n_stored(store) == 15
    sent = [
        row[0] for row in store.cursor().execute("select submission_id from submission").fetchall()
    ]
    assert {f"undo-{each}" for each in sent} & keys(test) == {undo}


def test_link_that_is_revoked_mid_session_stores_nothing(store: Store) -> None:
    test, link_id = by_link(store)
    inform(upload(test))
    revoke_link(store, link_id, by=LOCAL_BOARD)
    test.button(key="upload_store").click().run()

    healthy(test)
    assert n_stored(store) == 12
    assert "opens nothing any more" in told(test)
    assert not [key for key in keys(test) if key.startswith(("upload", "undo"))]


def test_leader_link_opens_no_page_of_the_board_and_no_figure_of_its_round(store: Store) -> None:
    test, _ = by_link(store)
    for page in ("links", "log", "rounds"):
        test.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        assert "for the board" in told(healthy(test))
    test.switch_page(str(ROOT / "pages" / "dropouts.py")).run()
    assert "No congress questionnaire" in told(healthy(test))


@pytest.mark.parametrize("token", ["x" * 43, "' or 1=1 -- å"])
def test_unknown_token_opens_nothing_and_says_so(token: str) -> None:
    test = opened("upload", None, link=token)
    assert not [key for key in keys(test) if key.startswith("upload")]
    assert "opens nothing any more" in told(test)


def test_link_adds_nothing_for_who_may_more(store: Store) -> None:
    made = make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(60))
    for email in (BOARD, LEADER):
        test = opened("upload", email, link=made.path.partition("=")[2])
        assert "link" not in test.query_params
        assert "upload_form" in keys(test)


def test_log_lists_what_was_done_and_chooses_among_it(store: Store) -> None:
    share(opened("links"))
    make_leader_link(store, OTHER, by=LOCAL_BOARD, expires_at=in_days(1))
    revoke_link(store, list_links(store.cursor())[0].id, by=signed_in(BOARD, ROLES))
    test = opened("log")
    shown = test.table[0].value
    assert list(shown["What"]) == ["Link revoked", "Link made", "Link made · 1 figure"]
    assert shown["Rounds"].iloc[-1] == rf"Round {ROUND}".replace("-", r"\-")
    assert set(shown["Who"]) == {"the board", BOARD.replace("@", r"\@").replace(".", r"\.")}
    test.selectbox(key="act").set_value("link_revoked").run()
    assert len(healthy(test).table[0].value) == 1
    assert [found.label for found in test.get("download_button")] == ["The log (CSV for Excel)"]
    test.selectbox(key="act").set_value("erasure").run()
    assert "Nothing of that kind" in told(healthy(test))
