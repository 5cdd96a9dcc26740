"""What is a figure? One question, its answer in numbers, words and a chart, and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.disclosure import BOARD, Audience, Crowd
from balint.figures.look import Drawing, Look
from balint.rounds import Round
from balint.words import Words

Row = Mapping[str, Any]
Chart = Callable[[Look], Drawing]

PRINTED = frozenset({"published"})
ANSWERED = frozenset({"collected", "demo"})
EVERY = PRINTED | ANSWERED


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a figure's table."""

    name: str
    label: str
    unit: str = ""
    decimals: int | None = None
    """How many decimals a person sees; None for text and for numbers written as they are."""
    percent: bool = False
    code: bool = False
    """A code for programs, put in words by another column."""
    region: bool = False
    """The official name of a region, of which a person reads the short one."""


def undetermined(names: Iterable[str], mark: str = "none") -> dict[str, Any]:
    """Give values that the answers do not determine, each with its mark."""
    return {key: value for name in names for key, value in ((name, None), (f"{name}_mark", mark))}


def marked(row: Row, *names: str, mark: str) -> dict[str, Any]:
    """Give a row with a mark at each of these columns that has no value in it."""
    return {**row, **{f"{name}_mark": mark for name in names if row[name] is None}}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a figure offers, such as how to split it; its words are said later."""

    label: str
    values: Mapping[str, str]
    """The codes that may be chosen, each with its label."""
    default: str
    public: bool = False
    """Whether everybody may choose: each choice then shows the numbers that the others show too,
    and no two of them can be subtracted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one figure's function finds out, in the language it was asked in."""

    title: str
    subtitle: str
    sentence: str
    n: Mapping[str, int]
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str]
    sources: Sequence[str]
    chart: Chart | None = None
    """Draws it. It is kept longer than the cursor may be, so it must not hold the `Ask`."""
    chart_size: tuple[int, int] = (640, 320)
    """Width and height of the picture alone, in px; on a page it fills its card."""
    crowds: Sequence[Crowd] = ()
    """The people behind each number, and between numbers that can be subtracted; it is shown
    only to an audience for which each crowd is enough."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question put to one figure: from which rounds, in whose words, with which options."""

    cursor: Cursor
    rounds: tuple[Round, ...]
    say: Words
    chosen: Mapping[str, str] = field(default_factory=dict)
    """The code chosen for each of the figure's options."""
    audience: Audience = BOARD
    today: dt.date = field(kw_only=True)
    """The day of looking, for what is said of age."""

    @property
    def may_draw_people(self) -> bool:
        """Whether single people may be drawn: the board sees them, and made-up ones all do."""
        return self.audience.single or self.round.provenance == "demo"

    @property
    def round(self) -> Round:
        """The first, and for most figures the only, round."""
        return self.rounds[0]

    def alone(self, found: Round) -> Ask:
        """Put the same question to one of the rounds."""
        return replace(self, rounds=(found,))

    def rows(self, query: str, **params: object) -> list[dict[str, Any]]:
        """Ask a query of queries/."""
        return queries.rows(self.cursor, query, **params)


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure that the app knows how to draw."""

    id: str
    subject: str
    form: str
    draws: frozenset[str]
    """The provenances of the rounds that it can be drawn from."""
    question: str
    answer: Callable[[Ask], Answer]
    several: bool = False
    """Whether it shows several rounds beside each other."""
    is_change: bool = False
    """Whether it states a change, and so is on its page only where two rounds are chosen."""
    compares: Sequence[str] = ()
    """The fields that all its rounds must ask alike; rounds that do not are left out, in words."""
    options: Mapping[str, Option] = field(default_factory=dict)

    def unusual(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """Keep of what is chosen the codes that differ from an option's default, in order."""
        return {
            name: chosen[name]
            for name, option in self.options.items()
            if chosen.get(name, option.default) != option.default
        }

    def is_public(self, chosen: Mapping[str, str]) -> bool:
        """Say whether everybody may see what is drawn with these codes of the options."""
        return all(self.options[name].public for name in self.unusual(chosen))


@dataclass(frozen=True, slots=True)
class Figure:
    """An answer that may be shown: whatever the face, this is what it shows."""

    id: str
    subject: str
    question: str
    title: str
    subtitle: str
    sentence: str
    rounds: tuple[Round, ...]
    provenance: str
    n: Mapping[str, int]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    language: str
    data_version: int
    chart: Chart | None = field(default=None, compare=False, repr=False)
    chart_size: tuple[int, int] = (640, 320)
    chosen: Mapping[str, str] = field(default_factory=dict)
    by_link: bool = False
    """Whether those see it who came by a link, as its rounds were when the link was made."""
    is_hidden: bool = False
    """Whether too few people stand behind it for those who look; it then has no number."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no round to draw it from; the sentence then says what is missing."""
        return not self.rounds

    @property
    def text(self) -> str:
        """All that the figure says in words."""
        return "\n".join((self.title, self.subtitle, self.sentence, *self.notes))
