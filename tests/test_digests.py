"""Do equal rows have equal digests, and others not?"""

from __future__ import annotations

from balint.digests import digest_contents, digest_tables
from balint.store import Store


def digest(*values: str) -> str:
    """Digest one table of two columns, given the rows as SQL writes them."""
    store = Store.open(":memory:")
    cursor = store.cursor()
    cursor.execute("create table pair (first varchar, second varchar)")
    for row in values:
        cursor.execute(f"insert into pair values {row}")  # noqa: S608 - rows of this test
    found = digest_tables(cursor)["pair"]
    assert found.rows == len(values)
    store.close()
    return found.sha256


def test_digest_is_of_the_rows_not_of_their_order() -> None:
    assert digest("('a', 'b')", "('c', 'd')") == digest("('c', 'd')", "('a', 'b')")


def test_digest_tells_rows_that_look_alike_apart() -> None:
    alike = [
        digest(),
        digest("('ab', 'c')"),
        digest("('a', 'bc')"),
        digest("('-', null)"),
        digest("(null, '-')"),
        digest("(null, null)"),
        digest("('', '')"),
        digest("('NULL', 'NULL')"),
        digest("('a', 'b')", "('a', 'b')"),
        digest("('a', 'b')"),
        digest("('b', 'a')"),
    ]
    assert len(set(alike)) == len(alike)


def test_digest_of_the_contents_leaves_the_data_version_out() -> None:
    store = Store.open(":memory:")
    before = digest_contents(digest_tables(store.cursor()))
    with store.transaction():
        pass
    assert digest_contents(digest_tables(store.cursor())) == before
    with store.transaction() as cursor:
        cursor.execute("insert into bundle values ('x', 'y', timestamp '2026-01-01', null)")
    assert digest_contents(digest_tables(store.cursor())) != before
    store.close()
