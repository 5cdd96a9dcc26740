"""Are Streamlit's inner addresses answered to this machine alone?"""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.web.asking import ask
from tests.web.doors import door
from tools.running_app import RunningApp

INSIDE = (
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/%6detrics",
    "/_stcore/agent",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/avhopp/_stcore/agent/mcp",
)


@pytest.mark.parametrize("path", INSIDE)
def test_inner_address_is_not_found_from_elsewhere(path: str) -> None:
    assert ask(door(), path, client="203.0.113.7").status == 404
    assert ask(door(), path, headers={"X-Forwarded-For": "203.0.113.7"}).status == 404
    assert ask(door(), path, "POST", {"Via": "1.1 proxy"}).status == 404
    assert ask(door(), path).status == 200


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/metrics-of-a-page", "/agent"])
def test_other_addresses_are_for_all(path: str) -> None:
    assert ask(door(), path, client="203.0.113.7").status == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_running_app_shows_its_inside_to_this_machine_alone(
    app_server: RunningApp, path: str
) -> None:
    with urllib.request.urlopen(app_server.address + path, timeout=60) as answer:  # noqa: S310 - our own
        assert answer.status == 200
    through_a_proxy = urllib.request.Request(  # noqa: S310 - our own
        app_server.address + path, headers={"X-Forwarded-For": "203.0.113.7"}
    )
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(through_a_proxy, timeout=60)  # noqa: S310 - our own
