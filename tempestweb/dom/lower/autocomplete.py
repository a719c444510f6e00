"""Lowering of the text field with suggestions."""

from __future__ import annotations

from tempest_core import Autocomplete

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.field import field_node
from tempestweb.dom.lower.inputs import decode_choice
from tempestweb.dom.node import Node


@lowers(Autocomplete)
def _autocomplete(
    widget: Autocomplete, context: Context, _previous: Node | None
) -> Node:
    attributes = {
        "type": "text",
        "value": widget.value,
        "role": "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        # The browser's own suggestions would lie over these.
        "autocomplete": "off",
    }
    if widget.placeholder:
        attributes["placeholder"] = widget.placeholder
    on = {
        **(listeners(widget, "on_change", "input") or {}),
        **(listeners(widget, "on_select", "pick", decode_choice(widget.options)) or {}),
    }
    return field_node(
        widget,
        context,
        "input",
        attributes,
        on or None,
        behaviour="combobox",
        props={"options": widget.options},
    )
