"""The way from a view to bytes, in Python: each stage by the number of rows.

A row is a Row with a Text and a Button. The floor and peer is tempest-core's own way
for the same view: `build`, `diff` and the JSON of the patches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle

from tempest_core import (
    Button,
    Column,
    Row,
    Style,
    Text,
    Theme,
    ThemeMode,
    Widget,
    build,
    diff,
    use_theme,
)

from benchmarks.tables import milliseconds, print_table
from tempestweb.dom.html import to_html
from tempestweb.dom.lower import Context, lower_scene
from tempestweb.dom.node import Node
from tempestweb.dom.tree import LiveTree
from tempestweb.protocol import encode

SIZES = (10, 100, 1_000, 10_000)
THEME = Theme(mode=ThemeMode.LIGHT)


def row(index: int, text: str) -> Widget:
    """Make one row, as a view that knows nothing of memoising would."""
    return Row(
        key=str(index),
        style=Style(gap=4.0),
        children=[Text(content=text), Button(label="ok", on_click=lambda: index)],
    )


def view(texts: list[str]) -> Widget:
    """Make the whole tree anew."""
    return Column(children=[row(index, text) for index, text in enumerate(texts)])


def lower(root: Widget, previous: Node | None) -> Node:
    """Lower a tree into its scene."""
    return lower_scene(root, (), Context(THEME), previous)


def fresh(make: Callable[[int], object]) -> Callable[[], object]:
    """Call with 0, 1, 0, 1, ...: so that each call finds what the last one left."""
    turns: Iterator[int] = cycle((0, 1))
    return lambda: make(next(turns))


def stages(count: int) -> list[object]:
    """Time each stage for one number of rows, in ms."""
    texts = [f"Row number {index}" for index in range(count)]
    changed = [*texts]
    changed[count // 2] = "changed"
    with use_theme(THEME):
        trees = [view(texts), view(changed)]
        viewing = milliseconds(lambda: view(texts))
        lowering = milliseconds(lambda: lower(trees[0], None))
        root = lower(trees[0], None)
        writing = milliseconds(lambda: to_html([root]))
        live = LiveTree(root)

        # Nodes are lowered ahead of the clock, once per call: a node can go live once.
        def whole_diff(turn: int) -> object:
            return live.update(lower(trees[turn], None))

        both = milliseconds(fresh(whole_diff))

        rows = [row(index, text) for index, text in enumerate(texts)]
        other = [*rows]
        other[count // 2] = row(count // 2, "changed")
        columns = [Column(children=rows), Column(children=other)]
        kept = LiveTree(lower(Column(children=rows), None))

        def one_row(turn: int) -> object:
            # A new parent each frame, as a view makes it, of the same row objects.
            frame = Column(children=columns[turn].children)
            return encode({"data": kept.update(lower(frame, kept.root))})

        one = milliseconds(fresh(one_row))

        def frame(turn: int) -> object:
            new = view(changed if turn else texts)
            return encode({"data": live.update(lower(new, live.root))})

        ours = milliseconds(fresh(frame))
        state = {"tree": build(trees[0])}

        def core(turn: int) -> object:
            new = build(view(changed if turn else texts))
            patches = diff(state["tree"], new)
            state["tree"] = new
            return json.dumps(
                [p.model_dump(mode="json", fallback=str) for p in patches]
            )

        theirs = milliseconds(fresh(core))
    return [
        count,
        viewing,
        lowering,
        both - lowering,
        writing,
        one,
        ours,
        theirs,
        ours / theirs,
    ]


def op_bytes() -> int:
    """Count the bytes of the ops for one changed text among 1,000 rows."""
    texts = [f"Row number {index}" for index in range(1000)]
    with use_theme(THEME):
        live = LiveTree(lower(view(texts), None))
        texts[500] = "changed"
        return len(encode({"data": live.update(lower(view(texts), live.root))}))


def main() -> None:
    """Print the table of stages."""
    header = [
        "rows",
        "view",
        "lower",
        "diff",
        "html",
        "one new row",
        "frame",
        "core's frame",
        "ratio",
    ]
    print_table("From view to bytes (ms)", header, [stages(count) for count in SIZES])
    print(
        "\nlower: the whole tree, nothing kept. diff: of two wholly new trees.\n"
        "one new row: lower, diff and encode when the other row objects are the same.\n"
        "frame: view, lower, diff and encode, every widget new, one text changed;\n"
        "core's frame: tempest-core's view, build, diff and JSON of the same."
    )
    print(f"\nOps for one changed text among 1,000 rows: {op_bytes()} bytes.")
