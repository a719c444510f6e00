"""What users have open, in the keyboard's reach or under their fingers is not lost."""

from __future__ import annotations

import math
from pathlib import Path

from playwright.sync_api import Page, expect
from tempest_core import (
    Button,
    Column,
    Container,
    Dialog,
    FilePicker,
    PageView,
    ScaleEvent,
    ScaleHandler,
    Style,
    Text,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.fingers import Fingers
from tests.support.page_host import AppPage, Heard, show, show_widget


def test_a_dialog_in_the_view_that_must_be_answered_stays(page: Page) -> None:
    shown = show_widget(
        page, Dialog(title="Wait", children=[Button(key="ok", label="OK")])
    )
    expect(shown.key("ok")).to_be_focused()
    # A browser lets a page refuse the first one only.
    for _ in range(3):
        page.keyboard.press("Escape")
    shown.idle()
    dialog = page.get_by_role("dialog", name="Wait")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("dialog => dialog.matches(':modal')")


def test_a_dialog_that_the_browser_closes_is_shown_again(page: Page) -> None:
    ok = Button(key="ok", label="OK")
    shown = show_widget(page, Dialog(title="Wait", children=[ok]))
    expect(shown.key("ok")).to_be_focused()
    dialog = page.get_by_role("dialog", name="Wait")
    # As the back gesture of a phone does, in the end.
    dialog.evaluate("dialog => dialog.close()")
    expect(dialog).to_be_visible()


def test_an_error_that_is_read_stays_open_when_the_app_becomes_busy(page: Page) -> None:
    def fail() -> None:
        raise ValueError("no such row")

    buttons: list[Widget] = [
        Button(key="fail", label="Fail", on_click=fail),
        Button(key="work", label="Work", on_click=lambda: None),
    ]
    shown = show_widget(page, Column(children=buttons))
    shown.key("fail").click()
    details = page.locator(".tw-problem details")
    details.locator("summary").click()
    expect(details).to_have_attribute("open", "")

    shown.hold("up")
    shown.key("work").dispatch_event("click")
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", "busy")
    expect(details).to_have_attribute("open", "")
    expect(details.locator("summary")).to_be_focused()
    shown.release("up")
    expect(details).to_have_count(0)


def test_the_keyboard_stays_with_pages_that_are_turned_to_the_last(page: Page) -> None:
    texts: list[Widget] = [Text(content=text) for text in ("one", "two")]
    show_widget(page, PageView(children=texts, style=Style(height=120.0)))
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next")).to_be_hidden()
    expect(page.locator(".tw-pages-track")).to_be_focused()


def test_the_keyboard_stays_with_a_picker_whose_upload_has_ended(
    page: Page, tmp_path: Path
) -> None:
    chosen = tmp_path / "table.csv"
    chosen.write_bytes(b"1,2")
    picker = FilePicker(label="Choose data", on_select=lambda _: None)
    shown = show_widget(page, Column(children=[picker]))
    shown.hold("up")
    field = page.get_by_label("Choose data", exact=True)
    field.set_input_files(chosen)
    page.get_by_role("button", name="Cancel").focus()
    shown.release("up")
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(field).to_be_focused()


def scaled(page: Page, heard: Heard) -> tuple[AppPage, tuple[float, float]]:
    """Show a box that hears of pinches; return the middle of it too."""
    inside = Container(key="b", style=Style(width=160.0, height=160.0))
    handler = ScaleHandler(key="scale", child=inside, on_scale=heard.take)
    shown = show(page, tempestweb.App(None, lambda _app: handler))
    rect = box_of(shown.key("b"))
    return shown, (rect.x + 80, rect.y + 80)


def scales(heard: Heard) -> list[float]:
    return [event.scale for event in heard.events if isinstance(event, ScaleEvent)]


def test_a_pinch_begins_anew_after_one_that_the_browser_took_away(page: Page) -> None:
    heard = Heard()
    shown, (x, y) = scaled(page, heard)
    fingers = Fingers(page)
    fingers.press((x - 10, y))
    fingers.press((x - 10, y), (x + 10, y))
    fingers.cancel()
    fingers.pinch((x, y), 40, 60)
    shown.idle()
    assert scales(heard)[-1] == NEAR(1.5, abs=0.05)


def test_no_step_of_the_zoom_is_lost_while_the_app_is_busy(page: Page) -> None:
    heard = Heard()
    shown, _ = scaled(page, heard)
    shown.key("scale").focus()
    shown.hold("up")
    for _ in range(4):
        page.keyboard.press("+")
    shown.release("up")
    shown.idle()
    assert math.prod(scales(heard)) == NEAR(1.1**4, abs=0.001)
