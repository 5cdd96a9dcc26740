"""Does a text point out a person?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from personnummer import personnummer  # type: ignore[import-untyped]

MARK = "•"

# Quick to rule most cells out: nothing personal has neither an @ nor six digits.
WORTH_A_LOOK = re.compile(r"@|(?:[0-9][\s()+–-]*){6}")

IDENTITY_NUMBER = re.compile(r"(?<![0-9])((?:[0-9]{2})?[0-9]{6})\s?([-+–−]?)\s?([0-9]{4})(?![0-9])")
SHORTENED = re.compile(r"[0-9]{9}")  # a spreadsheet takes a leading zero away
EMAIL = re.compile(r"[^\s@<>\"';,:()\[\]]+@[^\s@<>\"';,:()\[\]]+\.[^\W\d_]{2,}")
TELEPHONE = re.compile(
    r"""(?<![\w.,/+-])(?:
        (?:\+|00)[1-9][0-9]{0,2}(?:[\s./-]?\(0\))?(?:[\s./-]?[0-9]{1,4}){3,6}  # with a country
        | 07[0-9](?:[\s./-]?[0-9]){7}                                      # a Swedish mobile
        | \(?0[1-9][0-9]{0,2}\)?(?:\s?[-/–]\s?|\s)[0-9]{2,4}(?:[\s.-]?[0-9]{2,3}){1,3}
    )(?![\w,/-]|\.[0-9])""",
    re.VERBOSE,
)
DATE = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}")


def personal_data(text: str) -> list[tuple[str, int, int]]:
    """Find what points out a person: (kind, start, end) of each part of the text."""
    if not WORTH_A_LOOK.search(text):
        return []
    return sorted(_found(text), key=lambda part: part[1])


def mask(text: str) -> str:
    """Hide in a text whatever points out a person."""
    for _, start, end in reversed(personal_data(text)):
        text = text[:start] + MARK * 6 + text[end:]
    return text


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    taken: list[tuple[int, int]] = []
    for match in EMAIL.finditer(text):
        taken.append(match.span())
        yield ("email", *match.span())
    for match in IDENTITY_NUMBER.finditer(text):
        if _is_identity_number(match[1], match[2], match[3]) and _free(match.span(), taken):
            taken.append(match.span())
            yield ("personal_identity_number", *match.span())
    if SHORTENED.fullmatch(text.strip()) and personnummer.valid(text.strip().zfill(10)):
        yield ("personal_identity_number", 0, len(text))
    for match in TELEPHONE.finditer(text):
        if not DATE.fullmatch(match[0]) and _free(match.span(), taken):
            yield ("telephone", *match.span())


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _is_identity_number(day: str, separator: str, rest: str) -> bool:
    """Judge by the check digit; with a hyphen a date of birth is enough, mistyped or not."""
    sign = separator if separator == "+" else "-"
    return bool(personnummer.valid(f"{day}{sign}{rest}")) or bool(separator and _is_birthday(day))


def _is_birthday(day: str) -> bool:
    """Say whether digits are a date of birth, in a coordination number with 60 added to the day."""
    century = day[:-6] or "20"
    number = int(day[-2:])
    try:
        dt.date(int(century + day[-6:-4]), int(day[-4:-2]), number - 60 if number > 60 else number)
    except ValueError:
        return False
    return int(century) in (18, 19, 20)
