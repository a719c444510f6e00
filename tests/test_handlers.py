"""Handlers: called as they were written, with the event or without."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import Button, TapEvent

from tempestweb.dom.node import Listener
from tempestweb.errors import HandlerSignatureError
from tempestweb.handlers import call_handler

EVENT = TapEvent(x=1.0, y=2.0)


def call(handler: Callable[..., Any]) -> Any:
    return call_handler(Listener(Button(label="", on_click=handler), "on_click"), EVENT)


class Methods:
    """Handlers that are methods."""

    def bare(self) -> str:
        return "bare"

    def one(self, event: TapEvent) -> TapEvent:
        return event

    def __call__(self, event: TapEvent) -> TapEvent:
        return event


def two(first: str, event: TapEvent) -> tuple[str, TapEvent]:
    return first, event


@pytest.mark.parametrize(
    "handler",
    [
        lambda event: event,
        lambda e: e,
        lambda event=None: event,
        lambda *events: events[0],
        lambda event, row=3: event,  # noqa: ARG005
        lambda event, /: event,
        Methods().one,
        Methods(),
    ],
)
def test_a_handler_that_asks_for_the_event_gets_it(
    handler: Callable[..., Any],
) -> None:
    assert call(handler) is EVENT


@pytest.mark.parametrize(
    "handler",
    [
        lambda: "bare",
        lambda row="bare": row,
        lambda row="bare", *, kind="x": row + kind[1:],
        lambda **kwargs: "bare" if not kwargs else "",
        Methods().bare,
        functools.partial(lambda name: name, "bare"),
    ],
)
def test_a_handler_that_does_not_is_called_without(
    handler: Callable[..., Any],
) -> None:
    assert call(handler) == "bare"


def test_a_lambda_in_a_loop_keeps_its_row() -> None:
    handlers = [lambda row=row: row for row in range(3)]

    assert [call(handler) for handler in handlers] == [0, 1, 2]


def test_what_partial_leaves_open_is_the_event() -> None:
    assert call(functools.partial(two, "first")) == ("first", EVENT)


def test_a_callable_of_c_without_a_signature_is_called_bare() -> None:
    said = {"a": 1}

    call(said.clear)
    # `dict.pop` has none to inspect, and cannot be called bare.
    with pytest.raises(TypeError):
        call(said.pop)

    assert said == {}


def test_a_handler_that_needs_more_is_refused_by_name_and_place() -> None:
    def save(name: str, event: TapEvent) -> None:
        raise AssertionError((name, event))

    line = save.__code__.co_firstlineno
    with pytest.raises(HandlerSignatureError) as caught:
        call(save)

    assert caught.value.title == (
        f"Button.on_click: the handler save (test_handlers.py, line {line}) needs 2 "
        "arguments (name, event), but gets the event or nothing"
    )
    assert "def save(event: TapEvent) -> None" in caught.value.hint


def test_a_required_keyword_is_more_than_a_handler_gets() -> None:
    def save(*, name: str) -> None:
        raise AssertionError(name)

    with pytest.raises(HandlerSignatureError, match=r"needs 1 arguments \(name\)"):
        call(save)


def test_a_handler_without_a_name_is_called_by_its_type() -> None:
    with pytest.raises(HandlerSignatureError, match="the handler partial needs 2"):
        call(functools.partial(lambda a, b, c: (a, b, c), 1))


def test_a_type_error_inside_a_handler_is_its_own() -> None:
    def handler() -> None:
        two("first")  # type: ignore[call-arg]

    with pytest.raises(TypeError, match="missing 1 required positional"):
        call(handler)
