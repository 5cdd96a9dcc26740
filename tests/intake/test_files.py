"""Are the files in tests/files read without one wrong value, and is every fault named?

Accepted means: no problem, no question, and every answer equal to the clean row. Mac Roman is
the exception. Its letters cannot be told for certain from Windows-1252, and a wrong guess would
store wrong words in silence, so even a clean file asks once, shows the words with å, ä and ö,
and is accepted on that one answer. The table counts those files as asked, not as accepted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from balint.forms import Value, load_form, parse_canonical
from balint.intake import Plan
from tests.files.clean_rows import ROWS
from tests.files.make_files import every_file
from tests.files.manifest import FOLDER, Entry, read_manifest
from tests.intake.files import codes, read

FILES = {entry.file: entry for entry in read_manifest()}
CLEAN = [name for name, entry in FILES.items() if not entry.fault]
FAULTY = [name for name, entry in FILES.items() if entry.fault]


@dataclass(frozen=True)
class Outcome:
    """What became of one file: at first, and once the question of its letters was answered."""

    first: Plan
    settled: Plan
    wrong: tuple[str, ...]

    @property
    def problems(self) -> list[tuple[str, str | None]]:
        """The code and the cell of all that was found wrong."""
        return codes(self.settled)


@cache
def outcome(name: str) -> Outcome:
    """Read a file of the manifest and compare every answer with the clean rows."""
    entry = FILES[name]
    form = load_form(entry.form)
    data = (FOLDER / name).read_bytes()
    answers = dict(part.split("=") for part in entry.answers.split())
    first = read(form, data, name)
    settled = read(form, data, name, answers=answers) if answers else first
    return Outcome(first, settled, tuple(wrong_values(settled, entry)))


def wrong_values(plan: Plan, entry: Entry) -> list[str]:
    """Name every answer that differs from the clean rows, but for those of the faulty row."""
    form, without = plan.form, entry.without.split()
    clean = [ROWS[form.id][int(number) - 1] for number in entry.rows.split()]
    if len(plan.rows) != len(clean):
        return [f"{len(plan.rows)} rows, not {len(clean)}"]
    wrong = []
    for planned, row in zip(plan.rows, clean, strict=True):
        if str(planned.number) == entry.faulty_row:
            continue
        for field, value in zip(form.fields, planned.given, strict=True):
            meant: Value = None if field.id in without else parse_canonical(field, row[field.id])
            if value != meant or type(value) is not type(meant):
                wrong.append(f"row {planned.number}, {field.id}: {value!r}, not {meant!r}")
    return wrong


@pytest.mark.parametrize("name", CLEAN)
def test_clean_file_is_accepted_and_right(name: str) -> None:
    found = outcome(name)
    if FILES[name].answers:
        assert codes(found.first) == [("encoding", None)]
        assert not found.first.accepted
        shown = dict(found.first.questions[0].answers)["mac-roman"]
        assert {"ö", "å", "ä"} & set(shown)
    assert found.problems == []
    assert found.settled.accepted
    assert found.wrong == ()


@pytest.mark.parametrize("name", FAULTY)
def test_fault_is_named_with_its_cell(name: str) -> None:
    found, entry = outcome(name), FILES[name]
    assert found.problems == [(entry.fault, entry.cell or None)]
    assert not found.settled.accepted
    assert found.wrong == ()


def test_files_are_those_that_the_script_makes() -> None:
    made = {entry.file: (entry, data) for entry, data in every_file()}
    assert {name: entry for name, (entry, _) in made.items()} == FILES
    for name, (_, data) in made.items():
        if name.endswith(".csv"):  # how well a workbook is packed depends on the machine
            assert (FOLDER / name).read_bytes() == data, name
    kept = {str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.*") if path.suffix != ".pyc"}
    assert kept == FILES.keys()


def test_all_files_together(record_property: Callable[[str, object], None]) -> None:
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for name, entry in FILES.items():
        found = outcome(name)
        named = found.problems == [(entry.fault, entry.cell or None)]
        accepted = found.first.accepted
        clean, fault = not entry.fault, bool(entry.fault)
        asked = clean and not accepted and found.settled.accepted
        line = (clean, clean and accepted, asked, fault, fault and named, len(found.wrong))
        for key in (group(name), "all"):
            counts[key] = [a + b for a, b in zip(counts[key], line, strict=True)]
    total = counts.pop("all")
    record_property("table", table({**counts, "all": total}))
    n_clean, accepted, asked, n_faulty, named, wrong = total
    assert n_clean + n_faulty >= 60
    assert (accepted + asked, named, wrong) == (n_clean, n_faulty, 0)
    assert asked == sum("mac-roman" in name for name in CLEAN)


def group(name: str) -> str:
    folder, _, rest = name.partition("/")
    if folder != "text":
        return folder
    return next(f"text {encoding}" for encoding in ENCODINGS if rest.startswith(f"{encoding}-"))


ENCODINGS = ("utf-8-sig", "utf-8", "utf-16", "cp1252", "latin-1", "mac-roman")


def table(counts: dict[str, list[int]]) -> str:
    head = ("clean", "accepted", "asked", "faulty", "named", "wrong values")
    lines = [f"{'files':16}" + "".join(f"{word:>13}" for word in head)]
    lines += [f"{key:16}" + "".join(f"{n:13}" for n in row) for key, row in counts.items()]
    return "\n" + "\n".join(lines) + "\n"
