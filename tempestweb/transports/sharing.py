"""One connected socket, written by its loop and by other threads.

tornado writes a WebSocket on its loop only. A thread that has an answer would have to
wake the loop for it, which takes longer than sending it; so the thread sends by itself
whenever nothing of the loop's own is on its way.
"""

from __future__ import annotations

import socket
import sys
import threading
from typing import TYPE_CHECKING, Final

from tornado.iostream import IOStream, SSLIOStream
from tornado.websocket import WebSocketHandler, WebSocketProtocol13

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

#: A larger frame is left to the loop, where what waits is counted.
LARGEST: Final = 64 * 1024

# RFC 6455, section 5.2: a whole message in one frame, not masked.
_TEXT: Final = 0x81
_BINARY: Final = 0x82

# Section 5.5.1: after it, an end of the connection sends nothing more.
_CLOSE: Final = 0x88


class _Frames:
    """Follows the frames of a server in what is sent, however that is cut.

    Attributes:
        has_close: Whether the frame that ends the connection was among them.
    """

    def __init__(self) -> None:
        self.has_close = False
        self._head = b""
        self._left = 0

    def follow(self, data: memoryview) -> None:
        """Take note of what was sent."""
        while data:
            passed = min(self._left, len(data))
            self._left -= passed
            data = data[passed:]
            if data:
                self._head += data[:1]
                data = data[1:]
                self._begin()

    def _begin(self) -> None:
        """Look at the beginning of a frame, as far as it is there."""
        if len(self._head) < 2:
            return
        length = self._head[1]
        more = {126: 2, 127: 8}.get(length, 0)
        if len(self._head) < 2 + more:
            return
        self._left = int.from_bytes(self._head[2:], "big") if more else length
        self.has_close |= self._head[0] == _CLOSE
        self._head = b""


class SharedSocket(socket.socket):
    """A socket that never mixes the frames of two threads.

    Every call of `send` but those of `send_now` is taken to begin where a frame does,
    or to go on where the last one ended; tornado's are like that, for each frame is
    one buffer of its stream.

    Args:
        plain: The socket to take the place of; of no use afterwards.
    """

    def __init__(self, plain: socket.socket) -> None:
        family, kind, protocol = plain.family, plain.type, plain.proto
        super().__init__(family, kind, protocol, fileno=plain.detach())
        self.setblocking(False)
        self._guard = threading.Lock()
        self._is_midway = False
        # What is left of a frame that `send_now` has begun.
        self._rest = b""
        self._frames = _Frames()

    @property
    def has_rest(self) -> bool:
        """Whether part of a frame waits for the next `send`."""
        return bool(self._rest)

    def send_now(self, frame: bytes) -> bool:
        """Send a frame from any thread; never waits.

        Returns:
            False where nothing was sent: other data is in the way, or the loop has said
            that nothing more comes. Of a frame that was begun, the rest precedes what
            is sent next: see `has_rest`.
        """
        with self._guard:
            if self._is_midway or self._rest or self._frames.has_close:
                return False
            try:
                sent = super().send(frame)
            except OSError:
                # Full, or gone: the loop finds out by itself and does what is right.
                return False
            self._rest = frame[sent:]
            return True

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        """Send as any socket does, after what is left of a frame that was begun."""
        with self._guard:
            while self._rest:
                self._rest = self._rest[super().send(self._rest, flags) :]
            # It stays so where nothing can be sent: the loop will try again.
            self._is_midway = True
            with memoryview(data).cast("B") as view:
                sent = super().send(view, flags)
                self._is_midway = sent < len(view)
                self._frames.follow(view[:sent])
            return sent

    def close(self) -> None:
        """Close it when nobody sends: its number may be another connection's then."""
        with self._guard:
            super().close()


def share(handler: WebSocketHandler) -> SharedSocket | None:
    """Let other threads send over an open WebSocket; call it on its loop.

    Returns:
        None where they cannot: TLS and compression have a state of their own.
    """
    protocol = handler.ws_connection
    # On Windows tornado sends large frames in pieces, and one cannot tell.
    if not isinstance(protocol, WebSocketProtocol13) or sys.platform == "win32":
        return None
    stream = protocol.stream
    if not isinstance(stream, IOStream) or isinstance(stream, SSLIOStream):
        return None
    if stream.writing() or handler.get_compression_options() is not None:
        return None
    shared = stream.socket = SharedSocket(stream.socket)
    return shared


def websocket_frame(message: str | bytes) -> bytes:
    """Put a message into one frame of a server."""
    first = _BINARY if isinstance(message, bytes) else _TEXT
    data = message if isinstance(message, bytes) else message.encode()
    length = len(data)
    if length < 126:
        return bytes((first, length)) + data
    if length < 65536:
        return bytes((first, 126, length >> 8, length & 255)) + data
    return bytes((first, 127)) + length.to_bytes(8, "big") + data
