"""The boxes as they are drawn over the picture, and as they are said."""

from __future__ import annotations

from collections.abc import Sequence

from boxes import Box
from labels import LABELS
from marking import Marking
from tempest_core import DrawCommand, DrawOval, DrawRect, DrawText, FillCmd, StrokeCmd


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
