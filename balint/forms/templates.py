"""Which file does a person fill in?"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from xlsxwriter.utility import xl_range_abs

from balint.forms.codebook import codebook, codebook_headings
from balint.forms.model import Field, Form, plain
from balint.forms.values import accepted_words, parse_canonical, shown_answer
from balint.spreadsheets import as_excel_csv, new_workbook
from balint.words import Words, alphabetical, words_in

EXAMPLE_CODES = {"sv": "EXEMPEL", "en": "EXAMPLE"}
EXAMPLES = frozenset(map(plain, EXAMPLE_CODES.values()))
LAST_ROW = 5_000  # the checks of the answer sheet reach this far down
LONGEST_MESSAGE = 255  # Excel's own limit


def is_example(code: str) -> bool:
    """Say whether a row with this code is the example that every template carries."""
    return plain(code) in EXAMPLES


def template_csv(form: Form, language: str) -> bytes:
    """Write the form as an empty CSV that Excel on a Swedish computer opens rightly.

    A header of labels and one example row; UTF-8 with a byte order mark, semicolons, CRLF.
    """
    say = words_in(language)
    header = [field.label.in_language(say.language) for field in form.fields]
    return as_excel_csv([header, [_example_text(form, field, say) for field in form.fields]])


def template_xlsx(form: Form, language: str) -> bytes:
    """Write the form as an empty workbook: answers, codebook, about, and the lists to choose from.

    The answer sheet checks what is typed; the same form gives the same bytes.
    """
    say = words_in(language)
    file = io.BytesIO()
    book = new_workbook(file, form.title.in_language(say.language))
    answers = book.add_worksheet(say("Answers"))
    _write_codebook(book, form, say)
    _write_about(book, form, say)
    lists = _write_lists(book, form, say)
    _write_answers(book, answers, form, say, lists)
    book.close()
    return file.getvalue()


def _example_text(form: Form, field: Field, say: Words) -> str:
    """Write a field's example as a person would in that language."""
    if field.id == form.code_field:
        return EXAMPLE_CODES[say.language]
    if field.kind == "multi":  # the sheet takes 1 and 0
        return field.example
    return shown_answer(field, parse_canonical(field, field.example), say)


def _write_answers(book: Any, sheet: Any, form: Form, say: Words, lists: dict[str, str]) -> None:
    """Write the sheet to fill in: header with explanations, an example, a check per column."""
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    as_text = book.add_format({"num_format": "@"})
    as_date = book.add_format({"num_format": "yyyy-mm-dd"})
    formats = {"code": as_text, "text": as_text, "choice": as_text, "date": as_date}
    sheet.freeze_panes(1, 1)
    for column, field in enumerate(form.fields):
        name = field.label.in_language(say.language)
        sheet.set_column(column, column, min(max(len(name), 10), 28) + 2, formats.get(field.kind))
        sheet.write_string(0, column, name, header)
        sheet.write_comment(0, column, field.help.in_language(say.language), {"x_scale": 2})
        sheet.data_validation(1, column, LAST_ROW, column, _cell_check(field, say, lists))
    _write_example(book, sheet, form, say)


def _write_example(book: Any, sheet: Any, form: Form, say: Words) -> None:
    """Write the example row, numbers and dates as such."""
    look = {"italic": True, "font_color": "#55625F", "bg_color": "#F1EFE9"}
    as_any = book.add_format(look)
    as_date = book.add_format({**look, "num_format": "yyyy-mm-dd"})
    for column, field in enumerate(form.fields):
        value = parse_canonical(field, field.example)
        if isinstance(value, dt.date):
            sheet.write_datetime(1, column, dt.datetime.combine(value, dt.time()), as_date)
        elif isinstance(value, int | float) and field.kind != "yes_no":
            sheet.write_number(1, column, value, as_any)
        else:
            sheet.write_string(1, column, _example_text(form, field, say), as_any)


def _cell_check(field: Field, say: Words, lists: dict[str, str]) -> dict[str, Any]:
    """Describe to Excel what a cell of this field takes."""
    message = accepted_words(field, say.language)
    check: dict[str, Any] = {
        "ignore_blank": True,
        "error_title": say("Not accepted"),
        "error_message": say("Accepted: {accepted}.", accepted=message)[:LONGEST_MESSAGE],
    }
    between = {"criteria": "between", "minimum": field.low, "maximum": field.high}
    match field.kind:
        case "choice":
            return {**check, "validate": "list", "source": lists[field.id]}
        case "yes_no":
            return {**check, "validate": "list", "source": [say("Yes"), say("No")]}
        case "multi":
            return {**check, "validate": "list", "source": ["1", "0"]}
        case "integer" | "ranking":
            return {**check, "validate": "integer", **between}
        case "decimal" | "vas":
            return {**check, "validate": "decimal", **between}
        case "date":
            first, last = dt.date(int(field.low or 1), 1, 1), dt.date(int(field.high or 1), 12, 31)
            return {**check, "validate": "date", **between, "minimum": first, "maximum": last}
        case _:
            return {**check, "validate": "any"}


def _write_codebook(book: Any, form: Form, say: Words) -> None:
    sheet = book.add_worksheet(say("Codebook"))
    header = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    headings = codebook_headings(say.language)
    for column, (key, heading) in enumerate(headings.items()):
        wide = key in ("label", "help", "accepted", "codes")
        sheet.set_column(column, column, 40 if wide else 14, wrapped)
        sheet.write_string(0, column, heading, header)
    for row, line in enumerate(codebook(form, say.language), start=1):
        for column, key in enumerate(headings):
            sheet.write_string(row, column, line[key], wrapped)


def _write_about(book: Any, form: Form, say: Words) -> None:
    sheet = book.add_worksheet(say("About"))
    name = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 20, name)
    sheet.set_column(1, 1, 90, wrapped)
    how = say(
        "Write on the first sheet, one row per answer, and save as an Excel file. "
        "The row marked {code} is an example: it is not read.",
        code=EXAMPLE_CODES[say.language],
    )
    lines = {
        say("Form"): form.id,
        say("Version"): str(form.version),
        say("Title"): form.title.in_language(say.language),
        say("Description"): form.description.in_language(say.language),
        say("Consent"): form.consent.in_language(say.language),
        say("How to fill in"): how,
    }
    for row, (heading, text) in enumerate(lines.items()):
        sheet.write_string(row, 0, heading)
        sheet.write_string(row, 1, text)


def _write_lists(book: Any, form: Form, say: Words) -> dict[str, str]:
    """Write each field's choices in a column and say where, for Excel's drop-down lists.

    A list inside a check may hold 255 characters and no commas, which most of ours exceed.
    """
    fields = [field for field in form.fields if field.choices]
    if not fields:
        return {}
    name = say("Lists")
    sheet = book.add_worksheet(name)
    header = book.add_format({"bold": True, "bottom": 1})
    places = {}
    for column, field in enumerate(fields):
        labels = _sorted_labels(field, say)
        sheet.set_column(column, column, 32)
        sheet.write_string(0, column, field.label.in_language(say.language), header)
        sheet.write_column(1, column, labels)
        places[field.id] = f"='{name}'!{xl_range_abs(1, column, len(labels), column)}"
    return places


def _sorted_labels(field: Field, say: Words) -> list[str]:
    """Order the labels of a long list by the alphabet; a short one keeps the form's order."""
    labels = [choice.label.in_language(say.language) for choice in field.choices]
    return sorted(labels, key=alphabetical) if len(labels) > 30 else labels
