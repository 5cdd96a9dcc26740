"""Does the header of every file in queries/ tell the truth about its SQL?"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from balint import queries
from balint.errors import BrokenHeader
from balint.store import Store

if TYPE_CHECKING:
    import duckdb

    from balint.queries import Query

WIDTH = 80
INDENT = 4

_UNREAD = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_PARAMETER = re.compile(r"\$([a-zA-Z_]\w*)")
_BY_NUMBER = re.compile(r"\b(group|order)\s+by\s+(?:\d|all\b)")
_EVERY_COLUMN = re.compile(r"(?:distinct\s+)?(?:\w+\.)?\*")


def problems(name: str, cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """List what is wrong with one query: its header, its layout, and what DuckDB says of it.

    Takes: a cursor of a store with the newest schema; no row is read or written.
    """
    try:
        query = queries.load(name)
    except BrokenHeader as broken:
        return [str(broken)]
    found = [*header_problems(query), *layout_problems(query), *database_problems(query, cursor)]
    return [f"queries/{name}.sql: {problem}" for problem in found]


def header_problems(query: Query) -> Iterator[str]:
    """Compare what the header says with the text below it."""
    first = query.sql.partition("\n")[0]
    if not re.fullmatch(r"-- [A-ZÅÄÖ0-9].*\.", first):
        yield "its first line is not a comment with one sentence"
    declared, used = set(query.params), set(_PARAMETER.findall(_code(query.sql)))
    for parameter in sorted(used - declared):
        yield f"${parameter} is used, and Params does not name it"
    for parameter in sorted(declared - used):
        yield f"${parameter} stands in Params, and is not used"
    if not query.grain.startswith("one row"):
        yield "its Grain does not begin with “one row”"


def layout_problems(query: Query) -> Iterator[str]:
    """Look for what the house style asks of a query's text."""
    for number, line in enumerate(query.sql.splitlines(), start=1):
        if len(line) > WIDTH:
            yield f"line {number} has {len(line)} columns, {WIDTH} is the most"
        if "\t" in line or (len(line) - len(line.lstrip())) % INDENT:
            yield f"line {number} is not indented by steps of {INDENT} spaces"
        if re.match(r"\s*with\b(?! recursive$).", line):
            yield f"line {number} has more than `with`, which stands alone"
    code = _code(query.sql)
    for capital in sorted(set(re.findall(r"\w*[A-ZÅÄÖ]\w*", code))):
        yield f"{capital} is not in lower case"
    for clause in _BY_NUMBER.findall(code):
        yield f"it has `{clause} by` a number or all: name the columns"
    yield from _last_select_problems(query, _top_level(code))


def database_problems(query: Query, cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Ask DuckDB what the query reads and returns, and compare that with the header."""
    import duckdb

    try:
        if len(cursor.extract_statements(query.sql)) != 1:
            yield "it has more than one statement"
            return
        sql = _with_nulls(query)
        described = cursor.execute(f"describe {sql}").fetchall()
        read = _tables_named(sql, cursor)
    except duckdb.Error as error:
        yield f"DuckDB refuses it: {error}"
        return
    returned = tuple((column, kind.lower()) for column, kind, *_ in described)
    if returned != query.returns:
        yield f"it returns {_written(returned)}; its header says {_written(query.returns)}"
    if (read or {"none"}) != set(query.reads):
        told = ", ".join(query.reads)
        yield f"it reads {', '.join(sorted(read)) or 'none'}; its header says {told}"


def main() -> int:
    """Check every query, print what is wrong, and return the exit code."""
    cursor = Store.open(":memory:").cursor()
    found = [problem for name in queries.names() for problem in problems(name, cursor)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def _code(sql: str, *, strings: bool = False) -> str:
    """Take away comments and, unless `strings`, everything in quotes."""
    kept = r"\g<0>" if strings else "''"
    return _UNREAD.sub(
        lambda match: "" if match[0].startswith("--") else match.expand(kept),
        sql,
    )


def _top_level(code: str) -> str:
    """Take away everything within parentheses."""
    while code != (code := re.sub(r"\([^()]*\)", "", code)):
        pass
    return code


def _last_select_problems(query: Query, code: str) -> Iterator[str]:
    """Look at the select that names the columns, and at the order of its rows."""
    before, select, last = code.rpartition("select")
    if not select:
        yield "its last part is not a `select` that names the columns"
    elif _EVERY_COLUMN.match(last.strip()):
        yield "its last select is `*`: name the columns"
    if query.grain.startswith("one row per") and not re.search(r"\border\s+by\b", last or before):
        yield "its rows come in no order: end with `order by`"


def _tables_named(sql: str, cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Ask DuckDB's parser for the tables and views that stand in a query, its own CTEs left out."""
    (tree,) = cursor.execute("select json_serialize_sql(?)", [sql]).fetchone() or ("null",)
    nodes = list(_nodes(json.loads(tree)))
    own = {node["key"] for node in nodes if node.keys() == {"key", "value"}}
    return {node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE"} - own


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Walk through every object of a tree of JSON."""
    if isinstance(tree, dict):
        yield tree
    for branch in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(branch, dict | list):
            yield from _nodes(branch)


def _with_nulls(query: Query) -> str:
    """Put a null of the declared type in the place of each parameter; DuckDB reads no row."""
    return _PARAMETER.sub(
        lambda match: f"cast(null as {query.params.get(match[1], 'unknown_type')})",
        _code(query.sql, strings=True),
    )


def _written(columns: tuple[tuple[str, str], ...]) -> str:
    """Write columns and their types in one line."""
    return ", ".join(f"{column} {kind}" for column, kind in columns) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
