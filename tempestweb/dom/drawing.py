"""Draw commands as shapes of SVG: what a canvas shows, without anything that runs.

Coordinates are CSS px from the top left corner. Angles are degrees from three o'clock,
clockwise, as those of the web and of tempest-core's own charts are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tempest_core import (
    ArcTo,
    Close,
    DrawCommand,
    DrawOval,
    DrawRect,
    DrawText,
    FillCmd,
    LineTo,
    MoveTo,
    StrokeCmd,
)

from tempestweb.errors import StyleError

#: Characters that a canvas draws as a space.
_SPACES: Final = str.maketrans(dict.fromkeys("\t\n\v\f\r", " "))
#: How wide and how deep a character is at most, in font sizes: no font is known here.
_TEXT_WIDTH: Final = 0.6
_TEXT_DEPTH: Final = 0.3
#: So far above 1 a channel may be for a rounding error.
_TOLERANCE: Final = 1e-3


class Shape(NamedTuple):
    """One element of a drawing; equal shapes look the same.

    Attributes:
        tag: `path` or `text`.
        text: Of a `text`; None of a `path`.
        attributes: Names and values, in a fixed order.
    """

    tag: str
    text: str | None
    attributes: tuple[tuple[str, str], ...]


def shapes_of(commands: Iterable[DrawCommand]) -> list[Shape]:
    """Draw commands, the first one lowest.

    A path that is neither filled nor stroked shows nothing, and a line that nothing
    was moved before begins at the corner, as with tempest-core's own renderers.

    Raises:
        StyleError: A colour is none, or a stroke or a text has a negative size.
    """
    pen = _Pen()
    for command in commands:
        _DRAW[type(command)](pen, command)
    return pen.shapes


def extent_of(commands: Iterable[DrawCommand]) -> tuple[float, float]:
    """Return the width and height that a drawing needs, from its corner on."""
    width = height = 0.0
    for command in commands:
        match command:
            case MoveTo() | LineTo():
                right, bottom = command.x, command.y
            case ArcTo() | DrawRect() | DrawOval():
                right = command.x + max(0.0, command.width)
                bottom = command.y + max(0.0, command.height)
            case DrawText():
                right = command.x + len(command.text) * command.size * _TEXT_WIDTH
                bottom = command.y + command.size * _TEXT_DEPTH
            case _:
                continue
        width, height = max(width, right), max(height, bottom)
    return width, height


class _Pen:
    """What is drawn so far: the finished shapes, and the path going on."""

    __slots__ = ("_at", "_begin", "_is_square", "_path", "shapes")

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self._clear()

    def _clear(self) -> None:
        self._path: list[str] = []
        self._begin = self._at = (0.0, 0.0)
        # All lines so far are level or upright.
        self._is_square = True

    def move_to(self, command: MoveTo) -> None:
        self._begin = self._at = command.x, command.y
        self._path.append(f"M{_pair(command.x, command.y)}")

    def line_to(self, command: LineTo) -> None:
        if not self._path:
            self._path.append("M0 0")
        x, y = self._at
        if command.x != x and command.y != y:
            self._is_square = False
        self._at = command.x, command.y
        self._path.append(f"L{_pair(command.x, command.y)}")

    def arc_to(self, command: ArcTo) -> None:
        # A turn at most: what is drawn twice is twice as dark where it is translucent.
        sweep = max(-360.0, min(360.0, command.sweep_angle))
        start, end = command.start_angle, command.start_angle + sweep
        half = command.width / 2, command.height / 2
        middle = command.x + half[0], command.y + half[1]
        radii = _pair(abs(half[0]), abs(half[1]))
        side = 1 if sweep > 0 else 0
        verb = "L" if self._path else "M"
        begin = _on_ellipse(middle, half, start)
        if not self._path:
            self._begin = begin
        self._path.append(f"{verb}{_pair(*begin)}")
        # In halves: the ends of a whole turn are one point, which leaves no direction.
        for angle in (start + sweep / 2, end):
            self._at = _on_ellipse(middle, half, angle)
            self._path.append(f"A{radii} 0 0 {side} {_pair(*self._at)}")
        self._is_square = False

    def close(self, _command: Close) -> None:
        if not self._path:
            return
        if self._at[0] != self._begin[0] and self._at[1] != self._begin[1]:
            self._is_square = False
        self._at = self._begin
        self._path.append("z")

    def rect(self, command: DrawRect) -> None:
        x, y = command.x, command.y
        right, bottom = x + command.width, y + command.height
        self._begin = self._at = x, y
        corners = (_pair(x, y), _pair(right, y), _pair(right, bottom), _pair(x, bottom))
        self._path.append(f"M{'L'.join(corners)}z")

    def oval(self, command: DrawOval) -> None:
        half = command.width / 2, command.height / 2
        left, right = command.x, command.x + command.width
        y = command.y + half[1]
        radii = _pair(abs(half[0]), abs(half[1]))
        self._begin = self._at = right, y
        self._is_square = False
        self._path.append(
            f"M{_pair(right, y)}A{radii} 0 1 1 {_pair(left, y)}"
            f"A{radii} 0 1 1 {_pair(right, y)}z"
        )

    def fill(self, command: FillCmd) -> None:
        paint = _paint("FillCmd", command.color)
        if self._path:
            self._finish(("fill", paint))

    def stroke(self, command: StrokeCmd) -> None:
        _check_positive("StrokeCmd.width", command.width)
        attributes = [
            ("fill", "none"),
            ("stroke", _paint("StrokeCmd", command.color)),
            ("stroke-width", _number(command.width)),
        ]
        if self._is_square:
            # Sharp lines instead of two rows of pixels that are half as dark.
            attributes.append(("shape-rendering", "crispEdges"))
        if self._path:
            self._finish(*attributes)

    def text(self, command: DrawText) -> None:
        _check_positive("DrawText.size", command.size)
        attributes = (
            ("x", _number(command.x)),
            ("y", _number(command.y)),
            ("font-size", _number(command.size)),
            ("fill", _paint("DrawText", command.color)),
        )
        self.shapes.append(Shape("text", command.text.translate(_SPACES), attributes))

    def _finish(self, *attributes: tuple[str, str]) -> None:
        path = ("d", "".join(self._path))
        self.shapes.append(Shape("path", None, (path, *attributes)))
        self._clear()


_DRAW: Final[Mapping[type[Any], Callable[[_Pen, Any], None]]] = {
    MoveTo: _Pen.move_to,
    LineTo: _Pen.line_to,
    ArcTo: _Pen.arc_to,
    Close: _Pen.close,
    DrawRect: _Pen.rect,
    DrawOval: _Pen.oval,
    FillCmd: _Pen.fill,
    StrokeCmd: _Pen.stroke,
    DrawText: _Pen.text,
}


def _number(value: float) -> str:
    # Six digits: a hundredth of a pixel on a drawing of thousands.
    return f"{value:.6g}"


def _pair(x: float, y: float) -> str:
    return f"{x:.6g} {y:.6g}"


def _check_positive(field: str, value: float) -> None:
    if value < 0:
        raise StyleError(f"{field} is 0 or more, not {_number(value)}")


def _on_ellipse(
    middle: tuple[float, float], half: tuple[float, float], angle: float
) -> tuple[float, float]:
    radians = math.radians(angle)
    # Without the noise of the last digits, which would be written out near zero.
    return (
        round(middle[0] + half[0] * math.cos(radians), 3),
        round(middle[1] + half[1] * math.sin(radians), 3),
    )


def _paint(name: str, channels: Sequence[float]) -> str:
    return _hex(name, *channels)


@lru_cache(maxsize=1024)
def _hex(name: str, *channels: float) -> str:
    """Write a colour as CSS does.

    Raises:
        StyleError: It is not three or four numbers from 0 to 1.
    """
    is_color = len(channels) in (3, 4)
    if not is_color or not all(0 <= c <= 1 + _TOLERANCE for c in channels):
        raise StyleError(
            f"{name}.color is [red, green, blue, alpha], each from 0 to 1, "
            f"not {list(channels)}",
            "Divide channels that go to 255 by 255.",
        )
    digits = "".join(f"{round(min(c, 1.0) * 255):02x}" for c in channels)
    return f"#{digits.removesuffix('ff') if len(digits) == 8 else digits}"
