"""Widgets made anew that look the same: the live node stays, the handlers are new."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    Button,
    Color,
    Column,
    Container,
    Dropdown,
    Row,
    Style,
    Text,
    Theme,
    ThemeMode,
    Variant,
    Widget,
    use_theme,
)

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tempestweb.dom.tree import LiveTree

LIGHT = Theme(mode=ThemeMode.LIGHT)
RED = Style(background=Color.from_hex("#f00"))


def lower(widget: Widget, previous: Node | None = None) -> Node:
    return Context(LIGHT).lower(widget, previous)


def row(handler: Callable[[], str], text: str = "a") -> Widget:
    return Row(
        style=Style(gap=4.0),
        children=[Text(content=text), Button(label="b", on_click=handler)],
    )


def test_an_equal_row_is_the_live_node_again_with_its_own_newer_handlers() -> None:
    with use_theme(LIGHT):
        live = LiveTree(lower(row(lambda: "old")))
        again = lower(row(lambda: "new"), live.root)

    assert again is live.root
    listeners = again.children[1].listeners
    assert listeners is not None
    assert listeners["click"].handler() == "new"
    assert listeners["click"].name == "Button.on_click"


def test_a_changed_child_is_made_once_and_its_siblings_stay() -> None:
    made: list[Widget] = []

    class Counted(Context):
        def make(self, widget: Widget, previous: Node | None) -> Node:
            node = super().make(widget, previous)
            if isinstance(widget, Text):
                made.append(widget)
            return node

    def deep(text: str) -> Widget:
        inner: Widget = row(lambda: "", text)
        for _ in range(6):
            inner = Container(child=inner)
        return inner

    with use_theme(LIGHT):
        live = LiveTree(lower(deep("a")))
        root = Counted(LIGHT).lower(deep("b"), live.root)

    ops = live.update(root)
    assert [op["op"] for op in ops] == ["update"]
    # Asked for at each of seven levels; made anew at none but the first.
    assert len(set(map(id, made))) == 1
    assert root.text is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda: Text(content="a"), lambda: Text(content="b")),
        (lambda: Text(content="a"), lambda: Text(content="a", style=RED)),
        (
            lambda: Text(content="a", style=RED),
            lambda: Text(content="a", style=Style()),
        ),
        (lambda: Text(content="a", key="k"), lambda: Text(content="a")),
        (lambda: Text(content="a"), lambda: Text(content="a", tag="h1")),
        (lambda: Button(label="a"), lambda: Button(label="a", on_click=int)),
        (lambda: Button(label="a", on_click=int), lambda: Button(label="a")),
        (lambda: Button(label="a"), lambda: Button(label="a", variant=Variant.GHOST)),
        (lambda: Dropdown(options=["a"]), lambda: Dropdown(options=["a", "b"])),
        (lambda: Column(children=[]), lambda: Column(children=[Text(content="a")])),
        (lambda: Container(), lambda: Container(child=Text(content="a"))),
    ],
)
def test_what_looks_different_is_made_anew(
    one: Callable[[], Widget], other: Callable[[], Widget]
) -> None:
    with use_theme(LIGHT):
        live = LiveTree(lower(one()))
        again = lower(other(), live.root)

        assert again is not live.root
        live.update(again)
        assert lower(other(), live.root) is live.root


def test_a_button_of_another_theme_is_made_anew() -> None:
    with use_theme(LIGHT):
        live = LiveTree(lower(Button(label="a")))
    with use_theme(Theme(mode=ThemeMode.DARK)):
        dark = Button(label="a")

    assert lower(dark, live.root) is not live.root
