"""Mark what is in a picture: boxes drawn with the pointer, named, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tempest_core import (
    Button,
    Canvas,
    Card,
    CardVariant,
    Chip,
    Column,
    Container,
    DrawCommand,
    DrawOval,
    DrawRect,
    DrawText,
    Dropdown,
    Edge,
    FilePicker,
    FileSelectEvent,
    FillCmd,
    FontWeight,
    GestureDetector,
    IconButton,
    Image,
    PanEvent,
    PanHandler,
    Row,
    SelectEvent,
    Semantics,
    Spacer,
    Stack,
    StrokeCmd,
    Style,
    TapEvent,
    Text,
    Variant,
    Widget,
    Wrap,
    current_theme,
)
from tempest_core.style import AlignItems, Color

from tempestweb import App, PointerPanEvent

TITLE = "Annotator"

LABELS = {
    "House": Color.from_hex("#b3261e"),
    "Tree": Color.from_hex("#146c2e"),
    "Car": Color.from_hex("#0b57d0"),
    "Sun": Color.from_hex("#8b5000"),
}

#: The picture has these proportions; in a narrow window it is smaller.
WIDTH, HEIGHT = 640.0, 400.0
#: So many px from a corner, the corner is meant.
GRIP = 14.0
#: A box is at least so wide and high, as a share of the picture.
LEAST = 0.015

Point = tuple[float, float]
"""Shares of the picture's width and height."""


