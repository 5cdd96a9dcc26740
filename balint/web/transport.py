"""What must a browser know that speaks TLS? To keep to it, and to send no cookie without it."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from balint.web.askers import is_over_tls

STAY = (b"strict-transport-security", b"max-age=31536000")
"""For a year."""
_SECURE = re.compile(rb";\s*secure\s*(;|$)", re.IGNORECASE)


class OnlyOverTls:
    """Mark every cookie as Secure, Streamlit's too, and tell the browser to stay with TLS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave answers to a browser without TLS as they are; it would drop such cookies."""
        if scope["type"] != "http" or not is_over_tls(scope):
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                marked = [(name, _marked(name, value)) for name, value in message["headers"]]
                if STAY[0] not in {name for name, _ in marked}:
                    marked.append(STAY)
                message["headers"] = marked
            await send(message)

        await self.app(scope, receive, send_marked)


def _marked(name: bytes, value: bytes) -> bytes:
    if name.lower() != b"set-cookie" or _SECURE.search(value):
        return value
    return value + b"; Secure"
