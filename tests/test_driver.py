"""Driver: when a change is shown, on which thread, and who waits for whom."""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import pytest
from tempest_core import Button, Column, Input, Text, TextChangeEvent, Widget

from tempestweb.driver import FRAME
from tempestweb.protocol import Buffers
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client
from tests.support.rig import Rig, assert_in_step

#: For threads and loops to do what they certainly do; no test waits that long.
SOON = 10.0


class Bench:
    """An app with one text, and a button that runs whatever a test wants.

    Attributes:
        said: What the text says.
    """

    def __init__(self, handler: Callable[..., Any] = lambda: None) -> None:
        self.said = ""
        self.handler = handler
        self.rig = Rig(self.view)
        self.driver = self.rig.driver

    def view(self) -> Widget:
        text = Text(content=self.said, key="text")
        return Column(children=[text, Button(label="go", key="go", on_click=self.run)])

    def run(self) -> Any:
        return self.handler()

    def say(self, text: str) -> None:
        """Change the state as `App.set_state` does."""
        with self.driver.lock:
            self.said = text
            self.driver.request_flush()


class Log(MemoryTransport):
    """A transport that notes on which thread it was used, and tells who waits."""

    def __init__(self, bench: Bench) -> None:
        self.client = Client(lambda text: self.deliver(text))
        super().__init__(self.client.take)
        self.threads: list[str] = []
        self.texts: list[str] = []
        self.arrived = threading.Condition()
        bench.driver.connect(self)
        self.client.hello()

    def send(self, message: str, buffers: Buffers = ()) -> None:
        super().send(message, buffers)
        with self.arrived:
            self.threads.append(threading.current_thread().name)
            self.texts.append(self.client.root.find("text").text)
            self.arrived.notify_all()

    def click(self) -> None:
        self.client.event("go", "click")

    def wait_for(self, text: str) -> None:
        """Wait until a text is shown."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: text in self.texts, SOON), self.texts

    def wait_for_error(self) -> dict[str, Any]:
        """Wait until a failure is told, and return it."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.client.errors, SOON)
        return self.client.errors[0]


# ------------------------------------------------------------------ handlers


def test_a_handler_is_shown_at_its_end_on_its_own_thread() -> None:
    during: list[int] = []

    def handler() -> None:
        bench.say("one")
        bench.say("two")
        during.append(len(log.sent))

    bench = Bench(handler)
    log = Log(bench)
    before = len(log.sent)
    log.click()

    assert during == [before]
    assert log.texts[before:] == ["two"]
    assert set(log.threads) == {threading.current_thread().name}


def test_a_state_set_before_the_handler_failed_is_shown_and_so_is_the_failure() -> None:
    def handler() -> None:
        bench.say("half")
        raise LookupError("and then")

    bench = Bench(handler)
    log = Log(bench)
    log.click()

    assert log.client.received_since(1) == ["patches", "error"]
    assert log.texts[-1] == "half"


def test_a_handler_that_is_interrupted_leaves_the_session_usable() -> None:
    def handler() -> None:
        raise KeyboardInterrupt

    bench = Bench(handler)
    log = Log(bench)
    with pytest.raises(KeyboardInterrupt):
        log.click()

    bench.rig.later.advance(1)
    bench.say("alive")
    assert log.texts[-1] == "alive"
    assert log.client.acked == 1


def test_a_view_that_sets_state_is_not_run_inside_itself() -> None:
    bench = Bench()
    depth = deepest = 0

    def view() -> Widget:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        bench.driver.request_flush()
        depth -= 1
        return bench.view()

    bench.rig.view = view
    Log(bench)
    bench.rig.changed()

    assert deepest == 1


def test_handlers_of_several_threads_take_turns() -> None:
    inside = most = 0
    entered = threading.Event()

    def handler() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        entered.set()
        # Time for the others to come and wait, or to break in.
        for _ in range(1000):
            most = max(most, inside)
        inside -= 1

    bench = Bench(handler)
    clients = [bench.rig.show(f"view-{i}") for i in range(4)]

    def press(client: Client) -> None:
        for _ in range(25):
            client.event("go", "click")

    run_on_threads([functools.partial(press, client) for client in clients])

    assert most == 1
    assert [client.acked for client in clients] == [25] * 4


def test_no_change_of_any_thread_is_lost() -> None:
    bench = Bench()
    log = Log(bench)
    count = 0

    def add() -> None:
        nonlocal count
        for _ in range(200):
            with bench.driver.lock:
                value = count
                bench.say(str(value + 1))
                count = value + 1

    run_on_threads([add] * 4)
    bench.rig.later.advance(1)

    assert count == 800
    assert log.texts[-1] == "800"


def run_on_threads(functions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=function) for function in functions]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SOON)
    finally:
        sys.setswitchinterval(interval)
    assert not any(thread.is_alive() for thread in threads)


# ------------------------------------------------------------------ frames


def test_the_first_change_is_shown_at_once_and_the_last_when_the_frame_ends() -> None:
    bench = Bench()
    log = Log(bench)
    later = bench.rig.later
    shown = len(log.texts)

    for text in ("a", "b", "c", "d"):
        bench.say(text)
    assert log.texts[shown:] == ["a"]
    assert later.waiting == 1

    later.advance(FRAME * 0.9)
    bench.say("e")
    assert log.texts[shown:] == ["a"]
    later.advance(FRAME * 0.11)
    assert log.texts[shown:] == ["a", "e"]
    assert later.waiting == 0


def test_changes_all_the_time_are_shown_once_a_frame() -> None:
    bench = Bench()
    log = Log(bench)
    shown = len(log.texts)

    for millisecond in range(160):
        bench.say(str(millisecond))
        bench.rig.later.advance(0.001)
    bench.rig.later.advance(1)

    assert 10 <= len(log.texts[shown:]) <= 12
    assert log.texts[-1] == "159"


def test_what_a_handler_showed_is_not_shown_again_when_the_frame_ends() -> None:
    bench = Bench(lambda: bench.say("handled"))
    log = Log(bench)
    bench.say("a")
    bench.say("b")
    log.click()
    count = len(log.sent)

    assert log.texts[-1] == "handled"
    assert bench.rig.later.waiting == 0
    bench.rig.later.advance(1)
    assert len(log.sent) == count


def test_nothing_is_rendered_while_nobody_looks() -> None:
    bench = Bench()
    runs = 0

    def view() -> Widget:
        nonlocal runs
        runs += 1
        return bench.view()

    bench.rig.view = view
    bench.say("unseen")

    assert (runs, bench.rig.later.waiting) == (0, 0)


def test_a_frame_that_ended_with_nobody_looking_does_not_stop_the_next() -> None:
    bench = Bench()
    first = Log(bench)
    bench.say("a")
    bench.say("b")
    first.client.bye()
    # The frame is over, and its flush has nothing to do.
    bench.rig.later.advance(FRAME)
    log = Log(bench)
    bench.say("c")
    bench.say("d")
    bench.rig.later.advance(1)

    assert log.texts[-1] == "d"


def test_a_callback_of_the_app_is_run_as_a_handler_is() -> None:
    bench = Bench()
    log = Log(bench)

    def callback() -> None:
        bench.say("called")
        raise LookupError("late")

    bench.driver.call_later(5.0, callback)
    bench.rig.later.advance(4.9)
    assert log.client.received_since(1) == []
    bench.rig.later.advance(0.2)

    assert log.client.received_since(1) == ["patches", "error"]
    (error,) = log.client.errors
    assert error["title"].startswith("a callback failed: LookupError: late")


# ------------------------------------------------------------------ async handlers


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
