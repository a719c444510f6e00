"""Pickers, suggestions, masks, PINs and two thumbs, by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tempest_core import (
    App,
    Autocomplete,
    Column,
    DatePicker,
    MaskedInput,
    PinInput,
    RangeChangeEvent,
    RangeSlider,
    SelectEvent,
    SubmitEvent,
    TimePicker,
    Widget,
)

import tempestweb
from tests.support.fields import caret, put_caret
from tests.support.jupyter import WITHOUT_EXTENSION, Notebooks
from tests.support.page_host import show

DELAY = 150
"""Each way of a slow network, in ms."""


@dataclass
class Values:
    """What the fields show, by key, and what their handlers were told."""

    shown: dict[str, Any] = field(default_factory=dict)
    told: list[Any] = field(default_factory=list)


def values_app(
    make: Callable[[App[Values], Callable[[str], Callable[[Any], None]]], Widget],
) -> tempestweb.App[Values]:
    """Make an app whose fields keep what they report; `keep(key)` is a handler."""

    def view(app: App[Values]) -> Widget:
        def keep(key: str) -> Callable[[Any], None]:
            def take(event: Any) -> None:
                app.state.told.append(event)
                app.set_state(lambda state: state.shown.update({key: event.value}))

            return take

        return make(app, keep)

    return tempestweb.App(Values(), view)


def mask_app(change: Callable[[str], str] = str) -> tempestweb.App[Values]:
    """Make an app of one masked field, whose handler decides what it shows."""

    def view(app: App[Values]) -> Widget:
        def take(event: Any) -> None:
            app.state.told.append(event.value)
            value = change(event.value)
            app.set_state(lambda state: state.shown.update(cpf=value))

        return MaskedInput(
            key="cpf",
            mask="999.999.999-99",
            value=app.state.shown.get("cpf", ""),
            on_change=take,
        )

    return tempestweb.App(Values(), view)


def slow_down(page: Page) -> None:
    """Let every message of the page arrive later, in order."""
    page.evaluate("delay => appPage.slow(delay)", DELAY)


def test_dates_and_times_are_told_when_they_are_whole(page: Page) -> None:
    app = values_app(
        lambda app, keep: Column(
            children=[
                DatePicker(
                    key="day",
                    label="Day",
                    value=app.state.shown.get("day", ""),
                    on_change=keep("day"),
                ),
                TimePicker(
                    key="time",
                    value=app.state.shown.get("time", "09:30"),
                    on_change=keep("time"),
                ),
            ]
        )
    )
    shown = show(page, app)
    day = page.get_by_label("Day")
    day.press_sequentially("03012026")
    shown.idle()
    expect(day).to_have_value("2026-03-01")
    assert app.state.shown["day"] == "2026-03-01"

    shown.key("time").focus()
    page.keyboard.type("1015PM")
    shown.idle()
    assert app.state.shown["time"] == "22:15"


def test_a_mask_shapes_what_is_typed_and_keeps_the_caret(page: Page) -> None:
    app = mask_app()
    shown = show(page, app)
    typed = shown.key("cpf")
    typed.press_sequentially("529x982247")
    shown.idle()
    expect(typed).to_have_value("529.982.247")
    assert app.state.told[-1] == app.state.shown["cpf"] == "529.982.247"

    put_caret(typed, 4)
    page.keyboard.press("Backspace")
    page.keyboard.type("1")
    shown.idle()
    expect(typed).to_have_value("521.982.247")
    assert caret(typed) == 3

    page.keyboard.press("Control+a")
    page.keyboard.insert_text("111.444.777-35 and more")
    shown.idle()
    expect(typed).to_have_value("111.444.777-35")


def test_typing_fast_into_a_mask_on_a_slow_line_loses_nothing(page: Page) -> None:
    """The handler rewrites the value: it keeps only the digits."""
    app = mask_app(lambda value: "".join(filter(str.isdigit, value)))
    shown = show(page, app)
    typed = shown.key("cpf")
    slow_down(page)
    typed.press_sequentially("5299822472", delay=100)
    expect(typed).to_have_value("529.982.247-2")
    put_caret(typed, 1)
    page.keyboard.type("1")
    shown.idle()

    expect(typed).to_have_value("512.998.224-72")
    assert app.state.shown["cpf"] == "51299822472"
    assert caret(typed) == 2
    lengths = [len(told) for told in app.state.told]
    assert lengths == sorted(lengths)


def pin_app(**options: Any) -> tempestweb.App[Values]:
    def make(app: App[Values], keep: Callable[[str], Any]) -> Widget:
        def complete(event: SubmitEvent) -> None:
            app.state.told.append(event)

        return PinInput(
            key="pin",
            length=4,
            value=app.state.shown.get("pin", ""),
            on_change=keep("pin"),
            on_complete=complete,
            **options,
        )

    return values_app(make)


def test_a_pin_marks_its_cell_and_tells_when_it_is_complete(page: Page) -> None:
    app = pin_app()
    shown = show(page, app)
    typed = shown.key("pin").get_by_role("textbox")
    typed.focus()
    at = shown.key("pin").locator("[data-tw-at]")
    expect(at).to_have_count(1)
    page.keyboard.type("12")
    expect(shown.key("pin").locator(".tw-pin-cell").nth(2)).to_have_attribute(
        "data-tw-at", ""
    )
    shown.idle()
    assert not any(isinstance(event, SubmitEvent) for event in app.state.told)
    page.keyboard.insert_text(" 34")
    shown.idle()
    expect(typed).to_have_value("1234")
    assert app.state.told[-1] == SubmitEvent(values={"value": "1234"})


def test_typing_a_pin_fast_on_a_slow_line_loses_nothing(page: Page) -> None:
    app = pin_app(secure=True)
    shown = show(page, app)
    slow_down(page)
    typed = shown.key("pin").locator("input")
    typed.press_sequentially("9876", delay=100)
    shown.idle()
    expect(typed).to_have_value("9876")
    told = [event.value for event in app.state.told if hasattr(event, "value")]
    assert told == ["9", "98", "987", "9876"]
    assert app.state.told[-1] == SubmitEvent(values={"value": "9876"})


def range_app(low: float = 20.0, high: float = 80.0) -> tempestweb.App[Values]:
    def make(app: App[Values], _keep: Callable[[str], Any]) -> Widget:
        def take(event: RangeChangeEvent) -> None:
            app.state.told.append((event.low, event.high))
            app.set_state(
                lambda state: state.shown.update(low=event.low, high=event.high)
            )

        shown = app.state.shown
        return RangeSlider(
            key="range",
            low=shown.get("low", low),
            high=shown.get("high", high),
            on_change=take,
        )

    return values_app(make)


def drag(page: Page, box: Locator, start: float, end: float) -> None:
    """Drag from one value to another of a track from 0 to 100."""
    rect = box.bounding_box()
    assert rect is not None
    middle = rect["y"] + rect["height"] / 2

    def at(value: float) -> float:
        return rect["x"] + 10 + (rect["width"] - 20) * value / 100

    page.mouse.move(at(start), middle)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(at(start + (end - start) * step / 10), middle)
    page.mouse.up()


def test_both_thumbs_of_a_range_are_dragged_and_never_pass_each_other(
    page: Page,
) -> None:
    app = range_app()
    shown = show(page, app)
    box = shown.key("range")
    low, high = page.get_by_label("Minimum"), page.get_by_label("Maximum")
    drag(page, box, 20, 40)
    shown.idle()
    assert app.state.told[-1] == (40.0, 80.0)
    drag(page, box, 80, 10)
    shown.idle()
    assert app.state.told[-1] == (40.0, 40.0)
    expect(low).to_have_value("40")

    # They lie on each other: the direction chooses one.
    drag(page, box, 40, 30)
    shown.idle()
    assert app.state.told[-1] == (30.0, 40.0)

    low.focus()
    for _ in range(15):
        page.keyboard.press("ArrowRight")
    shown.idle()
    assert app.state.told[-1] == (40.0, 40.0)
    expect(high).to_have_value("40")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    shown.idle()
    assert app.state.told[-1] == (40.0, 100.0)
    assert all(low <= high for low, high in app.state.told)


def color_app() -> tempestweb.App[Values]:
    def make(app: App[Values], keep: Callable[[str], Any]) -> Widget:
        def select(event: SelectEvent) -> None:
            app.state.told.append(event)

        return Autocomplete(
            key="color",
            options=["Red", "Green", "Blue", "Café"],
            value=app.state.shown.get("color", ""),
            on_change=keep("color"),
            on_select=select,
        )

    return values_app(make)


def test_suggestions_are_chosen_with_the_keyboard(page: Page) -> None:
    app = color_app()
    shown = show(page, app)
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("r")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Red", "Green"])
    page.keyboard.type("e")
    expect(options).to_have_text(["Red", "Green"])
    page.keyboard.type("e")
    expect(options).to_have_text(["Green"])
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text("Green")
    page.keyboard.press("Enter")
    shown.idle()
    expect(box).to_have_value("Green")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert app.state.told[-1] == SelectEvent(value="Green", index=1)
    assert app.state.shown["color"] == "Green"

    page.keyboard.type("x")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    shown.idle()
    expect(box).to_have_value("Greenx")


def test_a_suggestion_is_chosen_with_the_mouse(page: Page) -> None:
    app = color_app()
    shown = show(page, app, style="margin-top: 400px")
    box = page.get_by_role("combobox")
    box.click()
    box.press_sequentially("cafe")
    page.get_by_role("option", name="Café").click()
    shown.idle()
    expect(box).to_be_focused()
    expect(box).to_have_value("Café")
    assert app.state.told[-1] == SelectEvent(value="Café", index=3)


def test_a_behaviour_comes_over_the_comm_of_a_notebook_once_a_page(
    open_notebook: Notebooks, page: Page
) -> None:
    page.add_init_script(path=WITHOUT_EXTENSION)
    asked: list[bytes] = []

    def look(frame: str | bytes) -> None:
        data = frame.encode() if isinstance(frame, str) else frame
        if rb"{\"kind\":\"module\"" in data:
            asked.append(data)

    page.on("websocket", lambda socket: socket.on("framesent", look))
    show_masks = (
        "import tempestweb; from tempest_core import Column, MaskedInput\n"
        "def view(app): return Column(children=[MaskedInput(mask='99/99', key='a'),"
        " MaskedInput(mask='99-99', key='b')])\n"
        "tempestweb.App(None, view)"
    )
    notebook = open_notebook(show_masks, show_masks, front_end="lab")
    notebook.run_all()
    assert notebook.idle() == 2
    for index in (0, 1):
        for key, text in (("a", "12/3"), ("b", "12-3")):
            typed = notebook.output(index).locator(f"[data-key={key}]")
            expect(typed).to_be_editable()
            typed.press_sequentially("123")
            expect(typed).to_have_value(text)
    assert len(asked) == 1
