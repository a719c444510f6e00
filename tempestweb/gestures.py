"""Gestures: what a handler gets beyond what tempest-core says of them."""

from __future__ import annotations

from pydantic import Field
from tempest_core import PanEvent


class PointerPanEvent(PanEvent):
    """A pan, and where the pointer is.

    What `PanHandler.on_pan` gets. Before this report the pointer was at `x - dx` and
    `y - dy`: for the first one, where it was pressed. A pan by arrow keys has no place,
    and is begun and ended by each press.

    Attributes:
        x: Where the pointer is, in CSS px from the left of the handler's box; None for
            a key.
        y: The same, from its top.
        is_start: Whether the pan begins with this report.
        is_end: Whether it ends with it; also when the browser took the pointer away.
    """

    x: float | None = Field(default=None, description="From the left of the box.")
    y: float | None = Field(default=None, description="From the top of the box.")
    is_start: bool = Field(default=False, description="Whether the pan begins.")
    is_end: bool = Field(default=False, description="Whether the pan ends.")
