"""Does a link open what it is for, to those who have its token, until it ends?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from balint import links
from balint.access import LOCAL_BOARD, Person
from balint.disclosure import BOARD
from balint.errors import (
    BadExpiry,
    LinkClosed,
    LinkRevoked,
    RoundNotCollected,
    RoundNotOpen,
    UnknownLink,
    UnknownRound,
)
from balint.links import (
    LEADER,
    SHARE,
    NewLink,
    digest,
    end_of,
    find_link,
    in_days,
    list_links,
    make_leader_link,
    note_opening,
    open_link,
    revoke_link,
)
from balint.releases import bring_back, withdraw
from balint.snapshots import list_snapshots
from balint.store import Store, today_in_sweden
from tests.figures.own_rounds import add_round, leader

ROUND = "kongress-2027"


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        add_round(opened, ROUND, "congress", [leader(1, 2)] * 3, released=False)
        yield opened


def make(store: Store, days: int = 60) -> NewLink:
    """Make a leader's link to the round."""
    return make_leader_link(
        store, ROUND, by=Person(BOARD, "ordf@balint.example"), expires_at=in_days(days)
    )


def token_of(made: NewLink) -> str:
    """Take the token out of an address."""
    return made.path.replace("=", "/").rpartition("/")[2]


def is_open(store: Store, made: NewLink, kind: str = LEADER) -> bool:
    """Say whether the token opens anything."""
    try:
        return open_link(store.cursor(), digest(token_of(made)), kind).id == made.id
    except LinkClosed:
        return False


def test_link_opens_for_its_token_and_its_kind_alone(store: Store) -> None:
    made = make(store)

    assert is_open(store, made)
    assert not is_open(store, made, SHARE)
    for token in ("", "x", token_of(made)[:-1], token_of(make(store)).swapcase(), made.id):
        with pytest.raises(LinkClosed):
            open_link(store.cursor(), digest(token), LEADER)


def test_tokens_are_long_and_never_alike(store: Store) -> None:
    tokens = {token_of(make(store)) for _ in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}  # 32 bytes, six bits a letter


def test_token_stands_nowhere_on_the_disk(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "b.duckdb")) as store:
        add_round(store, ROUND, "congress", [leader(1)], released=False)
        token = token_of(make(store)).encode()
        kept = digest(token.decode()).encode()
        revoke_link(store, list_links(store.cursor())[0].id, by=LOCAL_BOARD)
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert len(written) > 2
    assert [path for path, content in written.items() if token in content] == []
    assert any(kept in content for content in written.values())


def test_link_ends_with_its_last_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(store, days=7)
    link = find_link(store.cursor(), made.id)
    for seconds, opens in ((-1, True), (0, False), (1_000_000, False)):
        moment = link.expires_at + dt.timedelta(seconds=seconds)
        monkeypatch.setattr(links, "utc_now", lambda moment=moment: moment)
        assert is_open(store, made) is opens
        assert link.state(moment) == ("open" if opens else "expired")


def test_day_ends_at_midnight_in_sweden() -> None:
    assert end_of(dt.date(2027, 1, 31)) == dt.datetime(2027, 1, 31, 23, 0)  # noqa: DTZ001 - UTC
    assert end_of(dt.date(2027, 7, 1)) == dt.datetime(2027, 7, 1, 22, 0)  # noqa: DTZ001 - UTC


@pytest.mark.parametrize("days", [-1, -(10**12), 367, 10**12])
def test_link_of_more_than_a_year_or_of_the_past_is_refused(store: Store, days: int) -> None:
    with pytest.raises(BadExpiry):
        make(store, days)
    assert list_links(store.cursor()) == []


def test_revoked_link_never_opens_again(store: Store) -> None:
    made = make(store)
    revoke_link(store, made.id, by=LOCAL_BOARD)

    assert not is_open(store, made)
    with pytest.raises(LinkRevoked):
        revoke_link(store, made.id, by=LOCAL_BOARD)
    withdraw(store, ROUND, by=LOCAL_BOARD)
    bring_back(store, ROUND, by=LOCAL_BOARD)
    assert not is_open(store, made)
    assert list_links(store.cursor())[0].state(in_days(0)) == "revoked"


def test_link_is_closed_while_its_round_is_withdrawn(store: Store) -> None:
    made = make(store)
    withdraw(store, ROUND, by=LOCAL_BOARD)
    assert not is_open(store, made)
    bring_back(store, ROUND, by=LOCAL_BOARD)
    assert is_open(store, made)


def test_link_to_a_round_that_takes_no_files_is_refused(store: Store) -> None:
    add_round(store, "released", "congress", [leader(1)])
    add_round(store, "made-up", "congress", [leader(1)], "demo")
    for round_id, refusal in (
        ("released", RoundNotOpen),
        ("made-up", RoundNotCollected),
        ("no-such", UnknownRound),
    ):
        with pytest.raises(refusal):
            make_leader_link(store, round_id, by=LOCAL_BOARD, expires_at=in_days(1))
    with pytest.raises(UnknownLink):
        revoke_link(store, "no-such", by=LOCAL_BOARD)


def test_opening_is_noted_by_day_without_a_new_version_or_copy(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "b.duckdb")) as store:
        add_round(store, ROUND, "congress", [leader(1)], released=False)
        made = make(store)
        before, copies = store.data_version, list_snapshots(store.path)
        assert find_link(store.cursor(), made.id).last_opened_on is None
        for _ in range(3):
            note_opening(store, find_link(store.cursor(), made.id))
        link = find_link(store.cursor(), made.id)

        assert link.last_opened_on == today_in_sweden()
        assert store.data_version == before
        assert list_snapshots(store.path) == copies
    with closing(Store.open_for_reading(tmp_path / "b.duckdb")) as again:
        assert find_link(again.cursor(), made.id) == link


def test_same_day_is_written_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(store)
    note_opening(store, find_link(store.cursor(), made.id))

    def write() -> None:
        raise AssertionError

    monkeypatch.setattr(store, "aside", write)
    note_opening(store, find_link(store.cursor(), made.id))


def test_label_is_cut_and_blank_ones_are_none(store: Store) -> None:
    for label, kept in (("  ", None), (" Bo ", "Bo"), ("x" * 500, "x" * links.LONGEST_LABEL)):
        made = make_leader_link(store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1), label=label)
        assert find_link(store.cursor(), made.id).label == kept
