"""Jobs where there are no threads: Python in a page."""

from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import dataclass
from typing import Any

import pytest
from tempest_core import Text, Widget

from tempestweb import App
from tests.support.rig import show


@dataclass
class State:
    """How much is done."""

    done: int = 0


def view(app: Any) -> Widget:
    return Text(key="done", content=str(app.state.done))


@pytest.fixture
def app() -> App[State]:
    return App(State(), view)


def add(app: App[State]) -> None:
    app.set_state(lambda state: setattr(state, "done", state.done + 1))


@pytest.fixture
def without_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")


@pytest.mark.usefixtures("without_threads")
def test_without_threads_work_is_done_when_the_loop_has_time(app: App[State]) -> None:
    page, _ = show(app)

    async def work() -> int:
        add(app)
        await asyncio.sleep(0)
        return app.state.done

    def plain_work() -> int:
        add(app)
        return threading.get_ident()

    async def run() -> tuple[int, int]:
        plain = app.spawn(plain_work)
        assert app.state.done == 0
        on = await plain
        return on, await app.spawn(work)

    assert asyncio.run(run()) == (threading.get_ident(), 2)
    app.show_changes()
    assert page.root.find("done").text == "2"


@pytest.mark.usefixtures("without_threads")
def test_without_threads_a_coroutine_is_cancelled_too(app: App[State]) -> None:
    async def run() -> None:
        job = app.spawn(asyncio.sleep, 3600)
        await asyncio.sleep(0)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job

    asyncio.run(run())


@pytest.mark.usefixtures("without_threads")
def test_without_threads_a_failure_is_shown_too(app: App[State]) -> None:
    page, _ = show(app)

    async def run() -> None:
        app.spawn(lambda: 1 / 0)
        await asyncio.sleep(0)

    asyncio.run(run())

    assert "ZeroDivisionError" in page.errors[0]["title"]
