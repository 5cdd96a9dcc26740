"""Do the answers of one row fit together?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from balint.forms import Block, Form, Value, format_canonical, label
from balint.intake.problems import Findings

Row = dict[str, Value]

# How most rankings look: every place once.
PLACES = list(range(1, 100))


@dataclass(frozen=True, slots=True)
class Across:
    """The rows that could be read, and where each answer stands in the file."""

    form: Form
    rows: dict[int, Row]
    column: Callable[[str, int], int | None]
    findings: Findings
    today: dt.date

    def check(self) -> None:
        """Check every row; an answer to a question is carried out on the rows."""
        fields = set(self.form.field_ids)
        unread = set(self.findings.refused)
        counts_dropouts = {"dropouts", "members_led"} <= fields
        dated = fields & {"started_year", "confirmed_on"}
        of_groups = fields & {"years_in_group", "group_code"}
        for row, answers in self.rows.items():
            if counts_dropouts:
                self._dropouts(row, answers)
            for field_id in dated:
                self._not_in_the_future(row, answers, field_id)
            if "arm" in fields:
                self._reference(row, answers, of_groups)
        for block in self.form.blocks:
            if block.kind == "ranking":
                self._ranks(block, unread)

    def _error(self, code: str, message: str, row: int, field_id: str) -> None:
        field = self.form.field(field_id)
        self.findings.error(
            code,
            message,
            row=row,
            column=self.column(field_id, row),
            field=field_id,
            value=format_canonical(field, self.rows[row][field_id]),
        )

    def _question(self, key: str, row: int, field_id: str) -> None:
        self.findings.question(
            key,
            row=row,
            column=self.column(field_id, row),
            field=field_id,
            value=format_canonical(self.form.field(field_id), self.rows[row][field_id]),
        )

    def _name(self, field_id: str) -> str:
        return label(self.form.field(field_id), self.findings.say.language)

    def _dropouts(self, row: int, answers: Row) -> None:
        dropouts, members = answers["dropouts"], answers["members_led"]
        if isinstance(dropouts, int) and isinstance(members, int) and dropouts > members:
            message = self.findings.say(
                "{dropouts} dropouts are more than the {members} members led. Correct one of them.",
                dropouts=dropouts,
                members=members,
            )
            self._error("more_dropouts_than_members", message, row, "dropouts")

    def _not_in_the_future(self, row: int, answers: Row, field_id: str) -> None:
        value = answers[field_id]
        late = isinstance(value, dt.date) and value > self.today
        if late or (isinstance(value, int) and value > self.today.year):
            message = self.findings.say(
                "“{field}” lies in the future: {value}. Correct it.",
                field=self._name(field_id),
                value=format_canonical(self.form.field(field_id), value),
            )
            self._error("in_the_future", message, row, field_id)

    def _reference(self, row: int, answers: Row, field_ids: Iterable[str]) -> None:
        """Ask of a physician of the reference group who has years or a code of a Balint group."""
        if answers["arm"] != "reference":
            return
        say = self.findings.say
        for field_id in sorted(field_ids):
            if answers[field_id] in (None, 0):
                continue
            key = f"reference_in_group:{field_id}"
            text = say(
                "A physician of the reference group has an answer to “{field}”. Is that right?",
                field=self._name(field_id),
            )
            choices = {"keep": say("Keep it"), "blank": say("leave it blank")}
            answer = self.findings.ask(key, text, choices)
            if answer is None:
                self._question(key, row, field_id)
            elif answer == "blank":
                answers[field_id] = None

    def _ranks(self, block: Block, unread: set[int]) -> None:
        """Ask where a ranking leaves a place out; say how many share places.

        A row with an answer that could not be read waits until it is mended.
        """
        tied: dict[str, str] = {}
        n_tied = 0
        for row in sorted(self.rows.keys() - unread):
            answers = self.rows[row]
            used = sorted(
                rank for field_id in block.field_ids if isinstance(rank := answers[field_id], int)
            )
            if used == PLACES[: len(used)]:
                continue
            if len(set(used)) < len(used):
                n_tied += 1
                tied[", ".join(map(str, used))] = ""
            if not _is_without_gap(used):
                self._close(block, row, answers)
        if n_tied:
            say = self.findings.say
            text = say("Some share a place in the ranking.")
            samples = {places: say("the mean of their places") for places in tied}
            self.findings.read_as(block.id, "tied_ranks", text, samples, n_tied)

    def _close(self, block: Block, row: int, answers: Row) -> None:
        say = self.findings.say
        ranks = {
            field_id: rank
            for field_id in block.field_ids
            if isinstance(rank := answers[field_id], int)
        }
        used = sorted(ranks.values())
        closed = {
            field_id: 1 + sum(other < rank for other in used) for field_id, rank in ranks.items()
        }
        key = f"ranking_gap:{block.id}"
        text = say(
            "Some rankings leave out a place, such as 1, 2, 5. Close the gap and keep the order?"
        )
        if self.findings.ask(key, text, {"close": say("Close it: 1, 2, 3")}) == "close":
            answers.update(closed)
            return
        late = min(
            (field for field in ranks if ranks[field] != closed[field]), key=ranks.__getitem__
        )
        message = say(
            "The places {used} leave one out. Would {closed} be right?",
            used=", ".join(map(str, used)),
            closed=", ".join(map(str, sorted(closed.values()))),
        )
        if key in self.findings.questions:
            self.findings.question(
                key,
                row=row,
                column=self.column(late, row),
                field=late,
                value=str(ranks[late]),
                message=message,
            )


def _is_without_gap(used: list[int]) -> bool:
    """Say whether places run on from 1, those that share one counted once or each."""
    dense = sorted(set(used)) == list(range(1, len(set(used)) + 1))
    return dense or all(place == 1 + sum(other < place for other in used) for place in used)
