"""Can a person without statistics read each figure: finding, n, interval, no bare jargon?"""

from __future__ import annotations

import functools
import re

import pytest

from balint.figures import DEFINITIONS, Figure, draw
from balint.glossary import terms, terms_in
from balint.rounds import list_rounds
from balint.words import alphabetical
from tests.figures.asking import bundled_figure
from tests.stores import bundled_store

DRAWN = [
    (figure_id, found.id, language)
    for figure_id, defined in DEFINITIONS.items()
    for found in list_rounds(bundled_store().cursor(), defined.form)
    if found.provenance in defined.draws
    for language in ("sv", "en")
]

# Words that only a statistician knows, whether or not the glossary has them.
JARGON = re.compile(
    r"""
    \bkappa | \bW\b | Kendall | Cronbach | \balfa | \balpha | Hedges | Cohen | \bCliff
    | Welch | Student'?s\st | t-test | t-fördelning | noncentral-t | icke-central
    | \bHolm | Benjamini | \bq\b | \bp\b(?=\s[<=]) | Bonferroni
    | bootstrap | \bBCa\b | PCG64 | studenti[sz] | permutation
    | Wilson | Newcombe | Garwood | Feldt | \bWald | Feng | Poisson | Fisher | Friedman
    | chi-squared | chitvå | rangsumm | rank-sum | rangintervall | rank\sinterval
    | \bCR2\b | Satterthwaite | frihetsgrad | degrees\sof\sfreedom | \bvarian[cs]
    | medelfel | standard\serror | standardavvik | standard\sdeviation | standardi[sz]
    | tvärsnitt | cross-section | tratt | funnel
    | heteroske | regressions | likelihood | konfidens | confidence
    """,
    re.VERBOSE | re.IGNORECASE,
)

# What the board reads first may hold these, which the sentence puts in words.
IN_A_TITLE = {"kappa", "W"}

WITH_INTERVAL = [
    drawn
    for drawn in DRAWN
    if drawn[0]
    in {
        "class-agreement",
        "class-difference",
        "dropout-positions",
        "dropout-rate",
        "dropout-rate-change",
        "dropout-reasons",
        "dropout-reasons-change",
        "groups-change",
        "patient-centred-change",
        "patient-centred-over-rounds",
        "study1-change",
        "study1-effects",
        "study1-estimation",
        "study1-experience",
        "study1-reliability",
    }
]
INTERVAL = {"sv": r"\d(?:\s%)? till [−+]?\d", "en": r"\d%? to [−+]?\d"}


@functools.cache
def figure(figure_id: str, round_id: str, language: str) -> Figure:
    return bundled_figure(figure_id, round_id, language)


@pytest.mark.parametrize("drawn", DRAWN, ids="-".join)
def test_figure_explains_its_jargon(drawn: tuple[str, str, str]) -> None:
    shown = figure(*drawn)
    text = shown.text
    for term in terms_in(text, shown.language):
        text = term.pattern.sub(" ", text)
    assert JARGON.findall(text) == []


@pytest.mark.parametrize("drawn", DRAWN, ids="-".join)
def test_title_has_no_name_of_a_method(drawn: tuple[str, str, str]) -> None:
    assert set(JARGON.findall(figure(*drawn).title)) <= IN_A_TITLE


@pytest.mark.parametrize("drawn", DRAWN, ids="-".join)
def test_sentence_says_how_many_it_rests_on(drawn: tuple[str, str, str]) -> None:
    shown = figure(*drawn)
    numbers = {int(re.sub(r"\D", "", found)) for found in NUMBER.findall(shown.sentence)}
    answered = {n for unit, n in shown.n.items() if n and unit not in ("rounds", "sources")}
    assert not answered or numbers & (answered | _of_parts(shown))


def _of_parts(shown: Figure) -> set[int]:
    """Give how many stand behind each row, and behind each of several rounds."""
    rows = {row[name] for row in shown.rows for name in row if name == "n" or name[:2] == "n_"}
    rounds = [found.id for found in shown.rounds if len(shown.rounds) > 1]
    alone = [draw(bundled_store(), shown.id, [found], shown.language).n for found in rounds]
    return (rows - {None}).union(*(n.values() for n in alone))


NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f,]\d{3})+|\d+")


@pytest.mark.parametrize("drawn", WITH_INTERVAL, ids="-".join)
def test_sentence_has_the_interval_of_its_estimates(drawn: tuple[str, str, str]) -> None:
    shown = figure(*drawn)
    if any(row.get("low_mark") is None and row.get("low") is not None for row in shown.rows):
        assert re.search(INTERVAL[shown.language], shown.sentence)


def test_alphabet_ends_with_three_letters_in_their_swedish_order() -> None:
    assert sorted(["Östra", "äldre", "zon", "Ångest", "agenda"], key=alphabetical) == [
        "agenda", "zon", "Ångest", "äldre", "Östra",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_term_has_a_meaning_and_every_form_is_one_that_a_text_can_have(language: str) -> None:
    for term in terms(language):
        assert term.meaning.endswith(".")
        assert all(term.pattern.search(form) for form in term.forms)
    assert not any("|" in form for term in terms(language) for form in term.forms)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_explained_method_is_used_by_a_figure(language: str) -> None:
    texts = "\n".join(figure(*drawn).text for drawn in DRAWN if drawn[2] == language)
    unused = {term.word for term in terms(language) if term.forms} - {
        term.word for term in terms_in(texts, language)
    }
    assert unused == set()
