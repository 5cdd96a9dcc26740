"""What that is kept ready in memory may rest on erased answers, and how is it dropped?"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_KEPT: list[tuple[weakref.ref[Any], Callable[[Any], object]]] = []
_LOCK = threading.Lock()


def forget_when_erased(kept: T, forget: Callable[[T], object]) -> T:
    """Let something that is kept be emptied when answers are erased, as long as it is in use."""
    with _LOCK:
        _KEPT[:] = [each for each in _KEPT if each[0]() is not None]
        _KEPT.append((weakref.ref(kept), forget))
    return kept


def forget_all() -> None:
    """Empty all that is kept; it is made anew where somebody asks for it."""
    with _LOCK:
        every = list(_KEPT)
    for found, forget in every:
        if (kept := found()) is not None:
            forget(kept)
