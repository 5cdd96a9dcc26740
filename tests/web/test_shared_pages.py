"""Does a link open its figures and nothing else, and leave no trace of itself with others?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from balint import links
from balint.access import LOCAL_BOARD
from balint.intake import undo
from balint.links import find_link, in_days, make_leader_link, revoke_link
from balint.queries import rows
from balint.releases import bring_back, release, withdraw
from balint.sharing import make_share_link
from balint.store import Store, today_in_sweden
from balint.web.light import LightPages
from balint.web.middleware import PageHead, SecurityHeaders
from balint.web.shared import SharedPages
from tests.figures.own_rounds import add_round, leader
from tests.web.asking import Answer, ask
from tests.web.test_light_pages import ENDINGS, Elements

ROUND, OTHER = "kongress-2027", "kongress-2026"
SWEDISH = "lang=sv"


@dataclass(frozen=True)
class Hall:
    """An app with one round that is shared by a link and one that is not."""

    store: Store
    app: Starlette
    link_id: str
    path: str

    def ask(self, rest: str = "", **headers: str) -> Answer:
        """Ask something below the link's own address, in Swedish unless it says otherwise."""
        language = "" if "lang=" in rest else f"{'&' if '?' in rest else '?'}{SWEDISH}"
        return ask(self.app, f"{self.path}{rest}{language}", headers=headers)

    def nothing(self) -> Answer:
        """Ask with a token that never was."""
        return ask(self.app, f"/s/{'x' * 43}?{SWEDISH}")


def app_of(store: Store) -> Starlette:
    """Give the light and the shared pages of a store, as the server mounts them."""
    light = LightPages(lambda: store)
    middleware = [Middleware(SecurityHeaders), Middleware(PageHead)]
    return Starlette(routes=[*light.routes, *SharedPages(light).routes], middleware=middleware)


@pytest.fixture
def hall() -> Iterator[Hall]:
    with closing(Store.open(":memory:")) as store:
        told = {"members_led": 40, "dropouts": 4}
        for round_id in (ROUND, OTHER):
            people = [leader(1, 2, 3, 4, 5, 6, 7, **told)] * 12
            add_round(store, round_id, "congress", people, released=False)
        figures = ("dropout-reasons", "dropout-rate")
        made = make_share_link(store, [ROUND], figures, by=LOCAL_BOARD, expires_at=in_days(30))
        yield Hall(store, app_of(store), made.id, made.path)


def same(one: Answer, other: Answer) -> bool:
    """Say whether nothing tells two answers apart."""
    return (one.status, one.headers, one.body) == (other.status, other.headers, other.body)


def test_link_lists_its_figures_and_each_opens(hall: Hall) -> None:
    page = hall.ask()
    elements = Elements(page.text)
    own = [str(link["href"]) for link in elements.named("a") if "dropout" in str(link["href"])]

    assert page.status == 200
    assert len(own) == 2
    assert f"Omgång {ROUND}" in elements.text
    assert OTHER not in page.text
    for address in own:
        figure = ask(hall.app, address)
        assert figure.status == 200
        assert f"Omgång {ROUND}" in Elements(figure.text).text


@pytest.mark.parametrize("ending", ENDINGS)
def test_shared_figure_has_every_face_and_says_keep_it_to_yourself(hall: Hall, ending: str) -> None:
    answer = hall.ask(f"/dropout-reasons{ending}")
    public = ask(hall.app, f"/f/dropout-reasons{ending}?{SWEDISH}&round={ROUND}")

    assert answer.status == 200
    assert public.status == 404
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "etag" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_page_shows_its_pictures_from_the_same_link(hall: Hall) -> None:
    elements = Elements(hall.ask("/dropout-rate").text)
    pictures = [str(each["srcset"]) for each in elements.named("source")]
    pictures += [str(each["src"]) for each in elements.named("img")]
    files = [str(each["href"]) for each in elements.named("a") if "." in str(each["href"])]

    assert len(pictures) == 4
    assert len(files) == 7
    assert not [each for each in elements.named("a") if "/present" in str(each["href"])]
    for address in (*pictures, *files):
        assert address.startswith(f"{hall.path}/dropout-rate.")
        assert ask(hall.app, address).status == 200


def test_page_of_a_link_tells_services_and_search_engines_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example")
    for page in (hall.ask(), hall.ask("/dropout-reasons")):
        elements = Elements(page.text)
        metas = [each for each in elements.named("meta") if "property" in each]
        kinds = {str(each["rel"]) for each in elements.named("link")}
        assert metas == []
        assert kinds == {"icon"}
        assert {"name": "robots", "content": "noindex"} in elements.named("meta")
        assert "balint.example" not in page.text


def test_page_says_until_when_it_opens_and_of_which_day_its_answers_are(hall: Hall) -> None:
    link = find_link(hall.store.cursor(), hall.link_id)
    for page in (hall.ask("?lang=en"), hall.ask("/dropout-reasons?lang=en")):
        text = Elements(page.text).text
        assert f"until the end of {link.last_day.day} " in text
        assert '<html lang="en">' in page.text


@pytest.mark.parametrize(
    "rest",
    [
        "/dropout-agreement",
        "/dropout-positions.csv",
        "/timeline",
        "/groups-by-region.json",
        f"/dropout-reasons?round={OTHER}",
        f"/dropout-reasons.json?round={OTHER}",
        f"/dropout-rate?round={ROUND}&round={OTHER}",
        f"/dropout-rate.csv?round={OTHER}",
        "/dropout-rate?split=country",
        "/dropout-rate.csv?split=obligatory",
        "/dropout-rate.gif",
        f"/dropout-rate.xlsx?round={OTHER}",
        "/dropout-rate/",
        "/",
        "/../f/timeline",
        "/no-such",
        "/%3Cscript%3E",
    ],
)
def test_no_address_opens_more_than_the_link_shows(hall: Hall, rest: str) -> None:
    assert same(hall.ask(rest), hall.nothing())


