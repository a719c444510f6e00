"""A server behind a network that fails: over real sockets, whatever the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.server.rig import Running, Tab, running


@pytest.fixture(scope="module")
def live() -> Iterator[Running]:
    """A server with the counter, the same for all schedules."""
    with running() as server:
        yield server


def _click(tab: Tab) -> None:
    tab.event("up", "click", x=1, y=1)


def _click_doubled(tab: Tab) -> None:
    """Click; what says so arrives twice."""
    _click(tab)
    data = {"id": tab.id_of("up"), "type": "click", "payload": {"x": 1, "y": 1}}
    tab.tell("event", epoch=tab.epoch, n=tab.n, seq=tab.seq, data=data)


def _cut(tab: Tab) -> None:
    """Lose what is on the way in both directions, and come back."""
    tab.cut()
    tab.join()


def _leave_half_open(tab: Tab) -> None:
    """Come back while the server takes the old connection for alive."""
    tab.join()


def _come_back_twice(tab: Tab) -> None:
    """Lose the connection before the answer to the hello has come."""
    tab.cut()
    tab.connect()
    tab.tell("hello", version=1, environment={}, token=tab.token)
    _cut(tab)


def _shows(tab: Tab, count: int) -> bool:
    return tab.text("count") == f"Count: {count}"


STEPS: dict[str, Callable[[Tab], None]] = {
    "click": _click,
    "click doubled": _click_doubled,
    "wait": Tab.idle,
    "cut": _cut,
    "half-open": _leave_half_open,
    "cut again": _come_back_twice,
}


@settings(max_examples=1_000, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from([*["click"] * 4, *STEPS, "cut"])),
        max_size=12,
    )
)
def test_after_any_faults_every_click_has_counted_once_in_every_view(
    live: Running, steps: list[tuple[int, str]]
) -> None:
    visitor = live.visitor()
    tabs = [visitor.open(), Tab(visitor)]
    tabs[1].token = tabs[0].token
    tabs[1].join()

    for index, step in steps:
        STEPS[step](tabs[index])
    for tab in tabs:
        _cut(tab)
        tab.idle()

    clicks = sum(tab.n for tab in tabs)
    for tab in tabs:
        tab.wait(partial(_shows, tab, clicks))
        assert not tab.errors
    visitor.leave()
