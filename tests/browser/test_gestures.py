"""Gestures: what is done by mouse, finger and keyboard reaches the app."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tempest_core import (
    App,
    Color,
    Column,
    Container,
    Dismissible,
    Draggable,
    DragTarget,
    Edge,
    Event,
    GestureDetector,
    InteractiveViewer,
    PanHandler,
    ReorderableList,
    ReorderEvent,
    ScaleHandler,
    Style,
    TapEvent,
    Text,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.fingers import Fingers
from tests.support.page_host import Heard, show, show_widget


def box(key: str, side: float = 120.0) -> Container:
    """Make a box to be touched."""
    style = Style(width=side, height=side, background=Color(r=200, g=210, b=250))
    return Container(key=key, style=style, child=Text(content=key))


def told(heard: Heard) -> list[tuple[str, dict[str, Any]]]:
    return [(type(e).__name__, e.model_dump(mode="json")) for e in heard.events]


def drag(page: Page, start: Locator, dx: float, dy: float, steps: int = 6) -> None:
    rect = box_of(start)
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=steps)
    page.mouse.up()


def drag_steadily(page: Page, start: Locator, dx: float, dy: float, steps: int) -> None:
    """Drag with a step every 8 ms by the events' own time, however slow the machine."""
    rect = box_of(start)
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    mouse = page.context.new_cdp_session(page)
    at = time.time()
    kinds = ["mousePressed", *["mouseMoved"] * steps, "mouseReleased"]
    for number, kind in enumerate(kinds):
        part = min(number / steps, 1)
        mouse.send(
            "Input.dispatchMouseEvent",
            {
                "type": kind,
                "x": x + dx * part,
                "y": y + dy * part,
                "button": "left",
                "buttons": 1,
                "clickCount": 1,
                "timestamp": at + number * 0.008,
            },
        )


def test_taps_long_presses_and_swipes_are_told_apart(page: Page) -> None:
    heard = Heard()

    def view(app: App[list[int]]) -> Widget:
        def take(event: Event) -> None:
            heard.take(event)
            taps = isinstance(event, TapEvent)
            app.set_state(lambda state: state.__setitem__(0, state[0] + taps))

        detector = GestureDetector(
            key="g",
            child=box("b"),
            on_tap=take,
            on_double_tap=take,
            on_long_press=take,
            on_swipe=take,
        )
        count = Text(key="taps", content=str(app.state[0]))
        return Column(children=[detector, count])

    shown = show(page, tempestweb.App([0], view))
    taps = shown.key("taps")
    target = shown.key("b")

    target.dblclick(position={"x": 30, "y": 40})
    target.click(position={"x": 10, "y": 20}, delay=800)
    drag(page, target, -90, 8)
    target.click(position={"x": 50, "y": 60})
    # A tap is one only when no second one has come.
    expect(taps).to_have_text("2")
    shown.key("g").press("ArrowDown")
    shown.idle()

    assert told(heard) == [
        ("TapEvent", {"x": 30, "y": 40}),
        ("LongPressEvent", {"x": 10, "y": 20}),
        ("SwipeEvent", {"direction": "left", "dx": -90, "dy": 8}),
        ("TapEvent", {"x": 50, "y": 60}),
        ("SwipeEvent", {"direction": "down", "dx": 0, "dy": 30}),
    ]


def test_a_box_is_pressed_with_the_keyboard(page: Page) -> None:
    heard = Heard()
    detector = GestureDetector(key="g", child=box("b"), on_tap=heard.take)
    shown = show_widget(page, Column(children=[detector]))
    page.get_by_role("button").press("Enter")
    page.get_by_role("button").press("Space")
    shown.idle()
    assert told(heard) == [("TapEvent", {"x": 60, "y": 60})] * 2


def test_no_travel_of_a_pan_is_lost_on_a_slow_line(page: Page) -> None:
    heard = Heard()
    shown = show_widget(page, PanHandler(key="p", child=box("b"), on_pan=heard.take))
    shown.hold("up")
    drag_steadily(page, shown.key("b"), 150, -60, steps=30)
    shown.release("up")
    shown.idle()

    events = [event for _, event in told(heard)]
    # All but the first had to wait, and came as one.
    assert len(events) <= 3
    assert sum(e["dx"] for e in events) == NEAR(150)
    assert sum(e["dy"] for e in events) == NEAR(-60)
    assert events[-1]["vx"] > 0 > events[-1]["vy"]
    # The middle of the box is where it was pressed.
    first, last = events[0], events[-1]
    assert (first["x"] - first["dx"], first["y"] - first["dy"]) == NEAR((60, 60))
    assert (last["x"], last["y"]) == NEAR((210, 0))
    assert [e["is_start"] for e in events] == [e is first for e in events]
    assert [e["is_end"] for e in events] == [e is last for e in events]


