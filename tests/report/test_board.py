"""Does the board's report hold all that it should, for eyes, search and screen readers alike?"""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from balint.disclosure import BOARD, VIEWER
from balint.errors import UnknownFigure, UnknownRound, UnusedRound
from balint.figures import DEFINITIONS, Figure, draw
from balint.figures.context import subject_names
from balint.figures.labels import badge
from balint.report import Choice, board_report, chosen_figures
from balint.report.choice import CHAPTERS
from balint.report.paper_table import SET_AS_WORDS
from balint.rounds import Round, create_round, list_rounds, set_state
from balint.store import Store
from balint.words import words_in
from tests.figures.own_rounds import add_round, leader
from tests.stores import bundled_store, new_store

LANGUAGES = ("sv", "en")
DEMO_FIGURES = ("groups-by-kind", "groups-participation", "groups-over-time")


@functools.cache
def report(language: str) -> bytes:
    return board_report(bundled_store(), language)


@functools.cache
def demo_report() -> bytes:
    return board_report(bundled_store(), "sv", ["demo-inventory-a"], DEMO_FIGURES)


@functools.cache
def figures(language: str) -> tuple[Figure, ...]:
    """Draw what the report without any choice should ask for."""
    store = bundled_store()
    return tuple(
        draw(store, figure_id, (), language, demo=False)
        for ids in CHAPTERS.values()
        for figure_id in ids
    )


def drawn(language: str) -> list[Figure]:
    return [figure for figure in figures(language) if not figure.is_empty]


def letters(text: str) -> str:
    """Leave out what a line break may change: spaces, hyphens and the rest that is no letter."""
    return re.sub(r"[\W_]", "", text)


