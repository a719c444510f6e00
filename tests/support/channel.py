"""The kernel's end of a comm that a page has opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.support.reference import Client

ASIDES = {"file", "inspection", "module", "runtime", "snapshot", "there"}


class Channel:
    """The kernel's end of a comm, with the page in the test.

    Attributes:
        client: The view in the page.
        asides: What came beside the session's messages.
        is_closed: Whether the kernel has closed it.
    """

    def __init__(self) -> None:
        self.comm_id = f"comm-{id(self)}"
        self.client = Client(self.say, self.comm_id)
        self.asides: list[tuple[dict[str, Any], list[bytes]]] = []
        self.is_closed = False
        self._take: Callable[[dict[str, Any]], None] | None = None
        self._end: Callable[[dict[str, Any]], None] | None = None

    def on_msg(self, take: Callable[[dict[str, Any]], None]) -> None:
        self._take = take

    def on_close(self, end: Callable[[dict[str, Any]], None]) -> None:
        self._end = end

    def send(self, data: dict[str, Any], buffers: Sequence[bytes]) -> None:
        message = json.loads(data["message"])
        if message["kind"] in ASIDES:
            self.asides.append((message, list(buffers)))
        else:
            self.client.take(message)

    def close(self) -> None:
        self.is_closed = True

    def say(self, message: object) -> None:
        """Send as the page."""
        assert self._take is not None
        self._take({"content": {"data": {"message": message}}, "buffers": []})

    def leave(self) -> None:
        """Close it as the page."""
        assert self._end is not None
        self._end({"content": {"data": {}}})