@dataclass(frozen=True)
class Box:
    """Something marked: its name, and two corners as shares of the picture."""

    id: int
    label: str
    left: float
    top: float
    right: float
    bottom: float

    def between(self, one: Point, other: Point) -> Box:
        """Return the box with two opposite corners, kept inside the picture."""
        (left, right), (top, bottom) = (
            sorted(min(1.0, max(0.0, share)) for share in pair)
            for pair in zip(one, other, strict=True)
        )
        return replace(self, left=left, top=top, right=right, bottom=bottom)

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box moved, as far as the picture goes."""
        dx = min(1 - self.right, max(-self.left, dx))
        dy = min(1 - self.bottom, max(-self.top, dy))
        return self.between(
            (self.left + dx, self.top + dy), (self.right + dx, self.bottom + dy)
        )

    def grown(self, by: float) -> Box:
        """Return the box with every side farther out, or farther in."""
        return self.between(
            (self.left - by, self.top - by), (self.right + by, self.bottom + by)
        )

    def has(self, point: Point) -> bool:
        """Tell whether a point is inside."""
        x, y = point
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def opposite(self, point: Point, reach: Point) -> Point | None:
        """Return the corner across from the one at a point, if there is one."""
        for x, across in ((self.left, self.right), (self.right, self.left)):
            for y, over in ((self.top, self.bottom), (self.bottom, self.top)):
                if abs(point[0] - x) <= reach[0] and abs(point[1] - y) <= reach[1]:
                    return across, over
        return None

    @property
    def is_there(self) -> bool:
        """Whether it is large enough to be meant."""
        return self.right - self.left >= LEAST and self.bottom - self.top >= LEAST


@dataclass
class Marking:
    """What the app remembers."""

    boxes: tuple[Box, ...] = ()
    label: str = "House"
    selected: int | None = None
    picture: str = ""
    #: The corner that stays while another one is dragged; None: the whole box moves.
    anchor: Point | None = None
    past: list[tuple[Box, ...]] = field(default_factory=list)
    future: list[tuple[Box, ...]] = field(default_factory=list)
    last_id: int = 0

    @property
    def chosen(self) -> Box | None:
        """The selected box."""
        return next((box for box in self.boxes if box.id == self.selected), None)

    def remember(self) -> None:
        """Keep what there is, for `undo`."""
        self.past.append(self.boxes)
        self.future.clear()

    def put(self, box: Box) -> None:
        """Show a box in the place of the one it was."""
        self.boxes = tuple(box if box.id == old.id else old for old in self.boxes)

    def add(self, one: Point, other: Point) -> None:
        """Mark something new, and select it."""
        self.remember()
        self.last_id += 1
        box = Box(self.last_id, self.label, 0, 0, 0, 0).between(one, other)
        self.boxes += (box,)
        self.selected = box.id

    def change(self, box: Box) -> None:
        """Change a box, as one step that can be undone."""
        self.remember()
        self.put(box)

    def remove(self, box: Box) -> None:
        """Take a box away."""
        self.remember()
        self.boxes = tuple(other for other in self.boxes if other.id != box.id)

    def select(self, point: Point) -> None:
        """Select the uppermost box at a point, or none."""
        found = [box.id for box in self.boxes if box.has(point)]
        self.selected = found[-1] if found else None

    def take(self, box: Box) -> None:
        """Select a box."""
        self.selected = box.id

    def call_next(self, label: str) -> None:
        """Use a name from now on."""
        self.label = label

    def press(self, point: Point, reach: Point) -> None:
        """Begin a drag: at a corner, inside the selected box, or of a new one."""
        box = self.chosen
        corner = box.opposite(point, reach) if box else None
        if box and (corner or box.has(point)):
            self.remember()
            self.anchor = corner
        else:
            self.add(point, point)
            self.anchor = point

    def drag(self, point: Point, dx: float, dy: float) -> None:
        """Go on with it."""
        if self.chosen is not None:
            moved = self.chosen.moved(dx, dy)
            anchor = self.anchor
            self.put(self.chosen.between(anchor, point) if anchor else moved)

    def release(self) -> None:
        """End it; a box too small to be meant was none."""
        if self.chosen is not None and not self.chosen.is_there:
            self.boxes = self.past.pop()
            self.selected = None

    def undo(self) -> None:
        """Take the last step back."""
        if self.past:
            self.future.append(self.boxes)
            self.boxes = self.past.pop()

    def redo(self) -> None:
        """Take the step again."""
        if self.future:
            self.past.append(self.boxes)
            self.boxes = self.future.pop()

    def open(self, picture: str) -> None:
        """Begin with another picture."""
        self.picture, self.boxes, self.selected = picture, (), None
        self.past.clear()
        self.future.clear()

    def as_json(self) -> str:
        """Write the boxes for other programs, in shares of the picture."""
        shares = [
            {
                "label": box.label,
                "x": round(box.left, 4),
                "y": round(box.top, 4),
                "width": round(box.right - box.left, 4),
                "height": round(box.bottom - box.top, 4),
            }
            for box in self.boxes
        ]
        return json.dumps(shares, indent=2)


def make_state() -> Marking:
    """Start with a picture and one box in it."""
    start = Marking()
    start.add((0.11, 0.35), (0.44, 0.81))
    start.past.clear()
    start.selected = None
    return start


def view(app: App[Marking]) -> Widget:
    """Show the picture, and beside or below it what is marked."""
    # Before a page has said how wide it is, it is wide.
    window = app.media.width or 1280.0
    width = min(WIDTH, max(240.0, window - 32.0))
    arranged = Row if window >= 1000 else Column
    return Column(
        style=Style(gap=16.0, padding=Edge.all(16)),
        children=[
            Text(content=TITLE, tag="h1", style=Style(font_size=24.0)),
            arranged(
                style=Style(gap=24.0, align=AlignItems.START),
                children=[
                    Column(
                        style=Style(gap=12.0, width=width),
                        children=[names(app), stage(app, width), tools(app)],
                    ),
                    marked(app, min(width, 360.0)),
                ],
            ),
        ],
    )


def names(app: App[Marking]) -> Widget:
    """Offer the names that the next box can have."""

    def chip(label: str) -> Widget:
        is_next = label == app.state.label
        return Chip(
            label=label,
            selected=is_next,
            on_click=lambda: app.set_state(lambda marking: marking.call_next(label)),
            attrs={"aria-pressed": str(is_next).lower()},
            key=f"name-{label}",
        )

    return Wrap(style=Style(gap=8.0), children=[chip(label) for label in LABELS])


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


def tools(app: App[Marking]) -> Widget:
    """Offer what else can be done."""
    state = app.state

    def add() -> None:
        app.set_state(lambda marking: marking.add((0.4, 0.4), (0.6, 0.6)))

    def open_picture(event: FileSelectEvent) -> None:
        app.set_state(lambda marking: marking.open(event.uri))

    def step(name: str, do: Callable[[Marking], None], is_possible: bool) -> Button:
        return Button(
            label=name,
            variant=Variant.OUTLINE,
            on_click=lambda: app.set_state(do),
            attrs={} if is_possible else {"disabled": ""},
            key=name.lower(),
        )

    return Column(
        style=Style(gap=12.0),
        children=[
            Wrap(
                style=Style(gap=8.0),
                children=[
                    Button(
                        label="Add a box",
                        variant=Variant.OUTLINE,
                        on_click=add,
                        key="add",
                    ),
                    step("Undo", Marking.undo, bool(state.past)),
                    step("Redo", Marking.redo, bool(state.future)),
                    Button(
                        label="Export",
                        on_click=lambda: app.download("boxes.json", state.as_json()),
                        key="export",
                    ),
                ],
            ),
            FilePicker(
                label="Open a picture",
                attrs={"accept": "image/*"},
                on_select=open_picture,
                key="open",
            ),
        ],
    )


def marked(app: App[Marking], width: float) -> Widget:
    """List the boxes."""
    boxes = app.state.boxes
    heading = "Nothing marked yet" if not boxes else f"{len(boxes)} marked"
    return Card(
        variant=CardVariant.OUTLINED,
        style=Style(width=width),
        children=[
            Text(
                content=heading,
                tag="h2",
                style=Style(font_size=16.0, font_weight=FontWeight.MEDIUM),
                key="heading",
            ),
            *(entry(app, box) for box in boxes),
        ],
        key="marked",
    )


def entry(app: App[Marking], box: Box) -> Widget:
    """Show one box: a press selects it, and then it can be changed."""
    is_selected = box.id == app.state.selected
    ground = current_theme().color("secondary_container") if is_selected else None
    name = f"{box.label} {box.id}"
    dot = Style(
        width=12.0,
        height=12.0,
        radius=6.0,
        margin=Edge(left=12.0, right=8.0),
        background=LABELS[box.label],
    )

    def select() -> None:
        app.set_state(lambda marking: marking.take(box))

    def rename(event: SelectEvent) -> None:
        renamed = replace(box, label=event.value)
        app.set_state(lambda marking: marking.change(renamed))

    def grow(by: float) -> None:
        if box.grown(by).is_there:
            app.set_state(lambda marking: marking.change(box.grown(by)))

    def remove() -> None:
        app.set_state(lambda marking: marking.remove(box))

    def action(icon: str, what: str, do: Callable[[], None]) -> Widget:
        return IconButton(
            icon=icon,
            label=f"{what} {name}",
            variant=Variant.GHOST,
            on_click=do,
            key=icon,
        )

    if is_selected:
        shown: list[Widget] = [
            Dropdown(
                options=list(LABELS),
                value=box.label,
                on_select=rename,
                semantics=Semantics(label=f"Name of {name}"),
                style=Style(grow=1.0),
                key="rename",
            ),
            action("minus", "Shrink", lambda: grow(-0.01)),
            action("plus", "Grow", lambda: grow(0.01)),
        ]
    else:
        button = Button(
            label=name, variant=Variant.GHOST, on_click=select, key="select"
        )
        shown = [button, Spacer()]
    return Row(
        key=f"box-{box.id}",
        style=Style(gap=4.0, align=AlignItems.CENTER, radius=8.0, background=ground),
        children=[Container(style=dot), *shown, action("trash", "Delete", remove)],
    )


def said(boxes: Sequence[Box]) -> str:
    """Say in words what is marked."""
    return f"Boxes: {', '.join(box.label for box in boxes) or 'none'}"


def drawn(state: Marking, width: float, height: float) -> list[DrawCommand]:
    """Draw the boxes, the selected one with its corners."""
    commands: list[DrawCommand] = []
    for box in state.boxes:
        color = LABELS[box.label]
        paint = [color.r / 255, color.g / 255, color.b / 255]
        left, top = round(box.left * width), round(box.top * height)
        right, bottom = round(box.right * width), round(box.bottom * height)
        frame = DrawRect(x=left, y=top, width=right - left, height=bottom - top)
        tag = DrawRect(x=left - 1, y=top, width=len(box.label) * 7.5 + 12, height=18)
        commands += [
            frame,
            FillCmd(color=[*paint, 0.3 if box.id == state.selected else 0.12]),
            frame,
            StrokeCmd(color=[*paint, 1], width=2),
            tag,
            FillCmd(color=[*paint, 1]),
            DrawText(text=box.label, x=left + 5, y=top + 13, size=12, color=[1, 1, 1]),
        ]
        if box.id == state.selected:
            for x in (left, right):
                for y in (top, bottom):
                    knob = DrawOval(x=x - 5, y=y - 5, width=10, height=10)
                    commands += [knob, FillCmd(color=[1, 1, 1])]
                    commands += [knob, StrokeCmd(color=[*paint, 1], width=2)]
    return commands


#: Figure, x, y, width, height on 640 by 400, colour. Lowest first.
SCENE = (
    (DrawRect, 0, 0, 640, 290, "#cfe6fb"),
    (DrawOval, 480, 36, 76, 76, "#ffd54a"),
    (DrawOval, -120, 210, 480, 240, "#b7d7a0"),
    (DrawOval, 220, 230, 620, 260, "#a3cb8b"),
    (DrawRect, 0, 318, 640, 82, "#6b6f76"),
    (DrawRect, 60, 354, 80, 6, "#e8e4d8"),
    (DrawRect, 220, 354, 80, 6, "#e8e4d8"),
    (DrawRect, 540, 354, 80, 6, "#e8e4d8"),
    (DrawRect, 84, 196, 180, 122, "#f2e6d5"),
    (DrawRect, 72, 166, 204, 34, "#9c4a3c"),
    (DrawRect, 92, 144, 164, 24, "#b05a4a"),
    (DrawRect, 156, 246, 40, 72, "#7a5540"),
    (DrawRect, 100, 222, 38, 38, "#8fc1e3"),
    (DrawRect, 212, 222, 38, 38, "#8fc1e3"),
    (DrawRect, 342, 230, 18, 88, "#6d4c3a"),
    (DrawOval, 300, 130, 102, 120, "#4f8a4c"),
    (DrawOval, 318, 112, 66, 80, "#5d9a58"),
    (DrawRect, 420, 322, 150, 34, "#2f6fb3"),
    (DrawOval, 446, 294, 100, 62, "#2f6fb3"),
    (DrawOval, 460, 302, 34, 34, "#d5ecfa"),
    (DrawOval, 500, 302, 34, 34, "#d5ecfa"),
    (DrawOval, 436, 342, 32, 32, "#22252a"),
    (DrawOval, 522, 342, 32, 32, "#22252a"),
)


@lru_cache(maxsize=8)
def sample(width: float) -> Widget:
    """Draw a picture to try it with: a house, a tree, a car, the sun."""
    share = width / WIDTH
    commands: list[DrawCommand] = []
    for figure, x, y, across, down, paint in SCENE:
        color = Color.from_hex(paint)
        commands += [
            figure(x=x * share, y=y * share, width=across * share, height=down * share),
            FillCmd(color=[color.r / 255, color.g / 255, color.b / 255]),
        ]
    return Canvas(width=width, height=HEIGHT * share, commands=commands, key="sample")
