"""Lowering of icons, pictures and films."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tempest_core import Icon, Icons, Image, Style, Svg, VideoPlayer, icon_path

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import CssRule, rule_for

_ICON_SIZE: Final = 24.0
_ICON: Final[Mapping[str, str]] = {
    "viewBox": "0 0 24 24",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
}
#: Drawings that point back or onward, which from right to left is the other way.
_ONWARD: Final = frozenset(
    icon_path(name)
    for name in (
        Icons.ARROW_LEFT,
        Icons.ARROW_RIGHT,
        Icons.CHEVRON_LEFT,
        Icons.CHEVRON_RIGHT,
    )
)


def icon_node(
    name: str,
    size: float = _ICON_SIZE,
    class_name: str = "tw-icon",
    rule: CssRule | None = None,
    key: str | None = None,
) -> Node:
    """Make the node of an icon; a name tempest-core has no drawing of is shown as text.

    Args:
        name: One of tempest-core's names, or one the app registered.
        size: Width and height in CSS px.
        class_name: What it is besides.
        rule: The icon's own style.
        key: The icon's own key.
    """
    path = icon_path(name)
    if path is None:
        return Node("span", f"tw-text {class_name}", text=str(name), rule=rule, key=key)
    if path in _ONWARD:
        class_name += " tw-onward"
    return drawing_node(path, size, class_name, rule, key)


def drawing_node(
    path: str,
    size: float = _ICON_SIZE,
    class_name: str = "tw-icon",
    rule: CssRule | None = None,
    key: str | None = None,
) -> Node:
    """Make the node of an icon that is drawn by one path; see `icon_node`."""
    side = css.number(size)
    return Node(
        "svg",
        class_name,
        children=[Node("path", attributes={"d": path})],
        slots=[],
        attributes={**_ICON, "width": side, "height": side},
        rule=rule,
        key=key,
    )


@lowers(Icon)
def _icon(widget: Icon, _context: Context, _previous: Node | None) -> Node:
    size = _ICON_SIZE if widget.size is None else widget.size
    css.check_positive("size", size)
    rule = rule_for(widget.style)
    return icon_node(widget.name, size, "tw-icon tw-fit", rule, widget.key)


@lowers(Image)
def _image(widget: Image, context: Context, _previous: Node | None) -> Node:
    return _picture(widget, context, widget.alt)


@lowers(Svg)
def _svg(widget: Svg, context: Context, _previous: Node | None) -> Node:
    # As a picture a drawing can neither run scripts nor reach into the page.
    return _picture(widget, context, "")


def _picture(widget: Image | Svg, context: Context, alt: str) -> Node:
    return Node(
        "img",
        f"tw-image tw-{widget.fit.value} tw-fit",
        attributes={
            "src": context.address_of(widget.src),
            "alt": alt,
            "loading": "lazy",
            "decoding": "async",
        },
        rule=rule_for(widget.style),
        key=widget.key,
    )


@lowers(VideoPlayer)
def _video(widget: VideoPlayer, context: Context, _previous: Node | None) -> Node:
    attributes = {
        "src": context.address_of(widget.src),
        "preload": "metadata",
        # Phones would leave the app for a film that starts.
        "playsinline": "",
    }
    for name in ("autoplay", "loop", "controls", "muted"):
        if getattr(widget, name):
            attributes[name] = ""
    return Node(
        "video",
        "tw-image tw-contain tw-fit",
        attributes=attributes,
        rule=rule_for(widget.style, _shape_until_known(widget.style)),
        behaviour="video",
        props={"muted": widget.muted, "autoplay": widget.autoplay},
        key=widget.key,
    )


def _shape_until_known(style: Style | None) -> str:
    """Declare the proportions of most films: little moves when it has loaded."""
    if style is not None and style.aspect_ratio is not None:
        return ""
    return "aspect-ratio:auto 16/9"
