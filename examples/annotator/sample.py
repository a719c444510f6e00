"""A picture to try the app with, drawn by itself."""

from __future__ import annotations

from functools import lru_cache

from tempest_core import Canvas, Color, DrawCommand, DrawOval, DrawRect, FillCmd, Widget

#: The picture has these proportions; in a narrow window it is smaller.
WIDTH, HEIGHT = 640.0, 400.0

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
