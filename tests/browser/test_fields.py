"""Fields whose value the app decides, while somebody types and answers are late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tempest_core import (
    App,
    Button,
    Checkbox,
    Column,
    Dropdown,
    Input,
    SelectEvent,
    SlideEvent,
    Slider,
    TextArea,
    TextChangeEvent,
    ToggleEvent,
    Widget,
)

import tempestweb
from tests.support.page_host import AppPage, show


@dataclass
class Form:
    """What the app wants the fields to show, and what it was told."""

    text: str = ""
    level: float = 0.0
    is_on: bool = False
    choice: str = "red"
    told: list[Any] = field(default_factory=list)


Decide = Callable[[str], str | None]
"""Makes the value of what was typed; None refuses it."""


def text_app(
    decide: Decide = str, widget_type: type[Input] | type[TextArea] = Input
) -> tempestweb.App[Form]:
    """Make an app of one text field, whose handler decides what it shows."""

    def view(app: App[Form]) -> Widget:
        def change(event: TextChangeEvent) -> None:
            def apply(form: Form) -> None:
                form.told.append(event.value)
                decided = decide(event.value)
                if decided is not None:
                    form.text = decided

            app.set_state(apply)

        return widget_type(key="field", value=app.state.text, on_change=change)

    return tempestweb.App(Form(), view)


def caret(locator: Locator) -> int:
    position: int = locator.evaluate("field => field.selectionStart")
    return position


def put_caret(locator: Locator, position: int) -> None:
    locator.evaluate("(field, at) => field.setSelectionRange(at, at)", position)


def says(app: tempestweb.App[Form], value: str) -> None:
    """Change the text from outside, as another cell would."""
    app.set_state(lambda form: setattr(form, "text", value))


def only_digits(typed: str) -> str | None:
    return typed if typed.isdigit() or not typed else None


@pytest.mark.parametrize("widget_type", [Input, TextArea])
def test_a_handler_may_change_what_was_typed_and_the_caret_stays(
    page: Page, widget_type: type[Input] | type[TextArea]
) -> None:
    shown = show(page, text_app(str.upper, widget_type))
    typed = shown.key("field")
    typed.press_sequentially("abc")
    shown.idle()
    expect(typed).to_have_value("ABC")

    put_caret(typed, 1)
    page.keyboard.type("x")
    shown.idle()

    expect(typed).to_have_value("AXBC")
    assert caret(typed) == 2


def test_what_a_handler_refuses_is_taken_back(page: Page) -> None:
    app = text_app(only_digits)
    shown = show(page, app)
    typed = shown.key("field")
    for letter in "1x2y":
        typed.press(letter)
        shown.idle()
    expect(typed).to_have_value("12")
    assert app.state.text == "12"

    put_caret(typed, 1)
    page.keyboard.type("z")
    shown.idle()
    expect(typed).to_have_value("12")


def test_a_field_can_be_emptied_by_the_handler_that_reads_it(page: Page) -> None:
    """A chat's input: what it shows is always empty in the tree."""

    def view(app: App[Form]) -> Widget:
        def send() -> None:
            app.set_state(lambda form: form.told.append(form.text))
            app.set_state(lambda form: setattr(form, "text", ""))

        def change(event: TextChangeEvent) -> None:
            app.set_state(lambda form: setattr(form, "text", event.value))

        return Column(
            children=[
                Input(key="field", value=app.state.text, on_change=change),
                Button(key="send", label="Send", on_click=send),
            ]
        )

    app = tempestweb.App(Form(), view)
    shown = show(page, app)
    for words in ("hello", "hello"):
        shown.key("field").press_sequentially(words)
        shown.key("send").click()
        shown.idle()
        expect(shown.key("field")).to_have_value("")
    assert app.state.told == ["hello", "hello"]


@pytest.mark.parametrize("takes", [True, False])
def test_a_checkbox_shows_what_the_app_made_of_the_click(
    page: Page, takes: bool
) -> None:
    def view(app: App[Form]) -> Widget:
        def change(event: ToggleEvent) -> None:
            app.state.told.append(event.checked)
            if takes:
                app.set_state(lambda form: setattr(form, "is_on", event.checked))

        return Checkbox(label="On", checked=app.state.is_on, on_change=change)

    app = tempestweb.App(Form(), view)
    shown = show(page, app)
    control = page.get_by_role("checkbox")
    for _ in range(3):
        control.click()
        shown.idle()
        expect(control).to_be_checked(checked=app.state.is_on)
    assert app.state.told == ([True, False, True] if takes else [True, True, True])


def test_a_choice_that_is_refused_is_taken_back(page: Page) -> None:
    def view(app: App[Form]) -> Widget:
        def select(event: SelectEvent) -> None:
            app.state.told.append(event.value)

        return Dropdown(
            key="color",
            options=["red", "green", "blue"],
            value=app.state.choice,
            on_select=select,
        )

    app = tempestweb.App(Form(), view)
    shown = show(page, app)
    for color in ("green", "blue", "green"):
        shown.key("color").select_option(color)
        shown.idle()
        expect(shown.key("color")).to_have_value("red")
    assert app.state.told == ["green", "blue", "green"]


def test_what_is_typed_is_undone_as_usual(page: Page) -> None:
    app = text_app()
    shown = show(page, app)
    shown.key("field").press_sequentially("abc")
    shown.idle()
    # One step where all was typed within a second, else several.
    for _ in "abc":
        page.keyboard.press("Control+z")
        shown.idle()
    assert app.state.text == shown.key("field").input_value() == ""
    for _ in "abc":
        page.keyboard.press("Control+Shift+z")
        shown.idle()
    assert app.state.text == shown.key("field").input_value() == "abc"


def test_an_input_method_composes_undisturbed(page: Page) -> None:
    app = text_app()
    shown = show(page, app)
    shown.key("field").focus()
    keyboard = page.context.new_cdp_session(page)
    for composed in ("k", "か", "かn", "かな"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": 2, "selectionEnd": 2},
        )
        shown.idle()
    keyboard.send("Input.insertText", {"text": "仮名"})
    shown.idle()
    assert app.state.text == shown.key("field").input_value() == "仮名"


def test_a_handler_that_rewrites_waits_for_the_input_method(page: Page) -> None:
    app = text_app(str.upper)
    shown = show(page, app)
    field = shown.key("field")
    field.focus()
    keyboard = page.context.new_cdp_session(page)
    for composed in ("n", "na", "nai"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": 3, "selectionEnd": 3},
        )
        shown.idle()
        expect(field).to_have_value(composed)
    # Taken as it stands: nothing is typed any more.
    field.evaluate("element => element.blur()")
    shown.idle()
    expect(field).to_have_value("NAI")
    assert app.state.text == "NAI"
    assert app.state.told == ["n", "na", "nai"]


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
