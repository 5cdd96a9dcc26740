"""Is what many ask for at the same time made once, and what failed made again?"""

from __future__ import annotations

import asyncio
import time

import pytest

from balint.web.once import Once
from tests.web.asking import run_apart


def test_three_hundred_at_once_cost_one_making() -> None:
    made: list[int] = []

    def make() -> str:
        time.sleep(0.2)
        made.append(1)
        return "page"

    async def everybody() -> list[str]:
        once = Once(kept=5)
        return await asyncio.gather(*[once.get("key", make) for _ in range(300)])

    assert run_apart(everybody()) == ["page"] * 300
    assert made == [1]


def test_what_was_asked_for_longest_ago_is_forgotten() -> None:
    made: list[str] = []

    async def ask_in_turn() -> None:
        once = Once(kept=2)
        for key in ("a", "b", "a", "c", "a", "b"):
            await once.get(key, lambda key=key: made.append(key))

    run_apart(ask_in_turn())
    assert made == ["a", "b", "c", "b"]


def test_failure_reaches_all_who_wait_and_is_not_kept() -> None:
    tries: list[int] = []

    def fail() -> None:
        time.sleep(0.1)
        tries.append(1)
        raise LookupError

    async def twice() -> list[object]:
        once = Once(kept=2)
        both = await asyncio.gather(
            once.get("a", fail), once.get("a", fail), return_exceptions=True
        )
        with pytest.raises(LookupError):
            await once.get("a", fail)
        return both

    assert [type(each) for each in run_apart(twice())] == [LookupError] * 2
    assert len(tries) == 2


def test_one_who_goes_away_takes_nothing_from_the_others() -> None:
    async def one_leaves() -> str:
        once = Once(kept=2, threads=1)
        held = asyncio.ensure_future(once.get("before", lambda: time.sleep(0.2)))
        leaves = asyncio.ensure_future(once.get("a", lambda: "page"))
        stays = asyncio.ensure_future(once.get("a", lambda: "page"))
        await asyncio.sleep(0.05)
        leaves.cancel()
        await held
        return await stays

    assert run_apart(one_leaves()) == "page"
