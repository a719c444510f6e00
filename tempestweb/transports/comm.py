"""A transport over a Jupyter comm, or over anything that sends like one."""

from __future__ import annotations

from collections.abc import Callable

from tempestweb.protocol import Buffers, Receiver


class CommTransport:
    """Sends through a function; is fed by whoever owns the comm.

    Args:
        send: Sends one message and its buffers over the comm.
        close: Ends the comm; the default leaves it open.
    """

    def __init__(
        self,
        send: Callable[[str, Buffers], None],
        close: Callable[[], None] | None = None,
    ) -> None:
        self._send = send
        self._close = close
        self._receiver: Receiver | None = None

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Send one message to the page."""
        self._send(message, buffers)

    def receive(self, receiver: Receiver) -> None:
        """Hand every message of the page to a function from now on."""
        self._receiver = receiver

    def close(self) -> None:
        """End the comm."""
        if self._close is not None:
            self._close()

    def feed(self, message: str, buffers: Buffers = ()) -> None:
        """Take in a message that came over the comm."""
        if self._receiver is not None:
            self._receiver(message, buffers)
