"""Lowering of what floats beside a widget: menus, popovers, tooltips."""

from __future__ import annotations

from typing import Final

from tempest_core import Menu, Popover, Tooltip

from tempestweb.dom.lower.accent import accent
from tempestweb.dom.lower.choices import choice_nodes
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.layout import wrapper_classes
from tempestweb.dom.lower.overlays import name_of
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

_TIP: Final = {"role": "tooltip"}


@lowers(Menu)
def _menu(widget: Menu, _context: Context, _previous: Node | None) -> Node:
    return Node(
        "div",
        "tw-menu",
        children=choice_nodes(widget, widget.items, "menuitem"),
        attributes={"role": "menu", "aria-label": "Menu", "tabindex": "-1"},
        rule=rule_for(widget.style),
        behaviour="floating",
        props={"anchor": widget.anchor},
        slots=[],
        key=widget.key,
    )


@lowers(Popover)
def _popover(widget: Popover, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    return Node(
        "div",
        "tw-popover",
        children=content,
        attributes={
            "role": "dialog",
            "aria-label": name_of(content, "Popover"),
            "tabindex": "-1",
        },
        rule=rule_for(widget.style),
        listeners=listeners(widget, "on_dismiss", "dismiss"),
        behaviour="floating",
        props={"anchor": widget.anchor},
        key=widget.key,
    )


@lowers(Tooltip)
def _tooltip(widget: Tooltip, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    shade = rule_for(None, accent(widget.color_scheme, context.theme, context))
    tip = Node("span", "tw-tip", text=widget.message, attributes=_TIP, rule=shade)
    return Node(
        "div",
        wrapper_classes("tw-tooltip", widget.style, content),
        children=[*content, tip],
        rule=rule_for(widget.style),
        behaviour="tooltip",
        props={},
        slots=content,
        key=widget.key,
    )
