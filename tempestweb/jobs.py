"""Long work beside the handlers: a future that can be awaited and asked to stop."""

from __future__ import annotations

import asyncio
import inspect
import threading
from asyncio import CancelledError
from collections.abc import Awaitable, Callable, Coroutine, Generator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar, copy_context
from typing import Any, TypeVar, cast

from tempestweb.errors import APP_RAISES, HandlerError
from tempestweb.scheduling import has_threads

T = TypeVar("T")

#: Makes of an awaitable a coroutine that holds the app's lock while it runs.
InSteps = Callable[[Awaitable[Any]], Coroutine[Any, Any, Any]]

_current: ContextVar[Job[Any] | None] = ContextVar("tempestweb_job", default=None)


class Job(Future[T]):
    """Work that `App.spawn` began.

    It is a `concurrent.futures.Future`, so `result()`, `done()`, `add_done_callback()`
    and `concurrent.futures.wait` are as everywhere; in async code it can be awaited.

    Args:
        name: What messages call it.
        may_wait: Tells whether waiting for the job here would come to an end.
    """

    def __init__(self, name: str, may_wait: Callable[[], bool]) -> None:
        super().__init__()
        self.name = name
        self._may_wait = may_wait
        self._lock = threading.Lock()
        self._is_stop_asked = False
        self._is_stop_due = False
        self._stop_task: Callable[[], object] | None = None
        self._is_watched = False

    @property
    def is_stop_asked(self) -> bool:
        """Whether the work was cancelled, or its app closed; it may go on for a bit."""
        return self._is_stop_asked

    @property
    def is_watched(self) -> bool:
        """Whether somebody waits for the outcome, and so learns of a failure."""
        return self._is_watched

    def cancel(self) -> bool:
        """Ask the work to stop.

        A coroutine stops at its `await`, a function at its next `app.set_state` or
        `app.check_cancelled`: there `asyncio.CancelledError` is raised, once.

        Returns:
            Whether it stops, or has stopped, for that; False when it was over before.
        """
        with self._lock:
            if self.done():
                return self.cancelled()
            if not self._is_stop_asked:
                self._is_stop_asked = True
                if self._stop_task is None:
                    self._is_stop_due = True
                else:
                    self._stop_task()
            return True

    def running(self) -> bool:
        """Tell whether the work is not over yet."""
        return not self.done()

    def result(self, timeout: float | None = None) -> T:
        """Wait for the outcome, from a cell or a thread; a handler awaits it instead.

        Raises:
            Exception: Whatever the work raised.
            HandlerError: The caller is a handler, which must not wait.
        """
        self._watch()
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait for the end, and return what the work raised."""
        self._watch()
        return super().exception(timeout)

    def __await__(self) -> Generator[Any, None, T]:
        """Wait for the outcome in async code; cancelled there, it cancels the work."""
        self._is_watched = True
        return asyncio.wrap_future(self).__await__()

    def _watch(self) -> None:
        self._is_watched = True
        if not self.done() and not self._may_wait():
            raise HandlerError(
                f"a handler or a view cannot wait for {self.name}: while it does, "
                "nothing else can change the state",
                "Make the handler `async def` and await the job, or let the work tell "
                "its result with `app.set_state`.",
            )

    @property
    def failure(self) -> BaseException | None:
        """What the work raised; None while it goes on, and where it was cancelled."""
        is_over = self.done() and not self.cancelled()
        return super().exception() if is_over else None

    def run(self, function: Callable[[], Any], in_steps: InSteps) -> None:
        """Do the work on this thread.

        Args:
            function: The work, or what makes the coroutine that is the work.
            in_steps: How that coroutine is awaited.
        """
        with self._ended():
            result = function()
            if inspect.isawaitable(result):
                result = asyncio.run(self._as_task(in_steps(result)))
            self.set_result(result)

    async def run_here(self, function: Callable[[], Any], in_steps: InSteps) -> None:
        """Do the work on the running loop, where there are no threads; see `run`."""
        with self._ended():
            result = function()
            if inspect.isawaitable(result):
                result = await self._as_task(in_steps(result))
            self.set_result(result)

    def stop_if_asked(self) -> None:
        """Let the work end here if it was cancelled; it is told so once.

        Raises:
            asyncio.CancelledError: It was, and is not a coroutine, which learns of it
                at its `await`.
        """
        with self._lock:
            is_due, self._is_stop_due = self._is_stop_due, False
        if is_due:
            raise CancelledError(f"{self.name} was cancelled")

    async def _as_task(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        loop = asyncio.get_running_loop()
        with self._lock:
            self._stop_task = lambda: loop.call_soon_threadsafe(task.cancel)
            is_due, self._is_stop_due = self._is_stop_due, False
        if is_due:
            task.cancel()
        try:
            return await coroutine
        finally:
            with self._lock:
                self._stop_task = None

    @contextmanager
    def _ended(self) -> Generator[None]:
        """Make the end of a block the end of the job, whichever it is."""
        token = _current.set(self)
        try:
            yield
        except CancelledError:
            super().cancel()
            # Tells those who wait for several futures.
            self.set_running_or_notify_cancel()
        except BaseException as error:  # noqa: BLE001 - handed to who waits
            self.set_exception(error)
        finally:
            _current.reset(token)


class Jobs:
    """The jobs of one app.

    Args:
        lock: The app's.
        surround: Entered around whatever runs code of the app.
        in_steps: How coroutines of the app are awaited.
        is_in_app_code: Whether the caller is a handler or a view and so holds the lock.
        failed: Told of a failure that nobody waits for, and the name of the job.
    """

    def __init__(
        self,
        *,
        lock: AbstractContextManager[Any],
        surround: Callable[[], AbstractContextManager[None]],
        in_steps: InSteps,
        is_in_app_code: Callable[[], bool],
        failed: Callable[[BaseException, str], None],
    ) -> None:
        self._lock = lock
        self._surround = surround
        self._in_steps = in_steps
        self._is_in_app_code = is_in_app_code
        self._failed = failed
        self._jobs: set[Job[Any]] = set()
        # Loops keep no more than weak references to their tasks.
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def spawn(self, name: str, function: Callable[[], Any]) -> Job[Any]:
        """Begin a job; see `App.spawn`.

        Args:
            name: What messages call it.
            function: The work, or what makes the coroutine that is the work.
        """
        job: Job[Any] = Job(name, lambda: not self._is_in_app_code())
        with self._lock:
            self._jobs.add(job)
            if self._is_closed:
                job.cancel()

        def call() -> Any:
            job.stop_if_asked()
            with self._surround():
                return function()

        if has_threads():
            # In the caller's context, as with `asyncio.to_thread`.
            threading.Thread(
                target=copy_context().run,
                args=(self._run, job, call),
                name=f"tempestweb {name}",
                daemon=True,
            ).start()
        else:
            task = asyncio.get_running_loop().create_task(self._run_here(job, call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return job

    def close(self) -> None:
        """Cancel them all; those begun from now on too."""
        with self._lock:
            self._is_closed = True
            for job in self._jobs:
                job.cancel()

    def _run(self, job: Job[Any], call: Callable[[], Any]) -> None:
        job.run(call, self._in_steps)
        self._end(job)

    async def _run_here(self, job: Job[Any], call: Callable[[], Any]) -> None:
        await job.run_here(call, self._in_steps)
        self._end(job)

    def _end(self, job: Job[Any]) -> None:
        # An async handler that awaits the job has come to that when the lock is free.
        with self._lock:
            self._jobs.discard(job)
            failure = job.failure
            if isinstance(failure, APP_RAISES) and not job.is_watched:
                self._failed(failure, job.name)


def current_job() -> Job[Any] | None:
    """Return the job that the calling code is the work of."""
    return _current.get()
