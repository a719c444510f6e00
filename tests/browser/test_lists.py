"""Long lists: what is in the page, where it stands, and what handlers are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tempest_core import (
    App,
    Button,
    Column,
    Container,
    LazyColumn,
    LazyGrid,
    LazyRow,
    RefreshControl,
    ScrollEvent,
    SectionHeader,
    SectionList,
    Style,
    Text,
    Widget,
)

import tempestweb
from tests.support.fingers import Fingers
from tests.support.page_host import AppPage, show

MANY = 100_000
BOX = Style(height=400.0)


@dataclass
class Log:
    """What there is, and what handlers were told."""

    items: list[str] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)
    refreshing: bool = False


def numbers(
    widget_type: type[LazyColumn] | type[LazyGrid] | type[LazyRow] = LazyColumn,
    count: int = MANY,
    style: Style = BOX,
    **options: Any,
) -> tempestweb.App[Log]:
    """Make an app of a list of numbers, whose heights differ."""

    def item(index: int) -> Widget:
        size = 30.0 + index % 3 * 10
        box = Style(height=size, width=80.0)
        return Container(style=box, child=Text(content=f"Item {index}"))

    return tempestweb.App(
        Log(),
        lambda _app: widget_type(
            key="list",
            item_count=count,
            item_builder=item,
            style=style,
            # Whole turns of the heights, so that what is expected is exact.
            window_size=21,
            **options,
        ),
    )


def scroll_to(box: Locator, place: float) -> None:
    box.evaluate("(box, place) => { box.scrollTop = place; }", place)


def settle(shown: AppPage) -> None:
    """Wait until a scroll was looked at, and what it asked for is there."""
    for _ in range(3):
        shown.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() =>"
            " requestAnimationFrame(done)))"
        )
        shown.idle()


def blank(box: Locator) -> float:
    """How much of what is in sight is not covered by items, in CSS px."""
    uncovered: float = box.evaluate(
        """box => {
          const sight = box.getBoundingClientRect();
          let covered = 0;
          for (const row of box.querySelectorAll(":scope > .tw-item")) {
            const { top, bottom } = row.getBoundingClientRect();
            covered += Math.max(
              0, Math.min(bottom, sight.bottom) - Math.max(top, sight.top));
          }
          return sight.height - covered;
        }"""
    )
    return uncovered


def test_a_hundred_thousand_items_are_a_few_rows_wherever_one_scrolls(
    page: Page,
) -> None:
    shown = show(page, numbers())
    box = shown.key("list")
    rows = box.locator("> .tw-item")
    settle(shown)
    expect(rows.first).to_have_text("Item 0")
    total = box.evaluate("box => box.scrollHeight")
    assert 0.9 < total / (MANY * 40) < 1.1

    for place in (3_000, 1_000_000, 2_345_678, 500, total):
        scroll_to(box, place)
        settle(shown)
        assert rows.count() < 200
        assert blank(box) < 1
    expect(rows.last).to_have_text(f"Item {MANY - 1}")

    box.focus()
    page.keyboard.press("Home")
    page.wait_for_function("box => box.scrollTop < 1", arg=box.element_handle())
    settle(shown)
    expect(rows.first).to_have_text("Item 0")
    assert rows.first.get_attribute("aria-setsize") == str(MANY)


def test_scrolling_at_2400_px_a_second_shows_no_gap_for_long(page: Page) -> None:
    shown = show(page, numbers())
    box = shown.key("list")
    settle(shown)
    box.evaluate(
        """box => {
          window.longest = 0;
          let since = null;
          const look = (now) => {
            const sight = box.getBoundingClientRect();
            const rows = [...box.querySelectorAll(":scope > .tw-item")];
            const has = (y) => rows.some((row) => {
              const { top, bottom } = row.getBoundingClientRect();
              return top <= y && bottom >= y;
            });
            if (has(sight.top + 2) && has(sight.bottom - 2)) since = null;
            else since ??= now;
            if (since !== null) window.longest = Math.max(window.longest, now - since);
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }"""
    )
    box.evaluate(
        """async (box) => {
          for (let frame = 0; frame < 120; frame++) {
            box.scrollTop += 40;
            await new Promise(requestAnimationFrame);
          }
        }"""
    )
    settle(shown)
    assert box.evaluate("box => box.scrollTop") > 4_000
    assert page.evaluate("window.longest") <= 100


def test_the_focused_row_stays_in_the_page(page: Page) -> None:
    app = tempestweb.App(
        Log(),
        lambda app: LazyColumn(
            key="list",
            item_count=1_000,
            item_builder=lambda index: Button(
                label=f"Press {index}", on_click=lambda: app.state.told.append(index)
            ),
            style=BOX,
        ),
    )
    shown = show(page, app)
    settle(shown)
    button = page.get_by_role("button", name="Press 2", exact=True)
    button.focus()
    scroll_to(shown.key("list"), 20_000)
    settle(shown)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    shown.idle()
    assert app.state.told == [2]
    expect(shown.key("list").locator("> .tw-item").nth(3)).not_to_have_text("Press 3")


def test_items_that_come_before_those_in_sight_do_not_move_them(page: Page) -> None:
    def view(app: App[Log]) -> Widget:
        items = app.state.items

        def item(index: int) -> Widget:
            return Text(
                content=items[index], key=items[index], style=Style(height=35.0)
            )

        return LazyColumn(
            key="list", item_count=len(items), item_builder=item, style=BOX
        )

    app = tempestweb.App(Log([f"old {n}" for n in range(500)]), view)
    shown = show(page, app)
    box = shown.key("list")
    settle(shown)
    scroll_to(box, 5_000)
    settle(shown)
    before = shown.key("old 145").bounding_box()
    assert before is not None

    app.set_state(
        lambda log: log.items.__setitem__(slice(0), [f"new {n}" for n in range(50)])
    )
    expect(shown.key("old 145")).to_be_visible()
    settle(shown)
    after = shown.key("old 145").bounding_box()

    assert after is not None
    assert abs(after["y"] - before["y"]) < 1
    assert blank(box) < 1


def test_two_views_of_a_list_scroll_apart(page: Page) -> None:
    shown = show(page, numbers())
    second = shown.show_again()
    first = page.locator(".tempestweb").first
    settle(shown)
    scroll_to(first.locator("[data-key=list]"), 100_000)
    settle(shown)
    for view, text in ((first, "Item 2500"), (second, "Item 0")):
        box = view.locator("[data-key=list]")
        assert blank(box) < 1
        expect(view.get_by_text(text, exact=True)).to_be_visible()
    assert second.locator(".tw-item").count() < 200


def test_scrolling_and_the_end_are_told(page: Page) -> None:
    told: list[Any] = []

    def grow() -> None:
        told.append("end")

    app = numbers(
        count=100, on_scroll=lambda event: told.append(event), on_end_reached=grow
    )
    shown = show(page, app)
    box = shown.key("list")
    settle(shown)
    assert told == []
    scroll_to(box, 600)
    settle(shown)
    assert told == [ScrollEvent(offset=600.0, direction="vertical")]
    scroll_to(box, 9_999)
    settle(shown)
    scroll_to(box, 9_000)
    settle(shown)
    assert told.count("end") == 1


def test_a_row_and_a_grid_slide_too(page: Page) -> None:
    shown = show(page, numbers(LazyRow, 10_000, Style(gap=4.0)))
    box = shown.key("list")
    settle(shown)
    box.evaluate("box => { box.scrollLeft = 84 * 5000; }")
    settle(shown)
    expect(page.get_by_text("Item 5001", exact=True)).to_be_in_viewport()


def test_a_grid_slides_by_whole_lines(page: Page) -> None:
    shown = show(
        page, numbers(LazyGrid, 10_001, Style(height=400.0, gap=4.0), columns=3)
    )
    box = shown.key("list")
    settle(shown)
    scroll_to(box, 100_000)
    settle(shown)
    rows = box.locator("> .tw-item")
    first = int(rows.first.get_attribute("data-tw-index") or 0)
    assert first % 3 == 0
    assert first > 3_000
    scroll_to(box, 99_999_999)
    settle(shown)
    expect(rows.last).to_have_text("Item 10000")


def test_the_header_of_a_section_stays_above_its_items(page: Page) -> None:
    def item(letter: str) -> Callable[[int], Widget]:
        return lambda index: Text(content=f"{letter} {index}", style=Style(height=40.0))

    def header(letter: str) -> Callable[[], Widget]:
        return lambda: Text(content=f"Section {letter}", style=Style(height=30.0))

    sections = [
        SectionHeader(
            title=letter,
            item_count=1_000,
            item_builder=item(letter),
            header_builder=header(letter),
        )
        for letter in "ABC"
    ]
    app = tempestweb.App(
        None, lambda _app: SectionList(key="list", sections=sections, style=BOX)
    )
    shown = show(page, app)
    box = shown.key("list")
    settle(shown)
    scroll_to(box, 60_000)
    settle(shown)
    head = page.get_by_text("Section B", exact=True)
    expect(head).to_be_in_viewport()
    rect, frame = head.bounding_box(), box.bounding_box()
    assert rect is not None
    assert frame is not None
    assert abs(rect["y"] - frame["y"]) < 1


def refresh_app(make: Callable[[App[Log], Callable[[], None]], Widget]) -> Any:
    def view(app: App[Log]) -> Widget:
        def refresh() -> None:
            app.state.told.append("refresh")
            app.set_state(lambda log: setattr(log, "refreshing", True))

        return make(app, refresh)

    return tempestweb.App(Log(), view)


def test_a_list_is_reloaded_with_a_finger_or_a_key(page: Page) -> None:
    def make(app: App[Log], refresh: Callable[[], None]) -> Widget:
        return LazyColumn(
            key="list",
            item_count=100,
            item_builder=lambda index: Text(content=f"Item {index}"),
            style=BOX,
            on_refresh=refresh,
            refreshing=app.state.refreshing,
        )

    app = refresh_app(make)
    shown = show(page, app)
    settle(shown)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Refresh")).to_be_focused()
    page.keyboard.press("Enter")
    shown.idle()
    assert app.state.told == ["refresh"]
    expect(page.get_by_role("button", name="Refresh")).to_have_attribute(
        "aria-busy", "true"
    )
    app.set_state(lambda log: setattr(log, "refreshing", False))

    Fingers(page).drag((100, 200), 0, 160)
    shown.idle()
    assert app.state.told == ["refresh", "refresh"]


def test_a_refresh_control_stands_for_itself(page: Page) -> None:
    app = refresh_app(
        lambda app, refresh: RefreshControl(
            key="again", refreshing=app.state.refreshing, on_refresh=refresh
        )
    )
    shown = show(page, app)
    shown.key("again").get_by_role("button").click()
    shown.idle()
    assert app.state.told == ["refresh"]


def test_a_refresh_control_is_pulled_only_where_nothing_is_scrolled(page: Page) -> None:
    app = refresh_app(
        lambda app, refresh: Column(
            children=[
                RefreshControl(
                    key="again", refreshing=app.state.refreshing, on_refresh=refresh
                ),
                Container(style=Style(height=900.0)),
            ]
        )
    )
    # As a cell lies in a notebook: the window itself is never scrolled.
    shown = show(page, app, style="height: 400px; overflow: auto")
    around = page.locator("section")
    around.evaluate("box => { box.scrollTop = 60 }")
    Fingers(page).drag((100, 200), 0, 30)
    page.wait_for_function("box => box.scrollTop < 60", arg=around.element_handle())
    shown.idle()
    assert app.state.told == []

    around.evaluate("box => { box.scrollTop = 0 }")
    Fingers(page).drag((100, 150), 0, 180)
    shown.idle()
    assert app.state.told == ["refresh"]
