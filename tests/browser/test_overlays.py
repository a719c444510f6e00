"""Dialogs, sheets, menus and tips: opened, used and left by mouse, keyboard, finger."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tempest_core import (
    ActionSheet,
    BottomSheet,
    Button,
    Column,
    Dialog,
    DismissEvent,
    Edge,
    Locale,
    Menu,
    MenuItem,
    Popover,
    Row,
    Style,
    Text,
    Toast,
    Tooltip,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.page_host import AppPage, Heard, show, show_widget

ITEMS = [MenuItem(label=name, value=name.lower()) for name in ("Copy", "Cut", "Paste")]
REST = "box => Promise.all(box.getAnimations().map((a) => a.finished))"
ROOM = Style(padding=Edge.all(40.0), min_height=420.0, gap=8.0)


def opener(open_: Callable[[], None] | None) -> Widget:
    """Make a view with a button that opens an overlay, and another one."""
    buttons: list[Widget] = [
        Button(key="open", label="Open", on_click=open_),
        Button(key="other", label="Other"),
    ]
    return Column(style=ROOM, children=[Row(children=buttons)])


def with_dialog(page: Page, heard: Heard) -> AppPage:
    def leave(event: DismissEvent) -> None:
        heard.take(event)
        app.dismiss(event.overlay_id or "")

    def open_() -> None:
        children: list[Widget] = [
            Text(content="Gone then."),
            Button(key="b", label="B"),
        ]
        app.show_dialog(Dialog(title="Sure?", children=children, on_dismiss=leave))

    app = tempestweb.App(None, lambda _: opener(open_))
    return show(page, app)


def test_a_dialog_takes_the_focus_and_gives_it_back(page: Page) -> None:
    heard = Heard()
    shown = with_dialog(page, heard)
    shown.key("open").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Sure?")
    expect(dialog).to_be_visible()
    expect(shown.key("b")).to_be_focused()
    expect(dialog).to_have_attribute("aria-modal", "true")

    # Nothing below it is reached.
    for _ in range(3):
        page.keyboard.press("Tab")
        assert shown.focused_key() in {"b", None}
    shown.key("b").focus()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(shown.key("open")).to_be_focused()
    assert len(heard.events) == 1


def test_a_dialog_is_left_by_a_press_beside_it_but_not_by_one_that_began_in_it(
    page: Page,
) -> None:
    heard = Heard()
    shown = with_dialog(page, heard)
    shown.key("open").click()
    dialog = page.get_by_role("dialog")
    expect(shown.key("b")).to_be_focused()
    dialog.evaluate(REST)
    rect = box_of(dialog)

    page.mouse.move(rect.x + 10, rect.y + 10)
    page.mouse.down()
    page.mouse.move(rect.x - 20, rect.y - 20)
    page.mouse.up()
    shown.idle()
    expect(dialog).to_be_visible()
    page.mouse.click(rect.x - 20, rect.y - 20)
    expect(dialog).to_have_count(0)


def test_a_dialog_that_must_be_answered_stays(page: Page) -> None:
    app = tempestweb.App(None, lambda _: Button(key="x", label="X"))
    shown = show(page, app, style="width: 600px")
    app.show_dialog(Dialog(title="Wait", children=[Button(key="ok", label="OK")]))
    expect(shown.key("ok")).to_be_focused()
    page.keyboard.press("Escape")
    shown.idle()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_dialog_in_the_view_is_modal_too(page: Page) -> None:
    def view(app: tempestweb.App[list[bool]]) -> Widget:
        children: list[Widget] = [
            Button(key="open", label="Open", on_click=lambda: turn(on=True))
        ]
        if app.state[0]:
            ok = Button(key="ok", label="OK")
            children.append(
                Dialog(title="Here", children=[ok], on_dismiss=lambda: turn(on=False))
            )
        return Column(children=children)

    def turn(*, on: bool) -> None:
        app.set_state(lambda state: state.__setitem__(0, on))

    app = tempestweb.App([False], view)  # type: ignore[arg-type] # tempest-core's App
    shown = show(page, app)
    shown.key("open").click()
    dialog = page.get_by_role("dialog", name="Here")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("dialog => dialog.matches(':modal')")
    expect(shown.key("ok")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(shown.key("open")).to_be_focused()


def test_a_sheet_is_pulled_down_by_its_handle(page: Page) -> None:
    app = tempestweb.App(None, lambda _: opener(None))
    shown = show(page, app)
    sheets: list[str] = []
    content = BottomSheet(
        children=[Text(key="in", content="In")],
        on_dismiss=lambda: app.dismiss(sheets[0]),
    )
    sheets.append(app.show_sheet(content))
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_focused()
    sheet.evaluate(REST)
    handle = box_of(sheet.locator(".tw-sheet-handle"))
    x, y = handle.x + handle.width / 2, handle.y + handle.height / 2

    for far in (20, 120):
        sheet.evaluate(REST)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + far, steps=4)
        assert box_of(sheet).y == NEAR(handle.y - 8 + far, abs=14)
        page.mouse.up()
        shown.idle()
    expect(sheet).to_have_count(0)


def test_an_action_is_chosen_from_a_sheet(page: Page) -> None:
    heard = Heard()
    app = tempestweb.App(None, lambda _: opener(None))
    shown = show(page, app)
    app.show_sheet(ActionSheet(title="Edit", items=ITEMS, on_select=heard.take))
    page.get_by_role("button", name="Cut").click()
    shown.idle()
    assert [event.model_dump() for event in heard.events] == [
        {"value": "cut", "label": "Cut"}
    ]


def with_menu(page: Page, heard: Heard, locale: Locale | None = None) -> AppPage:
    app = tempestweb.App(None, lambda _: opener(open_), locale=locale)

    def open_() -> None:
        app.show_menu(Menu(items=ITEMS, on_select=heard.take), anchor="open")

    return show(page, app)


def test_a_menu_opens_below_its_anchor_and_is_gone_when_one_has_chosen(
    page: Page,
) -> None:
    heard = Heard()
    shown = with_menu(page, heard)
    shown.key("open").click()
    shown.idle()
    menu = page.get_by_role("menu")
    expect(menu).to_be_visible()
    anchor = box_of(shown.key("open"))
    menu.evaluate(REST)
    rect = box_of(menu)
    assert rect.x == NEAR(anchor.x)
    assert 0 <= rect.y - (anchor.y + anchor.height) <= 8

    page.get_by_role("menuitem", name="Cut").click()
    expect(menu).to_have_count(0)
    assert [event.model_dump()["value"] for event in heard.events] == ["cut"]


def test_a_menu_is_operated_with_the_keyboard(page: Page) -> None:
    heard = Heard()
    shown = with_menu(page, heard)
    shown.key("open").press("Enter")
    copy, cut, paste = (page.get_by_role("menuitem", name=i.label) for i in ITEMS)
    expect(copy).to_be_focused()
    for key, focused in (
        ("ArrowDown", cut),
        ("End", paste),
        ("ArrowDown", copy),
        ("ArrowUp", paste),
        ("Home", copy),
        ("p", paste),
    ):
        page.keyboard.press(key)
        expect(focused).to_be_focused()
    page.keyboard.press("Escape")
    expect(copy).to_have_count(0)
    expect(shown.key("open")).to_be_focused()
    assert heard.events == []

    page.keyboard.press("Enter")
    expect(copy).to_be_focused()
    page.keyboard.press("Enter")
    expect(copy).to_have_count(0)
    assert [event.model_dump()["value"] for event in heard.events] == ["copy"]


def test_a_press_elsewhere_closes_a_menu_and_one_on_its_button_does_not_reopen_it(
    page: Page,
) -> None:
    shown = with_menu(page, Heard())
    menu = page.get_by_role("menu")
    for place in ("other", "open"):
        shown.key("open").click()
        expect(menu).to_be_visible()
        shown.key(place).click()
        shown.idle()
        expect(menu).to_have_count(0)


def test_a_menu_of_a_language_from_the_right_ends_where_its_anchor_does(
    page: Page,
) -> None:
    shown = with_menu(page, Heard(), Locale(language="he", rtl=True))
    shown.key("open").click()
    shown.idle()
    menu = page.get_by_role("menu")
    expect(menu).to_be_visible()
    menu.evaluate(REST)
    assert box_of(menu).right == NEAR(box_of(shown.key("open")).right)


def test_a_popover_tells_the_app_that_it_is_left(page: Page) -> None:
    heard = Heard()
    app = tempestweb.App(None, lambda _: opener(None))
    shown = show(page, app)
    popover = Popover(child=Button(key="in", label="In"), on_dismiss=heard.take)
    app.show_menu(popover, anchor="open")
    box = page.get_by_role("dialog", name="In")
    expect(shown.key("in")).to_be_focused()
    page.keyboard.press("Escape")
    shown.idle()
    # The app has kept it.
    expect(box).to_be_visible()
    shown.key("other").click()
    shown.idle()
    assert len(heard.events) == 2


def test_a_tip_is_shown_to_mouse_and_keyboard_and_describes_its_button(
    page: Page,
) -> None:
    tipped = Tooltip(message="Keeps the file", child=Button(key="save", label="Save"))
    show_widget(page, Column(style=ROOM, children=[tipped]))
    tip = page.get_by_role("tooltip", include_hidden=True)
    save = page.get_by_role("button", name="Save")
    expect(tip).not_to_be_visible()
    expect(save).to_have_accessible_description("Keeps the file")

    save.hover()
    expect(tip).to_be_visible()
    above = box_of(tip)
    assert above.y + above.height <= box_of(save).y
    page.mouse.move(600, 600)
    expect(tip).not_to_be_visible()
    page.keyboard.press("Tab")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()
    expect(save).to_be_focused()


def test_a_toast_goes_out_as_its_time_ends(page: Page) -> None:
    app = tempestweb.App(None, lambda _: opener(None))
    show(page, app)
    app.toast(Toast(message="Saved", duration_s=1), duration_s=1)
    toast = page.locator(".tw-toast")
    expect(toast).to_have_text("Saved")
    names = "t => t.getAnimations().map((a) => a.animationName)"
    assert "tw-vanish" in toast.evaluate(names)
    expect(toast).to_have_count(0)


def test_whoever_wants_no_motion_gets_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    app = tempestweb.App(None, lambda _: opener(None))
    show(page, app)
    app.show_menu(Menu(items=ITEMS), anchor="open")
    app.show_sheet(ActionSheet(items=ITEMS))
    for box in (page.get_by_role("menu"), page.get_by_role("dialog")):
        expect(box).to_be_visible()
        assert box.evaluate("box => box.getAnimations().length") == 0
