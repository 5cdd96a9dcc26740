"""How often is a property tried, and on what kind of machine?"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

TRIES = 25


def holds_for(*strategies: SearchStrategy) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a test on the same examples every time, however slow the machine is."""
    tried = settings(max_examples=TRIES, deadline=None, derandomize=True, database=None)
    return lambda test: tried(given(*strategies)(test))
