"""Settings that the app itself follows at once: theme, colour, language, direction."""

from __future__ import annotations

from dataclasses import dataclass

from tempest_core import (
    AlignItems,
    App,
    Button,
    Card,
    CardVariant,
    Color,
    ColorRole,
    Column,
    Divider,
    Edge,
    FontWeight,
    Input,
    JustifyContent,
    Locale,
    RadioGroup,
    Row,
    SegmentedControl,
    Semantics,
    Style,
    Switch,
    Text,
    TextChangeEvent,
    Theme,
    ThemeMode,
    Toast,
    ToggleEvent,
    Variant,
    Widget,
    Wrap,
    current_theme,
    t,
)
from words import WORDS

TITLE = "Settings"

MODES = (ThemeMode.SYSTEM, ThemeMode.LIGHT, ThemeMode.DARK)
SEEDS = {
    "violet": "#6750a4",
    "ocean": "#00658f",
    "forest": "#386a20",
    "clay": "#9c4331",
}
LOCALES = {
    "English": Locale(language="en"),
    "Português": Locale(language="pt"),
    "العربية": Locale(language="ar", rtl=True),
}


@dataclass
class Settings:
    """What was chosen and is not the theme's or the locale's own."""

    language: str = "English"
    seed: str = "violet"
    name: str = "Ada"
    has_news: bool = True
    has_sounds: bool = False


def make_state() -> Settings:
    """Start in English, in the colours of the page."""
    return Settings()


def view(app: App[Settings]) -> Widget:
    """Show a greeting, and the settings in groups."""
    page = Column(
        tag="main",
        style=Style(grow=1.0, max_width=640.0, gap=20.0, padding=Edge.all(20.0)),
        children=[
            Text(
                content=_word(app, "settings"),
                key="title",
                tag="h1",
                style=Style(font_size=28.0),
            ),
            _looks(app),
            _language(app),
            _person(app),
        ],
    )
    return Row(style=Style(justify=JustifyContent.CENTER), children=[page])


def _word(app: App[Settings], key: str, **values: str) -> str:
    return t(key, LOCALES[app.state.language], WORDS, **values)


def _group(title: str, *children: Widget) -> Widget:
    heading = Text(
        content=title,
        tag="h2",
        style=Style(font_size=16.0, font_weight=FontWeight.MEDIUM),
    )
    return Card(
        variant=CardVariant.OUTLINED,
        padding_step="lg",
        gap_step="md",
        children=[heading, *children],
    )


def _looks(app: App[Settings]) -> Widget:
    def paint(index: int) -> None:
        app.set_theme(app.theme.model_copy(update={"mode": MODES[index]}))

    def plant(name: str) -> None:
        app.state.seed = name
        color = Color.from_hex(SEEDS[name])
        app.set_theme(Theme.from_seed(color, mode=app.theme.mode))

    def seed(name: str) -> Widget:
        is_chosen = name == app.state.seed
        return Button(
            label=_word(app, name),
            key=f"seed-{name}",
            variant=Variant.SOLID if is_chosen else Variant.OUTLINE,
            attrs={"aria-pressed": str(is_chosen).lower()},
            on_click=lambda: plant(name),
        )

    return _group(
        _word(app, "looks"),
        SegmentedControl(
            key="theme",
            options=[_word(app, mode.value) for mode in MODES],
            selected=MODES.index(app.theme.mode),
            on_select=paint,
            semantics=Semantics(label=_word(app, "theme")),
        ),
        Wrap(style=Style(gap=8.0), children=[seed(name) for name in SEEDS]),
    )


def _language(app: App[Settings]) -> Widget:
    names = list(LOCALES)

    def speak(index: int) -> None:
        app.state.language = names[index]
        app.set_locale(LOCALES[names[index]])

    return _group(
        _word(app, "language"),
        RadioGroup(
            key="language",
            options=names,
            selected=names.index(app.state.language),
            on_select=speak,
            semantics=Semantics(label=_word(app, "language")),
        ),
    )


def _person(app: App[Settings]) -> Widget:
    def rename(event: TextChangeEvent) -> None:
        app.set_state(lambda state: setattr(state, "name", event.value))

    def turn_news(event: ToggleEvent) -> None:
        app.set_state(lambda state: setattr(state, "has_news", event.checked))

    def turn_sounds(event: ToggleEvent) -> None:
        app.set_state(lambda state: setattr(state, "has_sounds", event.checked))

    def save() -> None:
        app.toast(Toast(message=_word(app, "saved")))

    name = app.state.name.strip() or "…"
    quiet = current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    greeting = _word(app, "hello", name=name)
    return _group(
        _word(app, "you"),
        Input(
            key="name",
            value=app.state.name,
            on_change=rename,
            semantics=Semantics(label=_word(app, "name")),
        ),
        Text(content=greeting, key="hello", style=Style(color=quiet)),
        Divider(),
        Switch(
            key="news",
            label=_word(app, "news"),
            checked=app.state.has_news,
            on_change=turn_news,
        ),
        Switch(
            key="sounds",
            label=_word(app, "sounds"),
            checked=app.state.has_sounds,
            on_change=turn_sounds,
        ),
        Row(
            style=Style(align=AlignItems.CENTER),
            children=[Button(label=_word(app, "save"), key="save", on_click=save)],
        ),
    )
