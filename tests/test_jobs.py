"""Jobs: long work beside the handlers, its progress, its end, its cancellation."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError as FutureCancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures import wait
from typing import Any

import pytest
from tempest_core import Button, Column, Text, Widget

from tempestweb import App, HandlerError
from tempestweb.jobs import Job
from tests.support.reference import Client
from tests.support.rig import show

#: For threads to do what they certainly do; no test waits that long.
SOON = 10.0


class State:
    """How much is done, and what the button does."""

    def __init__(self) -> None:
        self.done = 0
        self.handler: Callable[[], Any] = lambda: None


def view(app: Any) -> Widget:
    return Column(
        children=[
            Text(key="done", content=str(app.state.done)),
            Button(key="go", label="Go", on_click=lambda: app.state.handler()),
        ]
    )


@pytest.fixture
def app() -> App[State]:
    return App(State(), view)


def add(app: App[State]) -> None:
    app.set_state(lambda state: setattr(state, "done", state.done + 1))


def shown(page: Client) -> str:
    return page.root.find("done").text


def test_a_function_runs_on_a_thread_and_shows_its_progress(app: App[State]) -> None:
    page, _ = show(app)
    threads: list[int] = []

    def work(times: int, *, step: int) -> str:
        threads.append(threading.get_ident())
        for _ in range(times):
            app.set_state(lambda state: setattr(state, "done", state.done + step))
        return "all of it"

    job = app.spawn(work, 100, step=2)

    assert job.result(SOON) == "all of it"
    app.show_changes()
    assert shown(page) == "200"
    assert threads != [threading.get_ident()]


def test_handlers_run_while_a_function_does(app: App[State]) -> None:
    page, _ = show(app)
    go_on = threading.Event()
    job = app.spawn(go_on.wait, SOON)
    app.state.handler = lambda: add(app)
    page.event("go", "click")

    assert shown(page) == "1"
    assert job.running()
    go_on.set()
    assert job.result(SOON) is True


def test_a_coroutine_function_runs_in_steps_and_shows_each(app: App[State]) -> None:
    page, _ = show(app)
    seen: list[str] = []

    async def work() -> str:
        for _ in range(3):
            add(app)
            await asyncio.sleep(0)
            seen.append(shown(page))
        return "done"

    assert app.spawn(work).result(SOON) == "done"
    assert seen == ["1", "2", "3"]


def test_an_async_handler_awaits_a_job(app: App[State]) -> None:
    page, _ = show(app)
    ended = threading.Event()

    async def handler() -> None:
        found = await app.spawn(lambda: 42)
        app.set_state(lambda state: setattr(state, "done", found))
        ended.set()

    app.state.handler = handler
    page.event("go", "click")

    assert ended.wait(SOON)
    app.show_changes()
    assert shown(page) == "42"


# ------------------------------------------------------------------ failures


def test_a_job_that_fails_is_shown_as_a_handler_is(app: App[State]) -> None:
    page, _ = show(app)

    def fit() -> None:
        raise ZeroDivisionError("nothing to divide by")

    wait([app.spawn(fit)], SOON)
    until(lambda: bool(page.errors))

    (error,) = page.errors
    assert error["source"] == "handler"
    assert error["title"].startswith(
        "app.spawn(fit) failed: ZeroDivisionError: nothing to divide by (test_jobs.py"
    )
    assert "in fit" in error["detail"]


def test_who_waits_for_a_job_learns_of_its_failure_and_nobody_else(
    app: App[State],
) -> None:
    page, _ = show(app)
    caught: list[str] = []
    ended = threading.Event()

    def fit() -> None:
        raise LookupError("gone")

    async def handler() -> None:
        try:
            await app.spawn(fit)
        except LookupError as error:
            caught.append(str(error))
        ended.set()

    app.state.handler = handler
    page.event("go", "click")

    assert ended.wait(SOON)
    for thread in threading.enumerate():
        if "app.spawn(fit)" in thread.name:
            thread.join(SOON)
    assert caught == ["gone"]
    assert page.errors == []


def test_a_handler_that_would_wait_for_ever_is_told_so(app: App[State]) -> None:
    page, _ = show(app)
    go_on = threading.Event()
    jobs: list[Job[bool]] = []

    def handler() -> None:
        jobs.append(app.spawn(go_on.wait, SOON))
        jobs[0].result()

    app.state.handler = handler
    page.event("go", "click")
    go_on.set()

    (error,) = page.errors
    assert "a handler or a view cannot wait for app.spawn(wait)" in error["title"]
    assert "await the job" in error["hint"]
    with pytest.raises(FutureTimeoutError):
        app.spawn(threading.Event().wait, 0.2).result(0.01)
    assert jobs[0].exception(SOON) is None


def test_a_callable_without_a_name_is_called_by_its_type(app: App[State]) -> None:
    class Fit:
        def __call__(self) -> None:
            raise LookupError("gone")

    job = app.spawn(Fit())
    wait([job], SOON)

    assert job.name == "app.spawn(Fit)"
    assert isinstance(job.exception(), LookupError)


# ------------------------------------------------------------------ cancellation


def test_a_function_that_is_cancelled_ends_at_its_next_set_state(
    app: App[State],
) -> None:
    page, _ = show(app)
    begun, cleaned = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        try:
            while True:
                add(app)
        finally:
            # Cancelled once, not again: what it tidies up is shown.
            app.set_state(lambda state: setattr(state, "done", -1))
            cleaned.set()

    job = app.spawn(work)
    assert begun.wait(SOON)
    assert job.cancel()
    wait([job], SOON)

    assert cleaned.is_set()
    assert job.is_stop_asked
    assert job.cancelled()
    with pytest.raises(FutureCancelledError):
        job.result()
    # As any future says.
    assert job.cancel()
    app.show_changes()
    assert shown(page) == "-1"
    assert page.errors == []


def test_a_function_that_tells_nothing_can_ask_whether_it_is_cancelled(
    app: App[State],
) -> None:
    begun = threading.Event()

    def work() -> None:
        begun.set()
        while True:
            app.check_cancelled()

    job = app.spawn(work)
    assert begun.wait(SOON)
    job.cancel()
    wait([job], SOON)

    assert job.cancelled()
    app.check_cancelled()


def test_a_coroutine_that_is_cancelled_ends_at_its_await(app: App[State]) -> None:
    begun, cleaned = threading.Event(), threading.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.sleep(SOON * 10)
        finally:
            add(app)
            cleaned.set()

    job = app.spawn(work)
    assert begun.wait(SOON)
    assert job.cancel()
    assert job.cancel()
    wait([job], SOON)

    assert cleaned.is_set()
    assert job.cancelled()
    assert app.state.done == 1


def test_an_async_handler_that_is_cancelled_cancels_the_job_it_awaits(
    app: App[State],
) -> None:
    page, _ = show(app)
    begun = threading.Event()
    jobs: list[Job[None]] = []

    def work() -> None:
        begun.set()
        while True:
            app.check_cancelled()

    async def handler() -> None:
        jobs.append(app.spawn(work))
        await jobs[0]

    app.state.handler = handler
    page.event("go", "click")
    assert begun.wait(SOON)
    app.close()
    wait(jobs, SOON)

    assert jobs[0].cancelled()


@pytest.mark.parametrize("is_async", [False, True])
def test_closing_an_app_cancels_its_jobs(app: App[State], is_async: bool) -> None:
    begun = threading.Event()

    def work() -> None:
        begun.set()
        while True:
            app.check_cancelled()

    async def async_work() -> None:
        begun.set()
        await asyncio.sleep(SOON * 10)

    assert not app.is_closed
    job = app.spawn(async_work if is_async else work)
    assert begun.wait(SOON)
    app.close()
    wait([job], SOON)

    assert app.is_closed
    assert job.cancelled()


@pytest.mark.parametrize("is_async", [False, True])
def test_a_closed_app_begins_no_work(app: App[State], is_async: bool) -> None:
    ran: list[str] = []

    async def async_work() -> None:
        ran.append("async")

    app.close()
    job = app.spawn(async_work if is_async else lambda: ran.append("sync"))
    wait([job], SOON)

    assert job.cancelled()
    assert ran == []


def test_a_wait_in_a_cell_is_no_wait_in_a_handler(app: App[State]) -> None:
    with pytest.raises(HandlerError, match="never"):
        app.spawn(fail_by_itself).result(SOON)


def fail_by_itself() -> None:
    raise HandlerError("never")


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread certainly does after a job's end is known."""
    waiting = threading.Event()
    for _ in range(1000):
        if is_so():
            return
        waiting.wait(SOON / 1000)
    raise AssertionError("it is not so")
