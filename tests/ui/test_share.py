"""Does the share panel offer what the public page shows, and say so where that is nothing?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from balint.bundle import load_bundle
from balint.store import close_process_store, process_store
from tests.figures.own_rounds import add_round, leader
from tests.readers import BOARD, sign_in
from tests.ui.test_pages import MAIN, ROOT

SITE = "https://balint.example"
RANKED = leader(1, 2, 3, 4, 5, 6, 7, country="SE", members_led=20, dropouts=2)


@pytest.fixture(scope="module", autouse=True)
def own_rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the app's own store have three rounds: released, not released, of few people."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("share")
        patch.setenv("BALINT_DATABASE", str(folder / "balint.duckdb"))
        store = process_store()
        load_bundle(store, without_demo=True)
        add_round(store, "seen", "congress", [RANKED] * 12)
        add_round(store, "unseen", "congress", [RANKED] * 12, released=False)
        add_round(store, "few", "congress", [RANKED] * 4)
        yield
        close_process_store()


@pytest.fixture
def public_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app know under which address others reach it."""
    monkeypatch.setenv("BALINT_PUBLIC_URL", SITE)


def shared(round_id: str, figure_id: str = "dropout-reasons", **query: str) -> AppTest:
    """Open the page of dropouts as the board, and share a figure of a round."""
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=120), BOARD)
    for key, value in {"lang": "en", "congress": round_id, **query}.items():
        test.query_params[key] = value
    test.run()
    test.switch_page(str(ROOT / "pages" / "dropouts.py")).run()
    test.session_state[f"faces-{figure_id}-{round_id}"] = "Take along"
    test.run()
    test.button(key=f"share-{figure_id}-{round_id}").click().run()
    assert [found.value for found in test.exception] == []
    return test


def addresses(test: AppTest) -> list[str]:
    """List the addresses of figures that can be copied."""
    return [code.value for code in test.code if code.value.startswith(f"{SITE}/f/")]


def told(test: AppTest) -> str:
    """Read what the boxes on a page say."""
    return " ".join(box.value for box in (*test.info, *test.warning))


@pytest.mark.usefixtures("public_site")
def test_panel_gives_the_public_address_and_its_code() -> None:
    test = shared("seen")
    address = f"{SITE}/f/dropout-reasons?round=seen&lang=en"
    assert addresses(test) == [address]
    assert told(test) == ""
    files = [button.proto.label for button in test.get("download_button")]
    assert {"Code (SVG)", "Code (PNG)"} <= set(files)
    links = [button.proto.url for button in test.get("link_button")]
    assert "/present/dropout-reasons?round=seen&lang=en" in links


def test_panel_without_a_public_address_says_that_a_code_leads_nowhere() -> None:
    test = shared("seen")
    assert "A code would lead nowhere yet" in told(test)
    assert "BALINT_PUBLIC_URL" in told(test)
    assert addresses(test) == []


@pytest.mark.usefixtures("public_site")
def test_round_that_readers_do_not_see_is_not_shared() -> None:
    test = shared("unseen")
    assert "The public page shows nothing yet" in told(test)
    assert "Shared links" in " ".join(text.value for text in test.markdown)
    assert addresses(test) == []
    links = [button.proto.url for button in test.get("link_button")]
    assert [link for link in links if "unseen" in link] == []


@pytest.mark.usefixtures("public_site")
def test_panel_says_where_readers_see_a_question_alone() -> None:
    test = shared("few")
    assert "Readers see the question and no numbers" in told(test)
    assert addresses(test) == [f"{SITE}/f/dropout-reasons?round=few&lang=en"]


@pytest.mark.usefixtures("public_site")
def test_choice_of_the_board_is_no_part_of_the_public_address() -> None:
    test = shared("seen", "dropout-rate", split="country")
    assert "Readers see the figure whole" in told(test)
    assert addresses(test) == [f"{SITE}/f/dropout-rate?round=seen&lang=en"]


@pytest.mark.usefixtures("public_site")
def test_show_has_the_chosen_figures_in_their_order() -> None:
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=120), BOARD)
    test.query_params["lang"] = "en"
    test.session_state["overview_present"] = True
    test.run()
    chosen = test.multiselect(key="overview_present_figures")
    chosen.select("timeline").select("class-table").run()
    path = "/present/timeline?figure=timeline&figure=class-table&lang=en"
    assert path in [button.proto.url for button in test.get("link_button")]
    assert f"{SITE}{path}" in [code.value for code in test.code]
