"""How cost grows with the length of a list, for a whole session without a network.

From `set_state` to the message that is sent. The rows are those of `lists`: made anew,
remembered by `each` so that only looking at the items grows, and a window of them.
"""

from __future__ import annotations

import gc
import itertools
import json
import time
from collections.abc import Callable
from typing import Final

import tempest_core
from tempest_core import Column, LazyColumn, Widget

from benchmarks.lists import Item, show
from benchmarks.tables import milliseconds, print_table
from tempestweb import App, each
from tempestweb.transports.memory import MemoryTransport

SIZES: Final = (10, 100, 1_000, 10_000, 100_000)

#: Longer lists take seconds a frame where nothing is remembered.
MOST_PLAIN: Final = 10_000

HELLO: Final = json.dumps(
    {"kind": "hello", "view": "bench", "version": 1, "environment": {}}
)

Items = list[Item]
View = Callable[[tempest_core.App[Items]], Widget]


def plain(app: tempest_core.App[Items]) -> Widget:
    """Make every row anew."""
    return Column(children=[show(item) for item in app.state])


def remembered(app: tempest_core.App[Items]) -> Widget:
    """Make the rows that have changed."""
    return Column(children=each(app.state, show, key=lambda item: item.id))


def lazy(app: tempest_core.App[Items]) -> Widget:
    """Make the rows in sight."""
    items = app.state
    return LazyColumn(
        key="list",
        item_count=len(items),
        item_builder=lambda index: show(items[index]),
    )


def _session(count: int, view: View) -> list[float]:
    """Return the ms of a mount and of a changed row, and the size of the mount."""
    app = App([Item(index, f"Row number {index}") for index in range(count)], view)
    transport = MemoryTransport()
    app.connect(transport)
    gc.collect()
    start = time.perf_counter()
    transport.deliver(HELLO)
    mount = (time.perf_counter() - start) * 1000
    size = len(transport.sent[-1])
    if json.loads(transport.sent[-1])["kind"] != "mount":
        raise ValueError(f"no mount: {transport.sent[-1][:200]}")
    turns = itertools.count()

    def change(items: Items) -> None:
        items[0].text = f"changed {next(turns)}"

    def frame() -> None:
        app.set_state(change)
        # Now, not when the frame is over.
        app.show_changes()
        transport.sent.clear()

    changed = milliseconds(frame)
    app.close()
    return [mount, changed, size]


def main() -> None:
    """Print the tables of growing lists."""
    for view in (plain, remembered, lazy):
        # What the first ones of all pay for is none of theirs.
        _session(100, view)
    mounts: list[list[object]] = []
    frames: list[list[object]] = []
    for count in SIZES:
        views = {"plain": plain, "each": remembered, "lazy": lazy}
        found = {
            name: _session(count, view)
            for name, view in views.items()
            if view is not plain or count <= MOST_PLAIN
        }
        nothing = ["", "", ""]
        mounts.append([count, *(found.get(name, nothing)[0] for name in views)])
        mounts[-1] += [found["each"][2] / 1000, found["lazy"][2] / 1000]
        frames.append([count, *(found.get(name, nothing)[1] for name in views)])
    print_table(
        "A list is mounted (ms), by its length",
        ["rows", "plain", "each", "lazy", "KB", "KB lazy"],
        mounts,
    )
    print_table(
        "One row of a list changes (ms), by its length",
        ["rows", "plain", "each", "lazy"],
        frames,
    )
