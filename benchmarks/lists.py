"""Long lists: one row of many changes, and rows change places.

The rows are those of `pipeline`. With `memo` and `each` a frame costs what changed; the
floor of a shuffle is the HTML of what changed, built from nodes that are there.
"""

from __future__ import annotations

import gc
import gzip
import itertools
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tempest_core import Button, Column, Row, Style, Text, Widget, build, use_theme

from benchmarks.pipeline import THEME, lower, view
from benchmarks.tables import milliseconds, print_table
from tempestweb import each, memo
from tempestweb.dom.html import to_html
from tempestweb.dom.node import Node
from tempestweb.dom.rows import to_rows
from tempestweb.dom.tree import LiveTree
from tempestweb.memo import MemoCache, remembering
from tempestweb.protocol import encode


@dataclass
class Item:
    """What one row shows."""

    id: int
    text: str


def show(item: Item) -> Widget:
    """Make one row."""
    return Row(
        key=str(item.id),
        style=Style(gap=4.0),
        children=[Text(content=item.text), Button(label="ok", on_click=lambda: item)],
    )


show_again = memo(show)


def one_change(count: int) -> list[object]:
    """Time a frame in which one item of so many has changed, in ms."""
    items = [Item(index, f"Row number {index}") for index in range(count)]
    views: list[Callable[[], Widget]] = [
        lambda: Column(children=[show(item) for item in items]),
        lambda: Column(children=[show_again(item) for item in items]),
        lambda: Column(children=each(items, show, key=lambda item: item.id)),
    ]
    found: list[object] = [count]
    for make in views:
        found.append(_changing(items, make))
    with use_theme(THEME):
        rows = [show(item) for item in items]
        live = LiveTree(lower(Column(children=rows), None))

        def bare() -> object:
            rows[count // 2] = show(items[count // 2])
            root = Column(children=rows)
            return encode({"data": live.update(lower(root, live.root))})

        found.append(milliseconds(bare))
    return found


def _changing(items: list[Item], make: Callable[[], Widget]) -> float:
    cache = MemoCache()
    turns = itertools.count()

    def frame() -> object:
        items[len(items) // 2].text = f"changed {next(turns)}"
        cache.begin_frame()
        with use_theme(THEME), remembering(cache):
            return _frame(make(), live)

    with use_theme(THEME), remembering(cache):
        live = LiveTree(lower(make(), None))
    return milliseconds(frame)


def _shuffled(rows: list[Widget]) -> list[Widget]:
    return random.Random(1).sample(rows, len(rows))


def _inserted(rows: list[Widget]) -> list[Widget]:
    half = len(rows) // 2
    return [*rows[:half], show(Item(-1, "new")), *rows[half:]]


def _thinned(rows: list[Widget]) -> list[Widget]:
    return [row for index, row in enumerate(rows) if index % 3]


CHANGES = {
    "shuffle all": _shuffled,
    "insert in the middle": _inserted,
    "remove every third": _thinned,
}


def moves(count: int) -> list[list[object]]:
    """Time changes of order, and the HTML of the changed list, in ms."""
    table: list[list[object]] = []
    with use_theme(THEME):
        rows = [show(Item(index, f"Row number {index}")) for index in range(count)]
        for name, change in CHANGES.items():
            after = change(rows)
            ours: list[float] = []
            html: list[float] = []
            ops = 0
            for _ in range(7):
                live = LiveTree(lower(Column(children=rows), None))
                column = Column(children=after)
                ours.append(_timed(lambda: _frame(column, live)))  # noqa: B023
                changed: Node = live.root
                html.append(_timed(lambda: to_html([changed])))  # noqa: B023
                live = LiveTree(lower(Column(children=rows), None))
                ops = len(live.update(lower(column, live.root)))
            times = median(ours), median(html)
            table.append([name, ops, *times, times[0] / times[1]])
    return table


def _frame(column: Widget, live: LiveTree) -> str:
    return encode({"data": live.update(lower(column, live.root))})


def _timed(call: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    call()
    taken = (time.perf_counter() - start) * 1000
    gc.enable()
    return taken


def mount(count: int) -> list[list[object]]:
    """Compare a mount with tempest-core's own tree as JSON."""
    texts = [f"Row number {index}" for index in range(count)]
    with use_theme(THEME):
        root = view(texts)
        html = _mount(root)
        tree = json.dumps(build(root).model_dump(mode="json", fallback=str))
        small, large = (len(gzip.compress(text.encode(), 6)) for text in (html, tree))
        ours = milliseconds(lambda: _mount(root))
        theirs = milliseconds(
            lambda: json.dumps(build(root).model_dump(mode="json", fallback=str))
        )
    return [
        [
            "lower, HTML and JSON",
            *(ours, len(html), small),
            *(ours / theirs, len(html) / len(tree), small / large),
        ],
        ["core's build and JSON", theirs, len(tree), large, 1.0, 1.0, 1.0],
    ]


def _mount(root: Widget) -> str:
    return encode({"html": to_rows([lower(root, None)])})


def main() -> None:
    """Print the tables of lists."""
    print_table(
        "One changed row: view, lower, diff and encode (ms)",
        ["rows", "plain", "memo", "each", "the same objects by hand"],
        [one_change(count) for count in (100, 1_000, 10_000)],
    )
    print_table(
        "10,000 keyed rows change places (ms)",
        ["", "ops", "lower, diff and encode", "HTML of the list", "ratio"],
        moves(10_000),
    )
    print_table(
        "Mount of 1,000 rows",
        [
            *("", "ms", "bytes", "gzip"),
            *("ms to core's", "bytes to core's", "gzip to core's"),
        ],
        mount(1_000),
    )
