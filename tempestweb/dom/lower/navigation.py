"""Lowering of the widgets that lead from one screen to another."""

from __future__ import annotations

from typing import Final

from tempest_core import Navigator, RouteDrawer, TabBar, TabView

from tempestweb.dom.lower.context import Context, always, lowers
from tempestweb.dom.node import Listener, Node
from tempestweb.dom.style import CssRule, rule_for

_TRANSITIONS: Final = frozenset({"slide", "fade"})
#: The name that a drawer's event gives; tempest-core leaves it open.
_DRAWER: Final = "drawer"


@lowers(Navigator)
def _navigator(widget: Navigator, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    transition = widget.transition if widget.transition in _TRANSITIONS else "none"
    # A screen of another depth is another one, even where it is built alike: what its
    # user scrolled and typed is its own.
    child_key = widget.child.key
    key = f"screen-{widget.depth}" + ("" if child_key is None else f"-{child_key}")
    return Node(
        "div",
        "tw-navigator",
        children=[Node("div", "tw-screen", children=content, key=key)],
        rule=rule_for(widget.style),
        behaviour="navigator",
        props={"depth": widget.depth, "transition": transition},
        slots=content,
        key=widget.key,
    )


@lowers(TabBar)
def _tab_bar(widget: TabBar, _context: Context, _previous: Node | None) -> Node:
    return _tab_list(widget, rule_for(widget.style), widget.key)


@lowers(TabView)
def _tab_view(widget: TabView, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    active = widget.active
    attributes = {"role": "tabpanel", "tabindex": "0"}
    if 0 <= active < len(widget.tabs):
        attributes["aria-label"] = widget.tabs[active]
    panel = Node(
        "div",
        "tw-tab-panel",
        children=content,
        attributes=attributes,
        # Tabs that are built alike are still not the same.
        key=f"tab-{active}",
    )
    return Node(
        "div",
        "tw-tab-view",
        children=[_tab_list(widget, None, None), panel],
        rule=rule_for(widget.style),
        slots=content,
        key=widget.key,
    )


def _tab_list(widget: TabBar | TabView, rule: CssRule | None, key: str | None) -> Node:
    # One of them is reached by Tab, whatever the app says is active.
    reached = widget.active if 0 <= widget.active < len(widget.tabs) else 0
    tabs = []
    for index, label in enumerate(widget.tabs):
        on_click = None
        if widget.on_change is not None:
            decode = always({"name": label, "params": {"index": index}})
            on_click = {"click": Listener(widget, "on_change", decode)}
        attributes = {
            "type": "button",
            "role": "tab",
            "aria-selected": "true" if index == widget.active else "false",
            "tabindex": "0" if index == reached else "-1",
        }
        tabs.append(
            Node(
                "button",
                "tw-tab",
                text=label,
                attributes=attributes,
                listeners=on_click,
            )
        )
    return Node(
        "div",
        "tw-tabs",
        children=tabs,
        attributes={"role": "tablist"},
        rule=rule,
        behaviour="tabs",
        props={},
        slots=[],
        key=key,
    )


@lowers(RouteDrawer)
def _route_drawer(widget: RouteDrawer, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    inside = context.child(widget.drawer, previous, 1)
    close = None
    if widget.on_change is not None:
        decode = always({"name": _DRAWER, "params": {"open": False}})
        close = {"dismiss": Listener(widget, "on_change", decode)}
    inert = {"inert": ""}
    panel = {"role": "dialog", "aria-label": "Menu", "tabindex": "-1"}
    parts = [
        Node(
            "div",
            "tw-side-content",
            children=content,
            attributes=inert if widget.open else {},
        ),
        Node("div", "tw-scrim"),
        Node(
            "div",
            "tw-side",
            children=inside,
            attributes=panel if widget.open else panel | inert,
        ),
    ]
    return Node(
        "div",
        "tw-side-host tw-open" if widget.open else "tw-side-host",
        children=parts,
        rule=rule_for(widget.style),
        listeners=close,
        behaviour="route-drawer",
        props={"open": widget.open},
        slots=[*content, *inside],
        key=widget.key,
    )
