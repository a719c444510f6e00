"""Dragging to what is not in sight: a pointer held at an edge scrolls there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tempest_core import (
    App,
    Color,
    Column,
    Container,
    Draggable,
    DragTarget,
    ReorderableList,
    ReorderEvent,
    Row,
    ScrollView,
    Style,
    Text,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.fingers import Fingers, middle_of
from tests.support.page_host import AppPage, Heard, show, show_widget

COUNT = 20
HEIGHT = 300
"""Of the box around a list, in px, which is less than half of the list."""

FRAMES = """async (box) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  const before = box.scrollTop;
  for (let count = 0; count < 5; count += 1) await frame();
  return box.scrollTop - before;
}"""
"""How far a box is scrolled in five frames."""


def long_list(page: Page) -> tuple[Locator, AppPage, tempestweb.App[list[int]]]:
    """Show a list in a box that is too low for it; return the box as well."""

    def view(app: App[list[int]]) -> Widget:
        def reorder(event: ReorderEvent) -> None:
            app.set_state(lambda s: s.insert(event.to_index, s.pop(event.from_index)))

        items: list[Widget] = [
            Container(
                key=f"item{number}",
                style=Style(height=36.0, background=Color(r=200, g=210, b=250)),
                child=Text(content=f"{number}"),
            )
            for number in app.state
        ]
        ordered = ReorderableList(
            children=items, style=Style(gap=4.0), on_reorder=reorder
        )
        scrolled = ScrollView(
            key="box", style=Style(height=float(HEIGHT)), children=[ordered]
        )
        return Column(children=[scrolled])

    app = tempestweb.App(list(range(COUNT)), view)
    shown = show(page, app, style="width: 300px; margin: 40px")
    return shown.key("box"), shown, app


def wait_until_scrolled(box: Locator, far: int) -> None:
    """Wait until a box is scrolled so far."""
    page = box.page
    handle = box.element_handle()
    page.wait_for_function(
        "([box, far]) => box.scrollTop >= far", arg=[handle, far], timeout=10_000
    )


def test_an_item_is_dragged_to_the_end_of_a_list_that_is_not_in_sight(
    page: Page,
) -> None:
    box, shown, app = long_list(page)
    item, (x, y) = shown.key("item0"), middle_of(shown.key("item0"))
    bottom = box_of(box).bottom
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, bottom - 20, steps=4)
    wait_until_scrolled(box, 120)
    assert middle(item) == NEAR((x, bottom - 20))

    page.mouse.move(x, bottom - HEIGHT / 2)
    assert box.evaluate(FRAMES) == 0
    assert middle(item) == NEAR((x, bottom - HEIGHT / 2))

    page.mouse.move(x, bottom - 6)
    wait_until_scrolled(box, COUNT * 40 - 4 - HEIGHT)
    # It does not make room of its own to go on in.
    assert box.evaluate(FRAMES) == 0
    assert box.evaluate("box => box.scrollTop + box.clientHeight") <= COUNT * 40 + 20
    assert middle(item) == NEAR((x, bottom - 6))
    page.mouse.up()
    shown.idle()
    assert app.state == [*range(1, COUNT), 0]


def test_a_list_stays_where_it_is_when_the_item_is_let_go_at_its_edge(
    page: Page,
) -> None:
    box, shown, app = long_list(page)
    x, y = middle_of(shown.key("item0"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, box_of(box).bottom - 20, steps=4)
    wait_until_scrolled(box, 40)
    page.mouse.up()
    shown.idle()
    assert box.evaluate(FRAMES) == 0
    assert 0 < app.state.index(0) < COUNT - 1


def middle(locator: Locator) -> tuple[float, float]:
    rect = box_of(locator)
    return rect.x + rect.width / 2, rect.y + rect.height / 2


def board(page: Page, heard: Heard, *, style: str = "") -> AppPage:
    """Show a card at the top of a long page or panel, and a column at its very end."""

    def piece(key: str, height: float) -> Widget:
        look = Style(height=height, width=150.0, background=Color(r=200, g=210, b=250))
        return Container(key=f"{key}-box", style=look, child=Text(content=key))

    card = Draggable(key="card", drag_data="card", child=piece("a card", 40.0))
    far = DragTarget(key="far", child=piece("far", 300.0), on_drop=heard.take)
    between = [piece(f"between {number}", 300.0) for number in range(3)]
    return show_widget(page, Column(children=[card, *between, far]), style=style)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_finger_takes_a_card_to_a_column_that_is_not_in_sight(
    page: Page, motion: Any
) -> None:
    page.emulate_media(reduced_motion=motion)
    heard = Heard()
    shown = board(page, heard)
    start = middle_of(shown.key("card"))
    height: int = page.evaluate("innerHeight")
    edge = (start[0], height - 14)
    fingers = Fingers(page)
    fingers.press(start)
    picture = page.locator(".tw-picture")
    expect(picture).to_be_visible()
    for share in (0.3, 0.7, 1.0):
        fingers.move((start[0], start[1] + (edge[1] - start[1]) * share))
    expect(shown.key("far")).to_have_attribute("data-tw-over", "", timeout=10_000)
    assert middle(picture) == NEAR(edge)
    fingers.lift()
    shown.idle()
    assert [event.model_dump()["data"] for event in heard.events] == ["card"]


def test_the_panel_around_an_app_is_scrolled_and_not_the_page(page: Page) -> None:
    heard = Heard()
    shown = board(page, heard, style="height: 400px; overflow: auto")
    x, y = middle_of(shown.key("card"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, 390, steps=4)
    expect(shown.key("far")).to_have_attribute("data-tw-over", "", timeout=10_000)
    assert page.evaluate("scrollY") == 0
    page.mouse.up()
    shown.idle()
    assert len(heard.events) == 1


def test_the_column_that_a_card_is_over_is_scrolled(page: Page) -> None:
    def column(key: str, *inside: Widget) -> Widget:
        rows = [Text(content=f"{key} {number}") for number in range(40)]
        style = Style(height=300.0, width=150.0)
        return ScrollView(key=key, style=style, children=[*inside, *rows])

    card = Draggable(key="card", drag_data="card", child=Text(content="a card"))
    columns = [column("one", card), column("two")]
    shown = show_widget(page, Row(children=columns))
    page.mouse.move(*middle_of(shown.key("card")))
    page.mouse.down()
    two = box_of(shown.key("two"))
    page.mouse.move(two.x + 70, two.bottom - 10, steps=4)
    wait_until_scrolled(shown.key("two"), 100)
    page.mouse.up()
    assert shown.key("one").evaluate("box => box.scrollTop") == 0
