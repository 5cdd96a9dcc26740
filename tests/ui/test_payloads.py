"""Is whatever people write or send shown as text on the pages of the dashboard?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.bundle import load_bundle
from balint.forms import form_ids
from balint.rounds import list_rounds
from balint.store import MEMORY, close_process_store, process_store
from balint.words import words_in
from tests.commands.verbs import leaders
from tests.payloads import PAYLOADS
from tests.readers import BOARD, LEADER, inform, sign_in

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
ASKED = ("lang", *form_ids(), "split", "regions", "link", "embed", "okand")
"""Names in an address, some of which mean something."""
IN_FILES = {kind: text for kind, text in PAYLOADS.items() if kind != "oversize"}
MARKS = ("](https://evil", "<script>alert", "<img src=x", "94011", ":red[", "$w$")
"""What a page would take for markup, were it not written as text."""
SHOWN = (
    "title header subheader markdown caption info success warning error radio checkbox button"
).split()


@pytest.fixture(scope="module", autouse=True)
def own_app() -> Iterator[None]:
    """Let the app's own store be one of these tests', without demo rounds."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_DATABASE", str(MEMORY))  # no snapshot after each file
        load_bundle(process_store(), without_demo=True)
        yield
        close_process_store()


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Forget the rounds that a test makes, so that the next one has the pages for itself."""
    yield
    with process_store().transaction() as cursor:
        cursor.execute("delete from round where provenance = 'collected'")


def opened(email: str, **query: str) -> AppTest:
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=300), email)
    for name, value in query.items():
        test.query_params[name] = value
    return harmless(test.run())


def go(test: AppTest, page: str) -> AppTest:
    return harmless(test.switch_page(str(ROOT / "pages" / f"{page}.py")).run())


def faces(test: AppTest) -> None:
    """Open every tab of every card on a page, which is not sent before."""
    cards = [key for key in test.session_state if str(key).startswith("faces-")]
    assert cards
    for name in ("Table", "Method and sources", "Take along"):
        for key in cards:
            test.session_state[key] = words_in("sv")(name)
        harmless(test.run())


def harmless(test: AppTest) -> AppTest:
    """Give a page back on which nothing failed and nothing that was sent is markup."""
    assert [found.value for found in test.exception] == []
    texts = [text for kind in SHOWN for element in test.get(kind) for text in written_in(element)]
    texts += [str(cell) for table in test.table for row in table.value.values for cell in row]
    assert [(mark, text) for mark in MARKS for text in texts if mark in text] == []
    return test


def written_in(element: object) -> list[str]:
    """Give what Streamlit reads as Markdown of an element; the choices of some are so too."""
    parts = [getattr(element, name, None) for name in ("value", "label")]
    return [part for part in [*parts, *getattr(element, "options", [])] if isinstance(part, str)]


@pytest.mark.parametrize("kind", PAYLOADS)
def test_address_of_a_page_is_taken_as_text(kind: str) -> None:
    test = opened("nagon@balint.example", **dict.fromkeys(ASKED, PAYLOADS[kind]))
    for page in PAGES:
        go(test, page)
    assert test.session_state["lang"] == "sv"


def file_with(payload: str, *, faulty: bool) -> bytes:
    """Write leaders' answers with a column that the form does not ask for, and perhaps a fault."""
    lines = [line.split(",") for line in leaders(12).splitlines()]
    lines[0].append(payload)
    for line in lines[1:]:
        line.append(payload)
    if faulty:
        lines[1][0] = payload
        lines[2][lines[0].index("country")] = payload
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    return "\n".join(quoted).encode()


def send(test: AppTest, payload: str, *, faulty: bool) -> AppTest:
    name = payload.replace("\0", "")  # which Streamlit refuses by itself
    data = file_with(payload, faulty=faulty)
    test.file_uploader(key="upload_file_0").set_value((f"{name}.csv", data, "text/csv"))
    return harmless(test.run())


@pytest.mark.parametrize("kind", IN_FILES)
def test_file_and_titles_are_shown_as_text(kind: str, forgotten: None) -> None:
    payload = IN_FILES[kind]
    test = go(opened(BOARD), "upload")
    test.selectbox(key="upload_form").set_value("congress").run()
    send(test, payload, faulty=True)
    send(test, payload, faulty=False)
    if "\0" in payload:
        assert len(test.error) == 1  # a file with such a byte is no table
        return
    for key in ("upload_title_sv", "upload_title_en", "upload_place"):
        test.text_input(key=key).set_value(payload)
    harmless(inform(test))
    harmless(test.button(key="upload_store").click().run())
    for page in ("overview", "dropouts"):
        faces(go(test, page))
    go(test, "rounds")
    (stored,) = (
        found
        for found in list_rounds(process_store().cursor(), "congress")
        if found.provenance == "collected"
    )
    assert stored.title_sv == payload.strip()
    assert stored.id.replace("-", "").isalnum()
    leader = go(opened(LEADER), "upload")
    leader.selectbox(key="upload_form").set_value("congress").run()
    send(leader, payload, faulty=False)
