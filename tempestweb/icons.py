"""The default icon of an installed page: made, not drawn.

Three bars of text and a button on a tile: a small user interface. The tile's colour
comes from the app's name, so that two apps look different on a home screen.
"""

from __future__ import annotations

import colorsys
import hashlib
import math
import struct
import zlib
from dataclasses import dataclass
from typing import Final

Colour = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)

#: How far the colour of the tile changes from its top to its bottom.
_SHADE: Final = 0.72


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle with round corners; lengths are shares of the icon's width.

    Attributes:
        left: Its left edge.
        top: Its upper edge.
        width: Its width.
        height: Its height.
        radius: Of its corners.
        opacity: 0 to 1.
    """

    left: float
    top: float
    width: float
    height: float
    radius: float
    opacity: float = 1.0

    def coverage(self, x: float, y: float, pixel: float) -> float:
        """Return how much of a pixel around a point it covers, with smooth edges."""
        half_width, half_height = self.width / 2, self.height / 2
        dx = abs(x - self.left - half_width) - half_width + self.radius
        dy = abs(y - self.top - half_height) - half_height + self.radius
        outside = math.hypot(max(dx, 0.0), max(dy, 0.0))
        distance = outside + min(max(dx, dy), 0.0) - self.radius
        return self.opacity * min(1.0, max(0.0, 0.5 - distance / pixel))


#: What is on the tile; inside the part that every mask leaves.
_FIGURE: Final = (
    Shape(0.26, 0.27, 0.48, 0.085, 0.0425),
    Shape(0.26, 0.42, 0.34, 0.085, 0.0425, 0.72),
    Shape(0.26, 0.60, 0.48, 0.15, 0.075),
)


def colour_of(name: str) -> Colour:
    """Return the colour of an app's tile."""
    hue = int.from_bytes(hashlib.sha256(name.encode()).digest()[:2], "big") / 0xFFFF
    red, green, blue = colorsys.hls_to_rgb(hue, 0.42, 0.42)
    return round(red * 255), round(green * 255), round(blue * 255)


def css_colour(colour: Colour) -> str:
    """Write a colour as CSS has it."""
    red, green, blue = colour
    return f"#{red:02x}{green:02x}{blue:02x}"


def draw(name: str, size: int, *, is_maskable: bool = False) -> bytes:
    """Make an icon as PNG.

    Args:
        name: Of the app.
        size: Its width and height in pixels.
        is_maskable: Whether the tile reaches the edges, for the system to cut it.
    """
    tile = Shape(0, 0, 1, 1, 0) if is_maskable else Shape(0.04, 0.04, 0.92, 0.92, 0.21)
    top = colour_of(name)
    rows = bytearray()
    for row in range(size):
        y = (row + 0.5) / size
        shade = 1 - (1 - _SHADE) * y
        background = tuple(round(part * shade) for part in top)
        rows.append(0)
        figures = [s for s in _FIGURE if s.top - 0.01 <= y <= s.top + s.height + 0.01]
        for column in range(size):
            x = (column + 0.5) / size
            alpha = tile.coverage(x, y, 1 / size)
            light = max((s.coverage(x, y, 1 / size) for s in figures), default=0.0)
            rows.extend(round(b + (255 - b) * light) for b in background)
            rows.append(round(alpha * 255))
    return _png(size, bytes(rows))


def _png(size: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
