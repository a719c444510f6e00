"""Long lists: the items in the tree, the gaps between them, and what slides them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    EndReachedEvent,
    LazyColumn,
    LazyGrid,
    LazyRow,
    RefreshControl,
    RefreshEvent,
    ScrollEvent,
    SectionHeader,
    SectionList,
    Style,
    Text,
    Theme,
    Widget,
)

from tempestweb.dom.node import Node, Reaction
from tempestweb.errors import DuplicateKeyError
from tests.support.lowered import Frames
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]


def item(index: int) -> Widget:
    return Text(content=f"Item {index}")


def keyed(names: list[str]) -> LazyColumn:
    return LazyColumn(
        item_count=len(names),
        item_builder=lambda index: Text(content=names[index], key=names[index]),
        window_size=5,
    )


def shape(node: Node) -> list[str]:
    """Write what is in a list: texts of rows, and the bounds of gaps."""
    return [
        child.children[0].text or ""
        if child.slots
        else f"{child.attributes['data-tw-from']}-{child.attributes['data-tw-to']}"
        for child in node.children
    ]


def look(
    frames: Frames, root: Node, start: int, end: int, keep: int | None = None
) -> None:
    """Report what a view of a list looks at."""
    box = root.children[-1] if "tw-pull" in root.class_name else root
    reaction = (box.listeners or {})["window"]
    assert isinstance(reaction, Reaction)
    payload = {"start": start, "end": end, "keep": keep}
    frames.take(reaction.react(box, payload, "view"))


def test_a_list_begins_with_its_first_items(lower: Lower) -> None:
    node = lower(LazyColumn(item_count=100_000, item_builder=item, window_size=3))

    assert shape(node) == ["Item 0", "Item 1", "Item 2", "3-100000"]
    row = node.children[1]
    assert (row.key, row.attributes) == (
        "1",
        {
            "role": "listitem",
            "aria-setsize": "100000",
            "aria-posinset": "2",
            "data-tw-index": "1",
        },
    )
    assert node.props == {
        "axis": "y",
        "count": 100_000,
        "columns": 1,
        "threshold": 0.8,
        "shifted": 0,
        "ranges": [[0, 3]],
    }


@pytest.mark.parametrize("count", [0, -4])
def test_a_list_may_be_empty(lower: Lower, count: int) -> None:
    assert lower(LazyColumn(item_count=count, item_builder=item)).children == []


def test_a_list_slides_to_what_a_view_looks_at_and_keeps_its_rows(theme: Theme) -> None:
    frames = Frames(theme)
    widget = LazyColumn(item_count=50, item_builder=item, window_size=4)
    root = frames.show(widget)
    before = root.children[2]
    look(frames, root, 2, 5, keep=9)
    node = frames.show(widget)

    assert shape(node) == [
        "0-2",
        "Item 2",
        "Item 3",
        "Item 4",
        "5-9",
        "Item 9",
        "10-50",
    ]
    assert node.children[1] is before
    assert frames.show(widget) is node


def test_a_window_of_the_app_is_shown(lower: Lower) -> None:
    node = lower(LazyColumn(item_count=9, item_builder=item, window=(2, 4)))

    assert shape(node) == ["0-2", "Item 2", "Item 3", "4-9"]


def test_items_are_made_anew_by_the_same_builder(theme: Theme) -> None:
    frames = Frames(theme)
    texts = ["a"]

    def build(_index: int) -> Widget:
        return Text(content=texts[0])

    frames.show(LazyColumn(item_count=1, item_builder=build))
    texts[0] = "b"

    assert shape(frames.show(LazyColumn(item_count=1, item_builder=build))) == ["b"]


def test_the_window_moves_with_items_that_others_come_before(theme: Theme) -> None:
    frames = Frames(theme)
    old = [f"old {n}" for n in range(20)]
    look(frames, frames.show(keyed(old)), 10, 12)
    frames.show(keyed(old))
    node = frames.show(keyed(["x", "y", "z", *old]))

    assert shape(node) == ["0-13", "old 10", "old 11", "15-23"]
    assert node.props is not None
    assert node.props["shifted"] == 3


@pytest.mark.parametrize(
    "now",
    [
        [f"old {n}" for n in range(25)],
        [f"new {n}" for n in range(25)],
        [f"new {n}" for n in range(3)],
    ],
)
def test_the_window_stays_where_its_items_stay_or_go(
    theme: Theme, now: list[str]
) -> None:
    frames = Frames(theme)
    old = [f"old {n}" for n in range(20)]
    look(frames, frames.show(keyed(old)), 10, 12)
    frames.show(keyed(old))
    node = frames.show(keyed(now))

    assert node.props is not None
    assert node.props["shifted"] == 0


def test_two_items_of_one_key_are_an_error(lower: Lower) -> None:
    with pytest.raises(DuplicateKeyError, match="those at 0 and 1"):
        lower(keyed(["same", "same"]))


def test_a_row_lies_on_its_side(lower: Lower) -> None:
    node = lower(LazyRow(item_count=2, item_builder=item))

    assert node.class_name == "tw-list tw-list-x"
    assert (node.props or {})["axis"] == "x"


def test_a_grid_has_columns(lower: Lower) -> None:
    node = lower(LazyGrid(item_count=4, item_builder=item, columns=3))

    assert node.rule is not None
    assert "--tw-columns:3" in node.rule.text
    assert (node.props or {})["columns"] == 3
    assert lower(LazyGrid(item_count=4, item_builder=item, columns=0)).rule is None


def test_a_list_without_a_height_gets_a_bound(lower: Lower) -> None:
    free = lower(LazyColumn(item_count=1, item_builder=item, style=Style(gap=4.0)))
    sized = lower(LazyColumn(item_count=1, item_builder=item, style=Style(grow=1.0)))

    assert "tw-bounded" in free.class_name
    assert "tw-bounded" not in sized.class_name


def test_scrolling_and_the_end_are_reported(lower: Lower) -> None:
    node = lower(
        LazyColumn(
            item_count=1, item_builder=item, on_scroll=nothing, on_end_reached=nothing
        )
    )

    scrolled = {"offset": 12.5, "direction": "vertical"}
    assert report(node, "scrolled", scrolled) == ScrollEvent(
        offset=12.5, direction="vertical"
    )
    assert report(node, "end", {}) == EndReachedEvent()


def test_a_list_that_can_be_reloaded_has_a_bar_above_it(theme: Theme) -> None:
    def view(*, refreshing: bool) -> Widget:
        return LazyColumn(
            key="list",
            item_count=30,
            item_builder=item,
            window_size=1,
            on_refresh=nothing,
            refreshing=refreshing,
            style=Style(height=300.0, gap=8.0),
        )

    frames = Frames(theme)
    node = frames.show(view(refreshing=False))
    bar, box = node.children
    assert (node.key, box.key) == ("list", None)
    assert node.rule is not None
    assert box.rule is not None
    assert "height:300px" in node.rule.text
    assert "gap:8px" in box.rule.text
    click = {"x": 1, "y": 2}
    assert report(bar.children[0], "click", click) == RefreshEvent()

    look(frames, node, 5, 6)
    bar, box = frames.show(view(refreshing=True)).children
    assert shape(box) == ["0-5", "Item 5", "6-30"]
    assert bar.children[0].attributes["aria-busy"] == "true"


def test_a_refresh_control_stands_for_itself(lower: Lower) -> None:
    bare = lower(RefreshControl(key="again"))
    styled = lower(RefreshControl(style=Style(margin=None, width=50.0)))

    assert (bare.key, bare.class_name) == ("again", "tw-refresh tw-alone")
    assert styled.rule is not None
    assert styled.class_name.endswith(styled.rule.name)


def section(
    title: str, count: int, window: tuple[int, int] | None = None
) -> SectionHeader:
    return SectionHeader(
        title=title,
        item_count=count,
        item_builder=lambda index: Text(content=f"{title} {index}"),
        header_builder=lambda: Text(content=title),
        window_size=2,
        window=window,
    )


def test_sections_follow_each_other_under_their_headers(theme: Theme) -> None:
    frames = Frames(theme)
    widget = SectionList(sections=[section("A", 3), section("B", 4)])
    node = frames.show(widget)
    assert shape(node) == ["A", "A 0", "A 1", "3-9"]
    assert node.children[0].class_name == "tw-item tw-sticky"

    look(frames, node, 6, 8)
    assert shape(frames.show(widget)) == ["0-4", "B", "5-6", "B 1", "B 2", "8-9"]


def test_sections_show_the_windows_of_the_app(lower: Lower) -> None:
    node = lower(SectionList(sections=[section("A", 9), section("B", 9, (3, 4))]))

    assert shape(node) == ["0-10", "B", "11-14", "B 3", "15-20"]


def test_there_may_be_no_sections(lower: Lower) -> None:
    assert lower(SectionList(sections=[])).children == []
