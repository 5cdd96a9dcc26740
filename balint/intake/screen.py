"""What in a file stops or shortens it before its answers are read?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from balint.intake.headings import CODED, COMPLETE, SUBMITTED, loose
from balint.intake.match import Matching
from balint.intake.personal import personal_data
from balint.intake.problems import Findings
from balint.intake.suggest import Column
from balint.intake.table import MERGED, Table
from balint.words import later

# Letters that were read in the wrong encoding once: UTF-8 as Windows-1252, Mac or DOS.
GARBLED = re.compile(
    r"\ufffd|Ã[\u0080-\u00ff…€„ƒ“”‘’–—˜™šœžŸ†‡ˆ‰Š‹Œ•›]|Â[\u00a0-\u00bf]|â€|√[•§∂Ö©Ñ]|├[Ñññâûàñ¥ÂÖä]"
)

PERSONAL = {
    "personal_identity_number": later(
        "The cell holds a personal identity number. Nothing is stored while it stands there: "
        "write a code instead."
    ),
    "email": later(
        "The cell holds an e-mail address. Nothing is stored while it stands there: take it out."
    ),
    "telephone": later(
        "The cell holds a telephone number. Nothing is stored while it stands there: take it out."
    ),
}
SHORT = 5  # too short to point out a person
NOT_COMPLETE = frozenset(("0", "incomplete", "ofullständig", "ej komplett"))


def screen(table: Table, matching: Matching, findings: Findings) -> None:
    """Ask about doubts and unfinished answers; find personal data, broken letters, ragged rows."""
    _ask_doubts(table, findings)
    _ask_unfinished(table, matching, findings)
    fields = {column.index: column.target.name for column in matching.columns if column.target}
    for row, column, text in _suspect_cells(table):
        for kind, _, _ in personal_data(text)[:1]:
            findings.personal = True
            findings.error(
                kind,
                findings.say(PERSONAL[kind]),
                row=row,
                column=column,
                field=fields.get(-1 if column is None else column),
                value=text,
                anywhere=True,
            )
        if GARBLED.search(text):
            message = findings.say(
                "The letters in “{value}” are broken: the file was once saved in another encoding. "
                "Save it anew as an Excel file (.xlsx) from where the letters are whole.",
                value=text[:60],
            )
            findings.error(
                "garbled",
                message,
                row=row,
                column=column,
                field=fields.get(-1 if column is None else column),
                value=text,
            )
    _check_merged(table, fields, findings)
    _check_ragged(table, findings)


def _suspect_cells(table: Table) -> Iterator[tuple[int | None, int | None, str]]:
    """Give the cells worth a look; titles and notes have no place among the answers."""
    for line in (*table.titles, *table.notes):
        yield None, None, line
    for column, header in enumerate(table.headers):
        yield None, column, header
    for column in range(len(table.headers)):
        cells = table.column(column)
        suspects = {text for text in set(cells) if _is_suspect(text)}
        if suspects:
            yield from ((row, column, text) for row, text in enumerate(cells) if text in suspects)


def _is_suspect(text: str) -> bool:
    short = len(text) <= SHORT and text.isascii()
    return not short and bool(personal_data(text) or GARBLED.search(text))


def _ask_doubts(table: Table, findings: Findings) -> None:
    """Ask what reading the file left open: its letters, or which of its sheets."""
    say = findings.say
    texts = {
        "encoding": say("The letters can be read in more than one way. Which words are right?"),
        "sheet": say("More than one sheet has such answers. Which is meant?"),
    }
    for doubt in table.doubts:
        answers = {answer: ", ".join(shown) for answer, shown in doubt.answers.items()}
        if findings.ask(doubt.key, texts[doubt.key], answers) is None:
            findings.question(doubt.key)


def _ask_unfinished(table: Table, matching: Matching, findings: Findings) -> None:
    """Ask whether answers that were begun and never sent in count."""
    say = findings.say
    for column in matching.columns:
        says_no = _says_unfinished(column, table.headers[column.index])
        if not says_no:
            continue
        unfinished = [row for row in findings.rows if says_no(table.rows[row][column.index])]
        if not unfinished or len(unfinished) == len(findings.rows):
            continue
        text = say.plural(
            "{n} answer was begun and never sent in. Does it count?",
            "{n} answers were begun and never sent in. Do they count?",
            len(unfinished),
        )
        answers = {
            "leave_out": say.plural("No, leave it out", "No, leave them out", len(unfinished)),
            "keep": say.plural("Yes, keep it", "Yes, keep them", len(unfinished)),
        }
        answer = findings.ask("unfinished", text, answers)
        if answer == "leave_out":
            findings.leave_aside(unfinished)
            samples = {table.address(row, column.index): say("left out") for row in unfinished}
            findings.read_as(None, "unfinished", text, samples, len(unfinished))
        elif answer is None:
            for row in unfinished:
                findings.question("unfinished", row=row, column=column.index)


def _says_unfinished(column: Column, header: str) -> Callable[[str], bool] | None:
    """Give the test for an answer never sent in, None where the column does not tell."""
    coded = CODED.fullmatch(header)
    names = {loose(header), *((loose(coded["code"]), loose(coded["text"])) if coded else ())}
    if column.how == "bookkeeping" and names & SUBMITTED:
        return lambda text: text in ("", "N/A")
    if COMPLETE.fullmatch(header):
        return lambda text: loose(text) in NOT_COMPLETE
    return None


def _check_merged(table: Table, fields: Mapping[int, str], findings: Findings) -> None:
    """Refuse a cell that lies over its neighbour: whose answer it is cannot be told."""
    for row, kinds in enumerate(table.kinds):
        start = kinds.find(MERGED)
        while start >= 0:
            if start in fields:
                message = findings.say(
                    "The cell is merged with the one to its left, so that one answer stands for "
                    "both. Write the answer to each."
                )
                findings.error(
                    "merged_cells", message, row=row, column=start, field=fields[start], value=""
                )
            start = kinds.find(MERGED, start + 1)


def _check_ragged(table: Table, findings: Findings) -> None:
    """Refuse rows with more cells than the header; ask of rows with fewer.

    An unquoted comma or a missing delimiter shifts all that follows, which could go unseen.
    """
    if all(width == table.width for width in table.widths):
        return
    say = findings.say
    usual = Counter(table.widths).most_common(1)[0][0]
    short = []
    answers = set(findings.rows)
    for row, width in enumerate(table.widths):
        if row not in answers:
            continue
        surplus = any(table.rows[row][table.width :])
        if width > table.width and (surplus or width != usual):
            message = say(
                "The row has {n} cells and the header {width}, so that answers may stand in the "
                "wrong column. A cell with the delimiter in it needs quotation marks.",
                n=width,
                width=table.width,
            )
            findings.error(
                "too_many_cells", message, row=row, column=min(table.width, len(table.headers) - 1)
            )
        elif width < table.width:
            short.append((row, width))
    _ask_short(table, short, findings)


def _ask_short(table: Table, short: list[tuple[int, int]], findings: Findings) -> None:
    say = findings.say
    short = [(row, width) for row, width in short if any(table.headers[width:])]
    if not short:
        return
    text = say("Some rows have fewer cells than the header. Are the last columns blank there?")
    if findings.ask("short_row", text, {"blank": say("Yes, blank")}) is None:
        for row, width in short:
            message = say(
                "The row has {n} cells and the header {width}. Are the last columns blank there?",
                n=width,
                width=table.width,
            )
            findings.question("short_row", row=row, column=width, message=message)
