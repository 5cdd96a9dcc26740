"""Does the page Groups follow the region chosen, for whoever looks, with one round, two or none?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from balint.bundle import load_bundle
from balint.store import close_process_store, process_store
from tests.readers import BOARD, as_read, sign_in
from tests.ui.test_pages import MAIN, ROOT

ROUNDS = ("demo-inventory-a", "demo-inventory-b")


@pytest.fixture(scope="module", autouse=True)
def store_of_this_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the app's own store be one of this test's."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_DATABASE", str(tmp_path_factory.mktemp("groups") / "balint.duckdb"))
        load_bundle(process_store())
        yield
        close_process_store()


def groups_page(email: str | None = BOARD, **query: str) -> AppTest:
    """Open the page Groups in English through the entry script."""
    test = AppTest.from_file(str(MAIN), default_timeout=120)
    if email:
        sign_in(test, email)
    test.query_params["lang"] = "en"
    test.run()
    for key, value in query.items():
        test.query_params[key] = value
    test.switch_page(str(ROOT / "pages" / "groups.py")).run()
    assert [found.value for found in test.exception] == []
    return test


def read(test: AppTest) -> str:
    """Read all that stands on the page in words."""
    parts = (*test.title, *test.subheader, *test.markdown, *test.caption, *test.info)
    return "\n".join(as_read(str(part.value)) for part in parts)


def first_rows(test: AppTest) -> list[list[str]]:
    """Read the first row of each table on the page."""
    return [list(table.value.iloc[0]) for table in test.table]


def test_region_in_the_address_is_the_one_the_page_speaks_of() -> None:
    test = groups_page(region="12")
    assert test.selectbox(key="region").value == "12"
    assert "Skåne" in [found.value for found in test.subheader]
    assert "**Groups:** 5 active groups" in read(test)
    assert first_rows(test)[0][0] == "Skåne"
    for said in ("Skåne outlined", "ring round Skåne", "where Skåne lies comes first"):
        assert said in read(test)
    assert read(test).count("Skåne alone") == 7


def test_region_chosen_in_the_list_stands_in_the_address_and_is_let_go_again() -> None:
    test = groups_page()
    assert "outlined" not in read(test)
    test.selectbox(key="region").select("09").run()
    assert test.query_params["region"] == "09"
    assert "**Neighbours:** no neighbour on land" in read(test)
    test.selectbox(key="region").select("all").run()
    assert "region" not in test.query_params
    assert "Gotland outlined" not in read(test)


def test_reader_chooses_region_and_measure_and_sees_the_country_else() -> None:
    test = groups_page(None, region="12")
    assert "ring round Skåne" in read(test)
    assert "Skåne alone" not in read(test)
    assert "The other figures are about the whole country." in read(test)
    test.selectbox(key="measure").select("members").run()
    assert "Members of 37 active groups, by region; Skåne outlined" in read(test)
    assert test.query_params["measure"] == "members"


def test_two_rounds_follow_the_region_beside_each_other() -> None:
    test = groups_page(inventory=ROUNDS[1], inventory_beside=ROUNDS[0], region="07")
    assert read(test).count("Kronoberg outlined") == 2
    assert read(test).count("**Groups:**") == 2
    assert [found.value for found in test.subheader].count("Kronoberg") == 1


def test_unknown_region_in_the_address_is_ignored() -> None:
    test = groups_page(region="02")
    assert test.selectbox(key="region").value == "all"
    assert "outlined" not in read(test)
