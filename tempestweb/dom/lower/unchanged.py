"""Telling cheaply that a widget shows what another one showed in the last frame.

A view makes all its widgets anew in every frame, and most of them come out equal.
Where that is seen here, the live node stays: no lowering, and nothing for diff to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import Final

from tempest_core import Animated, Component, Edge, Style, Widget

from tempestweb.dom.node import Node


@dataclass(frozen=True, slots=True)
class _Shape:
    """How to compare two widgets of one type.

    Attributes:
        handlers: The handler props, of which only the presence counts.
        children: The props that hold child widgets, which are looked at by themselves.
        bakes_style: Whether the widget computes its style from its other props.
    """

    handlers: frozenset[str]
    children: frozenset[str]
    bakes_style: bool


#: Props with functions that make widgets.
_BUILDERS: Final = frozenset({"item_builder", "sections"})

_shapes: Final[dict[type[Widget], _Shape | None]] = {}


def is_unchanged(old: Widget, new: Widget) -> bool:
    """Tell whether two widgets of the same type surely look the same.

    Their children aside. Only for widgets of tempest-core itself: what a user's own
    widget depends on is not known here. False may also mean that it is not worth
    finding out.
    """
    widget_type = type(new)
    try:
        shape = _shapes[widget_type]
    except KeyError:
        shape = _shapes[widget_type] = _shape_of(widget_type)
    if shape is None:
        return False
    names = new.__pydantic_fields_set__
    if old.__pydantic_fields_set__ != names:
        return False
    before, after = old.__dict__, new.__dict__
    # What was not set is a default, or follows from what was set and from the theme.
    if shape.bakes_style and before["theme"] is not after["theme"]:
        return False
    for name in names:
        mine, other = after[name], before[name]
        if mine is not other and name not in shape.children:
            if name in shape.handlers:
                is_same = mine is not None and other is not None
            elif name == "style":
                is_same = _is_same_style(other, mine)
            else:
                is_same = mine == other
            if not is_same:
                return False
    return True


def continues(previous: Node, node: Node) -> bool:
    """Tell whether a node just made is the live one again, children and all.

    If so the live one takes over the new one's listeners, whose handlers are newer.
    """
    if (
        len(previous.children) != len(node.children)
        or not all(map(is_, previous.children, node.children))
        or previous.tag != node.tag
        or previous.class_name != node.class_name
        or previous.text != node.text
        or previous.key != node.key
        or previous.attributes != node.attributes
        or previous.behaviour != node.behaviour
        or previous.props != node.props
    ):
        return False
    if node.listeners is None or previous.listeners is None:
        return node.listeners is previous.listeners
    if list(node.listeners) != list(previous.listeners):
        return False
    previous.listeners = node.listeners
    return True


def rebind(node: Node, widget: Widget) -> None:
    """Let a live node call the handlers of the widget that now stands for it."""
    node.source = widget
    if widget.event_schemas:
        _rebind_listeners(node, widget)


def _rebind_listeners(node: Node, widget: Widget) -> None:
    if node.listeners is not None:
        for listener in node.listeners.values():
            listener.widget = widget
    for child in node.children:
        # The widget's own markup; the nodes of other widgets are bound to those.
        if child.source is None:
            _rebind_listeners(child, widget)


def _shape_of(widget_type: type[Widget]) -> _Shape | None:
    is_own = widget_type.__module__.startswith("tempest_core.")
    # The controller of an animation is the same object however far it has come.
    if not is_own or issubclass(widget_type, Component | Animated):
        return None
    if not _BUILDERS.isdisjoint(widget_type.model_fields):
        # The very same builder makes other items when the app's state is another.
        return None
    return _Shape(
        frozenset(widget_type.event_schemas),
        widget_type.child_field_names,
        "theme" in widget_type.model_fields,
    )


def _is_same_style(old: Style | None, new: Style | None) -> bool:
    if old is None or new is None:
        return False
    names = new.__pydantic_fields_set__
    if old.__pydantic_fields_set__ != names:
        return False
    before, after = old.__dict__, new.__dict__
    for name in names:
        mine, other = after[name], before[name]
        if mine is other:
            continue
        if type(mine) is Edge and type(other) is Edge:
            # In every other style, and pydantic compares models in Python.
            if mine.__dict__ != other.__dict__:
                return False
        elif mine != other:
            return False
    return True
