"""The entries of menus and action sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tempest_core import ActionSheet, Menu, MenuItem

from tempestweb.dom.lower.context import always
from tempestweb.dom.lower.media import icon_node
from tempestweb.dom.node import Listener, Node

_ICON_SIZE: Final = 20.0


def choice_nodes(
    widget: Menu | ActionSheet, items: Sequence[MenuItem], role: str = ""
) -> list[Node]:
    """Make a button for each entry, which reports the entry as chosen.

    Args:
        widget: Whose `on_select` is called.
        items: In the order they are shown.
        role: What each is, where it is more than a button.
    """
    attributes = {"type": "button"}
    if role:
        # The keyboard goes from one to the next by arrows.
        attributes.update({"role": role, "tabindex": "-1"})
    return [_choice(widget, item, attributes) for item in items]


def _choice(
    widget: Menu | ActionSheet, item: MenuItem, attributes: Mapping[str, str]
) -> Node:
    on_click = None
    if widget.on_select is not None:
        decode = always({"value": item.value, "label": item.label})
        on_click = {"click": Listener(widget, "on_select", decode)}
    if item.icon is None:
        return Node(
            "button",
            "tw-choice",
            text=item.label,
            attributes=attributes,
            listeners=on_click,
        )
    return Node(
        "button",
        "tw-choice",
        children=[icon_node(item.icon, _ICON_SIZE), Node("span", text=item.label)],
        attributes=attributes,
        listeners=on_click,
        slots=[],
    )
