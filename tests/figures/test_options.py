"""A figure's options are offered in words, chosen by code, and nothing else is taken."""

from __future__ import annotations

import pytest

from balint import errors
from balint.disclosure import VIEWER
from balint.figures import DEFINITIONS, draw
from balint.forms import category_label, load_form
from balint.words import words_in
from tests.stores import bundled_store

OFFERED = [
    (figure_id, name, option)
    for figure_id, defined in DEFINITIONS.items()
    for name, option in defined.options.items()
]


def test_option_that_is_not_named_has_its_default() -> None:
    figure = draw(bundled_store(), "dropout-reasons", ["demo-congress-b"])
    assert figure.chosen == {"split": "none"}
    assert draw(bundled_store(), "dropout-agreement").chosen == {}


def test_option_a_figure_does_not_offer_is_refused() -> None:
    with pytest.raises(errors.UnknownOption, match="Its options: split"):
        draw(bundled_store(), "dropout-rate", options={"limit": "2"})
    with pytest.raises(errors.OptionValue, match="It takes: none, obligatory, country, experience"):
        draw(bundled_store(), "dropout-rate", options={"split": "shoe-size"})


def test_every_option_is_worded_in_both_languages() -> None:
    assert {figure_id for figure_id, _, _ in OFFERED} == {
        "dropout-reasons",
        "dropout-rate",
        "study1-items",
        "study1-experience",
        "groups-by-region",
        "groups-funnel",
        "groups-by-health-care-region",
        "groups-by-kind",
        "groups-participation",
        "groups-by-setting",
        "groups-by-initiator",
        "group-frames",
        "groups-confirmed",
        "groups-started",
    }
    for _, name, option in OFFERED:
        assert option.default in option.values
        assert (words_in("sv")(option.label) == words_in("en")(option.label)) == (name == "region")
        assert len({words_in("sv")(label) for label in option.values.values()}) == len(
            option.values
        )


def test_public_option_shows_everybody_the_same_numbers() -> None:
    public = [offered for offered in OFFERED if offered[2].public]
    assert {(figure_id, name) for figure_id, name, _ in public} == {
        ("groups-by-region", "measure"),
        ("groups-by-region", "region"),
        ("groups-funnel", "region"),
        ("groups-by-health-care-region", "region"),
    }
    for figure_id, name, option in public:
        usual = draw(bundled_store(), figure_id, audience=VIEWER)
        for code in list(option.values)[1:4]:
            other = draw(bundled_store(), figure_id, options={name: code}, audience=VIEWER)
            assert sorted(map(str, other.rows)) == sorted(map(str, usual.rows))
            assert (other.n, other.notes) == (usual.n, usual.notes)


def test_categories_are_worded_as_in_the_form() -> None:
    values = DEFINITIONS["study1-items"].options["category"].values
    form = load_form("study1")
    for language in ("sv", "en"):
        said = [words_in(language)(label) for code, label in values.items() if code != "all"]
        assert said == [category_label(form, found.id, language) for found in form.categories]
