"""The colour that marks what is on, chosen or focused."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from tempest_core import Checkbox, RangeSlider, Slider, Style, Switch, Theme
from tempest_core.variants import VALID_COLOR_SCHEMES

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.context import Context
from tempestweb.dom.style import CssRule, rule_for


def accent(color_scheme: str, theme: Theme, context: Context) -> str:
    """Declare the accent of a colour scheme; nothing where the scene's is the one.

    Args:
        color_scheme: One that tempest-core does not know is the primary one.
        theme: The widget's; where it is not the scene's, its colours are spelled out.
        context: The frame's.
    """
    if color_scheme not in VALID_COLOR_SCHEMES:
        color_scheme = "primary"
    if theme is context.theme:
        return _OF_THE_SCENE[color_scheme]
    role, on_role = _roles(color_scheme)
    shade, on_shade = css.color(theme.color(role)), css.color(theme.color(on_role))
    return f"--tw-accent:{shade};--tw-on-accent:{on_shade}"


def _roles(color_scheme: str) -> tuple[str, str]:
    if color_scheme == "neutral":
        return "on_surface", "surface"
    return color_scheme, f"on_{color_scheme}"


def _properties(color_scheme: str) -> str:
    role, on_role = (name.replace("_", "-") for name in _roles(color_scheme))
    return f"--tw-accent:var(--tw-{role});--tw-on-accent:var(--tw-{on_role})"


_OF_THE_SCENE: Final = {
    scheme: "" if scheme == "primary" else _properties(scheme)
    for scheme in VALID_COLOR_SCHEMES
}


def accent_rule(
    widget: Checkbox | Switch | Slider | RangeSlider,
    context: Context,
    leave: AbstractSet[str],
) -> CssRule | None:
    """Return the rule of a control that base.css draws in the accent.

    tempest-core bakes the control's own drawing into its style; what remains is what
    the app gave.

    Args:
        widget: The control.
        context: The frame's.
        leave: The fields of the style that draw the control.
    """
    extra = accent(widget.color_scheme, widget.theme, context)
    style = widget.style
    if style is None or "style" not in widget.model_fields_set:
        return rule_for(None, extra)
    baked = widget.theme.color(_roles(widget.color_scheme)[0])
    if style.color is not None and style.color != baked:
        extra = f"--tw-accent:{css.color(style.color)}"
    return rule_for(without(style, leave), extra)


def without(style: Style, fields: AbstractSet[str]) -> Style:
    """Return a style without some of its fields."""
    return Style.model_validate(
        {f: v for f, v in style if v is not None and f not in fields}
    )
