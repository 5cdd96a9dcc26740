"""Does the overview tell what is known, from what, and what is not, in every state of the data?"""

from __future__ import annotations

import functools

import pytest

from balint.disclosure import BOARD, VIEWER, Audience
from balint.figures import definition, draw
from balint.figures.headlines import Headline, demo_headlines, headlines
from balint.figures.standing import Statement, what_has_changed, what_is_missing
from balint.forms import load_form
from balint.rounds import add_submission, find_round
from balint.store import Store
from tests.figures.own_rounds import Answer, add_round, leader, physician
from tests.stores import bundled_store, new_store

GROUPS, WHERE, LEAVE, WHY, WORK, PATIENTS = range(6)
ORDER = (1, 2, 3, 4, 5, 6, 7)


@functools.cache
def printed_store() -> Store:
    return new_store(without_demo=True)


@functools.cache
def answered_store() -> Store:
    """Give a store with released rounds, two of congresses, and one that is not released."""
    store = new_store()
    groups: list[Answer] = [
        {"region": code, "status": "active", "members": members}
        for code, members in (("01", 8), ("01", None), ("12", 7), ("25", 6))
    ]
    add_round(store, "own-inventory", "inventory", groups)
    for round_id, dropouts in (("own-congress-a", 1), ("own-congress-b", 4)):
        told = [leader(*ORDER, members_led=10, dropouts=dropouts) for _ in range(20)]
        add_round(store, round_id, "congress", [*told, leader(*ORDER)])
    few = [physician(arm, 5 + place) for arm in ("balint", "reference") for place in range(4)]
    add_round(store, "own-study1", "study1", few)
    add_round(store, "own-study2", "study2", [{"arm": "balint"}] * 3, released=False)
    return store


def told(store: Store, language: str = "en", audience: Audience = BOARD) -> list[Headline]:
    return headlines(store, language, audience)


def text(statements: list[Statement]) -> str:
    return "\n".join(f"{each.text} {each.basis}" for each in statements)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("audience", [BOARD, VIEWER], ids=lambda audience: audience.name)
def test_store_of_nothing_says_that_nothing_is_known(audience: Audience, language: str) -> None:
    store = Store.open(":memory:")
    found = told(store, language, audience)
    assert {headline.value for headline in found} == {"Okänt" if language == "sv" else "Not known"}
    assert {headline.provenance for headline in found} == {"none"}
    assert all(headline.basis and headline.subject == "upload" for headline in found)
    assert demo_headlines(store, language, audience) == []
    missing = what_is_missing(store, language, audience)
    assert len(missing) == 4
    (changed,) = what_has_changed(store, language, audience)
    assert changed.figure_id == ""
    store.close()


def test_print_alone_is_told_as_printed() -> None:
    found = told(printed_store())
    assert [headline.value for headline in found] == [
        "≈ 40",
        "Not known",
        "≈ 10%",
        "Practical reasons",
        "7 of 8",
        "58%",
    ]
    assert found[WHERE].basis == "No inventory says where the groups are: ask the leaders"
    assert {each.provenance for each in found if each.figure_id} == {"published"}
    # Table 3 of the thesis: 11 of 19 by the questions.
    assert "19 members" in found[PATIENTS].basis
    assert "3 of 16, 19%" in found[PATIENTS].basis
    assert "51 leaders at an international congress" in found[LEAVE].basis
    assert "51 leaders at an international congress" in found[WHY].basis
    assert demo_headlines(printed_store(), "en") == []
    (changed,) = what_has_changed(printed_store(), "en")
    assert (changed.figure_id, changed.subject) == ("", "upload")
    assert "No inventory later than 2003 has been uploaded." in text(
        what_is_missing(printed_store(), "en")
    )


def test_made_up_rounds_change_no_headline_and_stand_apart() -> None:
    assert told(bundled_store()) == told(printed_store())
    made_up = demo_headlines(bundled_store(), "en")
    assert {headline.provenance for headline in made_up} == {"demo"}
    assert len(made_up) == 6
    for listed in (what_has_changed, what_is_missing):
        assert "emo" not in text(listed(bundled_store(), "en"))


