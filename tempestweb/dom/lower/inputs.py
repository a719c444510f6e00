"""Lowering of text fields, selects and sliders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from tempest_core import Dropdown, Input, KeyboardType, Slider, TextArea
from tempest_core.variants import SLIDER_SIZE, resolve_size

from tempestweb.dom.lower.accent import accent_rule
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.field import field_node
from tempestweb.dom.node import Decode, Node

#: Attributes by keyboard. Numbers are text with another keyboard: in a number field
#: browsers report "" for everything they cannot read, and wheels change the value.
_KEYBOARDS: Final[dict[KeyboardType, Mapping[str, str]]] = {
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
    attributes = {**_KEYBOARDS[keyboard], **_text_attributes(widget)}
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
    on = listeners(widget, "on_select", "change", _decode_choice(options))
    return field_node(widget, context, "select", {"value": chosen or ""}, on, nodes)


def _option(option: str) -> Node:
    return Node("option", text=option, attributes={"value": option})


def _decode_choice(options: Sequence[str]) -> Decode:
    def decode(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        value = payload["value"]
        # The placeholder is the first in the element, and none of the options.
        index = int(payload["index"]) - 1
        if not 0 <= index < len(options) or options[index] != value:
            index = options.index(value)
        return {"value": value, "index": index}

    return decode


@lowers(Slider)
def _slider(widget: Slider, context: Context, _previous: Node | None) -> Node:
    low, high = widget.min_value, widget.max_value
    attributes = {
        "type": "range",
        "min": _js_number(low),
        "max": _js_number(high),
        # 0 is a slider without steps, which HTML calls "any".
        "step": _js_number(widget.step) if widget.step > 0 else "any",
        "value": _js_number(max(low, min(widget.value, high))),
    }
    # base.css draws the track; these describe it.
    leave = {"background", "color", "radius"}
    track = SLIDER_SIZE[resolve_size(widget.size, widget.theme, media=widget.media)]
    if widget.style is not None and widget.style.height == track:
        leave.add("height")
    return Node(
        "input",
        "tw-slider",
        attributes=attributes,
        rule=accent_rule(widget, context, leave),
        listeners=listeners(widget, "on_change", "input", _decode_slide(low, high)),
        key=widget.key,
    )


def _decode_slide(low: float, high: float) -> Decode:
    def decode(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        value = float(payload["value"])
        if not low <= value <= high:
            raise ValueError(f"{value} is not from {low} to {high}")
        return {"value": value}

    return decode


def _js_number(value: float) -> str:
    """Write a number as JavaScript does, so that both sides compare equal."""
    return str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}"
