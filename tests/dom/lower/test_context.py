"""Lowering as a walk: which nodes are made again, and which stay."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from pydantic import Field
from tempest_core import (
    Button,
    Column,
    Component,
    Container,
    GestureDetector,
    Input,
    Row,
    Semantics,
    Style,
    Text,
    Theme,
    ThemeMode,
    Widget,
    use_theme,
)

from tempestweb.dom.lower import Context, lowers
from tempestweb.dom.node import Listener, Node
from tempestweb.errors import DuplicateKeyError

LIGHT = Theme(mode=ThemeMode.LIGHT)


def lower(widget: Widget, previous: Node | None = None) -> Node:
    return Context(LIGHT).lower(widget, previous)


def texts(*contents: str) -> list[Widget]:
    return [Text(content=content) for content in contents]


# ------------------------------------------------------------------ what stays


def test_the_very_widget_of_the_last_frame_keeps_its_node() -> None:
    widget = Column(children=texts("a", "b"))
    node = lower(widget)

    assert lower(widget, node) is node


def test_an_unchanged_child_keeps_its_node_where_others_come() -> None:
    kept = Text(content="kept")
    old = lower(Column(children=[kept, *texts("x")]))
    new = lower(Column(children=[*texts("y", "z"), kept]), old)

    assert new.children[2] is old.children[0]
    assert [child.text for child in new.children] == ["y", "z", "kept"]


def test_children_that_changed_places_keep_their_nodes() -> None:
    widgets = texts(*"abcdefghijkl")
    old = lower(Column(children=widgets))
    new = lower(Column(children=widgets[::-1]), old)

    assert new.children == old.children[::-1]


def test_an_unchanged_box_keeps_its_node_when_only_its_last_child_goes() -> None:
    widgets = texts("a", "b")
    old = lower(Column(children=widgets))
    new = lower(Column(children=widgets[:1]), old)

    assert new.children == old.children[:1]


def test_one_widget_in_two_places_has_two_nodes() -> None:
    widget = Text(content="twice")
    node = lower(Column(children=[widget, widget]))
    again = lower(Column(children=[widget, widget, widget]), node)

    assert len({id(child) for child in again.children}) == 3


def test_a_child_is_recognised_by_its_key_in_another_place() -> None:
    inner = Text(content="inner")
    old = lower(Column(children=[Row(key="k", children=[inner])]))
    row = Row(key="k", children=[inner, *texts("more")])
    new = lower(Column(children=[*texts("first"), row]), old)

    assert new.children[1].children[0] is old.children[0].children[0]


def test_a_box_that_lost_its_child_has_none() -> None:
    old = lower(Container(child=Text(content="x")))
    new = lower(Container(), old)

    assert new.children == []


def test_a_box_that_got_a_child_has_one() -> None:
    old = lower(Container())
    new = lower(Container(child=Text(content="x")), old)

    assert [child.text for child in new.children] == ["x"]


def test_many_new_widgets_among_as_many_keep_their_places() -> None:
    old = lower(Column(children=texts(*"abcdefghijkl")))
    new = lower(Column(children=texts(*"ABCDEFGHIJKL")), old)

    assert [child.text for child in new.children] == list("ABCDEFGHIJKL")


@pytest.mark.parametrize("style", [None, Style(gap=4.0), Style(width=4.0, gap=8.0)])
def test_a_style_that_changes_is_shown(style: Style | None) -> None:
    old = lower(Text(content="x", style=style))
    new = lower(Text(content="x", style=Style(width=8.0)), old)

    assert new.rule is not None
    assert "width:8px" in new.rule.text


def test_what_is_in_a_widget_with_handlers_keeps_its_own() -> None:
    def tapped(inner: str, outer: str) -> Widget:
        button = Button(label="x", on_click=lambda: inner)
        return GestureDetector(child=button, on_tap=lambda: outer)

    with use_theme(LIGHT):
        old = lower(tapped("old", "old"))
        new = lower(tapped("inner", "outer"), old)

    assert new is old
    listeners = new.children[0].listeners
    assert listeners is not None
    assert listeners["click"].handler() == "inner"


def test_a_widget_that_listens_to_something_else_is_made_anew() -> None:
    class Ear(Button):
        """A widget whose label says what it listens to."""

    @lowers(Ear)
    def _ear(widget: Ear, _context: Context, _previous: Node | None) -> Node:
        return Node("p", listeners={widget.label: Listener(widget, "on_click")})

    old = lower(Ear(label="click", on_click=print))
    new = lower(Ear(label="input", on_click=print), old)

    assert list(new.listeners or ()) == ["input"]


# ------------------------------------------------------------------ keys


def test_two_siblings_with_one_key_are_an_error_that_names_both() -> None:
    fields: list[Widget] = [
        Text(content="first of a rather long text, far too long to repeat", key="k"),
        *texts("no key"),
        Row(key="k", children=[Container()]),
    ]

    with pytest.raises(DuplicateKeyError) as caught:
        lower(Column(children=fields))

    assert caught.value.title == (
        "two siblings have the key 'k': Text 'first of a rather long text, f' at "
        "place 0 and Row at place 2"
    )


def test_one_key_under_two_parents_is_no_error() -> None:
    rows: list[Widget] = [
        Row(children=[Text(content="", key="k")], key=name) for name in "ab"
    ]

    assert len(lower(Column(children=rows)).children) == 2


def test_a_key_that_appears_twice_later_is_found_too() -> None:
    old = lower(Column(children=[Text(content="", key=k) for k in "ab"]))

    with pytest.raises(DuplicateKeyError):
        lower(Column(children=[Text(content="", key=k) for k in "aa"]), old)


# ------------------------------------------------------------------ tables


class Fancy(Text):
    """A user's own kind of text."""


