"""How do Google Forms, LimeSurvey and REDCap export the answers to a form?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from balint.forms import Block, Field, Form, label
from tests.files.clean_rows import Row
from tests.files.sheets import Column, Sheet, laid_out, writer

# How a question is put on the web, where that is not its label in the form.
QUESTIONS = {
    "sv": {
        "country": "I vilket land arbetar du?",
        "profession": "Vilket är ditt yrke?",
        "years_leading": "Hur många år har du lett Balintgrupper?",
        "groups_led": "Hur många Balintgrupper har du lett?",
        "members_led": "Hur många deltagare har det varit i dem?",
        "dropouts": "Hur många av dem hoppade av?",
        "obligatory_groups": "Var någon av grupperna obligatorisk?",
        "selection_interviews": "Har du urvalssamtal?",
        "follows_up_leavers": "Följer du upp dem som slutar?",
        "reason": "Rangordna skälen till avhopp, 1 = vanligast",
        "arm": "Deltar du i en Balintgrupp?",
        "role": "Vilka roller har du i mötet med patienten?",
    },
    "en": {
        "country": "Which country do you work in?",
        "profession": "What is your profession?",
        "years_leading": "How many years have you led Balint groups?",
        "groups_led": "How many Balint groups have you led?",
        "members_led": "How many members have there been in them?",
        "dropouts": "How many of them dropped out?",
        "obligatory_groups": "Were any of the groups obligatory?",
        "selection_interviews": "Do you hold selection interviews?",
        "follows_up_leavers": "Do you follow up members who leave?",
        "reason": "Rank the reasons for dropping out, 1 = most common",
        "arm": "Do you take part in a Balint group?",
        "role": "Which roles do you take in the meeting with the patient?",
    },
}
TIMESTAMP = {"sv": "Tidstämpel", "en": "Timestamp"}
SUBMITTED = {"sv": "Datum inskickat", "en": "Date submitted"}
CHOSEN = {"sv": ("Ja", "Nej"), "en": ("Yes", "No"), "code": ("Y", "N")}
CHECKED = {"sv": ("Markerad", "Omarkerad"), "en": ("Checked", "Unchecked")}
COMPLETE = {"sv": "Komplett", "en": "Complete"}


def google_forms(form: Form, rows: Sequence[Row], language: str) -> Sheet:
    """Lay out questions as headers, a grid by its rows in brackets, several choices in one cell."""
    moment = {"sv": "2025-05-{:02} 14:00:09", "en": "5/{}/2025 14:00:09"}[language]
    decimal = {"sv": ",", "en": "."}[language]
    columns: list[Column] = [("", TIMESTAMP[language], lambda n, _: moment.format(n))]
    for part in parts(form):
        question = QUESTIONS[language].get(part.id, part.label.in_language(language))
        if isinstance(part, Field):
            columns.append((part.id, question, writer(part, language, decimal)))
        elif part.kind == "multi":
            mark = {"sv": ", ", "en": ";"}[language]
            columns.append((part.id, question, _list(form, part, language, mark)))
        else:
            columns += [
                (field.id, f"{question} [{label(field, language)}]", writer(field, language))
                for field in form.in_block(part.id)
            ]
    return laid_out(columns, rows, without=(form.code_field,))


def limesurvey(form: Form, rows: Sequence[Row], language: str, *, coded: bool = False) -> Sheet:
    """Lay out code and question as header, and a ranking place by place.

    A coded export has codes alone, as headers and as answers.
    """
    words = "code" if coded else language
    columns: list[Column] = [
        ("", "id. Response ID", lambda n, _: str(n)),
        ("", f"submitdate. {SUBMITTED[language]}", lambda n, _: f"2025-05-{n:02} 14:00:00"),
        ("", "startlanguage. Start language", lambda *_: language),
    ]
    for part in parts(form):
        text = part.label.in_language(language)
        if isinstance(part, Field):
            columns.append((part.id, f"{part.id}. {text}", writer(part, words)))
            continue
        for place, field in enumerate(form.in_block(part.id), start=1):
            code, name = field.id.removeprefix(f"{part.id}_"), label(field, language)
            if part.kind == "ranking":
                key, header = f"{part.id}[{place}]", f"{text} [Ranking {place}]"
                columns.append((key, f"{key}. {header}", _at_place(form, part, place, words)))
            else:
                write = (
                    _either(field, CHOSEN[words]) if part.kind == "multi" else writer(field, words)
                )
                columns.append((field.id, f"{part.id}[{code}]. {text} [{name}]", write))
    if coded:
        columns = [(key, header.partition(". ")[0], write) for key, header, write in columns]
    return laid_out(columns, rows, without=(form.code_field,))


def redcap(form: Form, rows: Sequence[Row], language: str, *, coded: bool) -> Sheet:
    """Lay out as REDCap does: names and codes (raw data), or labels; a box to tick per choice."""
    words = "raw" if coded else language
    complete = f"{form.id}_complete" if coded else "Complete?"
    columns: list[Column] = [
        (
            form.code_field,
            "record_id" if coded else "Record ID",
            lambda _, row: row[form.code_field],
        )
    ]
    for part in parts(form):
        if isinstance(part, Field):
            header = part.id if coded else label(part, language)
            columns.append((part.id, header, writer(part, words)))
            continue
        for field in form.in_block(part.id):
            code, name = field.id.removeprefix(f"{part.id}_"), label(field, language)
            header, write = (field.id if coded else name), writer(field, words)
            if part.kind == "multi":
                text = part.label.in_language(language)
                header = f"{part.id}___{code}" if coded else f"{text} (choice={name})"
                write = write if coded else _either(field, CHECKED[language])
            columns.append((field.id, header, write))
    columns.append(("", complete, lambda *_: "2" if coded else COMPLETE[language]))
    return laid_out(columns, rows, without=())


def parts(form: Form) -> Iterator[Field | Block]:
    """Give the questions of a form in order, a block once, the code left out."""
    met = set()
    for field in form.fields:
        if field.block is None:
            if field.id != form.code_field:
                yield field
        elif field.block not in met:
            met.add(field.block)
            yield form.block(field.block)


def _list(form: Form, block: Block, language: str, mark: str) -> Callable[[int, Row], str]:
    """Name in one cell the options that were chosen."""
    return lambda _, row: mark.join(
        label(field, language) for field in form.in_block(block.id) if row[field.id] == "1"
    )


def _either(field: Field, words: tuple[str, str]) -> Callable[[int, Row], str]:
    return lambda _, row: words[row[field.id] == "0"]


def _at_place(form: Form, block: Block, place: int, language: str) -> Callable[[int, Row], str]:
    """Name what stands at one place of a ranking."""

    def write(_: int, row: Row) -> str:
        for field in form.in_block(block.id):
            if row[field.id] == str(place):
                code = field.id.removeprefix(f"{block.id}_")
                return code if language == "code" else label(field, language)
        return ""

    return write
