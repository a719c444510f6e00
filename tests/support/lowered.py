"""Frames lowered one after the other, as a session does."""

from __future__ import annotations

from tempest_core import Theme, Widget

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node, Reply
from tempestweb.dom.tree import LiveTree


class Frames:
    """The live tree of widgets that are shown one after the other."""

    def __init__(self, theme: Theme) -> None:
        self._context = Context(theme)
        self._tree: LiveTree | None = None

    def show(self, widget: Widget) -> Node:
        """Show a widget; return the live root."""
        if self._tree is None:
            self._tree = LiveTree(self._context.lower(widget, None))
        else:
            self._tree.update(self._context.lower(widget, self._tree.root))
        return self._tree.root

    def take(self, reply: Reply) -> None:
        """Note what an event has changed; the next frame shows it."""
        assert self._tree is not None
        for node in reply.changed:
            self._tree.touch(node)
