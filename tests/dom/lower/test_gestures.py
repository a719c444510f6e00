"""Boxes that watch what is done to their child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import (
    Button,
    DismissEvent,
    Dismissible,
    DoubleTapHandler,
    DragEvent,
    Draggable,
    DragTarget,
    Event,
    GestureDetector,
    InteractiveViewer,
    LongPressEvent,
    PanHandler,
    ReorderableList,
    ReorderEvent,
    ScaleEvent,
    ScaleHandler,
    Style,
    SwipeDirection,
    SwipeEvent,
    TapEvent,
    Text,
    Widget,
)

from tempestweb import PointerPanEvent
from tempestweb.dom.node import Node
from tempestweb.errors import StyleError
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]


@pytest.mark.parametrize(
    ("widget", "gesture", "payload", "event"),
    [
        (
            GestureDetector(on_tap=nothing),
            "tap",
            {"x": 1.5, "y": 2},
            TapEvent(x=1.5, y=2),
        ),
        (
            GestureDetector(on_double_tap=nothing),
            "doubletap",
            {"x": 1, "y": 2},
            TapEvent(x=1, y=2),
        ),
        (
            GestureDetector(on_long_press=nothing),
            "longpress",
            {"x": 1, "y": 2},
            LongPressEvent(x=1, y=2),
        ),
        (
            GestureDetector(on_swipe=nothing),
            "swipe",
            {"direction": "left", "dx": -50, "dy": 2},
            SwipeEvent(direction=SwipeDirection.LEFT, dx=-50, dy=2),
        ),
        (
            DoubleTapHandler(on_double_tap=nothing),
            "doubletap",
            {"x": 1, "y": 2},
            TapEvent(x=1, y=2),
        ),
        (
            PanHandler(on_pan=nothing),
            "pan",
            {"dx": 1, "dy": 2, "vx": 3, "vy": 4, "x": 5, "y": 6, "is_end": True},
            PointerPanEvent(dx=1, dy=2, vx=3, vy=4, x=5, y=6, is_end=True),
        ),
        (
            ScaleHandler(on_scale=nothing),
            "scale",
            {"scale": 2, "focus_x": 1, "focus_y": 3, "rotation": 4},
            ScaleEvent(scale=2, focus_x=1, focus_y=3, rotation=4),
        ),
        (
            ScaleHandler(on_double_tap=nothing),
            "doubletap",
            {"x": 1, "y": 2},
            TapEvent(x=1, y=2),
        ),
        (
            Draggable(on_drag=nothing),
            "dragged",
            {"data": "a", "x": 1, "y": 2},
            DragEvent(data="a", x=1, y=2),
        ),
        (
            DragTarget(on_drop=nothing),
            "dropped",
            {"data": "a", "x": 1, "y": 2},
            DragEvent(data="a", x=1, y=2),
        ),
        (Dismissible(on_dismiss=nothing), "dismiss", {}, DismissEvent()),
        (
            ReorderableList(on_reorder=nothing),
            "reorder",
            {"from_index": 0, "to_index": 2},
            ReorderEvent(from_index=0, to_index=2),
        ),
        (
            InteractiveViewer(on_interaction=nothing),
            "interaction",
            {"scale": 2, "focus_x": 1, "focus_y": 3, "rotation": 0},
            ScaleEvent(scale=2, focus_x=1, focus_y=3),
        ),
    ],
)
def test_a_gesture_reaches_its_handler_as_its_event(
    lower: Lower, widget: Widget, gesture: str, payload: dict[str, Any], event: Event
) -> None:
    node = lower(widget)

    assert node.listeners is not None
    assert list(node.listeners) == [gesture]
    assert report(node, gesture, payload) == event


@pytest.mark.parametrize(
    "make",
    [
        GestureDetector,
        DoubleTapHandler,
        PanHandler,
        ScaleHandler,
        Draggable,
        DragTarget,
        Dismissible,
        InteractiveViewer,
    ],
)
def test_without_a_handler_a_box_shows_its_child_and_reports_nothing(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    node = lower(make(child=Text(content="in"), key="k", style=Style(gap=1.0)))

    assert node.listeners is None
    assert [n.text for n in node.slots] == ["in"]
    assert node.key == "k"
    assert node.rule is not None


@pytest.mark.parametrize(
    ("widget", "role"),
    [
        (GestureDetector(on_tap=nothing), "button"),
        (GestureDetector(on_swipe=nothing), "group"),
        (GestureDetector(), None),
        (Draggable(), "button"),
        (Dismissible(on_dismiss=nothing), "group"),
        (DragTarget(on_drop=nothing), None),
    ],
)
def test_what_can_be_done_can_be_done_with_the_keyboard(
    lower: Lower, widget: Widget, role: str | None
) -> None:
    node = lower(widget)

    assert node.attributes.get("role") == role
    assert ("tabindex" in node.attributes) == (role is not None)


@pytest.mark.parametrize(
    "child",
    [Button(label="b"), GestureDetector(on_tap=nothing, child=Text(content="x"))],
)
def test_a_box_around_what_is_pressed_by_itself_is_no_button(
    lower: Lower, child: Widget
) -> None:
    node = lower(GestureDetector(child=child, on_tap=nothing))

    assert node.attributes["role"] == "group"


@pytest.mark.parametrize(
    ("widget", "class_name"),
    [
        (PanHandler(on_pan=nothing), "tw-touch-none"),
        (ScaleHandler(on_scale=nothing), "tw-touch-scroll"),
        (GestureDetector(on_swipe=nothing), "tw-touch-swipe"),
        (Dismissible(direction=SwipeDirection.UP), "tw-touch-across"),
        (Dismissible(direction=SwipeDirection.RIGHT), "tw-touch-swipe"),
    ],
)
def test_a_finger_scrolls_the_page_as_far_as_the_box_leaves_it(
    lower: Lower, widget: Widget, class_name: str
) -> None:
    assert class_name in lower(widget).class_name.split()


def test_a_box_is_as_large_as_its_child(lower: Lower) -> None:
    fits = GestureDetector(child=Button(label="b"))
    fills = GestureDetector(child=Text(content="a"))

    assert "tw-fit" in lower(fits).class_name.split()
    assert "tw-fit" not in lower(fills).class_name.split()


def test_behaviours_are_told_what_they_need(lower: Lower) -> None:
    assert lower(Draggable(drag_data="card 1")).props == {"data": "card 1"}
    assert lower(Dismissible(direction=SwipeDirection.UP)).props == {"direction": "up"}
    assert lower(InteractiveViewer(max_scale=3)).props == {"min": 0.5, "max": 3.0}
    gestures = lower(GestureDetector(on_tap=nothing, on_swipe=nothing)).props
    assert gestures == {"gestures": ["tap", "swipe"]}


def test_a_list_that_is_put_in_order_is_a_list(lower: Lower) -> None:
    items: list[Widget] = [Text(content=text, key=text) for text in "ab"]

    node = lower(ReorderableList(children=items, style=Style(gap=4.0), key="l"))

    assert node.attributes == {"role": "list"}
    assert [child.key for child in node.children] == ["a", "b"]
    assert (node.key, node.listeners) == ("l", None)


@pytest.mark.parametrize(("smallest", "largest"), [(0, 1), (-1, 1), (3, 2)])
def test_scales_that_leave_nothing_between_them_are_refused(
    lower: Lower, smallest: float, largest: float
) -> None:
    with pytest.raises(StyleError, match="max_scale"):
        lower(InteractiveViewer(min_scale=smallest, max_scale=largest))
