"""CSS text of single values: numbers, lengths, colours, fonts, sides, corners."""

from __future__ import annotations

import re
from typing import Final

from tempest_core.style import Border, Color, Corners, Edge, Gradient, Shadow

from tempestweb.errors import StyleError

_GENERIC_FAMILIES: Final = frozenset(
    {"cursive", "emoji", "fangsong", "fantasy", "math", "monospace", "sans-serif"}
    | {"serif", "system-ui", "ui-monospace", "ui-rounded", "ui-sans-serif", "ui-serif"}
)
_UNSAFE: Final = re.compile(r"[^ \w.,/()+-]", re.ASCII)
_GRADIENT_SIDES: Final = {
    "top-bottom": "to bottom",
    "bottom-top": "to top",
    "left-right": "to right",
    "right-left": "to left",
}


def number(value: float) -> str:
    """Write a number as short as it can be, to four decimals."""
    rounded = round(value, 4)
    if rounded == int(rounded):
        return str(int(rounded))
    text = f"{rounded:.4f}".rstrip("0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def length(value: float) -> str:
    """Write a length in CSS px."""
    text = number(value)
    return text if text == "0" else f"{text}px"


def positive(field: str, value: float) -> str:
    """Write a length that CSS allows no negative value for.

    Raises:
        StyleError: It is negative; names the field.
    """
    check_positive(field, value)
    return length(value)


def check_positive(field: str, value: float) -> None:
    """Refuse a negative value of a field.

    Raises:
        StyleError: The value is negative.
    """
    if value < 0:
        raise StyleError(
            f"Style.{field} is 0 or more, not {number(value)}",
            "Only margin, letter_spacing, offsets and insets may be negative.",
        )


def color(value: Color) -> str:
    """Write a colour: `#rrggbb`, or `#rrggbbaa` where it is translucent."""
    return value.to_hex()


def gradient(value: Gradient) -> str:
    """Write a linear gradient as a CSS image; one stop alone is a plain colour."""
    stops = [f"{color(s.color)} {number(s.position * 100)}%" for s in value.stops]
    if len(stops) == 1:
        stops *= 2
    return f"linear-gradient({_GRADIENT_SIDES[value.direction]},{','.join(stops)})"


def shadow(value: Shadow) -> str:
    """Write a drop shadow; without a colour of its own it is a soft black.

    A black one is no sight on a dark surface: there a thin edge goes with it.
    """
    paint = "#0000004d" if value.color is None else color(value.color)
    offsets = f"{length(value.offset_x)} {length(value.offset_y)}"
    drop = f"{offsets} {length(value.blur)} {paint}"
    is_black = paint.startswith("#000000")
    return f"{drop},0 0 0 1px var(--tw-edge,#0000)" if is_black else drop


def border(field: str, value: Border) -> str:
    """Write one border; without a colour of its own it is the theme's outline."""
    width = positive(f"{field}.width", value.width)
    if width == "0":
        return "0"
    paint = "var(--tw-outline)" if value.color is None else color(value.color)
    return f"{width} solid {paint}"


def edge(name: str, value: Edge, *, negative: bool) -> str:
    """Write padding or margin; `left` is the side where lines start.

    Raises:
        StyleError: A side is negative and may not be.
    """
    if not negative:
        for side in ("top", "right", "bottom", "left"):
            check_positive(f"{name}.{side}", getattr(value, side))
    top, right = length(value.top), length(value.right)
    bottom, left = length(value.bottom), length(value.left)
    if left != right:
        block = top if top == bottom else f"{top} {bottom}"
        return f"{name}-block:{block};{name}-inline:{left} {right}"
    if top != bottom:
        return f"{name}:{top} {right} {bottom}"
    return f"{name}:{top}" if top == right else f"{name}:{top} {right}"


def radius(value: float | Corners) -> str:
    """Write corner radii; `left` is the side where lines start.

    Raises:
        StyleError: A radius is negative.
    """
    if not isinstance(value, Corners):
        return f"border-radius:{positive('radius', value)}"
    corners = [
        positive(f"radius.{corner}", getattr(value, corner))
        for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
    ]
    start_start, start_end, end_end, end_start = corners
    if start_start == start_end and end_start == end_end:
        return f"border-radius:{start_start} {start_end} {end_end} {end_start}"
    return (
        f"border-start-start-radius:{start_start};"
        f"border-start-end-radius:{start_end};"
        f"border-end-end-radius:{end_end};border-end-start-radius:{end_start}"
    )


def quoted(text: str) -> str:
    """Write a CSS string that nothing inside can end, in a rule or in HTML."""
    escaped = _UNSAFE.sub(lambda match: f"\\{ord(match[0]):x} ", text)
    return f'"{escaped}"'


def font_families(families: str) -> str:
    """Write a comma-separated list of font families."""
    names = (name.strip().strip("\"'") for name in families.split(","))
    return ",".join(
        name if name in _GENERIC_FAMILIES else quoted(name) for name in names if name
    )
