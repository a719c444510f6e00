"""Inert copies of live nodes: a picture that shows the tree and does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tempestweb.dom.node import Node

#: What would do something in a page, or ask for something that is not there.
_ACTIVE: Final = frozenset(
    (
        *("action", "autofocus", "autoplay", "contenteditable", "for", "formaction"),
        *("href", "id", "loop", "name", "ping", "tabindex", "target", "xlink:href"),
    )
)

#: Elements that the keyboard would reach.
_FOCUSABLE: Final = frozenset(
    {"a", "audio", "button", "input", "select", "summary", "textarea", "video"}
)


class InertCopy:
    """Copies nodes without what makes them act.

    Listeners, behaviours, keys and the targets of links are left out, and so is what
    is typed into password fields.

    Args:
        limit: So many nodes are copied, the first in document order; the rest is
            left out.

    Attributes:
        is_cut: Whether anything was left out.
    """

    def __init__(self, limit: int) -> None:
        self._left = limit
        self.is_cut = False

    def of(self, node: Node) -> Node:
        """Return an inert copy of a node and of all in it."""
        self._left -= 1
        if node.tag == "iframe":
            # Its page is not part of the picture, and not to be asked for by it.
            title = node.attributes.get("title", "")
            return Node("div", node.class_name, text=title)
        children: list[Node] = []
        for child in node.children:
            if self._left <= 0:
                self.is_cut = True
                break
            children.append(self.of(child))
        return Node(
            node.tag,
            # The rule's class is part of it already.
            node.class_name,
            text=node.text,
            children=children,
            attributes=_inert(node.tag, node.attributes),
        )


def _inert(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in attributes.items() if name not in _ACTIVE}
    if tag == "input" and kept.get("type") == "password":
        # A file is shown to more people than a page is.
        kept.pop("value", None)
    if tag in _FOCUSABLE:
        kept["tabindex"] = "-1"
    return kept
