"""Every field of a `Style` as CSS declarations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tempest_core.style import (
    Border,
    Color,
    Curve,
    Edge,
    Gradient,
    Position,
    Shadow,
    SideBorder,
    Style,
    TextOverflow,
    Transition,
)

from tempestweb.dom import css_values as css

#: Writes one field, given its value and the whole style; "" where it has no CSS.
_Translate = Callable[[Any, Style], str]

_FLEX_ALIGNMENTS: Final = {"start": "flex-start", "end": "flex-end"}
#: Sides are the sides of a line: right-to-left apps are mirrored, as tempest-core's
#: own renderers do.
_TEXT_ALIGNMENTS: Final = {"left": "var(--tw-start)", "right": "var(--tw-end)"}
#: A line height up to here is a multiple of the font size, above it is in px.
_LARGEST_LINE_HEIGHT_FACTOR: Final = 4.0

_CURVES: Final = {
    # https://easings.net/#easeOutBounce and #easeOutElastic, sampled.
    Curve.BOUNCE: (
        "linear(0,.063,.25,.563,1 36.4%,.813,.75,.813,1 72.7%,.953,.938,.953,"
        "1 90.9%,.984,1)"
    ),
    Curve.ELASTIC: (
        "linear(0,.218 2.1%,.862 6.5%,1.296 10.7%,1.37 13.5%,1.315 16.2%,"
        "1.032 21.8%,.891 25.9%,.869 28.5%,.907 32.4%,1.012 38.3%,1.046 42.7%,"
        ".996 53.3%,.984 57.5%,1.006 72.2%,1)"
    ),
}


def declarations(style: Style) -> str:
    """Write a style as CSS declarations, separated by semicolons.

    Fields are written in the order of the model, so equal styles give equal text.
    `font_asset` becomes the name of a font family: a rule cannot load a font, the
    page has to.

    Raises:
        StyleError: A length is negative where CSS allows none; names the field.
    """
    parts = []
    for field, value in style:
        if value is not None:
            text = _TRANSLATE[field](value, style)
            if text:
                parts.append(text)
    return ";".join(parts)


def easing(curve: Curve) -> str:
    """Write a curve as a CSS easing."""
    return _CURVES.get(curve, curve.value)


def _keyword(name: str) -> _Translate:
    return lambda value, _: f"{name}:{value.value}"


def _length(name: str, *, negative: bool = False) -> _Translate:
    field = name.replace("-", "_")
    if negative:
        return lambda value, _: f"{name}:{css.length(value)}"
    return lambda value, _: f"{name}:{css.positive(field, value)}"


def _inset(name: str) -> _Translate:
    def translate(value: float, style: Style) -> str:
        if style.position is not Position.ABSOLUTE:
            return ""
        return f"{name}:{css.length(value)}"

    return translate


def _flex_alignment(name: str) -> _Translate:
    return lambda value, _: f"{name}:{_FLEX_ALIGNMENTS.get(value, value.value)}"


def _grow(value: float, style: Style) -> str:
    css.check_positive("grow", value)
    # Shares of a row are equal whatever the content, but for a width of its own.
    basis = "var(--tw-basis,auto)" if style.width is None else "auto"
    return f"flex:{css.number(value)} 1 {basis}"


def _padding(value: Edge, _style: Style) -> str:
    return css.edge("padding", value, negative=False)


def _margin(value: Edge, _style: Style) -> str:
    return css.edge("margin", value, negative=True)


def _border(value: Border | SideBorder, _style: Style) -> str:
    if isinstance(value, Border):
        return f"border:{css.border('border', value)}"
    sides = (
        ("top", "border-top", value.top),
        ("right", "border-inline-end", value.right),
        ("bottom", "border-bottom", value.bottom),
        ("left", "border-inline-start", value.left),
    )
    return ";".join(
        f"{name}:{css.border(f'border.{field}', side)}"
        for field, name, side in sides
        if side is not None
    )


def _background(value: Color | Gradient, _style: Style) -> str:
    # Not the shorthand: it would take away the arrow of a select.
    if isinstance(value, Gradient):
        return f"background-image:{css.gradient(value)}"
    return f"background-color:{css.color(value)}"


def _shadow(value: Shadow, _style: Style) -> str:
    return f"box-shadow:{css.shadow(value)}"


def _font_family(value: str, style: Style) -> str:
    if style.font_asset is not None:
        return ""
    families = css.font_families(value)
    return f"font-family:{families}" if families else ""


def _font_asset(value: str, style: Style) -> str:
    families = [css.quoted(value)]
    if style.font_family is not None:
        families.append(css.font_families(style.font_family))
    return f"font-family:{','.join(families)}"


def _font_size(value: float, style: Style) -> str:
    scale = 1.0 if style.text_scale is None else style.text_scale
    return f"font-size:{css.positive('font_size', value * scale)}"


def _text_scale(value: float, style: Style) -> str:
    return "" if style.font_size is not None else f"font-size:{css.number(value)}em"


def _line_height(value: float, _style: Style) -> str:
    css.check_positive("line_height", value)
    is_factor = value <= _LARGEST_LINE_HEIGHT_FACTOR
    return f"line-height:{css.number(value) if is_factor else css.length(value)}"


def _max_lines(value: int, style: Style) -> str:
    if style.text_overflow is TextOverflow.CLIP:
        return f"max-height:{value}lh;overflow:hidden"
    if value == 1:
        return "overflow:hidden;white-space:nowrap;text-overflow:ellipsis"
    return (
        "display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;"
        f"-webkit-line-clamp:{value}"
    )


def _text_overflow(value: TextOverflow, style: Style) -> str:
    return "" if style.max_lines else f"overflow:hidden;text-overflow:{value.value}"


def _stack_align(value: str, _style: Style) -> str:
    block, _, inline = value.partition("-")
    block = {"top": "start", "bottom": "end"}.get(block, block)
    return f"place-items:{block} {inline}" if inline else f"place-items:{block}"


def _position(value: Position, _style: Style) -> str:
    return "position:absolute" if value is Position.ABSOLUTE else ""


def _transition(value: Transition, _style: Style) -> str:
    curve = easing(value.curve)
    delay = f" {value.delay_ms}ms" if value.delay_ms else ""
    return (
        f"transition:{value.duration_ms}ms {curve}{delay};"
        "@media (prefers-reduced-motion:reduce){transition:none}"
    )


_TRANSLATE: Final[dict[str, _Translate]] = {
    "direction": _keyword("flex-direction"),
    "justify": _flex_alignment("justify-content"),
    "align": _flex_alignment("align-items"),
    "align_self": _flex_alignment("align-self"),
    "grow": _grow,
    "gap": _length("gap"),
    "flex_wrap": _keyword("flex-wrap"),
    "padding": _padding,
    "margin": _margin,
    "border": _border,
    "radius": lambda value, _: css.radius(value),
    "background": _background,
    "color": lambda value, _: f"color:{css.color(value)}",
    "opacity": lambda value, _: f"opacity:{css.number(value)}",
    "shadow": _shadow,
    "font_family": _font_family,
    "font_size": _font_size,
    "font_weight": lambda value, _: f"font-weight:{int(value)}",
    "font_style": _keyword("font-style"),
    "text_align": lambda value, _: (
        f"text-align:{_TEXT_ALIGNMENTS.get(value, value.value)}"
    ),
    "text_decoration": _keyword("text-decoration"),
    "letter_spacing": _length("letter-spacing", negative=True),
    "line_height": _line_height,
    "max_lines": _max_lines,
    "text_overflow": _text_overflow,
    "text_scale": _text_scale,
    "font_asset": _font_asset,
    "width": _length("width"),
    "height": _length("height"),
    "min_width": _length("min-width"),
    "max_width": _length("max-width"),
    "min_height": _length("min-height"),
    "max_height": _length("max-height"),
    "aspect_ratio": lambda value, _: f"aspect-ratio:{css.number(value)}",
    "stack_align": _stack_align,
    "position": _position,
    "top": _inset("top"),
    "right": _inset("inset-inline-end"),
    "bottom": _inset("bottom"),
    "left": _inset("inset-inline-start"),
    "transition": _transition,
}
