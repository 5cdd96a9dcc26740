"""What is a form made of?"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from balint.errors import UnknownField

KINDS = (
    "code",
    "text",
    "choice",
    "yes_no",
    "integer",
    "decimal",
    "date",
    "vas",
    "ranking",
    "multi",
)


def plain(text: str) -> str:
    """Strip a word of what does not tell it from another: case, kind of space, composition."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def unaccented(text: str) -> str:
    """Take the dots and rings off the letters of a word, and all that `plain` takes."""
    parts = unicodedata.normalize("NFD", plain(text))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Wording:
    """One text in both languages."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the text in a language; Swedish where the language is unknown."""
        return self.en if language == "en" else self.sv


@dataclass(frozen=True)
class Choice:
    """One answer of a list: its code is stored, its label shown, its synonyms understood."""

    code: str
    label: Wording
    synonyms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that a person may write to mean this choice."""
        return (self.code, self.label.sv, self.label.en, *self.synonyms)


@dataclass(frozen=True)
class Category:
    """A name for several fields that are counted together."""

    id: str
    label: Wording


@dataclass(frozen=True)
class Mapped:
    """What the next version of a form asks as one version did: the id then, and the id next."""

    version: int
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Block:
    """One question with a column per option: a ranking, several choices, or numbered items."""

    id: str
    kind: str
    label: Wording
    help: Wording
    synonyms: tuple[str, ...]
    field_ids: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of a form.

    `low` and `high` bound what is tolerated, both included; a date's bounds are years.
    `private` answers leave the store only with the board. `sensitive` answers are shielded also
    where few, or all but few, gave them. `example` stands in the templates, in canonical form.
    """

    id: str
    kind: str
    label: Wording
    help: Wording
    unit: Wording | None = None
    required: bool = False
    low: float | None = None
    high: float | None = None
    private: bool = False
    sensitive: bool = False
    reversed: bool = False
    category: str | None = None
    synonyms: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    block: str | None = None
    example: str = ""

    @property
    def header_words(self) -> tuple[str, ...]:
        """Every header that is known to mean this field: id, labels, synonyms."""
        return tuple(dict.fromkeys((self.id, self.label.sv, self.label.en, *self.synonyms)))

    def is_within(self, number: float) -> bool:
        """Say whether a number, or the year of a date, lies within the bounds."""
        above = self.low is None or number >= self.low
        return above and (self.high is None or number <= self.high)

    def counted(self, answer: float) -> float:
        """Turn an answer to a reversed question of a scale, so that high means the same in all."""
        if not self.reversed or self.low is None or self.high is None:
            return answer
        return self.low + self.high - answer

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code that each plain word of a choice stands for."""
        return {plain(word): choice.code for choice in self.choices for word in choice.words}

    @cached_property
    def unaccented_codes(self) -> dict[str, str]:
        """The code that each word of a choice stands for, without dots and rings."""
        return {unaccented(word): code for word, code in self.codes.items()}


@dataclass(frozen=True, eq=False)
class Form:
    """A questionnaire: its words, its columns in order, and which of them belong together.

    A form is loaded once and is equal only to itself, so that what follows from it can be kept.
    """

    id: str
    version: int
    code_field: str
    subject: str
    """What its figures are about, and the page that shows its rounds."""
    title: Wording
    description: Wording
    consent: Wording
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...] = ()
    categories: tuple[Category, ...] = ()
    mappings: tuple[Mapped, ...] = ()
    kept_years: int = 10
    """How long single answers are kept, unless the board sets another day."""
    twin_fields: tuple[str, ...] = ()
    """What tells two of them apart: answers that agree in these are perhaps of one, sent twice."""

    def consent_points(self, language: str) -> list[tuple[str, str]]:
        """Give what those who answer must know, matter by matter: its name, and what is said."""
        lines = self.consent.in_language(language).splitlines()
        return [(name, said) for name, _, said in (line.partition(": ") for line in lines)]

    @cached_property
    def field_ids(self) -> tuple[str, ...]:
        """The columns in order."""
        return tuple(field.id for field in self.fields)

    @cached_property
    def headers(self) -> dict[str, str]:
        """The field id that each plain header stands for."""
        return {plain(word): field.id for field in self.fields for word in field.header_words}

    @cached_property
    def _by_id(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    def field(self, field_id: str) -> Field:
        """Find one field. Raises: UnknownField."""
        if field_id not in self._by_id:
            raise UnknownField(form=self.id, field=field_id, known=", ".join(self._by_id))
        return self._by_id[field_id]

    def block(self, block_id: str) -> Block:
        """Find one block. Raises: UnknownField."""
        for block in self.blocks:
            if block.id == block_id:
                return block
        known = ", ".join(block.id for block in self.blocks) or "none"
        raise UnknownField(form=self.id, field=block_id, known=known)

    def category(self, category_id: str) -> Category:
        """Find one category. Raises: UnknownField."""
        for category in self.categories:
            if category.id == category_id:
                return category
        known = ", ".join(category.id for category in self.categories) or "none"
        raise UnknownField(form=self.id, field=category_id, known=known)

    def in_block(self, block_id: str) -> tuple[Field, ...]:
        """Give the fields of a block, in order. Raises: UnknownField."""
        return tuple(self._by_id[field_id] for field_id in self.block(block_id).field_ids)

    def in_category(self, category_id: str) -> tuple[Field, ...]:
        """Give the fields of a category, in order."""
        return tuple(field for field in self.fields if field.category == category_id)
