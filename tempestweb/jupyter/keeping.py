"""Keeping the picture of an app in its notebook up to date."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from tempestweb.scheduling import Scheduler
from tempestweb.snapshots import Snapshot

#: A change is waited out for so many seconds: more may follow.
_DELAY: Final = 0.2

#: Seconds between two pictures at the least, and how many times longer than it took to
#: take one: that must not show in what the app does itself.
_INTERVAL: Final = 1.0
_SHARE: Final = 20.0


class SnapshotKeeper:
    """Sends a new picture some time after a change, if somebody wants it.

    Args:
        take: Takes a picture.
        send: Sends it.
        schedule: How to call something later, when a picture can be taken at once.
        clock: Seconds that never go back.
    """

    def __init__(
        self,
        take: Callable[[], Snapshot],
        send: Callable[[Snapshot], None],
        schedule: Scheduler,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._take = take
        self._send = send
        self._schedule = schedule
        self._clock = clock
        self._lock = threading.Lock()
        self._is_wanted = False
        self._call_off: Callable[[], None] | None = None
        self._not_before = float("-inf")
        self._last: Snapshot | None = None

    def start(self) -> None:
        """Send the picture of now, and one after every change from now on."""
        self._is_wanted = True
        self._last = None
        self.note()

    def note(self) -> None:
        """Note that what is shown may have changed."""
        with self._lock:
            if self._is_wanted and self._call_off is None:
                wait = max(_DELAY, self._not_before - self._clock())
                self._call_off = self._schedule(wait, self._keep)

    def stop(self) -> None:
        """Send no more."""
        with self._lock:
            self._is_wanted = False
            # It may be large, and whoever wants pictures again gets the one of then.
            self._last = None
            if self._call_off is not None:
                self._call_off()
                self._call_off = None

    def _keep(self) -> None:
        with self._lock:
            # What changes from here on is for the next one.
            self._call_off = None
            if not self._is_wanted:
                return
        start = self._clock()
        snapshot = self._take()
        if snapshot != self._last:
            self._last = snapshot
            self._send(snapshot)
        end = self._clock()
        self._not_before = end + max(_INTERVAL, _SHARE * (end - start))
