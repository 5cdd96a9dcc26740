"""Does whoever asks too often wait, while a whole congress hall is answered?"""

from __future__ import annotations

from starlette.applications import Starlette

from balint.web.rates import FILES, SIGN_IN, SWEEP_EVERY, UNKNOWN, RateLimits
from balint.web.sizes import UPLOADS
from tests.web.asking import Answer, ask, ask_at_once, run_apart
from tests.web.doors import door, scope_of

HALL = "198.51.100.1"
ELSEWHERE = "203.0.113.7"


def asked(app: Starlette, address: str, times: int, method: str = "GET") -> list[int]:
    """Ask the same from the hall, and give each status."""
    return [answer.status for answer in ask_at_once(app, [address] * times, method, client=HALL)]


def test_whoever_tries_to_sign_in_too_often_waits() -> None:
    app, most = door(), SIGN_IN.amount
    assert asked(app, "/auth/login", most // 2) + asked(app, "/oauth2callback", most // 2) == (
        [302] * most
    )
    for path in ("/auth/login", "/oauth2callback"):
        refused = ask(app, path, headers={"Accept-Language": "en"}, client=HALL)
        assert refused.status == 429
        assert 0 < int(refused.headers["retry-after"]) <= SIGN_IN.get_expiry()
        assert "Wait 5 minutes and load the page again" in refused.text
        assert '<html lang="en">' in refused.text
    assert "Vänta 5 minuter" in ask(app, "/auth/login", client=HALL).text
    assert ask(app, "/auth/login", client=ELSEWHERE).status == 302
    assert asked(app, "/f/timeline", 3) == [200] * 3


def test_whoever_sends_too_many_files_waits() -> None:
    app = door()
    path = f"{UPLOADS}session/file"
    assert asked(app, path, FILES.amount, "PUT") == [200] * FILES.amount
    assert asked(app, path, 2, "PUT") == [429] * 2
    assert asked(app, path, 2) == [200] * 2  # to ask for what may be sent costs nothing
    assert ask(app, path, "PUT", client=ELSEWHERE).status == 200


def test_links_cannot_be_guessed() -> None:
    app = door()
    guesses = [f"/s/dead-{n}" for n in range(UNKNOWN.amount)]
    assert {answer.status for answer in ask_at_once(app, guesses, client=HALL)} == {404}
    # From then on no link is looked up, right or wrong.
    assert ask(app, "/s/right", client=HALL).status == 429
    assert ask(app, "/s/dead-0", client=HALL).status == 429
    assert ask(app, "/s/right", client=ELSEWHERE).status == 200
    # What is public is still there for the others in the hall; what is not there says "wait".
    assert ask(app, "/f/timeline", client=HALL).status == 200
    unknown = ask(app, "/f/dead-x", client=HALL)
    assert unknown.status == 429
    assert b"n_bytes" not in unknown.body
    assert unknown.headers["retry-after"]


def test_a_hall_that_follows_one_dead_link_may_follow_the_right_one() -> None:
    app = door()
    assert asked(app, "/s/dead?lang=sv", 300) == [404] * 300
    assert asked(app, "/f/dead?round=x", 300) == [404] * 300
    assert asked(app, "/s/right", 300) == [200] * 300


def test_three_hundred_phones_and_a_storm_of_reloads_pass() -> None:
    app = door()
    parts = ("/f/a", "/f/a.svg?shape=wide", "/f/a.svg?shape=narrow", "/f/icon.svg", "/s/right")
    answers: list[Answer] = ask_at_once(app, [*parts * 300, *["/f/a"] * 3_000])
    assert {answer.status for answer in answers} == {200}


def test_pages_and_web_sockets_are_not_counted() -> None:
    met: list[str] = []

    async def app(scope: object, _receive: object, _send: object) -> None:
        met.append(scope["type"])  # type: ignore[index]

    limits = RateLimits(app)
    scope = scope_of(HALL, {}) | {"type": "websocket", "path": "/s/x"}
    run_apart(limits(scope, None, None))
    run_apart(limits(scope_of(HALL, {}), None, None))
    assert met == ["websocket", "http"]
    assert limits._storage.events == {}


def test_who_asks_no_more_is_forgotten() -> None:
    async def app(_scope: object, _receive: object, _send: object) -> None:
        pass

    limits = RateLimits(app)
    storage = limits._storage

    async def ask_from(*networks: str) -> None:
        for network in networks:
            scope = scope_of(network, {}) | {"path": "/f/a", "method": "GET"}
            await limits(scope, None, None)

    run_apart(ask_from(*(f"2001:db8:0:{n:x}::1" for n in range(SWEEP_EVERY - 1))))
    assert len(storage.events) == SWEEP_EVERY - 1
    storage.events = {key: [] for key in storage.events}  # what its clock leaves after a minute
    run_apart(ask_from(HALL))
    assert [HALL in key for key in storage.events] == [True]
