"""From the code of an app to its views: what it prints and displays, not too often."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Literal

from tempestweb.output import OutputLog
from tempestweb.protocol import OutputMessage


class Outlet:
    """Catches the output of one app, on any thread.

    Args:
        echoes: Whether it goes where it would have gone, too.

    Attributes:
        send_soon: Called when there is something new to send.
    """

    def __init__(self, *, echoes: bool) -> None:
        self.echoes = echoes
        self.send_soon: Callable[[], None] = _nobody_looks
        self._lock = threading.Lock()
        self._log = OutputLog()

    def write(self, stream: Literal["stdout", "stderr"], text: str) -> None:
        """Take what was printed."""
        with self._lock:
            is_first = not self._log.is_due
            self._log.write(stream, text)
        if is_first:
            self.send_soon()

    def display(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        """Take what was displayed, as a MIME bundle."""
        with self._lock:
            is_first = not self._log.is_due
            self._log.display(data, metadata)
        if is_first:
            self.send_soon()

    def take(self) -> OutputMessage | None:
        """Return what was not sent yet, as a message; None if there is nothing."""
        with self._lock:
            return self._log.take()

    def whole(self) -> OutputMessage | None:
        """Return all that is kept, as a message."""
        with self._lock:
            return self._log.whole()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._log.clear()


def _nobody_looks() -> None:
    """Stand for the driver until there is one."""
