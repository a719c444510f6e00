"""A gallery of every widget, a page a family."""

from __future__ import annotations

from pages.frame import Page, quiet
from shell import frame, open_page
from state import Gallery, GalleryApp
from tempest_core import (
    Button,
    Card,
    CardVariant,
    Column,
    Edge,
    EmptyState,
    FontWeight,
    Grid,
    Icon,
    Row,
    Spacer,
    Style,
    Text,
    Variant,
    Widget,
    current_theme,
)
from tempest_core.style import AlignItems

TITLE = "Widget gallery"


def make_state() -> Gallery:
    """Start with every page as it is when it is opened first."""
    return Gallery()


def view(app: GalleryApp) -> Widget:
    """Show the page that the address names."""
    state, place = app.state, app.nav.top.name.strip("/")
    page = state.page_at(place)
    if page is not None:
        content = [_heading(state.word(page.path), page.about), *page.show(app)]
    elif not place:
        content = [_heading(state.word("gallery"), state.word("about")), _start(app)]
    else:
        content = [_missing(app)]
    body = Column(
        key=f"body-{place or 'start'}",
        tag="main",
        style=Style(
            grow=1.0,
            gap=20.0,
            max_width=960.0,
            padding=Edge.all(24.0 if app.media.width >= 600 else 16.0),
        ),
        children=content,
    )
    return frame(app, body)


def _heading(title: str, about: str) -> Widget:
    return Column(
        style=Style(gap=4.0),
        children=[
            Text(
                content=title,
                key="title",
                tag="h1",
                style=Style(font_size=28.0, line_height=36.0),
            ),
            quiet(about),
        ],
    )


def _start(app: GalleryApp) -> Widget:
    width = app.media.width
    columns = 1 if width < 600 else 2 if width < 1100 else 3
    return Grid(
        columns=columns,
        gap="md",
        children=[_door(app, page) for page in app.state.pages],
    )


def _door(app: GalleryApp, page: Page) -> Widget:
    name = app.state.word(page.path)
    accent = current_theme().color("primary")
    return Card(
        variant=CardVariant.FILLED,
        children=[
            Row(
                style=Style(gap=10.0, align=AlignItems.CENTER),
                children=[
                    Icon(name=page.icon, size=20.0, style=Style(color=accent)),
                    Text(
                        content=name,
                        tag="h2",
                        style=Style(font_size=16.0, font_weight=FontWeight.MEDIUM),
                    ),
                ],
            ),
            quiet(page.about),
            Row(
                children=[
                    Spacer(),
                    Button(
                        label=name,
                        key=f"door-{page.path}",
                        variant=Variant.GHOST,
                        on_click=lambda: open_page(app, page.path),
                    ),
                ]
            ),
        ],
    )


def _missing(app: GalleryApp) -> Widget:
    return EmptyState(
        glyph="?",
        title=app.state.word("missing"),
        action=Button(
            label=app.state.word("start"), on_click=lambda: open_page(app, "")
        ),
    )
