"""How do a leader's own answers lie beside those of all others in the round?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.disclosure import mean_of, share_of, whole_batches
from balint.forms import (
    Field,
    Form,
    Value,
    as_asked,
    category_label,
    choice_label,
    label,
    load_form,
)
from balint.rounds import Round, answers_of, counting_answers, find_round
from balint.words import Words

ARM = "arm"
NOTHING = "–"
UNSEEN = ("code", "text", "date")
"""Kinds whose answers are one person's words, and are laid beside nobody's."""

Answers = Sequence[dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the return: what was asked, what the leader sent, what the others did.

    `own` and `others` are places on the scale from `low` to `high` where there is one.
    """

    label: str
    own_text: str
    others_text: str
    low: float | None = None
    high: float | None = None
    own: float | None = None
    others: float | None = None


@dataclass(frozen=True, slots=True)
class OwnReturn:
    """The answers of one file beside all others in its round; the others may be too few to show."""

    form: Form
    round: Round
    n_own: int
    n_others: int
    questions: tuple[Question, ...]


def own_return(
    cursor: Cursor, round_id: str, submission_id: str, say: Words, *, sender: str | None
) -> OwnReturn:
    """Lay the answers of one submission beside those of the others.

    The others count in whole batches of five, in the order in which they came, and each number
    of theirs has at least five people behind it. Balint members are laid beside Balint members,
    reference physicians beside reference physicians.
    Takes: `sender`, who looks, as `balint.access` gives it: what they sent themselves, in other
    files too, is not the others', since they could subtract it, also where somebody sent it on.
    Raises: UnknownRound.
    """
    found = find_round(cursor, round_id)
    form = as_asked(load_form(found.form), found.form_version)
    counting = counting_answers(cursor, round_id, form)
    own = [row for row in counting if row["submission_id"] == submission_id]
    arms = {row.get(ARM) for row in own}
    sent = {submission_id} | (_sent_by(cursor, round_id, sender) if sender else set())
    place = form.field_ids.index(form.code_field)
    codes = {row[place] for row in answers_of(cursor, form, sorted(sent))} - {None}
    others = whole_batches(
        [
            row
            for row in counting
            if row["submission_id"] not in sent
            and row[form.code_field] not in codes
            and row.get(ARM) in arms
        ]
    )
    return OwnReturn(form, found, len(own), len(others), _questions(form, own, others, say))


def _sent_by(cursor: Cursor, round_id: str, sender: str) -> set[str]:
    sent = queries.rows(cursor, "rounds/submissions", round_id=round_id)
    return {row["submission_id"] for row in sent if row["submitted_by"] == sender}


def _questions(form: Form, own: Answers, others: Answers, say: Words) -> tuple[Question, ...]:
    """Compare each question alone, but items that are counted together as their category."""
    single = [
        COMPARED[field.kind]((field,), label(field, say.language), own, others, say)
        for field in form.fields
        if field.kind not in UNSEEN and field.id != ARM and not (field.private or field.category)
    ]
    together = [
        _numbers(
            form.in_category(category.id),
            category_label(form, category.id, say.language),
            own,
            others,
            say,
        )
        for category in form.categories
        if form.in_category(category.id)
    ]
    return (*single, *together)


def _numbers(
    fields: Sequence[Field], name: str, own: Answers, others: Answers, say: Words
) -> Question:
    """Compare means; a person's answers to several items are that person's mean."""
    mine, theirs = (_person_means(fields, rows) for rows in (own, others))
    own_mean, others_mean = mean_of(mine, least=1), mean_of(theirs)
    one_decimal = partial(say.number, decimals=1)
    compared = Question(
        name,
        _written(own_mean, one_decimal if len(mine) > 1 else say.amount),
        _written(others_mean, one_decimal, missing=_why_missing(theirs, say)),
    )
    if fields[0].kind not in ("vas", "ranking"):
        return compared
    first = fields[0]
    return replace(compared, low=first.low, high=first.high, own=own_mean, others=others_mean)


def _person_means(fields: Sequence[Field], rows: Answers) -> list[float]:
    answered = (
        [
            field.counted(value)
            for field in fields
            if isinstance(value := row[field.id], int | float)
        ]
        for row in rows
    )
    return [sum(values) / len(values) for values in answered if values]


def _yes_no(
    fields: Sequence[Field], name: str, own: Answers, others: Answers, say: Words
) -> Question:
    """Compare the shares of yes; the only own answer is a word."""
    mine, theirs = (
        [row[fields[0].id] is True for row in rows if row[fields[0].id] is not None]
        for rows in (own, others)
    )
    word = (say("yes") if mine[0] else say("no")) if len(mine) == 1 else None
    return Question(
        name,
        word or _written(share_of(mine, sensitive=False, least=1), say.percent),
        _written(
            share_of(theirs, sensitive=fields[0].sensitive),
            lambda share: say("{share} yes", share=say.percent(share)),
            missing=_why_missing(theirs, say),
        ),
    )


def _choice(
    fields: Sequence[Field], name: str, own: Answers, others: Answers, say: Words
) -> Question:
    """Name the own answer, or the commonest of several, and the share that gave it too."""
    field = fields[0]
    mine, theirs = (
        [str(row[field.id]) for row in rows if row[field.id] is not None] for rows in (own, others)
    )
    if not mine:
        return Question(name, NOTHING, NOTHING)
    commonest = Counter(mine).most_common(1)[0][0]
    return Question(
        name,
        choice_label(field, commonest, say.language),
        _written(
            share_of([given == commonest for given in theirs], sensitive=field.sensitive),
            lambda share: say("{share} answered the same", share=say.percent(share)),
            missing=_why_missing(theirs, say),
        ),
    )


def _written(number: float | None, write: Callable[[float], str], *, missing: str = NOTHING) -> str:
    return missing if number is None else write(number)


def _why_missing(theirs: Sequence[object], say: Words) -> str:
    return say("too few answers") if theirs else NOTHING


COMPARED = {
    "choice": _choice,
    "yes_no": _yes_no,
    "multi": _yes_no,
    "integer": _numbers,
    "decimal": _numbers,
    "vas": _numbers,
    "ranking": _numbers,
}
