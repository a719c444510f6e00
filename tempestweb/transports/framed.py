"""A transport whose messages travel in frames: what WebSocket and SSE share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tempestweb.protocol import Buffers, Receiver
from tempestweb.transports.frames import close_frame, message_frame
from tempestweb.transports.writer import FrameWriter


class FramedTransport:
    """The server's end of a comm; fed by whoever owns the connection.

    Args:
        comm_id: The comm's id, made up by the client.
        writer: Writes frames to the client.
        hang_up: Closes the connection; called on the writer's loop.
        pack: Makes the frame of a message that has binary parts, from the comm's id,
            the message and them.
    """

    def __init__(
        self,
        comm_id: str,
        writer: FrameWriter,
        hang_up: Callable[[], None],
        pack: Callable[[str, str, Buffers], str | bytes],
    ) -> None:
        self.comm_id = comm_id
        self.writer = writer
        self._hang_up = hang_up
        self._pack = pack
        self._receiver: Receiver | None = None

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Send one message to the page; returns at once, on any thread.

        Raises:
            OSError: The page is gone, or does not read what it is sent.
        """
        if buffers:
            self.writer.put(self._pack(self.comm_id, message, buffers))
        else:
            self.writer.put(message_frame(self.comm_id, message))

    def receive(self, receiver: Receiver) -> None:
        """Hand every message of the page to a function from now on."""
        self._receiver = receiver

    def close(self) -> None:
        """Say that the session is over, and hang up."""
        try:
            self.writer.put(close_frame(self.comm_id))
        except OSError:
            # Nobody is there to be told.
            return
        self.writer.finish(self._hang_up)

    def feed(self, message: Mapping[str, Any], buffers: Buffers = ()) -> None:
        """Take in the message of a frame that came from the client."""
        if self._receiver is not None:
            self._receiver(message, buffers)
