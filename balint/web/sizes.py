"""How large may a request be? What is larger is refused before it is read."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from balint.web.refusals import ADDRESS_TOO_LONG, HEADERS_TOO_LARGE, TOO_LARGE, refuse

UPLOADS = "/_stcore/upload_file/"
"""Where Streamlit takes files."""
MOST_OF_A_FILE = 11 * 1024 * 1024
"""Bytes: a file of 10 MB (.streamlit/config.toml) in the form that brings it."""
MOST_OF_A_FORM = 100_000
"""Bytes that any other address takes."""
LONGEST_ADDRESS = 8_000
MOST_OF_THE_HEADERS = 32_000
"""Bytes; somebody who is signed in sends up to half of that as cookies."""


class _TooLarge(Exception):
    """More came than the request may have; caught where reading began."""


class SizeLimits:
    """Refuse what is larger than anything the app takes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the sizes that a request states, then count what comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = MOST_OF_A_FILE if scope["path"].startswith(UPLOADS) else MOST_OF_A_FORM
        status = _too_large(scope, most)
        if status:
            await refuse(scope, status)(scope, receive, send)
            return
        await self._counted(scope, receive, send, most)

    async def _counted(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        n_bytes, has_begun = 0, False

        async def receive_at_most() -> Message:
            nonlocal n_bytes
            message = await receive()
            n_bytes += len(message.get("body", b""))
            if n_bytes > most:
                raise _TooLarge
            return message

        async def send_on(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive_at_most, send_on)
        except _TooLarge:
            if not has_begun:
                await refuse(scope, TOO_LARGE)(scope, receive, send)


def _too_large(scope: Scope, most: int) -> int:
    """Give the status with which a request is refused for its sizes, 0 where it is not."""
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return ADDRESS_TOO_LONG
    of_headers = 0
    for name, value in scope["headers"]:
        of_headers += len(name) + len(value)
        if name == b"content-length" and value.isdigit() and int(value[:20]) > most:
            return TOO_LARGE
    return HEADERS_TOO_LARGE if of_headers > MOST_OF_THE_HEADERS else 0
