"""Is every text that a person reads in the Swedish catalogue, whole and with the same fields?"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "balint" / "words" / "sv.po"
KEYWORDS = {"say": None, "later": None, "plural": (1, 2)}

HEADER = """\
# Svenska ord för Balint i siffror; ordningen är källkodens (python -m tools.words --write).
msgid ""
msgstr ""
"Language: sv\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Texts = str | tuple[str, ...]


@dataclass(frozen=True)
class Use:
    """One text in the source: a string, or a pair of singular and plural."""

    text: Texts
    path: str
    line: int


def used_texts(root: Path = ROOT) -> list[Use]:
    """Find each text of the app: those said, and those kept in a name to be said later."""
    sources = [
        root / "app.py",
        *sorted(root.glob("balint/**/*.py")),
        *sorted(root.glob("pages/*.py")),
        *sorted(root.glob("balint/web/templates/*.html")),
    ]
    return [use for path in sources if path.exists() for use in _texts_of(path, root)]


def problems(uses: list[Use], catalogue: Catalog) -> list[str]:
    """List what is missing, unfinished, unused or has other fields in the Swedish catalogue."""
    found = [
        f"{use.path}:{use.line}: no Swedish for {_shown(use.text)}"
        for use in uses
        if catalogue.get(_key(use.text)) is None or catalogue.get(_key(use.text)).id != use.text  # type: ignore[union-attr]
    ]
    used = {use.text for use in uses}
    for entry in catalogue:
        if entry.id:
            found += [f"sv.po:{entry.lineno or '?'}: {what}" for what in _flaws(entry, used)]
    found += [f"sv.po: obsolete (#~), delete it: {_shown(key)}" for key in catalogue.obsolete]
    return found


def rewritten(uses: list[Use], catalogue: Catalog) -> str:
    """Write the catalogue in the order of the source: what is unused goes, what is new is empty."""
    whole = Catalog(locale="sv", header_comment=catalogue.header_comment, fuzzy=False)
    for use in uses:
        known = catalogue.get(_key(use.text))
        same = known is not None and known.id == use.text
        whole.add(use.text, known.string if known and same else "", locations=[(use.path, 0)])
    written = BytesIO()
    write_po(written, whole, omit_header=True, width=96, include_lineno=False)
    return HEADER + written.getvalue().decode("utf-8")


def missing_entries(uses: list[Use], catalogue: Catalog) -> str:
    """Write the entries that the catalogue lacks, ready for their Swedish."""
    wanted = Catalog(locale="sv")
    for use in uses:
        if catalogue.get(_key(use.text)) is None:
            wanted.add(use.text, locations=[(use.path, use.line)])
    written = BytesIO()
    write_po(written, wanted, omit_header=True, width=96)
    return written.getvalue().decode("utf-8")


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Read the Swedish catalogue, refusing what is not a well-formed one."""
    with path.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong with the catalogue, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.words", description=__doc__)
    parser.add_argument(
        "--missing", action="store_true", help="print the missing entries, to be filled into sv.po"
    )
    parser.add_argument(
        "--write", action="store_true", help="put sv.po in order, with new texts left to be filled"
    )
    uses, catalogue = used_texts(), read_catalogue()
    if parser.parse_args(arguments).write:
        CATALOGUE.write_text(rewritten(uses, catalogue), encoding="utf-8")
    if parser.parse_args(arguments).missing:
        print(missing_entries(uses, catalogue), end="")
        return 0
    found = problems(uses, catalogue)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def _texts_of(path: Path, root: Path) -> Iterator[Use]:
    """Find the texts of one file."""
    shown = path.relative_to(root).as_posix()
    language = "python" if path.suffix == ".py" else "jinja2"
    with path.open("rb") as file:
        for line, text, _comments, _context in extract(language, file, keywords=KEYWORDS):
            yield Use(text, shown, line)
    if language == "jinja2":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        yield from _texts_unnamed_in(node, shown)
        if isinstance(node, ast.JoinedStr):
            yield from _texts_said_within(node, shown)


def _texts_unnamed_in(node: ast.AST, shown: str) -> Iterator[Use]:
    """Find the text in `message = "…"` and in `Definition(…, question="…")`: said elsewhere.

    And in `words_in(language)("…")`, said at once, where no name stands before it.
    """
    match node:
        case (
            ast.Assign(targets=[ast.Name(id="message")], value=ast.Constant(value=str(text)))
            | ast.AnnAssign(target=ast.Name(id="message"), value=ast.Constant(value=str(text)))
            | ast.keyword(arg="question", value=ast.Constant(value=str(text)))
            | ast.Call(
                func=ast.Call(func=ast.Name(id="words_in")),
                args=[ast.Constant(value=str(text)), *_],
            )
        ):
            yield Use(text, shown, node.lineno)


def _texts_said_within(written: ast.JoinedStr, shown: str) -> Iterator[Use]:
    """Find `say("…")` between the braces of an f-string, where Babel looks from Python 3.12 on."""
    for node in ast.walk(written):
        match node:
            case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(text)), *_]):
                yield Use(text, shown, node.lineno)


def _flaws(entry: Message, used: set[Texts]) -> Iterator[str]:
    """Say what is wrong with one entry of the catalogue."""
    shown = _shown(entry.id)
    english, swedish = _forms(entry.id), _forms(entry.string)
    if (entry.id if isinstance(entry.id, str) else english) not in used:
        yield f"no source says it any more: {shown}"
    if entry.fuzzy:
        yield f"marked fuzzy: {shown}"
    if not all(swedish):
        yield f"no Swedish yet: {shown}"
        return
    try:
        there, here = _fields(english), _fields(swedish)
    except ValueError as error:
        yield f"its braces do not match ({error}): {shown}"
        return
    if there != here:
        yield f"fields differ, English {_braced(there)}, Swedish {_braced(here)}: {shown}"


def _fields(texts: tuple[str, ...]) -> set[str]:
    """Collect the {fields} of all forms of a text."""
    return {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Give all forms of a text: one, or one per number."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _key(text: Texts) -> str:
    """Give the key under which a catalogue holds a text: the singular."""
    return text if isinstance(text, str) else text[0]


def _shown(text: object) -> str:
    """Write a text in one line, cut where it is long."""
    line = repr(" | ".join(text) if isinstance(text, (tuple, list)) else text)
    return line if len(line) <= 90 else f"{line[:88]}…'"


def _braced(fields: set[str]) -> str:
    """Write fields as they stand in a text."""
    return " ".join(f"{{{field}}}" for field in sorted(fields)) or "none"


if __name__ == "__main__":
    sys.exit(main())
