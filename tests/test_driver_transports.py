"""Driver: transports that come and go, and the end."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import warnings

import pytest

from tempestweb.driver import FRAME
from tempestweb.protocol import Buffers
from tempestweb.routes import MOST_CARRIED
from tempestweb.transports.memory import MemoryTransport
from tests.support.bench import SOON, Bench, Log
from tests.support.rig import assert_in_step

# ------------------------------------------------------------------ transports


class Gone(MemoryTransport):
    """A transport whose page goes away."""

    def send(self, message: str, buffers: Buffers = ()) -> None:
        del message, buffers
        raise OSError("the page is gone")


def test_a_transport_whose_page_is_gone_is_dropped_with_its_views() -> None:
    bench = Bench()
    log = Log(bench)
    gone = Gone()
    bench.driver.connect(gone)
    gone.deliver('{"kind":"hello","view":"gone","version":1,"environment":{}}')

    bench.say("still here")
    assert log.texts[-1] == "still here"
    log.client.bye()

    assert not bench.rig.session.has_views


def test_a_page_that_is_gone_may_still_have_sent_nonsense() -> None:
    bench = Bench()
    gone = Gone()
    bench.driver.connect(gone)

    gone.deliver("?")
    bench.driver.disconnect(gone)

    assert not bench.rig.session.has_views


def test_two_views_of_one_transport_get_each_message_once() -> None:
    bench = Bench()
    transport = MemoryTransport()
    bench.driver.connect(transport)
    for view in ("view-1", "view-2"):
        hello = f'{{"kind":"hello","view":"{view}","version":1,"environment":{{}}}}'
        transport.deliver(hello)
    count = len(transport.sent)
    bench.rig.later.advance(1)
    bench.say("once")

    assert len(transport.sent) == count + 1


def test_views_that_a_transport_has_not_heard_of_for_longest_are_left() -> None:
    bench = Bench()
    transport = MemoryTransport()
    bench.driver.connect(transport)
    for number in range(MOST_CARRIED + 2):
        for view in ("heard", f"view-{number}"):
            hello = f'{{"kind":"hello","view":"{view}","version":1,"environment":{{}}}}'
            transport.deliver(hello)
    session = bench.rig.session

    assert session.knows("heard")
    known = [n for n in range(MOST_CARRIED + 2) if session.knows(f"view-{n}")]
    assert known == list(range(3, MOST_CARRIED + 2))


class Hasty(MemoryTransport):
    """A transport that asks for a mount before a message to it has returned."""

    def send(self, message: str, buffers: Buffers = ()) -> None:
        super().send(message, buffers)
        if json.loads(message)["kind"] == "patches":
            self.deliver('{"kind":"resync","view":"hasty","epoch":7,"seq":0}')


def test_a_page_that_answers_at_once_does_not_disturb_the_others() -> None:
    bench = Bench(lambda: bench.say("clicked"))
    hasty = Hasty()
    bench.driver.connect(hasty)
    hasty.deliver('{"kind":"hello","view":"hasty","version":1,"environment":{}}')
    client = bench.rig.show()

    client.event("go", "click")

    assert_in_step(client, bench.rig.session)
    assert client.received_since(1) == ["patches"]
    assert json.loads(hasty.sent[-1])["kind"] == "mount"


# ------------------------------------------------------------------ the end


def test_closing_cancels_async_handlers_and_closes_transports() -> None:
    ended = threading.Event()

    async def handler() -> None:
        bench.say("waiting")
        try:
            await asyncio.sleep(SOON * 10)
        finally:
            ended.set()

    bench = Bench(handler)
    log = Log(bench)
    log.click()
    log.wait_for("waiting")
    bench.driver.close()

    assert ended.wait(SOON)
    assert log.is_closed
    assert log.client.errors == []


@pytest.mark.parametrize("end", ["closed", "cancelled"])
def test_an_async_handler_that_never_began_leaves_nothing_behind(end: str) -> None:
    began: list[bool] = []

    async def handler() -> None:
        began.append(True)

    bench = Bench(handler)
    log = Log(bench)

    async def run() -> None:
        log.click()
        (task,) = asyncio.all_tasks() - {asyncio.current_task()}
        if end == "closed":
            bench.driver.close()
        else:
            task.cancel()
        await asyncio.wait([task])

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        asyncio.run(run())
        gc.collect()

    assert began == []
    assert told == []


def test_an_event_whose_handler_was_cancelled_is_acknowledged() -> None:
    async def handler() -> None:
        """Do nothing."""

    log = Log(Bench(handler))

    async def run() -> None:
        log.click()
        (task,) = asyncio.all_tasks() - {asyncio.current_task()}
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(run())

    assert log.client.acked == 1


def test_an_async_handler_that_our_loop_comes_to_after_the_end_is_dropped() -> None:
    began: list[str] = []

    async def early() -> None:
        began.append("early")

    async def late() -> None:
        late_bench.say("late")

    async def hold() -> None:
        is_held.set()
        is_free.wait(SOON)

    is_held, is_free = threading.Event(), threading.Event()
    bench, late_bench = Bench(early), Bench(late)
    log, late_log = Log(bench), Log(late_bench)
    Log(Bench(hold)).click()
    assert is_held.wait(SOON)
    log.click()
    bench.driver.close()
    late_log.click()
    is_free.set()
    late_log.wait_for("late")

    assert began == []


def test_closing_after_the_loop_of_an_async_handler_is_closed_is_no_error() -> None:
    async def handler() -> None:
        await asyncio.sleep(SOON)

    bench = Bench(handler)
    log = Log(bench)
    loop = asyncio.new_event_loop()
    # It would say that the task was destroyed while pending.
    loop.set_exception_handler(lambda _loop, _context: None)
    loop.call_soon(log.click)
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()

    bench.driver.close()

    assert log.is_closed


def test_after_the_end_nothing_is_taken_in_sent_or_run() -> None:
    bench = Bench(lambda: bench.say("clicked"))
    log = Log(bench)
    bench.driver.call_later(1.0, lambda: bench.say("called"))
    bench.say("a")
    bench.say("b")
    bench.driver.close()
    count = len(log.sent)

    log.click()
    bench.say("set")
    bench.rig.later.advance(2)
    bench.driver.flush()

    assert len(log.sent) == count
    assert bench.said == "set"


def test_a_timer_waits_for_nobody_and_comes_again_when_the_lock_is_free() -> None:
    bench = Bench()
    page = bench.rig.show()
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with bench.driver.lock:
            entered.set()
            leave.wait(SOON)

    made: list[str] = []
    bench.driver.call_later(1.0, lambda: made.append("call"))
    bench.rig.later.advance(5.0)
    bench.say("one")
    bench.say("two")
    thread = threading.Thread(target=hold)
    thread.start()
    assert entered.wait(SOON)
    bench.driver.call_later(0.0, lambda: made.append("later"))
    # Both the frame and the call are due, and somebody holds the lock.
    bench.rig.later.advance(FRAME)
    assert (made, page.root.find("text").text) == (["call"], "one")
    leave.set()
    thread.join(SOON)
    bench.rig.later.advance(FRAME)

    assert (made, page.root.find("text").text) == (["call", "later"], "two")


def test_a_retried_timer_can_be_called_off() -> None:
    bench = Bench()
    bench.rig.show()
    bench.say("one")
    bench.say("two")
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with bench.driver.lock:
            entered.set()
            leave.wait(SOON)

    thread = threading.Thread(target=hold)
    thread.start()
    assert entered.wait(SOON)
    bench.rig.later.advance(FRAME)
    leave.set()
    thread.join(SOON)
    bench.driver.flush()

    assert bench.rig.later.waiting == 0
