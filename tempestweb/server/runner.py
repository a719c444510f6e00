"""Work of many sessions on threads: each one's in order, none waits for another's."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from tempestweb.errors import AppError
from tempestweb.reports import headline

logger = logging.getLogger(__name__)

T = TypeVar("T")

Job = Callable[[], None]

#: A queue gives its thread to others after so many jobs in a row.
_TURN: Final = 64

#: A thread that had nothing to do for so many seconds ends.
_IDLE_SECONDS: Final = 30.0


class QueueFullError(Exception):
    """A queue holds as many jobs as it may."""


class _Worker:
    """A thread of the workers, as far as they know it.

    Attributes:
        job: What it is to do when it is woken.
        sleep: Held while it has nothing to do; given back to wake it.
    """

    __slots__ = ("job", "sleep")

    def __init__(self, job: Job) -> None:
        self.job: Job | None = job
        self.sleep = threading.Lock()
        self.sleep.acquire()


class Workers:
    """Threads that run jobs; made when needed, up to a limit.

    They are daemons: one that never comes back does not keep the process alive. The
    one that was busy last is the next to be: the others may end, and what it needs is
    still near the processor.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        # Jobs that wait because all threads that there may be are busy.
        self._jobs: deque[Job] = deque()
        self._idle: list[_Worker] = []
        self._count = 0

    @property
    def count(self) -> int:
        """How many threads there are."""
        return self._count

    def run(self, job: Job) -> None:
        """Run a job on a thread; at once, unless all that there may be are busy.

        Raises:
            RuntimeError: There is no thread, and none can be started.
        """
        with self._lock:
            if self._idle:
                worker = self._idle.pop()
                worker.job = job
                worker.sleep.release()
            elif self._count >= self._limit or not self._begin(job):
                self._jobs.append(job)

    def _begin(self, job: Job) -> bool:
        """Run a job on a new thread; False where the system has none to give."""
        name = f"tempestweb-worker-{self._count + 1}"
        thread = threading.Thread(
            target=self._work, args=(_Worker(job),), name=name, daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:
            if not self._count:
                # Nobody would ever come to it.
                raise
            logger.warning("tempestweb.threads: %d, and %s", self._count, error)
            return False
        self._count += 1
        return True

    def _work(self, worker: _Worker) -> None:
        job: Job | None = worker.job
        while job is not None:
            # Nothing of it is kept alive while there is nothing else to do.
            worker.job = None
            try:
                job()
            except BaseException:
                # Jobs of queues do not come here: their queue has caught it.
                logger.exception("tempestweb.internal: a job failed")
            del job
            job = self._next(worker)

    def _next(self, worker: _Worker) -> Job | None:
        with self._lock:
            if self._jobs:
                return self._jobs.popleft()
            self._idle.append(worker)
        if not worker.sleep.acquire(timeout=_IDLE_SECONDS):
            with self._lock:
                if worker in self._idle:
                    self._idle.remove(worker)
                    self._count -= 1
                    return None
            # It was given a job just then.
            worker.sleep.acquire()
        return worker.job


class JobQueue:
    """The jobs of one session, run one after the other.

    Args:
        name: What the log calls it.
        workers: Where the jobs run.
        limit: How many may wait.
    """

    def __init__(self, name: str, workers: Workers, limit: int) -> None:
        self.name = name
        self._workers = workers
        self._limit = limit
        self._lock = threading.Lock()
        self._jobs: deque[Job] = deque()
        self._is_running = False
        self._current: tuple[int, float] | None = None
        self._is_told = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits and nothing runs."""
        return not self._is_running

    def put(self, job: Job) -> None:
        """Run a job after those before it.

        Raises:
            QueueFullError: Too many wait already.
        """
        with self._lock:
            if len(self._jobs) >= self._limit:
                raise QueueFullError(f"{len(self._jobs)} jobs wait in {self.name}")
            self._add(job)

    def put_anyway(self, job: Job) -> None:
        """Run a job after those before it, however many they are."""
        with self._lock:
            self._add(job)

    async def call(self, function: Callable[[], T]) -> T:
        """Run a function after the jobs before it, and wait for its result.

        Raises:
            Exception: Whatever the function raises.
        """
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = function()
            except Exception as error:  # noqa: BLE001 - handed to who waits
                future.set_exception(error)
            except BaseException as error:  # noqa: BLE001 - `sys.exit()`, for one
                # As it is it would end the loop of who waits, and with it the server.
                failure = AppError(
                    f"the app ends Python: {headline(error)}",
                    "Leave that out: the server has other visitors.",
                )
                failure.__cause__ = error
                future.set_exception(failure)
            else:
                future.set_result(result)

        self.put_anyway(job)
        return await asyncio.wrap_future(future)

    def stuck_stack(self, seconds: float) -> str | None:
        """Return where the running job is, if it has run for longer than that.

        Returns:
            The stack as in a traceback; None the second time for the same job.
        """
        with self._lock:
            if self._current is None or self._is_told:
                return None
            thread, start = self._current
            if time.monotonic() - start < seconds:
                return None
            self._is_told = True
        frame = sys._current_frames().get(thread)  # noqa: SLF001 - documented
        return "".join(traceback.format_stack(frame)) if frame else ""

    def _add(self, job: Job) -> None:
        if not self._is_running:
            # If that fails nothing has changed. It waits for the lock.
            self._workers.run(self._drain)
            self._is_running = True
        self._jobs.append(job)

    def _drain(self) -> None:
        for _ in range(_TURN):
            with self._lock:
                if not self._jobs:
                    self._is_running = False
                    return
                job = self._jobs.popleft()
                self._current = (threading.get_ident(), time.monotonic())
                self._is_told = False
            try:
                job()
            except BaseException:
                # `sys.exit()` in a handler, for one: it must not end the queue.
                logger.exception("app.handler: a job of %s failed", self.name)
            with self._lock:
                self._current = None
        self._workers.run(self._drain)
