"""Does a file that is taken back take its own answers along, and nobody else's?"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import pytest

from balint.access import LOCAL_BOARD, Person
from balint.disclosure import BOARD
from balint.forms import Value, load_form, parse_canonical
from balint.intake import commit, plan_file, redo, undo
from balint.report import own_return
from balint.rounds import add_submission, answers, answers_of, find_round
from balint.store import Store
from balint.words import words_in
from tests.figures.own_rounds import add_round
from tests.intake.files import CONGRESS, INVENTORY, TODAY, lines

ROUND = "omgang"
GROUPS = "group_code,region,members,leaders"
LEADERS = "leader_code,country,dropouts"

Answers = tuple[Value, ...]


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        yield opened


def send(store: Store, *texts: str, form_id: str = "inventory", by: Person = LOCAL_BOARD) -> str:
    """Store a file, and give its submission."""
    form = load_form(form_id)
    planned = plan_file(
        store.cursor(), form, ROUND, "a.csv", lines(*texts), language="en", today=TODAY
    )
    return commit(store, planned, by=by).submission_id or ""


def groups(store: Store) -> list[tuple[Value, ...]]:
    """Give code, region, members and leaders of the groups that count."""
    places = [INVENTORY.field_ids.index(name) for name in GROUPS.split(",")]
    return [
        tuple(row[place] for place in places) for row in answers(store.cursor(), ROUND, INVENTORY)
    ]


def test_answers_that_a_later_file_holds_too_stay(store: Store) -> None:
    add_round(store, ROUND, "inventory", [], released=False)
    rows = [f"G{number:02},12,{number},2" for number in range(1, 25)]
    first = send(store, GROUPS, *rows)
    second = send(store, GROUPS, *rows, "G99,14,9,1")
    undo(store, first, by=LOCAL_BOARD)
    assert [row[0] for row in groups(store)] == [f"G{n:02}" for n in range(1, 25)] + ["G99"]
    undo(store, second, by=LOCAL_BOARD)
    assert groups(store) == []
    redo(store, first, by=LOCAL_BOARD)
    assert len(groups(store)) == 24


def test_answers_that_only_the_file_held_go_with_it(store: Store) -> None:
    add_round(store, ROUND, "inventory", [], released=False)
    first = send(store, GROUPS, "G1,12,5,2")
    second = send(store, GROUPS, "G1,12,9,")
    assert groups(store) == [("G1", "12", 9, 2)]
    undo(store, first, by=LOCAL_BOARD)
    assert groups(store) == [("G1", "12", 9, None)]
    redo(store, first, by=LOCAL_BOARD)
    undo(store, second, by=LOCAL_BOARD)
    assert groups(store) == [("G1", "12", 5, 2)]


def test_file_in_the_middle_takes_its_answers_along(store: Store) -> None:
    add_round(store, ROUND, "inventory", [], released=False)
    send(store, GROUPS, "G1,12,5,2")
    middle = send(store, GROUPS, "G1,12,9,3")
    send(store, "group_code,region", "G1,14", "G2,12")
    undo(store, middle, by=LOCAL_BOARD)
    assert groups(store) == [("G1", "14", 5, 2), ("G2", "12", None, None)]


def test_answers_without_codes_stay_with_the_file_that_first_brought_them(store: Store) -> None:
    add_round(store, ROUND, "congress", [], released=False)
    first = send(store, "country,dropouts", "SE,1", "NO,2", form_id="congress")
    send(store, "country,dropouts", "SE,1", "NO,2", "DK,3", form_id="congress")
    assert find_round(store.cursor(), ROUND).n_rows == 3
    undo(store, first, by=LOCAL_BOARD)
    assert [row[1] for row in answers(store.cursor(), ROUND, CONGRESS)] == ["DK"]


def test_round_counts_people_and_not_rows(store: Store) -> None:
    add_round(store, ROUND, "congress", [], released=False)
    first = send(store, LEADERS, "L1,SE,1", "L2,NO,2", form_id="congress")
    send(store, LEADERS, "L1,SE,1", "L2,NO,4", form_id="congress")
    send(store, "country,dropouts", "DK,3", "DK,3", form_id="congress")
    assert find_round(store.cursor(), ROUND).n_rows == 4
    undo(store, first, by=LOCAL_BOARD)
    assert find_round(store.cursor(), ROUND).n_rows == 4


@pytest.mark.parametrize("seed", range(8))
def test_latest_answer_to_each_question_counts(store: Store, seed: int) -> None:
    add_round(store, ROUND, "inventory", [], released=False)
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    sent = [drawn_file(chance) for _ in range(6)]
    ids = [add(store, rows) for rows in sent]
    gone = chance.sample(range(6), 2)
    for place in gone:
        undo(store, ids[place], by=LOCAL_BOARD)
    left = [rows for place, rows in enumerate(sent) if place not in gone]
    assert sorted(answers(store.cursor(), ROUND, INVENTORY), key=str) == sorted(
        held_together(left), key=str
    )
    some = ids[1:4]
    assert sorted(answers_of(store.cursor(), INVENTORY, some), key=str) == sorted(
        held_together(sent[1:4]), key=str
    )


def drawn_file(chance: random.Random) -> list[Answers]:
    """Draw a file of some of five groups, with blanks, and one row without a code."""
    codes = [*(f"G{n}" for n in chance.sample(range(5), 3)), ""]
    return [
        tuple(
            parse_canonical(field, code if field.id == "group_code" else drawn(field.id, chance))
            for field in INVENTORY.fields
        )
        for code in codes
    ]


def drawn(field_id: str, chance: random.Random) -> str:
    texts = {"region": ("12", "14", ""), "members": ("5", "9", ""), "status": ("active", "")}
    return chance.choice(texts.get(field_id, ("",)))


def held_together(files: Iterable[Sequence[Answers]]) -> list[Answers]:
    """Lay one file over the other, where a blank hides nothing."""
    place = INVENTORY.field_ids.index("group_code")
    named: dict[Value, Answers] = {}
    nameless = []
    for row in (row for rows in files for row in rows):
        if row[place] is None:
            nameless.append(row)
        else:
            before = named.get(row[place], (None,) * len(row))
            named[row[place]] = tuple(
                then if now is None else now for now, then in zip(row, before, strict=True)
            )
    return [*named.values(), *nameless]


def add(store: Store, rows: Sequence[Answers], by: str = "board") -> str:
    """Write rows as they are."""
    with store.transaction() as cursor:
        return add_submission(
            cursor, ROUND, INVENTORY, rows, file_name="", file_sha256="", submitted_by=by
        )


@pytest.mark.parametrize("seed", range(8))
def test_older_database_with_rows_laid_over_each_other_reads_the_same(
    store: Store, seed: int
) -> None:
    add_round(store, ROUND, "inventory", [], released=False)
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    place = INVENTORY.field_ids.index("group_code")
    sent: dict[str, list[Answers]] = {}
    for _ in range(5):  # only new and changed rows were stored, laid over what the round had
        file = [row for row in drawn_file(chance) if row[place] is not None]
        present = held_together(sent.values())
        over = [row for row in held_together([present, file]) if row not in present]
        if over:
            sent[add(store, over)] = over
    gone = chance.sample(sorted(sent), chance.randrange(3))
    for submission_id in gone:
        undo(store, submission_id, by=LOCAL_BOARD)
    left = [rows for submission_id, rows in sent.items() if submission_id not in gone]
    latest = {row[place]: row for rows in left for row in rows}
    found = answers(store.cursor(), ROUND, INVENTORY)
    assert sorted(found, key=str) == sorted(latest.values(), key=str)


def test_boards_copy_of_a_leaders_answers_leaves_them_the_leaders(store: Store) -> None:
    add_round(store, ROUND, "congress", [], released=False)
    send(store, LEADERS, "L1,SE,1", form_id="congress", by=Person(BOARD, "leader"))
    send(store, LEADERS, "L1,SE,1", "L2,NO,2", form_id="congress")
    own = answers(store.cursor(), ROUND, CONGRESS, submitted_by="leader")
    assert [row[0] for row in own] == ["L1"]
    send(store, LEADERS, "L1,SE,5", form_id="congress")
    assert answers(store.cursor(), ROUND, CONGRESS, submitted_by="leader") == []


def test_answers_that_the_board_sent_on_are_not_the_others_to_who_gave_them(store: Store) -> None:
    add_round(store, ROUND, "congress", [], released=False)
    rows = [f"L{number:02},SE,{number}" for number in range(6)]
    anna = Person(BOARD, "anna")
    own = [send(store, LEADERS, row, form_id="congress", by=anna) for row in rows[:2]]
    send(store, LEADERS, *rows, form_id="congress")
    seen = own_return(store.cursor(), ROUND, own[1], words_in("en"), sender="anna")
    assert seen.n_others == 0  # four, of which no five can be made


def test_file_sent_again_moves_nobody_among_the_others(store: Store) -> None:
    add_round(store, ROUND, "congress", [], released=False)
    rows = [f"L{number:02},SE,{number}" for number in range(11)]
    send(store, LEADERS, *rows[:4], form_id="congress")
    send(store, LEADERS, *rows[4:], form_id="congress")
    own = send(store, LEADERS, "M1,SE,3", form_id="congress")
    before = own_return(store.cursor(), ROUND, own, words_in("en"), sender=None)
    send(store, LEADERS, *rows[:4], "L11,SE,9", form_id="congress")
    after = own_return(store.cursor(), ROUND, own, words_in("en"), sender=None)
    assert (after.n_others, after.questions) == (before.n_others, before.questions)
    assert before.n_others == 10
