"""What all fields share: their rule, and a label around them for icons and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import (
    Autocomplete,
    DatePicker,
    Dropdown,
    Input,
    MaskedInput,
    Style,
    TextArea,
    TimePicker,
)

from tempestweb.dom.lower.accent import accent, without
from tempestweb.dom.lower.context import Context
from tempestweb.dom.lower.media import icon_node
from tempestweb.dom.node import Listener, Node
from tempestweb.dom.style import baked_rule, rule_for

#: What places a field among its neighbours; the rest of a style is its look.
PLACING: Final = frozenset(
    {"align_self", "grow", "margin", "max_width", "min_width", "width"}
    | {"bottom", "left", "position", "right", "top"}
)
LOOK: Final = frozenset(Style.model_fields) - PLACING
#: Props that ask for more than the bare element. What counts is that they are given:
#: an error that comes and goes must not make another element of a focused one.
_WRAPPING: Final = frozenset({"error", "label", "leading_icon", "trailing_icon"})
_ICON_SIZE: Final = 20.0


Field = (
    Autocomplete | DatePicker | Dropdown | Input | MaskedInput | TextArea | TimePicker
)


def field_node(
    widget: Field,
    context: Context,
    tag: str,
    attributes: Mapping[str, str],
    listeners: Mapping[str, Listener] | None,
    children: list[Node] | None = None,
    *,
    behaviour: str | None = None,
    props: Mapping[str, Any] | None = None,
) -> Node:
    """Make the node of a field: the bare element, or a label that begins with it."""
    kind = "tw-field"
    icons: list[Node] = []
    error = ""
    shade = accent(widget.color_scheme, widget.theme, context)
    extra = [shade] if shade else []
    if isinstance(widget, Autocomplete | Dropdown | Input):
        if widget.leading_icon is not None:
            icons.append(icon_node(widget.leading_icon, _ICON_SIZE, "tw-icon tw-start"))
            extra.append("padding-inline-start:44px")
        if widget.trailing_icon is not None:
            icons.append(icon_node(widget.trailing_icon, _ICON_SIZE, "tw-icon tw-end"))
            extra.append("padding-inline-end:44px")
    if isinstance(widget, Input):
        error = widget.error
    if isinstance(widget, Dropdown) and widget.trailing_icon is None:
        kind = "tw-field tw-select"
        extra.append("padding-inline-end:36px")
    given = widget.model_fields_set
    is_wrapped = not _WRAPPING.isdisjoint(given)
    outer = None
    if is_wrapped and "style" in given and widget.style is not None:
        outer = rule_for(without(widget.style, LOOK))
        rule = rule_for(without(widget.style, PLACING), ";".join(extra))
    else:
        rule = baked_rule(
            widget,
            widget.theme,
            widget.field_variant,
            widget.size,
            widget.color_scheme,
            bool(error),
            extra=";".join(extra),
        )
    field = Node(
        tag,
        kind,
        children=children,
        attributes=attributes,
        rule=rule,
        listeners=listeners,
        behaviour=behaviour,
        props=props,
        slots=[],
        key=None if is_wrapped else widget.key,
    )
    if not is_wrapped:
        return field
    around = [field, *icons]
    if isinstance(widget, DatePicker | TimePicker) and widget.label:
        # Above the field, which comes first for whoever looks for it in the label.
        around.append(Node("span", "tw-label", text=widget.label))
    if error:
        # The field's own description says it; a label's text would become its name.
        hidden = {"aria-hidden": "true"}
        around.append(Node("span", "tw-field-error", text=error, attributes=hidden))
    return Node(
        "label", "tw-wrapper", children=around, rule=outer, slots=[], key=widget.key
    )
