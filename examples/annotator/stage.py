"""The picture under the boxes, and what the pointer does to them."""

from __future__ import annotations

from drawing import drawn, said
from marking import Marking
from sample import HEIGHT, WIDTH, sample
from tempest_core import (
    Canvas,
    GestureDetector,
    Image,
    PanEvent,
    PanHandler,
    Semantics,
    Stack,
    Style,
    TapEvent,
    Widget,
)

from tempestweb import App, PointerPanEvent

#: So many px from a corner, the corner is meant.
GRIP = 14.0


def stage(app: App[Marking], width: float) -> Widget:
    """Show the picture under the boxes; taps select, drags draw, move and resize."""
    height = width * HEIGHT / WIDTH
    size = Style(width=width, height=height)

    def pan(event: PanEvent) -> None:
        dx, dy = event.dx / width, event.dy / height
        # An arrow key has no place: it moves the selected box.
        if not isinstance(event, PointerPanEvent) or event.x is None or event.y is None:
            if (box := app.state.chosen) is not None:
                app.set_state(lambda marking: marking.change(box.moved(dx, dy)))
            return
        point = event.x / width, event.y / height
        if event.is_start:
            pressed = point[0] - dx, point[1] - dy
            reach = GRIP / width, GRIP / height
            app.set_state(lambda marking: marking.press(pressed, reach))
        app.set_state(lambda marking: marking.drag(point, dx, dy))
        if event.is_end:
            app.set_state(lambda marking: marking.release())

    def tap(event: TapEvent) -> None:
        point = (event.x or 0.0) / width, (event.y or 0.0) / height
        app.set_state(lambda marking: marking.select(point))

    picture = (
        Image(src=app.state.picture, style=size, key="picture")
        if app.state.picture
        else sample(width)
    )
    boxes = Canvas(
        width=width,
        height=height,
        commands=drawn(app.state, width, height),
        semantics=Semantics(label=said(app.state.boxes)),
        key="boxes",
    )
    return PanHandler(
        on_pan=pan,
        semantics=Semantics(label="Drag to draw a box; arrow keys move the selected"),
        key="stage",
        child=GestureDetector(
            on_tap=tap,
            semantics=Semantics(label="Select a box"),
            child=Stack(children=[picture, boxes], style=size),
            key="taps",
        ),
    )
