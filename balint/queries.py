"""What can be asked of the store, and by which file of queries/ is each question answered?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balint.errors import BrokenHeader, UnknownQuery, WrongParameters

if TYPE_CHECKING:
    import duckdb

FOLDER = Path(__file__).resolve().parent.parent / "queries"

_SECTION = re.compile(r"(Grain|Reads|Params|Returns|Notes):\s+(\S.*)")
_COLUMNS = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Query:
    """One file of queries/: what it says of itself, and its SQL as written.

    `name` is subject/file; `params` and `returns` pair a name with a DuckDB type in lower
    case; `meanings` says what each parameter ("$name") and column holds.
    """

    name: str
    sql: str
    summary: str
    grain: str
    reads: tuple[str, ...]
    params: dict[str, str]
    returns: tuple[tuple[str, str], ...]
    meanings: dict[str, str]
    notes: str


def names() -> tuple[str, ...]:
    """List every query as subject/file, in order."""
    return tuple(
        sorted(
            path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.sql")
        )
    )


@cache
def load(name: str) -> Query:
    """Read one query and its header; each is read from disk once per process.

    Raises: UnknownQuery, BrokenHeader.
    """
    known = names()
    if name not in known:
        raise UnknownQuery(name=name, known=", ".join(known) or "none yet")
    return parse(name, (FOLDER / f"{name}.sql").read_text("utf-8"))


def rows(cursor: duckdb.DuckDBPyConnection, name: str, **params: object) -> list[dict[str, Any]]:
    """Ask one query, with every value bound by its name.

    Takes: a cursor of the store, used by no other thread.
    Returns: one dict a row, keyed by the header's Returns list; null is None.
    Raises: UnknownQuery, WrongParameters.
    """
    query = load(name)
    if params.keys() != query.params.keys():
        raise WrongParameters(name=name, expected=_listed(query.params), given=_listed(params))
    columns = [column for column, _ in query.returns]
    found = cursor.execute(query.sql, params).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]


def parse(name: str, sql: str) -> Query:
    """Read the header that opens a query's file.

    Raises: BrokenHeader.
    """
    summary, sections = _sections(name, sql)
    params, param_meanings = _declarations(name, sections["Params"])
    returns, column_meanings = _declarations(name, sections["Returns"])
    return Query(
        name=name,
        sql=sql,
        summary=summary,
        grain=" ".join(sections["Grain"]),
        reads=tuple(table.strip() for table in " ".join(sections["Reads"]).split(",")),
        params={parameter.removeprefix("$"): kind for parameter, kind in params},
        returns=tuple(returns),
        meanings=param_meanings | column_meanings,
        notes=" ".join(sections.get("Notes", [])),
    )


def _sections(name: str, sql: str) -> tuple[str, dict[str, list[str]]]:
    """Split the opening comment into its sentence and its named sections, line by line."""
    summary: list[str] = []
    sections: dict[str, list[str]] = {}
    lines = summary
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--").strip()
        if opening := _SECTION.fullmatch(text):
            lines = sections.setdefault(opening[1], [])
            text = opening[2]
        if text:
            lines.append(text)
    missing = [part for part in ("Grain", "Reads", "Params", "Returns") if part not in sections]
    if missing:
        raise BrokenHeader(name=name, reason=f"it has no {', '.join(missing)}")
    return " ".join(summary), sections


def _declarations(name: str, lines: list[str]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Read lines of "name  type  meaning", two spaces apart; the one word "none" means none."""
    declared: list[tuple[str, str]] = []
    meanings: dict[str, str] = {}
    for line in [] if lines == ["none"] else lines:
        match _COLUMNS.split(line, maxsplit=2):
            case [column, kind, meaning]:
                declared.append((column, kind.lower()))
                meanings[column] = meaning
            case [more] if declared:
                meanings[declared[-1][0]] += f" {more}"
            case _:
                raise BrokenHeader(name=name, reason=f"“{line}” is not “name  type  meaning”")
    return declared, meanings


def _listed(params: dict[str, str] | dict[str, object]) -> str:
    """Write parameter names as a reader expects them."""
    return ", ".join(f"${parameter}" for parameter in params) or "no parameters"
