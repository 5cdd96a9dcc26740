"""Is an address below /present understood, and does a show lead from figure to figure?"""

from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

from balint import errors
from balint.web.shows import Show, new_show, read_show

THREE = ("timeline", "dropout-rate", "class-table")


def read(path: str) -> Show:
    """Understand an address."""
    path, _, query = path.partition("?")
    return read_show(path.removeprefix("/present/"), QueryParams(query), "sv")


@pytest.mark.parametrize(
    "show",
    [
        new_show("timeline", language="sv"),
        new_show("dropout-rate", round_ids=("a", "b"), language="sv"),
        Show("dropout-rate", THREE, ("a",), "sv"),
    ],
)
def test_written_address_of_a_show_is_read_back(show: Show) -> None:
    assert read(show.path) == show


def test_show_leads_to_what_comes_before_and_after() -> None:
    show = Show("dropout-rate", THREE, (), "sv")
    assert show.place == 2
    assert show.before == show.first == Show("timeline", THREE, (), "sv")
    assert show.after == show.last == Show("class-table", THREE, (), "sv")
    assert show.first.before is None
    assert show.last.after is None


def test_figure_that_its_list_does_not_name_stands_first() -> None:
    show = read("/present/timeline?figure=class-table&figure=class-table")
    assert show.figure_ids == ("timeline", "class-table")


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/present/nope", errors.UnknownFigure),
        ("/present/timeline?figure=nope", errors.UnknownFigure),
        ("/present/timeline?" + "&".join(f"round=r{n}" for n in range(21)), errors.NotPublic),
        ("/present/timeline?" + "&".join(f"figure=f{n}" for n in range(51)), errors.NotPublic),
    ],
)
def test_address_of_no_show_is_refused(path: str, error: type[errors.BalintError]) -> None:
    with pytest.raises(error):
        read(path)
