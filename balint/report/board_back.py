"""What stands behind the figures of the board's report: gaps, methods, words, sources?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.figures.context import subject_names
from balint.figures.model import Figure
from balint.figures.sources import in_brackets
from balint.glossary import terms_in
from balint.words import Words

Part = dict[str, object]


def what_is_missing(empty: Sequence[Figure]) -> list[Part]:
    """Give each reason for missing figures with the questions that stay open."""
    open_questions: dict[str, list[str]] = {}
    for figure in empty:
        open_questions.setdefault(figure.sentence, []).append(figure.question)
    return [
        {"sentence": sentence, "questions": questions}
        for sentence, questions in open_questions.items()
    ]


def not_printed(cursor: Cursor, subjects: Iterable[str], say: Words) -> list[Part]:
    """List what the sources do not print about some subjects."""
    names, rows = subject_names(say), queries.rows(cursor, "context/omissions")
    return [
        {
            "name": names[subject],
            "lines": [
                say.pick(row["what_sv"], row["what_en"]) + in_brackets(say, row["page"])
                for row in rows
                if row["subject"] == subject
            ],
        }
        for subject in subjects
    ]


def methods(figures: Sequence[Figure], say: Words) -> list[Part]:
    """Give each note once, under the subject that first needs it, with the figures it is for."""
    names, numbers = subject_names(say), _numbers_of(figures, "notes")
    first_subject = {
        note: next(figure.subject for figure in figures if note in figure.notes) for note in numbers
    }
    return [
        {
            "name": names[subject],
            "lines": [
                {"text": note, "figures": numbers[note]}
                for note in numbers
                if first_subject[note] == subject
            ],
        }
        for subject in dict.fromkeys(first_subject.values())
    ]


def words_used(figures: Sequence[Figure], say: Words) -> list[Part]:
    """List the words of the figures that need an explanation."""
    text = "\n".join(figure.text for figure in figures)
    return [{"word": term.word, "meaning": term.meaning} for term in terms_in(text, say.language)]


def sources_of(figures: Sequence[Figure]) -> list[Part]:
    """List each citation once, with the figures that rest on it."""
    return [
        {"text": source, "figures": numbers}
        for source, numbers in _numbers_of(figures, "sources").items()
    ]


def works(cursor: Cursor, say: Words) -> list[Part]:
    """List the works of the published record in full."""
    return [
        {
            "citation": say.pick(row["citation_sv"], row["citation_en"]),
            "link": f"https://doi.org/{row['doi']}" if row["doi"] else row["url"],
        }
        for row in queries.rows(cursor, "context/sources")
    ]


def _numbers_of(figures: Sequence[Figure], what: str) -> dict[str, list[int]]:
    """Number the figures from 1, and give each text the numbers of those that have it."""
    numbers: dict[str, list[int]] = {}
    for number, figure in enumerate(figures, 1):
        for text in getattr(figure, what):
            numbers.setdefault(text, []).append(number)
    return numbers