def test_a_second_finger_and_the_next_press_do_not_join_a_pan(page: Page) -> None:
    heard = Heard()
    shown = show_widget(page, PanHandler(key="p", child=box("b"), on_pan=heard.take))
    rect = box_of(shown.key("b"))
    x, y = rect.x + 60, rect.y + 60
    fingers = Fingers(page)
    shown.hold("up")
    fingers.press((x, y))
    fingers.move((x + 20, y))
    fingers.press((x + 20, y), (x, y))
    fingers.lift()
    fingers.press((x, y))
    fingers.move((x, y + 20))
    fingers.lift()
    shown.release("up")
    shown.key("p").press("ArrowUp")
    shown.idle()

    marks = [(e["is_start"], e["is_end"]) for _, e in told(heard)]
    assert marks == [(True, False), (False, True)] * 2 + [(True, True)]


def test_two_fingers_pinch(page: Page) -> None:
    heard = Heard()
    shown = show_widget(page, ScaleHandler(child=box("b"), on_scale=heard.take))
    rect = box_of(shown.key("b"))
    Fingers(page).pinch((rect.x + 60, rect.y + 60), 20, 60)
    shown.idle()
    _, last = told(heard)[-1]
    assert last["scale"] == NEAR(3, abs=0.05)
    assert (last["focus_x"], last["focus_y"]) == NEAR((60, 60))
    assert last["rotation"] == NEAR(0)


def dragged(page: Page, heard: Heard) -> Any:
    children: list[Widget] = [
        Draggable(
            key="card", drag_data="card 1", child=box("c", 60), on_drag=heard.take
        ),
        DragTarget(key="one", child=box("first"), on_drop=heard.take),
        DragTarget(key="two", child=box("second"), on_drop=heard.take),
    ]
    return show_widget(page, Column(style=Style(gap=20.0), children=children))


def test_a_card_is_dropped_with_the_mouse(page: Page) -> None:
    heard = Heard()
    shown = dragged(page, heard)
    card, target = box_of(shown.key("card")), box_of(shown.key("two"))
    x, y = card.x + 10, card.y + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(target.x + 30, target.y + 40, steps=5)
    expect(shown.key("two")).to_have_attribute("data-tw-over", "")
    picture = page.locator(".tw-picture")
    assert box_of(picture).x == NEAR(card.x + target.x + 30 - x)
    page.mouse.up()
    shown.idle()
    expect(picture).to_have_count(0)
    expect(shown.key("two")).not_to_have_attribute("data-tw-over", "")
    (_, dropped), (_, released) = told(heard)
    assert dropped == {"data": "card 1", "x": NEAR(30), "y": NEAR(40)}
    assert released["data"] == "card 1"


def test_a_card_is_dropped_with_a_finger_that_rests_first(page: Page) -> None:
    heard = Heard()
    shown = dragged(page, heard)
    card, target = box_of(shown.key("card")), box_of(shown.key("one"))
    fingers = Fingers(page)
    fingers.press((card.x + 10, card.y + 10))
    expect(page.locator(".tw-picture")).to_be_visible()
    fingers.move((target.x + 20, target.y + 20))
    expect(shown.key("one")).to_have_attribute("data-tw-over", "")
    fingers.lift()
    shown.idle()
    assert [name for name, _ in told(heard)] == ["DragEvent", "DragEvent"]


def test_a_card_is_dropped_with_the_keyboard(page: Page) -> None:
    heard = Heard()
    shown = dragged(page, heard)
    card = page.get_by_role("button")
    card.press("Enter")
    expect(shown.key("one")).to_have_attribute("data-tw-over", "")
    card.press("ArrowDown")
    expect(shown.key("two")).to_have_attribute("data-tw-over", "")
    expect(page.locator(".tw-said")).to_have_text("second 2/2")
    card.press("Escape")
    expect(page.locator("[data-tw-over]")).to_have_count(0)
    assert heard.events == []
    card.press("Space")
    card.press("Space")
    shown.idle()
    assert told(heard)[0][1] == {"data": "card 1", "x": NEAR(60), "y": NEAR(60)}
    assert len(heard.events) == 2


