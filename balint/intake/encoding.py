"""Which letters do the bytes of a text file stand for?"""

from __future__ import annotations

import codecs
import re
import unicodedata

from balint.errors import AnswerNotAllowed, NeitherTextNorSheet, UnknownLetters
from balint.intake.table import Doubt, accented_words

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT = 4_096
FEW = 4

WINDOWS, MAC = "windows-1252", "mac-roman"

# What is common in Swedish, English and neighbouring languages. Anything else beyond ASCII is
# odd: the sign of letters read in the wrong encoding.
LETTERS = {
    WINDOWS: frozenset(map(chr, range(0xC0, 0x100))) - frozenset("×÷"),
    MAC: frozenset("åäöÅÄÖéÉèüÜøØæÆáàâíîïóôúûçñëêßœ"),
}
SIGNS = frozenset(
    "\u00a0\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2022€§°·´½¼¾²³«»×±µ"
)
JOINS = frozenset("\u00a0\u2013\u2014\u2018\u2019·´°²³½×€")  # these may touch a letter
NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def read_text(name: str, data: bytes, encoding: str | None) -> tuple[str, str, tuple[Doubt, ...]]:
    """Turn bytes into text, and say in which encoding and what of that is in doubt.

    `encoding` settles a doubt. Raises: UnknownLetters, NeitherTextNorSheet,
    AnswerNotAllowed.
    """
    found = _marked(data) or _unmarked_utf16(data)
    doubts: tuple[Doubt, ...] = ()
    if found is None:
        found, doubts = _unmarked(name, data, encoding)
    try:
        text = data.decode(found)
    except UnicodeDecodeError:
        raise UnknownLetters(name=name) from None
    if "\x00" in text:
        raise NeitherTextNorSheet(name=name)
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff")), found, doubts


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def _unmarked_utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of Western text is zero."""
    if len(data) % 2:
        return None
    start = data[:LOOKED_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    enough = len(start) * 0.35
    if odd >= enough and even * 20 <= odd:
        return "utf-16-le"
    return "utf-16-be" if even >= enough and odd * 20 <= even else None


def _unmarked(name: str, data: bytes, encoding: str | None) -> tuple[str, tuple[Doubt, ...]]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte_each(name, data, encoding)
    return "utf-8", ()


def _one_byte_each(name: str, data: bytes, encoding: str | None) -> tuple[str, tuple[Doubt, ...]]:
    """Choose between Windows-1252 (which includes Latin-1) and Mac Roman; never Mac silently."""
    if b"\x00" in data:
        raise NeitherTextNorSheet(name=name)
    oddity = {found: _oddity(data, found) for found in (WINDOWS, MAC)}
    windows, mac = oddity[WINDOWS], oddity[MAC]
    if windows is not None and mac is not None and windows * 4 <= mac and mac:
        return WINDOWS, ()
    likely = sorted((score, found) for found, score in oddity.items() if score is not None)
    n = len(NOT_ASCII.findall(data.decode("latin-1")))
    if not likely or (n >= FEW and likely[0][0] * 2 > n):
        raise UnknownLetters(name=name)
    answers = {found: accented_words(iter(data.decode(found).splitlines())) for _, found in likely}
    if encoding is None:
        return likely[0][1], (Doubt("encoding", answers),)
    if encoding not in answers:
        raise AnswerNotAllowed(answer=encoding, key="encoding", allowed=", ".join(answers))
    return encoding, ()


def _oddity(data: bytes, encoding: str) -> int | None:
    """Count the characters that would be strange in that encoding, None where it has none."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    padded = f" {text} "
    return sum(
        _is_odd(match[0], LETTERS[encoding], padded[match.start() : match.start() + 3 : 2])
        for match in NOT_ASCII.finditer(text)
    )


def _is_odd(character: str, letters: frozenset[str], neighbours: str) -> bool:
    touches = any(neighbour.isalpha() for neighbour in neighbours)
    if character in letters:
        return not touches and character not in "åäöÅÄÖ"
    return character not in SIGNS or (touches and character not in JOINS)
