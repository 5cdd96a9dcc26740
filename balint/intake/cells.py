"""What stands in one column, each different answer once, and what it was read as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from balint.forms import Field, Value, accepted_words, label, plain
from balint.intake.problems import Findings
from balint.intake.table import FAULT, TEXT, Table


class Refused(Enum):
    """Stands where an answer could not be read."""

    REFUSED = "refused"


REFUSED = Refused.REFUSED
Answer = Value | Refused
Word = tuple[str, str]
"""The text of a cell and the kind that a spreadsheet gave it."""

# What people and survey systems write where there is no answer.
NO_ANSWER = frozenset(
    """n/a|na|null|-|–|—|.|..|uppgift saknas|saknas|ej svar|inget svar|no answer|not answered
    |missing""".replace("\n    ", "").split("|")
)
LONGEST_NO_ANSWER = 2 * max(map(len, NO_ANSWER))  # there may be more spaces than one in it


@dataclass(frozen=True, slots=True)
class Cells:
    """A column of the file for one field."""

    field: Field
    column: int
    words: Mapping[Word, tuple[int, ...]]
    findings: Findings

    @property
    def n(self) -> int:
        """How many cells have something in them."""
        return sum(len(rows) for rows in self.words.values())

    def refuse(
        self, word: Word, code: str, message: str, accepted: Iterable[str] | None = None
    ) -> None:
        """Note an error at every cell with this answer."""
        accepts = (accepted_words(self.field, self.findings.say.language),)
        for row in self.words[word]:
            self.findings.error(
                code,
                message,
                row=row,
                column=self.column,
                field=self.field.id,
                value=word[0],
                accepted=accepts if accepted is None else accepted,
            )

    def not_accepted(self, word: Word, code: str = "not_accepted") -> None:
        """Note that an answer is none that the field takes."""
        say = self.findings.say
        message = say(
            "“{value}” is not an answer to “{field}”. Accepted: {accepted}.",
            value=word[0],
            field=label(self.field, say.language),
            accepted=accepted_words(self.field, say.language),
        )
        self.refuse(word, code, message)

    def ask(
        self, code: str, text: str, answers: Mapping[str, str], words: Iterable[Word]
    ) -> str | None:
        """Ask once for the column; while open, note the first of the cells that wait for it."""
        key = f"{code}:{self.field.id}"
        answer = self.findings.ask(key, text, answers)
        if answer is None:
            row, value = min((self.words[word][0], word[0]) for word in words)
            self.findings.question(
                key, row=row, column=self.column, field=self.field.id, value=value
            )
        return answer

    def read_as(self, code: str, text: str, samples: Mapping[str, str], n: int) -> None:
        """Note how answers of the column were understood."""
        self.findings.read_as(self.field.id, code, text, samples, n)


def collect(table: Table, column: int, field: Field, findings: Findings) -> Cells:
    """Gather a column, each different answer once; blanks and words for no answer left out."""
    words = _each_once(table, column, findings)
    blank = [word for word in words if _is_no_answer(word, field)]
    if blank:
        say = findings.say
        samples = {text: say("blank") for text, _ in blank}
        n = sum(len(words[word]) for word in blank)
        findings.read_as(field.id, "no_answer", say("Read as no answer."), samples, n)
        words = {word: rows for word, rows in words.items() if word not in set(blank)}
    cells = Cells(field, column, words, findings)
    faulty = [word for word in words if word[1] == FAULT or _is_formula_fault(word[0])]
    for word in faulty:
        cells.refuse(
            word,
            "formula_fault",
            findings.say("The formula in the cell came to nothing. Write the answer itself."),
        )
    return Cells(field, column, {w: r for w, r in words.items() if w not in set(faulty)}, findings)


def _each_once(table: Table, column: int, findings: Findings) -> dict[Word, tuple[int, ...]]:
    """Give every different cell of a column that has something in it, with its rows."""
    texts, rows = table.column(column), findings.rows
    if not table.kinds:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row in rows:
            found[texts[row]].append(row)
        return {(text, TEXT): tuple(places) for text, places in found.items() if text}
    typed: defaultdict[Word, list[int]] = defaultdict(list)
    for row in rows:
        typed[texts[row], table.kind(row, column)].append(row)
    return {word: tuple(places) for word, places in typed.items() if word[0]}


def _is_no_answer(word: Word, field: Field) -> bool:
    if word[1] != TEXT or field.kind in ("code", "text") or len(word[0]) > LONGEST_NO_ANSWER:
        return False
    text = plain(word[0])
    return text in NO_ANSWER and text not in field.codes


def _is_formula_fault(text: str) -> bool:
    return (
        text.startswith("#") and text.rstrip("!?")[1:].replace("/", "").replace("0", "").isupper()
    )
