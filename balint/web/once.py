"""How does what many ask for at the same time get made only once?"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from balint.forgetting import forget_when_erased

T = TypeVar("T")


class Once:
    """What was made, by key: one thread makes it while all others wait for that.

    The `kept` results that were asked for last are kept until answers are erased; what could not
    be made is not.
    """

    def __init__(self, kept: int, threads: int = 2) -> None:
        self._kept = kept
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="light-page")
        self._made: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()
        forget_when_erased(self, Once.clear)

    def clear(self) -> None:
        """Drop all that was made."""
        with self._lock:
            self._made.clear()

    async def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what stands under a key, made on first use. Raises: what `make` raises."""
        future = self._found_or_begun(key, make)
        try:
            if future.done():  # waiting, even for this, costs a turn of the server's loop
                made: T = future.result()
                return made
            # A reader who goes away must not take the others' page along.
            result: T = await asyncio.shield(asyncio.wrap_future(future))
        except Exception:
            self._forget(key, future)
            raise
        return result

    def _found_or_begun(self, key: Hashable, make: Callable[[], Any]) -> Future[Any]:
        with self._lock:
            if key not in self._made:
                self._made[key] = self._pool.submit(make)
                while len(self._made) > self._kept:
                    self._made.popitem(last=False)
            else:
                self._made.move_to_end(key)
            return self._made[key]

    def _forget(self, key: Hashable, failed: Future[Any]) -> None:
        with self._lock:
            if self._made.get(key) is failed:
                del self._made[key]
