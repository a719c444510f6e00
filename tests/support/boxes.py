"""Where elements are on a page."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator

NEAR = pytest.approx
"""Of a length in CSS px: browsers lay out in 64ths."""


@dataclass(frozen=True, slots=True)
class Box:
    """The rectangle around an element, in CSS px from the page's top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height


def box_of(locator: Locator) -> Box:
    """Measure an element, which must be visible."""
    found = locator.bounding_box()
    assert found is not None, "it is not visible"
    return Box(**found)
