"""Which table holds the answers to a form?"""

from __future__ import annotations

from collections.abc import Collection

from balint.forms.model import Field, Form

COLUMN_TYPES = {
    "code": "varchar",
    "text": "varchar",
    "choice": "varchar",
    "yes_no": "boolean",
    "integer": "integer",
    "decimal": "double",
    "date": "date",
    "vas": "double",
    "ranking": "integer",
    "multi": "boolean",
}


def column_type(field: Field) -> str:
    """Name the DuckDB type that holds a field."""
    return COLUMN_TYPES[field.kind]


def table_name(form: Form) -> str:
    """Name the table that holds the answers to a form."""
    return f"{form.id}_answer"


def view_name(form: Form) -> str:
    """Name the view of the answers that count."""
    return f"{form.id}_current"


def table_ddl(form: Form) -> str:
    """Write the statement that creates the form's table where it is missing.

    Only what DuckLake has too, so neither keys nor indexes; and an answer may be blank in any
    column, since what a form requires is settled before a row gets here.
    """
    columns = [
        "round_id varchar not null",
        "submission_id varchar not null",
        "row_number integer not null",
        *(f"{field.id} {column_type(field)}" for field in form.fields),
    ]
    body = ",\n    ".join(columns)
    return f"create table if not exists {table_name(form)} (\n    {body}\n)"


def view_ddl(form: Form) -> str:
    """Write the statement that creates the view of the answers that count.

    Of the answers with one code in a round, the one in the latest submission that is not undone;
    every answer without a code.
    """
    columns = ("round_id", "submission_id", "row_number", *form.field_ids)
    body = ",\n    ".join(f"answer.{column} as {column}" for column in columns)
    # Every name comes from a form of ours, whose ids are checked to be plain words.
    return f"""create or replace view {view_name(form)} as
select
    {body}
from {table_name(form)} as answer
inner join submission on answer.submission_id = submission.submission_id
where submission.undone_at is null
qualify
    answer.{form.code_field} is null
    or row_number() over (
        partition by answer.round_id, answer.{form.code_field}
        order by answer.submission_id desc, answer.row_number desc
    ) = 1"""  # noqa: S608


def new_columns_ddl(form: Form, existing: Collection[str]) -> list[str]:
    """Write the statements that add to an older table the columns which the form has gained."""
    return [
        f"alter table {table_name(form)} add column {field.id} {column_type(field)}"
        for field in form.fields
        if field.id not in existing
    ]
