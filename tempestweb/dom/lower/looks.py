"""Looks of Material 3 for components that tempest-core makes of plain buttons.

What an app says in the component's own `style` stays as it is.
"""

from __future__ import annotations

from typing import Final, cast

from tempest_core import (
    Accordion,
    Button,
    Card,
    Edge,
    FieldVariant,
    FontWeight,
    Icons,
    Input,
    MetricCard,
    NavBar,
    Rating,
    Row,
    SearchBar,
    Style,
    Tabs,
    Theme,
    Widget,
)
from tempest_core.style import AlignItems, FlexWrap
from tempest_core.tokens import ColorRole

#: A finger finds what is so wide, and five stars are in the narrowest window.
_STAR: Final = {"width": 48.0, "padding": Edge.all(0.0)}
_FOLD: Final = {
    "padding": Edge.symmetric(vertical=12.0, horizontal=16.0),
    "font_weight": FontWeight.MEDIUM,
    "min_height": 48.0,
}
#: Of the pill around a field that has no edge of its own; 56 high, with that.
_PILL: Final = {"padding": Edge.all(4.0)}
_PLAIN: Final = dict.fromkeys(("background", "border", "radius"))


def as_tabs(tabs: Tabs, rendered: Widget, theme: Theme) -> Widget:
    """Draw tabs as a line with a mark below the active one, which moves nothing."""
    root = _styled(rendered, tabs.style, **_PLAIN, gap=None, padding=None)
    quiet = theme.color(ColorRole.ON_SURFACE_VARIANT)
    children = []
    for index, child in enumerate(rendered.child_nodes()):
        color = {} if index == tabs.active else {"color": quiet}
        # The sheet says how they share the line: those without room are scrolled to.
        children.append(_styled(child, None, **_PLAIN, grow=None, **color))
    return _classed(root, "tw-tab-strip").model_copy(update={"children": children})


def as_fold(accordion: Accordion, rendered: Widget, theme: Theme) -> Widget:
    """Draw the header over the whole width, with a mark at its end that turns."""
    del theme
    header, *body = rendered.child_nodes()
    header = _styled(header, None, **_FOLD)
    header = _classed(header, "tw-fold").model_copy(update={"label": accordion.title})
    root = _styled(rendered, accordion.style, align=AlignItems.STRETCH)
    return root.model_copy(update={"children": [header, *body]})


def as_stars(rating: Rating, rendered: Widget, theme: Theme) -> Widget:
    """Give stars the room that a finger needs, and no more."""
    del rating, theme
    children = [
        _styled(child, None, **_STAR) if isinstance(child, Button) else child
        for child in rendered.child_nodes()
    ]
    return rendered.model_copy(update={"children": children})


def as_search(bar: SearchBar, rendered: Widget, theme: Theme) -> Widget:
    """Give the field the look that was asked for, not an edge inside the bar's own."""
    del theme
    field, *clear = rendered.child_nodes()
    field = Input(
        key=field.key,
        value=bar.value,
        placeholder=bar.placeholder,
        on_change=bar.on_change,
        field_variant=bar.field_variant,
        size=bar.size,
        color_scheme=bar.color_scheme,
        theme=bar.theme,
        media=bar.media,
        leading_icon=Icons.SEARCH,
        style=Style(grow=1.0),
    )
    is_pill = bar.field_variant is FieldVariant.FILLED
    root = _styled(rendered, bar.style, **_PILL if is_pill else {})
    return root.model_copy(update={"children": [field, *clear]})


def as_places(bar: NavBar, rendered: Widget, theme: Theme) -> Widget:
    """Make the active place as large as the others, which lie on the bar itself."""
    del theme
    items = rendered.child_nodes()
    others = [item.style for index, item in enumerate(items) if index != bar.active]
    like = next((style for style in others if style is not None), None)
    if like is None:
        return rendered
    size = {"font_size": like.font_size, "padding": like.padding}
    children = [
        _styled(item, None, **size if index == bar.active else {"background": None})
        for index, item in enumerate(items)
    ]
    return rendered.model_copy(update={"children": children})


def as_figure(card: MetricCard, rendered: Widget, theme: Theme) -> Widget:
    """Put what stands beside a figure below it where they have no room together."""
    del card, theme
    # As a component it has its children only once it is rendered itself.
    inside = cast("Card", rendered).children
    children = [
        _styled(child, None, flex_wrap=FlexWrap.WRAP)
        if isinstance(child, Row)
        else child
        for child in inside
    ]
    return rendered.model_copy(update={"children": children})


def _styled(widget: Widget, own: Style | None, **fields: object) -> Widget:
    """Change a widget's style, but for what an app has said itself."""
    said = set() if own is None else own.model_fields_set
    changes = {name: value for name, value in fields.items() if name not in said}
    style = (widget.style or Style()).model_copy(update=changes)
    return widget.model_copy(update={"style": style})


def _classed(widget: Widget, name: str) -> Widget:
    return widget.model_copy(update={"attrs": {**widget.attrs, "class": name}})
