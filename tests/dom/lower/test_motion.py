"""What moves by itself: where it goes is told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import (
    Animated,
    AnimatedList,
    AnimationController,
    Hero,
    Shimmer,
    Skeleton,
    Spring,
    Style,
    Text,
    Widget,
)
from tempest_core.style import Color, Curve, FlexDirection, Transition

from tempestweb.dom.lower import Context
from tempestweb.dom.lower.motion import spring_easing
from tempestweb.dom.node import Node
from tempestweb.errors import StyleError

Lower = Callable[[Widget], Node]

CLEAR, SOLID = Style(opacity=0.0), Style(opacity=1.0, width=50.0)


def fade(controller: AnimationController | None, **fields: Any) -> Animated:
    child = Text(content="a", key="a")
    return Animated(
        child=child, controller=controller, style_begin=CLEAR, style_end=SOLID, **fields
    )


def props(node: Node) -> dict[str, Any]:
    assert node.props is not None
    return dict(node.props)


class Clock:
    """What a controller asks of an app; its frames come when a test says so."""

    def register_animation(self, ctrl: AnimationController) -> None:
        """Take part in the frames."""

    def unregister_animation(self, ctrl: AnimationController) -> None:
        """Take no part any more."""


def controller(*args: Any, **fields: Any) -> AnimationController:
    made = AnimationController(*args, **fields)
    made.bind(Clock())
    return made


def advance(ctrl: AnimationController, seconds: float) -> None:
    ctrl._advance(seconds)  # noqa: SLF001 - what tempest-core's own clock calls


def test_an_animation_is_told_by_its_two_ends(lower: Lower) -> None:
    node = lower(fade(controller(0.25, Curve.EASE_OUT), key="k", style=Style(gap=1.0)))

    assert (node.behaviour, node.key) == ("animated", "k")
    assert props(node) == {
        "begin": {"opacity": "0"},
        "end": {"opacity": "1", "width": "50px"},
        "to": 0,
        "isMoving": False,
        "duration": 250,
        "easing": "ease-out",
    }


def test_the_frames_of_an_animation_say_nothing_new(context: Context) -> None:
    ctrl = controller(1.0)
    still = context.lower(fade(ctrl), None)
    ctrl.forward()
    first = context.lower(fade(ctrl), still)
    assert props(first)["to"] == 1
    assert props(first)["isMoving"]

    for _ in range(5):
        advance(ctrl, 0.1)
        assert 0 < ctrl.value < 1
        assert props(context.lower(fade(ctrl), first)) == props(first)

    advance(ctrl, 1.0)
    rest = props(context.lower(fade(ctrl), first))
    assert rest == {**props(first), "isMoving": False}


def test_an_animation_that_goes_back_heads_for_its_beginning(lower: Lower) -> None:
    ctrl = controller(1.0)
    ctrl.value = 1.0
    ctrl.reverse()

    assert props(lower(fade(ctrl)))["to"] == 0


def test_an_animation_that_was_stopped_rests_where_it_is(lower: Lower) -> None:
    ctrl = controller(1.0, Curve.LINEAR)
    ctrl.forward()
    advance(ctrl, 0.25)
    ctrl.stop()

    told = props(lower(fade(ctrl)))
    assert (told["to"], told["isMoving"]) == (0.25, False)


def test_an_animation_without_a_controller_is_at_its_end(lower: Lower) -> None:
    told = props(lower(fade(None)))

    assert (told["to"], told["isMoving"]) == (1, False)


def test_one_end_alone_leads_from_or_to_the_childs_own_look(lower: Lower) -> None:
    begins = Animated(child=Text(content="a"), style_begin=CLEAR)
    ends = Animated(
        child=Text(content="a"),
        style_end=SOLID.merge(Style(transition=Transition(duration_ms=9))),
    )

    assert props(lower(begins))["end"] == {}
    assert props(lower(ends))["begin"] == {}
    assert props(lower(ends))["end"] == {"opacity": "1", "width": "50px"}


def test_an_animation_that_the_view_makes_frame_by_frame_is_a_plain_box(
    lower: Lower,
) -> None:
    node = lower(Animated(child=Text(content="a"), controller=controller(1.0), key="k"))

    assert (node.behaviour, node.key) == (None, "k")
    assert [child.text for child in node.children] == ["a"]


@pytest.mark.parametrize(
    "spring",
    [
        Spring(),
        Spring(stiffness=200, damping=8),
        Spring(stiffness=100, damping=20),
        Spring(stiffness=100, damping=60, mass=2),
    ],
    ids=["default", "swinging", "critical", "slow"],
)
def test_a_spring_is_the_easing_that_tempest_core_computes(spring: Spring) -> None:
    seconds, easing = spring_easing(spring)
    values = [float(v) for v in easing.removeprefix("linear(")[:-1].split(",")]
    ctrl = controller(0.0, spring=spring)
    ctrl.forward()
    at, step = 0.0, 1 / 20_000
    for index, value in enumerate(values[:-1]):
        while at < seconds * index / (len(values) - 1) - step / 2:
            advance(ctrl, step)
            at += step
        assert value == pytest.approx(ctrl.value, abs=0.01)
    assert values[-1] == 1


def test_a_spring_that_swings_for_ever_is_cut_off() -> None:
    assert spring_easing(Spring(damping=0))[0] == 10


def test_a_spring_is_told_with_its_time(lower: Lower) -> None:
    told = props(lower(fade(controller(0.0, spring=Spring()))))

    assert told["easing"].startswith("linear(0,")
    assert 300 < told["duration"] < 2000


@pytest.mark.parametrize(
    ("direction", "class_name", "is_row"),
    [(FlexDirection.COLUMN, "tw-column", False), (FlexDirection.ROW, "tw-row", True)],
)
def test_an_animated_list_is_a_box_in_its_direction(
    lower: Lower, direction: FlexDirection, class_name: str, is_row: bool
) -> None:
    children: list[Widget] = [Text(content="a", key="a")]
    node = lower(
        AnimatedList(
            direction=direction,
            children=children,
            enter_duration_ms=120,
            exit_duration_ms=-1,
            enter_curve=Curve.LINEAR,
            key="k",
        )
    )

    assert class_name in node.class_name.split()
    assert node.props == {
        "enter": {"duration": 120, "easing": "linear"},
        "exit": {"duration": 0, "easing": "ease-in"},
        "isRow": is_row,
    }
    assert [child.key for child in node.children] == ["a"]


def test_an_animated_list_takes_a_style(lower: Lower) -> None:
    node = lower(AnimatedList(style=Style(gap=7.0)))

    assert node.rule is not None
    assert "gap:7px" in node.rule.text


def test_a_hero_is_known_by_its_tag(lower: Lower) -> None:
    node = lower(Hero(hero_tag="cat", child=Text(content="a"), key="k"))

    assert (node.behaviour, node.props, node.key) == ("hero", {"tag": "cat"}, "k")


def test_placeholders_are_in_the_themes_colours_unless_told(lower: Lower) -> None:
    assert lower(Shimmer(child=Text(content="a"))).rule is None
    rule = lower(Skeleton()).rule
    assert rule is not None
    assert "--tw-base" not in rule.text


@pytest.mark.parametrize(
    "make", [lambda **f: Shimmer(child=Text(content="a"), **f), Skeleton]
)
def test_a_placeholder_takes_colours_and_a_time(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    node = lower(
        make(
            base_color=Color(r=1, g=2, b=3),
            highlight_color=Color(r=4, g=5, b=6),
            duration_ms=900,
            key="k",
        )
    )

    assert node.rule is not None
    assert "--tw-base:#010203;--tw-highlight:#040506;--tw-duration:900ms" in (
        node.rule.text
    )
    assert node.key == "k"


def test_a_shimmer_is_busy_and_a_skeleton_is_nothing_to_a_screen_reader(
    lower: Lower,
) -> None:
    assert lower(Shimmer(child=Text(content="a"))).attributes == {"aria-busy": "true"}
    assert lower(Skeleton()).attributes == {"aria-hidden": "true"}


def test_a_skeleton_is_as_large_and_as_round_as_asked(lower: Lower) -> None:
    node = lower(Skeleton(width=48, height=40, radius=24, color_scheme="error"))

    assert node.rule is not None
    assert node.rule.text.endswith(
        "{border-radius:24px;width:48px;height:40px;--tw-tint:var(--tw-error)}"
    )
    assert "tw-fit" in node.class_name.split()


@pytest.mark.parametrize(
    ("widget", "field"),
    [
        (Skeleton(width=-1), "width"),
        (Skeleton(height=-1), "height"),
        (Skeleton(radius=-1), "radius"),
    ],
)
def test_a_skeleton_of_negative_size_is_refused(
    lower: Lower, widget: Widget, field: str
) -> None:
    with pytest.raises(StyleError, match=field):
        lower(widget)
