"""Boxes and texts in a real browser: they are where and as large as they should be."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tempest_core import (
    AspectRatio,
    Badge,
    Button,
    Column,
    Container,
    MetricCard,
    Row,
    SafeArea,
    ScrollView,
    Spacer,
    Stack,
    Style,
    Text,
    Widget,
    Wrap,
)
from tempest_core.style import Edge, TextOverflow

from tests.support.boxes import NEAR, box_of
from tests.support.page_host import show_widget


def text(key: str, **style: Any) -> Text:
    """Make a text that shows its key."""
    return Text(key=key, content=key, style=Style(**style) if style else None)


def test_a_row_puts_its_children_side_by_side(page: Page) -> None:
    row = Row(style=Style(gap=10.0), children=[text("a"), text("b")])
    shown = show_widget(page, row)
    a, b = box_of(shown.key("a")), box_of(shown.key("b"))
    assert b.x == NEAR(a.right + 10)
    assert b.y == NEAR(a.y)


def test_a_column_puts_its_children_below_each_other(page: Page) -> None:
    column = Column(style=Style(gap=10.0), children=[text("a"), text("b")])
    shown = show_widget(page, column)
    a, b = box_of(shown.key("a")), box_of(shown.key("b"))
    assert b.y == NEAR(a.bottom + 10)
    assert b.x == NEAR(a.x)


def test_of_a_long_column_only_what_is_near_is_laid_out(page: Page) -> None:
    rows: list[Widget] = [Row(children=[text(f"row{number}")]) for number in range(400)]
    shown = show_widget(page, Column(children=rows))
    last = shown.key("row399")
    is_laid_out = "el => el.checkVisibility({ contentVisibilityAuto: true })"
    assert shown.key("row0").evaluate(is_laid_out)
    assert not last.evaluate(is_laid_out)
    last.scroll_into_view_if_needed()
    page.wait_for_function(is_laid_out, arg=last.element_handle())
    expect(last).to_be_in_viewport()


def test_what_grows_takes_the_room_that_is_left(page: Page) -> None:
    row = Row(
        key="row",
        style=Style(width=400.0),
        children=[
            text("one", grow=1.0),
            Button(key="button", label="Go"),
            text("two", grow=2.0),
        ],
    )
    shown = show_widget(page, row)
    one, two = box_of(shown.key("one")), box_of(shown.key("two"))
    left = 400 - box_of(shown.key("button")).width
    assert one.width == NEAR(left / 3, abs=1)
    assert two.width == NEAR(left * 2 / 3, abs=1)
    assert two.right == NEAR(box_of(shown.key("row")).right)


def test_what_grows_in_a_column_takes_the_height_that_is_left(page: Page) -> None:
    column = Column(
        key="column",
        style=Style(height=300.0),
        children=[text("head"), Container(key="body", style=Style(grow=1.0))],
    )
    shown = show_widget(page, column)
    head, body = box_of(shown.key("head")), box_of(shown.key("body"))
    assert body.height == NEAR(300 - head.height)


def test_a_spacer_pushes_its_neighbours_apart(page: Page) -> None:
    row = Row(key="row", children=[text("a"), Spacer(), text("b")])
    shown = show_widget(page, row)
    whole = box_of(shown.key("row"))
    assert box_of(shown.key("a")).x == NEAR(whole.x)
    assert box_of(shown.key("b")).right == NEAR(whole.right)


def test_a_wrap_begins_a_new_line_where_the_old_one_is_full(page: Page) -> None:
    boxes: list[Widget] = [
        Container(key=f"box-{n}", style=Style(width=40.0, height=20.0))
        for n in range(4)
    ]
    shown = show_widget(page, Wrap(style=Style(width=130.0), children=boxes))
    rects = [box_of(shown.key(f"box-{n}")) for n in range(4)]
    assert rects[0].y == rects[1].y
    assert rects[3].y >= rects[0].bottom
    assert rects[3].x == rects[0].x


def test_a_container_keeps_its_child_inside_its_padding(page: Page) -> None:
    container = Container(
        key="box", style=Style(padding=Edge.all(12), width=200.0), child=text("in")
    )
    shown = show_widget(page, container)
    outer, inner = box_of(shown.key("box")), box_of(shown.key("in"))
    assert outer.width == NEAR(200)
    assert (inner.x - outer.x, inner.y - outer.y) == NEAR((12, 12))
    assert outer.bottom == NEAR(inner.bottom + 12)


def test_a_stack_lays_its_children_over_each_other(page: Page) -> None:
    stack = Stack(
        key="stack",
        children=[
            Container(key="below", style=Style(width=200.0, height=100.0)),
            text("above"),
        ],
    )
    shown = show_widget(page, stack)
    below, above = box_of(shown.key("below")), box_of(shown.key("above"))
    assert (above.x, above.y) == (below.x, below.y)
    assert box_of(shown.key("stack")).height == NEAR(100)


def test_an_aspect_ratio_holds(page: Page) -> None:
    ratio = AspectRatio(key="ratio", ratio=16 / 9, child=text("in"))
    shown = show_widget(page, Container(style=Style(width=320.0), child=ratio))
    rect = box_of(shown.key("ratio"))
    assert (rect.width, rect.height) == NEAR((320, 180), abs=0.1)
    assert box_of(shown.key("in")).height == NEAR(rect.height)


def test_a_safe_area_shows_its_child(page: Page) -> None:
    shown = show_widget(page, SafeArea(child=text("in")))
    expect(shown.key("in")).to_be_visible()


@pytest.mark.parametrize("is_horizontal", [False, True])
def test_a_scroll_view_scrolls_what_is_too_much(
    page: Page, is_horizontal: bool
) -> None:
    children: list[Widget] = [
        Container(key=f"box-{n}", style=Style(width=50.0, height=50.0))
        for n in range(10)
    ]
    size = Style(width=100.0) if is_horizontal else Style(height=100.0)
    shown = show_widget(
        page,
        ScrollView(
            key="scroll", horizontal=is_horizontal, style=size, children=children
        ),
    )
    whole, last = shown.key("scroll"), shown.key("box-9")
    side = "width" if is_horizontal else "height"
    assert getattr(box_of(whole), side) == NEAR(100)
    # It did not shrink to make room.
    assert getattr(box_of(last), side) == NEAR(50)
    expect(last).not_to_be_in_viewport()

    whole.hover()
    page.mouse.wheel(400 if is_horizontal else 0, 0 if is_horizontal else 400)

    expect(last).to_be_in_viewport(ratio=1)


def test_text_is_shown_as_it_is(page: Page) -> None:
    content = '<b>bold</b> &amp; "quoted"\n  second  line'
    shown = show_widget(page, Text(key="text", content=content))
    assert shown.key("text").inner_text() == content
    assert page.locator("b").count() == 0


def test_text_is_cut_after_its_most_lines(page: Page) -> None:
    style = Style(
        width=100.0, line_height=20.0, max_lines=2, text_overflow=TextOverflow.ELLIPSIS
    )
    words = Text(key="text", content="so many words " * 20, style=style)
    shown = show_widget(page, words)
    assert box_of(shown.key("text")).height == NEAR(40)


@pytest.mark.parametrize(("width", "is_beside"), [(165, False), (300, True)])
def test_a_figure_is_broken_only_if_it_alone_is_wider_than_its_card(
    page: Page, width: int, is_beside: bool
) -> None:
    badge = Badge(key="badge", label="Live")
    card = MetricCard(label="Visitors", value="12,480", trailing=badge)
    shown = show_widget(page, card, style=f"width: {width}px")
    figure = box_of(page.get_by_text("12,480"))
    assert figure.height < 50
    assert (box_of(shown.key("badge")).y < figure.bottom) == is_beside
