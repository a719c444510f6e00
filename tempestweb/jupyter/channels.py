"""The comms by which pages show one app, and which of those pages are still there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from tempestweb.jupyter.visits import Visit
from tempestweb.protocol import Buffers
from tempestweb.scheduling import default_scheduler

if TYPE_CHECKING:
    from tempestweb.app import App

#: Asks a page whether it is there; the page answers the same.
THERE: Final = '{"kind":"there"}'

#: A page that has not answered for so many seconds when another one comes is gone: its
#: answer would have come before that other page. Reloading often sends no goodbye.
GONE_AFTER: Final = 10.0

#: A page that takes an app away closes its comm itself, and JupyterLab complains of a
#: comm that is closed twice: only what is left after so many seconds is closed here.
CLOSE_AFTER: Final = 5.0

#: So many pages that count as gone may still turn out to have been slow; the comms of
#: others are closed, those that came first before the others.
MOST_PAUSED: Final = 32


class Channel:
    """One comm that a page has opened, and the app that it shows.

    Args:
        comm_: The kernel's end of the comm.
        app: The app.
        beside: Takes messages that are not for the app; tells whether it has.

    Attributes:
        asked_at: When the page was asked whether it is there, by a clock that never
            goes back, in seconds; None: it has answered.
    """

    def __init__(
        self,
        comm_: Any,
        app: App[Any],
        beside: Callable[[str], bool] = lambda _content: False,
    ) -> None:
        self.asked_at: float | None = None
        self._comm = comm_
        self._beside = beside
        self._is_shown = False
        self._is_over = False
        self._visit = Visit(app, self.send, self.close)
        comm_.on_msg(self._take)

    @property
    def is_shown(self) -> bool:
        """Whether the app is shown on it now."""
        return self._is_shown

    def begin(self) -> None:
        """Show the app."""
        self._is_shown = True
        self._visit.begin()

    def pause(self) -> None:
        """Show it no more, until the page says something."""
        self._is_shown = False
        self._visit.end()

    def end(self) -> None:
        """Show it no more, whatever the page still says."""
        self._is_over = True
        self.pause()

    def ask(self, now: float) -> None:
        """Have the page tell that it is there."""
        self.asked_at = now
        self.send(THERE)

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Send a message to the page."""
        self._comm.send({"message": message}, buffers=list(buffers))

    def close(self) -> None:
        """Close the comm; the page is told."""
        self._comm.close()

    def _take(self, received: Mapping[str, Any]) -> None:
        content = message_of(received)
        if content is None or self._is_over:
            return
        self.asked_at = None
        if content == THERE or self._beside(content):
            return
        if not self._is_shown:
            # It was there all the time, and only slow.
            self.begin()
        self._visit.take(content, received.get("buffers") or ())


class Channels:
    """All comms that show one app.

    Args:
        clock: Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._channels: dict[str, Channel] = {}
        self._clock = clock

    def add(self, comm_: Any, channel: Channel) -> None:
        """Show the app on one more comm; those of pages that are gone cost no more."""
        now = self._clock()
        for other in list(self._channels.values()):
            if other.asked_at is None:
                other.ask(now)
            elif now - other.asked_at > GONE_AFTER:
                other.pause()
        self._close_paused()
        name = comm_.comm_id
        self._channels[name] = channel
        comm_.on_close(lambda _message: self._leave(name))
        channel.begin()

    def end(self) -> None:
        """Show the app no more, to any page."""
        later = default_scheduler()
        while self._channels:
            _, channel = self._channels.popitem()
            channel.end()
            later(CLOSE_AFTER, channel.close)

    def _close_paused(self) -> None:
        paused = [n for n, channel in self._channels.items() if not channel.is_shown]
        for name in paused[:-MOST_PAUSED]:
            channel = self._channels[name]
            self._leave(name)
            channel.close()

    def _leave(self, name: str) -> None:
        channel = self._channels.pop(name, None)
        if channel is not None:
            channel.end()


def message_of(received: Mapping[str, Any]) -> str | None:
    """Return the message in what a comm has received; None: there is none."""
    data = received["content"].get("data")
    message = data.get("message") if isinstance(data, dict) else None
    return message if isinstance(message, str) else None