class Unheard(Widget):
    """A widget that nothing can show."""

    inside: list[Widget] = Field(default_factory=list)
    child_field_names = frozenset({"inside"})

    def child_nodes(self) -> list[Widget]:
        return self.inside


class Pair(Component):
    """A component of two texts."""

    left: str = ""

    def render(self) -> Widget:
        return Row(children=texts(self.left, "right"), key=self.base_key)


def test_a_subclass_is_shown_as_what_it_is_a_kind_of() -> None:
    node = lower(Fancy(content="x"))

    assert (node.tag, node.text) == ("span", "x")


def test_a_widget_may_get_a_lowering_of_its_own_later() -> None:
    class Late(Text):
        """A user's own widget."""

    lower(Late(content="before"))

    @lowers(Late)
    def _late(widget: Late, _context: Context, _previous: Node | None) -> Node:
        return Node("output", text=widget.content)

    assert lower(Late(content="x")).tag == "output"


def test_a_widget_nobody_can_show_is_a_placeholder_with_what_is_in_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "tempestweb"):
        node = lower(Unheard(inside=texts("inner"), key="k"))
        lower(Unheard())

    assert node.attributes == {"data-tw-placeholder": "Unheard"}
    assert [child.text for child in node.children] == ["Unheard", "inner"]
    assert node.key == "k"
    assert caplog.text.count("Unheard cannot be shown yet") == 1


def test_what_is_in_a_placeholder_keeps_its_nodes() -> None:
    inner = texts("inner")
    old = lower(Unheard(inside=inner))
    new = lower(Unheard(inside=inner, key="now"), old)

    assert new.children[1] is old.children[1]


# ------------------------------------------------------------------ components


def test_a_component_is_shown_as_what_it_renders() -> None:
    node = lower(Pair(left="left"))

    assert [child.text for child in node.children] == ["left", "right"]
    assert isinstance(node.source, Pair)


def test_the_key_of_a_component_is_the_users_own_or_none() -> None:
    assert lower(Pair()).key is None
    assert lower(Pair(key="mine")).key == "mine"
    assert len(lower(Row(children=[Pair(), Pair()])).children) == 2


def test_a_component_that_became_another_is_made_anew() -> None:
    old = lower(Pair(left="a"))
    new = lower(Pair(left="b"), old)

    assert [child.text for child in new.children] == ["b", "right"]


class Named(Component):
    """A component that says something of itself, where it is told to."""

    inner: dict[str, Any] = Field(default_factory=dict)

    def render(self) -> Widget:
        return Container(child=Input(**self.inner))


def test_what_is_said_of_a_component_is_said_of_its_root() -> None:
    attrs = {"data-x": "1", "class": "mine"}
    node = lower(Named(semantics=Semantics(label="outer"), attrs=attrs))

    assert node.attributes == {"aria-label": "outer", "data-x": "1"}
    assert node.class_name.split().count("mine") == 1


def test_what_a_component_says_inside_is_not_said_twice() -> None:
    said = {"semantics": Semantics(label="inner"), "attrs": {}}
    node = lower(Named(inner=said, semantics=Semantics(label="outer"), attrs={"x": ""}))

    assert node.attributes == {"x": ""}
    assert node.children[0].attributes["aria-label"] == "inner"


def test_attributes_inside_a_component_are_not_said_of_its_root() -> None:
    node = lower(Named(inner={"attrs": {"y": ""}}, focusable=True, attrs={"x": ""}))

    assert node.attributes == {"tabindex": "0"}


class Frame(Component):
    """A component around what an app gives it, in any of three ways."""

    child: Widget
    more: list[Widget] = Field(default_factory=list)
    named: dict[str, Widget] = Field(default_factory=dict)

    def render(self) -> Widget:
        return Column(children=[self.child, *self.more, *self.named.values()])


@pytest.mark.parametrize("field", ["child", "more", "named"])
def test_what_the_app_says_of_a_child_leaves_the_component_its_own(field: str) -> None:
    inner = Row(children=[Text(content="", attrs={"y": ""}, focusable=True)])
    ways: dict[str, dict[str, Any]] = {
        "child": {"child": inner},
        "more": {"child": Text(content=""), "more": [inner]},
        "named": {"child": Text(content=""), "named": {"it": inner}},
    }
    node = lower(Frame(attrs={"x": ""}, focusable=False, **ways[field]))

    assert node.attributes == {"x": "", "tabindex": "-1"}
    assert node.children[-1].children[0].attributes == {"y": "", "tabindex": "0"}


# ------------------------------------------------------------------ listeners


def test_a_handler_that_is_not_set_is_not_listened_for() -> None:
    assert lower(Button(label="")).listeners is None


def test_a_listener_knows_what_it_is_for() -> None:
    listeners = lower(Button(label="", on_click=print)).listeners

    assert listeners is not None
    assert listeners["click"].name == "Button.on_click"
    assert listeners["click"].handler is print
    assert listeners["click"].event_type is Button.event_schemas["on_click"]
