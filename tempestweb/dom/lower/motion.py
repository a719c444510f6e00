"""Lowering of motion: what moves by itself in the browser, frame by frame.

An animation sends no messages: the browser is told where it begins and ends. The
one module that uses a private name of tempest-core's `AnimationController`, `_dir`;
`tests/dom/lower/test_motion.py` fails when that changes.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, Final

from tempest_core import (
    Animated,
    AnimatedList,
    AnimationController,
    Hero,
    Shimmer,
    Skeleton,
    Spring,
    Style,
)
from tempest_core.style import Color, Curve, FlexDirection
from tempest_core.variants import VALID_COLOR_SCHEMES

from tempestweb.dom import css_values as css
from tempestweb.dom.css_declarations import declarations, easing
from tempestweb.dom.lower.accent import without
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.lower.layout import flex_classes, wrapper_classes
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: What a keyframe cannot hold.
_NO_KEYFRAME: Final = frozenset({"transition"})


@lowers(Animated)
def _animated(widget: Animated, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    class_name = wrapper_classes("tw-animated", widget.style, content)
    begin, end = widget.style_begin, widget.style_end
    if begin is None and end is None:
        # The view itself makes each frame, from the value of the controller.
        return Node(
            "div",
            class_name,
            children=content,
            rule=rule_for(widget.style),
            key=widget.key,
        )
    return Node(
        "div",
        class_name,
        children=content,
        rule=rule_for(widget.style),
        behaviour="animated",
        props={
            "begin": _keyframe(begin),
            "end": _keyframe(end),
            **_course(widget.controller),
        },
        key=widget.key,
    )


def _keyframe(style: Style | None) -> dict[str, str]:
    """Write a style as the properties of a keyframe; None is the child's own look."""
    if style is None:
        return {}
    pairs = declarations(without(style, _NO_KEYFRAME)).split(";")
    return dict(pair.split(":", 1) for pair in pairs if pair)


def _course(controller: AnimationController | None) -> dict[str, Any]:
    """Say where an animation is heading, and how it gets there.

    While it runs that is its end, which is the same in every frame of the clock, and so
    nothing to tell.
    """
    if controller is None:
        return {"to": 1, "isMoving": False, "duration": 0, "easing": "linear"}
    direction = controller._dir  # noqa: SLF001 - nothing public tells it
    to = controller.value if direction == 0 else float(direction > 0)
    if controller.spring is not None:
        seconds, curve = spring_easing(controller.spring)
    else:
        seconds, curve = max(0.0, controller.duration_s), easing(controller.curve)
    return {
        "to": round(to, 4),
        "isMoving": direction != 0,
        "duration": round(seconds * 1000),
        "easing": curve,
    }


#: So many samples of a spring go into its easing; between them it is a straight line.
_SAMPLES: Final = 40
#: A spring that swings for longer is cut off there, in seconds.
_LONGEST: Final = 10.0
#: tempest-core takes a spring that is this near, and as slow, to be at rest.
_AT_REST: Final = 0.001


@lru_cache(maxsize=256)
def spring_easing(spring: Spring) -> tuple[float, str]:
    """Write a spring as a CSS easing.

    A damped oscillator, https://en.wikipedia.org/wiki/Damping: released at rest, one
    unit away from where it ends.

    Returns:
        The seconds until it is at rest, and the easing for that time.
    """
    natural = math.sqrt(spring.stiffness / spring.mass)
    damping = spring.damping / (2 * math.sqrt(spring.stiffness * spring.mass))

    def away(seconds: float) -> float:
        if damping < 1:
            swing = natural * math.sqrt(1 - damping**2)
            decay = math.exp(-damping * natural * seconds)
            share = damping * natural / swing
            return decay * (
                math.cos(swing * seconds) + share * math.sin(swing * seconds)
            )
        if damping == 1:
            return math.exp(-natural * seconds) * (1 + natural * seconds)
        root = natural * math.sqrt(damping**2 - 1)
        slow, fast = -damping * natural + root, -damping * natural - root
        slowly = fast * math.exp(slow * seconds)
        return (slowly - slow * math.exp(fast * seconds)) / (fast - slow)

    # The slower of its two exponents says how long it takes.
    slowest = damping * natural
    if damping > 1:
        slowest -= natural * math.sqrt(damping**2 - 1)
    rest = -math.log(_AT_REST) / slowest if slowest > 0 else _LONGEST
    seconds = min(rest, _LONGEST)
    values = [1 - away(seconds * i / _SAMPLES) for i in range(_SAMPLES)]
    stops = ",".join(css.number(round(value, 3)) for value in [*values, 1.0])
    return seconds, f"linear({stops})"


