"""Which table holds the answers to a form?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from balint.forms.model import Field, Form
from balint.forms.versions import names_by_version

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
        *(f"{name} {kind}" for name, kind in _columns(form).items()),
    ]
    body = ",\n    ".join(columns)
    return f"create table if not exists {table_name(form)} (\n    {body}\n)"


def view_ddl(form: Form) -> str:
    """Write the statement that creates the view of the answers that count.

    Of the answers with one code in a round, the one in the latest submission that counts; every
    answer without a code. What an older version asked alike under another id stands under the
    id that it has now.
    """
    former = names_by_version(form)
    columns = ("round_id", "submission_id", "row_number", *form.field_ids)
    body = ",\n    ".join(f"{_answer(column, former)} as {column}" for column in columns)
    joins = ["counting_submission as counting on answer.submission_id = counting.submission_id"]
    joins += ["round on answer.round_id = round.round_id"] if former else []
    joined = "\n".join(f"inner join {join}" for join in joins)
    code = _answer(form.code_field, former)
    # Every name comes from a form of ours, whose ids are checked to be plain words.
    return f"""create or replace view {view_name(form)} as
select
    {body}
from {table_name(form)} as answer
{joined}
qualify
    {code} is null
    or row_number() over (
        partition by answer.round_id, {code}
        order by answer.submission_id desc, answer.row_number desc
    ) = 1"""  # noqa: S608


def new_columns_ddl(form: Form, existing: Collection[str]) -> list[str]:
    """Write the statements that add to an older table the columns which the form has gained."""
    return [
        f"alter table {table_name(form)} add column {name} {kind}"
        for name, kind in _columns(form).items()
        if name not in existing
    ]


def _columns(form: Form) -> dict[str, str]:
    """Give the type of each column of answers: the fields, and the ids that they had before."""
    kinds = {field.id: column_type(field) for field in form.fields}
    for now, then in names_by_version(form).items():
        kinds |= {name: kinds[now] for name in then.values() if name not in kinds}
    return kinds


def _answer(column: str, former: Mapping[str, Mapping[int, str]]) -> str:
    """Write where the answers to a field stand: with older versions perhaps under another id."""
    if column not in former:
        return f"answer.{column}"
    cases = " ".join(
        f"when {version} then answer.{name}" for version, name in former[column].items()
    )
    return f"case round.form_version {cases} else answer.{column} end"
