"""Lowering of text fields and selects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tempest_core import Dropdown, Input, KeyboardType, TextArea

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.field import field_node
from tempestweb.dom.node import Decode, Node

#: Attributes by keyboard. Numbers are text with another keyboard: in a number field
#: browsers report "" for everything they cannot read, and wheels change the value.
KEYBOARDS: Final[dict[KeyboardType, Mapping[str, str]]] = {
    KeyboardType.TEXT: {"type": "text"},
    KeyboardType.NUMBER: {"type": "text", "inputmode": "decimal"},
    KeyboardType.EMAIL: {"type": "email"},
    KeyboardType.PHONE: {"type": "tel"},
    KeyboardType.URL: {"type": "url"},
    KeyboardType.PASSWORD: {"type": "password"},
}


@lowers(Input)
def _input(widget: Input, context: Context, _previous: Node | None) -> Node:
    keyboard = KeyboardType.PASSWORD if widget.secure else widget.keyboard
    attributes = {**KEYBOARDS[keyboard], **_text_attributes(widget)}
    if widget.pattern is not None:
        attributes["pattern"] = widget.pattern
    if widget.error:
        attributes["aria-invalid"] = "true"
        attributes["aria-description"] = widget.error
    on = listeners(widget, "on_change", "input")
    return field_node(widget, context, "input", attributes, on)


@lowers(TextArea)
def _text_area(widget: TextArea, context: Context, _previous: Node | None) -> Node:
    attributes = {"rows": str(max(1, widget.rows)), **_text_attributes(widget)}
    on = listeners(widget, "on_change", "input")
    return field_node(widget, context, "textarea", attributes, on)


def _text_attributes(widget: Input | TextArea) -> dict[str, str]:
    attributes = {"value": widget.value}
    if widget.placeholder:
        attributes["placeholder"] = widget.placeholder
    if widget.max_length is not None:
        attributes["maxlength"] = str(max(0, widget.max_length))
    return attributes


@lowers(Dropdown)
def _dropdown(widget: Dropdown, context: Context, _previous: Node | None) -> Node:
    options = widget.options
    chosen = widget.value if widget.value in options else None
    # There even while something is chosen, so that the options keep their places.
    placeholder = Node(
        "option",
        text=widget.placeholder,
        attributes={"value": "", "disabled": "", "hidden": ""},
    )
    nodes = [placeholder, *(_option(option) for option in options)]
    # The placeholder is the first in the element, and none of the options.
    on = listeners(widget, "on_select", "change", decode_choice(options, before=1))
    return field_node(widget, context, "select", {"value": chosen or ""}, on, nodes)


def _option(option: str) -> Node:
    return Node("option", text=option, attributes={"value": option})


def decode_choice(options: Sequence[str], before: int = 0) -> Decode:
    """Make the decoder of a choice from options.

    Args:
        options: What can be chosen.
        before: How many others the page counts before them.
    """

    def decode(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        value = payload["value"]
        index = int(payload["index"]) - before
        if not 0 <= index < len(options) or options[index] != value:
            index = options.index(value)
        return {"value": value, "index": index}

    return decode
