"""Do the answers of one row fit together?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from balint.forms import Block, Form, Value, format_canonical, label
from balint.intake.problems import Findings

Row = dict[str, Value]

SHOWN_GAPS = 3
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
    present: Mapping[str, tuple[Value, ...]]
    """What the round holds, by code: it still holds where the file has a blank."""

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
        dropouts, members = (self._held(answers, name) for name in ("dropouts", "members_led"))
        if isinstance(dropouts, int) and isinstance(members, int) and dropouts > members:
            message = self.findings.say(
                "{dropouts} dropouts are more than the {members} members led. Correct one of them.",
                dropouts=dropouts,
                members=members,
            )
            given = "members_led" if answers["dropouts"] is None else "dropouts"
            self._error("more_dropouts_than_members", message, row, given)

    def _held(self, answers: Row, field_id: str) -> Value:
        """Give what the round will hold: the file's answer, else the one that it has."""
        before = self.present.get(str(answers[self.form.code_field]))
        if answers[field_id] is not None or before is None:
            return answers[field_id]
        return before[self.form.field_ids.index(field_id)]

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
        ranked = {row: self._ranking(block, row) for row in sorted(self.rows.keys() - unread)}
        gaps = {row: ranks for row, ranks in ranked.items() if not _is_without_gap(_used(ranks))}
        left_out = gaps.keys() if gaps and self._settle_gaps(block, gaps) == "blank" else set()
        tied = [
            _places(ranks)
            for row, ranks in ranked.items()
            if row not in left_out and len(set(ranks.values())) < len(ranks)
        ]
        if tied:
            say = self.findings.say
            text = say("Some share a place in the ranking.")
            samples = dict.fromkeys(tied, say("the mean of their places"))
            self.findings.read_as(block.id, "tied_ranks", text, samples, len(tied))

    def _ranking(self, block: Block, row: int) -> dict[str, int]:
        answers = self.rows[row]
        return {
            field_id: rank
            for field_id in block.field_ids
            if isinstance(rank := answers[field_id], int)
        }

    def _settle_gaps(self, block: Block, gaps: Mapping[int, dict[str, int]]) -> str | None:
        """Close the gaps or leave the rankings out, as is answered; ask, while nothing is."""
        say, n = self.findings.say, len(gaps)
        closed = {row: _closed(ranks) for row, ranks in gaps.items()}
        shown, meant = (
            "; ".join(list(dict.fromkeys(map(_places, each.values())))[:SHOWN_GAPS])
            for each in (gaps, closed)
        )
        text = say.plural(
            "A ranking leaves out a place: {places}. Close the gap and keep the order?",
            "{n} rankings leave out a place: {places}. Close the gaps and keep the order?",
            n,
            places=shown,
        )
        answers = {
            "close": say("Yes, as {places}", places=meant),
            "blank": say.plural("No, leave the ranking out", "No, leave these rankings out", n),
        }
        key = f"ranking_gap:{block.id}"
        answer = self.findings.ask(key, text, answers)
        for row, ranks in gaps.items():
            if answer is None:
                self._question_gap(key, row, ranks, closed[row])
            else:
                blank = dict.fromkeys(ranks)
                self.rows[row].update(closed[row] if answer == "close" else blank)
        return answer

    def _question_gap(
        self, key: str, row: int, ranks: Mapping[str, int], closed: Mapping[str, int]
    ) -> None:
        late = min(
            (field for field in ranks if ranks[field] != closed[field]), key=ranks.__getitem__
        )
        self.findings.question(
            key,
            row=row,
            column=self.column(late, row),
            field=late,
            value=str(ranks[late]),
            message=self.findings.say(
                "The places {used} leave one out. Would {closed} be right?",
                used=_places(ranks),
                closed=_places(closed),
            ),
        )


def _used(ranks: Mapping[str, int]) -> list[int]:
    return sorted(ranks.values())


def _places(ranks: Mapping[str, int]) -> str:
    return ", ".join(map(str, _used(ranks)))


def _closed(ranks: Mapping[str, int]) -> dict[str, int]:
    """Close the gaps by order."""
    return {
        field_id: 1 + sum(other < rank for other in ranks.values())
        for field_id, rank in ranks.items()
    }


def _is_without_gap(used: list[int]) -> bool:
    """Say whether places run on from 1, those that share one counted once or each."""
    if used == PLACES[: len(used)]:
        return True
    dense = sorted(set(used)) == list(range(1, len(set(used)) + 1))
    return dense or all(place == 1 + sum(other < place for other in used) for place in used)
