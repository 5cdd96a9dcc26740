"""Which steps does the schema of a database lack, and how is it brought up to date?"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection as Cursor

from balint import errors
from balint.forms import (
    form_ids,
    load_form,
    n_answers_ddl,
    new_columns_ddl,
    table_ddl,
    table_name,
    view_ddl,
)

STEPS = Path(__file__).parent.parent / "data" / "schema"


@dataclass(frozen=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Tell two texts of the same number apart."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations(folder: Path = STEPS) -> tuple[Migration, ...]:
    """List the migrations that this version of the app knows, in order."""
    return tuple(
        Migration(int(path.name[:4]), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    )


def applied(cursor: Cursor) -> dict[int, str]:
    """Give the number and digest of each migration that a database has; none if it is new."""
    tables = cursor.execute("select 1 from duckdb_tables() where table_name = 'migration'")
    if not tables.fetchall():
        return {}
    return dict(cursor.execute("select number, sha256 from migration").fetchall())


def pending(cursor: Cursor, path: Path) -> list[Migration]:
    """List the migrations that a database lacks; `path` is what a mistake calls it.

    Raises: DatabaseNewer, SchemaChanged.
    """
    has = applied(cursor)
    known = migrations()
    newest = max((migration.number for migration in known), default=0)
    if has and max(has) > newest:
        raise errors.DatabaseNewer(path=path, found=str(max(has)), known=str(newest))
    for migration in known:
        if has.get(migration.number, migration.sha256) != migration.sha256:
            raise errors.SchemaChanged(number=migration.number, path=path)
    return [migration for migration in known if migration.number not in has]


def migrate(cursor: Cursor, path: Path, now: dt.datetime) -> bool:
    """Bring a database up to date, all of it or nothing; says whether it was an older one.

    An older one gets a new data version: what was read from it or copied is of the old schema.
    Raises: DatabaseNewer, SchemaChanged.
    """
    steps, is_new = pending(cursor, path), not applied(cursor)
    cursor.begin()
    try:
        _apply(cursor, steps, now)
        forms = _make_form_tables(cursor, path, now)
        is_older = bool(steps or forms) and not is_new
        if is_older:
            cursor.execute(
                "update data_version set version = version + 1, changed_at = $now", {"now": now}
            )
        cursor.commit()
    except BaseException:
        cursor.rollback()
        raise
    return is_older


def _apply(cursor: Cursor, steps: list[Migration], now: dt.datetime) -> None:
    if steps:
        cursor.execute(
            "create table if not exists migration ("
            "number integer not null, name varchar not null,"
            " sha256 varchar not null, applied_at timestamp not null)"
        )
    for step in steps:
        cursor.execute(step.sql)
        cursor.execute(
            "insert into migration values ($number, $name, $sha256, $now)",
            {"number": step.number, "name": step.name, "sha256": step.sha256, "now": now},
        )


def _make_form_tables(cursor: Cursor, path: Path, now: dt.datetime) -> list[str]:
    """Make the tables of the forms, or give them what they lack; lists the forms concerned."""
    made = cursor.execute("select form, version, sha256 from form_schema").fetchall()
    known = {form: (version, sha256) for form, version, sha256 in made}
    changed = []
    forms = [load_form(form_id) for form_id in form_ids()]
    for form in forms:
        ddl = table_ddl(form), view_ddl(form), n_answers_ddl([form])
        sha256 = hashlib.sha256("".join(ddl).encode()).hexdigest()
        version, before = known.get(form.id, (0, ""))
        if version > form.version:
            found = f"{form.id} {version}"
            raise errors.DatabaseNewer(path=path, found=found, known=str(form.version))
        if before == sha256:
            continue
        cursor.execute(ddl[0])
        for statement in new_columns_ddl(form, _column_names(cursor, table_name(form))):
            cursor.execute(statement)
        cursor.execute(ddl[1])
        cursor.execute("delete from form_schema where form = $form", {"form": form.id})
        cursor.execute(
            "insert into form_schema values ($form, $version, $sha256, $now)",
            {"form": form.id, "version": form.version, "sha256": sha256, "now": now},
        )
        changed.append(form.id)
    if changed:
        cursor.execute(n_answers_ddl(forms))
    return changed


def _column_names(cursor: Cursor, table: str) -> set[str]:
    rows = cursor.execute(
        "select column_name from duckdb_columns() where table_name = $table", {"table": table}
    )
    return {name for (name,) in rows.fetchall()}
