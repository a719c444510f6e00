"""What components leave out: names of their fields, colours of the theme, looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from tempest_core import (
    Accordion,
    Border,
    CNPJInput,
    Component,
    CPFInput,
    DocumentPicker,
    EmailInput,
    ImagePicker,
    ImagePicture,
    MetricCard,
    NavBar,
    PasswordInput,
    PhoneInput,
    Rating,
    SearchBar,
    Semantics,
    SideBorder,
    Style,
    Table,
    Tabs,
    Theme,
    Widget,
)
from tempest_core.components import base
from tempest_core.style import Color
from tempest_core.tokens import ColorRole

from tempestweb.dom.lower import looks

#: Changes what a component has rendered, given the frame's theme.
_Mend = Callable[[Any, Widget, Theme], Widget]

#: Colours that some components have whatever the theme is, by identity: an app may well
#: want the same colour for something else. What they fill, write, and draw.
_FILLS: Final = (
    (base.SURFACE, ColorRole.SURFACE),
    (base.MUTED, ColorRole.SURFACE_VARIANT),
)
_INKS: Final = (
    (base.ON_SURFACE, ColorRole.ON_SURFACE),
    (base.ON_MUTED, ColorRole.ON_SURFACE_VARIANT),
)
_LINES: Final = ((base.MUTED, ColorRole.OUTLINE_VARIANT),)


def mended(component: Component, theme: Theme) -> Widget:
    """Render a component, and add what it leaves out.

    Args:
        component: Any; most leave out nothing.
        theme: The frame's, its mode resolved.
    """
    mend = _mend_of(type(component))
    rendered = component.render()
    return rendered if mend is None else mend(component, rendered, theme)


@cache
def _mend_of(component_type: type[Component]) -> _Mend | None:
    """Find the mend of a type; an app's own kind has it unless it draws itself."""
    render = component_type.render
    return next(
        (
            _MENDS[base]
            for base in component_type.__mro__
            if base in _MENDS and base.render is render
        ),
        None,
    )


def _with_named_field(component: Any, rendered: Widget, theme: Theme) -> Widget:
    """Give a field the label above it as its name, or what the app says of it."""
    del theme
    semantics = component.semantics or Semantics(label=component.label)
    children = [
        child.model_copy(update={"semantics": semantics})
        if "value" in type(child).model_fields and child.semantics is None
        else child
        for child in rendered.child_nodes()
    ]
    return rendered.model_copy(update={"children": children})


def _with_colors_of_theme(
    component: Component, rendered: Widget, theme: Theme
) -> Widget:
    del component
    return _recolored(rendered, theme)


def _recolored(widget: Widget, theme: Theme) -> Widget:
    changes: dict[str, object] = {}
    if widget.style is not None:
        style = _recolored_style(widget.style, theme)
        if style is not widget.style:
            changes["style"] = style
    for name in type(widget).child_field_names:
        inside = getattr(widget, name)
        if isinstance(inside, list):
            changes[name] = [_recolored(child, theme) for child in inside]
        else:
            changes[name] = inside and _recolored(inside, theme)
    return widget.model_copy(update=changes) if changes else widget


def _recolored_style(style: Style, theme: Theme) -> Style:
    changes: dict[str, object] = {}
    for name, table in (("background", _FILLS), ("color", _INKS)):
        role = _role_of(getattr(style, name), table)
        if role is not None:
            changes[name] = theme.color(role)
    if isinstance(style.border, SideBorder) and style.border.bottom is not None:
        bottom = style.border.bottom
        role = _role_of(bottom.color, _LINES)
        if role is not None:
            line = Border(width=bottom.width, color=theme.color(role))
            changes["border"] = SideBorder(bottom=line)
    return style.model_copy(update=changes) if changes else style


def _role_of(
    color: object, table: tuple[tuple[Color, ColorRole], ...]
) -> ColorRole | None:
    return next((role for known, role in table if known is color), None)


_MENDS: Final[dict[type[Any], _Mend]] = {
    **dict.fromkeys(
        (CNPJInput, CPFInput, EmailInput, PasswordInput, PhoneInput), _with_named_field
    ),
    **dict.fromkeys(
        (DocumentPicker, ImagePicker, ImagePicture, Table), _with_colors_of_theme
    ),
    Accordion: looks.as_fold,
    MetricCard: looks.as_figure,
    NavBar: looks.as_places,
    Rating: looks.as_stars,
    SearchBar: looks.as_search,
    Tabs: looks.as_tabs,
}
