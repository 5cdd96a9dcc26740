"""Is a copied form, as README tells how to make one, a form on every page?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD
from balint.bundle import load_bundle
from balint.forms import load_form, reading
from balint.releases import plan_release, release
from balint.rounds import Round, list_rounds
from balint.store import close_process_store, process_store
from tests.commands.verbs import leaders
from tests.readers import BOARD, inform, sign_in

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
NEW = "course"


@pytest.fixture(autouse=True)
def app_with_a_new_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the app the questionnaire to leaders a second time, under another id."""
    folder = shutil.copytree(reading.FORMS, tmp_path / "forms")
    text = (folder / "congress.toml").read_text("utf-8")
    (folder / f"{NEW}.toml").write_text(text.replace('id = "congress"', f'id = "{NEW}"'), "utf-8")
    monkeypatch.setattr(reading, "FORMS", folder)
    monkeypatch.setenv("BALINT_DATABASE", str(tmp_path / "balint.duckdb"))
    close_process_store()
    load_bundle(process_store(), without_demo=True)
    yield
    close_process_store()
    load_form.cache_clear()


def opened(page: str) -> AppTest:
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), BOARD).run()
    return healthy(test.switch_page(str(ROOT / "pages" / f"{page}.py")).run())


def healthy(test: AppTest) -> AppTest:
    assert [found.value for found in test.exception] == []
    assert [found.value for found in test.error] == []
    return test


def send(n: int, *, into: str | None = None) -> AppTest:
    """Store n leaders' answers on the page Upload, in a new round or in one that is there."""
    test = opened("upload")
    test.selectbox(key="upload_form").set_value(NEW).run()
    if into:
        test.selectbox(key=f"upload_round_{NEW}").set_value(into).run()
    test.file_uploader(key="upload_file_0").set_value(("a.csv", leaders(n).encode(), "text/csv"))
    test.run()
    if not into:
        test.text_input(key="upload_title_sv").set_value("Kursen")
        test.text_input(key="upload_title_en").set_value("The course").run()
    healthy(inform(test)).button(key="upload_store").click().run()
    assert len(healthy(test).success) == 1
    return test


def the_round() -> Round:
    (found,) = list_rounds(process_store().cursor(), NEW)
    return found


def test_copied_form_is_stored_shown_and_released_twice() -> None:
    send(20)
    found = the_round()
    second = send(32, into=found.id)
    release(process_store(), found.id, by=LOCAL_BOARD)
    healthy(second.button(key="upload_undo").click().run())
    planned = plan_release(process_store(), found.id)
    assert 0 < planned.n_apart < 12  # some of the twelve left a field blank
    release(process_store(), found.id, by=LOCAL_BOARD, anyway=True)
    for page in ("rounds", "about", "dropouts"):
        opened(page)
