"""Which choice does a word mean?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from balint.errors import NotAccepted
from balint.forms import Field, choice_label, label, parse_canonical, plain, unaccented
from balint.intake.cells import REFUSED, Answer, Cells, Word

NEAR = 70
MOST_SUGGESTIONS = 3

# Words that survey systems write for chosen and not chosen, beyond what forms accept.
YES = frozenset(("x", "y", "checked", "selected", "markerad", "vald", "ikryssad", "j"))
NO = frozenset(("n", "unchecked", "not selected", "omarkerad", "ej vald", "inte vald"))

# Lands of the map that are no region of today: the regions that they are part of now.
LANDS = {
    "smaland": ("06", "07", "08"),
    "norrland": ("21", "22", "23", "24", "25"),
    "lappland": ("24", "25"),
    "angermanland": ("22",),
    "medelpad": ("22",),
    "halsingland": ("21",),
    "gastrikland": ("21",),
    "harjedalen": ("23",),
    "narke": ("18",),
    "uppland": ("01", "03"),
    "bohuslan": ("14",),
    "dalsland": ("14",),
    "oland": ("08",),
}


def read_choices(cells: Cells) -> dict[Word, Answer]:
    """Read a column of choices by code, label or synonym."""
    codes = cells.field.codes
    read: dict[Word, Answer] = {}
    for word in cells.words:
        code = codes.get(plain(word[0])) or _padded(word[0], codes)
        read[word] = code if code else _unknown(cells, word)
    return read


def _padded(text: str, codes: dict[str, str]) -> str | None:
    """Understand "08 Kalmar län" and "Kalmar län (08)": a code and a name that agree."""
    match = re.fullmatch(r"(\w{1,3})\s*[-–:.]?\s+(\S.*)|(\S.*?)\s*\((\w{1,3})\)", text)
    if not match:
        return None
    code, name = (match[1], match[2]) if match[1] else (match[4], match[3])
    found = codes.get(plain(name))
    return found if found and codes.get(plain(code)) == found else None


def _unknown(cells: Cells, word: Word) -> Answer:
    """Ask where a word begins the names of several choices, else refuse it with the nearest."""
    say, field = cells.findings.say, cells.field
    begun = _begun(field, word[0])
    if len(begun) > 1:
        labels = {code: choice_label(field, code, say.language) for code in begun}
        labels["blank"] = say("leave it blank")
        text = say(
            "“{value}” under “{field}” may mean several things. Which is meant?",
            value=word[0],
            field=label(field, say.language),
        )
        key = f"meaning:{field.id}:{plain(word[0])}"
        answer = cells.findings.ask(key, text, labels)
        if answer is None:
            for row in cells.words[word]:
                cells.findings.question(
                    key, row=row, column=cells.column, field=field.id, value=word[0]
                )
            return None
        cells.read_as("meaning", text, {word[0]: labels[answer]}, len(cells.words[word]))
        return None if answer == "blank" else answer
    near = [choice_label(field, code, say.language) for code in nearest(field, word[0])]
    if not near:
        cells.not_accepted(word, "unknown_choice")
        return REFUSED
    message = say(
        "“{value}” is not an answer to “{field}”. Nearest: {nearest}.",
        value=word[0],
        field=label(field, say.language),
        nearest="; ".join(near),
    )
    cells.refuse(word, "unknown_choice", message, near)
    return REFUSED


def _begun(field: Field, text: str) -> list[str]:
    """Find the choices one of whose names begins with this word."""
    word = plain(text)
    if len(word) < 4:
        return []
    begins = re.compile(rf"{re.escape(word)}\b")
    return list(dict.fromkeys(code for name, code in field.codes.items() if begins.match(name)))


def nearest(field: Field, text: str) -> list[str]:
    """Find the choices whose names are spelt most like a word, the nearest first."""
    word = unaccented(text)
    lands = [code for code in LANDS.get(word, ()) if code in field.codes.values()]
    if lands and field.id == "region":
        return lands
    names = {name: code for name, code in field.unaccented_codes.items() if len(name) > 2}
    found = process.extract(word, list(names), scorer=fuzz.ratio, limit=12, score_cutoff=NEAR)
    return list(dict.fromkeys(names[name] for name, _, _ in found))[:MOST_SUGGESTIONS]


def read_yes_no(cells: Cells) -> dict[Word, Answer]:
    """Read a column of yes and no, or of 1 and 0."""
    return {word: _yes_or_no(cells, word) for word in cells.words}


def _yes_or_no(cells: Cells, word: Word) -> Answer:
    text = plain(word[0])
    if text in YES or text in NO:
        return text in YES
    try:
        return parse_canonical(cells.field, word[0])
    except NotAccepted:
        cells.not_accepted(word, "not_yes_or_no")
        return REFUSED


def read_words(cells: Cells) -> dict[Word, Answer]:
    """Read a column of codes or of free text."""
    read: dict[Word, Answer] = {}
    for word in cells.words:
        try:
            read[word] = parse_canonical(cells.field, word[0])
        except NotAccepted:
            cells.not_accepted(word)
            read[word] = REFUSED
    return read


def split_choices(text: str, known: Iterable[str]) -> list[str]:
    """Split a cell of several choices; a comma splits only where no choice has one there."""
    words = set(known)
    if plain(text) in words:
        return [text]
    parts = [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]
    return [piece for part in parts for piece in _split_commas(part, words)]


def _split_commas(text: str, words: set[str]) -> list[str]:
    """Join again what a comma split that belongs to a choice: the longest known piece first."""
    pieces = text.split(",")
    found = []
    while pieces:
        for count in range(len(pieces), 0, -1):
            piece = ",".join(pieces[:count]).strip()
            if plain(piece) in words or count == 1:
                found += [piece] if piece else []
                del pieces[:count]
                break
    return found
