"""What lies around the view: overlays above it, its theme, its direction."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tempest_core import (
    Button,
    Checkbox,
    Container,
    Input,
    Locale,
    Row,
    Style,
    Text,
    Theme,
    ThemeMode,
    Widget,
)
from tempest_core.tokens import ColorRole

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.colors import css
from tests.support.page_host import AppPage, Heard, show, show_widget


def text(key: str, **style: Any) -> Text:
    """Make a text that shows its key."""
    return Text(key=key, content=key, style=Style(**style) if style else None)


def overlaid(page: Page, heard: Heard) -> tuple[tempestweb.App[None], AppPage]:
    app = tempestweb.App(
        None,
        lambda _: Button(key="below", label="Below", on_click=heard.take),
    )
    return app, show(page, app, style="width: 300px")


def test_a_dialog_lies_over_the_view_until_it_is_dismissed(page: Page) -> None:
    heard = Heard()
    app, shown = overlaid(page, heard)
    below = box_of(shown.key("below"))
    dialogs: list[str] = []
    content = Container(
        style=Style(width=200.0, height=150.0),
        child=Button(
            key="close", label="Close", on_click=lambda: app.dismiss(dialogs[0])
        ),
    )
    dialogs.append(app.show_dialog(content))
    close = shown.key("close")
    expect(close).to_be_visible()

    # The view cannot be reached: the barrier takes the click.
    page.mouse.click(below.x + below.width / 2, below.y + 15)
    shown.idle()
    assert heard.events == []
    close.click()
    shown.idle()
    expect(close).to_have_count(0)
    shown.key("below").click()
    shown.idle()
    assert len(heard.events) == 1


def test_an_overlay_without_a_barrier_leaves_the_view_in_use(page: Page) -> None:
    heard = Heard()
    app, shown = overlaid(page, heard)
    app.show_sheet(text("sheet"), barrier=False)
    expect(shown.key("sheet")).to_be_visible()
    shown.key("below").click(position={"x": 30, "y": 20})
    shown.idle()
    assert len(heard.events) == 1


def test_a_view_that_is_one_button_is_no_wider_than_it(page: Page) -> None:
    _, shown = overlaid(page, Heard())
    assert box_of(shown.key("below")).width < 150


def test_fields_of_a_row_are_in_line_whether_one_has_an_error_or_not(
    page: Page,
) -> None:
    fields: list[Widget] = [
        Input(key="right", value="1"),
        Input(key="wrong", value="x", error="Not a number", leading_icon="search"),
    ]
    shown = show_widget(page, Row(key="row", children=fields))
    right, wrong = box_of(shown.key("right")), box_of(page.locator("input").nth(1))
    assert right.y == NEAR(wrong.y)
    icon, error = box_of(page.locator(".tw-icon")), box_of(page.get_by_text("Not a"))
    assert icon.y + icon.height / 2 == NEAR(wrong.y + wrong.height / 2)
    assert error.y == NEAR(wrong.bottom)


def test_a_toast_goes_by_itself(page: Page) -> None:
    heard = Heard()
    app, shown = overlaid(page, heard)
    app.toast(text("saved"), duration_s=0.3)
    expect(shown.key("saved")).to_be_visible()
    expect(shown.key("saved")).to_have_count(0)


def test_the_view_follows_the_page_from_light_to_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    shown = show_widget(page, text("words"))
    dark = Theme(mode=ThemeMode.DARK)
    scene = page.locator(".tw-scene")
    expect(scene).to_have_css("background-color", css(dark, ColorRole.SURFACE))
    expect(shown.key("words")).to_have_css("color", css(dark, ColorRole.ON_SURFACE))


def test_a_theme_can_be_changed_while_the_app_is_shown(page: Page) -> None:
    light, dark = Theme(mode=ThemeMode.LIGHT), Theme(mode=ThemeMode.DARK)
    app = tempestweb.App(None, lambda _: Button(key="go", label="Go"), theme=light)
    shown = show(page, app)
    button, scene = shown.key("go"), page.locator(".tw-scene")
    for theme in (light, dark, light):
        app.set_theme(theme)
        expect(scene).to_have_css("background-color", css(theme, ColorRole.SURFACE))
        expect(button).to_have_css("background-color", css(theme, ColorRole.PRIMARY))
        expect(button).to_have_css("color", css(theme, ColorRole.ON_PRIMARY))


def test_a_language_written_from_the_right_mirrors_the_layout(page: Page) -> None:
    row = Row(
        key="row",
        style=Style(width=300.0),
        children=[text("first"), text("second"), Checkbox(label="Yes")],
    )
    app = tempestweb.App(None, lambda _: row, locale=Locale(language="he", rtl=True))
    shown = show(page, app)
    first, second = box_of(shown.key("first")), box_of(shown.key("second"))
    assert first.right == NEAR(box_of(shown.key("row")).right)
    assert second.right == NEAR(first.x)
    assert box_of(page.get_by_role("checkbox")).x > box_of(page.get_by_text("Yes")).x
    expect(page.locator(".tw-scene")).to_have_attribute("lang", "he")
