"""Does a citation name what it must: source or round, version, day, and an address that holds?"""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from balint.disclosure import VIEWER
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.citation import citation
from balint.figures.files import to_json
from balint.figures.sources import on_pages
from balint.figures.workbook import to_xlsx
from balint.rounds import find_round, set_state
from balint.store import Store
from balint.words import words_in
from tests.figures.own_rounds import add_round, leader
from tests.stores import bundled_store

SITE = "https://balint.example"
RELEASED = "2027-05-02 22:30:00"  # UTC: in Sweden it is the third already


@pytest.fixture(autouse=True)
def public_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app know under which address others reach it."""
    monkeypatch.setenv("BALINT_PUBLIC_URL", SITE)


def own_figure(language: str, *, released: bool = True) -> Figure:
    """Draw a figure from a round of one's own."""
    store = Store.open(":memory:")
    ranked = [leader(1, 2, 3, 4, 5, 6, 7, country="SE") for _ in range(12)]
    add_round(store, "kongress", "congress", ranked)
    with store.transaction() as cursor:
        cursor.execute("update release set released_at = $day", {"day": RELEASED})
        if not released:
            set_state(cursor, "kongress", "open")
        assert find_round(cursor, "kongress").released_on == (
            dt.date(2027, 5, 3) if released else None
        )
    return draw(store, "dropout-reasons", ["kongress"], language)


@pytest.mark.parametrize(
    ("language", "around"),
    [
        ("sv", ("Omgång kongress, publicerad 3 maj 2027.", "Dataversion")),
        ("en", ("Round kongress, released on 3 May 2027.", "Data version")),
    ],
)
def test_round_is_cited_with_its_day_version_and_address(
    language: str, around: tuple[str, str]
) -> None:
    figure = own_figure(language)
    address = f"{SITE}/f/dropout-reasons?round=kongress&lang={language}"
    dated, version = around
    assert citation(figure) == (
        f"Balint i siffror. {figure.title}. {dated} {version} {figure.data_version}. {address}"
    )


def test_round_that_readers_do_not_see_is_cited_without_an_address() -> None:
    cited = citation(own_figure("en", released=False))
    assert "Round kongress, not released." in cited
    assert SITE not in cited


def test_published_figure_is_cited_by_the_page_of_its_source() -> None:
    figure = draw(bundled_store(), "dropout-reasons-2005", (), "en")
    assert citation(figure) == (
        f"{figure.sources[0]}. Shown by Balint i siffror: {figure.title}. Data version 1. "
        f"{SITE}/f/dropout-reasons-2005?round=published-congress-2005&lang=en"
    )
    assert ", p. " in figure.sources[0]


def test_figure_that_the_board_divides_is_cited_without_an_address() -> None:
    divided = draw(bundled_store(), "dropout-rate", (), "sv", {"split": "country"})
    assert SITE not in citation(divided)
    assert SITE in citation(draw(bundled_store(), "dropout-rate", (), "sv"))


def test_unknown_public_address_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BALINT_PUBLIC_URL")
    assert citation(own_figure("sv")).endswith(".")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("figure_id", DEFINITIONS)
def test_every_figure_is_cited_whole_in_its_files(figure_id: str, language: str) -> None:
    figure = draw(bundled_store(), figure_id, (), language, audience=VIEWER)
    cited = citation(figure)
    assert figure.title in cited
    assert all(source in cited for source in figure.sources) or figure.provenance == "demo"
    assert ".." not in cited
    lead = {"sv": "Att citera: ", "en": "To cite: "}[language]
    assert json.loads(to_json(figure))["notes"][-1] == lead + cited
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(figure)))
    assert [cited] == [
        line[1] for line in book.get_sheet_by_index(1).to_python() if line[1] == cited
    ]


def test_figure_without_a_round_has_nothing_to_cite() -> None:
    empty = draw(Store.open(":memory:"), "dropout-reasons")
    assert citation(empty) == ""
    assert json.loads(to_json(empty))["notes"] == []
    assert citation(replace(empty, language="en")) == ""


@pytest.mark.parametrize(
    ("page", "english", "swedish"),
    [
        ("22", "p. 22", "s. 22"),
        ("27, 46", "pp. 27, 46", "s. 27, 46"),
        ("40-41", "pp. 40–41", "s. 40–41"),
    ],
)
def test_pages_are_cited_as_one_or_several(page: str, english: str, swedish: str) -> None:
    assert on_pages(words_in("en"), page) == english
    assert on_pages(words_in("sv"), page) == swedish