@functools.cache
def text_of(pdf: bytes) -> str:
    return letters("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def alt_texts(pdf: bytes) -> list[str]:
    """Read the alternative text of each picture, in reading order; "" where there is none."""

    def below(node: object) -> Iterator[str]:
        if isinstance(node, IndirectObject):
            node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from below(child)
        elif isinstance(node, DictionaryObject):
            if node.get("/S") == "/Figure":
                yield str(node.get("/Alt", ""))
            yield from below(node.get("/K"))

    return list(below(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def bookmarks(pdf: bytes) -> list[str | list[str]]:
    """Read the bookmarks: chapters, each followed by the list of what lies in it."""
    found = PdfReader(io.BytesIO(pdf)).outline
    return [
        [str(inner.title) for inner in each] if isinstance(each, list) else str(each.title)
        for each in found
    ]


def test_every_figure_has_its_place_in_the_report() -> None:
    listed = [figure_id for ids in CHAPTERS.values() for figure_id in ids]
    assert sorted(listed) == sorted(DEFINITIONS)
    assert all(
        DEFINITIONS[figure_id].subject == subject
        for subject, ids in CHAPTERS.items()
        for figure_id in ids
    )


def test_same_data_give_the_same_bytes() -> None:
    assert board_report(bundled_store(), "sv") == report("sv")


def test_age_of_the_answers_is_counted_to_the_day_of_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = new_store(without_demo=True)
    stated = {"region": "01", "status": "active", "confirmed_on": dt.date(2020, 1, 1)}
    add_round(store, "inventory-2027", "inventory", [stated] * 3)
    pdf = board_report(store, "en", figure_ids=["groups-confirmed"])
    assert letters(f"counted to {words_in('en').date(store.changed_on)}") in text_of(pdf)

    monkeypatch.setattr("balint.store.utc_now", lambda: dt.datetime(2101, 1, 1))  # noqa: DTZ001 - as ours
    assert "1 January 2101" in draw(store, "groups-confirmed", language="en").subtitle
    assert board_report(store, "en", figure_ids=["groups-confirmed"]) == pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_is_tagged_in_its_language_and_has_no_clock(language: str) -> None:
    reader = PdfReader(io.BytesIO(report(language)))
    root = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.creation_date is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_finding_and_sentence_can_be_selected(language: str) -> None:
    text = text_of(report(language))
    for figure in drawn(language):
        for part in (figure.title, figure.subtitle, figure.sentence, *figure.notes):
            assert letters(part) in text


def test_each_language_says_only_its_own_words() -> None:
    headings = ("What is missing", "What is not printed", "Methods", "Words", "Contents")
    swedish, english = words_in("sv"), text_of(report("en"))
    for heading in headings:
        assert letters(heading) in english
        assert letters(swedish(heading)) in text_of(report("sv"))
        assert letters(heading) not in text_of(report("sv"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_bookmarks_are_the_chapters_and_the_findings(language: str) -> None:
    names = subject_names(words_in(language))
    expected: list[str | list[str]] = []
    for subject in CHAPTERS:
        expected += [
            names[subject],
            [figure.title for figure in drawn(language) if figure.subject == subject],
        ]
    assert bookmarks(report(language))[: len(expected)] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_has_its_sentence_as_alternative_text(language: str) -> None:
    pictures = [
        figure for figure in drawn(language) if figure.chart and figure.id not in SET_AS_WORDS
    ]
    assert alt_texts(report(language)) == [figure.sentence for figure in pictures]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_is_without_its_provenance(language: str) -> None:
    text, say = text_of(report(language)), words_in(language)
    for number, figure in enumerate(drawn(language), 1):
        rounds = say.join(found.title(language) for found in figure.rounds)
        assert letters(f"{badge(figure)} {say('No. {n}', n=number)} {rounds}") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_answers_is_listed_with_the_reason(language: str) -> None:
    text = text_of(report(language))
    empty = [figure for figure in figures(language) if figure.is_empty]
    assert empty
    for figure in empty:
        assert letters(figure.sentence) in text
        assert letters(figure.question) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_rounds_stand_in_no_report_that_did_not_ask(language: str) -> None:
    assert any(found.provenance == "demo" for found in list_rounds(bundled_store().cursor()))
    assert "demo" not in text_of(report(language)).casefold()


def test_demo_is_said_on_every_page_and_at_each_demo_figure() -> None:
    say = words_in("sv")
    pages = PdfReader(io.BytesIO(demo_report())).pages
    warning = letters(say("Contains demo data, made up"))
    assert all(warning in letters(page.extract_text()) for page in pages)
    assert text_of(demo_report()).count(letters(say("Demo data, made up"))) == len(DEMO_FIGURES) + 1


@pytest.fixture
def store() -> Iterator[Store]:
    """Give a store with three congress rounds and nothing else."""
    opened = Store.open(":memory:")
    with opened.transaction() as cursor:
        for round_id, provenance in (
            ("first", "collected"),
            ("second", "collected"),
            ("made-up", "demo"),
        ):
            create_round(
                cursor,
                Round(round_id, "congress", 1, "Om", "Of", None, None, provenance, "released"),
            )
    yield opened
    opened.close()


def test_named_rounds_stand_in_for_the_preferred_ones(store: Store) -> None:
    asked = ("dropout-rate", "dropout-agreement", "timeline")
    assert chosen_figures(store, ["second", "made-up", "first"], asked) == [
        Choice("dropout-rate", ("second", "first")),
        Choice("dropout-rate", ("made-up",)),
        Choice("dropout-agreement", ("second",)),
        Choice("dropout-agreement", ("first",)),
        Choice("dropout-agreement", ("made-up",)),
        Choice("timeline", ()),
    ]


def test_round_or_figure_that_leads_nowhere_is_told(store: Store) -> None:
    with pytest.raises(UnusedRound):
        chosen_figures(store, ["first"], ["timeline"])
    with pytest.raises(UnknownRound):
        chosen_figures(store, ["third"])
    with pytest.raises(UnknownFigure):
        chosen_figures(store, [], ["no-such-figure"])


def test_only_demo_rounds_are_no_rounds_where_demo_is_left_out() -> None:
    opened = Store.open(":memory:")
    with opened.transaction() as cursor:
        create_round(
            cursor, Round("made-up", "congress", 1, "Om", "Of", None, None, "demo", "released")
        )
    assert draw(opened, "dropout-agreement", demo=False).is_empty
    assert draw(opened, "dropout-agreement").provenance == "demo"
    opened.close()


def test_report_for_everybody_has_no_round_and_no_number_that_the_app_hides() -> None:
    opened, answers = Store.open(":memory:"), [leader(1, 2, 3, 4, 5, 6, 7) for _ in range(9)]
    add_round(opened, "small", "congress", answers)
    pages = {
        audience.name: text_of(board_report(opened, "sv", [], ["dropout-reasons"], audience))
        for audience in (VIEWER, BOARD)
    }
    secrecy = letters("Bara för styrelsen")
    shown = draw(opened, "dropout-reasons")
    assert letters(shown.sentence) in pages["board"]
    assert letters(shown.sentence) not in pages["viewer"]
    assert secrecy in pages["board"]
    assert secrecy not in pages["viewer"]
    with opened.transaction() as cursor:
        set_state(cursor, "small", "open")
    with pytest.raises(UnknownRound):
        board_report(opened, "sv", ["small"], ["dropout-reasons"], VIEWER)
    opened.close()
