"""Which answers do the sample files hold, in canonical text?"""

from __future__ import annotations

import random
from collections.abc import Callable

from balint.forms import Field, Form, load_form

N_ROWS = 8
SEED = 2005

Row = dict[str, str]

# Texts that bring along what files stumble over: letters beyond ASCII, every delimiter, quotation
# marks, a line break, and a word that looks like a number or a date to a spreadsheet.
TEXTS = (
    "Åtvidaberg",
    "allmänläkare, psykoterapeut; handledare",
    "läkare",
    "Att mötas på mitten\noch lyssna färdigt",
    'Hon sa ”tack” och "hej då" – nöjd',
    "1-2",
    "psykolog | ledare",
    "Östersund",
)
COUNTRIES = ("SE", "GB", "IL", "DE", "FI", "AT", "DK", "NO")
REGIONS = ("12", "14", "14", "25", "23", "05", "08", "01")


def clean_rows(form: Form) -> list[Row]:
    """Draw answers that a form takes and that fit together; the same each time."""
    chance = random.Random(f"{SEED} {form.id}")  # noqa: S311 - nothing secret is drawn
    rows = []
    for number in range(N_ROWS):
        row = {field.id: _answer(field, number, chance) for field in form.fields}
        for block in form.blocks:
            if block.kind == "ranking":
                row |= _ranks(block.field_ids, number, chance)
        if row.get("arm") == "reference":
            row |= {"years_in_group": "", "group_code": ""}
        if "dropouts" in row:
            row["dropouts"] = str(int(row["members_led"]) // 4)
        rows.append(row)
    return rows


def _answer(field: Field, number: int, chance: random.Random) -> str:
    if field.id.endswith("_code"):
        group = field.id == "group_code" and field.required is False
        return f"Grupp Ö{number % 3}" if group else f"K{number + 1:02}"
    if not field.required and field.kind != "multi" and chance.random() < 0.08:
        return "" if field.id != "members_led" else "0"
    low, high = int(field.low or 0), int(field.high or 0)
    draw: dict[str, Callable[[], str]] = {
        "text": lambda: TEXTS[(number + len(field.id)) % len(TEXTS)],
        "yes_no": lambda: chance.choice(("yes", "no")),
        "multi": lambda: chance.choice("01"),
        "integer": lambda: str(chance.randint(low, min(high, low + 60, 2_020))),
        "decimal": lambda: _shortest(chance.uniform(max(low, 0.5), min(high, 20)), number % 4),
        "vas": lambda: _shortest(chance.uniform(0, 10), number % 3),
        "date": lambda: f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{number + 1:02}",
        "choice": lambda: _choice(field, number, chance),
    }
    return draw.get(field.kind, lambda: "")()


def _choice(field: Field, number: int, chance: random.Random) -> str:
    lists = {"country": COUNTRIES, "region": REGIONS}
    if field.id in lists:
        return lists[field.id][number]
    return chance.choice(field.choices).code


def _shortest(value: float, digits: int) -> str:
    """Write a number as canonical files do, with at most so many decimals."""
    return f"{round(value, digits)}".removesuffix(".0")


def _ranks(field_ids: tuple[str, ...], number: int, chance: random.Random) -> Row:
    """Rank all reasons, some of them, none, or two at one place."""
    order = chance.sample(field_ids, (7, 7, 3, 0, 7, 1, 5, 7)[number])
    places = {field_id: str(place) for place, field_id in enumerate(order, start=1)}
    if number == N_ROWS - 1:
        places[order[-1]] = "6"
    return dict.fromkeys(field_ids, "") | places


FORMS = {form_id: load_form(form_id) for form_id in ("inventory", "congress", "study1", "study2")}
ROWS = {form_id: clean_rows(form) for form_id, form in FORMS.items()}
