"""Which files, made from clean rows, must be read without a wrong value?

`python -m tests.files.make_files` writes them anew, each clean and with one fault, and
manifest.csv beside them. XLS and ODS are left out: nothing among the test packages writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from balint.forms import Form
from tests.files.clean_rows import FORMS, N_ROWS, ROWS, Row
from tests.files.manifest import FOLDER, Entry, Fault, write_manifest
from tests.files.sheets import Sheet, Workbook, as_text, as_workbook, spreadsheet
from tests.files.surveys import google_forms, limesurvey, redcap

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "mac-roman")
MARKS = ((";", ","), (";", "."), (",", "."), ("\t", ","))
NAMES = {";": "semicolon", ",": "comma", "\t": "tab", ".": "point"}

FAULTS: dict[str, tuple[Fault, ...]] = {
    "inventory": (
        (1, "region", "Smaland", "unknown_choice"),
        (2, "members", "elva", "not_a_number"),
        (3, "started_year", "2031", "in_the_future"),
        (4, "confirmed_on", "31 foo 2025", "not_a_date"),
        (4, "municipality", "811218-9876", "personal_identity_number"),
        (5, "participation", "Obligatorisk", "meaning"),
    ),
    "congress": (
        (2, "country", "Svergie", "unknown_choice"),
        (3, "dropouts", "99", "more_dropouts_than_members"),
        (5, "reason_hurt", "9", "out_of_range"),
        (4, "members_led", "1,234", "decimal"),
        (5, "profession", "anna@exempel.se", "email"),
        (4, "reason_fit", "3", "ranking_gap"),
    ),
    "study1": (
        (2, "control_3", "72", "out_of_range"),
        (5, "health_10", "7 5", "not_a_number"),
        (6, "arm", "Balnt", "unknown_choice"),
        (7, "physician_code", "", "missing_value"),
        (4, "age", "45,5", "not_whole"),
        (3, "years_as_specialist", "#VÄRDEFEL!", "formula_fault"),
    ),
    "study2": (
        (2, "difficult_text", "LinkÃ¶ping", "garbled"),
        (3, "role_fixer", "ibland", "not_yes_or_no"),
        (7, "questions_class", "Snickare", "unknown_choice"),
        (5, "core_text", "ring 070-174 06 58", "telephone"),
        (3, "workplace_physicians", "0", "out_of_range"),
        (0, "role_wastepaper_basket", "Papperskorgen", "match"),
    ),
}

ALL_ROWS = " ".join(str(number) for number in range(1, N_ROWS + 1))

Made = tuple[Entry, bytes]
Writer = Callable[[Sheet], bytes]


def main() -> None:
    """Write every file and the manifest."""
    made = list(every_file())
    for entry, data in made:
        path = FOLDER / entry.file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    write_manifest(entry for entry, _ in made)


def every_file() -> Iterator[Made]:
    """Make all the files."""
    yield from text_files()
    yield from survey_files()
    yield from workbooks()


def clean_and_faulty(
    name: str, entry: Entry, sheet: Sheet, fault: Fault, write: Writer
) -> Iterator[Made]:
    """Make a file twice: clean, and with one fault."""
    entry = replace(entry, without=" ".join(sheet.without))
    yield replace(entry, file=name.format("clean")), write(sheet)
    yield faulty(name, entry, sheet, fault), write(sheet.with_cell(*fault[:3]))


def faulty(name: str, entry: Entry, sheet: Sheet, fault: Fault) -> Entry:
    """Say what is wrong in a file, and where."""
    row, key, _, code = fault
    return replace(
        entry,
        file=name.format("fault"),
        fault=code,
        cell=sheet.address(row, key),
        faulty_row=str(row or ""),
    )


def text_files() -> Iterator[Made]:
    """Make every encoding with every pair of delimiter and decimal mark, the forms in turn."""
    for (e, encoding), (m, (delimiter, decimal)) in product(enumerate(ENCODINGS), enumerate(MARKS)):
        form = FORMS[list(FAULTS)[(e + m) % 4]]
        numbers = [n for n, row in enumerate(ROWS[form.id], 1) if fits(row, encoding)]
        language = ("sv", "en", "id")[(4 * e + m) % 3]
        sheet = spreadsheet(form, chosen(form, numbers), language, decimal)
        name = f"text/{encoding}-{NAMES[delimiter]}-{NAMES[decimal]}-{form.id}-{{}}.csv"
        answers = "encoding=mac-roman" if encoding == "mac-roman" else ""
        entry = Entry("", form.id, " ".join(map(str, numbers)), answers=answers)

        def write(sheet: Sheet, encoding: str = encoding, delimiter: str = delimiter) -> bytes:
            return as_text(sheet, encoding, delimiter)

        yield from clean_and_faulty(name, entry, sheet, FAULTS[form.id][e], write)


def fits(row: Row, encoding: str) -> bool:
    """Say whether an encoding has all the letters of a row."""
    text = "".join(row.values())
    return text.encode(encoding, "replace").decode(encoding) == text


def chosen(form: Form, numbers: Sequence[int]) -> list[Row]:
    """Give clean rows by their numbers, counted from 1."""
    return [ROWS[form.id][number - 1] for number in numbers]


def survey_files() -> Iterator[Made]:
    """Make what Google Forms, LimeSurvey and REDCap export, in both languages."""
    for system, form_id, language, coded, fault in SURVEYS:
        form = FORMS[form_id]
        # LimeSurvey's ranking has one option at each place; the last clean row has two at one.
        numbers = range(1, 8 if (system, form_id) == ("limesurvey", "congress") else 9)
        rows = chosen(form, numbers)
        if system == "google-forms":
            sheet = google_forms(form, rows, language)
        else:
            layout = limesurvey if system == "limesurvey" else redcap
            sheet = layout(form, rows, language, coded=coded)
        name = f"{system}/{form_id}-{language}{'-coded' * coded}-{{}}.csv"
        entry = Entry("", form_id, " ".join(map(str, numbers)))

        def write(sheet: Sheet, system: str = system) -> bytes:
            encoding = "utf-8-sig" if system == "limesurvey" else "utf-8"
            return as_text(sheet, encoding, ",", quoted=system == "limesurvey")

        yield from clean_and_faulty(name, entry, sheet, fault, write)


SURVEYS: tuple[tuple[str, str, str, bool, Fault], ...] = (
    ("google-forms", "congress", "sv", False, (3, "years_leading", "sju", "not_a_number")),
    ("google-forms", "congress", "en", False, (6, "reason_hurt", "Place 9", "out_of_range")),
    ("google-forms", "study2", "sv", False, (2, "role", "Domare, Snickare", "unknown_choice")),
    ("google-forms", "study2", "en", False, (5, "age", "fifty", "not_a_number")),
    ("limesurvey", "congress", "sv", False, (4, "reason[1]", "Regn", "unknown_choice")),
    ("limesurvey", "congress", "en", False, (5, "country", "Narnia", "unknown_choice")),
    ("limesurvey", "congress", "sv", True, (2, "country", "XX", "unknown_choice")),
    ("limesurvey", "study1", "en", True, (6, "workload_2", "11.0000000000", "out_of_range")),
    ("limesurvey", "study2", "en", False, (7, "role_judge", "Perhaps", "not_yes_or_no")),
    ("redcap", "study2", "sv", False, (1, "role_fixer", "Halvt", "not_yes_or_no")),
    ("redcap", "study2", "en", True, (3, "role_child", "2", "not_yes_or_no")),
    ("redcap", "congress", "sv", True, (2, "obligatory_groups", "7", "not_yes_or_no")),
    ("redcap", "inventory", "en", False, (8, "confirmed_on", "05/06/2024", "date_order")),
)


INFO = Sheet(("", ""), (("Om enkäten", ""), ("Fråga kansliet", "1")))
TITLES = (("Studie I, våren 2025",), (), ("Ifylld av", "K. Ö."))
MEANS = ((), ("Medelvärde", "", "7.1"))
BOOKS = {
    "plain": Workbook(),
    "titles": Workbook(above=TITLES, below=MEANS),
    "merged": Workbook(merged=(("region", 2, 3, "Västra Götalandsregionen"),)),
    "epoch-1904": Workbook(late=True),
    "sheets": Workbook(others=(("Om enkäten", INFO),)),
}
WORKBOOKS: tuple[tuple[str, str, str, Fault], ...] = (
    ("plain", "inventory", "sv", (2, "members", "elva", "not_a_number")),
    ("plain", "study2", "en", (4, "role_judge", "7", "not_yes_or_no")),
    ("plain", "congress", "id", (7, "profession", "anna@exempel.se", "email")),
    ("plain", "congress", "en", (6, "groups_led", "=1/0", "formula_fault")),
    ("plain", "study1", "en", (5, "quality_1", "2025-05-07", "date_for_number")),
    ("titles", "study1", "sv", (3, "control_2", "10.5", "out_of_range")),
    ("merged", "inventory", "sv", (5, "leaders", "0", "out_of_range")),
    ("epoch-1904", "inventory", "en", (1, "confirmed_on", "31 foo 2025", "not_a_date")),
    ("sheets", "congress", "sv", (1, "dropouts", "4000", "more_dropouts_than_members")),
)


def workbooks() -> Iterator[Made]:
    """Make what Excel saves: typed cells, titles, merged cells, the epoch of 1904, more sheets."""
    for kind, form_id, language, fault in WORKBOOKS:
        form, book = FORMS[form_id], BOOKS[kind]
        sheet = replace(spreadsheet(form, ROWS[form_id], language), above=book.above)
        name = f"excel/{kind}-{form_id}-{language}-{{}}.xlsx"

        def write(sheet: Sheet, form: Form = form, book: Workbook = book) -> bytes:
            return as_workbook(form, "Svar", sheet, book)

        yield from clean_and_faulty(name, Entry("", form_id, ALL_ROWS), sheet, fault, write)
    yield two_years()


def two_years() -> Made:
    """Make a workbook with a sheet of answers for each of two years; one has to be chosen."""
    form = FORMS["inventory"]
    sheet = spreadsheet(form, ROWS[form.id], "sv")
    data = as_workbook(form, "2025", sheet, Workbook(others=(("2024", sheet),)))
    return Entry("excel/two-years-fault.xlsx", form.id, ALL_ROWS, fault="sheet"), data


if __name__ == "__main__":
    main()
