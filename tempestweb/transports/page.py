"""Carries messages between Python in a page and the JavaScript of that page."""

from __future__ import annotations

from collections.abc import Callable

from tempestweb.protocol import Buffers, Receiver


class PageTransport:
    """The session's end: a function call in each direction.

    Args:
        post: Hands a message and its buffers to the JavaScript side.
    """

    def __init__(self, post: Callable[[str, Buffers], object]) -> None:
        self._post = post
        self._receiver: Receiver | None = None
        self._is_closed = False

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Send one message to the page.

        Raises:
            OSError: The transport is closed.
        """
        if self._is_closed:
            raise ConnectionResetError("the transport of the page is closed")
        self._post(message, buffers)

    def receive(self, receiver: Receiver) -> None:
        """Hand every message of the page to a function from now on."""
        self._receiver = receiver

    def close(self) -> None:
        """Take and hand on nothing more."""
        self._is_closed = True

    def deliver(self, message: str, buffers: Buffers = ()) -> None:
        """Take in a message of the page."""
        if self._receiver is not None and not self._is_closed:
            self._receiver(message, buffers)
