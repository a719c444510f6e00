"""Conversations: what a client and a session say to each other, word for word.

The client's tests replay the same fixtures from the other side.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tempest_core import Button, Column, Input, Text, TextChangeEvent, Widget

from tempestweb.dom.lower import Context, lowers
from tempestweb.dom.lower.context import listeners
from tempestweb.dom.node import Node
from tempestweb.dom.style import CssRule
from tempestweb.session import SessionOptions
from tempestweb.transports.memory import MemoryTransport
from tests.support.rig import Rig

FIXTURES = sorted(
    (Path(__file__).parent / "fixtures/protocol").glob("conversation-*.json")
)


class Box(Column):
    """A column that is nothing but an element; so are the other widgets here."""


class Line(Text):
    """One line of text."""


class Press(Button):
    """A button."""


class Field(Input):
    """A text field."""


@lowers(Box)
def _box(widget: Box, context: Context, previous: Node | None) -> Node:
    return Node("div", children=context.children(widget.children, previous))


@lowers(Line)
def _line(widget: Line, _context: Context, _previous: Node | None) -> Node:
    return Node("p", text=widget.content)


@lowers(Press)
def _press(widget: Press, _context: Context, _previous: Node | None) -> Node:
    on = listeners(widget, "on_click", "click")
    return Node("button", text=widget.label, listeners=on)


@lowers(Field)
def _field(widget: Field, _context: Context, _previous: Node | None) -> Node:
    on = listeners(widget, "on_change", "input")
    return Node("input", attributes={"value": widget.value}, listeners=on)


class Counter:
    """Counts up, keeps a name in upper case, and fails on request."""

    def __init__(self) -> None:
        self.count = 0
        self.name = ""
        self.is_broken = False

    def add(self) -> None:
        self.count += 1

    def rename(self, event: TextChangeEvent) -> None:
        self.name = event.value.upper()

    def fail(self) -> None:
        self.count += 1
        raise LookupError("a secret")

    def toggle(self) -> None:
        self.is_broken = not self.is_broken

    def view(self) -> Widget:
        if self.is_broken:
            raise LookupError("another secret")
        return Box(
            children=[
                Line(content=str(self.count)),
                Press(label="add", on_click=self.add),
                Field(value=self.name, on_change=self.rename),
                Press(label="fail", on_click=self.fail),
                Press(label="break", on_click=self.toggle),
            ]
        )


class Lines:
    """Shows ten lines, and ten more with each click."""

    def __init__(self) -> None:
        self.count = 10

    def add(self) -> None:
        self.count += 10

    def view(self) -> Widget:
        lines = [Line(content=f"Line {n}", key=str(n)) for n in range(self.count)]
        return Box(children=[Press(label="more", on_click=self.add), *lines])


APPS: dict[str, Callable[[], Counter | Lines]] = {"counter": Counter, "lines": Lines}


def replay(conversation: dict[str, Any]) -> list[dict[str, Any]]:
    """Say the client's part; return the whole conversation as it went."""
    app = APPS[conversation["app"]]()
    rig = Rig(app.view, SessionOptions(development=False))
    assert rig.session.epoch == conversation["epoch"]
    transport = MemoryTransport()
    rig.driver.connect(transport)
    went: list[dict[str, Any]] = []
    for step in conversation["steps"]:
        said = step.get("client") or step.get("forged")
        if said is None:
            continue
        went.append(said)
        rig.session.invalidate()
        transport.deliver(json.dumps(said))
        went += map(json.loads, transport.sent)
        transport.sent.clear()
    return went


def messages(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [step[who] for step in steps for who in step if who != "is_dropped"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_session_answers_as_the_fixture_says(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = CssRule("tw-theme", ".tw-theme{color:red}")
    monkeypatch.setattr("tempestweb.dom.lower.scene.theme_rule", lambda _theme: theme)
    monkeypatch.setattr("tempestweb.reports.secrets.token_hex", lambda _count: "5eed")
    conversation = json.loads(path.read_text("utf-8"))

    assert replay(conversation) == messages(conversation["steps"])


def test_there_are_conversations() -> None:
    assert len(FIXTURES) >= 4
