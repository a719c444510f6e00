"""Colours that can be read: the contrast of a palette's roles.

Material's tones promise that text in a colour of the palette can be read on what it is
made for. tempest-core takes the lightness of HSL for the tone, by which greens, ambers
and blues come out too pale. Here such colours keep hue and saturation and are made
darker, or lighter, until the promise holds.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from typing import Final

from tempest_core import Color, ColorScheme, Theme

#: What WCAG 2.2 wants of text at least, criterion 1.4.3.
LEAST_CONTRAST: Final = 4.5

_FAMILIES: Final = (
    "primary",
    "secondary",
    "tertiary",
    "error",
    "success",
    "warning",
    "info",
)
#: The lightness of a family's colour and of its container, in the light and in the
#: dark: what tempest-core gives them. Others were chosen by hand, and stay.
_TONES: Final = {False: (0.40, 0.90), True: (0.80, 0.30)}
_STEP: Final = 0.02
#: A colour has whole numbers for its channels.
_ROUNDING: Final = 0.012


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, as in WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(theme: Theme) -> Theme:
    """Make the same theme with colours that can be read; itself if all can be."""
    schemes = theme.tokens.schemes
    light = _legible_scheme(schemes.light, is_dark=False)
    dark = _legible_scheme(schemes.dark, is_dark=True)
    if light is schemes.light and dark is schemes.dark:
        return theme
    mended = schemes.model_copy(update={"light": light, "dark": dark})
    tokens = theme.tokens.model_copy(update={"schemes": mended})
    return theme.model_copy(update={"tokens": tokens})


def _legible_scheme(scheme: ColorScheme, *, is_dark: bool) -> ColorScheme:
    changes = {}
    for family in _FAMILIES:
        names = family, f"{family}_container"
        pair = [getattr(scheme, name) for name in names]
        if not all(map(_has_lightness, pair, _TONES[is_dark])):
            continue
        # Text is drawn on the one, and with the one on plain surfaces.
        on = getattr(scheme, f"on_{family}")
        grounds = (on, scheme.surface, scheme.surface_variant)
        own = _moved(pair[0], grounds, up=is_dark)
        container = _moved(
            pair[1], (getattr(scheme, f"on_{names[1]}"),), up=not is_dark
        )
        for name, old, new in zip(names, pair, (own, container), strict=True):
            if new is not old:
                changes[name] = new
    return scheme.model_copy(update=changes) if changes else scheme


def _moved(color: Color, grounds: Iterable[Color], *, up: bool) -> Color:
    """Make a colour lighter (`up`) or darker until it can be told from all grounds."""
    moved, grounds = color, tuple(grounds)
    while min(contrast(moved, ground) for ground in grounds) < LEAST_CONTRAST:
        hue, lightness, saturation = _hls(moved)
        lightness += _STEP if up else -_STEP
        if not 0.0 < lightness < 1.0:
            # Nothing of this hue can: the app wants grounds that are too much alike.
            return color
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
        red, green, blue = (round(channel * 255) for channel in channels)
        moved = Color(r=red, g=green, b=blue, a=color.a)
    return moved


def _has_lightness(color: Color, lightness: float) -> bool:
    return abs(_hls(color)[1] - lightness) < _ROUNDING


def _hls(color: Color) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(color.r / 255, color.g / 255, color.b / 255)


def _luminance(color: Color) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (
        _linear(channel / 255) for channel in (color.r, color.g, color.b)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
