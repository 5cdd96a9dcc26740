"""Is every cookie marked as Secure, and TLS kept to, where the browser speaks it?"""

from __future__ import annotations

import re
import urllib.request

import pytest

from tests.web.asking import ask
from tests.web.doors import door
from tools.running_app import RunningApp

PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


def test_cookies_behind_a_proxy_with_tls_are_secure() -> None:
    answer = ask(door(), "/oauth2callback", headers=PROXY)
    assert len(answer.cookies) == 2  # Streamlit's and ours
    for cookie in answer.cookies:
        assert re.search("; SameSite=Lax.*; Secure$", cookie, re.IGNORECASE)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_cookies_without_tls_stay_as_they_are() -> None:
    for client, headers in (("127.0.0.1", {}), ("203.0.113.7", PROXY)):
        answer = ask(door(), "/oauth2callback", headers=headers, client=client)
        assert "Secure" not in str(answer.cookies)
        assert "strict-transport-security" not in answer.headers


def test_public_address_with_tls_makes_every_cookie_secure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example")
    answer = ask(door(), "/oauth2callback")
    assert [cookie.count("Secure") for cookie in answer.cookies] == [1, 1]
    assert answer.headers["strict-transport-security"]


def test_streamlit_itself_sends_only_secure_cookies(app_server: RunningApp) -> None:
    asked = urllib.request.Request(f"{app_server.address}/_stcore/health", headers=PROXY)  # noqa: S310 - our own
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own
        cookies = answer.headers.get_all("set-cookie")
    assert [each.partition("=")[0] for each in cookies] == ["_streamlit_xsrf"]
    assert all(each.endswith("; Secure") and "SameSite=Lax" in each for each in cookies)
