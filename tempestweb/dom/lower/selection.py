"""Lowering of checkboxes and switches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import Checkbox, Switch
from tempest_core.variants import SELECTION_SIZE, resolve_size

from tempestweb.dom.lower.accent import accent_rule
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.node import Node

#: What a baked style says of the box that is ticked, not of the whole control.
_BOX: Final = frozenset({"background", "border", "color"})


@lowers(Checkbox)
def _checkbox(widget: Checkbox, context: Context, _previous: Node | None) -> Node:
    return _labelled(widget, context, {"type": "checkbox"}, "tw-checkbox")


@lowers(Switch)
def _switch(widget: Switch, context: Context, _previous: Node | None) -> Node:
    attributes = {"type": "checkbox", "role": "switch"}
    return _labelled(widget, context, attributes, "tw-switch")


def _labelled(
    widget: Checkbox | Switch,
    context: Context,
    attributes: dict[str, str],
    class_name: str,
) -> Node:
    if widget.checked:
        attributes["checked"] = ""
    size = resolve_size(widget.size, widget.theme, media=widget.media)
    side = SELECTION_SIZE[size]
    style = widget.style
    leave = _BOX | {f for f in ("width", "height") if getattr(style, f, None) == side}
    children = [
        Node(
            "input",
            f"{class_name} tw-{size.value}",
            attributes=attributes,
            listeners=listeners(widget, "on_change", "change", _decode_toggle),
        )
    ]
    if widget.label:
        children.append(Node("span", "tw-text", text=widget.label))
    return Node(
        "label",
        "tw-check tw-fit",
        children=children,
        slots=[],
        rule=accent_rule(widget, context, leave),
        key=widget.key,
    )


def _decode_toggle(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"checked": payload["checked"]}
