"""Frames on their way to one client: from any thread, bounded, in order."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


def _never(_frame: str | bytes) -> bool:
    return False


class FrameWriter:
    """Takes frames from any thread and writes them on its loop, one after the other.

    Args:
        write: Writes one frame; done when the client's socket has taken it. Raises
            OSError when the client is gone.
        loop: Where frames are written.
        limit: So many characters may wait for a client that reads slowly; at least one
            frame may, whatever its size.
        overflow: Called on the loop when more would wait.
        write_now: Writes one frame on the calling thread if that takes no waiting;
            tells whether it did.
    """

    def __init__(
        self,
        write: Callable[[str | bytes], Awaitable[None]],
        *,
        loop: asyncio.AbstractEventLoop,
        limit: int,
        overflow: Callable[[], None],
        write_now: Callable[[str | bytes], bool] = _never,
    ) -> None:
        self._write = write
        self._loop = loop
        self._limit = limit
        self._overflow = overflow
        self._write_now = write_now
        self._lock = threading.Lock()
        self._frames: deque[str | bytes] = deque()
        self._waiting = 0
        self._is_closed = False
        self._is_awake = False
        self._task: asyncio.Task[None] | None = None
        self._then: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        """How many characters wait to be written."""
        return self._waiting

    def put(self, frame: str | bytes) -> None:
        """Write a frame after those before it; returns at once.

        Raises:
            OSError: The client is gone, or reads too slowly.
        """
        with self._lock:
            if self._is_closed or self._then is not None:
                raise ConnectionResetError("the connection is closed")
            # While the loop writes, all go that way: they are to stay in order.
            try:
                if not self._is_awake and self._write_now(frame):
                    return
            except RuntimeError as error:
                raise self._stopped() from error
            if self._frames and self._waiting + len(frame) > self._limit:
                self._shut()
                self._call(self._overflow)
                raise ConnectionAbortedError(
                    f"the client reads too slowly: {self._limit:,} characters wait"
                )
            self._frames.append(frame)
            self._waiting += len(frame)
            self._rouse()

    def finish(self, then: Callable[[], None]) -> None:
        """Take no more; call a function on the loop when all is written."""
        with self._lock:
            if not self._is_closed and self._then is None:
                self._then = then
                self._rouse()

    def close(self) -> None:
        """Drop what waits, and take no more."""
        with self._lock:
            self._shut()

    def _rouse(self) -> None:
        if not self._is_awake:
            self._is_awake = True
            self._call(self._wake)

    def _shut(self) -> None:
        self._is_closed = True
        self._frames.clear()
        self._waiting = 0

    def _call(self, callback: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(callback)
        except RuntimeError as error:
            raise self._stopped() from error

    def _stopped(self) -> ConnectionResetError:
        """Note that the loop has ended between two frames."""
        self._shut()
        return ConnectionResetError("the server has stopped")

    def _wake(self) -> None:
        self._task = self._loop.create_task(self._write_all())

    async def _write_all(self) -> None:
        while (frame := self._next()) is not None:
            try:
                await self._write(frame)
            except OSError as error:
                logger.info("client.gone: %s", error)
                self.close()
            finally:
                with self._lock:
                    self._waiting = max(0, self._waiting - len(frame))
        then = self._end()
        if then is not None:
            then()

    def _end(self) -> Callable[[], None] | None:
        """Return what is to be done now that all is written, once."""
        with self._lock:
            if self._is_awake:
                # Asked for just now: there is another task for it.
                return None
            then, self._then = self._then, None
            if then is not None:
                self._shut()
            return then

    def _next(self) -> str | bytes | None:
        with self._lock:
            if not self._frames:
                self._is_awake = False
                return None
            return self._frames.popleft()
