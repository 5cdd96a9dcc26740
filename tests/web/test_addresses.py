"""Is an address below /f understood only where it asks for what anybody may see?"""

from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

from balint import errors
from balint.figures import DEFINITIONS, draw
from balint.figures.context import subject_names
from balint.public_address import public_url
from balint.web.addresses import (
    DASHBOARD,
    Address,
    dashboard_path,
    read_address,
    reader_language,
)
from balint.words import words_in
from tests.stores import bundled_store
from tools.browser import PAGES


def read(rest: str, query: str = "") -> Address:
    """Understand an address in Swedish."""
    return read_address(rest, QueryParams(query), "sv")


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("en", "sv", "en"),
        ("sv", "en", "sv"),
        (None, "", "sv"),
        (None, "en", "en"),
        (None, "en-GB,en;q=0.9,sv;q=0.8", "en"),
        (None, "sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        (None, "en;q=0.2, sv;q=0.7", "sv"),
        (None, "de-DE,de;q=0.9,en;q=0.5", "en"),
        (None, "de", "sv"),
        (None, "en;q=0", "sv"),
        (None, "*", "sv"),
        (None, "en;q=x,,;;q==", "sv"),
        ("<script>", "en", "en"),
    ],
)
def test_language_is_the_one_asked_for_else_preferred(
    asked: str | None, accepted: str, language: str
) -> None:
    assert reader_language(asked, accepted) == language


@pytest.mark.parametrize("ending", ["", "svg", "png", "pdf", "csv", "excel.csv", "xlsx", "json"])
def test_written_address_is_read_back(ending: str) -> None:
    address = Address("dropout-rate", ending, ("a", "b"), "sv")
    path, _, query = address.path.partition("?")
    assert read(path.removeprefix("/f/"), query) == address


@pytest.mark.parametrize("look", ["", "dark"])
def test_address_of_a_picture_is_read_back(look: str) -> None:
    address = Address("dropout-rate", "svg", (), "sv", "narrow", look)
    path, _, query = address.path.partition("?")
    assert read(path.removeprefix("/f/"), query) == address


def test_what_links_gather_on_their_way_is_ignored() -> None:
    assert read("timeline", "fbclid=1&utm_source=x&lang=sv") == read("timeline")


@pytest.mark.parametrize(
    ("rest", "query"),
    [
        ("timeline.", ""),
        ("timeline.gif", ""),
        ("timeline.excel-csv", ""),
        ("timeline.xlsx", "shape=card"),
        ("timeline.svg.svg", ""),
        ("timeline", "shape=wide"),
        ("timeline.csv", "shape=card"),
        ("timeline.svg", "shape=huge"),
        ("timeline.svg", "look=dark"),
        ("timeline.svg", "shape=wide&look=light"),
        ("timeline", "round=a&round=b"),
        ("dropout-rate", "&".join(f"round=r{n}" for n in range(21))),
    ],
)
def test_address_of_nothing_is_refused(rest: str, query: str) -> None:
    with pytest.raises(errors.NotPublic):
        read(rest, query)


@pytest.mark.parametrize("defined", DEFINITIONS.values(), ids=lambda defined: defined.id)
def test_no_filter_that_shows_other_numbers_is_taken(defined) -> None:
    for name, option in defined.options.items():
        for value in ["nowhere", *("" if option.public else option.values)]:
            with pytest.raises(errors.NotPublic):
                read(defined.id, f"{name}={value}")


def test_public_choice_is_taken_and_written_back() -> None:
    address = read("groups-by-region.svg", "region=12&measure=rate&shape=wide&lang=sv")
    assert address.chosen == (("measure", "rate"), ("region", "12"))
    path, _, query = address.path.partition("?")
    assert read(path.removeprefix("/f/"), query) == address
    assert address.choosing("region", "all").chosen == (("measure", "rate"),)
    assert read("groups-by-region", "measure=groups") == read("groups-by-region")


@pytest.mark.parametrize(
    ("set_to", "address"),
    [
        ("", None),
        ("balint.example", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://balint.example", "https://balint.example"),
        ("https://balint.example/", "https://balint.example"),
        (" http://127.0.0.1:8501/siffror/ ", "http://127.0.0.1:8501/siffror"),
    ],
)
def test_public_address_is_a_whole_one_or_none(
    monkeypatch: pytest.MonkeyPatch, set_to: str, address: str | None
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", set_to)
    assert public_url() == address


def test_every_subject_has_a_page_of_the_dashboard() -> None:
    assert DASHBOARD.keys() == subject_names(words_in("sv")).keys()
    assert set(DASHBOARD.values()) <= set(PAGES.values())


def test_link_to_the_dashboard_chooses_both_rounds_of_a_change() -> None:
    rounds = ["demo-congress-b", "demo-congress-a"]
    figure = draw(bundled_store(), "dropout-rate-change", rounds, "en")
    asked = "congress=demo-congress-b&congress_beside=demo-congress-a"
    assert dashboard_path(figure) == f"/avhopp?lang=en&{asked}#dropout-rate-change"


def test_link_to_the_dashboard_chooses_the_round() -> None:
    figure = draw(bundled_store(), "dropout-reasons", ["demo-congress-a"], "en")
    expected = "/avhopp?lang=en&congress=demo-congress-a#dropout-reasons"
    assert dashboard_path(figure) == expected
    chosen = {"measure": "rate", "region": "12"}
    figure = draw(bundled_store(), "groups-by-region", ["demo-inventory-a"], "en", chosen)
    assert dashboard_path(figure) == (
        "/grupper?lang=en&inventory=demo-inventory-a&measure=rate&region=12#groups-by-region"
    )
