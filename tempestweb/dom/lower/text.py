"""Lowering of text."""

from __future__ import annotations

from typing import Final

from tempest_core import Text
from tempest_core.style import AlignItems

from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: Here because looking up an enum's member takes as long as the rest of the test.
_CENTER: Final = AlignItems.CENTER


@lowers(Text)
def _text(widget: Text, _context: Context, _previous: Node | None) -> Node:
    style = widget.style
    if style is None:
        return Node("span", "tw-text", text=widget.content, key=widget.key)
    class_name = "tw-text"
    if style.background is not None or style.border is not None:
        # A badge is as wide as its text, wherever it stands.
        class_name = "tw-text tw-fit"
    if style.align is _CENTER:
        class_name += " tw-centered"
    return Node(
        "span", class_name, text=widget.content, rule=rule_for(style), key=widget.key
    )
