"""Reading a WebSocket in whole pieces rather than field by field.

tornado asks its stream four times for each frame: for its head, its length, its mask
and its payload. Between two of them the stream holds data that nobody reads, and so
has the loop stop watching the socket, to have it watched again after the fourth.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from tornado.websocket import WebSocketHandler, WebSocketProtocol13

#: So many bytes are taken at once, at most; what a page says is mostly less.
PIECE: Final = 64 * 1024


class ReadAhead:
    """Answers reads from what has come already; takes all there is where it waits.

    Args:
        read: Reads so many bytes, or, if partial, as many of them as there are.
    """

    def __init__(self, read: Callable[[int, bool], Awaitable[bytes]]) -> None:
        self._read = read
        self._data = b""
        self._at = 0

    async def read_bytes(self, count: int) -> bytes:
        """Read so many bytes.

        Raises:
            StreamClosedError: There are not so many.
        """
        end = self._at + count
        if end > len(self._data):
            rest = self._data[self._at :]
            self._data = rest + await self._more(count - len(rest))
            end = count
        data = self._data[end - count : end]
        self._at = end
        if end == len(self._data):
            # Of a large message nothing is kept.
            self._data, self._at = b"", 0
        return data

    async def _more(self, missing: int) -> bytes:
        if missing > PIECE:
            return await self._read(missing, False)
        data = await self._read(PIECE, True)
        if len(data) < missing:
            # Not piece by piece: they may come one byte at a time.
            data += await self._read(missing - len(data), False)
        return data


def read_ahead(handler: WebSocketHandler) -> None:
    """Let a WebSocket that was just opened be read in whole pieces."""
    protocol = handler.ws_connection
    if isinstance(protocol, WebSocketProtocol13):
        ahead = ReadAhead(protocol.stream.read_bytes)
        setattr(protocol.stream, "read_bytes", ahead.read_bytes)  # noqa: B010 - mypy
