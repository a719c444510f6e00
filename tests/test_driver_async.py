"""Driver: async handlers, which give way at their awaits."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Generator
from typing import Any

from tempest_core import Input, TextChangeEvent

from tests.support.bench import SOON, Bench, Log
from tests.support.rig import Rig


def test_an_async_handler_is_shown_at_each_await_and_at_its_end() -> None:
    async def handler() -> None:
        bench.say("one")
        await asyncio.sleep(0)
        bench.say("two")
        await asyncio.sleep(0)
        bench.say("three")

    bench = Bench(handler)
    log = Log(bench)
    shown = len(log.texts)
    asyncio.run(pressed(log))

    assert log.texts[shown:] == ["one", "two", "three"]
    assert set(log.threads) == {threading.current_thread().name}


async def pressed(log: Log, clicks: int = 1) -> None:
    """Click, and let the loop run until the handlers have ended."""
    for _ in range(clicks):
        log.click()
    await others()


async def others() -> None:
    """Wait until all other tasks of the loop have ended."""
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})


def test_an_async_handler_is_acknowledged_with_what_it_did_up_to_its_first_await() -> (
    None
):
    async def handler() -> None:
        bench.say("busy")
        await asyncio.sleep(0)
        bench.say("done")

    bench = Bench(handler)
    log = Log(bench)
    asyncio.run(pressed(log))

    first, second = (m for m in log.client.received if m["kind"] == "patches")
    assert first["ack"] == {"view-1": 1}
    assert [op["text"] for op in first["data"]] == ["busy"]
    assert second["ack"] == {}


def test_an_async_handler_that_takes_a_value_over_sees_it_not_set_back() -> None:
    value = ""

    async def take(event: TextChangeEvent) -> None:
        nonlocal value
        value = event.value
        rig.session.invalidate()
        await asyncio.sleep(0)

    rig = Rig(lambda: Input(key="field", value=value, on_change=take))
    client = rig.show()

    async def run() -> None:
        client.event("field", "input", value="typed")
        await others()

    asyncio.run(run())

    values = [op["attributes"]["value"] for op in client.ops]
    assert values == ["typed"]


def test_an_async_handler_gives_way_to_others_while_it_waits() -> None:
    order: list[str] = []
    clicks = 0

    async def handler() -> None:
        nonlocal clicks
        clicks += 1
        name = str(clicks)
        order.append(f"{name} starts")
        await asyncio.sleep(0)
        order.append(f"{name} ends")
        bench.say(name)

    bench = Bench(handler)
    log = Log(bench)

    asyncio.run(pressed(log, clicks=2))

    assert order == ["1 starts", "2 starts", "1 ends", "2 ends"]


def test_without_a_loop_an_async_handler_runs_on_one_of_ours() -> None:
    async def handler() -> None:
        bench.say("one")
        await asyncio.sleep(0)
        bench.say("two")

    bench = Bench(handler)
    log = Log(bench)
    for _ in range(2):
        log.click()
    log.wait_for("two")

    assert log.threads[-1] == "tempestweb-async"


def test_a_handler_may_return_any_awaitable() -> None:
    class Later:
        def __await__(self) -> Generator[Any, None, None]:
            yield from asyncio.sleep(0).__await__()
            bench.say("awaited")

    def handler() -> Awaitable[None]:
        return Later()

    bench = Bench(handler)
    log = Log(bench)
    log.click()

    log.wait_for("awaited")


def test_an_async_handler_that_fails_is_told_and_the_session_lives_on() -> None:
    async def handler() -> None:
        await asyncio.sleep(0)
        bench.say("half")
        raise LookupError("and then")

    bench = Bench(handler)
    log = Log(bench)
    log.click()

    error = log.wait_for_error()
    assert error["title"].startswith("Button.on_click failed: LookupError: and then")
    assert error["view"] == "view-1"
    assert log.texts[-1] == "half"
    bench.rig.later.advance(1)
    bench.say("alive")
    assert log.texts[-1] == "alive"


def test_an_async_handler_catches_what_it_awaits() -> None:
    async def fails() -> None:
        await asyncio.sleep(0)
        raise LookupError("inside")

    async def handler() -> None:
        try:
            await asyncio.gather(fails())
        except LookupError as error:
            bench.say(f"caught {error.args[0]}")

    bench = Bench(handler)
    log = Log(bench)
    log.click()

    log.wait_for("caught inside")
    assert log.client.errors == []


def test_the_lock_is_free_while_an_async_handler_waits() -> None:
    async def handler() -> None:
        bench.say("waiting")
        await asyncio.sleep(SOON * 10)

    bench = Bench(handler)
    log = Log(bench)
    log.click()
    log.wait_for("waiting")

    assert bench.driver.lock.acquire(timeout=SOON)
    bench.driver.lock.release()
    bench.driver.close()


def test_sys_exit_in_an_async_handler_is_told_and_does_not_end_the_loop() -> None:
    async def handler() -> None:
        if not log.client.errors:
            sys.exit(3)
        bench.say("later")

    bench = Bench(handler)
    log = Log(bench)
    # No loop runs here: both are on the loop of the process.
    log.click()
    told = log.wait_for_error()
    log.click()

    assert "SystemExit: 3" in told["title"]
    log.wait_for("later")
