"""Does a figure shown in a hall show what everybody may see, and lead on without a script?"""

from __future__ import annotations

import functools
import re

import pytest
from starlette.applications import Starlette

from balint.figures import draw
from balint.rounds import set_state
from balint.store import Store
from balint.web.stage import Stage
from balint.words import unbroken
from tests.figures.own_rounds import add_round, leader
from tests.stores import bundled_store
from tests.web.asking import Answer, ask
from tests.web.test_light_pages import RANKED, Elements

SITE = "https://balint.example"
LIST = "figure=timeline&figure=dropout-rate&figure=class-table"


@functools.cache
def bundled_stage() -> Starlette:
    """Give the stage of all that ships."""
    return Starlette(routes=Stage(bundled_store).routes)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Show the second of three figures."""
    monkeypatch.setenv("BALINT_PUBLIC_URL", f"{SITE}/siffror")
    return ask(bundled_stage(), f"/present/dropout-rate?{LIST}&lang=en")


def test_stage_reads_whole_as_text_alone(shown: Answer) -> None:
    elements = Elements(shown.text)
    figure = draw(bundled_store(), "dropout-rate", language="en")
    assert shown.status == 200
    assert elements.named("html") == [{"lang": "en"}]
    assert unbroken(figure.title) in elements.text
    assert "n Leaders: 65 · Members: 2,598" in " ".join(elements.text.split())
    assert "rounds" not in elements.text.lower()
    assert "Demo data, made up" in elements.text
    assert [image["alt"] for image in elements.named("img")] == [unbroken(figure.sentence)]
    assert len(elements.named("h1")) == 1
    assert "balint.example/siffror/f/dropout-rate" in re.sub(r"<[^>]*>", "", shown.text)


def test_stage_leads_on_by_links(shown: Answer) -> None:
    links = {
        link["data-way"]: str(link["href"])
        for link in Elements(shown.text).named("a")
        if "data-way" in link
    }
    assert links == {
        "leave": "/f/dropout-rate?round=demo-congress-b&round=demo-congress-a&lang=en",
        "first": f"/present/timeline?{LIST}&lang=en",
        "before": f"/present/timeline?{LIST}&lang=en",
        "after": f"/present/class-table?{LIST}&lang=en",
        "last": f"/present/class-table?{LIST}&lang=en",
    }
    for path in links.values():
        if path.startswith("/present"):
            assert ask(bundled_stage(), path).status == 200


def test_policy_of_the_stage_allows_its_own_script_alone(shown: Answer) -> None:
    policy = shown.headers["content-security-policy"]
    assert re.search(r"script-src 'sha256-[^' ]+'$", policy)
    assert "unsafe" not in policy
    assert [script for script in Elements(shown.text).named("script") if script] == []
    assert shown.headers["x-robots-tag"] == "noindex"


def test_picture_too_high_for_a_hall_has_its_sentence_beside_it() -> None:
    wide, high = (
        Elements(ask(bundled_stage(), f"/present/{figure_id}?lang=en").text)
        for figure_id in ("groups-over-time", "timeline")
    )
    wide_says, high_says = (
        draw(bundled_store(), figure_id, language="en").sentence
        for figure_id in ("groups-over-time", "timeline")
    )
    assert [image["alt"] for image in wide.named("img") + high.named("img")] == [wide_says, ""]
    assert (wide_says in wide.text, high_says in high.text) == (False, True)


def test_stage_without_a_public_address_has_no_code() -> None:
    page = ask(bundled_stage(), "/present/timeline?lang=en").text
    assert "<svg" not in page
    assert "when the app knows its public address" in page


def test_each_figure_of_a_show_takes_the_rounds_that_fit_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", SITE)
    query = "figure=dropout-agreement&figure=timeline&round=demo-congress-a&lang=en"
    first, second = (
        ask(bundled_stage(), f"/present/{figure_id}?{query}").text
        for figure_id in ("dropout-agreement", "timeline")
    )
    assert "Demo: congress A" in first
    assert "?round=demo-congress-a</a>" in re.sub("<wbr>", "", first)  # not what others see first
    assert "Demo: congress A" not in second
    assert "balint.example/f/timeline</a>" in re.sub("<wbr>", "", second)


@pytest.mark.parametrize(
    "address",
    [
        "/present/nope",
        "/present/timeline?figure=nope",
        "/present/timeline?round=nope",
        "/present/timeline?round=%3Cscript%3E",
        "/present/dropout-rate?round=demo-congress-a&round=published-congress-2005&round=x",
    ],
)
def test_show_of_nothing_says_so_and_repeats_nothing(address: str) -> None:
    answer = ask(bundled_stage(), address, headers={"accept-language": "en"})
    assert answer.status == 404
    assert "There is no public figure at this address" in answer.text
    assert "<script" not in answer.text


def test_hidden_round_is_shown_in_no_hall() -> None:
    store = Store.open(":memory:")
    add_round(store, "own", "congress", RANKED)
    app = Starlette(routes=Stage(lambda: store).routes)
    address = "/present/dropout-reasons?round=own&lang=sv"
    assert ask(app, address).status == 200
    with store.transaction() as cursor:
        set_state(cursor, "own", "open")
    assert ask(app, address).status == 404


def test_few_people_are_shown_as_a_question() -> None:
    store = Store.open(":memory:")
    add_round(store, "few", "congress", [leader(1, 2, 3, 4, 5, 6, 7) for _ in range(4)])
    page = ask(Starlette(routes=Stage(lambda: store).routes), "/present/dropout-reasons?lang=en")
    figure = draw(store, "dropout-reasons", language="en")
    assert page.status == 200
    assert f"<h1>{figure.question}</h1>" in page.text
    assert "<picture>" not in page.text
    assert figure.title not in page.text


def test_figure_without_a_picture_for_readers_is_passed_over_in_a_show() -> None:
    listed = "figure=timeline&figure=group-types&figure=class-table"
    passed = ask(bundled_stage(), f"/present/group-types?{listed}&lang=en")
    assert passed.status == 303
    left = "/present/class-table?figure=timeline&figure=class-table&lang=en"
    assert passed.headers["location"] == left
    assert ask(bundled_stage(), left).status == 200
    assert ask(bundled_stage(), "/present/group-types?lang=en").status == 200
