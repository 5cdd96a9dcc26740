"""How often may one network ask before it has to wait?

A congress hall is one address, so what is public is given generously. What has to be kept
scarce is what costs much or can be tried: to sign in, to send files, to guess links.
"""

from __future__ import annotations

import hashlib
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from balint.web.askers import asker
from balint.web.refusals import TOO_OFTEN, refuse
from balint.web.sizes import UPLOADS

SIGN_IN = RateLimitItemPerMinute(120, 5, namespace="sign-in")
"""Two for each who signs in: a meeting of sixty leaders, all at once."""
FILES = RateLimitItemPerMinute(120, 10, namespace="files")
LIGHT = RateLimitItemPerMinute(20_000, 1, namespace="light")
"""300 phones open a page of four parts and then all reload it ten times, within a minute."""
UNKNOWN = RateLimitItemPerMinute(100, 5, namespace="unknown")
"""Different addresses with nothing behind them; a dead link counts once for a whole hall."""
SAME_AGAIN = RateLimitItemPerMinute(1, 5, namespace="same-again")

SIGN_IN_PATHS = ("/auth/login", "/oauth2callback")
PUBLIC, SECRET = ("/f/", "/present/"), ("/s/",)
SWEEP_EVERY = 5_000
"""Requests, after which addresses that ask no more are forgotten."""
NOT_FOUND = 404


class RateLimits:
    """Let whoever asks too often wait, and say how long."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._n_counted = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is limited, and let everything else through as it is."""
        rule = _rule(scope) if scope["type"] == "http" else None
        if rule is None:
            await self.app(scope, receive, send)
            return
        who = asker(scope)
        if not self._counts(rule, who):
            await self._wait(rule, who, scope, receive, send)
        elif rule is not LIGHT:
            await self.app(scope, receive, send)
        elif _is_below(scope["path"], SECRET) and not self._limiter.test(UNKNOWN, who):
            await self._wait(UNKNOWN, who, scope, receive, send)
        else:
            await self._unless_guessed(who, scope, receive, send)

    async def _unless_guessed(self, who: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; say "wait" instead of "nothing here" to whoever has tried too many addresses.

        What is public and there is given all the same: another phone in the hall asks for it.
        """
        has_to_wait = False

        async def send_unless_guessed(message: Message) -> None:
            nonlocal has_to_wait
            if message["type"] == "http.response.start" and message["status"] == NOT_FOUND:
                has_to_wait = not self._may_miss(who, scope)
            if not has_to_wait:
                await send(message)

        await self.app(scope, receive, send_unless_guessed)
        if has_to_wait:
            await self._wait(UNKNOWN, who, scope, receive, send)

    def _may_miss(self, who: str, scope: Scope) -> bool:
        """Count an address with nothing behind it, once for all who follow the same dead link."""
        tried = hashlib.sha256(scope["path"].encode() + b"?" + scope["query_string"]).hexdigest()
        if not self._limiter.test(SAME_AGAIN, who, tried):
            return True
        if not self._counts(UNKNOWN, who):
            return False
        return self._counts(SAME_AGAIN, who, tried)

    def _counts(self, rule: RateLimitItem, *whose: str) -> bool:
        """Count a request, and say whether it may still be answered."""
        self._n_counted += 1
        if self._n_counted % SWEEP_EVERY == 0:
            self._forget_idle()
        return self._limiter.hit(rule, *whose)

    def _forget_idle(self) -> None:
        """Drop the names of those of whom nothing is counted any more; the library keeps them."""
        for key in [key for key, events in self._storage.events.items() if not events]:
            self._storage.clear(key)

    async def _wait(
        self, rule: RateLimitItem, who: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        until = self._limiter.get_window_stats(rule, who).reset_time
        answer = refuse(scope, TOO_OFTEN, max(1, math.ceil(until - time.time())))
        await answer(scope, receive, send)


def _rule(scope: Scope) -> RateLimitItem | None:
    path: str = scope["path"]
    if path in SIGN_IN_PATHS:
        return SIGN_IN
    if path.startswith(UPLOADS):
        return FILES if scope["method"] == "PUT" else None
    return LIGHT if _is_below(path, PUBLIC + SECRET) else None


def _is_below(path: str, folders: tuple[str, ...]) -> bool:
    return f"{path}/".startswith(folders)
