"""An open dashboard without a browser: it asks for runs as Streamlit's front end does."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class PageFailed(Exception):
    """A run of a page showed an exception; without this, errors look fast and fine."""


@dataclass
class Session:
    """One reader's session on one page, over a web socket of its own."""

    address: str
    """Of the app: http://127.0.0.1:8501."""
    page: str = ""
    """The page's path without its slash; "" for the overview."""
    bytes_read: int = 0

    async def __aenter__(self) -> Self:
        """Connect; the server says nothing before the first run."""
        host = self.address.removeprefix("http://")
        self._socket = await websockets.connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self.address),
            max_size=None,
            compression=None,
            open_timeout=120,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Go away, as a closed tab does."""
        await self._socket.close()

    async def run(self, **asked: str) -> float:
        """Run the page with these words in its address; gives the seconds until it was done.

        Raises: PageFailed.
        """
        wish = BackMsg()
        wish.rerun_script.query_string = urlencode(asked)
        wish.rerun_script.page_name = self.page
        started = time.perf_counter()
        await self._socket.send(wish.SerializeToString())
        while True:
            received = await self._socket.recv()
            self.bytes_read += len(received)
            message = ForwardMsg()
            message.ParseFromString(received)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    raise PageFailed(element.exception.message)
            if kind == "script_finished":
                return time.perf_counter() - started
