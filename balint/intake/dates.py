"""Which day does a text mean?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from balint.forms import label
from balint.intake.cells import REFUSED, Answer, Cells, Word

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"
EPOCHS = {"1900": dt.date(1899, 12, 30), "1904": dt.date(1904, 1, 1)}

CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
TIME = rf"(?:[T ,]+{CLOCK}(?:\s*[AaPp][Mm]|Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + TIME)
COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2|\s+)([0-9]{4})" + TIME)
NAMED = re.compile(
    r"(?:den\s+)?([0-9]{1,2})(?::e|:a|st|nd|rd|th|\.)?\s+([^\W\d]+)\.?,?\s+([0-9]{4})",
    re.IGNORECASE,
)
NAMED_FIRST = re.compile(
    r"([^\W\d]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", re.IGNORECASE
)
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

Readings = Mapping[str, dt.date]
"""The day that a text would be, by the order or epoch under which it is one."""


def read_dates(cells: Cells) -> dict[Word, Answer]:
    """Read a column of dates; the order of day and month is decided once for the column."""
    readings = {word: _readings(word[0]) for word in cells.words}
    orders = {word: each for word, each in readings.items() if set(each) & {DAY_FIRST, MONTH_FIRST}}
    serials = {word: each for word, each in readings.items() if set(each) & set(EPOCHS)}
    decided = {_order(orders, cells), _epoch(serials, cells)}
    read: dict[Word, Answer] = {}
    samples: dict[str, str] = {}
    for word, each in readings.items():
        days = set(each.values())
        if len(days) > 1:
            days = {day for name, day in each.items() if name in decided}
        read[word] = _checked(cells, word, days.pop() if days else None, bool(each))
        day = read[word]
        if isinstance(day, dt.date) and day.isoformat() != word[0]:
            samples[word[0]] = day.isoformat()
    if samples:
        n = sum(len(rows) for (text, _), rows in cells.words.items() if text in samples)
        cells.read_as("date", cells.findings.say("Dates were read so."), samples, n)
    return read


def _readings(text: str) -> Readings:
    """Read one text in every order that makes a day of it."""
    if match := YEAR_FIRST.fullmatch(text):
        return _days({"iso": (match[1], match[3], match[4])})
    if match := COMPACT.fullmatch(text):
        return _days({"iso": (match[1], match[2], match[3])})
    if match := YEAR_LAST.fullmatch(text):
        first, mark, second, year = match.groups()
        if mark == ".":  # nobody puts the month first before a full stop
            return _days({"iso": (year, second, first)})
        return _days({DAY_FIRST: (year, second, first), MONTH_FIRST: (year, first, second)})
    if match := NAMED.fullmatch(text):
        return _days({"iso": (match[3], _month(match[2]), match[1])})
    if match := NAMED_FIRST.fullmatch(text):
        return _days({"iso": (match[3], _month(match[1]), match[2])})
    if SERIAL.fullmatch(text):
        days = int(float(text))
        return {name: start + dt.timedelta(days=days) for name, start in EPOCHS.items()}
    return {}


def _month(name: str) -> int:
    return MONTHS.get(name.casefold(), 0)


def _days(parts: Mapping[str, tuple[str | int, ...]]) -> Readings:
    found = {}
    for name, (year, month, day) in parts.items():
        try:
            found[name] = dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return found


def _order(readings: Mapping[Word, Readings], cells: Cells) -> str | None:
    """Say whether the column puts the day first; ask where no cell tells."""
    doubtful = [word for word, each in readings.items() if len(set(each.values())) > 1]
    evidence = {next(iter(each)) for each in readings.values() if len(each) == 1}
    if not doubtful:
        return None
    if len(evidence) == 1:
        return evidence.pop()
    samples = {
        name: f"{doubtful[0][0]} → {day.isoformat()}" for name, day in readings[doubtful[0]].items()
    }
    return cells.ask("date_order", _question(cells), samples, doubtful)


def _epoch(readings: Mapping[Word, Readings], cells: Cells) -> str | None:
    """Ask from which year a spreadsheet counted the days; only old Macs counted from 1904."""
    if not readings:
        return None
    if cells.findings.table.epoch:
        return cells.findings.table.epoch
    first = next(iter(readings))
    samples = {name: f"{first[0]} → {day.isoformat()}" for name, day in readings[first].items()}
    return cells.ask("date_epoch", _question(cells), samples, readings)


def _question(cells: Cells) -> str:
    say = cells.findings.say
    return say("How are the dates under “{field}” written?", field=label(cells.field, say.language))


def _checked(cells: Cells, word: Word, day: dt.date | None, is_date: bool) -> Answer:
    if day is None:
        if is_date:  # the order is still asked for
            return None
        cells.not_accepted(word, "not_a_date")
        return REFUSED
    if not cells.field.is_within(day.year):
        cells.not_accepted(word, "out_of_range")
        return REFUSED
    return day
