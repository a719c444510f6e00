"""Nodes to HTML, in one pass that also gives out the node ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from tempestweb.dom.node import Node
from tempestweb.dom.safety import is_safe_attribute

#: Elements without an end tag.
_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("source", "track", "wbr"),
    )
)

#: Elements whose `value` HTML puts inside them.
_VALUE_ELSEWHERE: Final = frozenset({"select", "textarea"})

_EATS_LINE_FEED: Final = frozenset({"pre", "textarea"})

#: So many children are a list whose rows may be alike.
MANY: Final = 8


class Register(Protocol):
    """Told of every node that goes live, in document order."""

    def add(self, node: Node) -> None:
        """Give the node its id."""


def escape(text: str) -> str:
    """Escape text for HTML, between tags as well as in quoted attributes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    # The parser reads a bare carriage return as a line feed, and drops nothing else.
    return text.replace("\r", "&#13;") if "\r" in text else text


def embedded_css(css: str) -> str:
    """Write CSS so that it can stand in a `<style>` element."""
    # In a CSS string `\/` is `/`; elsewhere a rule has no `</`.
    return css.replace("</", "<\\/")


def embedded_json(data: Mapping[str, object]) -> str:
    """Write data so that it can stand in a `<script>` element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def to_html(nodes: Iterable[Node], register: Register | None = None) -> str:
    """Write sibling nodes as HTML.

    Args:
        nodes: The siblings.
        register: Told of each node, in document order; None leaves ids alone.
    """
    parts: list[str] = []
    write(nodes, parts, register)
    return "".join(parts)


def write(
    nodes: Iterable[Node],
    parts: list[str],
    register: Register | None,
    lists: list[list[int]] | None = None,
) -> None:
    """Write sibling nodes as parts of HTML: start tags, texts and end tags.

    Args:
        nodes: The siblings.
        parts: Theirs are added to it.
        register: As in `to_html`.
        lists: Takes, for each node with `MANY` children or more, where the parts of
            each child begin, and where those of the last one end; in document order.
    """
    for node in nodes:
        _write(node, parts, register, lists, None)


def _write(
    node: Node,
    parts: list[str],
    register: Register | None,
    lists: list[list[int]] | None,
    selected: str | None,
) -> None:
    """Write one node and all in it.

    Args:
        node: What to write.
        parts: As in `write`.
        register: As in `to_html`.
        lists: As in `write`.
        selected: The value of the select around it, which HTML says of an option.
    """
    if register is not None:
        register.add(node)
    tag = node.tag
    text = node.text
    value = node.attributes.get("value")
    if value is not None:
        # HTML has no such attribute on these two.
        if tag == "textarea":
            text = value
        elif tag == "select":
            selected = value
    parts.append(_start_tag(node, selected))
    if tag in _VOID:
        return
    if text:
        # The parser eats a line feed right after these tags.
        if text[0] == "\n" and tag in _EATS_LINE_FEED:
            parts.append("\n")
        parts.append(escape(text))
    if node.children:
        _write_children(node.children, parts, register, lists, selected)
    elif not text:
        # Among rows, one without a text has as many parts as the others.
        parts.append("")
    parts.append(f"</{tag}>")


def _write_children(
    children: list[Node],
    parts: list[str],
    register: Register | None,
    lists: list[list[int]] | None,
    selected: str | None,
) -> None:
    starts: list[int] | None = None
    if lists is not None and len(children) >= MANY:
        starts = []
        lists.append(starts)
    for index in range(len(children)):
        child = children[index]
        if starts is not None:
            starts.append(len(parts))
        if register is not None and child.id:
            # Live elsewhere, and about to be removed from there: an id is never
            # given twice, so this place gets a twin.
            child = children[index] = child.copy()
        _write(child, parts, register, lists, selected)
    if starts is not None:
        starts.append(len(parts))


def _start_tag(node: Node, selected: str | None) -> str:
    tag = node.tag
    html = f"<{tag}"
    if node.class_name:
        html += f' class="{escape(node.class_name)}"'
    for name, value in node.attributes.items():
        if name == "value" and tag in _VALUE_ELSEWHERE:
            continue
        if is_safe_attribute(name, value):
            html += f' {name}="{escape(value)}"' if value else f" {name}"
    if selected is not None and _is_option(node, selected):
        html += " selected"
    if node.key is not None:
        html += f' data-key="{escape(node.key)}"'
    if node.listeners:
        html += f' data-tw-on="{" ".join(node.listeners)}"'
    if node.behaviour is not None:
        html += _behaviour(node)
    return html + ">"


def _is_option(node: Node, value: str) -> bool:
    return node.tag == "option" and node.attributes.get("value", node.text) == value


def _behaviour(node: Node) -> str:
    props = json.dumps(node.props or {}, ensure_ascii=False, separators=(",", ":"))
    name = escape(node.behaviour or "")
    return f' data-tw-behaviour="{name}" data-tw-props="{escape(props)}"'
