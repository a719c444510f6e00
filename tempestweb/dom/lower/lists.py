"""Lowering of long lists: the items that somebody looks at, and gaps for the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from tempest_core import LazyColumn, LazyGrid, LazyRow, SectionList, Style, Widget

from tempestweb.dom.lower.accent import without
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.refresh import refresh_node
from tempestweb.dom.node import Listener, Node, Reaction, Reply
from tempestweb.dom.style import rule_for
from tempestweb.dom.windows import Range, Windows, merged
from tempestweb.errors import DuplicateKeyError

Lazy = LazyColumn | LazyGrid | LazyRow | SectionList

#: What a style says of the items; the rest is about the box they scroll in.
_INNER: Final = frozenset({"align", "direction", "gap", "justify", "padding"})
_OUTER: Final = frozenset(Style.model_fields) - _INNER
_HEIGHTS: Final = ("aspect_ratio", "grow", "height", "max_height")


@dataclass(frozen=True, slots=True)
class _Items:
    """The items of a list.

    Attributes:
        count: How many there are.
        build: Makes the one with an index.
        initial: Those that are in the tree before anybody has looked.
        given: The windows that the app has set.
        headers: The indexes of the items that head a section.
    """

    count: int
    build: Callable[[int], Widget]
    initial: Range
    given: Sequence[Range] = ()
    headers: Sequence[int] = ()


@lowers(LazyColumn, LazyGrid, LazyRow)
def _lazy(
    widget: LazyColumn | LazyGrid | LazyRow, context: Context, previous: Node | None
) -> Node:
    items = _Items(
        max(0, widget.item_count),
        widget.item_builder,
        (0, widget.window_size),
        () if widget.window is None else (widget.window,),
    )
    return _list(widget, items, context, previous)


@lowers(SectionList)
def _sections(widget: SectionList, context: Context, previous: Node | None) -> Node:
    sections = widget.sections
    sizes = (1 + max(0, section.item_count) for section in sections)
    starts = [0, *accumulate(sizes)]

    def build(index: int) -> Widget:
        at = bisect_right(starts, index) - 1
        if index == starts[at]:
            return sections[at].header_builder()
        return sections[at].item_builder(index - starts[at] - 1)

    given = [
        (start + 1 + section.window[0], start + 1 + section.window[1])
        for start, section in zip(starts, sections, strict=False)
        if section.window is not None
    ]
    first = sections[0].window_size if sections else 0
    items = _Items(starts[-1], build, (0, 1 + first), given, starts[:-1])
    return _list(widget, items, context, previous)


def _list(widget: Lazy, items: _Items, context: Context, previous: Node | None) -> Node:
    windows = previous.memory if previous is not None else None
    if not isinstance(windows, Windows):
        windows = Windows()
    windows.take(items.given)
    _follow(windows, items)
    count = items.count
    ranges = windows.ranges(items.initial, count)
    ranges = merged([*ranges, *_heads(items.headers, ranges)], count)
    known = {} if previous is None else {row.key: row for row in _rows(previous)}
    rows = _Rows(items, context, known)
    children: list[Node] = []
    at = 0
    for place, (start, end) in enumerate(ranges):
        if start > at:
            children.append(_gap(at, start, f"gap before {place}"))
        children += [rows.row(index) for index in range(start, end)]
        at = end
    if count > at:
        # It is the same one wherever it begins: what is long stays long meanwhile.
        children.append(_gap(at, count, "gap at the end"))
    windows.anchor, windows.count = rows.anchor, count
    return _box(widget, children, ranges, windows)


def _follow(windows: Windows, items: _Items) -> None:
    """Let the windows move with their items where others came, or went, before them."""
    by = items.count - windows.count
    if not by or windows.anchor is None:
        return
    index, key = windows.anchor
    moved = index + by
    if not 0 <= moved < items.count:
        return
    if index < items.count and items.build(index).key == key:
        return
    if items.build(moved).key == key:
        windows.shift(by)


def _heads(headers: Sequence[int], ranges: Sequence[Range]) -> list[Range]:
    """List the headers of the sections in which ranges begin: they stay in sight."""
    found = [
        headers[bisect_right(headers, start) - 1] for start, _ in ranges if headers
    ]
    return [(head, head + 1) for head in found]


class _Rows:
    """Makes the rows of one frame; those of the last one live on."""

    def __init__(
        self, items: _Items, context: Context, known: Mapping[str | None, Node]
    ) -> None:
        self._items = items
        self._headers = frozenset(items.headers)
        self._context = context
        self._known = known
        self._keys: dict[str, int] = {}
        self.anchor: tuple[int, str] | None = None

    def row(self, index: int) -> Node:
        items = self._items
        widget = items.build(index)
        if widget.key is None:
            key = str(index)
        else:
            key = f"item {widget.key}"
            self.anchor = self.anchor or (index, widget.key)
        if key in self._keys:
            raise DuplicateKeyError(
                f"two items of a list have the key {widget.key!r}: those at "
                f"{self._keys[key]} and {index}",
                "Give each item a key of its own, or none of them.",
            )
        self._keys[key] = index
        before = self._known.get(key)
        inner = self._context.lower(widget, before.slots[0] if before else None)
        class_name = "tw-item"
        if index in self._headers:
            class_name = "tw-item tw-sticky"
        attributes = {
            "role": "listitem",
            "aria-setsize": str(items.count),
            "aria-posinset": str(index + 1),
            "data-tw-index": str(index),
        }
        if (
            before is not None
            and before.slots[0] is inner
            and before.class_name == class_name
            and before.attributes == attributes
        ):
            return before
        return Node("div", class_name, children=[inner], attributes=attributes, key=key)


def _rows(previous: Node) -> list[Node]:
    box = (
        previous.children[-1] if previous.class_name.startswith("tw-pull") else previous
    )
    return [row for row in box.children if row.slots]


def _gap(start: int, end: int, key: str) -> Node:
    return Node(
        "div",
        "tw-gap",
        attributes={
            "aria-hidden": "true",
            "data-tw-from": str(start),
            "data-tw-to": str(end),
        },
        key=key,
    )


def _box(
    widget: Lazy, children: list[Node], ranges: Sequence[Range], windows: Windows
) -> Node:
    is_row = isinstance(widget, LazyRow)
    columns = max(1, widget.columns) if isinstance(widget, LazyGrid) else 1
    style = widget.style
    class_name = "tw-list tw-list-x" if is_row else "tw-list"
    if isinstance(widget, LazyGrid):
        class_name += " tw-grid"
    is_bounded = style is not None and any(
        getattr(style, name) is not None for name in _HEIGHTS
    )
    bound = "" if is_row or is_bounded else " tw-bounded"
    extra = f"--tw-columns:{columns}" if columns > 1 else ""
    given = widget.model_fields_set
    has_refresh = not {"on_refresh", "refreshing"}.isdisjoint(given)
    inner, outer = style, None
    if has_refresh and style is not None:
        inner, outer = without(style, _OUTER), without(style, _INNER)
    box = Node(
        "div",
        class_name if has_refresh else class_name + bound,
        children=children,
        attributes={"role": "list", "tabindex": "0"},
        rule=rule_for(inner, extra),
        listeners=_listeners(widget, windows),
        behaviour="list",
        props={
            "axis": "x" if is_row else "y",
            "count": windows.count,
            "columns": columns,
            "threshold": widget.end_reached_threshold,
            "shifted": windows.shifted,
            "ranges": [list(window) for window in ranges],
        },
        memory=windows,
    )
    if not has_refresh or not isinstance(widget, LazyColumn | LazyRow):
        box.key = widget.key
        return box
    return Node(
        "div",
        "tw-pull" + bound,
        children=[refresh_node(widget), box],
        rule=rule_for(outer),
        key=widget.key,
        memory=windows,
    )


def _listeners(widget: Lazy, windows: Windows) -> dict[str, Listener]:
    def look(node: Node, payload: Mapping[str, Any], view: str) -> Reply:
        keep = payload.get("keep")
        start, end = int(payload["start"]), int(payload["end"])
        windows.look(view, start, end, None if keep is None else int(keep))
        return Reply(changed=[node])

    return {
        "window": Reaction(widget, "window", look),
        **(listeners(widget, "on_scroll", "scrolled") or {}),
        **(listeners(widget, "on_end_reached", "end") or {}),
    }
