"""Widgets in a language from the right: dragged, turned and scrolled the other way."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tempest_core import (
    Column,
    Container,
    Draggable,
    DragTarget,
    Event,
    Icon,
    LazyRow,
    Locale,
    PageView,
    RangeSlider,
    Rating,
    RouteDrawer,
    ScrollEvent,
    SegmentedControl,
    Slider,
    Style,
    Text,
    TextAlign,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, Box, box_of
from tests.support.fingers import Fingers, middle_of
from tests.support.page_host import AppPage, Heard, show

HEBREW = Locale(language="he", rtl=True)
SENTENCE = "Ends with a full stop."


def show_mirrored(page: Page, *widgets: Widget) -> AppPage:
    """Show widgets below each other, 400 px wide."""
    column = Column(style=Style(width=400.0, gap=8.0), children=list(widgets))
    app: tempestweb.App[Any] = tempestweb.App(None, lambda _: column, locale=HEBREW)
    return show(page, app)


def drag(page: Page, start: tuple[float, float], dx: float) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + dx, start[1], steps=4)
    page.mouse.up()


def box_of_sign(text: Locator, index: int) -> Box:
    """Measure one sign of a text."""
    found: dict[str, float] = text.evaluate(
        """(element, index) => {
          const range = document.createRange();
          range.setStart(element.firstChild, index);
          range.setEnd(element.firstChild, index + 1);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }""",
        index,
    )
    return Box(**found)


def test_sliders_begin_at_the_right(page: Page) -> None:
    shown = show_mirrored(
        page,
        Slider(key="one", value=50.0, min_value=0.0, max_value=100.0),
        RangeSlider(key="two", low=20.0, high=70.0, min_value=0.0, max_value=100.0),
    )
    one = page.get_by_role("slider").first
    rect, middle = box_of(one), middle_of(one)

    drag(page, middle, -rect.width / 4)
    assert float(one.input_value()) == NEAR(75, abs=4)
    one.press("ArrowLeft")
    one.press("ArrowLeft")
    assert float(one.input_value()) == NEAR(77, abs=4)

    both = page.locator(".tw-range")
    rect = box_of(both)
    drag(page, (rect.x + rect.width * 0.79, rect.y + 16), -rect.width * 0.2)
    shown.idle()
    low, high = both.locator("input").all()
    assert float(low.input_value()) == NEAR(40, abs=4)
    assert float(high.input_value()) == 70


def test_a_long_row_begins_at_the_right_and_slides_its_window(page: Page) -> None:
    offsets: list[float] = []

    def scroll(event: ScrollEvent) -> None:
        offsets.append(event.offset)

    shown = show_mirrored(
        page,
        LazyRow(
            key="row",
            item_count=1000,
            item_builder=lambda index: Container(
                style=Style(width=100.0, height=40.0), child=Text(content=f"<{index}>")
            ),
            on_scroll=scroll,
            style=Style(height=60.0),
        ),
    )
    row = shown.key("row")
    first = box_of(row.get_by_text("<0>", exact=True).locator(".."))
    assert first.right == NEAR(box_of(row).right, abs=2)

    row.evaluate("row => { row.scrollLeft = -50_000 }")
    seen = row.get_by_text("<502>", exact=True)
    expect(seen).to_be_in_viewport()
    shown.idle()

    assert row.locator("[data-tw-index]").count() < 60
    assert offsets[-1] == NEAR(50_000, abs=200)
    # The later one is to the left.
    assert box_of(seen).x > box_of(row.get_by_text("<503>", exact=True)).x


def test_pages_are_turned_to_the_right_with_finger_and_to_the_left_with_keys(
    page: Page,
) -> None:
    heard = Heard()
    sheets: list[Widget] = [
        Container(style=Style(height=100.0), child=Text(content=name)) for name in "abc"
    ]
    shown = show_mirrored(
        page, PageView(key="p", children=sheets, on_page_change=heard.take)
    )
    track = page.locator(".tw-pages-track")
    x, y = middle_of(track)

    Fingers(page).drag((x - 100, y), 240, 3)
    page.wait_for_function(
        "track => track.scrollLeft < -390", arg=track.element_handle()
    )
    expect(page.locator(".tw-page").nth(1)).not_to_have_attribute("inert", "")
    track.press("ArrowLeft")
    expect(page.locator(".tw-page").nth(2)).not_to_have_attribute("inert", "")
    track.press("ArrowRight")
    expect(page.locator(".tw-page").nth(1)).not_to_have_attribute("inert", "")
    shown.idle()

    assert [event.model_dump()["page"] for event in heard.events] == [1, 2, 1]


def test_a_drawer_comes_from_the_right(page: Page) -> None:
    inside = Container(style=Style(height=200.0), child=Text(content="inside"))
    shown = show_mirrored(
        page, RouteDrawer(key="d", child=Text(content="main"), drawer=inside, open=True)
    )
    host, panel = box_of(shown.key("d")), page.get_by_role("dialog")

    # It has slid in.
    page.wait_for_function(
        "([panel, right]) => Math.abs(panel.getBoundingClientRect().right - right) < 1",
        arg=[panel.element_handle(), host.right],
    )
    assert box_of(panel).x > host.x


@pytest.mark.parametrize("kind", ["segments", "stars"])
def test_the_left_arrow_leads_to_the_next_of_several(page: Page, kind: str) -> None:
    chosen: list[int] = []
    widgets: dict[str, Widget] = {
        "segments": SegmentedControl(
            options=["a", "b", "c"], selected=0, on_select=chosen.append
        ),
        "stars": Rating(value=1, on_rate=lambda stars: chosen.append(stars - 1)),
    }
    shown = show_mirrored(page, widgets[kind])

    page.get_by_role("radio").first.press("ArrowLeft")
    shown.idle()

    expect(page.get_by_role("radio").nth(1)).to_be_focused()
    assert chosen == [1]


def test_the_left_arrow_carries_a_card_to_the_next_place(page: Page) -> None:
    dropped: list[str] = []

    def place(name: str) -> DragTarget:
        def drop(_event: Event) -> None:
            dropped.append(name)

        return DragTarget(key=name, child=Text(content=name), on_drop=drop)

    shown = show_mirrored(
        page,
        Draggable(key="card", drag_data="1", child=Text(content="card")),
        place("one"),
        place("two"),
        place("three"),
    )
    for key in ("Enter", "ArrowLeft", "ArrowLeft", "ArrowRight", "Enter"):
        page.get_by_role("button").press(key)
    shown.idle()

    assert dropped == ["two"]


def test_a_text_from_the_left_keeps_its_order_and_the_side_of_the_app(
    page: Page,
) -> None:
    shown = show_mirrored(page, Text(key="t", content=SENTENCE))
    text = shown.key("t")

    stop, start = box_of_sign(text, len(SENTENCE) - 1), box_of_sign(text, 0)

    assert stop.x > start.x
    assert stop.right == NEAR(box_of(text).right, abs=2)


@pytest.mark.parametrize(
    ("align", "side"), [(TextAlign.LEFT, "right"), (TextAlign.RIGHT, "x")]
)
def test_sides_that_an_app_names_are_those_of_the_line(
    page: Page, align: TextAlign, side: str
) -> None:
    text = Text(key="t", content=SENTENCE, style=Style(text_align=align))
    shown = show_mirrored(page, text)
    index = len(SENTENCE) - 1 if side == "right" else 0

    sign = box_of_sign(shown.key("t"), index)

    whole = box_of(shown.key("t"))
    assert getattr(sign, side) == NEAR(getattr(whole, side), abs=2)


def test_icons_that_point_onward_point_the_other_way(page: Page) -> None:
    names = ("arrow-left", "chevron-right", "arrow_back", "home")
    shown = show_mirrored(page, *(Icon(key=name, name=name) for name in names))

    scales = [
        shown.key(name).evaluate("icon => getComputedStyle(icon).scale")
        for name in names
    ]

    assert scales == ["-1 1", "-1 1", "-1 1", "none"]
