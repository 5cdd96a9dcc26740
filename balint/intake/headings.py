"""Which field does a header mean, as spreadsheets and survey systems write headers?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from balint.forms import Block, Form, label, plain

# LimeSurvey's "reason[1]. Reasons for dropping out [Ranking 1]".
CODED = re.compile(r"(?P<code>[A-Za-z]\w*)(?:\[(?P<part>[^\]]+)\])?\.\s+(?P<text>\S.*)", re.DOTALL)
PARTED = re.compile(r"(?P<code>[A-Za-z]\w*)\[(?P<part>[^\]]+)\]")
# Google Forms' "Rank the reasons [Practical reasons]", REDCap's "Roles (choice=Tutor)".
BRACKETED = re.compile(r"(?P<text>.*?)\s*\[(?P<part>[^\[\]]+)\]\s*", re.DOTALL)
CHOSEN = re.compile(r"(?P<text>.*?)\s*\((?:choice|val)\s*=\s*(?P<part>.+)\)\s*", re.DOTALL)
SEPARATED = re.compile(r"(?P<text>.+?)\s*(?::|>>|\s[-–—])\s*(?P<part>.+)", re.DOTALL)
NUMBERED = re.compile(r"(?P<code>[a-z]\w*?)___(?P<part>\w+)", re.IGNORECASE)
PLACE = re.compile(r"(?:(?:ranking|rankning|rang|rank|plats|place|nr|no)\.?\s*)?#?([0-9]{1,2})")
LETTER = re.compile(r"[^\W\d_]")
UNIT = re.compile(r"\s*\([^()]*\)\s*$")

# What survey systems add of their own, by code or by text, in either language.
BOOKKEEPING = frozenset(
    """
    timestamp|tidstämpel|tidsstämpel|id|response id|svars id|submitdate|date submitted
    |datum inskickat|inskickat datum|lastpage|last page|sista sidan|startlanguage|start language
    |startspråk|seed|startdate|date started|startdatum|datestamp|date last action
    |datum senaste aktivitet|refurl|referrer url|token|score|username|användarnamn
    |redcap event name|event name|redcap repeat instrument|repeat instrument
    |redcap repeat instance|repeat instance|redcap survey identifier|survey identifier
    |redcap data access group|data access group|survey timestamp
    """.replace("\n", " ")
    .replace(" |", "|")
    .replace("| ", "|")
    .strip()
    .split("|")
)
SUBMITTED = frozenset(("submitdate", "date submitted", "datum inskickat", "inskickat datum"))
COMPLETE = re.compile(r"\w+_complete|complete\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What a column holds: a field, or a block in one of the ways in which columns hold blocks.

    With `place` the cell names what stands at that place of a ranking; with `block` alone it
    lists the choices made. `numbered` tells that an option was known only by its number.
    """

    field: str | None = None
    block: str | None = None
    place: int | None = None
    numbered: bool = False

    @property
    def name(self) -> str:
        """Name the target as `--map` and the JSON do."""
        if self.place is not None:
            return f"{self.block}[{self.place}]"
        return self.field or self.block or ""


def loose(text: str) -> str:
    """Strip a header of all that is neither letter nor digit."""
    return " ".join(re.sub(r"[\W_]+", " ", plain(text)).split())


class Headings:
    """The headers that a form knows."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.loose = _loose_headers(form)
        self.blocks = _loose_blocks(form)
        self._find = lru_cache(maxsize=4_096)(self._target)

    def target(self, header: str) -> Target | None:
        """Find what a header means, None where nothing says."""
        return self._find(header)

    def named(self, name: str) -> Target | None:
        """Find a target by the name that `--map` gives it: a field, a block or `block[place]`."""
        if name in self.form.field_ids:
            return Target(field=name)
        match = PARTED.fullmatch(name)
        block_id = match["code"] if match else name
        block = next((block for block in self.form.blocks if block.id == block_id), None)
        if block is None:
            return None
        return _part(block, match["part"], self.form) if match else _whole(block)

    def shown(self, target: Target, language: str) -> str:
        """Name what a column holds in words."""
        if target.field:
            return label(self.form.field(target.field), language)
        block = next(block for block in self.form.blocks if block.id == target.block)
        return block.label.in_language(language)

    def _target(self, header: str) -> Target | None:
        if not LETTER.search(header):  # most cells that are asked about are answers in numbers
            return None
        return next((target for target in self._readings(header) if target), None)

    def _readings(self, header: str) -> Iterator[Target | None]:
        """Try the ways in which a header may be written, the most certain first."""
        text = header.strip()
        yield self._field(text)
        coded = CODED.fullmatch(text)
        if coded:
            yield self._bracketed(coded["text"]) or self._field(coded["text"])
            yield self._in_block(coded["code"], coded["part"])
            yield self._whole_block(coded["text"]) or self._field(coded["code"])
        parted = PARTED.fullmatch(text) or NUMBERED.fullmatch(text)
        if parted:
            yield self._in_block(parted["code"], parted["part"])
        yield self._bracketed(text)
        yield self._whole_block(text)
        for pattern in (CHOSEN, SEPARATED):
            if match := pattern.fullmatch(text):
                yield self._in_block(match["text"], match["part"])
        if UNIT.search(text):
            yield self._field(UNIT.sub("", text))

    def _field(self, text: str) -> Target | None:
        found = self.form.headers.get(plain(text)) or self.loose.get(loose(text))
        return Target(field=found) if found else None

    def _bracketed(self, text: str) -> Target | None:
        match = BRACKETED.fullmatch(text)
        if not match:
            return None
        return self._in_block(match["text"], match["part"]) or self._option(match["part"])

    def _in_block(self, text: str, part: str | None) -> Target | None:
        block = self.blocks.get(loose(text))
        return _part(block, part, self.form) if block and part else None

    def _option(self, part: str) -> Target | None:
        """Find an option by its own words, whatever the question before it was called."""
        found = self._field(part)
        return found if found and found.field and self.form.field(found.field).block else None

    def _whole_block(self, text: str) -> Target | None:
        block = self.blocks.get(loose(text))
        return _whole(block) if block else None


@cache
def _loose_headers(form: Form) -> dict[str, str]:
    """Give the field of each header, without those that could mean two."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for field in form.fields:
        for word in map(loose, field.header_words):
            if found.setdefault(word, field.id) != field.id:
                twice.add(word)
    return {word: field_id for word, field_id in found.items() if word not in twice}


@cache
def _loose_blocks(form: Form) -> dict[str, Block]:
    return {
        loose(word): block
        for block in form.blocks
        for word in (block.id, block.label.sv, block.label.en, *block.synonyms)
    }


@cache
def option_words(form: Form, block: Block) -> dict[str, str]:
    """Give the field of everything by which an option of a block may be called."""
    found: dict[str, str] = {}
    for field in form.in_block(block.id):
        for word in (*field.header_words, field.id.removeprefix(f"{block.id}_")):
            found.setdefault(loose(word), field.id)
    return found


def _whole(block: Block) -> Target | None:
    return Target(block=block.id) if block.kind == "multi" else None


def _part(block: Block, part: str, form: Form) -> Target | None:
    """Find one option, item or place of a block."""
    named = option_words(form, block).get(loose(part))
    if named:
        return Target(field=named)
    number = PLACE.fullmatch(plain(part))
    if not number or not 1 <= int(number[1]) <= len(block.field_ids):
        return None
    if block.kind == "ranking":
        return Target(block=block.id, place=int(number[1]))
    return Target(field=block.field_ids[int(number[1]) - 1], numbered=block.kind == "multi")
