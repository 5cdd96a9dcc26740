"""Which table holds the answers to a form?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

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
    """Write the statement that creates the view of the answers that count."""
    return f"create or replace view {view_name(form)} as\n{answers_sql(form)}"


def answers_sql(form: Form, submissions: str = "counting_submission") -> str:
    """Write the query of the answers that some submissions hold together, else all that count.

    Of the rows with one code in a round, each field's latest answer, since a blank changes
    nothing; every row without a code. `submission_id` and `row_number` name the latest row,
    `arrival` is the place of the first among all rows of the round. What an older version asked
    alike under another id stands under the id that it has now.
    Takes: `submissions`, the table or the query in brackets that has their `submission_id`.
    """
    former = names_by_version(form)
    columns = ("round_id", "submission_id", "row_number", *form.field_ids)
    body = ",\n        ".join(f"{_answer(column, former)} as {column}" for column in columns)
    code = form.code_field
    latest = ",\n    ".join(
        field_id if field_id == code else f"arg_max({field_id}, arrival) as {field_id}"
        for field_id in form.field_ids
    )  # arg_max passes over blanks
    # Every name comes from a form of ours, whose ids are checked to be plain words.
    return f"""with sent as (
    select
        {body},
        row_number() over (
            partition by answer.round_id order by answer.submission_id, answer.row_number
        ) as arrival
    {_rows(form)}
    where answer.submission_id in (select submission_id from {submissions})
)
select
    round_id,
    max(submission_id) as submission_id,
    arg_max(row_number, arrival) as row_number,
    {latest},
    min(arrival) as arrival
from sent
group by round_id, {code}, case when {code} is null then arrival end"""  # noqa: S608


def n_answers_ddl(forms: Iterable[Form]) -> str:
    """Write the statement that creates the view of how many answers count in each round."""
    codes = (
        f"""    select
        answer.round_id as round_id,
        answer.submission_id as submission_id,
        {_answer(form.code_field, names_by_version(form))} as code
    {_rows(form)}"""
        for form in forms
    )
    every_code = "\n    union all\n".join(codes)
    return f"""create or replace view n_answers as
with sent as (
{every_code}
)
select
    round_id,
    count(distinct code) + count(*) - count(code) as n_answers
from sent
where submission_id in (select submission_id from counting_submission)
group by round_id"""  # noqa: S608


def _rows(form: Form) -> str:
    """Write from where a form's rows come, with the version that each was an answer to."""
    table = f"from {table_name(form)} as answer"
    if not names_by_version(form):
        return table
    return f"{table}\ninner join round on answer.round_id = round.round_id"


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