@lowers(AnimatedList)
def _animated_list(
    widget: AnimatedList, context: Context, previous: Node | None
) -> Node:
    children = context.children(widget.children, previous)
    is_row = widget.direction is FlexDirection.ROW
    class_name = f"tw-animated-list {'tw-row' if is_row else 'tw-column'}"
    style = widget.style
    return Node(
        "div",
        f"{class_name} tw-auto" if style is None else flex_classes(class_name, style),
        children=children,
        rule=rule_for(style),
        behaviour="animated-list",
        props={
            "enter": _phase(widget.enter_duration_ms, widget.enter_curve),
            "exit": _phase(widget.exit_duration_ms, widget.exit_curve),
            "isRow": is_row,
        },
        key=widget.key,
    )


def _phase(milliseconds: int, curve: Curve) -> dict[str, Any]:
    return {"duration": max(0, milliseconds), "easing": easing(curve)}


@lowers(Hero)
def _hero(widget: Hero, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    return Node(
        "div",
        wrapper_classes("tw-hero", widget.style, content),
        children=content,
        rule=rule_for(widget.style),
        behaviour="hero",
        props={"tag": widget.hero_tag},
        key=widget.key,
    )


@lowers(Shimmer)
def _shimmer(widget: Shimmer, context: Context, previous: Node | None) -> Node:
    content = context.child(widget.child, previous)
    return Node(
        "div",
        wrapper_classes("tw-shimmer", widget.style, content),
        children=content,
        attributes={"aria-busy": "true"},
        rule=rule_for(widget.style, _tones(widget)),
        key=widget.key,
    )


@lowers(Skeleton)
def _skeleton(widget: Skeleton, _context: Context, _previous: Node | None) -> Node:
    extra = [f"border-radius:{css.positive('radius', widget.radius)}"]
    if widget.width is not None:
        extra.append(f"width:{css.positive('width', widget.width)}")
    if widget.height is not None:
        extra.append(f"height:{css.positive('height', widget.height)}")
    tones = _tones(widget)
    if tones:
        extra.append(tones)
    class_name = "tw-skeleton" if widget.width is None else "tw-skeleton tw-fit"
    return Node(
        "div",
        class_name,
        attributes={"aria-hidden": "true"},
        rule=rule_for(widget.style, ";".join(extra)),
        key=widget.key,
    )


def _tones(widget: Shimmer | Skeleton) -> str:
    """Declare the colours and the speed that are not base.css's own.

    The greys that tempest-core has for both are those of a light page: where the app
    gave none, the theme's are shown.
    """
    given = widget.model_fields_set
    parts = []
    if isinstance(widget, Skeleton):
        scheme = widget.color_scheme
        if scheme != "neutral" and scheme in VALID_COLOR_SCHEMES:
            parts.append(f"--tw-tint:var(--tw-{scheme})")
    for name, value in (
        ("base", widget.base_color),
        ("highlight", widget.highlight_color),
    ):
        if f"{name}_color" in given:
            parts.append(_tone(name, value))
    if "duration_ms" in given:
        parts.append(f"--tw-duration:{max(1, widget.duration_ms)}ms")
    return ";".join(parts)


def _tone(name: str, value: Color) -> str:
    return f"--tw-{name}:{css.color(value)}"
