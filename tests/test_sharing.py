"""Does a share link show its figures as they were when it was made, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from balint import errors
from balint.access import LOCAL_BOARD
from balint.disclosure import BOARD, LEADER, VIEWER
from balint.figures import Figure, draw
from balint.figures.citation import citation
from balint.intake import undo
from balint.links import Link, find_link, in_days, revoke_link
from balint.queries import rows
from balint.releases import release, withdraw
from balint.rounds import known_rounds
from balint.sharing import figures_of, make_share_link, plan_share, shared_figures
from balint.store import Store
from tests.figures.own_rounds import add_round, leader
from tests.stores import new_store
from tests.test_releases import ROUND, send

OTHER = "kongress-2026"
FIGURES = ("dropout-reasons", "dropout-rate")


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(":memory:")) as opened:
        told = {"members_led": 40, "dropouts": 4}
        for round_id in (ROUND, OTHER):
            people = [leader(1, 2, 3, 4, 5, 6, 7, **told)] * 12
            add_round(opened, round_id, "congress", people, released=False)
        yield opened


def share(store: Store, *rounds: str, figures: tuple[str, ...] = FIGURES, anyway: bool = False):
    """Make a link that shows some rounds, the first if none is named."""
    made = make_share_link(
        store,
        rounds or (ROUND,),
        figures,
        by=LOCAL_BOARD,
        expires_at=in_days(30),
        anyway=anyway,
    )
    return find_link(store.cursor(), made.id)


def seen(store: Store, link: Link, figure_id: str = "dropout-rate", *rounds: str) -> Figure:
    """Draw a figure for who holds the link."""
    return draw(store, figure_id, rounds, "en", audience=VIEWER, selection=link.selection)


def test_later_answers_and_undone_ones_leave_a_shared_figure_as_it_is(store: Store) -> None:
    link = share(store)
    before = seen(store, link, "dropout-rate", ROUND)
    send(store, "N1", "N2")
    undo(
        store,
        str(rows(store.cursor(), "rounds/submissions", round_id=ROUND)[-1]["submission_id"]),
        by=LOCAL_BOARD,
    )

    after = seen(store, link, "dropout-rate", ROUND)
    assert after.rows == before.rows
    assert (after.sentence, after.n) == (before.sentence, before.n)
    assert draw(store, "dropout-rate", [ROUND]).rows != before.rows


def test_release_and_link_show_each_what_was_there_then(store: Store) -> None:
    link = share(store)
    send(store, *(f"N{n}" for n in range(15)))
    release(store, ROUND, by=LOCAL_BOARD)
    late = share(store)
    send(store, *(f"M{n}" for n in range(20)))

    public = draw(store, "dropout-reasons", [ROUND], audience=VIEWER)
    assert seen(store, link, "dropout-reasons").n["ranked"] == 12
    assert public.n["ranked"] == seen(store, late, "dropout-reasons").n["ranked"] == 27
    assert draw(store, "dropout-reasons", [ROUND], audience=BOARD).n["ranked"] == 47


def test_shared_round_is_shown_by_its_link_alone(store: Store) -> None:
    link = share(store)
    for audience in (VIEWER, LEADER):
        with pytest.raises(errors.UnknownRound) as refused:
            draw(store, "dropout-rate", [ROUND], audience=audience)
        assert ROUND not in str(refused.value.values["known"])
        assert ROUND not in {found.id for found in known_rounds(store, audience)}
    with pytest.raises(errors.UnknownRound) as refused:
        seen(store, link, "dropout-rate", OTHER)
    assert refused.value.values["known"] == ROUND


def test_link_sees_no_answer_of_another_round(store: Store) -> None:
    link = share(store)
    release(store, OTHER, by=LOCAL_BOARD)
    sent = store.cursor(link_id=link.id).execute("select distinct round_id from congress_current")
    assert sent.fetchall() == [(ROUND,)]
    both = share(store, ROUND, OTHER, figures=("dropout-rate",))
    assert {found.id for found in seen(store, both).rounds} == {ROUND, OTHER}
    assert [found.id for found in seen(store, link).rounds] == [ROUND]


def test_few_people_leave_no_number_on_a_link_either(store: Store) -> None:
    add_round(store, "small", "congress", [leader(1, 2, 3, 4, 5, 6, 7)] * 9, released=False)
    figure = seen(store, share(store, "small", figures=("dropout-agreement",)), "dropout-agreement")
    assert figure.is_hidden
    assert figure.chart is None


@pytest.mark.parametrize(
    ("rounds", "figures", "refusal"),
    [
        ((), FIGURES, errors.NothingToShare),
        ((ROUND,), (), errors.NothingToShare),
        (("no-such",), FIGURES, errors.UnknownRound),
        ((ROUND,), ("no-such",), errors.UnknownFigure),
        ((ROUND, "made-up"), FIGURES, errors.MixedProvenance),
        ((ROUND,), (*FIGURES, "groups-by-region"), errors.UnusedFigure),
        ((ROUND, "empty"), ("dropout-rate",), errors.NothingToRelease),
        ((ROUND, "groups"), FIGURES, errors.UnusedRound),
        ((OTHER, "gone"), FIGURES, errors.RoundWithdrawn),
    ],
)
def test_link_that_cannot_be_is_refused(
    store: Store, rounds: tuple[str, ...], figures: tuple[str, ...], refusal: type[Exception]
) -> None:
    add_round(store, "made-up", "congress", [leader(1)], "demo")
    add_round(store, "empty", "congress", [], released=False)
    add_round(store, "groups", "inventory", [{"region": "01"}], released=False)
    add_round(store, "gone", "congress", [leader(1)], released=False)
    withdraw(store, "gone", by=LOCAL_BOARD)
    with pytest.raises(refusal):
        make_share_link(store, rounds, figures, by=LOCAL_BOARD, expires_at=in_days(1))
    assert rows(store.cursor(), "links/links", link_id=None, token_sha256=None) == []


def test_links_that_few_answers_tell_apart_are_asked_about(store: Store) -> None:
    first = share(store)
    assert plan_share(store, [ROUND], FIGURES)[0].n_apart == 0
    send(store, "N1")

    assert plan_share(store, [ROUND], FIGURES)[0].is_small
    with pytest.raises(errors.ChangeTooSmall):
        share(store)
    assert len(rows(store.cursor(), "links/links", link_id=None, token_sha256=None)) == 1
    second = share(store, anyway=True)
    counts = [seen(store, link, "dropout-reasons").n["ranked"] for link in (first, second)]
    assert counts == [12, 13]


def test_release_close_to_what_a_link_showed_is_asked_about(store: Store) -> None:
    revoke_link(store, share(store).id, by=LOCAL_BOARD)  # who had it may have kept the numbers
    send(store, "N1")

    with pytest.raises(errors.ChangeTooSmall):
        release(store, ROUND, by=LOCAL_BOARD)
    release(store, ROUND, by=LOCAL_BOARD, anyway=True)


def test_published_and_demo_rounds_are_shared_as_they_are() -> None:
    with closing(new_store()) as store:
        printed = share(store, "published-congress-2005", figures=("dropout-reasons-2005",))
        made_up = share(store, "demo-congress-a", "demo-congress-b", figures=("dropout-reasons",))

        assert seen(store, printed, "dropout-reasons-2005").provenance == "published"
        shown = seen(store, made_up, "dropout-reasons", "demo-congress-b")
        assert shown.title.startswith("Demo: ")
        assert store.cursor().execute("select count(*) from release").fetchone() == (0,)


def test_shared_figures_are_listed_with_the_rounds_they_are_drawn_from(store: Store) -> None:
    link = share(store, ROUND, OTHER)
    found = {(choice.figure_id, choice.round_ids) for choice in shared_figures(store, link)}
    assert found == {
        ("dropout-reasons", (ROUND,)),
        ("dropout-reasons", (OTHER,)),
        ("dropout-rate", (ROUND, OTHER)),
    }


def test_figures_to_choose_from_are_those_of_the_rounds(store: Store) -> None:
    rounds = {found.id: found for found in known_rounds(store)}
    assert set(FIGURES) <= set(figures_of([rounds[ROUND]]))
    assert "dropout-reasons-2005" not in figures_of([rounds[ROUND]])
    assert figures_of([]) == []


def test_figure_of_a_link_is_cited_by_its_day_without_a_public_address(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example")
    link = share(store)
    assert "as it was on" in citation(seen(store, link))
    send(store, *(f"N{n}" for n in range(15)))
    release(store, ROUND, by=LOCAL_BOARD)

    public = citation(draw(store, "dropout-rate", [ROUND], "en", audience=VIEWER))
    shared = citation(seen(store, link))
    assert "released on" in public
    assert "https://balint.example/f/" in public
    assert "as it was on" in shared
    assert "balint.example" not in shared
