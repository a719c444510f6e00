"""Random node trees and widget trees for hypothesis, and what a page should show."""

from __future__ import annotations

import json

from hypothesis import strategies as st
from tempest_core import Button, Column, Container, Row, Style, Text, Widget

from tempestweb.dom.html import MANY
from tempestweb.dom.node import Listener, Node
from tempestweb.dom.safety import is_safe_attribute
from tests.support.reference import Element

TEXTS = st.text(max_size=8)
NAMES = st.sampled_from(["title", "href", "data-x", "aria-label", "onclick", "src"])
VALUES = st.one_of(TEXTS, st.sampled_from(["javascript:alert(1)", "/a", "https://a.b"]))
ATTRIBUTES = st.dictionaries(NAMES, VALUES, max_size=3)
KEYS = st.sampled_from([*"abcdefgh", 'a"<b>&'])


def _click() -> None:
    """Stand for any handler."""


def expected(node: Node) -> Element:
    """Say what a page should hold for a node, from the node alone."""
    attributes = {
        name: value
        for name, value in node.attributes.items()
        if is_safe_attribute(name, value)
    }
    if node.class_name:
        attributes["class"] = node.class_name
    if node.key is not None:
        attributes["data-key"] = node.key
    if node.listeners:
        attributes["data-tw-on"] = " ".join(node.listeners)
    if node.behaviour:
        attributes["data-tw-behaviour"] = node.behaviour
        props = json.dumps(node.props, ensure_ascii=False, separators=(",", ":"))
        attributes["data-tw-props"] = props
    element = Element(node.tag, attributes, node.text or "")
    element.children = [expected(child) for child in node.children]
    return element


def row(index: int, text: str | None = None) -> Node:
    """Make a row that is like others, but for its key and its text."""
    cells = [
        Node("span", text=f"Row {index}" if text is None else text),
        Node("span", attributes={"title": "more"}, children=[Node("b", text="ok")]),
    ]
    return Node("li", class_name="tw-a", key=str(index), children=cells)


@st.composite
def lists(draw: st.DrawFn) -> Node:
    """Draw a list whose rows are alike, for the most part."""
    count = draw(st.integers(0, 3 * MANY))
    rows = [row(index, draw(TEXTS)) for index in range(count)]
    for index in draw(st.lists(st.integers(0, count), max_size=3)):
        rows.insert(index, draw(nodes(depth=1)))
        rows[index].key = None
    for line in draw(st.lists(st.sampled_from(rows), max_size=4)) if rows else ():
        line.class_name = draw(st.sampled_from(["", "tw-b", 'a"<b>&']))
    return Node("ul", children=rows)


@st.composite
def nodes(draw: st.DrawFn, depth: int = 3) -> Node:
    """Draw a node tree: keyed, unkeyed and mixed children, text, attributes."""
    tag = draw(st.sampled_from(["div", "div", "span", "section"]))
    listens = draw(st.sampled_from([(), (), ("click",), ("input", "click")]))
    text = draw(st.none() | TEXTS)
    children: list[Node] = []
    if text is None and depth:
        children = draw(st.lists(nodes(depth - 1), max_size=5))
        for key in draw(st.lists(KEYS, unique=True, max_size=len(children))):
            draw(st.sampled_from(children)).key = key
        seen: set[str | None] = set()
        for child in children:
            if child.key in seen:
                child.key = None
            seen.add(child.key)
    listener = Listener(Button(label="", on_click=_click), "on_click")
    return Node(
        tag,
        draw(st.sampled_from(["", "a", "b c"])),
        text=text,
        children=children,
        attributes=draw(ATTRIBUTES),
        listeners=dict.fromkeys(listens, listener) if listens else None,
    )


@st.composite
def frames(draw: st.DrawFn, most: int = 5) -> list[Widget]:
    """Draw the widget trees of successive frames, which share widget objects.

    A pool of widgets that any frame may use again, at the same place or elsewhere, even
    twice: what memoised views do, and worse.
    """
    pool: list[Widget] = []

    def widget(depth: int) -> Widget:
        if pool and draw(st.integers(0, 2)) == 0:
            return draw(st.sampled_from(pool))
        kind = draw(st.sampled_from(["text", "button", "column", "row", "box"]))
        key = draw(st.none() | KEYS)
        made: Widget
        if kind == "text" or (depth == 0 and kind != "button"):
            made = Text(content=draw(TEXTS), key=key, style=draw(STYLES))
        elif kind == "button":
            made = Button(label=draw(TEXTS), key=key, on_click=draw(HANDLERS))
        elif kind == "box":
            child = widget(depth - 1) if draw(st.booleans()) else None
            made = Container(child=child, key=key, style=draw(STYLES))
        else:
            children = _unique(
                [widget(depth - 1) for _ in range(draw(st.integers(0, 4)))]
            )
            made = (Column if kind == "column" else Row)(children=children, key=key)
        pool.append(made)
        return made

    return [widget(3) for _ in range(draw(st.integers(1, most)))]


STYLES = st.sampled_from([None, Style(gap=4.0), Style(width=10.0)])
HANDLERS = st.sampled_from([None, _click])


def _unique(widgets: list[Widget]) -> list[Widget]:
    seen: set[str] = set()
    kept = []
    for widget in widgets:
        if widget.key is None or widget.key not in seen:
            kept.append(widget)
            seen.update([widget.key] if widget.key is not None else [])
    return kept
