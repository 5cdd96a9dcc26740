"""Were scales from 0 to 10 answered from 0 to 100?"""

from __future__ import annotations

from collections.abc import Sequence

from balint.forms import label, shown_number
from balint.intake.cells import Answer, Cells, Word

TOP, HUNDRED = 10, 100
FEWEST = 3

ReadColumn = tuple[Cells, dict[Word, Answer]]


def settle_scale(columns: Sequence[ReadColumn]) -> None:
    """Ask where half of the answers or more lie beyond the scale, and divide if told so.

    If that holds of all scales together, each is asked for: a column that stays below 10 by
    chance would else be read ten times too high.
    """
    scales = [(cells, read) for cells, read in columns if cells.field.kind == "vas"]
    counts = [_beyond(cells, read) for cells, read in scales]
    everywhere = _is_mixed_up(sum(n for n, _ in counts), sum(of for _, of in counts))
    for (cells, read), (beyond, n) in zip(scales, counts, strict=True):
        if n and (everywhere or _is_mixed_up(beyond, n)):
            _settle(cells, read)


def _is_mixed_up(beyond: int, n: int) -> bool:
    return n >= FEWEST and beyond * 2 >= n


def _beyond(cells: Cells, read: dict[Word, Answer]) -> tuple[int, int]:
    """Count the answers beyond the scale, and all."""
    numbers = [
        (value, len(cells.words[word]))
        for word, value in read.items()
        if isinstance(value, int | float)
    ]
    beyond = sum(count for value, count in numbers if TOP < value <= HUNDRED)
    return beyond, sum(count for _, count in numbers)


def _settle(cells: Cells, read: dict[Word, Answer]) -> None:
    say = cells.findings.say
    numbers = {word: value for word, value in read.items() if isinstance(value, int | float)}
    largest = max(numbers, key=lambda word: numbers[word])
    text = say(
        "Answers to “{field}” go up to {largest}, and the scale ends at 10. "
        "Were they given from 0 to 100?",
        field=label(cells.field, say.language),
        largest=largest[0],
    )
    key = f"scale:{cells.field.id}"
    choices = {"divide": say("Yes, divide by 10"), "keep": say("No, read them as they are")}
    answer = cells.findings.ask(key, text, choices)
    if answer is None:
        cells.findings.question(key, column=cells.column, field=cells.field.id, value=largest[0])
        read.update(dict.fromkeys(numbers))
    if answer != "divide":
        return
    divided = {word: float(value) / 10 for word, value in numbers.items()}
    read.update(divided)
    samples = {word[0]: shown_number(value, say) for word, value in divided.items()}
    cells.read_as("divided", say("Divided by 10."), samples, len(samples))
