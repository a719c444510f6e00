"""Widgets made anew that look the same: the live node stays, the handlers are new."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tempest_core import (
    Button,
    Color,
    Column,
    Container,
    Dropdown,
    Edge,
    KeyboardAvoidingView,
    Row,
    ScrollView,
    Semantics,
    Style,
    Text,
    Theme,
    ThemeMode,
    Variant,
    Widget,
    Wrap,
    use_theme,
)
from tempest_core.style import AlignItems

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
        (
            lambda: Column(style=Style(padding=Edge.all(1), gap=2.0)),
            lambda: Column(style=Style(padding=Edge.all(2), gap=2.0)),
        ),
        (
            lambda: Column(style=Style(padding=Edge.all(1), gap=2.0)),
            lambda: Column(style=Style(padding=Edge.all(1), gap=3.0)),
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


def test_a_box_with_a_changed_child_is_itself_as_it_was() -> None:
    def box(text: str) -> Widget:
        style = Style(background=Color.from_hex("#f00"), padding=Edge.all(8))
        return ScrollView(style=style, key="k", children=[Text(content=text)])

    live = LiveTree(lower(box("a")))
    before = live.root
    again = lower(box("b"), before)

    assert again is not before
    assert again.rule is before.rule
    assert again.class_name is before.class_name
    assert again.key == "k"
    assert live.update(again) == [{"op": "update", "id": 2, "text": "b"}]


#: Of each of these a tree has a few; some are in it twice.
_texts = st.builds(Text, content=st.sampled_from("abc"))


def _boxes(children: st.SearchStrategy[Widget]) -> st.SearchStrategy[Widget]:
    options = {
        "children": st.lists(children, max_size=3),
        "style": st.sampled_from(
            (
                None,
                RED,
                Style(gap=4.0),
                Style(padding=Edge.all(2), align=AlignItems.CENTER),
            )
        ),
        "tag": st.sampled_from((None, "section")),
        "attrs": st.sampled_from(({}, {"class": "mine"}, {"title": "t"})),
        "semantics": st.sampled_from((None, Semantics(label="l"))),
    }
    kinds = [Row, Column, Wrap, ScrollView, KeyboardAvoidingView]
    plain = {name: options[name] for name in ("children", "style")}
    return st.one_of(
        *(st.builds(kind, **plain) for kind in kinds),
        *(st.builds(kind, **options) for kind in kinds),
        st.builds(lambda child: Row(children=[child, child]), children),
    )


_trees = st.recursive(_texts, _boxes, max_leaves=8)


def _with_other_texts(widget: Widget, shared: dict[int, Widget]) -> Widget:
    """Copy a tree with all its texts changed; what is in it twice still is."""
    if id(widget) not in shared:
        if isinstance(widget, Text):
            update: dict[str, object] = {"content": widget.content + "!"}
        else:
            inside = [_with_other_texts(w, shared) for w in widget.child_nodes()]
            update = {"children": inside}
        shared[id(widget)] = widget.model_copy(update=update)
    return shared[id(widget)]


@given(_trees, _trees)
def test_what_is_lowered_after_another_frame_is_what_it_would_be_without(
    first: Widget, other: Widget
) -> None:
    live = LiveTree(lower(first))
    for frame in (_with_other_texts(first, {}), first, other):
        live.update(lower(frame, live.root))
        assert live.html() == LiveTree(lower(frame)).html()
        ids = [node.id for node in live.root.walk()]
        assert sorted(ids) == sorted(live.nodes)


@given(_trees)
def test_other_texts_are_updates_of_what_is_there(first: Widget) -> None:
    live = LiveTree(lower(first))
    ops = live.update(lower(_with_other_texts(first, {}), live.root))
    assert {op["op"] for op in ops} <= {"update"}
