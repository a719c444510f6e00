"""Fields whose value the app decides, while its answers are late."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tempest_core import (
    App,
    Checkbox,
    SlideEvent,
    Slider,
    ToggleEvent,
    Widget,
)

import tempestweb
from tests.support.fields import (
    Form,
    caret,
    says,
    text_app,
)
from tests.support.page_host import AppPage, show


@pytest.mark.parametrize("late", ["up", "down"])
def test_typing_ahead_of_the_answers_loses_and_doubles_nothing(
    page: Page, late: Any
) -> None:
    app = text_app(str.upper)
    shown = show(page, app)
    typed = shown.key("field")
    shown.hold(late)

    typed.press_sequentially("hello")
    shown.wait_for_held(late, 5)
    for _ in range(4):
        shown.release(late, 1)
        expect(typed).to_have_value("hello")
    shown.release(late)

    shown.idle()
    expect(typed).to_have_value("HELLO")
    assert app.state.text == "HELLO"
    assert [told.lower() for told in app.state.told] == [
        "h",
        "he",
        "hel",
        "hell",
        "hello",
    ]


def test_answers_that_come_while_typing_goes_on_leave_the_text_alone(
    page: Page,
) -> None:
    app = text_app()
    shown = show(page, app)
    typed = shown.key("field")
    shown.hold("down")
    typed.press_sequentially("ab")
    shown.wait_for_held("down", 2)

    shown.release("down", 1)
    page.keyboard.type("c")
    shown.release("down", 1)
    page.keyboard.type("d")
    expect(typed).to_have_value("abcd")
    shown.release("down")

    shown.idle()
    assert app.state.text == typed.input_value() == "abcd"
    assert caret(typed) == 4


def test_a_value_older_than_what_was_typed_does_not_overwrite_it(page: Page) -> None:
    app = text_app()
    shown = show(page, app)
    typed = shown.key("field")
    shown.hold("up")
    typed.press_sequentially("mine")
    shown.wait_for_held("up", 4)

    shown.hold("down")
    says(app, "older")
    shown.wait_for_held("down", 1)
    shown.release("down")
    expect(typed).to_have_value("mine")
    shown.release("up")

    shown.idle()
    assert app.state.text == typed.input_value() == "mine"


def test_a_value_newer_than_what_was_typed_arrives(page: Page) -> None:
    app = text_app()
    shown = show(page, app)
    typed = shown.key("field")
    typed.press_sequentially("mine")
    shown.idle()
    says(app, "newer")
    expect(typed).to_have_value("newer")
    page.keyboard.type("!")
    shown.idle()
    assert app.state.text == typed.input_value()


def test_a_value_on_its_way_while_somebody_begins_to_type_gives_way(
    page: Page,
) -> None:
    app = text_app()
    shown = show(page, app)
    typed = shown.key("field")
    shown.hold("down")
    says(app, "on its way")
    shown.wait_for_held("down", 1)

    typed.press_sequentially("x")
    shown.release("down")

    shown.idle()
    assert app.state.text == typed.input_value() == "x"


def test_two_views_of_a_field_agree_in_the_end(page: Page) -> None:
    app = text_app(str.upper)
    shown = show(page, app)
    first, second = shown.key("field"), shown.show_again().locator("input")
    first = first.first
    shown.hold("down")
    first.press_sequentially("one")
    second.press_sequentially("two")
    shown.wait_for_held("down", 6)
    shown.release("down")
    shown.idle()
    assert app.state.text == first.input_value() == second.input_value()


def test_a_checkbox_clicked_faster_than_it_is_answered_ends_as_the_app_has_it(
    page: Page,
) -> None:
    def view(app: App[Form]) -> Widget:
        def change(event: ToggleEvent) -> None:
            app.state.told.append(event.checked)
            app.set_state(lambda form: setattr(form, "is_on", event.checked))

        return Checkbox(label="On", checked=app.state.is_on, on_change=change)

    app = tempestweb.App(Form(), view)
    shown = show(page, app)
    control = page.get_by_role("checkbox")
    shown.hold("down")
    for _ in range(3):
        control.click()
    shown.wait_for_held("down", 3)
    for _ in range(3):
        shown.release("down", 1)
        expect(control).to_be_checked()
    shown.release("down")
    shown.idle()
    assert app.state.told == [True, False, True]
    expect(control).to_be_checked()


def slider_page(page: Page) -> tuple[tempestweb.App[Form], AppPage]:
    def view(app: App[Form]) -> Widget:
        def slide(event: SlideEvent) -> None:
            app.state.told.append(event.value)
            app.set_state(lambda form: setattr(form, "level", event.value))

        return Slider(key="level", value=app.state.level, on_change=slide)

    app = tempestweb.App(Form(), view)
    return app, show(page, app)


def test_a_slider_sends_only_where_it_came_to_rest_while_nobody_answers(
    page: Page,
) -> None:
    app, shown = slider_page(page)
    shown.hold("down")
    for _ in range(5):
        shown.key("level").press("ArrowRight")
    shown.wait_for_held("down", 1)
    assert app.state.told == [1.0]
    expect(shown.key("level")).to_have_value("5")

    shown.release("down")

    shown.idle()
    assert app.state.told == [1.0, 5.0]
    expect(shown.key("level")).to_have_value("5")


def test_a_dragged_slider_ends_where_it_was_let_go(page: Page) -> None:
    app, shown = slider_page(page)
    rect = shown.key("level").bounding_box()
    assert rect is not None
    middle = rect["y"] + rect["height"] / 2
    page.mouse.move(rect["x"] + 10, middle)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(rect["x"] + rect["width"] * step / 20, middle)
    page.mouse.up()
    shown.idle()
    assert app.state.told[-1] == app.state.level == 100.0
    assert app.state.told == sorted(app.state.told)
    expect(shown.key("level")).to_have_value("100")
