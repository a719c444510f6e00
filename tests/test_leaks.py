"""What a closed app gives back, and what an idle one costs: all, and nothing."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import tempest_core
from tempest_core import Button, Checkbox, Column, Input, Row, Style, Text, Widget

from tempestweb import App, each, memo
from tempestweb.hosting import HostOptions
from tests.support.reference import Client
from tests.support.rig import Later, show

#: For a job to end, in seconds; no test waits that long.
SOON = 10.0


@dataclass
class Item:
    """One row."""

    id: int
    text: str


@dataclass
class Things:
    """A state that an app leaves nothing of."""

    items: list[Item] = field(
        default_factory=lambda: [Item(n, f"item {n}") for n in range(20)]
    )
    said: str = ""
    is_on: bool = False


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    """Log nothing: what pytest keeps of it holds on to the handler that failed."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@memo
def heading(text: str, on_click: Callable[[], None]) -> Widget:
    return Row(children=[Text(content=text), Button(label="x", on_click=on_click)])


def view(app: tempest_core.App[Things]) -> Widget:
    """Show a bit of everything that a session keeps something of."""

    def say(event: Any) -> None:
        app.set_state(lambda state: setattr(state, "said", event.value))

    def switch() -> None:
        app.set_state(lambda state: setattr(state, "is_on", not state.is_on))

    def change() -> None:
        app.set_state(lambda state: setattr(state.items[3], "text", "changed"))

    def fail() -> None:
        raise ValueError("as it does")

    def ask() -> None:
        app.show_dialog(Text(content="sure?", key="sure"))

    handlers = {
        "switch": switch,
        "change": change,
        "fail": fail,
        "ask": ask,
        "say": lambda: print("something"),  # noqa: T201 - it is caught,
    }
    return Column(
        children=[
            heading(app.state.said, switch),
            Input(key="field", value=app.state.said, on_change=say),
            Checkbox(key="check", label="on", checked=app.state.is_on),
            *each(
                app.state.items,
                lambda item: Row(
                    style=Style(gap=float(item.id)),
                    children=[Text(content=item.text)],
                ),
                key=lambda item: item.id,
            ),
            *(
                Button(label=name, key=name, on_click=handler)
                for name, handler in handlers.items()
            ),
        ]
    )


def live(later: Later) -> App[Things]:
    """Make an app that a test holds the time of."""
    options = HostOptions(schedule=later.schedule, token="a.b", window=128)
    return App(Things(), view, host=options)


def use(client: Client) -> None:
    """Do a bit of everything."""
    client.event("field", "change", value="hello")
    for key in ("switch", "change", "fail", "ask", "say"):
        client.event(key, "click", x=1, y=1)


def visit() -> list[weakref.ref[Any]]:
    """Open an app twice, use it, close it; say what is to be gone."""
    app = live(Later())
    client, transport = show(app, "view-1")
    other, second = show(app, "view-2")
    use(client)
    app.disconnect(second)
    app.spawn(lambda: None).result(SOON)
    app.spawn(asyncio.sleep, 0).result(SOON)
    references = [weakref.ref(each) for each in (app, app.state, transport, second)]
    assert client.acked == 6
    assert other.seq > 0
    app.close()
    for thread in threading.enumerate():
        # A job is done a moment before its thread is.
        if "app.spawn" in thread.name:
            thread.join(SOON)
    return references


def test_nothing_of_a_closed_app_is_left() -> None:
    references = visit()

    gc.collect()

    assert [reference() for reference in references] == [None] * 4


def test_an_app_that_nobody_closed_and_nobody_has_is_gone_too() -> None:
    app = live(Later())
    show(app)
    gone = weakref.ref(app)

    del app
    gc.collect()

    assert gone() is None


def test_opening_and_closing_leaves_memory_as_it_was() -> None:
    def visits(count: int) -> None:
        for _ in range(count):
            visit()
        gc.collect()

    count = 25
    visits(10)
    tracemalloc.start()
    try:
        visits(3)
        before = kept()
        visits(count)
        after = kept()
    finally:
        tracemalloc.stop()

    # An app and its two views are some 40 KB.
    assert (after - before) / count < 50


def kept() -> int:
    """Count the bytes that the code under test, or an app, got and did not give back.

    Python itself keeps names that are made at run time, as the test client makes some.
    """
    ours = [
        tracemalloc.Filter(True, f"*/{folder}/*")
        for folder in ("tempestweb", "tempest_core", "pydantic")
    ]
    ours.append(tracemalloc.Filter(True, __file__))
    taken = tracemalloc.take_snapshot().filter_traces(ours)
    return sum(trace.size for trace in taken.traces)


def test_a_session_that_waits_for_its_user_has_no_timers() -> None:
    later = Later()
    app = live(later)
    client, _ = show(app)
    use(client)
    later.advance(1.0)

    assert client.acked == 6
    assert later.waiting == 0
