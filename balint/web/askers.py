"""Where does a request come from, and did it come over TLS?

The app listens on its own machine. Whoever asks from there may be the proxy, whose forwarding
headers are then believed; from anywhere else they are words of a stranger.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.types import Scope

from balint.access import came_through_another, is_loopback
from balint.public_address import public_url

LONGEST_NAME = 64
"""Of what stands where an address is expected and is none."""
ONE_HOUSEHOLD = 64
"""Bits of an IPv6 address that a network hands out together; the rest its owner chooses freely."""


def header(scope: Scope, name: bytes) -> str:
    """Give what a request says under a name, the last time that it says it; else ""."""
    return next(
        (value.decode("latin-1") for key, value in reversed(scope["headers"]) if key == name), ""
    )


def asker(scope: Scope) -> str:
    """Name the network that asks: its address, or the one that the proxy beside us saw."""
    peer = _peer(scope)
    if is_loopback(peer):
        peer = header(scope, b"x-forwarded-for").rpartition(",")[2].strip() or peer
    try:
        address = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return peer[:LONGEST_NAME]
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, ONE_HOUSEHOLD), strict=False))
    return str(address)


def asks_from_this_machine(scope: Scope) -> bool:
    """Say whether no other machine stands behind a request."""
    names = (name.decode("latin-1") for name, _ in scope["headers"])
    return is_loopback(_peer(scope)) and not came_through_another(names)


def is_over_tls(scope: Scope) -> bool:
    """Say whether the reader's browser speaks TLS: with us, or with the proxy beside us."""
    if scope["scheme"] == "https" or urlsplit(public_url() or "").scheme == "https":
        return True
    return header(scope, b"x-forwarded-proto") == "https" and is_loopback(_peer(scope))


def _peer(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""
