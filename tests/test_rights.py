"""Do those who answer know what is done with it, and is it kept as long as they were told?"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import closing
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from balint.access import LOCAL_BOARD, Person
from balint.disclosure import BOARD, LEADER, VIEWER
from balint.errors import AskedDoesNotFit, UnknownRound
from balint.figures import draw
from balint.forms import EXAMPLE_CODES, form_ids, load_form, template_csv, template_xlsx
from balint.intake import commit, plan_file
from balint.queries import rows
from balint.rights import (
    coverage_note,
    coverage_of,
    keep_until,
    retention_of,
    set_asked,
    set_keep_until,
)
from balint.rounds import find_round
from balint.store import Store, today_in_sweden
from balint.ui.upload.templates import codebook_csv
from balint.words import LANGUAGES, words_in
from tests.figures.own_rounds import add_round, leader
from tests.intake.files import CONGRESS, TODAY, as_csv
from tests.intake.storing import LEADERS, new_round
from tests.stores import bundled_store, new_store

YEARS = {"sv": {5: "fem år", 10: "tio år"}, "en": {5: "five years", 10: "ten years"}}
PEOPLE = {"sv": {10: "tio personer"}, "en": {10: "ten people"}}
MATTERS = {
    "sv": [
        "Vem som samlar in",
        "Frivilligt",
        "Så skyddas små tal",
        "Hur länge",
        "Om du ångrar dig",
    ],
    "en": ["Who collects", "Voluntary", "How small numbers", "How long", "If you change your mind"],
}
ROUND = "inventering"


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(new_store(without_demo=True)) as opened:
        yield opened


@pytest.mark.parametrize("form_id", form_ids())
@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_tells_each_matter_with_the_numbers_that_hold(form_id: str, language: str) -> None:
    form = load_form(form_id)
    points = form.consent_points(language)
    names = [name for name, _ in points]
    assert len(points) == 6
    assert all(said.endswith(".") for _, said in points)
    for name in MATTERS[language]:
        assert any(found.startswith(name) for found in names), name
    said = " ".join(text for _, text in points)
    assert YEARS[language][form.kept_years] in said
    assert PEOPLE[language][VIEWER.people] in said
    if form_id != "inventory":
        assert {"sv": "minst fem", "en": "at least five"}[language] in said
        assert LEADER.people == 5


@pytest.mark.parametrize("form_id", form_ids())
@pytest.mark.parametrize("language", LANGUAGES)
def test_template_with_consent_is_read_without_a_question(
    store: Store, form_id: str, language: str
) -> None:
    form = load_form(form_id)
    whole = template_xlsx(form, language)
    book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
    told = "\n".join(
        str(cell)
        for name in book.sheet_names[1:]
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    )
    assert all(said in told for _, said in form.consent_points(language))
    book_of_codes = codebook_csv(form, words_in(language)).decode("utf-8-sig")
    assert all(said in book_of_codes for _, said in form.consent_points(language))
    example = EXAMPLE_CODES[language].encode()
    filled = template_csv(form, language).replace(example, b"K1")
    for name, data in (("mall.xlsx", with_code(whole, example)), ("mall.csv", filled)):
        plan = plan_file(store.cursor(), form, None, name, data, language=language)
        assert plan.accepted
        assert (plan.questions, plan.problems) == ((), ())
        assert [row.code for row in plan.rows] == ["K1"]


def with_code(workbook: bytes, example: bytes) -> bytes:
    """Fill in a template: the example row gets a code, and so becomes an answer."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b">%s<" % example, b">K1<"))
    return out.getvalue()


def test_confirmation_is_recorded_with_the_submission(store: Store) -> None:
    for round_id, informed in (("vet", True), ("vet-inte", False)):
        plan = plan_file(
            store.cursor(), CONGRESS, round_id, "a.csv", as_csv(CONGRESS, LEADERS),
            language="sv", today=TODAY,
        )  # fmt: skip
        done = commit(
            store,
            plan,
            by=Person(BOARD, "l@x.se"),
            new_round=new_round(round_id),
            informed=informed,
        )
        found = rows(store.cursor(), "rounds/informed", round_id=round_id)
        assert [row["submission_id"] for row in found] == [done.submission_id] * informed
    told = store.cursor().execute("from submission_informed").fetchall()
    assert [(row[1], row[4]) for row in told] == [(CONGRESS.version, "l@x.se")]


