"""A transport for tests: both ends in one process, nothing lost, nothing late."""

from __future__ import annotations

from tempestweb.protocol import Buffers, Receiver


class MemoryTransport:
    """The server's end; the test holds the client's.

    Attributes:
        sent: What the session sent, oldest first.
        is_closed: Whether the session ended the connection.
    """

    def __init__(self, client: Receiver | None = None) -> None:
        self.sent: list[str] = []
        self.is_closed = False
        self._client = client
        self._receiver: Receiver | None = None

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Hand a message to the client's end.

        Raises:
            OSError: The connection is closed.
        """
        if self.is_closed:
            raise OSError("the memory transport is closed")
        self.sent.append(message)
        if self._client is not None:
            self._client(message, buffers)

    def receive(self, receiver: Receiver) -> None:
        """Hand what the client delivers to a function."""
        self._receiver = receiver

    def close(self) -> None:
        """End the connection."""
        self.is_closed = True

    def deliver(self, message: str, buffers: Buffers = ()) -> None:
        """Send a message as the client."""
        if self._receiver is None:
            raise OSError("nobody receives from this memory transport yet")
        self._receiver(message, buffers)
