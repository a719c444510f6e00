"""Lowering of gestures: boxes around a child that watch what is done to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import (
    Dismissible,
    DoubleTapHandler,
    Draggable,
    DragTarget,
    Event,
    GestureDetector,
    InteractiveViewer,
    PanHandler,
    ReorderableList,
    ScaleHandler,
    Widget,
)

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.layout import wrapper_classes
from tempestweb.dom.node import Listener, Node
from tempestweb.dom.style import rule_for
from tempestweb.errors import StyleError
from tempestweb.gestures import PointerPanEvent

#: Elements that the keyboard reaches by themselves. A box around one of them is no
#: button of its own: two buttons, one in the other, are none to a screen reader.
_REACHABLE: Final = frozenset({"a", "button", "input", "select", "textarea", "video"})

#: The gestures that a key press stands for when the box has the focus.
_PRESSES: Final = frozenset({"tap", "doubletap", "longpress"})


class _PanListener(Listener):
    __slots__ = ()

    @property
    def event_type(self) -> type[Event]:
        return PointerPanEvent


@lowers(GestureDetector)
def _gesture_detector(
    widget: GestureDetector, context: Context, previous: Node | None
) -> Node:
    gestures = {
        "tap": "on_tap",
        "doubletap": "on_double_tap",
        "longpress": "on_long_press",
        "swipe": "on_swipe",
    }
    return _watching(widget, gestures, context, previous)


@lowers(DoubleTapHandler)
def _double_tap_handler(
    widget: DoubleTapHandler, context: Context, previous: Node | None
) -> Node:
    return _watching(widget, {"doubletap": "on_double_tap"}, context, previous)


@lowers(PanHandler)
def _pan_handler(widget: PanHandler, context: Context, previous: Node | None) -> Node:
    return _watching(widget, {"pan": "on_pan"}, context, previous, _PanListener)


@lowers(ScaleHandler)
def _scale_handler(
    widget: ScaleHandler, context: Context, previous: Node | None
) -> Node:
    gestures = {"scale": "on_scale", "doubletap": "on_double_tap"}
    return _watching(widget, gestures, context, previous)


def _watching(
    widget: GestureDetector | DoubleTapHandler | PanHandler | ScaleHandler,
    gestures: Mapping[str, str],
    context: Context,
    previous: Node | None,
    listener: type[Listener] = Listener,
) -> Node:
    """Make a box whose behaviour reports gestures.

    Args:
        widget: With one child.
        gestures: The prop of the handler, by the name of the gesture.
        context: The frame's.
        previous: The live node.
        listener: What the handlers are told by.
    """
    heard = {
        gesture: listener(widget, prop)
        for gesture, prop in gestures.items()
        if getattr(widget, prop) is not None
    }
    return _box(
        widget,
        widget.child,
        context,
        previous,
        class_name=_touch_class(heard),
        # Where the child is reached by the keyboard, so is what it does.
        role="button" if _PRESSES & heard.keys() else "group",
        is_reached=bool(heard),
        heard=heard,
        behaviour="gesture",
        # The client looks at what is listened to; it learns of a change by this.
        props={"gestures": list(heard)},
    )


def _touch_class(gestures: Mapping[str, Listener]) -> str:
    """Say which movements of a finger are the widget's, and not the page's."""
    if "pan" in gestures:
        return "tw-gesture tw-touch-none"
    if "scale" in gestures:
        return "tw-gesture tw-touch-scroll"
    return "tw-gesture tw-touch-swipe" if "swipe" in gestures else "tw-gesture"


@lowers(Draggable)
def _draggable(widget: Draggable, context: Context, previous: Node | None) -> Node:
    return _box(
        widget,
        widget.child,
        context,
        previous,
        class_name="tw-draggable",
        role="button",
        is_reached=True,
        heard=listeners(widget, "on_drag", "dragged"),
        behaviour="drag",
        props={"data": widget.drag_data},
    )


@lowers(DragTarget)
def _drag_target(widget: DragTarget, context: Context, previous: Node | None) -> Node:
    return _box(
        widget,
        widget.child,
        context,
        previous,
        class_name="tw-drag-target",
        role="group",
        is_reached=False,
        heard=listeners(widget, "on_drop", "dropped"),
        behaviour="drop",
        props={},
    )


@lowers(Dismissible)
def _dismissible(widget: Dismissible, context: Context, previous: Node | None) -> Node:
    is_upright = widget.direction in {"up", "down"}
    return _box(
        widget,
        widget.child,
        context,
        previous,
        class_name=f"tw-dismissible tw-touch-{'across' if is_upright else 'swipe'}",
        role="group",
        is_reached=widget.on_dismiss is not None,
        heard=listeners(widget, "on_dismiss", "dismiss"),
        behaviour="dismissible",
        props={"direction": widget.direction.value},
    )


@lowers(ReorderableList)
def _reorderable_list(
    widget: ReorderableList, context: Context, previous: Node | None
) -> Node:
    children = context.children(widget.children, previous)
    return Node(
        "div",
        wrapper_classes("tw-reorderable", widget.style, ()),
        children=children,
        attributes={"role": "list"},
        rule=rule_for(widget.style),
        listeners=listeners(widget, "on_reorder", "reorder"),
        behaviour="reorder",
        props={},
        key=widget.key,
    )


@lowers(InteractiveViewer)
def _interactive_viewer(
    widget: InteractiveViewer, context: Context, previous: Node | None
) -> Node:
    smallest, largest = widget.min_scale, widget.max_scale
    if not 0 < smallest <= largest:
        raise StyleError(
            f"InteractiveViewer.min_scale {css.number(smallest)} and max_scale "
            f"{css.number(largest)} leave nothing between them",
            "min_scale is above 0 and at most max_scale.",
        )
    content = context.child(widget.child, previous)
    return Node(
        "div",
        "tw-viewer",
        children=[Node("div", "tw-viewed", children=content)],
        attributes={"role": "group", "tabindex": "0", "aria-label": "Zoom and pan"},
        rule=rule_for(widget.style),
        listeners=listeners(widget, "on_interaction", "interaction"),
        behaviour="viewer",
        props={"min": smallest, "max": largest},
        slots=content,
        key=widget.key,
    )


def _box(
    widget: Widget,
    child: Widget | None,
    context: Context,
    previous: Node | None,
    *,
    class_name: str,
    role: str,
    is_reached: bool,
    heard: Mapping[str, Listener] | None,
    behaviour: str,
    props: Mapping[str, Any],
) -> Node:
    """Make a box as large as the child in it.

    Args:
        widget: The box.
        child: What is in it.
        context: The frame's.
        previous: The live node.
        class_name: What the box does.
        role: What it is to a screen reader, where the child is nothing by itself.
        is_reached: Whether the keyboard has to get to it.
        heard: Its listeners.
        behaviour: Of the box.
        props: The behaviour's.
    """
    content = context.child(child, previous)
    attributes = {}
    if is_reached:
        attributes["tabindex"] = "0"
        attributes["role"] = "group" if _is_reachable(content) else role
    return Node(
        "div",
        wrapper_classes(class_name, widget.style, content),
        children=content,
        attributes=attributes,
        rule=rule_for(widget.style),
        listeners=heard or None,
        behaviour=behaviour,
        props=props,
        key=widget.key,
    )


def _is_reachable(content: list[Node]) -> bool:
    return any(
        node.tag in _REACHABLE or "tabindex" in node.attributes
        for root in content
        for node in root.walk()
    )
