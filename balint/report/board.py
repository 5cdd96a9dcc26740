"""What does the board take into its annual meeting: every figure, and what is missing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from balint.disclosure import BOARD, Audience
from balint.figures import draw
from balint.figures.context import subject_names
from balint.figures.headlines import headlines
from balint.figures.labels import badge_words
from balint.figures.look import LIGHT
from balint.figures.model import Figure
from balint.report.board_back import (
    methods,
    not_printed,
    sources_of,
    what_is_missing,
    words_used,
    works,
)
from balint.report.board_figure import set_figure
from balint.report.choice import chosen_figures
from balint.report.typesetting import typeset
from balint.rounds import Round
from balint.store import Store
from balint.words import Words, words_in


def board_report(
    store: Store,
    language: str = "sv",
    round_ids: Sequence[str] = (),
    figure_ids: Sequence[str] = (),
    audience: Audience = BOARD,
) -> bytes:
    """Set figures with their sentences, what is missing, methods, words and sources as a PDF.

    Takes: the rounds and the figures chosen; without rounds each figure is drawn from the
    published or collected round it prefers, without figures all are drawn; `audience`, who
    is to read it: others than the board get what they see in the app, and no more.
    Returns: the same bytes for the same data, with no clock in them; tagged as PDF/UA-1.
    Raises: UnknownFigure, UnknownRound, UnusedRound.
    """
    say, cursor = words_in(language), store.cursor()
    asked = [
        draw(
            store,
            choice.figure_id,
            choice.round_ids,
            language,
            audience=audience,
            demo=False,
            today=store.changed_on,
        )
        for choice in chosen_figures(store, round_ids, figure_ids, audience)
    ]
    figures = [figure for figure in asked if not figure.is_empty]
    empty = [figure for figure in asked if figure.is_empty]
    subjects = list(dict.fromkeys(figure.subject for figure in asked))
    return typeset(
        "board.typ",
        {
            "language": say.language,
            "colours": asdict(LIGHT),
            "cover": _cover(store, figures, empty, say, audience),
            "words": _fixed_words(say),
            "footer": say(
                "Balint in figures · data last changed {date}, version {version}",
                date=say.date(store.changed_on),
                version=str(store.data_version),
            ),
            "chapters": _chapters(figures, say),
            "missing": what_is_missing(empty),
            "not_printed": not_printed(cursor, subjects, say),
            "methods": methods(figures, say),
            "terms": words_used(figures, say),
            "sources": sources_of(figures),
            "works": works(cursor, say),
        },
    )


def _cover(
    store: Store,
    figures: Sequence[Figure],
    empty: Sequence[Figure],
    say: Words,
    audience: Audience,
) -> dict[str, object]:
    rounds = list(dict.fromkeys(found for figure in figures for found in figure.rounds))
    demo = any(found.provenance == "demo" for found in rounds)
    return {
        "title": say("Balint in figures"),
        "kind": say("Report to the board")
        if audience is BOARD
        else say("Report for everybody to read"),
        "secrecy": say(
            "For the board alone: numbers here may have few people behind them. Everybody else "
            "gets the report for everybody to read."
        )
        if audience is BOARD and any(found.provenance == "collected" for found in rounds)
        else None,
        "time": _time(rounds, say),
        "demo": say(
            "This report has demo data. They are made up, show only what a figure looks like, and "
            "say nothing about Balint groups. Each such figure is marked."
        )
        if demo
        else None,
        "headlines": [asdict(headline) for headline in headlines(store, say.language, audience)],
        "rounds": [_round(found, say) for found in rounds],
        "counts": " ".join(
            (
                say.plural("The report has 1 figure.", "The report has {n} figures.", len(figures)),
                say.plural(
                    "1 more waits for answers; the chapter “What is missing” says which.",
                    "{n} more wait for answers; the chapter “What is missing” says which.",
                    len(empty),
                )
                if empty
                else say("None waits for answers."),
            )
        ),
    }


def _time(rounds: Sequence[Round], say: Words) -> str:
    """Say of what time the data are, as the rounds state it; no clock is asked."""
    years = sorted(str(found.held_on.year) for found in rounds if found.held_on)
    if any(found.provenance == "demo" for found in rounds):
        return say("with demo data, made up")
    if years and years[0] != years[-1]:
        return say(
            "What is printed, and answers from {first} to {last}", first=years[0], last=years[-1]
        )
    if years:
        return say("What is printed, and answers from {year}", year=years[0])
    if any(found.provenance == "collected" for found in rounds):
        return say("What is printed, and answers from rounds without a stated day")
    return say("What is printed; no answers of our own yet")


def _round(found: Round, say: Words) -> list[str]:
    day = say.date(found.held_on) if found.held_on else "–"
    answers = say.number(found.n_rows) if found.form_version else "–"
    return [found.title(say.language), badge_words(say)[found.provenance], day, answers]


def _chapters(figures: Sequence[Figure], say: Words) -> list[dict[str, object]]:
    names = subject_names(say)
    numbered = enumerate(figures, 1)
    return [
        {
            "name": names[subject],
            "figures": [set_figure(figure, number, say) for number, figure in group],
        }
        for subject, group in groupby(numbered, lambda pair: pair[1].subject)
    ]


def _fixed_words(say: Words) -> dict[str, object]:
    """Give what the template says itself."""
    return {
        "contents": say("Contents"),
        "rounds": say("Rounds behind the figures"),
        "round_headings": [say("Round"), say("Kind of data"), say("Day"), say("Answers")],
        "page": say("Page {page} of {pages}"),
        "demo": say("Contains demo data, made up"),
        "missing": say("What is missing"),
        "nothing_missing": say("Every figure of the report has data."),
        "not_printed": say("What is not printed"),
        "methods": say("Methods"),
        "number": say("no."),
        "terms": say("Words"),
        "sources": say("Sources"),
        "works": say("Works in full"),
    }
