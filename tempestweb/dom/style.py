"""Styles as CSS rules that are named by their content."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2s
from typing import Final

from tempest_core import Style, Theme, Widget
from tempest_core.tokens import ColorRole

from tempestweb.dom import css_values as css
from tempestweb.dom.css_declarations import declarations


@dataclass(frozen=True, slots=True)
class CssRule:
    """One CSS rule.

    Attributes:
        name: The class it applies to: `tw-` and ten hex digits of a content hash.
        text: The whole rule; anything nested in it is inside its braces.
    """

    name: str
    text: str


#: Entries of each cache below; a full one is emptied, and fills again in one frame.
_CACHE_SIZE: Final = 4096

_rules: Final[dict[Hashable, CssRule | None]] = {}
#: The theme is kept with the rule so that its id cannot come to mean another theme.
_baked: Final[dict[Hashable, tuple[Theme, CssRule | None]]] = {}
_themes: Final[dict[int, tuple[Theme, CssRule]]] = {}
_UNKNOWN: Final = CssRule("", "")


def rule_for(style: Style | None, extra: str = "") -> CssRule | None:
    """Translate a style into one CSS rule named by its content.

    Args:
        style: The style; lengths are CSS px (1 tempest-core unit is 1 px).
        extra: Further declarations, separated by semicolons; put last.

    Returns:
        The rule, or None where there is nothing to declare. Equal styles give equal
        rules in every process.

    Raises:
        StyleError: A length is negative where CSS allows none; names the field.
    """
    if style is None:
        return _cached(extra, None, extra) if extra else None
    # The set fields only: hashing all 41 values takes twice the time.
    names = style.__pydantic_fields_set__
    key = (extra, *names, *map(style.__dict__.__getitem__, names))
    try:
        rule = _rules.get(key, _UNKNOWN)
    except TypeError:
        # A gradient holds a list, and `Style.merge` leaves dicts where models were.
        style = _validated(style)
        return _cached((extra, style.model_dump_json(exclude_none=True)), style, extra)
    return rule if rule is not _UNKNOWN else _cached(key, style, extra)


def baked_rule(
    widget: Widget, theme: Theme, *options: object, extra: str = ""
) -> CssRule | None:
    """Return the rule of a widget that computes its style from its own options.

    Args:
        widget: Its style is a function of its type, `theme` and `options`, or was
            given by the app.
        theme: The widget's theme.
        options: The values of all other props that its style depends on.
        extra: Further declarations, separated by semicolons; put last.
    """
    if "style" in widget.__pydantic_fields_set__:
        return rule_for(widget.style, extra)
    key = (widget.__class__, id(theme), extra, options)
    try:
        found = _baked.get(key)
    except TypeError:
        # A size per breakpoint is a dict.
        return rule_for(widget.style, extra)
    if found is None:
        if len(_baked) >= _CACHE_SIZE:
            _baked.clear()
        found = _baked[key] = (theme, rule_for(widget.style, extra))
    return found[1]


def theme_rule(theme: Theme) -> CssRule:
    """Return the rule that gives a scene its colours, as custom properties.

    Each role is one property, `primary_container` being `--tw-primary-container`.

    Args:
        theme: Its mode is light or dark, not left to the system.
    """
    found = _themes.get(id(theme))
    if found is None:
        if len(_themes) >= _CACHE_SIZE:
            _themes.clear()
        found = _themes[id(theme)] = (theme, named_rule(_theme_declarations(theme)))
    return found[1]


def _theme_declarations(theme: Theme) -> str:
    scheme = theme.scheme()
    colors = {role.value: scheme.role(role) for role in ColorRole}
    # The flat colours from before tempest-core had tokens still win.
    for name in ("primary", "secondary", "surface", "on_primary", "error"):
        flat = getattr(theme, name)
        if flat is not None:
            colors[name] = flat
    parts = [f"color-scheme:{'dark' if theme.is_dark() else 'light'}"]
    for name, value in colors.items():
        parts.append(f"--tw-{name.replace('_', '-')}:{css.color(value)}")
    if theme.is_dark():
        parts.append("--tw-edge:#ffffff24")
    if theme.background is not None:
        parts.append(f"background-color:{css.color(theme.background)}")
    if theme.on_background is not None:
        parts.append(f"color:{css.color(theme.on_background)}")
    return ";".join(parts)


def _cached(key: Hashable, style: Style | None, extra: str) -> CssRule | None:
    rule = _rules.get(key, _UNKNOWN)
    if rule is not _UNKNOWN:
        return rule
    text = "" if style is None else declarations(_validated(style))
    both = ";".join(filter(None, (text, extra)))
    rule = named_rule(both) if both else None
    if len(_rules) >= _CACHE_SIZE:
        _rules.clear()
    _rules[key] = rule
    return rule


def named_rule(text: str) -> CssRule:
    """Make a rule of what is to stand in its braces."""
    name = f"tw-{blake2s(text.encode(), digest_size=5).hexdigest()}"
    return CssRule(name, f".{name}{{{text}}}")


def _validated(style: Style) -> Style:
    """Make models of the dicts that `Style.merge` leaves inside a style."""
    if any(isinstance(value, dict) for _, value in style):
        return Style.model_validate({f: v for f, v in style if v is not None})
    return style