@pytest.mark.parametrize(
    "query", ["?figure=timeline", "?figures=timeline&all=1", f"?round={OTHER}"]
)
def test_list_of_a_link_is_not_widened_by_its_query(hall: Hall, query: str) -> None:
    assert hall.ask(query).body == hall.ask().body


def test_rounds_named_to_a_link_are_only_its_own(hall: Hall) -> None:
    assert hall.ask(f"/dropout-reasons?round={ROUND}").status == 200
    release(hall.store, OTHER, by=LOCAL_BOARD)
    assert same(hall.ask(f"/dropout-reasons?round={OTHER}"), hall.nothing())


def test_revoked_expired_withdrawn_and_unknown_links_are_the_same_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaders = make_leader_link(hall.store, ROUND, by=LOCAL_BOARD, expires_at=in_days(1))
    token = leaders.path.partition("=")[2]
    nothing = hall.nothing()
    rests = ("", "/dropout-reasons", "/dropout-rate.json", "/dropout-reasons.png?shape=card")
    assert {hall.ask(rest).status for rest in rests} == {200}
    assert nothing.status == 404
    assert nothing.headers["cache-control"] == "private, no-store"
    assert nothing.headers["referrer-policy"] == "no-referrer"
    for rest in rests:
        assert same(ask(hall.app, f"/s/{token}{rest.partition('?')[0]}?{SWEDISH}"), nothing)

    withdraw(hall.store, ROUND, by=LOCAL_BOARD)
    assert all(same(hall.ask(rest), nothing) for rest in rests)
    bring_back(hall.store, ROUND, by=LOCAL_BOARD)
    assert hall.ask().status == 200

    expiry = find_link(hall.store.cursor(), hall.link_id).expires_at
    with monkeypatch.context() as later:
        later.setattr(links, "utc_now", lambda: expiry + dt.timedelta(seconds=1))
        assert all(same(hall.ask(rest), nothing) for rest in rests)
    assert hall.ask().status == 200

    revoke_link(hall.store, hall.link_id, by=LOCAL_BOARD)
    assert all(same(hall.ask(rest), nothing) for rest in rests)
    withdraw(hall.store, ROUND, by=LOCAL_BOARD)
    bring_back(hall.store, ROUND, by=LOCAL_BOARD)
    assert all(same(hall.ask(rest), nothing) for rest in rests)
    for other in ("/s", "/s/", "/s/%00", f"/s/{'a' * 5_000}", "/s/..%2ff", f"/s/{hall.link_id}"):
        assert same(ask(hall.app, f"{other}?{SWEDISH}"), nothing)


def test_nothing_says_whom_to_ask_and_not_whether_there_was_a_link(hall: Hall) -> None:
    assert "Länken har stängts eller gått ut" in hall.nothing().text
    assert "offentlig figur" not in hall.nothing().text


def test_later_answers_leave_every_face_of_a_link_as_it_is(hall: Hall) -> None:
    faces = [f"/dropout-rate{ending}" for ending in (".svg", ".csv")]
    before = [hall.ask(face).body for face in faces]
    title = re.search("<h1>.*</h1>", hall.ask("/dropout-rate").text)
    sent = rows(hall.store.cursor(), "rounds/submissions", round_id=ROUND)
    undo(hall.store, str(sent[0]["submission_id"]), by=LOCAL_BOARD)

    assert [hall.ask(face).body for face in faces] == before
    assert title
    assert title[0] in hall.ask("/dropout-rate").text
    assert b'"members": 480' in hall.ask("/dropout-rate.json").body


def test_opening_a_link_is_noted_and_changes_no_version(hall: Hall) -> None:
    version = hall.store.data_version
    hall.nothing()
    assert find_link(hall.store.cursor(), hall.link_id).last_opened_on is None
    hall.ask("/dropout-reasons")
    assert find_link(hall.store.cursor(), hall.link_id).last_opened_on == today_in_sweden()
    assert hall.store.data_version == version


def test_two_links_of_one_round_keep_to_their_own_answers(hall: Hall) -> None:
    more = [leader(7, 6, 5, 4, 3, 2, 1, members_led=10, dropouts=5)] * 12
    add_round(hall.store, "third", "congress", more, released=False)
    other = make_share_link(
        hall.store, ["third"], ["dropout-rate"], by=LOCAL_BOARD, expires_at=in_days(1)
    )
    first, second = (
        ask(hall.app, f"{path}/dropout-rate.json?{SWEDISH}").body
        for path in (hall.path, other.path)
    )
    assert b'"members": 480' in first
    assert b'"members": 120' in second
    assert hall.ask("/dropout-rate.json").body == first


def test_demo_rounds_keep_their_badge_behind_a_link() -> None:
    with closing(Store.open(":memory:")) as store:
        add_round(store, "made-up", "congress", [leader(1, 2, 3, 4, 5, 6, 7)] * 12, "demo")
        made = make_share_link(
            store, ["made-up"], ["dropout-reasons"], by=LOCAL_BOARD, expires_at=in_days(1)
        )
        pages = [
            ask(app_of(store), f"{made.path}{rest}?lang=en") for rest in ("", "/dropout-reasons")
        ]
        assert all('<p class="badge demo">Demo' in page.text for page in pages)
        assert "<h1>Demo: " in pages[1].text


def test_what_breaks_behind_a_link_is_kept_as_close(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("balint.web.shared.shared_figures", broken)
    answer = hall.ask()
    assert answer.status == 500
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "Incident" in caplog.text
    assert hall.path.rpartition("/")[2] not in caplog.text
