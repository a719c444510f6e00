"""Lowering of drawings: a canvas is an SVG, a shape an element of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tempest_core import Canvas

from tempestweb.dom import css_values as css
from tempestweb.dom.drawing import Shape, extent_of, shapes_of
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: Left is left for a drawing, whichever way the language is written.
_DRAWN: Final = (
    "display:block;flex-shrink:0;overflow:hidden;direction:ltr;white-space:pre;"
    "-webkit-user-select:none;user-select:none"
)


class _Drawn(tuple[Shape, ...]):
    """The memory of a drawing: the shape of each child, in order."""

    __slots__ = ()


@lowers(Canvas)
def _canvas(widget: Canvas, _context: Context, previous: Node | None) -> Node:
    return drawing_node(widget, previous)


def drawing_node(widget: Canvas, previous: Node | None, extra: str = "") -> Node:
    """Make the node of a drawing.

    Args:
        widget: What to draw.
        previous: The live node; its shapes stay where they are drawn again.
        extra: Further declarations, separated by semicolons; put last.
    """
    drawn = f"{_DRAWN};{extra}" if extra else _DRAWN
    shapes = shapes_of(widget.commands)
    return Node(
        "svg",
        "tw-drawing tw-fit",
        children=_nodes(shapes, previous),
        slots=[],
        attributes=_attributes(widget),
        rule=rule_for(widget.style, drawn),
        key=widget.key,
        memory=_Drawn(shapes),
    )


def _attributes(widget: Canvas) -> Mapping[str, str]:
    width, height = widget.width, widget.height
    if width is None or height is None:
        # As large as what is drawn, unless its style says otherwise.
        needed = extent_of(widget.commands)
        width = needed[0] if width is None else width
        height = needed[1] if height is None else height
    css.check_positive("width", width)
    css.check_positive("height", height)
    attributes = {"width": css.number(width), "height": css.number(height)}
    if widget.semantics is not None and widget.semantics.label:
        attributes["role"] = "img"
    elif not any(command.kind == "draw_text" for command in widget.commands):
        # There is nothing to be read, and no name for it.
        attributes["aria-hidden"] = "true"
    return attributes


def _nodes(shapes: Sequence[Shape], previous: Node | None) -> list[Node]:
    """Make the shapes' nodes; what is drawn already keeps its own."""
    if previous is None or not isinstance(previous.memory, _Drawn):
        return [_node(shape) for shape in shapes]
    live: dict[Shape, list[Node]] = {}
    for shape, node in zip(
        reversed(previous.memory), reversed(previous.children), strict=True
    ):
        live.setdefault(shape, []).append(node)
    return [
        found.pop() if (found := live.get(shape)) else _node(shape) for shape in shapes
    ]


def _node(shape: Shape) -> Node:
    return Node(shape.tag, text=shape.text, attributes=dict(shape.attributes))
