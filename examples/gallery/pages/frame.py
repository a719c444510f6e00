"""What every page is made of: a title, and cards with examples."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from tempest_core import (
    AlignItems,
    App,
    Card,
    CardVariant,
    ColorRole,
    Column,
    Edge,
    FontWeight,
    Style,
    Text,
    Widget,
    Wrap,
    current_theme,
)

#: The roles of a Material palette that most widgets can be painted with.
SCHEMES = (
    "primary",
    "secondary",
    "tertiary",
    "success",
    "info",
    "warning",
    "error",
    "neutral",
)


class Page(Protocol):
    """One page: what it remembers, and what it shows of that."""

    path: ClassVar[str]
    icon: ClassVar[str]
    about: ClassVar[str]

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        ...


def example(title: str, *children: Widget, note: str = "") -> Widget:
    """Make a card that shows something, one widget below the other."""
    content: list[Widget] = [
        Text(
            content=title,
            tag="h2",
            style=Style(
                font_size=16.0, line_height=24.0, font_weight=FontWeight.MEDIUM
            ),
        )
    ]
    if note:
        content.append(quiet(note))
    content.extend(children)
    return Card(
        variant=CardVariant.OUTLINED, padding_step="lg", gap_step="md", children=content
    )


def side_by_side(*children: Widget, gap: float = 12.0) -> Widget:
    """Put widgets beside each other, in as many lines as it takes."""
    return Wrap(style=Style(gap=gap, align=AlignItems.CENTER), children=list(children))


def labelled(label: str, *children: Widget) -> Widget:
    """Put a small label above widgets that stand beside each other."""
    return Column(
        style=Style(gap=4.0), children=[quiet(label), side_by_side(*children)]
    )


def quiet(content: str, *, key: str | None = None) -> Widget:
    """Make a line of text that does not ask for attention."""
    color = current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    return Text(content=content, key=key, style=Style(font_size=13.0, color=color))


def said(content: str, *, key: str) -> Widget:
    """Make the line in which an example tells what has been done to it."""
    return Text(content=content, key=key, tag="output", style=Style(font_size=14.0))


def block(
    label: str, role: str = "primary_container", *, style: Style | None = None
) -> Widget:
    """Make a coloured box with a word in it."""
    theme = current_theme()
    own = Style(
        padding=Edge.symmetric(vertical=10.0, horizontal=14.0),
        radius=8.0,
        background=theme.color(role),
        color=theme.color(f"on_{role}"),
    )
    return Text(content=label, style=own.merge(style) if style else own)
