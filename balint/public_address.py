"""Under which address does everybody read a figure?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from balint.words import Words

PUBLIC = "/f"
"""Where everybody finds the public figures."""


def public_url() -> str | None:
    """Give the address under which the app is reached, from `BALINT_PUBLIC_URL`; no slash ends it.

    Returns: None where it is not set or is no address; the host that a request names is not
    believed.
    """
    address = os.environ.get("BALINT_PUBLIC_URL", "").strip().rstrip("/")
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def whole_address(path: str) -> str:
    """Give the address that leads to a path from anywhere; the path alone where none is known."""
    return f"{public_url() or ''}{path}"


def nowhere(say: Words) -> str:
    """Say that a path alone leads nobody anywhere."""
    return say(
        "This is the path alone: a link or a code would lead nowhere, since the app has not been "
        "told its own address (BALINT_PUBLIC_URL)."
    )


def figure_path(
    figure_id: str,
    round_ids: Iterable[str] = (),
    language: str = "",
    ending: str = "",
    base: str = PUBLIC,
    **more: str,
) -> str:
    """Write where a figure, or with an ending one of its files, is served.

    Takes: `language`, "" for the one that each reader prefers; `base`, where those find it who
    hold a link; `more`, what else the address asks for, "" where it does not.
    """
    ending = f".{ending}" if ending else ""
    return f"{base}/{figure_id}{ending}" + query(round=round_ids, lang=language, **more)


def query(**asked: str | Iterable[str]) -> str:
    """Write what an address asks for, after its path; a name with nothing is left out."""
    pairs = [
        (name, value)
        for name, values in asked.items()
        for value in ([values] if isinstance(values, str) else values)
        if value
    ]
    return f"?{urlencode(pairs)}" if pairs else ""
