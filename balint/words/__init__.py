"""Every word a person reads, in Swedish and English, and how numbers are written in each.

The English text is the key; `sv.po` holds the Swedish. A text takes its numbers as named
fields: an `int` is a count and is written with the language's thousands mark, anything
else arrives as text (a year is text, or it would become "2 003").
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("sv", "en")
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
DEFAULT_LANGUAGE = "sv"
CATALOGUE = Path(__file__).with_name("sv.po")
NO_BREAK_SPACE = "\u00a0"
NO_BREAK = "\u2060"
BREAKABLE = re.compile(
    r"\b[npW] [=<>] (?=[0-9])"  # n = 5
    r"|\b(?:s|pp?)\. (?=[0-9])"  # p. 38
    r"|(?<=[0-9]) (?=%|[0-9]{3}\b)"  # 95 %, 2 000
    r"|(?<=[0-9])–(?=[0-9])"  # 1–4
    r"|(?<=[%0-9A-Zo])-(?=intervall|procent|läkare|grupp|talet|operat)"  # 95 %-intervall
)
"""Where a line may not end."""
MINUS = "\u2212"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
DECIMAL = re.compile(r"(?<=[0-9])\.(?=[0-9])")


@functools.cache
def catalogue() -> Catalog:
    """Read the Swedish catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


@functools.cache
def swedish() -> dict[str, str | tuple[str, ...]]:
    """Give each English text its Swedish, a text with a plural its two forms."""
    texts: dict[str, str | tuple[str, ...]] = {}
    for entry in catalogue():
        if isinstance(entry.id, str):
            texts[entry.id] = str(entry.string)
        else:
            texts["\0".join(entry.id)] = tuple(entry.string or ())
    return texts


@dataclass(frozen=True)
class Words:
    """The words of one language; call it with the English text."""

    language: str

    def __call__(self, text: str, **values: object) -> str:
        """Say `text` in this language with its named fields filled."""
        said = swedish().get(text, text) if self.language == "sv" else text
        return self._fill(str(said), values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Say `one` when n is 1, else `many`; both may use {n}."""
        forms = (one, many)
        if self.language == "sv":
            forms = tuple(swedish().get(f"{one}\0{many}", forms))  # type: ignore[assignment]
        return self._fill(forms[0] if n == 1 else forms[1], {"n": n, **values})

    def pick(self, sv: str, en: str) -> str:
        """Choose between two texts that the data carries in both languages."""
        return sv if self.language == "sv" else en

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with a fixed count of decimals."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        rounded = round(value, decimals) + 0.0  # a rounded -0.0 is written without its sign
        text: str = format_decimal(rounded, format=pattern, locale=self._locale)
        return text.replace("-", MINUS)

    def amount(self, value: float) -> str:
        """Write a number with as many decimals as it has, at most two."""
        return self.number(value, needed_decimals(value))

    def decimals_in(self, text: str) -> str:
        """Write the decimal marks of a text from the data as this language does."""
        return DECIMAL.sub(",", text) if self.language == "sv" else text

    def p(self, value: float) -> str:
        """Write a p-value to three decimals; one that small says so instead of 0."""
        if value < 0.001:
            return "p < " + self.number(0.001, 3)
        return "p = " + self.number(value, 3)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share (0 to 1) as per cent."""
        sign = NO_BREAK_SPACE + "%" if self.language == "sv" else "%"
        return self.number(100 * share, decimals) + sign

    def date(self, day: dt.date) -> str:
        """Write a day out in words."""
        text: str = format_date(day, format="long", locale=self._locale)
        return text

    def moment(self, utc: dt.datetime) -> str:
        """Write a moment, in UTC without a zone, as the clock shows it in Sweden."""
        here = in_sweden(utc)
        return f"{self.date(here.date())} {here:%H:%M}"

    def join(self, parts: Iterable[str]) -> str:
        """List some texts: a, b och c."""
        text: str = format_list(list(parts), locale=self._locale)
        return text

    @property
    def _locale(self) -> str:
        return "sv_SE" if self.language == "sv" else "en_GB"

    def _fill(self, text: str, values: dict[str, object]) -> str:
        if not values:
            return text
        return text.format(
            **{
                name: self.number(value) if type(value) is int else value
                for name, value in values.items()
            }
        )


def in_sweden(utc: dt.datetime) -> dt.datetime:
    """Give a moment, in UTC without a zone, with the zone of Sweden."""
    return utc.replace(tzinfo=dt.UTC).astimezone(STOCKHOLM)


@functools.cache
def words_in(language: str) -> Words:
    """Give the words of a language; an unknown language is answered in Swedish."""
    return Words(language if language in LANGUAGES else DEFAULT_LANGUAGE)


def needed_decimals(value: float) -> int:
    """Count the decimals that a number has, at most two."""
    return next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)


def alphabetical(text: str) -> str:
    """Give what sorts a text by the Swedish alphabet, where å ä ö come last in that order."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))


def inside_sentence(label: str) -> str:
    """Write a label with a small first letter, unless a name or an abbreviation begins it."""
    is_name = label.startswith("Balint") or not label[1:2].islower()
    return label if is_name else label[0].lower() + label[1:]


def unbroken(text: str) -> str:
    """Give a text as it is shown: no line ends within a number and what belongs to it."""
    return BREAKABLE.sub(_unbroken, text)


def _unbroken(found: re.Match[str]) -> str:
    if found[0] in "–-":
        return f"{NO_BREAK}{found[0]}{NO_BREAK}"
    return found[0].replace(" ", NO_BREAK_SPACE)


def later(text: str) -> str:
    """Mark a text for the catalogue that is said later, when the language is known."""
    return text
