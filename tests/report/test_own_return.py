"""Does a leader get the own answers beside the others', and nothing about any one of them?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from balint.forms import Value, load_form, parse_canonical
from balint.report import OwnReturn, Question, own_return, own_return_pdf
from balint.rounds import Round, add_submission, create_round
from balint.store import Store
from balint.words import words_in

ROOT = Path(__file__).resolve().parent.parent.parent
SAY = words_in("en")

ANNA = "anna@balint.example"

Rows = list[tuple[Value, ...]]


@pytest.fixture
def store() -> Iterator[Store]:
    opened = Store.open(":memory:")
    yield opened
    opened.close()


def demo_answers(form_id: str) -> Rows:
    """Read the answers of the first demo round with a form."""
    form = load_form(form_id)
    file = ROOT / "data" / "demo" / f"demo-{form_id}-a.csv"
    with file.open(encoding="utf-8") as text:
        return [
            tuple(parse_canonical(field, row[field.id]) for field in form.fields)
            for row in csv.DictReader(text)
        ]


def returned(store: Store, form_id: str, others: Rows, own: Rows) -> OwnReturn:
    """Store others' answers and then the own file, and ask for its return."""
    form = load_form(form_id)
    with store.transaction() as cursor:
        create_round(
            cursor,
            Round(
                form_id, form_id, form.version, "Omgång", "Round", None, None, "collected", "open"
            ),
        )
        sent = [
            add_submission(
                cursor, form_id, form, rows, file_name="a", file_sha256="a", submitted_by="board"
            )
            for rows in (others, own)
            if rows
        ]
    return own_return(store.cursor(), form_id, sent[-1], SAY, sender=None)


def question(found: OwnReturn, label: str) -> Question:
    """Find a line by its label."""
    return next(line for line in found.questions if line.label == label)


def test_numbers_are_the_own_answer_and_the_mean_of_the_others(store: Store) -> None:
    answers = demo_answers("congress")
    found = returned(store, "congress", answers[1:21], answers[:1])
    place = load_form("congress").field_ids.index("members_led")
    given = [row[place] for row in answers[1:21] if isinstance(row[place], int)]
    line = question(found, "Members led")
    assert line.own_text == str(answers[0][place])
    assert line.others_text == f"{sum(given) / len(given):.1f}"


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_others_count_in_batches_of_five(store: Store, n: int, shown: int) -> None:
    answers = demo_answers("congress")
    found = returned(store, "congress", answers[1 : n + 1], answers[:1])
    assert found.n_others == shown
    place = load_form("congress").field_ids.index("groups_led")
    given = [row[place] for row in answers[1 : shown + 1] if row[place] is not None]
    line = question(found, "Groups led")
    if len(given) < 5:
        assert line.others_text in ("–", "too few answers")
    else:
        assert line.others_text == f"{sum(map(float, map(str, given))) / len(given):.1f}"


def test_no_number_of_the_others_has_fewer_than_five_behind_it(store: Store) -> None:
    form = load_form("congress")
    answers = demo_answers("congress")
    place = form.field_ids.index("years_leading")
    blanked = [
        row if number < 4 else (*row[:place], None, *row[place + 1 :])
        for number, row in enumerate(answers[1:21])
    ]
    line = question(returned(store, "congress", blanked, answers[:1]), "Years leading")
    assert (line.others_text, line.others) == ("too few answers", None)


def test_other_files_of_the_same_sender_are_not_the_others(store: Store) -> None:
    answers = demo_answers("congress")
    returned(store, "congress", answers[:12], answers[12:13])
    form = load_form("congress")
    with store.transaction() as cursor:
        sent = [
            add_submission(
                cursor, "congress", form, rows, file_name="b", file_sha256="b", submitted_by=ANNA
            )
            for rows in (answers[13:17], answers[17:18])
        ]
    found = own_return(store.cursor(), "congress", sent[-1], SAY, sender=ANNA)
    assert (found.n_own, found.n_others) == (1, 10)
    for seen in (found, own_return(store.cursor(), "congress", sent[0], SAY, sender=ANNA)):
        place = form.field_ids.index("members_led")
        given = [row[place] for row in answers[:10] if isinstance(row[place], int)]
        assert question(seen, "Members led").others_text == f"{sum(given) / len(given):.1f}"
    seen = own_return(store.cursor(), "congress", sent[-1], SAY, sender=None)
    assert seen.n_others == 15  # the board sends for many


def test_own_words_and_codes_are_laid_beside_nobodys(store: Store) -> None:
    answers = demo_answers("study2")
    found = returned(store, "study2", answers[4:], answers[:4])
    labels = {line.label for line in found.questions}
    form = load_form("study2")
    private = [field for field in form.fields if field.private or field.kind in ("code", "text")]
    assert private
    assert labels.isdisjoint(field.label.en for field in private)


def test_balint_members_are_laid_beside_balint_members(store: Store) -> None:
    form = load_form("study1")
    arm = form.field_ids.index("arm")
    answers = demo_answers("study1")
    members = [row for row in answers if row[arm] == "balint"]
    reference = [row for row in answers if row[arm] == "reference"]
    found = returned(store, "study1", members[3:] + reference, members[:3])
    assert found.n_others == len(members[3:]) // 5 * 5
    line = question(found, "Control")
    items = [form.field_ids.index(field.id) for field in form.in_category("control")]
    means = [
        sum(given) / len(given)
        for row in members[3:][: found.n_others]
        if (given := [float(str(row[item])) for item in items if row[item] is not None])
    ]
    assert line.others == pytest.approx(sum(means) / len(means))


@pytest.mark.parametrize("form_id", ["congress", "inventory", "study1", "study2"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_pdf_is_one_page_and_the_same_bytes_twice(
    store: Store, form_id: str, language: str
) -> None:
    answers = demo_answers(form_id)
    found = returned(store, form_id, answers[3:], answers[:3])
    first, second = (own_return_pdf(found, words_in(language)) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-")
    assert b"/Type/Pages/Count 1/" in first
