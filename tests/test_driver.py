"""Driver: when a change is shown, on which thread, and who waits for whom."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable

import pytest
from tempest_core import Widget

from tempestweb.driver import FRAME
from tests.support.bench import SOON, Bench, Log
from tests.support.reference import Client

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
