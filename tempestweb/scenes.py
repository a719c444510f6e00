"""What an app wants shown: handed to its session at every frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from tempest_core import Theme, Widget


@dataclass(frozen=True, slots=True)
class Scene:
    """What the app wants shown now.

    Attributes:
        root: The view's widget tree.
        overlays: From bottom to top: id, widget, and whether it bars what is below.
        theme: With a mode of LIGHT or DARK.
        dark: Whether the scene is dark.
        language: What its text is written in, BCP 47; empty if nobody said.
        is_rtl: Whether it runs from right to left.
        surround: Entered while components in it render: they are code of the app.
    """

    root: Widget
    overlays: Sequence[tuple[str, Widget, bool]]
    theme: Theme
    dark: bool
    language: str = ""
    is_rtl: bool = False
    surround: Callable[[], AbstractContextManager[None]] = nullcontext
