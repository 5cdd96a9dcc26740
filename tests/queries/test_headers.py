"""Is the header of every query true, and is an untrue one noticed?"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from balint import queries
from balint.errors import BrokenHeader, UnknownQuery, WrongParameters
from balint.store import Store
from tools import sql_headers

TRUE = """\
-- Groups in each region at one round.
--
-- Grain:   one row per region
-- Reads:   groups_told
-- Params:  $round_id  varchar  the round
-- Returns: region_code  varchar  two digits
--          groups       bigint   count of groups, and of those that
--                                have ended
-- Notes:   none
select
    region_code,
    count(*) as groups
from groups_told
where round_id = $round_id and region_code <> 'Group By 1; $other'
group by region_code
order by region_code
"""


@pytest.fixture(scope="module")
def newest_schema() -> Iterator[duckdb.DuckDBPyConnection]:
    store = Store.open(":memory:")
    yield store.cursor()
    store.close()


@pytest.fixture
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        connection.execute("create table groups_told (round_id varchar, region_code varchar)")
        yield connection


@pytest.mark.parametrize("name", queries.names())
def test_header_of_query_is_true(name: str, newest_schema: duckdb.DuckDBPyConnection) -> None:
    assert sql_headers.problems(name, newest_schema) == []


def test_header_is_read_into_its_parts() -> None:
    query = queries.parse("groups/told", TRUE)
    assert query.summary == "Groups in each region at one round."
    assert query.reads == ("groups_told",)
    assert query.params == {"round_id": "varchar"}
    assert query.returns == (("region_code", "varchar"), ("groups", "bigint"))
    assert query.meanings["groups"] == "count of groups, and of those that have ended"


def test_true_header_has_no_problem(cursor: duckdb.DuckDBPyConnection) -> None:
    assert all_problems(TRUE, cursor) == []


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("round.\n", "round\n", "its first line is not a comment with one sentence"),
        ("$round_id  varchar", "$round  varchar", "$round_id is used, and Params does not name it"),
        ("= $round_id", "= 'a'", "$round_id stands in Params, and is not used"),
        ("one row per", "rows by", "its Grain does not begin with “one row”"),
        ("    region_code,", "  region_code,", "line 11 is not indented by steps of 4 spaces"),
        ("group by region_code", "GROUP by region_code", "GROUP is not in lower case"),
        ("group by region", "group by 1, region", "it has `group by` a number or all"),
        ("order by region_code", "", "its rows come in no order"),
        ("select\n", "with a as (select 1)\nselect\n", "more than `with`, which stands alone"),
        ("two digits", "two digits" + "," * 40, "line 6 has 84 columns, 80 is the most"),
        ("groups       bigint", "groups       integer", "its header says region_code varchar"),
        ("-- Reads:   groups_told", "-- Reads:   region", "it reads groups_told"),
        ("from groups_told", "from nowhere", "DuckDB refuses it"),
        ("order by region_code", "order by region_code; drop table a", "more than one statement"),
    ],
)
def test_untrue_header_is_noticed(
    written: str, instead: str, problem: str, cursor: duckdb.DuckDBPyConnection
) -> None:
    assert written in TRUE
    found = all_problems(TRUE.replace(written, instead, 1), cursor)
    assert any(problem in one for one in found), found


def test_select_of_every_column_is_noticed(cursor: duckdb.DuckDBPyConnection) -> None:
    starred = TRUE.replace("    region_code,\n    count(*) as groups\n", "    groups_told.*\n", 1)
    assert "its last select is `*`: name the columns" in all_problems(starred, cursor)


def test_header_without_a_part_is_refused() -> None:
    with pytest.raises(
        BrokenHeader, match=r"queries/groups/told\.sql cannot be read: it has no Reads"
    ):
        queries.parse("groups/told", TRUE.replace("Reads:", "Tables:"))


def test_unknown_query_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownQuery, match=r"No query named '\.\./app' .* Known queries: \w+/"):
        queries.load("../app")


def test_query_refuses_other_parameters_than_its_own(
    newest_schema: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(WrongParameters, match=r"takes no parameters and was given \$year"):
        queries.rows(newest_schema, "rounds/rounds", year=2003)


def all_problems(sql: str, cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """List what the checks say of one text."""
    query = queries.parse("groups/told", sql)
    return [
        *sql_headers.header_problems(query),
        *sql_headers.layout_problems(query),
        *sql_headers.database_problems(query, cursor),
    ]