def reordered(page: Page) -> tuple[Any, tempestweb.App[list[str]]]:
    def view(app: App[list[str]]) -> Widget:
        def reorder(event: ReorderEvent) -> None:
            app.set_state(lambda s: s.insert(event.to_index, s.pop(event.from_index)))

        items: list[Widget] = [
            Container(key=name, style=Style(height=40.0), child=Text(content=name))
            for name in app.state
        ]
        return ReorderableList(children=items, style=Style(gap=4.0), on_reorder=reorder)

    app = tempestweb.App(list("abcd"), view)
    return show(page, app, style="width: 300px"), app


def test_an_item_is_put_elsewhere_with_the_mouse(page: Page) -> None:
    shown, app = reordered(page)
    drag(page, shown.key("a"), 0, 96)
    shown.idle()
    assert app.state == list("bcad")
    expect(page.get_by_role("listitem")).to_have_text(list("bcad"))
    tops = [box_of(shown.key(name)).y for name in "bcad"]
    assert [y - tops[0] for y in tops] == NEAR([0, 44, 88, 132])
    drag(page, shown.key("d"), 0, -200)
    shown.idle()
    assert app.state == list("dbca")


def test_an_item_is_put_elsewhere_with_the_keyboard_and_keeps_the_focus(
    page: Page,
) -> None:
    shown, app = reordered(page)
    shown.key("a").focus()
    page.keyboard.press("Alt+ArrowDown")
    shown.idle()
    page.keyboard.press("Alt+ArrowDown")
    shown.idle()
    assert app.state == list("bcad")
    assert shown.focused_key() == "a"
    page.keyboard.press("ArrowUp")
    assert shown.focused_key() == "c"


def test_something_is_swiped_away_or_comes_back(page: Page) -> None:
    def view(app: App[list[str]]) -> Widget:
        def gone(name: str) -> None:
            app.set_state(lambda state: state.remove(name))

        return Column(
            children=[
                Dismissible(
                    key=name,
                    child=box(name, 80),
                    on_dismiss=lambda name=name: gone(name),
                )
                for name in app.state
            ]
        )

    app = tempestweb.App(list("ab"), view)
    shown = show(page, app)
    a = shown.key("a")
    place = box_of(a.first).x
    drag(page, a.first, 70, 0)
    shown.idle()
    drag(page, a.first, -15, 0)
    expect(a.first).to_have_css("translate", "none")
    assert box_of(a.first).x == NEAR(place)
    drag(page, a.first, -70, 0)
    expect(a).to_have_count(0)
    shown.key("b").first.press("Delete")
    expect(shown.key("b")).to_have_count(0)
    assert app.state == []


def test_a_picture_is_zoomed_and_moved_within_its_limits(page: Page) -> None:
    heard = Heard()
    viewer = InteractiveViewer(
        key="v",
        child=box("b", 300),
        max_scale=2,
        style=Style(width=300.0, height=300.0, margin=Edge.all(10.0)),
        on_interaction=heard.take,
    )
    shown = show_widget(page, viewer)
    window, picture = shown.key("v"), shown.key("b")
    frame = box_of(window)
    window.focus()
    for _ in range(6):
        page.keyboard.press("+")
    shown.idle()
    assert box_of(picture).width == NEAR(600)
    assert told(heard)[-1][1]["scale"] == NEAR(2)
    # From its middle.
    assert box_of(picture).x == NEAR(frame.x - 150)

    drag(page, window, 50, 30)
    assert box_of(picture).x == NEAR(frame.x - 100)
    page.keyboard.press("0")
    assert box_of(picture).x == NEAR(frame.x)
    page.keyboard.down("Control")
    page.mouse.move(frame.x + 100, frame.y + 100)
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    expect(window.locator(".tw-viewed")).not_to_have_css(
        "transform", "matrix(1, 0, 0, 1, 0, 0)"
    )
    # What is under the mouse stays there.
    zoomed = box_of(picture)
    scale = zoomed.width / 300
    assert zoomed.x + 100 * scale == NEAR(frame.x + 100)