def test_released_answers_come_before_print() -> None:
    found = told(answered_store())
    assert [headline.value for headline in found[: WORK + 1]] == [
        "4",
        "18 of 21",
        "40%",
        "Practical reasons",
        "0 of 8",
    ]
    assert found[LEAVE].basis.startswith("80 of 200 members, 20 leaders; ")
    assert found[GROUPS].basis == "Round own-inventory; reported from 3 of 21 regions"
    assert found[WHY].basis == "21 leaders ranked seven reasons; certain at 95%"
    assert found[PATIENTS].provenance == "published"  # its round is not released
    assert {each.figure_id for each in demo_headlines(answered_store(), "en")} == {
        "patient-centred-over-rounds"
    }


def test_what_has_changed_compares_the_two_latest_released_rounds() -> None:
    changed = {each.figure_id: each for each in what_has_changed(answered_store(), "en")}
    assert set(changed) == {"dropout-rate-change", "dropout-reasons-change"}
    rate = changed["dropout-rate-change"]
    assert rate.text == "Dropouts have risen from 10% to 40%"
    assert rate.rounds == ("own-congress-b", "own-congress-a")


def test_what_is_missing_is_read_from_the_data() -> None:
    missing = text(what_is_missing(answered_store(), "en"))
    assert "Round own-study2 waits for release, with 3 answers." in missing
    assert "18 regions have reported no group." in missing
    assert "1 of 21 leaders did not state both members and dropouts." in missing
    assert "1 group did not state its members." in missing
    assert "No questionnaire on roles" not in missing  # it has, and waits
    assert "No inventory" not in missing


def test_readers_hear_of_no_round_before_its_release() -> None:
    missing = text(what_is_missing(answered_store(), "en", VIEWER))
    assert "own-study2" not in missing
    assert "No questionnaire on roles later than the thesis has been uploaded" in missing
    assert "waits for release" not in missing
    assert told(answered_store(), audience=VIEWER)[PATIENTS].provenance == "published"


def test_readers_are_told_that_there_are_too_few_people() -> None:
    board, viewer = (told(answered_store(), audience=each)[WORK] for each in (BOARD, VIEWER))
    assert board.value == "0 of 8"
    assert viewer.value == "Not shown"
    assert viewer.basis == "Too few people have answered yet"
    assert viewer.figure_id == "study1-effects"


def test_changed_answers_since_a_release_are_told_to_the_board() -> None:
    store = Store.open(":memory:")
    add_round(store, "own", "congress", [leader(*ORDER) for _ in range(12)])
    form = load_form("congress")
    late = [[{"leader_code": "L99", **leader(*ORDER)}.get(field) for field in form.field_ids]]
    with store.transaction() as cursor:
        sent = {"file_name": "b.csv", "file_sha256": "", "submitted_by": "board"}
        add_submission(cursor, "own", form, late, **sent)
    assert "Round own: 1 answer has changed since its release." in text(
        what_is_missing(store, "en")
    )
    assert "changed" not in text(what_is_missing(store, "en", VIEWER))
    store.close()


@pytest.mark.parametrize("made", [printed_store, bundled_store, answered_store])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_number_leads_to_a_figure_of_its_own_provenance(
    made: functools._lru_cache_wrapper[Store], language: str
) -> None:
    store = made()
    for headline in (*told(store, language), *demo_headlines(store, language)):
        assert "{" not in f"{headline.value}{headline.label}{headline.basis}"
        if headline.figure_id:
            figure = draw(store, headline.figure_id, headline.rounds, language)
            assert figure.provenance == headline.provenance
            assert definition(headline.figure_id).subject == headline.subject
            kinds = {find_round(store.cursor(), each).provenance for each in headline.rounds}
            assert kinds == {headline.provenance}
