"""Draw commands become shapes of SVG."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
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

from tempestweb.dom.drawing import extent_of, shapes_of
from tempestweb.errors import StyleError

RED = [1.0, 0.0, 0.0, 1.0]
FILL = FillCmd(color=RED)


def path(*commands: DrawCommand) -> str:
    """Return the data of the one path that commands make."""
    (shape,) = shapes_of([*commands, FILL])
    return dict(shape.attributes)["d"]


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([MoveTo(x=1, y=2), LineTo(x=3.5, y=-4)], "M1 2L3.5 -4"),
        ([MoveTo(x=1, y=2), LineTo(x=3, y=4), Close()], "M1 2L3 4z"),
        ([LineTo(x=3, y=4)], "M0 0L3 4"),
        ([DrawRect(x=1, y=2, width=10, height=20)], "M1 2L11 2L11 22L1 22z"),
        (
            [DrawOval(x=0, y=0, width=40, height=20)],
            "M40 10A20 10 0 1 1 0 10A20 10 0 1 1 40 10z",
        ),
        (
            [ArcTo(x=0, y=0, width=20, height=20, start_angle=0, sweep_angle=180)],
            "M20 10A10 10 0 0 1 10 20A10 10 0 0 1 0 10",
        ),
        (
            [ArcTo(x=0, y=0, width=20, height=20, start_angle=90, sweep_angle=-180)],
            "M10 20A10 10 0 0 0 20 10A10 10 0 0 0 10 0",
        ),
        (
            [
                MoveTo(x=5, y=5),
                ArcTo(x=0, y=0, width=20, height=10, start_angle=0, sweep_angle=720),
            ],
            "M5 5L20 5A10 5 0 0 1 0 5A10 5 0 0 1 20 5",
        ),
        ([MoveTo(x=1 / 3, y=1e-9), LineTo(x=12345.678, y=0)], None),
    ],
)
def test_each_command_adds_to_the_path(
    commands: list[DrawCommand], expected: str | None
) -> None:
    assert path(*commands) == (expected or "M0.333333 1e-09L12345.7 0")


def test_a_path_goes_on_from_where_the_last_figure_ended() -> None:
    rect = DrawRect(x=1, y=2, width=10, height=20)

    assert path(rect, LineTo(x=0, y=0)) == "M1 2L11 2L11 22L1 22zL0 0"


def test_what_is_filled_or_stroked_begins_a_new_path() -> None:
    line: list[DrawCommand] = [MoveTo(x=0, y=0), LineTo(x=9, y=9)]

    filled, stroked = shapes_of(
        [*line, FILL, *line, StrokeCmd(color=[0, 0, 1, 0.5], width=2)]
    )

    assert filled.attributes == (("d", "M0 0L9 9"), ("fill", "#ff0000"))
    assert stroked.attributes == (
        ("d", "M0 0L9 9"),
        ("fill", "none"),
        ("stroke", "#0000ff80"),
        ("stroke-width", "2"),
    )


def test_text_stands_where_it_was_drawn_among_the_shapes() -> None:
    rect = DrawRect(x=0, y=0, width=1, height=1)

    shapes = shapes_of([rect, DrawText(text="a\tb\n", x=3, y=9), FILL])

    assert [shape.tag for shape in shapes] == ["text", "path"]
    assert shapes[0].text == "a b "
    assert shapes[0].attributes == (
        ("x", "3"),
        ("y", "9"),
        ("font-size", "14"),
        ("fill", "#000000"),
    )


@pytest.mark.parametrize(
    "commands",
    [[], [MoveTo(x=1, y=1)], [FILL], [Close(), FILL], [StrokeCmd(color=RED)]],
)
def test_what_was_not_drawn_is_not_shown(commands: list[DrawCommand]) -> None:
    assert shapes_of(commands) == []


@pytest.mark.parametrize(
    ("commands", "is_sharp"),
    [
        ([MoveTo(x=1, y=1), LineTo(x=1, y=9), LineTo(x=5, y=9)], True),
        ([DrawRect(x=1, y=1, width=5, height=5)], True),
        ([MoveTo(x=1, y=1), LineTo(x=2, y=9)], False),
        ([DrawOval(x=1, y=1, width=5, height=5)], False),
        ([MoveTo(x=0, y=0), LineTo(x=9, y=0), LineTo(x=9, y=9), Close()], False),
        (
            [ArcTo(x=0, y=0, width=2, height=2, start_angle=0, sweep_angle=9)],
            False,
        ),
    ],
)
def test_level_and_upright_lines_are_sharp(
    commands: list[DrawCommand], is_sharp: bool
) -> None:
    (shape,) = shapes_of([*commands, StrokeCmd(color=RED)])

    assert (dict(shape.attributes).get("shape-rendering") == "crispEdges") is is_sharp


@pytest.mark.parametrize("color", [[255, 0, 0, 1], [1, 0], [-0.1, 0, 0], []])
def test_a_colour_that_is_none_is_refused(color: list[float]) -> None:
    with pytest.raises(StyleError, match=r"FillCmd\.color is \[red, .* from 0 to 1"):
        shapes_of([FillCmd(color=color)])


def test_a_colour_may_leave_out_its_alpha_and_be_off_by_a_rounding_error() -> None:
    assert (
        dict(
            shapes_of(
                [
                    DrawRect(x=0, y=0, width=1, height=1),
                    FillCmd(color=[1.0000001, 0.5, 0]),
                ]
            )[0].attributes
        )["fill"]
        == "#ff8000"
    )


def test_negative_sizes_are_refused_by_name() -> None:
    with pytest.raises(StyleError, match=r"StrokeCmd\.width is 0 or more, not -1"):
        shapes_of([StrokeCmd(color=RED, width=-1)])
    with pytest.raises(StyleError, match=r"DrawText\.size is 0 or more, not -2"):
        shapes_of([DrawText(text="", x=0, y=0, size=-2)])


def test_a_drawing_needs_as_much_room_as_reaches_farthest() -> None:
    commands: list[DrawCommand] = [
        MoveTo(x=30, y=1),
        LineTo(x=3, y=40),
        DrawRect(x=10, y=10, width=25, height=-5),
        DrawText(text="ten chars.", x=0, y=45, size=10),
        FILL,
    ]

    assert extent_of(commands) == (60, 48)
    assert extent_of([]) == (0, 0)


@given(start=st.floats(-720, 720), sweep=st.floats(-360, 360), side=st.floats(1, 500))
def test_an_arc_ends_where_its_angles_say(
    start: float, sweep: float, side: float
) -> None:
    arc = ArcTo(x=0, y=0, width=side, height=side, start_angle=start, sweep_angle=sweep)

    x, y = map(float, path(arc).split()[-2:])

    angle = math.radians(start + sweep)
    assert math.isclose(x, side / 2 * (1 + math.cos(angle)), abs_tol=2e-3)
    assert math.isclose(y, side / 2 * (1 + math.sin(angle)), abs_tol=2e-3)
