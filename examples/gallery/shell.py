"""What is around each page: the list of them, and the settings."""

from __future__ import annotations

from state import GalleryApp
from tempest_core import (
    AlignItems,
    AppBar,
    Burger,
    Button,
    ColorRole,
    Column,
    Dropdown,
    Edge,
    FontWeight,
    Locale,
    Route,
    RouteChangeEvent,
    RouteDrawer,
    Row,
    SegmentedControl,
    SelectEvent,
    Semantics,
    Size,
    Style,
    Switch,
    Text,
    TextAlign,
    ThemeMode,
    ToggleEvent,
    Variant,
    Widget,
    current_theme,
)
from words import LOCALES

#: From this width on, in CSS px, the pages are listed beside what is shown.
WIDE = 840.0

MODES = (ThemeMode.SYSTEM, ThemeMode.LIGHT, ThemeMode.DARK)


def frame(app: GalleryApp, content: Widget) -> Widget:
    """Put a page among everything that is always there."""
    if app.media.width >= WIDE or app.media.width == 0.0:
        return _wide(app, content)
    return _narrow(app, content)


def open_page(app: GalleryApp, path: str) -> None:
    """Show the page at a path, and close what lists them."""
    app.state.is_menu_open = False
    app.reset([Route(name="/"), Route(name=f"/{path}")] if path else [Route(name="/")])


def _wide(app: GalleryApp, content: Widget) -> Widget:
    theme = current_theme()
    side = Column(
        tag="aside",
        style=Style(
            width=248.0,
            gap=20.0,
            padding=Edge.symmetric(vertical=20.0, horizontal=12.0),
            background=theme.color(ColorRole.SURFACE_VARIANT).blend(
                theme.color(ColorRole.SURFACE), 0.6
            ),
        ),
        children=[
            Text(
                content=app.state.word("gallery"),
                style=Style(
                    font_size=18.0,
                    font_weight=FontWeight.BOLD,
                    padding=Edge.symmetric(horizontal=16.0),
                ),
            ),
            _menu(app),
            _settings(app),
        ],
    )
    return Row(style=Style(align=AlignItems.STRETCH), children=[side, content])


def _narrow(app: GalleryApp, content: Widget) -> Widget:
    def turn(is_open: bool) -> None:
        app.set_state(lambda state: setattr(state, "is_menu_open", is_open))

    def change(event: RouteChangeEvent) -> None:
        turn(event.params["open"])

    bar = AppBar(
        title=app.state.word("gallery"),
        tag="header",
        leading=Burger(
            key="list-pages",
            on_click=lambda: turn(True),
            semantics=Semantics(label=app.state.word("menu")),
        ),
        style=Style(radius=0.0),
    )
    drawer = Column(style=Style(gap=20.0), children=[_menu(app), _settings(app)])
    return RouteDrawer(
        key="drawer",
        child=Column(children=[bar, content]),
        drawer=drawer,
        open=app.state.is_menu_open,
        on_change=change,
    )


def _menu(app: GalleryApp) -> Widget:
    word = app.state.word
    entries = [_entry(app, "", word("start"))]
    entries.extend(_entry(app, page.path, word(page.path)) for page in app.state.pages)
    return Column(
        key="pages",
        tag="nav",
        semantics=Semantics(label=word("menu")),
        style=Style(gap=2.0),
        children=entries,
    )


def _entry(app: GalleryApp, path: str, label: str) -> Widget:
    theme = current_theme()
    is_here = app.nav.top.name.strip("/") == path
    role = "secondary_container" if is_here else "surface_variant"
    return Button(
        label=label,
        key=f"page-{path or 'start'}",
        variant=Variant.GHOST,
        style=Style(
            padding=Edge.symmetric(vertical=8.0, horizontal=16.0),
            radius=20.0,
            min_height=40.0,
            background=theme.color(role) if is_here else None,
            color=theme.color(f"on_{role}"),
            font_size=14.0,
            font_weight=FontWeight.MEDIUM,
            text_align=TextAlign.LEFT,
        ),
        attrs={"aria-current": "page"} if is_here else {},
        on_click=lambda: open_page(app, path),
    )


def _settings(app: GalleryApp) -> Widget:
    word = app.state.word

    def paint(index: int) -> None:
        app.set_theme(app.theme.model_copy(update={"mode": MODES[index]}))

    def speak(event: SelectEvent) -> None:
        app.state.language = event.value
        app.state.is_mirrored = LOCALES[event.value].rtl
        app.set_locale(LOCALES[event.value])

    def mirror(event: ToggleEvent) -> None:
        app.state.is_mirrored = event.checked
        language = LOCALES[app.state.language].language
        app.set_locale(Locale(language=language, rtl=event.checked))

    return Column(
        key="settings",
        tag="section",
        semantics=Semantics(label=word("settings")),
        style=Style(gap=8.0, padding=Edge.symmetric(horizontal=8.0)),
        children=[
            SegmentedControl(
                key="theme",
                size=Size.XS,
                options=[word(mode.value) for mode in MODES],
                selected=MODES.index(app.theme.mode),
                on_select=paint,
                semantics=Semantics(label=word("theme")),
            ),
            Dropdown(
                key="language",
                options=list(LOCALES),
                value=app.state.language,
                on_select=speak,
                semantics=Semantics(label=word("language")),
            ),
            Switch(
                key="mirror",
                label=word("rtl"),
                checked=app.state.is_mirrored,
                on_change=mirror,
            ),
        ],
    )
