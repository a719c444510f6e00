"""Async handlers: on which loop they run, and what happens at their awaits."""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from tempestweb.errors import APP_RAISES

logger = logging.getLogger(__name__)

T = TypeVar("T")


class AsyncHandlers:
    """The async handlers of one session that are not done.

    Args:
        step: Entered while one of them runs, and left while it waits.
        loop: Returns the running loop for those that are called where none runs; None:
            one for all sessions of the process.
        finished: Called when one is done, or was cancelled.
    """

    def __init__(
        self,
        *,
        step: Callable[[], AbstractContextManager[None]],
        loop: Callable[[], asyncio.AbstractEventLoop] | None,
        finished: Callable[[], None],
    ) -> None:
        self._step = step
        self._loop = loop or _background_loop
        self._finished = finished
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def start(
        self, awaitable: Awaitable[Any], failed: Callable[[BaseException], None]
    ) -> None:
        """Run one on the loop of this thread, or on a loop of ours.

        Args:
            awaitable: What the handler returned.
            failed: Told what it raises.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = self._loop()
            loop.call_soon_threadsafe(self._create_task, loop, awaitable, failed)
        else:
            self._create_task(loop, awaitable, failed)

    def close(self) -> None:
        """Cancel them all."""
        self._is_closed = True
        for task in list(self._tasks):
            _cancel(task)

    async def in_steps(self, awaitable: Awaitable[T]) -> T:
        """Await something of the app: inside `step` while it runs, outside while not.

        This is what shows the state at every `await` of an async handler.
        """
        return await self._in_steps(_as_coroutine(awaitable))

    def _create_task(
        self,
        loop: asyncio.AbstractEventLoop,
        awaitable: Awaitable[Any],
        failed: Callable[[BaseException], None],
    ) -> None:
        coroutine = _as_coroutine(awaitable)
        task = loop.create_task(self._run(coroutine, failed))
        self._tasks.add(task)

        def finish(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            # For a task that never came to its first step.
            coroutine.close()
            self._finished()

        task.add_done_callback(finish)

    async def _run(
        self,
        coroutine: Coroutine[Any, Any, Any],
        failed: Callable[[BaseException], None],
    ) -> None:
        if self._is_closed:
            return
        try:
            await self._in_steps(coroutine)
        except APP_RAISES as error:
            failed(error)

    @types.coroutine
    def _in_steps(self, coroutine: Coroutine[Any, Any, T]) -> Generator[Any, Any, T]:
        value: object = None
        error: BaseException | None = None
        while True:
            with self._step():
                try:
                    if error is None:
                        awaited = coroutine.send(value)
                    else:
                        awaited = coroutine.throw(error)
                except StopIteration as stop:
                    result: T = stop.value
                    return result
            value, error = None, None
            try:
                value = yield awaited
            except GeneratorExit:
                coroutine.close()
                raise
            except BaseException as thrown:  # noqa: BLE001 - handed on to the handler
                error = thrown


def _cancel(task: asyncio.Task[None]) -> None:
    try:
        task.get_loop().call_soon_threadsafe(task.cancel)
    except RuntimeError:
        # The loop is closed: it may be that of a cell, or of a server that ended.
        logger.info("tempestweb.driver: a task's loop ended before its app")


def _as_coroutine(awaitable: Awaitable[T]) -> Coroutine[Any, Any, T]:
    return awaitable if inspect.iscoroutine(awaitable) else _wait_for(awaitable)


async def _wait_for(awaitable: Awaitable[T]) -> T:
    return await awaitable


_background: asyncio.AbstractEventLoop | None = None
_background_lock = threading.Lock()


def _background_loop() -> asyncio.AbstractEventLoop:
    """Return the process's own loop, for async handlers called where none runs."""
    global _background
    with _background_lock:
        if _background is None:
            _background = asyncio.new_event_loop()
            threading.Thread(
                target=_background.run_forever, name="tempestweb-async", daemon=True
            ).start()
        return _background
