"""Lowering of the fields that give what is typed a shape: masks, and PINs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import KeyboardType, MaskedInput, PinInput
from tempest_core.variants import resolve_size

from tempestweb.dom.lower.accent import accent, without
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.field import LOOK, field_node
from tempestweb.dom.lower.inputs import KEYBOARDS
from tempestweb.dom.masks import masked
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: Fields of this type tell nobody where their caret is.
_NO_CARET: Final = {"type": "text", "inputmode": "email"}

#: More cells than that are no PIN, and a slip of the pen.
_MOST_CELLS: Final = 64


@lowers(MaskedInput)
def _masked_input(
    widget: MaskedInput, context: Context, _previous: Node | None
) -> Node:
    keyboard = widget.keyboard
    kind = _NO_CARET if keyboard is KeyboardType.EMAIL else KEYBOARDS[keyboard]
    attributes = {**kind, "value": masked(widget.mask, widget.value)}
    if widget.placeholder:
        attributes["placeholder"] = widget.placeholder
    if set(widget.mask) & {"9", "A"} == {"9"} and keyboard is not KeyboardType.PHONE:
        attributes["inputmode"] = "numeric"
    return field_node(
        widget,
        context,
        "input",
        attributes,
        listeners(widget, "on_change", "input"),
        behaviour="mask" if widget.mask else None,
        props={"mask": widget.mask} if widget.mask else None,
    )


@lowers(PinInput)
def _pin_input(widget: PinInput, context: Context, _previous: Node | None) -> Node:
    length = min(max(1, widget.length), _MOST_CELLS)
    on = {
        **(listeners(widget, "on_change", "input") or {}),
        **(listeners(widget, "on_complete", "complete", _decode_complete) or {}),
    }
    field = Node(
        "input",
        "tw-pin-field",
        attributes={
            "type": "password" if widget.secure else "text",
            "value": "".join(widget.value.split())[:length],
            # What is pasted may have spaces, which the behaviour takes out.
            "maxlength": str(2 * length),
            "inputmode": "numeric",
            "autocomplete": "off" if widget.secure else "one-time-code",
            "aria-label": f"{length} characters",
        },
        listeners=on or None,
        behaviour="pin",
        props={"length": length},
    )
    cells = [
        Node("span", "tw-pin-cell", attributes={"aria-hidden": "true"})
        for _ in range(length)
    ]
    shade = accent(widget.color_scheme, widget.theme, context)
    style = None
    if "style" in widget.model_fields_set and widget.style is not None:
        # pin.css draws the cells.
        style = without(widget.style, LOOK)
    size = resolve_size(widget.size, widget.theme, media=widget.media)
    return Node(
        "label",
        f"tw-pin tw-fit tw-{size.value} tw-pin-{widget.field_variant.value}",
        children=[field, *cells],
        slots=[],
        rule=rule_for(style, ";".join(filter(None, (f"--tw-cells:{length}", shade)))),
        key=widget.key,
    )


def _decode_complete(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"values": {"value": payload["value"]}}
