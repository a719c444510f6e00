"""Lowering of what reloads a list: a bar that is pulled out, with a button in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import LazyColumn, LazyRow, RefreshControl

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.media import drawing_node
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: Most of a circle, and the head of an arrow at its end.
_ARROW: Final = "M20 12a8 8 0 1 1-2.34-5.66L20 8.7M20 3v5.7h-5.7"


@lowers(RefreshControl)
def _refresh_control(
    widget: RefreshControl, _context: Context, _previous: Node | None
) -> Node:
    bar = refresh_node(widget)
    bar.key = widget.key
    bar.class_name = "tw-refresh tw-alone"
    rule = rule_for(widget.style)
    if rule is not None:
        bar.rule = rule
        bar.class_name += f" {rule.name}"
    return bar


def refresh_node(widget: LazyColumn | LazyRow | RefreshControl) -> Node:
    """Make the bar of a list, or one that stands for itself."""
    is_busy = widget.refreshing
    attributes = {"type": "button", "aria-label": "Refresh", "title": "Refresh"}
    if is_busy:
        attributes["aria-busy"] = "true"
    button = Node(
        "button",
        "tw-button tw-refresh-button",
        children=[drawing_node(_ARROW)],
        slots=[],
        attributes=attributes,
        listeners=listeners(widget, "on_refresh", "click", _nothing),
    )
    return Node(
        "div",
        "tw-refresh",
        children=[button],
        slots=[],
        behaviour="refresh",
        props={"refreshing": is_busy},
    )


def _nothing(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}
