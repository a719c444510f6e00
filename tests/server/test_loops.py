from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from tempestweb.server.loops import BUSY_SECONDS, Loops, LoopThread

PATIENCE = 20.0


@pytest.fixture
def loops() -> Iterator[Loops]:
    made = Loops(2)
    yield made
    made.stop()


def _run(thread: LoopThread) -> str:
    async def name() -> str:
        return threading.current_thread().name

    return asyncio.run_coroutine_threadsafe(name(), thread.loop).result(PATIENCE)


def test_each_session_has_a_loop_of_its_own_up_to_the_limit(loops: Loops) -> None:
    taken = [loops.take() for _ in range(3)]

    assert len({_run(thread) for thread in taken}) == 2
    assert len(loops) == 2


def test_a_loop_that_is_left_is_used_again(loops: Loops) -> None:
    first = loops.take()
    loops.leave(first)

    assert loops.take() is first


def test_a_loop_that_does_not_answer_is_given_to_nobody_else(
    loops: Loops,
) -> None:
    release = threading.Event()
    stuck = loops.take()
    stuck.loop.call_soon_threadsafe(release.wait, PATIENCE)
    loops.leave(stuck)
    while stuck.silence() < BUSY_SECONDS:
        time.sleep(BUSY_SECONDS / 10)

    other = loops.take()
    third = loops.take()
    release.set()

    assert other is not stuck
    assert third is other


def test_what_runs_when_the_loops_stop_is_cancelled(loops: Loops) -> None:
    begun, cancelled = threading.Event(), threading.Event()

    async def wait() -> None:
        begun.set()
        try:
            await asyncio.sleep(3600)
        finally:
            cancelled.set()

    asyncio.run_coroutine_threadsafe(wait(), loops.take().loop)
    assert begun.wait(PATIENCE)
    loops.stop()

    assert cancelled.wait(PATIENCE)
