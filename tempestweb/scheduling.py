"""Calling something later: on one thread for the whole process, or on a loop."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import sys
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

#: Calls a function after some seconds; returns what calls it off.
Scheduler = Callable[[float, Callable[[], None]], Callable[[], None]]


class Clock:
    """One thread that makes calls when they are due, started by the first of them.

    The calls come one after the other, so none of them may wait for anything.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._numbers = itertools.count()
        # The number keeps calls of one moment in order, and callables uncompared.
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._is_running = False

    def schedule(
        self, delay: float, callback: Callable[[], None]
    ) -> Callable[[], None]:
        """Call a function after some seconds; see `Scheduler`."""
        with self._condition:
            number = next(self._numbers)
            heapq.heappush(self._due, (time.monotonic() + delay, number, callback))
            if not self._is_running:
                self._is_running = True
                threading.Thread(
                    target=self._run, name="tempestweb-clock", daemon=True
                ).start()
            elif self._due[0][1] == number:
                self._condition.notify()

        def call_off() -> None:
            with self._condition:
                kept = [entry for entry in self._due if entry[1] != number]
                if len(kept) < len(self._due):
                    heapq.heapify(kept)
                    self._due = kept

        return call_off

    def _run(self) -> None:
        while True:
            callback = self._next()
            try:
                callback()
            except BaseException:
                # The calls of others are still to be made.
                logger.exception("tempestweb.internal: a scheduled call failed")
            # Nothing of it is kept alive until the next one.
            del callback

    def _next(self) -> Callable[[], None]:
        with self._condition:
            while True:
                if not self._due:
                    self._condition.wait()
                elif (wait := self._due[0][0] - time.monotonic()) > 0:
                    self._condition.wait(wait)
                else:
                    return heapq.heappop(self._due)[2]


_clock = Clock()


def thread_scheduler(delay: float, callback: Callable[[], None]) -> Callable[[], None]:
    """Call a function after some seconds, on the process's one thread for that."""
    return _clock.schedule(delay, callback)


def loop_scheduler(delay: float, callback: Callable[[], None]) -> Callable[[], None]:
    """Call a function after some seconds, on the running loop."""
    return asyncio.get_running_loop().call_later(delay, callback).cancel


def has_threads() -> bool:
    """Tell whether the platform has threads; Python in a page has none."""
    return sys.platform != "emscripten"


def default_scheduler() -> Scheduler:
    """Choose: a thread where there are any, for a busy kernel's loop stands still."""
    return thread_scheduler if has_threads() else loop_scheduler
