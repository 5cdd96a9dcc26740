"""What does somebody read whose request was turned away at the door?"""

from __future__ import annotations

from functools import lru_cache

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import Scope

from balint.intake import MOST_BYTES
from balint.web import answers
from balint.web.addresses import reader_language
from balint.web.askers import header
from balint.web.render import refused_page
from balint.words import Words, words_in

TOO_LARGE, ADDRESS_TOO_LONG, TOO_OFTEN, HEADERS_TOO_LARGE = 413, 414, 429, 431
READ_AT_MOST = 2_000
"""Bytes of a query that is too long in which a language is looked for."""
MINUTE = 60


def refuse(scope: Scope, status: int, wait_seconds: int = 0) -> Response:
    """Give the answer to a request that is turned away; where it may come again, when."""
    query = QueryParams(scope["query_string"][:READ_AT_MOST].decode("latin-1"))
    language = reader_language(query.get("lang"), header(scope, b"accept-language"))
    answer = answers.refusal(status, _page(status, -(-wait_seconds // MINUTE), language), language)
    if wait_seconds:
        answer.headers["Retry-After"] = str(wait_seconds)
    return answer


@lru_cache(maxsize=200)
def _page(status: int, minutes: int, language: str) -> bytes:
    return refused_page(language, *_told(status, minutes, words_in(language)))


def _told(status: int, minutes: int, say: Words) -> tuple[str, str]:
    """Say what happened, and what to do."""
    if status == TOO_OFTEN:
        return say("Too much was asked for at once"), say.plural(
            "So many requests come from your network that this one was not answered. Wait a "
            "minute and load the page again.",
            "So many requests come from your network that this one was not answered. Wait {n} "
            "minutes and load the page again.",
            minutes,
        )
    if status == TOO_LARGE:
        return say("What was sent is too large"), say(
            "A file may have {megabytes} MB. Save only the answers, without pictures, or send them "
            "in parts.",
            megabytes=MOST_BYTES // 1_000_000,
        )
    if status == ADDRESS_TOO_LONG:
        return say("The address is too long"), say(
            "It was not read to its end. Open the page anew and choose again."
        )
    return say("Your browser sent too much along"), say(
        "Delete what your browser keeps for this site (its cookies), and load the page again."
    )
