"""Which addresses of Streamlit's are nobody's business but this machine's?"""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from balint.web.askers import asks_from_this_machine

# The server's memory and sessions in numbers; an interface for programs, and its description.
_INSIDE = re.compile(r"/_stcore/(metrics|agent)(/|$)")


class InsideOnly:
    """Answer "not found" to who asks from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let all other addresses through, and who asks from this machine without a proxy."""
        inside = scope["type"] == "http" and _INSIDE.search(scope["path"])
        if inside and not asks_from_this_machine(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
