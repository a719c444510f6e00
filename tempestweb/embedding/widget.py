"""Embed: the widget that shows any object."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from pydantic import Field, PrivateAttr
from tempest_core import Widget

from tempestweb.embedding.representation import Representation, represent


class Embed(Widget):
    """Show an object as a notebook would: a figure, a table, a chart, a live widget.

        Embed(figure, alt="Sales by month")
        Embed(table)
        Embed(slider)                      # an ipywidget, alive in notebooks

    Each time the view runs the object is asked anew for its picture, so what it shows
    follows when it changed; only what differs is sent.

    Args:
        obj: Anything that Jupyter can display.
        version: If given, the object is asked anew only when this changed.
        alt: What it shows, in words, for those who do not see it.
        trusted: Let scripts of its HTML run, in a frame of their own that reaches
            neither the app nor the page.
        **common: `key`, `style`, `semantics` and what else every widget has.
    """

    obj: Any = Field(repr=False)
    version: Hashable | None = None
    alt: str = ""
    trusted: bool = False

    _representation: Representation | None = PrivateAttr(default=None)

    def __init__(
        self,
        obj: Any,
        *,
        version: Hashable | None = None,
        alt: str = "",
        trusted: bool = False,
        **common: Any,
    ) -> None:
        mine = {"obj": obj, "version": version, "alt": alt, "trusted": trusted}
        super().__init__(**mine, **common)

    def representation(self, before: Embed | None = None) -> Representation:
        """Return what the object shows; asked for once for each Embed.

        Args:
            before: What stood in the same place. Its own representation is returned
                if it is still right.
        """
        if self._representation is None:
            self._representation = self._represent(before)
        return self._representation

    def _represent(self, before: Embed | None) -> Representation:
        if before is None:
            return represent(self.obj)
        known = before.representation()
        is_declared = self.version is not None and self.version == before.version
        if is_declared and before.obj is self.obj:
            return known
        fresh = represent(self.obj)
        return known if fresh == known else fresh
