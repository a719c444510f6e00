"""Lowering of a whole scene: the view and the overlays above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from tempest_core import Widget, current_theme, use_theme

from tempestweb.dom.lower.context import Context
from tempestweb.dom.node import NO_ATTRIBUTES, Node
from tempestweb.dom.style import theme_rule


def lower_scene(
    root: Widget,
    overlays: Sequence[tuple[str, Widget, bool]],
    context: Context,
    previous: Node | None,
    attributes: Mapping[str, str] = NO_ATTRIBUTES,
) -> Node:
    """Lower what a session shows.

    Args:
        root: What the view returned.
        overlays: Id, content, and whether a barrier keeps the view from being used;
            lowest first.
        context: The frame's.
        previous: The live scene; nothing of it is used again under another theme.
        attributes: Of the scene itself, such as its language.

    Returns:
        The scene: the view's node, then a node per overlay, keyed by its id. Its
        slots are the view's node and the contents of the overlays. It is `previous`
        itself when nothing changed.
    """
    rule = theme_rule(context.theme)
    hints = {}
    hint = None
    if previous is not None and (previous.rule is rule or previous.rule == rule):
        hint = previous.slots[0]
        shown = zip(previous.children[1:], previous.slots[1:], strict=True)
        hints = {overlay.key: (overlay, content) for overlay, content in shown}
    # Components make their widgets only now, and those ask for the theme.
    is_installed = current_theme() is context.theme
    with nullcontext() if is_installed else use_theme(context.theme):
        slots = [context.lower(root, hint)]
        children = [slots[0]]
        for overlay_id, widget, has_barrier in overlays:
            class_name = "tw-overlay tw-barrier" if has_barrier else "tw-overlay"
            live, hint = hints.get(overlay_id, (None, None))
            content = context.lower(widget, hint)
            if live is None or content is not hint or live.class_name != class_name:
                live = Node("div", class_name, children=[content], key=overlay_id)
            slots.append(content)
            children.append(live)
    scene = Node(
        "div",
        "tw-scene",
        children=children,
        slots=slots,
        attributes=attributes,
        rule=rule,
    )
    if previous is not None and _is_same(previous, scene):
        return previous
    return scene


def _is_same(previous: Node, scene: Node) -> bool:
    return (
        previous.class_name == scene.class_name
        and previous.attributes == scene.attributes
        and len(previous.children) == len(scene.children)
        and all(map(_is, previous.children, scene.children))
    )


def _is(one: Node, other: Node) -> bool:
    return one is other
