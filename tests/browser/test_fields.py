"""Fields whose value the app decides, while somebody uses them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tempest_core import (
    App,
    Button,
    Checkbox,
    Column,
    Dropdown,
    Input,
    SelectEvent,
    TextArea,
    TextChangeEvent,
    ToggleEvent,
    Widget,
)

import tempestweb
from tests.support.fields import (
    Form,
    caret,
    only_digits,
    put_caret,
    text_app,
)
from tests.support.page_host import show


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
