"""Colours as browsers compute them."""

from __future__ import annotations

from tempest_core import Theme
from tempest_core.tokens import ColorRole


def css(theme: Theme, role: ColorRole) -> str:
    """Write a theme's colour as browsers compute it."""
    color = theme.color(role)
    return f"rgb({color.r}, {color.g}, {color.b})"
