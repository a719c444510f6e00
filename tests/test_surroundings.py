"""What an app is shown in: its theme, its language, and what its page reports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import tempest_core
from tempest_core import (
    Button,
    Locale,
    MediaQueryData,
    Text,
    Theme,
    ThemeMode,
    Widget,
    use_theme,
)

from tempestweb import App
from tests.support.reference import Client
from tests.support.rig import show


@pytest.fixture(autouse=True)
def _no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change be in a frame of its own."""
    monkeypatch.setattr("tempestweb.driver.FRAME", 0.0)


def view(_app: tempest_core.App[None]) -> Widget:
    return Text(content="")


def open_view(app: App[Any], **environment: Any) -> Client:
    client, _ = show(app, **environment)
    return client


def is_dark(client: Client) -> bool:
    scene = client.root.attributes["class"].split()
    (rule,) = [r for r in client.rules for name in scene if r.startswith(f".{name}{{")]
    return "color-scheme:dark" in rule


def test_a_theme_left_to_the_system_follows_the_page() -> None:
    app = App(None, view)
    assert app.theme.mode is ThemeMode.SYSTEM

    assert not is_dark(open_view(app))
    client = open_view(app, dark=True)
    assert is_dark(client)
    client.hello(dark=False)
    assert not is_dark(client)


def test_a_theme_that_is_set_is_shown_whatever_the_page_is() -> None:
    app = App(None, view)
    client = open_view(app)

    app.set_theme(Theme(mode=ThemeMode.DARK))
    assert is_dark(client)
    client.hello(dark=False)
    assert is_dark(client)


def noting(seen: list[Theme]) -> Callable[[object], Widget]:
    """Make a view that notes the theme of what it makes."""

    def view(_app: object) -> Widget:
        button = Button(label="x")
        seen.append(button.theme)
        return button

    return view


def test_a_theme_is_installed_while_the_view_runs() -> None:
    seen: list[Theme] = []

    app = App(None, noting(seen), theme=Theme(mode=ThemeMode.DARK))
    open_view(app)

    assert seen == [app.theme]


def test_frames_under_one_theme_share_one_copy_of_it() -> None:
    seen: list[Theme] = []

    app = App(None, noting(seen))
    open_view(app)
    app.set_state()

    assert len(seen) == 2
    assert seen[0] is seen[1]


def test_the_language_of_an_app_is_said_once_the_app_says_it() -> None:
    app = App(None, view)
    client = open_view(app)
    attributes = client.root.attributes
    assert (attributes["dir"], "lang" in attributes) == ("ltr", False)

    app.set_locale(Locale(language="ar", rtl=True))
    assert (attributes["dir"], attributes["lang"]) == ("rtl", "ar")

    given = open_view(App(None, view, locale=Locale(language="de")))
    assert given.root.attributes["lang"] == "de"


def test_a_view_reads_the_size_of_the_page() -> None:
    def sized(app: tempest_core.App[Any]) -> Widget:
        media = app.media
        ratio = media.device_pixel_ratio
        text = f"{media.width:g}x{media.height:g} {ratio:g} {media.orientation}"
        return Text(content=text)

    app = App(None, sized, media=MediaQueryData(width=1, height=2))
    client = open_view(app, width=640.0, height=480.0, density=2.0)
    assert client.root.all_text == "640x480 2 landscape"
    client.hello(width=300.0)
    assert client.root.all_text == "300x480 2 portrait"


def test_a_page_that_has_not_changed_does_not_run_the_view_again() -> None:
    runs: list[int] = []

    def counted(_app: tempest_core.App[Any]) -> Widget:
        runs.append(1)
        return Text(content="")

    client = open_view(App(None, counted), width=640.0)
    client.hello(width=640.0)

    assert len(runs) == 1


@pytest.mark.parametrize("is_async", [False, True])
def test_widgets_that_a_handler_makes_have_the_theme_of_the_app(is_async: bool) -> None:
    dark = Theme(mode=ThemeMode.DARK)
    made: list[Button] = []

    def make() -> None:
        made.append(Button(label="made in a handler"))

    async def make_later() -> None:
        make()

    handler = make_later if is_async else make

    def view(_app: tempest_core.App[None]) -> Widget:
        return Button(label="open", key="open", on_click=handler)

    async def click() -> None:
        client, _ = show(App(None, view, theme=dark))
        client.event("open", "click")
        await asyncio.sleep(0)

    asyncio.run(click())

    with use_theme(dark):
        assert made == [Button(label="made in a handler")]
