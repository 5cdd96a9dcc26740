"""Is a request counted for the network that it comes from, whatever its headers claim?"""

from __future__ import annotations

import pytest

from balint.web.askers import asker, asks_from_this_machine, is_over_tls
from tests.test_access import FORWARDING
from tests.web.doors import scope_of


@pytest.mark.parametrize(
    ("client", "forwarded", "who"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # not the proxy beside us: not believed
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.1, 198.51.100.1", "198.51.100.1"),  # the first one anybody can write
        ("127.0.0.1", "192.0.2.1,", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("127.0.0.1", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("127.0.0.1", "<script>" * 20, ("<script>" * 20)[:64]),
        (None, "", ""),
    ],
)
def test_the_network_is_the_peer_or_what_the_proxy_saw(
    client: str | None, forwarded: str, who: str
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert asker(scope_of(client, headers)) == who


@pytest.mark.parametrize(
    ("client", "headers", "from_here"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("203.0.113.7", {}, False),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, False),
        ("127.0.0.1", {"Via": "1.1 proxy"}, False),
        *(("127.0.0.1", {name: "anything"}, False) for name in FORWARDING),
        (None, {}, False),
    ],
)
def test_this_machine_is_who_asks_without_a_proxy(
    client: str | None, headers: dict[str, str], from_here: bool
) -> None:
    assert asks_from_this_machine(scope_of(client, headers)) is from_here


@pytest.mark.parametrize(
    ("public", "client", "scheme", "forwarded", "over_tls"),
    [
        ("", "203.0.113.7", "http", "", False),
        ("", "203.0.113.7", "https", "", True),
        ("", "203.0.113.7", "http", "https", False),
        ("", "127.0.0.1", "http", "https", True),
        ("", "127.0.0.1", "http", "http", False),
        ("http://127.0.0.1:8501", "127.0.0.1", "http", "", False),
        ("https://balint.example", "127.0.0.1", "http", "", True),
    ],
)
def test_tls_is_believed_of_the_proxy_beside_us_alone(
    monkeypatch: pytest.MonkeyPatch,
    public: str,
    client: str,
    scheme: str,
    forwarded: str,
    over_tls: bool,
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", public)
    headers = {"X-Forwarded-Proto": forwarded} if forwarded else {}
    assert is_over_tls(scope_of(client, headers, scheme)) is over_tls
