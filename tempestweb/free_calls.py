"""Calls under a lock that nobody is to wait for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from tempestweb.scheduling import Scheduler

#: A lock that somebody has is tried again after so many seconds.
RETRY: Final = 0.016


class Lock(Protocol):
    """What `threading` calls a lock."""

    def acquire(self, blocking: bool = True) -> bool:
        """Take it; without blocking, tell whether nobody else had it."""

    def release(self) -> None:
        """Give it back."""


class FreeCalls:
    """Makes calls under a lock when it is free.

    Args:
        lock: The lock.
        schedule: How to call something later. The thread that makes those calls makes
            those of others too, and so must not wait.
    """

    def __init__(self, lock: Lock, schedule: Scheduler) -> None:
        self._lock = lock
        self._schedule = schedule

    def now(self, call: Callable[[], None]) -> bool:
        """Call something under the lock if nobody else has it; tell whether it was."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            call()
        finally:
            self._lock.release()
        return True

    def later(self, delay: float, call: Callable[[], None]) -> Callable[[], None]:
        """Call something under the lock after some seconds, or when it is given back.

        Returns:
            What calls it off; a call that begins just then is made.
        """
        call_off: Callable[[], None]

        def attempt() -> None:
            nonlocal call_off
            if not self.now(call):
                call_off = self._schedule(RETRY, attempt)

        call_off = self._schedule(delay, attempt)
        return lambda: call_off()
