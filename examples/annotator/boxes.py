"""A box in a picture, measured in shares of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
