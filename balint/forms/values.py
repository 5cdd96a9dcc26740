"""What does a field accept, and how is an answer written so that it reads back the same?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

from balint.errors import NotAccepted
from balint.forms.model import Choice, Field, Form, plain
from balint.words import Words, words_in

Value = str | bool | int | float | dt.date | None

CODE_LENGTH = 64
TEXT_LENGTH = 20_000
LONGEST_LISTED = 12

INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
# Control characters and halves of surrogate pairs; a text may have line breaks and tabs.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YES_NO = {
    **dict.fromkeys(("yes", "ja", "true", "sant", "1"), True),
    **dict.fromkeys(("no", "nej", "false", "falskt", "0"), False),
}


def parse_canonical(field: Field, text: str) -> Value:
    """Read one answer as canonical files write it, None where it is empty.

    A choice is read from its code, its label in either language or a synonym; spaces around
    an answer do not count. Raises: NotAccepted.
    """
    word = text.strip()
    if not word:
        return None
    value = READERS[field.kind](field, word)
    if value is None or not _is_within(field, value):
        raise NotAccepted(value=word, field=field.id, accepted=accepted_words(field, "en"))
    return value


def format_canonical(field: Field, value: Value) -> str:
    """Write one answer as canonical files do: the shortest text that reads back the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, no = ("1", "0") if field.kind == "multi" else ("yes", "no")
        return yes if value else no
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def format_column(field: Field, values: Iterable[Value]) -> list[str]:
    """Write the answers to one field as canonical files do, each different answer once."""
    return list(map(_Texts(field).__getitem__, values))


class _Texts(dict[Value, str]):
    """The canonical text of every answer met so far."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def __missing__(self, value: Value) -> str:
        text = self[value] = format_canonical(self.field, value)
        return text


def label(field: Field, language: str) -> str:
    """Name a field in a language."""
    return field.label.in_language(language)


def choice_label(field: Field, code: str, language: str) -> str:
    """Name one choice of a field in a language. Raises: NotAccepted."""
    for choice in field.choices:
        if choice.code == code:
            return choice.label.in_language(language)
    raise NotAccepted(value=code, field=field.id, accepted=accepted_words(field, "en"))


def shown_answer(field: Field, value: Value, say: Words) -> str:
    """Write an answer as a person would, empty where there is none. Raises: NotAccepted."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, float):
        return shown_number(value, say)
    if field.kind == "choice":
        return choice_label(field, str(value), say.language)
    return format_canonical(field, value)


def category_label(form: Form, category_id: str, language: str) -> str:
    """Name a category of a form in a language. Raises: UnknownField."""
    return form.category(category_id).label.in_language(language)


def accepted_words(field: Field, language: str) -> str:
    """Say what a field accepts, to stand in a sentence."""
    say = words_in(language)
    match field.kind:
        case "code":
            return say("a code of at most {n} characters, no name", n=CODE_LENGTH)
        case "text":
            return say("text of at most {n} characters", n=TEXT_LENGTH)
        case "choice":
            return _accepted_choices(field.choices, say)
        case "yes_no":
            return say("yes or no")
        case "multi":
            return say("1 (chosen) or 0 (not chosen)")
        case "date":
            return say("a date such as {example}", example="2025-03-31")
        case _:
            return _accepted_numbers(field, say)


def shown_number(number: float, say: Words) -> str:
    """Write a number with the language's decimal mark and no thousands mark."""
    text = repr(float(number)).removesuffix(".0")
    return say.pick(text.replace(".", ","), text)


def _accepted_choices(choices: tuple[Choice, ...], say: Words) -> str:
    if len(choices) <= LONGEST_LISTED:
        names = "; ".join(choice.label.in_language(say.language) for choice in choices)
        return say("one of: {choices}", choices=names)
    name = choices[0].label.in_language(say.language)
    return say(
        "a name or code from the codebook, such as {name} or {code}",
        name=name,
        code=choices[0].code,
    )


def _accepted_numbers(field: Field, say: Words) -> str:
    bounds = {"low": shown_number(field.low or 0, say), "high": shown_number(field.high or 0, say)}
    if field.kind == "ranking":
        return say("a place from {low} to {high}, 1 = first", **bounds)
    if field.kind == "integer":
        text = say("a whole number from {low} to {high}", **bounds)
    else:
        text = say("a number from {low} to {high}", **bounds)
    shows_unit = field.unit is not None and field.kind != "vas"
    return f"{text} ({field.unit.in_language(say.language)})" if field.unit and shows_unit else text


def _is_within(field: Field, value: Value) -> bool:
    if isinstance(value, dt.date):
        return field.is_within(value.year)
    return isinstance(value, str | bool) or value is None or field.is_within(value)


def _read_code(_: Field, word: str) -> str | None:
    return None if len(word) > CODE_LENGTH or CONTROL.search(word) else word


def _read_text(_: Field, word: str) -> str | None:
    return None if len(word) > TEXT_LENGTH or CONTROL_IN_TEXT.search(word) else word


def _read_choice(field: Field, word: str) -> str | None:
    return field.codes.get(plain(word))


def _read_yes_no(_: Field, word: str) -> bool | None:
    return YES_NO.get(plain(word))


def _read_integer(_: Field, word: str) -> int | None:
    return int(word) if INTEGER.fullmatch(word) else None


def _read_decimal(_: Field, word: str) -> float | None:
    # Adding zero turns -0.0 into 0.0, which is written and compared as one value.
    return float(word) + 0.0 if DECIMAL.fullmatch(word) else None


def _read_date(_: Field, word: str) -> dt.date | None:
    if not ISO_DATE.fullmatch(word):
        return None
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        return None


READERS: dict[str, Callable[[Field, str], Value]] = {
    "code": _read_code,
    "text": _read_text,
    "choice": _read_choice,
    "yes_no": _read_yes_no,
    "integer": _read_integer,
    "decimal": _read_decimal,
    "date": _read_date,
    "vas": _read_decimal,
    "ranking": _read_integer,
    "multi": _read_yes_no,
}
