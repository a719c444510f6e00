"""Event loops for async handlers: a session's never waits for another session's."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from typing import Final

#: A loop that does not answer for so many seconds is given to no other session.
BUSY_SECONDS: Final = 0.5


class LoopThread:
    """An event loop in a thread of its own.

    The thread is a daemon: a coroutine that never gives way does not keep the process
    alive.

    Args:
        name: What the thread is called.

    Attributes:
        loop: The loop.
        sessions: How many sessions run their handlers on it.
    """

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.sessions = 0
        self._asked_at: float | None = None
        self._is_told = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def silence(self) -> float:
        """Return for how many seconds it has not answered; asks it again."""
        asked_at = self._asked_at
        if asked_at is not None:
            return time.monotonic() - asked_at
        self._asked_at = time.monotonic()
        self.loop.call_soon_threadsafe(self._answer)
        return 0.0

    def stuck_stack(self, seconds: float) -> str | None:
        """Return where its coroutine is, if it has not given way for that long.

        Returns:
            The stack as in a traceback; None the second time for the same silence.
        """
        if self.silence() <= seconds or self._is_told:
            return None
        self._is_told = True
        number = self._thread.ident
        frame = sys._current_frames().get(number or 0)  # noqa: SLF001 - documented
        return "".join(traceback.format_stack(frame)) if frame else ""

    def stop(self) -> None:
        """Cancel what runs on it, and end it."""
        self.loop.call_soon_threadsafe(self.loop.stop)

    def _answer(self) -> None:
        self._asked_at = None
        self._is_told = False

    def _run(self) -> None:
        loop = self.loop
        try:
            loop.run_forever()
            loop.run_until_complete(_cancel_all())
        finally:
            loop.close()


class Loops:
    """Gives each session a loop of its own; beyond a limit, sessions share.

    Args:
        limit: How many loops there may be.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._threads: list[LoopThread] = []

    def __len__(self) -> int:
        """Count the loops."""
        return len(self._threads)

    def take(self) -> LoopThread:
        """Return the loop for one more session; give it back with `leave`."""
        with self._lock:
            # One whose coroutine does not give way is of no use to anybody else.
            able = [each for each in self._threads if each.silence() < BUSY_SECONDS]
            best = min(able or self._threads, key=_sessions_on, default=None)
            is_free = best is not None and best in able and not best.sessions
            if best is None or (not is_free and len(self._threads) < self._limit):
                best = LoopThread(f"tempestweb-async-{len(self._threads) + 1}")
                self._threads.append(best)
            best.sessions += 1
            return best

    def leave(self, thread: LoopThread) -> None:
        """Note that a session needs its loop no more."""
        with self._lock:
            thread.sessions -= 1

    def stuck_stacks(self, seconds: float) -> list[str]:
        """Return where coroutines are that have not given way for that long; once."""
        with self._lock:
            stacks = [each.stuck_stack(seconds) for each in self._threads]
        return [stack for stack in stacks if stack is not None]

    def stop(self) -> None:
        """End all loops."""
        with self._lock:
            for thread in self._threads:
                thread.stop()
            self._threads.clear()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _sessions_on(thread: LoopThread) -> int:
    return thread.sessions
