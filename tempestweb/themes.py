"""Themes of apps: their mode resolved, and widgets made anew under another one.

Beside `app.py` the only module that uses a private name of tempest-core, the
`_style_override` of widgets; `tests/test_themes.py` fails when that changes.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import BaseModel
from tempest_core import Theme, ThemeMode, Widget, use_theme

from tempestweb.dom.style import theme_rule
from tempestweb.legibility import legible

W = TypeVar("W", bound=Widget)

#: The theme of every app without one of its own. Themes are frozen; a palette for each
#: session would be most of what a session weighs.
DEFAULT_THEME: Final = Theme()

_RESOLVED_THEMES: Final = 256
_resolved: Final[dict[tuple[int, ThemeMode], tuple[Theme, Theme]]] = {}


def resolved(theme: Theme, mode: ThemeMode) -> Theme:
    """Resolve the mode of a theme, and make its colours ones that can be read.

    Returns:
        The same object for the same theme and mode.
    """
    found = _resolved.get((id(theme), mode))
    if found is None:
        if len(_resolved) >= _RESOLVED_THEMES:
            _resolved.clear()
        found = (theme, legible(theme).model_copy(update={"mode": mode}))
        # The theme is kept with it so that its id cannot come to mean another one.
        _resolved[id(theme), mode] = found
    return found[1]


def rule_of_dark_pages(theme: Theme) -> str:
    """Return a CSS rule for pages that nobody knows to be light or dark yet.

    It gives the colours that are right in the dark to the scene that is right in the
    light; empty for a theme that does not follow the page.
    """
    if theme.mode is not ThemeMode.SYSTEM:
        return ""
    light = theme_rule(resolved(theme, ThemeMode.LIGHT))
    dark = theme_rule(resolved(theme, ThemeMode.DARK))
    rule = dark.text.replace(dark.name, light.name)
    return f"@media (prefers-color-scheme:dark){{{rule}}}"


def rethemed(widget: W, theme: Theme) -> W:
    """Make a widget anew as if it had been made under a theme.

    Widgets take the theme they are made under: those of a plain cell none, those of a
    handler the one of that moment. What was given explicitly stays, themes included;
    a widget whose class has a constructor of its own stays as it is.
    """
    with use_theme(theme):
        return _remade(widget)


def _remade(widget: W) -> W:
    make: Any = type(widget)
    if make.__init__ is not BaseModel.__init__:
        return widget
    given = {name: _inside(getattr(widget, name)) for name in widget.model_fields_set}
    if "style" in given:
        # tempest-core has written the theme's look over it.
        override = getattr(widget, "_style_override", None)
        given["style"] = given["style"] if override is None else override
    remade: W = make(**given)
    return remade


def _inside(value: Any) -> Any:
    if isinstance(value, Widget):
        return _remade(value)
    if isinstance(value, list) and any(isinstance(item, Widget) for item in value):
        return [_inside(item) for item in value]
    return value
