"""Widgets in a real browser: they look as they should, and report what users do."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tempest_core import (
    App,
    Button,
    Checkbox,
    Column,
    Dropdown,
    Icon,
    IconButton,
    Image,
    ImageFit,
    Input,
    ProgressBar,
    Row,
    SelectEvent,
    SlideEvent,
    Slider,
    Spinner,
    Style,
    Svg,
    Switch,
    TapEvent,
    Text,
    TextArea,
    TextChangeEvent,
    ToggleEvent,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.page_host import Heard, show, show_widget

SQUARE = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='30'>"
    "<rect width='60' height='30' fill='teal'/></svg>"
)
PICTURE = f"data:image/svg+xml;base64,{base64.b64encode(SQUARE.encode()).decode()}"


@pytest.mark.parametrize(
    "make",
    [
        lambda **props: Button(label="Save", **props),
        lambda **props: IconButton(icon="check", label="Save", **props),
    ],
    ids=["button", "icon button"],
)
def test_a_button_reports_clicks_enter_and_space(
    page: Page, make: Callable[..., Widget]
) -> None:
    heard = Heard()
    shown = show_widget(page, make(key="save", on_click=heard.take))
    button = page.get_by_role("button", name="Save", exact=True)
    rect = box_of(button)
    assert min(rect.width, rect.height) >= 32

    button.click(position={"x": 7, "y": 11})
    shown.idle()
    assert heard.events == [TapEvent(x=7, y=11)]

    centre = TapEvent(x=rect.width / 2, y=rect.height / 2)
    button.press("Enter")
    button.press("Space")
    shown.idle()
    assert heard.events[1:] == [centre, centre]


def test_buttons_are_reached_in_order_with_the_tab_key(page: Page) -> None:
    keys = ["one", "two", "three"]
    shown = show_widget(page, Row(children=[Button(key=k, label=k) for k in keys]))
    reached = []
    for _ in keys:
        page.keyboard.press("Tab")
        reached.append(shown.focused_key())
    assert reached == keys


def test_a_button_without_a_handler_can_be_clicked_in_vain(page: Page) -> None:
    shown = show_widget(page, Button(key="idle", label="Nothing"))
    shown.key("idle").click()
    shown.idle()
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", "ready")


@pytest.mark.parametrize(
    ("widget_type", "role"), [(Checkbox, "checkbox"), (Switch, "switch")]
)
def test_a_toggle_reports_clicks_on_box_and_label_and_the_space_key(
    page: Page,
    widget_type: type[Checkbox] | type[Switch],
    role: Any,
) -> None:
    heard = Heard()

    def view(app: App[dict[str, bool]]) -> Widget:
        def change(event: ToggleEvent) -> None:
            heard.take(event)
            app.set_state(lambda state: state.update(on=event.checked))

        return widget_type(label="Loud", checked=app.state["on"], on_change=change)

    shown = show(page, tempestweb.App({"on": False}, view))
    control = page.get_by_role(role, name="Loud")
    expect(control).not_to_be_checked()

    control.click()
    page.get_by_text("Loud").click()
    control.press("Space")

    shown.idle()
    assert heard.events == [
        ToggleEvent(checked=True),
        ToggleEvent(checked=False),
        ToggleEvent(checked=True),
    ]
    expect(control).to_be_checked()


def test_a_slider_reports_arrow_keys_and_clicks(page: Page) -> None:
    heard = Heard()

    def view(app: App[dict[str, float]]) -> Widget:
        def slide(event: SlideEvent) -> None:
            heard.take(event)
            app.set_state(lambda state: state.update(value=event.value))

        return Slider(
            key="slider",
            value=app.state["value"],
            min_value=-10,
            max_value=10,
            step=0.5,
            on_change=slide,
        )

    shown = show(page, tempestweb.App({"value": 2.0}, view), style="width: 300px")
    slider = page.get_by_role("slider")
    expect(slider).to_have_value("2")
    assert box_of(slider).width == NEAR(300)

    for key in ("ArrowRight", "ArrowLeft", "End", "Home"):
        slider.press(key)
        shown.idle()
    slider.click()
    shown.idle()

    values = [event.value for event in heard.events if isinstance(event, SlideEvent)]
    assert values == [2.5, 2.0, 10.0, -10.0, 0.0]
    expect(slider).to_have_value("0")


def test_a_dropdown_reports_what_is_chosen_by_mouse_and_by_keyboard(page: Page) -> None:
    heard = Heard()
    options = ["Ada", "Barbara", "Barbara", "Grace"]

    def view(app: App[dict[str, str | None]]) -> Widget:
        def select(event: SelectEvent) -> None:
            heard.take(event)
            app.set_state(lambda state: state.update(name=event.value))

        return Dropdown(
            key="who",
            options=options,
            value=app.state["name"],
            placeholder="Who?",
            on_select=select,
        )

    shown = show(page, tempestweb.App({"name": None}, view))
    who = shown.key("who")
    assert who.evaluate("select => select.selectedOptions[0].text") == "Who?"

    who.select_option("Grace")
    shown.idle()
    assert heard.events[-1] == SelectEvent(value="Grace", index=3)
    who.focus()
    page.keyboard.press("a")
    shown.idle()
    assert heard.events[-1] == SelectEvent(value="Ada", index=0)
    page.keyboard.press("ArrowDown")
    shown.idle()
    assert heard.events[-1] == SelectEvent(value="Barbara", index=1)
    expect(who).to_have_value("Barbara")


@dataclass
class Words:
    """What was typed."""

    text: str = ""


def words_app(
    heard: Heard, make: Callable[..., Widget], **props: Any
) -> tempestweb.App[Words]:
    """Make an app of one field that shows what was typed."""

    def view(app: App[Words]) -> Widget:
        def change(event: TextChangeEvent) -> None:
            heard.take(event)
            app.set_state(lambda words: setattr(words, "text", event.value))

        return make(key="field", value=app.state.text, on_change=change, **props)

    return tempestweb.App(Words(), view)


@pytest.mark.parametrize("widget_type", [Input, TextArea])
def test_a_field_reports_each_letter(page: Page, widget_type: type[Widget]) -> None:
    heard = Heard()
    app = words_app(heard, widget_type, placeholder="Name")
    shown = show(page, app)
    typed = page.get_by_placeholder("Name")
    assert box_of(typed).width > 100

    typed.press_sequentially("Adé")
    typed.press("Backspace")
    shown.idle()

    values = ["A", "Ad", "Adé", "Ad"]
    assert heard.events == [TextChangeEvent(value=value) for value in values]
    expect(typed).to_have_value("Ad")


def test_a_text_area_takes_lines(page: Page) -> None:
    heard = Heard()
    app = words_app(heard, TextArea, rows=3)
    shown = show(page, app)
    shown.key("field").press_sequentially("one\ntwo")
    shown.idle()
    assert app.state.text == "one\ntwo"
    app.set_state(lambda words: setattr(words, "text", "\nthree\n"))
    expect(shown.key("field")).to_have_value("\nthree\n")
    assert shown.show_again().locator("textarea").input_value() == "\nthree\n"


def test_a_field_with_a_pattern_says_whether_it_fits(page: Page) -> None:
    heard = Heard()
    shown = show(page, words_app(heard, Input, pattern="[0-9]{2}"))
    shown.key("field").press_sequentially("42")
    shown.idle()
    assert heard.events == [
        TextChangeEvent(value="4", valid=False),
        TextChangeEvent(value="42", valid=True),
    ]


def test_a_field_takes_no_more_than_its_length(page: Page) -> None:
    heard = Heard()
    shown = show(page, words_app(heard, Input, max_length=3))
    shown.key("field").press_sequentially("abcdef")
    shown.idle()
    assert heard.events[-1] == TextChangeEvent(value="abc")


def test_a_secret_field_hides_what_is_typed(page: Page) -> None:
    heard = Heard()
    shown = show(page, words_app(heard, Input, secure=True))
    expect(shown.key("field")).to_have_attribute("type", "password")


def test_a_field_says_what_is_wrong_and_keeps_the_focus_when_it_is_told(
    page: Page,
) -> None:
    def view(app: App[Words]) -> Widget:
        def change(event: TextChangeEvent) -> None:
            app.set_state(lambda words: setattr(words, "text", event.value))

        value = app.state.text
        error = "" if value.isdigit() or not value else "Digits only"
        return Input(key="age", value=value, error=error, on_change=change)

    shown = show(page, tempestweb.App(Words(), view))
    field = page.get_by_role("textbox")
    field.press_sequentially("4x")
    shown.idle()
    expect(page.get_by_text("Digits only")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Backspace")
    shown.idle()
    expect(field).to_have_value("4")
    expect(page.get_by_text("Digits only")).to_have_count(0)
    expect(field).to_be_focused()


@pytest.mark.parametrize(
    "widget",
    [
        Image(
            key="picture",
            src=PICTURE,
            alt="a square",
            fit=ImageFit.COVER,
            style=Style(width=120.0, height=60.0),
        ),
        Svg(key="picture", src=PICTURE, style=Style(width=120.0, height=60.0)),
    ],
    ids=["image", "svg"],
)
def test_a_picture_is_loaded_and_as_large_as_its_style_says(
    page: Page, widget: Widget
) -> None:
    shown = show_widget(page, widget)
    picture = shown.key("picture")
    picture.evaluate("picture => picture.decode()")
    assert picture.evaluate("picture => picture.naturalWidth") == 60
    rect = box_of(picture)
    assert (rect.width, rect.height) == NEAR((120, 60))


def test_an_icon_is_drawn_as_large_as_asked(page: Page) -> None:
    shown = show_widget(page, Icon(key="icon", name="check", size=32))
    rect = box_of(shown.key("icon"))
    assert (rect.width, rect.height) == NEAR((32, 32))
    assert box_of(shown.key("icon").locator("path")).width > 8


def test_a_progress_bar_shows_how_far_it_is(page: Page) -> None:
    app = tempestweb.App([0.25], lambda app: ProgressBar(key="bar", value=app.state[0]))
    shown = show(page, app, style="width: 200px")
    bar = page.get_by_role("progressbar")
    assert bar.evaluate("bar => bar.position") == 0.25
    assert box_of(shown.key("bar")).width == NEAR(200)
    app.set_state(lambda state: state.__setitem__(0, 0.75))
    expect(bar).to_have_js_property("position", 0.75)


@pytest.mark.parametrize(
    "widget",
    [ProgressBar(key="it", indeterminate=True), Spinner(key="it")],
    ids=["progress bar", "spinner"],
)
def test_an_endless_indicator_moves(page: Page, widget: Widget) -> None:
    shown = show_widget(page, widget)
    expect(shown.key("it")).to_have_role("progressbar")
    expect(shown.key("it")).to_be_visible()
    moving = shown.key("it").evaluate(
        "el => el.getAnimations({ subtree: true }).map((a) => a.playState)"
    )
    assert moving == ["running"]


def test_a_spinner_is_round(page: Page) -> None:
    row = Row(children=[Spinner(key="spinner", size=48), Text(content="busy")])
    shown = show_widget(page, row)
    # Its box turns with it.
    size = shown.key("spinner").evaluate("el => [el.offsetWidth, el.offsetHeight]")
    assert size == [48, 48]


class Novelty(Widget):
    """A widget that nothing knows how to show."""


def test_a_widget_that_cannot_be_shown_leaves_a_mark_and_the_rest_works(
    page: Page,
) -> None:
    heard = Heard()
    column = Column(
        children=[
            Novelty(key="new"),
            Button(key="button", label="Go", on_click=heard.take),
        ]
    )
    shown = show_widget(page, column)
    mark = shown.key("new")
    expect(mark).to_have_attribute("data-tw-placeholder", "Novelty")
    expect(mark).to_have_text("Novelty")
    expect(mark).to_be_visible()
    shown.key("button").click()
    shown.idle()
    assert len(heard.events) == 1
