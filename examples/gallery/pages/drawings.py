"""Drawings: lines, areas and words at places of one's own."""

from __future__ import annotations

import math
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from tempest_core import (
    App,
    ArcTo,
    Canvas,
    Close,
    Color,
    DetectionBox,
    DetectionOverlay,
    DrawCommand,
    DrawOval,
    DrawRect,
    DrawText,
    FillCmd,
    Icons,
    LineTo,
    MoveTo,
    Semantics,
    SlideEvent,
    Slider,
    StrokeCmd,
    Widget,
    current_theme,
)

from pages.frame import example, side_by_side

HILLS = Path(__file__).parent.parent / "hills.svg"


@dataclass
class Drawings:
    """How many points the star has."""

    path: ClassVar[str] = "drawings"
    icon: ClassVar[str] = Icons.MINUS
    about: ClassVar[str] = "Paths, shapes, words; boxes around what a model has found."

    points: int = 5

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def slide(event: SlideEvent) -> None:
            self.points = round(event.value)
            app.set_state()

        content = b64encode(HILLS.read_bytes()).decode()
        return [
            example(
                "A star",
                Canvas(
                    key="star",
                    width=240.0,
                    height=240.0,
                    commands=_star(self.points),
                    semantics=Semantics(
                        role="img", label=f"A {self.points}-pointed star"
                    ),
                ),
                Slider(
                    key="points",
                    value=float(self.points),
                    min_value=3.0,
                    max_value=12.0,
                    on_change=slide,
                    semantics=Semantics(label="Points"),
                ),
            ),
            example(
                "Shapes and words",
                side_by_side(
                    Canvas(
                        width=300.0,
                        height=160.0,
                        commands=_shapes(),
                        semantics=Semantics(
                            role="img", label="A rectangle, an oval, an arc, a word"
                        ),
                    )
                ),
            ),
            example(
                "What a model has found",
                DetectionOverlay(
                    image_src=f"data:image/svg+xml;base64,{content}",
                    width=300.0,
                    height=200.0,
                    boxes=[
                        DetectionBox(
                            x1=0.58, y1=0.3, x2=0.8, y2=0.64, name="sun", conf=0.96
                        ),
                        DetectionBox(
                            x1=0.02, y1=0.52, x2=0.5, y2=0.9, name="hill", conf=0.61
                        ),
                    ],
                    semantics=Semantics(role="img", label="A sun and a hill, in boxes"),
                ),
            ),
        ]


def _rgba(color: Color) -> list[float]:
    return [color.r / 255, color.g / 255, color.b / 255, color.a]


def _star(points: int) -> list[DrawCommand]:
    theme = current_theme()
    commands: list[DrawCommand] = []
    for corner in range(2 * points):
        radius = 104.0 if corner % 2 == 0 else 46.0
        angle = math.pi * corner / points - math.pi / 2
        x, y = 120 + radius * math.cos(angle), 120 + radius * math.sin(angle)
        commands.append(LineTo(x=x, y=y) if corner else MoveTo(x=x, y=y))
    commands += [
        Close(),
        FillCmd(color=_rgba(theme.color("primary_container"))),
        StrokeCmd(color=_rgba(theme.color("primary")), width=3.0),
    ]
    return commands


def _shapes() -> list[DrawCommand]:
    theme = current_theme()
    primary, tertiary = theme.color("primary"), theme.color("tertiary")
    return [
        DrawRect(x=10, y=20, width=80, height=60),
        FillCmd(color=_rgba(theme.color("secondary_container"))),
        StrokeCmd(color=_rgba(theme.color("secondary")), width=2.0),
        DrawOval(x=110, y=20, width=80, height=60),
        StrokeCmd(color=_rgba(primary), width=4.0),
        ArcTo(x=210, y=20, width=70, height=70, start_angle=0, sweep_angle=270),
        StrokeCmd(color=_rgba(tertiary), width=6.0),
        DrawText(
            text="Drawn, not typed",
            x=10,
            y=130,
            size=24,
            color=_rgba(theme.color("on_surface")),
        ),
    ]
