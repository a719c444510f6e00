"""What the app remembers: the boxes, what is done to them, and how to take it back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from boxes import Box, Point


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
