"""Do readers see rounds as they were when released, and nothing that few people stand behind?"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from balint import releases
from balint.access import LOCAL_BOARD
from balint.bases import crowds_between, too_few
from balint.disclosure import BOARD, LEADER, VIEWER, Crowd
from balint.errors import ChangeTooSmall, NothingToRelease, OnlyForTheBoard, UnknownRound
from balint.figures import Figure, draw
from balint.forms import Value, load_form
from balint.intake import undo
from balint.queries import rows
from balint.releases import Release, n_waiting, plan_release, release, withdraw
from balint.rounds import add_submission, find_round
from balint.store import Store
from tests.figures.own_rounds import add_round, leader, physician
from tests.stores import new_store

ROUND = "kongress-2027"


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(new_store()) as opened:
        yield opened


def congress(store: Store, n: int, **more: Value) -> None:
    """Make an open round of n leaders, each with 40 members of whom 4 left."""
    told = {"members_led": 40, "dropouts": 4, **more}
    add_round(store, ROUND, "congress", [leader(1, 2, 3, 4, 5, 6, 7, **told)] * n, released=False)


def send(store: Store, *codes: str) -> str:
    """Send more leaders to the round."""
    form = load_form("congress")
    answer = {**leader(7, 6, 5, 4, 3, 2, 1), "members_led": 10, "dropouts": 9}
    rows = [
        [{"leader_code": code, **answer}.get(name) for name in form.field_ids] for code in codes
    ]
    with store.transaction() as cursor:
        return add_submission(
            cursor, ROUND, form, rows, file_name="b.csv", file_sha256="", submitted_by="board"
        )


def seen(store: Store, figure_id: str, audience: object = VIEWER) -> Figure:
    return draw(store, figure_id, [ROUND], "en", audience=audience)  # type: ignore[arg-type]


def is_blank(figure: Figure) -> bool:
    numbers = [
        value
        for row in figure.rows
        for name, value in row.items()
        if isinstance(value, int | float) and not name.endswith("_mark")
    ]
    codes = {column.name for column in figure.columns if column.code}
    return figure.chart is None and not figure.n and (not numbers or bool(codes))


def test_what_is_not_released_does_not_exist_for_readers(store: Store) -> None:
    congress(store, 12)

    with pytest.raises(UnknownRound) as refused:
        seen(store, "dropout-reasons")
    assert ROUND not in str(refused.value.values["known"])
    assert seen(store, "dropout-reasons", BOARD).n["ranked"] == 12


def test_later_answers_and_undone_ones_leave_the_released_figure_as_it_is(store: Store) -> None:
    congress(store, 12)
    release(store, ROUND, by=LOCAL_BOARD)
    before = seen(store, "dropout-rate")
    sent = send(store, "N1")
    undo(store, _first_submission(store), by=LOCAL_BOARD)

    assert seen(store, "dropout-rate").rows == before.rows
    assert seen(store, "dropout-rate", LEADER).rows == before.rows
    assert seen(store, "dropout-rate", BOARD).rows != before.rows
    assert sent


def test_a_change_of_few_answers_is_asked_about(store: Store) -> None:
    congress(store, 12)
    release(store, ROUND, by=LOCAL_BOARD)
    send(store, "N1", "N2")

    assert n_waiting(store, find_round(store.cursor(), ROUND)) == 2
    with pytest.raises(ChangeTooSmall):
        release(store, ROUND, by=LOCAL_BOARD)
    assert seen(store, "dropout-reasons").n["ranked"] == 12
    release(store, ROUND, by=LOCAL_BOARD, anyway=True)
    assert seen(store, "dropout-reasons").n["ranked"] == 14


def test_file_that_comes_during_a_release_is_not_in_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    congress(store, 12)
    sending = threading.Thread(target=send, args=(store, "LATE"))

    def interrupted(asked: Store, round_id: str) -> Release:
        planned = plan_release(asked, round_id)
        sending.start()
        sending.join(0.5)  # it is done by then, or waits for its turn
        return planned

    monkeypatch.setattr(releases, "plan_release", interrupted)
    planned = release(store, ROUND, by=LOCAL_BOARD)
    sending.join()

    assert planned.n_answers == seen(store, "dropout-reasons").n["ranked"] == 12
    assert seen(store, "dropout-reasons", BOARD).n["ranked"] == 13


def test_many_answers_of_whom_few_make_a_number_are_asked_about(store: Store) -> None:
    congress(store, 12)
    release(store, ROUND, by=LOCAL_BOARD)
    form = load_form("congress")
    ranked = leader(7, 6, 5, 4, 3, 2, 1)
    new = [{"leader_code": f"N{place}", **ranked} for place in range(12)]
    new[0] |= {"members_led": 10, "dropouts": 9}
    with store.transaction() as cursor:
        sent = [[row.get(name) for name in form.field_ids] for row in new]
        add_submission(
            cursor, ROUND, form, sent, file_name="b.csv", file_sha256="", submitted_by="board"
        )

    planned = plan_release(store, ROUND)
    assert planned.n_apart == 1  # one more leader states a rate
    with pytest.raises(ChangeTooSmall):
        release(store, ROUND, by=LOCAL_BOARD)


def test_what_readers_saw_before_the_last_release_counts_too(store: Store) -> None:
    congress(store, 12)
    release(store, ROUND, by=LOCAL_BOARD)
    ten = send(store, *(f"N{place}" for place in range(10)))
    release(store, ROUND, by=LOCAL_BOARD)
    undo(store, ten, by=LOCAL_BOARD)
    send(store, "ONE")

    planned = plan_release(store, ROUND)
    assert planned.n_apart == 1  # against the first release
    assert planned.is_small


def test_a_group_more_in_a_region_is_asked_about(store: Store) -> None:
    stated = [{"region": "01", "members": n, "status": "active"} for n in (6, 7, 8, 9)]
    add_round(store, ROUND, "inventory", stated, released=False)
    release(store, ROUND, by=LOCAL_BOARD)
    form = load_form("inventory")
    more = [{"group_code": f"N{place}", "region": "01" if not place else None, "members": 8,
             "status": "active"} for place in range(12)]  # fmt: skip
    with store.transaction() as cursor:
        sent = [[row.get(name) for name in form.field_ids] for row in more]
        add_submission(
            cursor, ROUND, form, sent, file_name="b.csv", file_sha256="", submitted_by="board"
        )

    assert plan_release(store, ROUND).n_apart == 8


def test_single_group_that_ends_is_asked_about_as_the_sum_with_it_is_seen(store: Store) -> None:
    north = {"22": (7,), "23": (9, 10), "24": (8, 15)}  # too few groups in each, not together
    stated = [
        {"region": region, "members": n, "status": "active"}
        for region, sizes in (*north.items(), ("01", (8, 9, 10, 11, 12)))
        for n in sizes
    ]
    add_round(store, ROUND, "inventory", stated, released=False)
    release(store, ROUND, by=LOCAL_BOARD)
    before = members_by_union(store)["norra"]
    form = load_form("inventory")
    confirmed = dt.date(2027, 5, 1)
    again = [
        {**row, "group_code": f"X{place:03}", "confirmed_on": confirmed}
        for place, row in enumerate(stated)
    ]
    again[0]["status"] = "ended"
    with store.transaction() as cursor:
        sent = [[row.get(name) for name in form.field_ids] for row in again]
        add_submission(
            cursor, ROUND, form, sent, file_name="b.csv", file_sha256="", submitted_by="board"
        )

    planned = plan_release(store, ROUND)
    assert planned.n_apart == 7
    release(store, ROUND, by=LOCAL_BOARD, anyway=True)
    assert (before, members_by_union(store)["norra"]) == (49, 42)


def members_by_union(store: Store) -> dict[str, int | None]:
    rows = seen(store, "groups-by-health-care-region").rows
    return {row["health_care_region"]: row["members"] for row in rows}


def test_one_large_group_is_asked_about_though_others_of_its_size_take_its_place() -> None:
    kept = [8, 8, 8, 8]
    before, after = (
        [{"region": "14", "status": "active", "members": size} for size in sizes]
        for sizes in ([*kept, 25], [*kept, 10, 9, 6])
    )
    form = load_form("inventory")
    assert set(too_few(crowds_between(form, before, after))) == {Crowd(25, (25,))}
    assert set(too_few(crowds_between(form, after, before))) == {Crowd(25, (25,))}


def test_sizes_that_follow_from_their_sum_are_hidden(store: Store) -> None:
    stated = [
        {"region": region, "members": n, "status": "active"}
        for region, n in (("01", 4), ("12", 7))
        for _ in range(4)
    ]
    add_round(store, ROUND, "inventory", stated, released=False)
    release(store, ROUND, by=LOCAL_BOARD)

    members = {row["region_code"]: row["members"] for row in seen(store, "groups-by-region").rows}
    assert members["01"] is None  # four groups of 4 to 10 with 16 members have 4 each


def test_a_withdrawn_round_is_gone_for_readers(store: Store) -> None:
    congress(store, 12)
    release(store, ROUND, by=LOCAL_BOARD)
    withdraw(store, ROUND, by=LOCAL_BOARD)

    for audience in (VIEWER, LEADER):
        with pytest.raises(UnknownRound):
            seen(store, "dropout-reasons", audience)


def test_a_round_without_answers_is_not_released(store: Store) -> None:
    congress(store, 0)

    with pytest.raises(NothingToRelease):
        release(store, ROUND, by=LOCAL_BOARD)


@pytest.mark.parametrize(
    ("n", "told", "figure_id", "viewer", "leader_sees"),
    [
        (9, {}, "dropout-agreement", False, True),
        (4, {}, "dropout-agreement", False, False),
        (12, {}, "dropout-agreement", True, True),
        (12, {"dropouts": 0}, "dropout-rate", True, True),
        (12, {"members_led": 1, "dropouts": 0}, "dropout-rate", True, True),
        (2, {"members_led": 40, "dropouts": 20}, "dropout-rate", False, False),
    ],
)
def test_too_few_people_leave_no_number(
    store: Store, n: int, told: dict[str, Value], figure_id: str, viewer: bool, leader_sees: bool
) -> None:
    congress(store, n, **told)
    release(store, ROUND, by=LOCAL_BOARD)

    for audience, shown in ((VIEWER, viewer), (LEADER, leader_sees), (BOARD, True)):
        figure = seen(store, figure_id, audience)
        assert figure.is_hidden is not shown
        if figure.is_hidden:
            assert is_blank(figure)
            assert all(row.get("w_mark", "hidden") == "hidden" for row in figure.rows)


def test_few_who_left_are_hidden_among_many_members(store: Store) -> None:
    congress(store, 12, members_led=40, dropouts=None)
    send(store, "N1")  # nine who left, ten members
    release(store, ROUND, by=LOCAL_BOARD)

    assert seen(store, "dropout-rate").is_hidden
    assert not seen(store, "dropout-rate", BOARD).is_hidden


def test_only_the_board_divides_a_figure(store: Store) -> None:
    congress(store, 12)
    release(store, ROUND, by=LOCAL_BOARD)

    with pytest.raises(OnlyForTheBoard):
        draw(store, "dropout-rate", [ROUND], "en", {"split": "country"}, VIEWER)


def test_few_members_with_short_time_hide_the_whole_comparison(store: Store) -> None:
    people = [
        *(physician("balint", 6 + place % 3, years_in_group=1 if place < 4 else 5)
          for place in range(20)),
        *(physician("reference", 5 + place % 3) for place in range(20)),
    ]  # fmt: skip
    add_round(store, ROUND, "study1", people, released=False)
    release(store, ROUND, by=LOCAL_BOARD)

    assert seen(store, "study1-experience").is_hidden
    assert not seen(store, "study1-effects").is_hidden


def test_single_people_are_drawn_for_the_board_alone(store: Store) -> None:
    people = [
        physician(arm, 4 + place % 5) for arm in ("balint", "reference") for place in range(15)
    ]
    add_round(store, ROUND, "study1", people, released=False)
    release(store, ROUND, by=LOCAL_BOARD)

    drawn = {
        audience: _n_points(seen(store, "study1-estimation", audience))
        for audience in (VIEWER, LEADER, BOARD)
    }
    assert drawn[VIEWER] == drawn[LEADER] < drawn[BOARD]


def test_members_of_few_groups_are_hidden_with_so_many_others_as_it_takes(store: Store) -> None:
    def groups(region: str, *members: int) -> list[dict[str, Value]]:
        return [
            {"region": region, "members": n, "status": "active", "members_kind": "gp_specialists"}
            for n in members
        ]

    stated = [*groups("01", 8, 8, 8, 8), *groups("12", 7, 7, 7), *groups("14", 9)]
    add_round(store, ROUND, "inventory", stated, released=False)
    release(store, ROUND, by=LOCAL_BOARD)

    members = {row["region_code"]: row for row in seen(store, "groups-by-region").rows}
    assert members["01"]["members"] == 32
    assert members["12"]["members"] is members["14"]["members"] is None
    assert {members[code]["members_mark"] for code in ("12", "14")} == {"hidden"}
    assert members["03"]["members_mark"] == "none"
    assert members["14"]["groups"] == 1
    assert {row["region_code"]: row for row in seen(store, "groups-by-region", BOARD).rows}["14"][
        "members"
    ] == 9


def _first_submission(store: Store) -> str:
    return str(rows(store.cursor(), "rounds/submissions", round_id=ROUND)[-1]["submission_id"])


def _n_points(figure: Figure) -> int:
    from balint.figures.look import LIGHT
    from balint.figures.pictures import page_spec

    spec = page_spec(figure, LIGHT)
    layers: list[dict[str, dict[str, list[object]]]] = spec["layer"]
    return sum(len(layer.get("data", {}).get("values", [])) for layer in layers)
