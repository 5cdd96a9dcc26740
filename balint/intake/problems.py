"""What in a file needs a person: errors to mend and questions to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balint.errors import AnswerNotAllowed
from balint.intake.personal import mask
from balint.intake.table import Table
from balint.words import Words

ERROR, QUESTION, NOTICE = "error", "question", "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps the file from being stored, or is noticed; personal data is masked.

    `row` counts rows of answers from 1, `column` is a field, `key` names the question.
    """

    row: int | None
    sheet: str | None
    cell: str | None
    column: str | None
    value: str | None
    code: str
    severity: str
    message: str
    accepted_values: tuple[str, ...] = ()
    key: str | None = None

    def as_json(self) -> dict[str, object]:
        """Give the shape that the command line prints."""
        return {
            "row": self.row,
            "sheet": self.sheet,
            "cell": self.cell,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "accepted_values": list(self.accepted_values),
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What the file alone does not tell. `answers` are what may be answered, each in words."""

    key: str
    text: str
    answers: tuple[tuple[str, str], ...]
    answered: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How something in a column was understood that was not written canonically."""

    column: str | None
    code: str
    text: str
    samples: tuple[tuple[str, str], ...]
    n: int


class Findings:
    """What was found while one file was checked."""

    def __init__(self, table: Table, say: Words, answers: Mapping[str, str]) -> None:
        self.table = table
        self.say = say
        self.answers = answers
        self.problems: list[tuple[tuple[int, int], Problem]] = []
        self.notices: list[Problem] = []
        self.questions: dict[str, Question] = {}
        self.readings: list[Reading] = []
        self.refused: set[int] = set()
        self.personal = False
        self.decimal_marks: set[str] = set()
        self._numbers: dict[int, int] = {row: row + 1 for row in range(len(table.rows))}

    def leave_aside(self, rows: Iterable[int]) -> None:
        """Take rows out of the count that are no answers."""
        aside = set(rows)
        kept = [row for row in sorted(self._numbers) if row not in aside]
        self._numbers = {row: number for number, row in enumerate(kept, start=1)}

    @property
    def rows(self) -> list[int]:
        """The rows of the table that are answers."""
        return list(self._numbers)

    def number(self, row: int) -> int:
        """Count a row of the table among the answers, from 1."""
        return self._numbers[row]

    def error(
        self,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: int | None = None,
        field: str | None = None,
        value: str | None = None,
        accepted: Iterable[str] = (),
        anywhere: bool = False,
    ) -> None:
        """Note what must be mended; an error in a row refuses the row.

        Rows that were left aside have no errors but those that count `anywhere` in the file.
        """
        if row is not None:
            if row not in self._numbers and not anywhere:
                return
            self.refused.add(row)
        self._note(ERROR, code, message, row, column, field, value, tuple(accepted))

    def ask(self, key: str, text: str, answers: Mapping[str, str]) -> str | None:
        """Give the answer to a question, None while it is open.

        An answer to `code` holds for every question `code:column`. Raises: AnswerNotAllowed.
        """
        answer = self.answers.get(key, self.answers.get(key.split(":")[0]))
        if answer is not None and answer not in answers:
            raise AnswerNotAllowed(answer=answer, key=key, allowed=", ".join(answers))
        self.questions[key] = Question(key, mask(text), tuple(answers.items()), answer)
        return answer

    def question(
        self,
        key: str,
        *,
        row: int | None = None,
        column: int | None = None,
        field: str | None = None,
        value: str | None = None,
        message: str | None = None,
    ) -> None:
        """Note a place that waits for the answer to a question."""
        asked = self.questions[key]
        if row is not None and row not in self._numbers:
            return
        accepted = tuple(answer for answer, _ in asked.answers)
        text = message or asked.text
        self._note(QUESTION, key.split(":")[0], text, row, column, field, value, accepted, key)

    def notice(
        self,
        code: str,
        message: str,
        *,
        row: int,
        column: int | None,
        field: str,
        value: str | None,
    ) -> None:
        """Note what a person should look at; the file can be stored as it is."""
        self.notices.append(self._problem(NOTICE, code, message, row, column, field, value))

    def read_as(
        self, column: str | None, code: str, text: str, samples: Mapping[str, str], n: int
    ) -> None:
        """Note how something was understood."""
        shown = tuple((mask(old), mask(new)) for old, new in list(samples.items())[:3])
        self.readings.append(Reading(column, code, mask(text), shown, n))

    def sorted_problems(self) -> tuple[Problem, ...]:
        """Give all problems, those of the whole file first, then row by row."""
        return tuple(problem for _, problem in sorted(self.problems, key=lambda pair: pair[0]))

    def _note(
        self,
        severity: str,
        code: str,
        message: str,
        row: int | None,
        column: int | None,
        field: str | None,
        value: str | None,
        accepted: tuple[str, ...],
        key: str | None = None,
    ) -> None:
        place = (-1 if row is None else row, -1 if column is None else column)
        found = self._problem(severity, code, message, row, column, field, value, accepted, key)
        self.problems.append((place, found))

    def _problem(
        self,
        severity: str,
        code: str,
        message: str,
        row: int | None,
        column: int | None,
        field: str | None,
        value: str | None,
        accepted: tuple[str, ...] = (),
        key: str | None = None,
    ) -> Problem:
        return Problem(
            row=None if row is None else self._numbers.get(row),
            sheet=self.table.sheet,
            cell=None if column is None else self.table.address(row, column),
            column=field,
            value=None if value is None else mask(value),
            code=code,
            severity=severity,
            message=mask(message),
            accepted_values=accepted,
            key=key,
        )
