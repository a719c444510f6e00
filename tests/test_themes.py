"""Widgets made anew under another theme: what was chosen stays, the rest follows."""

from __future__ import annotations

from typing import Any

import pytest
from tempest_core import (
    Alert,
    Button,
    Card,
    Color,
    Column,
    Component,
    Dialog,
    Input,
    Style,
    Text,
    Theme,
    ThemeMode,
    Widget,
    use_theme,
)

from tempestweb import App, Embed
from tempestweb.themes import rethemed

LIGHT, DARK = Theme(mode=ThemeMode.LIGHT), Theme(mode=ThemeMode.DARK)
RED = Color(r=255, g=0, b=0)


def under(theme: Theme, widget: type[Widget], **fields: Any) -> Any:
    with use_theme(theme):
        return widget(**fields)


def test_a_widget_made_anew_looks_as_if_it_had_been_made_under_the_theme() -> None:
    for kind, fields in ((Button, {"label": "x"}), (Input, {"placeholder": "x"})):
        assert rethemed(under(LIGHT, kind, **fields), DARK) == under(
            DARK, kind, **fields
        )


def test_what_was_given_stays() -> None:
    pressed: list[str] = []
    style = Style(width=100.0, background=RED)
    given = under(LIGHT, Button, label="x", style=style, on_click=pressed.append)

    made = rethemed(given, DARK)

    assert made.style.background == RED
    assert made.style.width == 100.0
    assert made.style.color == under(DARK, Button, label="x").style.color
    assert made.on_click is given.on_click
    chosen = Button(label="x", theme=LIGHT)
    assert rethemed(chosen, DARK).theme is LIGHT
    assert rethemed(Text(content="x", style=style), DARK).style is style


def test_everything_inside_follows() -> None:
    def tree() -> Widget:
        close = Button(label="Close", key="close")
        alert = Alert(title="t", dismiss=Button(label="x"))
        return Dialog(
            title="t", children=[Card(children=[Column(children=[close, alert])])]
        )

    with use_theme(LIGHT):
        light = tree()
    with use_theme(DARK):
        dark = tree()

    assert light != dark
    assert rethemed(light, DARK) == dark


def test_a_widget_with_a_constructor_of_its_own_stays() -> None:
    class Greeting(Component):
        name: str

        def __init__(self, name: str) -> None:
            super().__init__(name=name)  # type: ignore[call-arg]  # a field of it

        def render(self) -> Widget:
            return Text(content=self.name)

    for widget in (Greeting("you"), Embed(3)):
        assert rethemed(widget, DARK) is widget


def overlays(app: App[None]) -> list[Widget]:
    """Return what an app shows above its view."""
    scene = app._scene()  # noqa: SLF001 - what a session renders
    return [widget for _, widget, _ in scene.overlays]


@pytest.mark.parametrize("is_handler", [False, True])
def test_an_overlay_follows_the_theme_of_the_app(is_handler: bool) -> None:
    app = App(None, lambda _: Text(content="x"), theme=DARK)
    if is_handler:
        with use_theme(DARK):
            dialog = Dialog(children=[Button(label="x")])
            shown = app.show_dialog(dialog)
    else:
        dialog = Dialog(children=[Button(label="x")])
        shown = app.show_dialog(dialog)

    (first,) = overlays(app)
    assert first == under(DARK, Dialog, children=[under(DARK, Button, label="x")])
    assert (first is dialog) == is_handler
    assert overlays(app)[0] is first
    app.set_theme(LIGHT)
    (light,) = overlays(app)
    assert light == under(LIGHT, Dialog, children=[under(LIGHT, Button, label="x")])
    app.dismiss(shown)
    assert overlays(app) == []
