"""What may search engines keep? Nothing: few people answer, and shared links are not theirs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse

# Services that show a card for a pasted link are no search engines, and read public figures.
RULES = """\
User-agent: Twitterbot
User-agent: LinkedInBot
User-agent: facebookexternalhit
Allow: /f/
Disallow: /

User-agent: *
Disallow: /
"""


async def robots(_: Request) -> PlainTextResponse:
    """Answer those programs that ask what they may read."""
    return PlainTextResponse(RULES, headers={"Cache-Control": "public, max-age=86400"})
