"""Does the server answer health, headers, unknown addresses and languages as promised?"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from urllib.robotparser import RobotFileParser

import pytest

from balint import __version__
from tools.running_app import RunningApp


def get(address: str, **asked: str) -> tuple[int, dict[str, str], bytes]:
    """Ask an address; an answer that refuses is an answer too."""
    try:
        request = urllib.request.Request(address, headers=asked)  # noqa: S310 - our own
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, {k.lower(): v for k, v in refused.headers.items()}, refused.read()


def test_health_tells_status_database_and_version(app_server: RunningApp) -> None:
    status, headers, body = get(f"{app_server.address}/healthz")
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert json.loads(body) == {
        "status": "ok",
        "database": "reachable",
        "version": __version__,
    }


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/figures", "/api/a/b"])
def test_unknown_api_address_is_not_found(app_server: RunningApp, path: str) -> None:
    status, headers, body = get(app_server.address + path)
    assert status == 404
    assert headers["content-type"] == "application/json"
    assert json.loads(body)["path"] == path


@pytest.mark.parametrize("path", ["/", "/avhopp", "/healthz", "/api/x"])
def test_every_answer_carries_the_security_headers(app_server: RunningApp, path: str) -> None:
    _, headers, _ = get(app_server.address + path)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("query", "language"), [("", "sv"), ("?lang=en", "en"), ("?lang=sv", "sv"), ("?lang=x", "sv")]
)
def test_page_is_served_in_the_language_of_its_address(
    app_server: RunningApp, query: str, language: str
) -> None:
    status, headers, body = get(f"{app_server.address}/{query}")
    assert status == 200
    assert f'<html lang="{language}">'.encode() in body
    assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_answer_names_each_header_that_it_varies_by_once(
    app_server: RunningApp, encoding: str
) -> None:
    _, headers, _ = get(f"{app_server.address}/f/timeline", **{"Accept-Encoding": encoding})
    assert headers["vary"] == "Accept-Encoding, Accept-Language"


def test_search_engines_are_asked_to_keep_away_and_link_cards_are_not(
    app_server: RunningApp,
) -> None:
    status, headers, body = get(f"{app_server.address}/robots.txt")
    assert (status, headers["content-type"]) == (200, "text/plain; charset=utf-8")
    rules = RobotFileParser()
    rules.parse(body.decode().splitlines())
    for path in ("/", "/avhopp", "/f", "/f/dropout-rate", "/s/some-token", "/present/timeline"):
        assert not rules.can_fetch("Googlebot", path)
    assert rules.can_fetch("Twitterbot", "/f/dropout-rate.png?shape=card")
    assert not rules.can_fetch("Twitterbot", "/s/some-token")


def test_page_names_itself_and_leads_whoever_has_no_javascript_on(app_server: RunningApp) -> None:
    _, _, body = get(f"{app_server.address}/avhopp")
    page = body.decode()
    assert "<title>Balint i siffror</title>" in page
    assert '<a href="/f?lang=sv">Figurerna finns här utan.</a>' in page
    assert "_stcore/agent" not in page.split("<noscript>")[1]
