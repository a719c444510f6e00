"""Lowering of buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tempest_core import Button, IconButton
from tempest_core.style import Variant
from tempest_core.tokens import ColorRole

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.media import icon_node
from tempestweb.dom.node import Node
from tempestweb.dom.style import CssRule, baked_rule

#: Without it a button inside a form would submit the form.
_TYPE: Final[Mapping[str, str]] = {"type": "button"}

_SOLID: Final = Variant.SOLID
_CLEAR: Final = "background-color:transparent"


@lowers(Button)
def _button(widget: Button, _context: Context, _previous: Node | None) -> Node:
    return Node(
        "button",
        "tw-button tw-fit",
        text=widget.label,
        attributes=_TYPE,
        rule=_rule(widget),
        listeners=listeners(widget, "on_click", "click"),
        key=widget.key,
    )


@lowers(IconButton)
def _icon_button(widget: IconButton, _context: Context, _previous: Node | None) -> Node:
    label = widget.label
    return Node(
        "button",
        "tw-button tw-icon-button tw-fit",
        children=[icon_node(widget.icon)],
        slots=[],
        attributes={**_TYPE, "aria-label": label, "title": label} if label else _TYPE,
        rule=_rule(widget),
        listeners=listeners(widget, "on_click", "click"),
        key=widget.key,
    )


def _rule(widget: Button | IconButton) -> CssRule | None:
    extra = ""
    if widget.variant is not _SOLID and _is_clear(widget):
        extra = _CLEAR
    return baked_rule(
        widget,
        widget.theme,
        widget.variant,
        widget.size,
        widget.color_scheme,
        extra=extra,
    )


def _is_clear(widget: Button | IconButton) -> bool:
    """Tell whether what is behind the button is to be seen through it.

    tempest-core paints such buttons in the colour of the page, also those that lie on
    a card or a bar of another colour.
    """
    if "style" not in widget.model_fields_set or widget.style is None:
        return True
    return widget.style.background == widget.theme.color(ColorRole.SURFACE)
