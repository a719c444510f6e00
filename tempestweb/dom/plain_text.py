"""A node tree as a few lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tempestweb.dom.node import Node

#: Words of these stand in one line with what is around them.
_INLINE: Final = frozenset(
    {"a", "button", "input", "label", "select", "svg", "textarea"}
)


def plain_text(root: Node, *, lines: int = 20, width: int = 100) -> str:
    """Write what a person would read, for where there is no HTML.

    Buttons and the values of fields are in brackets. What does not fit is left out
    and marked by an ellipsis.

    Args:
        root: The tree.
        lines: So many lines at most.
        width: So many characters a line at most.
    """
    found: list[str] = []
    for line in _lines(root):
        if len(found) == lines:
            found.append("…")
            break
        found.append(line if len(line) <= width else f"{line[: width - 1]}…")
    return "\n".join(found)


def _lines(node: Node) -> Iterator[str]:
    if "tw-row" in node.class_name.split() or node.tag in _INLINE:
        if line := " ".join(_words(node)):
            yield line
        return
    if text := _text(node):
        yield text
    for child in node.children:
        yield from _lines(child)


def _words(node: Node) -> Iterator[str]:
    text = _text(node)
    if node.tag == "button":
        inside = " ".join(word for child in node.children for word in _words(child))
        yield f"[{text or inside or node.attributes.get('aria-label', '')}]"
        return
    if node.tag == "svg" and (name := node.attributes.get("aria-label")):
        # A picture with a name is not read in pieces.
        yield name
        return
    if text:
        yield text
    for child in node.children:
        yield from _words(child)


def _text(node: Node) -> str:
    attributes = node.attributes
    if node.tag == "input":
        match attributes.get("type", "text"):
            case "checkbox" | "radio":
                return "[x]" if "checked" in attributes else "[ ]"
            case "password":
                return "[…]"
            case _:
                return f"[{attributes.get('value', '')}]"
    if node.tag in ("select", "textarea"):
        return f"[{_flat(attributes.get('value', ''))}]"
    if node.tag == "option":
        return ""
    if node.tag == "img":
        return attributes.get("alt", "")
    if node.tag == "progress" and "value" in attributes:
        return f"{float(attributes['value']) / float(attributes.get('max', '1')):.0%}"
    return _flat(node.text or "")


def _flat(text: str) -> str:
    return " ".join(text.split())
