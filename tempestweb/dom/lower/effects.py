"""Lowering of visual effects: boxes that blur or clip what is in or behind them."""

from __future__ import annotations

from tempest_core import BackdropFilter, Blur, ClipPath, ClipShape, Widget

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.lower.layout import wrapper_classes
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for


@lowers(Blur)
def _blur(widget: Blur, context: Context, previous: Node | None) -> Node:
    blur = f"filter:blur({css.positive('radius', widget.radius)})"
    return _box(widget, widget.child, context, previous, blur)


@lowers(BackdropFilter)
def _backdrop_filter(
    widget: BackdropFilter, context: Context, previous: Node | None
) -> Node:
    blur = f"blur({css.positive('radius', widget.radius)})"
    both = f"-webkit-backdrop-filter:{blur};backdrop-filter:{blur}"
    return _box(widget, widget.child, context, previous, both)


@lowers(ClipPath)
def _clip_path(widget: ClipPath, context: Context, previous: Node | None) -> Node:
    match widget.shape:
        case ClipShape.CIRCLE:
            shape = "circle(closest-side)"
        case ClipShape.OVAL:
            shape = "ellipse(50% 50%)"
        case ClipShape.ROUNDED_RECT:
            shape = f"inset(0 round {css.positive('radius', widget.radius)})"
    return _box(widget, widget.child, context, previous, f"clip-path:{shape}")


def _box(
    widget: Widget,
    child: Widget | None,
    context: Context,
    previous: Node | None,
    effect: str,
) -> Node:
    content = context.child(child, previous)
    return Node(
        "div",
        wrapper_classes("tw-effect", widget.style, content),
        children=content,
        rule=rule_for(widget.style, effect),
        key=widget.key,
    )