def test_answers_are_kept_as_the_form_says_until_the_board_says_otherwise(store: Store) -> None:
    add_round(store, "k", "congress", [leader(1)] * 3)
    found = find_round(store.cursor(), "k")
    usual = retention_of(store.cursor(), found)
    assert usual.keep_until.year == today_in_sweden().year + CONGRESS.kept_years
    set_keep_until(store, "k", dt.date(2020, 1, 31), by=LOCAL_BOARD)
    changed = retention_of(store.cursor(), found)
    assert changed.keep_until == dt.date(2020, 1, 31)
    assert changed.is_due(dt.date(2020, 2, 1))
    assert not changed.is_due(dt.date(2020, 1, 31))
    with pytest.raises(UnknownRound):
        set_keep_until(store, "nowhere", dt.date(2020, 1, 31), by=LOCAL_BOARD)


def test_leap_day_is_kept_until_the_last_of_february() -> None:
    assert keep_until(CONGRESS, dt.date(2028, 2, 29)) == dt.date(2033, 2, 28)


def inventory(store: Store, n: int) -> None:
    groups = [
        {"region": "01" if place % 2 else "12", "status": "active", "members": 6}
        for place in range(n)
    ]
    add_round(store, ROUND, "inventory", groups)


def test_coverage_is_told_in_every_figure_of_the_round(store: Store) -> None:
    inventory(store, 32)
    set_asked(store, ROUND, 40, {"01": 20}, by=LOCAL_BOARD)
    coverage = coverage_of(store.cursor(), find_round(store.cursor(), ROUND))
    assert coverage is not None
    assert (coverage.answered, coverage.asked, coverage.share) == (32, 40, 0.8)
    assert dict(coverage.regions) == {"01": (16, 20)}
    for language, said in (
        ("sv", "32 av 40 tillfrågade har svarat (80\u00a0%)"),
        ("en", "32 of 40 asked answered (80%)"),
    ):
        for audience in (BOARD, VIEWER):
            for figure_id in ("groups-by-region", "groups-by-kind", "groups-funnel"):
                figure = draw(store, figure_id, [ROUND], language, audience=audience)
                assert said in figure.subtitle
                assert any(said in note for note in figure.notes)


def test_few_answers_are_remarked_on(store: Store) -> None:
    inventory(store, 23)
    for asked, remark in ((40, True), (38, False), (20, False)):
        set_asked(store, ROUND, asked, {}, by=LOCAL_BOARD)
        coverage = coverage_of(store.cursor(), find_round(store.cursor(), ROUND))
        assert coverage is not None
        assert coverage.is_low is remark
        assert ("less than 60%" in coverage_note(coverage, words_in("en"))) is remark
    assert coverage.share is None  # more answered than were asked: no share is told
    set_asked(store, ROUND, 0, {}, by=LOCAL_BOARD)
    assert coverage_of(store.cursor(), find_round(store.cursor(), ROUND)) is None
    assert "asked" not in draw(store, "groups-by-kind", [ROUND], "en").subtitle


def test_more_in_the_regions_than_in_all_is_refused(store: Store) -> None:
    inventory(store, 12)
    with pytest.raises(AskedDoesNotFit):
        set_asked(store, ROUND, 10, {"01": 6, "12": 5}, by=LOCAL_BOARD)
    assert coverage_of(store.cursor(), find_round(store.cursor(), ROUND)) is None


def test_hidden_figure_tells_nothing_of_who_was_asked(store: Store) -> None:
    add_round(store, "k", "congress", [leader(1, 2, members_led=9, dropouts=1)] * 7)
    set_asked(store, "k", 9, {}, by=LOCAL_BOARD)
    figure = draw(store, "dropout-rate", ["k"], "en", audience=VIEWER)
    assert figure.is_hidden
    assert not re.search(r"\b[79]\b", figure.text)
    assert "7 of 9" in draw(store, "dropout-rate", ["k"], "en", audience=BOARD).subtitle


def test_printed_and_made_up_rounds_have_no_coverage() -> None:
    for figure_id in ("groups-by-region", "groups-over-time"):
        assert "asked" not in draw(bundled_store(), figure_id, language="en").subtitle
