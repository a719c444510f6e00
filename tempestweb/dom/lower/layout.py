"""Lowering of the layout widgets: boxes that place other widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tempest_core import (
    AspectRatio,
    Column,
    Container,
    KeyboardAvoidingView,
    Row,
    SafeArea,
    ScrollView,
    Spacer,
    Stack,
    Style,
    Widget,
    Wrap,
)
from tempest_core.style import AlignItems, FlexDirection, FlexWrap

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

_ROW: Final = "tw-row"
_COLUMN: Final = "tw-column"


def _box(
    class_name: str,
    widget: Widget,
    children: Sequence[Widget],
    context: Context,
    previous: Node | None,
) -> Node:
    """Make a flex box; `class_name` holds its usual direction."""
    if previous is not None:
        nodes = context.take_children(widget)
        if nodes is not None:
            return previous.with_children(nodes)
    style = widget.style
    if style is None:
        class_name += " tw-auto"
    else:
        class_name = flex_classes(class_name, style)
    return Node(
        "div",
        class_name,
        children=context.children(children, previous),
        rule=rule_for(style),
        key=widget.key,
    )


def flex_classes(class_name: str, style: Style) -> str:
    """Tell the children's base rules what the style makes of the box."""
    if style.direction is not None:
        is_row = style.direction is FlexDirection.ROW
        old, new = (_COLUMN, _ROW) if is_row else (_ROW, _COLUMN)
        class_name = class_name.replace(old, new)
    if style.align is None:
        class_name += " tw-auto"
    if style.flex_wrap is not None and style.flex_wrap is not FlexWrap.NOWRAP:
        class_name += " tw-wrap"
    if style.width is not None and style.height is not None:
        class_name += " tw-fit"
    return class_name


def wrapper_classes(
    class_name: str, style: Style | None, content: Sequence[Node]
) -> str:
    """Name the classes of a box that adds something to one child and is as large.

    Args:
        class_name: What it adds.
        style: The wrapping widget's own.
        content: The child's node, if there is one.
    """
    class_name = f"{class_name} {_COLUMN}"
    class_name = (
        f"{class_name} tw-auto" if style is None else flex_classes(class_name, style)
    )
    is_fit = any("tw-fit" in node.class_name.split() for node in content)
    return f"{class_name} tw-fit" if is_fit else class_name


@lowers(Column)
def _column(widget: Column, context: Context, previous: Node | None) -> Node:
    return _box(_COLUMN, widget, widget.children, context, previous)


@lowers(KeyboardAvoidingView)
def _keyboard_avoiding(
    widget: KeyboardAvoidingView, context: Context, previous: Node | None
) -> Node:
    class_name = f"tw-avoids-keyboard {_COLUMN}"
    node = _box(class_name, widget, widget.children, context, previous)
    node.behaviour = "keyboard"
    return node


@lowers(Row)
def _row(widget: Row, context: Context, previous: Node | None) -> Node:
    return _box(_ROW, widget, widget.children, context, previous)


@lowers(Wrap)
def _wrap(widget: Wrap, context: Context, previous: Node | None) -> Node:
    return _box("tw-row tw-wrap", widget, widget.children, context, previous)


@lowers(ScrollView)
def _scroll_view(widget: ScrollView, context: Context, previous: Node | None) -> Node:
    class_name = f"tw-scroll {_ROW if widget.horizontal else _COLUMN}"
    return _box(class_name, widget, widget.children, context, previous)


@lowers(Container)
def _container(widget: Container, context: Context, previous: Node | None) -> Node:
    style = widget.style
    class_name = _COLUMN
    if style is None:
        class_name += " tw-auto"
    else:
        class_name = flex_classes(class_name, style)
        if style.align is AlignItems.CENTER and style.justify is None:
            # A box around one child has no main axis: centred is centred both ways.
            class_name += " tw-centered"
    return Node(
        "div",
        class_name,
        children=context.child(widget.child, previous),
        rule=rule_for(style),
        key=widget.key,
    )


@lowers(Stack)
def _stack(widget: Stack, context: Context, previous: Node | None) -> Node:
    return Node(
        "div",
        "tw-stack",
        children=context.children(widget.children, previous),
        rule=rule_for(widget.style),
        key=widget.key,
    )


@lowers(Spacer)
def _spacer(widget: Spacer, _context: Context, _previous: Node | None) -> Node:
    return Node("div", "tw-spacer", rule=rule_for(widget.style), key=widget.key)


@lowers(SafeArea)
def _safe_area(widget: SafeArea, context: Context, previous: Node | None) -> Node:
    style = widget.style
    padding = None if style is None else style.padding
    extra = ";".join(
        f"padding-{side}:{_inset(side, getattr(padding, side, 0.0))}"
        for side in dict.fromkeys(edge.value for edge in widget.edges)
    )
    return Node(
        "div",
        f"{_COLUMN} tw-auto" if style is None else flex_classes(_COLUMN, style),
        children=context.child(widget.child, previous),
        rule=rule_for(style, extra),
        key=widget.key,
    )


def _inset(side: str, padding: float) -> str:
    inset = f"env(safe-area-inset-{side},0px)"
    return f"calc({css.positive('padding', padding)} + {inset})" if padding else inset


@lowers(AspectRatio)
def _aspect_ratio(widget: AspectRatio, context: Context, previous: Node | None) -> Node:
    return Node(
        "div",
        "tw-ratio",
        children=context.child(widget.child, previous),
        rule=rule_for(widget.style, f"aspect-ratio:{css.number(widget.ratio)}"),
        key=widget.key,
    )
