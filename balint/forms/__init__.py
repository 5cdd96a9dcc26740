"""What does a questionnaire ask, and what follows from it: checks, table, codebook, templates?"""

from balint.forms.codebook import codebook, codebook_headings
from balint.forms.model import (
    KINDS,
    Block,
    Category,
    Choice,
    Field,
    Form,
    Wording,
    plain,
    unaccented,
)
from balint.forms.reading import form_ids, load_form, read_form
from balint.forms.tables import (
    answers_sql,
    column_type,
    n_answers_ddl,
    new_columns_ddl,
    table_ddl,
    table_name,
    view_ddl,
    view_name,
)
from balint.forms.templates import EXAMPLE_CODES, is_example, template_csv, template_xlsx
from balint.forms.values import (
    Value,
    accepted_words,
    category_label,
    choice_label,
    format_canonical,
    format_column,
    label,
    parse_canonical,
    shown_number,
)
from balint.forms.versions import as_asked, asked_alike

__all__ = [
    "EXAMPLE_CODES",
    "KINDS",
    "Block",
    "Category",
    "Choice",
    "Field",
    "Form",
    "Value",
    "Wording",
    "accepted_words",
    "answers_sql",
    "as_asked",
    "asked_alike",
    "category_label",
    "choice_label",
    "codebook",
    "codebook_headings",
    "column_type",
    "form_ids",
    "format_canonical",
    "format_column",
    "is_example",
    "label",
    "load_form",
    "n_answers_ddl",
    "new_columns_ddl",
    "parse_canonical",
    "plain",
    "read_form",
    "shown_number",
    "table_ddl",
    "table_name",
    "template_csv",
    "template_xlsx",
    "unaccented",
    "view_ddl",
    "view_name",
]
