"""Schedulers: calls that are made later, in order, on one thread."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tempestweb.scheduling import (
    Clock,
    default_scheduler,
    loop_scheduler,
    thread_scheduler,
)

#: For a thread to do what it certainly does; no test waits that long.
SOON = 10.0


@contextmanager
def held(clock: Clock) -> Iterator[None]:
    """Keep a clock from making calls: its thread is held by one."""
    go = threading.Event()

    def hold() -> None:
        assert go.wait(SOON)

    clock.schedule(0.0, hold)
    yield
    go.set()


def test_all_calls_are_made_on_one_thread_that_is_not_the_callers() -> None:
    done = threading.Event()
    threads: set[int] = set()
    made: list[int] = []

    def call(number: int) -> Callable[[], None]:
        def make() -> None:
            threads.add(threading.get_ident())
            made.append(number)
            if len(made) == 100:
                done.set()

        return make

    for number in range(100):
        thread_scheduler(0.0, call(number))

    assert done.wait(SOON)
    assert made == list(range(100))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_a_call_that_is_due_earlier_is_made_earlier() -> None:
    clock, made, done = Clock(), list[str](), threading.Event()

    def second() -> None:
        made.append("second")
        done.set()

    with held(clock):
        clock.schedule(0.5, second)
        clock.schedule(0.0, lambda: made.append("first"))

    assert done.wait(SOON)
    assert made == ["first", "second"]


def test_a_call_can_be_called_off_once_or_twice_or_too_late() -> None:
    clock, made, done = Clock(), list[str](), threading.Event()
    with held(clock):
        off = clock.schedule(0.0, lambda: made.append("off"))
        early = clock.schedule(0.0, lambda: made.append("made"))
        off()
        off()
        clock.schedule(0.0, done.set)

    assert done.wait(SOON)
    early()
    assert made == ["made"]


def test_a_call_that_fails_is_logged_and_the_next_is_made(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock, done = Clock(), threading.Event()

    def fail() -> None:
        raise LookupError("gone")

    clock.schedule(0.0, fail)
    clock.schedule(0.0, done.set)

    assert done.wait(SOON)
    assert "tempestweb.internal: a scheduled call failed" in caplog.text


def test_a_loop_scheduler_calls_on_the_loop_unless_called_off() -> None:
    called: list[str] = []

    async def run() -> None:
        loop_scheduler(0.0, lambda: called.append("off"))()
        done = asyncio.Event()
        loop_scheduler(0.0, done.set)
        await done.wait()

    asyncio.run(run())

    assert called == []


@pytest.mark.parametrize(
    ("platform", "scheduler"),
    [("linux", thread_scheduler), ("emscripten", loop_scheduler)],
)
def test_a_page_without_threads_uses_its_loop(
    platform: str, scheduler: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)

    assert default_scheduler() is scheduler
