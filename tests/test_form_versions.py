"""Two versions of a form meet in a figure only as far as their form records what is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from balint.errors import FormFault, OlderVersion
from balint.figures import draw
from balint.forms import as_asked, asked_alike, load_form, read_form, reading
from balint.intake.standing import find_open_round
from balint.report import own_return
from balint.rounds import answers
from balint.store import Store
from balint.words import words_in
from tests.figures.own_rounds import add_round, leader, physician

FORMS = reading.FORMS
ORDER, TURNED = (1, 2, 3, 4, 5, 6, 7), (7, 6, 5, 4, 3, 2, 1)
CONTROL = ", ".join(f'control_{n} = "control_{n}"' for n in range(1, 12))

Edit = Callable[..., Path]


@pytest.fixture
def new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """Give a function that lets the app know a form as its version 2, edited and with mappings."""
    folder = tmp_path / "forms"
    folder.mkdir()
    for path in FORMS.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())

    def edit(form_id: str, mapping: str = "", **renamed: str) -> Path:
        path = folder / f"{form_id}.toml"
        text = path.read_text("utf-8").replace("version = 1", "version = 2", 1)
        for old, new in renamed.items():
            text = text.replace(f'id = "{old}"', f'id = "{new}"')
        if mapping:
            text += f"\n[[mapping]]\nfrom = 1\nto = 2\nfields = {{ {mapping} }}\n"
        path.write_text(text, "utf-8")
        monkeypatch.setattr(reading, "FORMS", folder)
        load_form.cache_clear()
        return path

    yield edit
    monkeypatch.undo()
    load_form.cache_clear()


def congress(path: Path, round_id: str, places: tuple[int, ...], dropouts: int) -> None:
    """Write a round of twelve leaders with the version of the form that the app knows now."""
    store = Store.open(path)
    told = [leader(*places, members_led=10, dropouts=dropouts) for _ in range(12)]
    add_round(store, round_id, "congress", told)
    store.close()


def ask_the_reverse(file: Path) -> None:
    """Let the questions on workload ask the reverse of what the others ask."""
    text, workload = file.read_text("utf-8"), 'id = "workload"\nkind = "vas"'
    assert workload in text
    file.write_text(text.replace(workload, f"{workload}\nreversed = true"), "utf-8")
    load_form.cache_clear()


def test_versions_share_only_what_is_recorded(new_version: Edit) -> None:
    new_version("congress", 'members_led = "members_led", dropouts = "dropouts"')
    form = load_form("congress")
    assert asked_alike(form, [1, 2]) == {"members_led", "dropouts"}
    assert asked_alike(form, [1]) == asked_alike(form, [2]) == set(form.field_ids)
    assert asked_alike(load_form("inventory"), [1, 2]) == set()


def test_figure_compares_the_mapped_fields_and_says_why_not_the_others(
    new_version: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "balint.duckdb"
    congress(path, "first", ORDER, dropouts=1)
    new_version("congress", 'members_led = "members_led", dropouts = "dropouts"')
    congress(path, "second", TURNED, dropouts=4)
    store = Store.open(path)
    try:
        rate = draw(store, "dropout-rate-change", ["second", "first"], "en")
        assert rate.title == "Dropouts have risen from 10% to 40%"
        assert "Not compared" not in rate.sentence
        for figure_id in ("dropout-reasons-change", "dropout-reasons-over-rounds"):
            reasons = draw(store, figure_id, ["second", "first"], "en")
            assert reasons.title == "The rounds cannot be compared: their forms differ"
            assert "Not compared: Round first. Another version of the form" in reasons.sentence
            assert [found.id for found in reasons.rounds] == ["second"]
        by_itself = draw(store, "dropout-reasons", ["first"], "en")
        assert by_itself.n["ranked"] == 12
    finally:
        store.close()


def test_without_a_mapping_nothing_is_compared(new_version: Edit, tmp_path: Path) -> None:
    path = tmp_path / "balint.duckdb"
    congress(path, "first", ORDER, dropouts=1)
    new_version("congress")
    congress(path, "second", ORDER, dropouts=4)
    store = Store.open(path)
    for language, said in (("sv", "formulären skiljer sig åt"), ("en", "their forms differ")):
        figure = draw(store, "dropout-rate-change", ["first", "second"], language)
        assert said in figure.title
        assert figure.chart is None
    preferred = draw(store, "dropout-rate", language="en")
    assert "Not compared: Round first" in preferred.sentence
    store.close()


def test_working_life_compares_the_categories_whose_questions_are_mapped(
    new_version: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "balint.duckdb"
    people = [
        physician(arm, 4 + place % 3) for arm in ("balint", "reference") for place in range(9)
    ]
    first = Store.open(path)
    add_round(first, "first", "study1", people)
    first.close()
    new_version("study1", f'arm = "arm", {CONTROL}')
    store = Store.open(path)
    add_round(store, "second", "study1", people)
    figure = draw(store, "study1-change", ["first", "second"], "en")
    compared = {row["category"]: row["change"] for row in figure.rows}
    assert {name for name, moved in compared.items() if moved is not None} == {"control"}
    assert "Not compared, since nobody has recorded" in figure.sentence
    assert "workload" in figure.sentence
    store.close()


def test_renamed_field_is_read_under_its_new_name(new_version: Edit, tmp_path: Path) -> None:
    path = tmp_path / "balint.duckdb"
    congress(path, "first", ORDER, dropouts=3)
    new_version("congress", 'leader_code = "leader_code", dropouts = "gone"', dropouts="gone")
    store = Store.open(path)
    add_round(store, "second", "congress", [{"gone": 5}])
    form = load_form("congress")
    place = form.field_ids.index("gone")
    assert {row[place] for row in answers(store.cursor(), "first", form)} == {3}
    assert {row[place] for row in answers(store.cursor(), "second", form)} == {5}
    store.close()


def test_a_round_of_an_older_version_takes_no_newer_file(new_version: Edit, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "balint.duckdb")
    add_round(store, "first", "congress", [leader(*ORDER)], released=False)
    store.close()
    new_version("congress")
    store = Store.open(tmp_path / "balint.duckdb")
    with pytest.raises(OlderVersion, match="version 1"):
        find_open_round(store.cursor(), load_form("congress"), "first")
    store.close()


def test_a_question_in_the_middle_of_a_form_keeps_answers_in_their_columns(
    new_version: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "balint.duckdb"
    congress(path, "first", ORDER, dropouts=1)
    file = new_version("congress", 'dropouts = "dropouts"')
    head, mark, tail = file.read_text("utf-8").partition('[[field]]\nid = "years_leading"')
    asked = (
        '[[field]]\nid = "asked_leavers"\nkind = "yes_no"\n'
        'label = { sv = "Frågade", en = "Asked" }\nhelp = { sv = "Ja?", en = "Yes?" }\n\n'
    )
    file.write_text(f"{head}{asked}{mark}{tail}", "utf-8")
    load_form.cache_clear()
    store = Store.open(path)
    add_round(
        store, "second", "congress", [{"asked_leavers": True, "dropouts": 4, "country": "SE"}]
    )
    form = load_form("congress")
    (row,) = answers(store.cursor(), "second", form)
    told = {field: value for field, value in zip(form.field_ids, row, strict=True) if value}
    assert told == {"leader_code": "X000", "asked_leavers": True, "dropouts": 4, "country": "SE"}
    store.close()


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("from = 1\nto = 3\nfields = {}", "from one version to the next"),
        ("from = 2\nto = 3\nfields = {}", "is at version 2"),
        ('from = 1\nto = 2\nfields = { dropouts = "gone" }', "has no field “gone”"),
        (
            'from = 1\nto = 2\nfields = { a = "dropouts", b = "dropouts" }',
            "two older fields stand for one",
        ),
        ("from = 1\nto = 2", "“fields” is missing"),
        (
            "from = 1\nto = 2\nfields = {}\n[[mapping]]\nfrom = 1\nto = 2\nfields = {}",
            "two mappings",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    new_version: Edit, mapping: str, reason: str
) -> None:
    file = new_version("congress")
    file.write_text(f"{file.read_text('utf-8')}\n[[mapping]]\n{mapping}\n", "utf-8")
    with pytest.raises(FormFault) as caught:
        read_form(file)
    assert reason in str(caught.value)


def test_reversed_question_is_kept_as_answered_and_turned_where_it_counts(
    new_version: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "balint.duckdb"
    people = [
        physician(arm, 3 + place % 2, workload_1=place % 2)
        for arm in ("balint", "reference")
        for place in range(6)
    ]
    older = Store.open(path)
    add_round(older, "before", "study1", people)
    older.close()
    ask_the_reverse(new_version("study1", CONTROL))
    store = Store.open(path)
    add_round(store, "after", "study1", people)
    workload = (0.5 + 3.5 + 3.5) / 3
    for round_id, means in (("before", (workload, 3.5)), ("after", (10 - workload, 3.5))):
        rows = {row["category"]: row for row in draw(store, "study1-effects", [round_id]).rows}
        assert tuple(rows[name]["mean_balint"] for name in ("workload", "control")) == means
    form = load_form("study1")
    place = form.field_ids.index("workload_1")
    assert {row[place] for row in answers(store.cursor(), "after", form)} == {0, 1}
    store.close()


def test_reversed_question_is_turned_in_what_a_sender_gets_back(
    new_version: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "balint.duckdb"
    older = Store.open(path)
    add_round(older, "before", "study1", [physician("balint", 3)], released=False)
    older.close()
    ask_the_reverse(new_version("study1"))
    store = Store.open(path)
    add_round(store, "after", "study1", [physician("balint", 3)], released=False)
    sent = store.cursor().execute("select round_id, submission_id from submission").fetchall()
    told = {
        round_id: {
            line.label: line.own
            for line in own_return(
                store.cursor(), round_id, submission_id, words_in("en"), sender=None
            ).questions
            if line.label in ("Workload", "Control")
        }
        for round_id, submission_id in sent
    }
    assert told == {
        "before": {"Workload": 3, "Control": 3},
        "after": {"Workload": 7, "Control": 3},
    }
    store.close()


def test_version_is_known_to_ask_the_reverse_only_of_what_it_asked_alike(
    new_version: Edit,
) -> None:
    ask_the_reverse(new_version("study1", 'workload_1 = "workload_1"'))
    form = load_form("study1")
    workload = ("workload_1", "workload_2", "workload_3")
    then, now = (
        [as_asked(form, version).field(name).counted(2) for name in workload] for version in (1, 2)
    )
    assert (then, now) == ([8, 2, 2], [8, 8, 8])
