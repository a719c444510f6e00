"""Fingers on a page, as a touch screen reports them: they scroll, pinch and press."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page

from tests.support.boxes import box_of

FRAME = 0.016
REST = 0.1
"""In seconds, of a finger that is dragged: between its places, and at the last one."""

Point = tuple[float, float]
"""CSS px from the window's top left corner."""


class Fingers:
    """One hand's fingers on a page whose context has a touch screen or not.

    Args:
        page: Where they are put.
    """

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)

    def press(self, *points: Point) -> None:
        """Put down a finger; the points are those of all that are down then."""
        self._send("touchStart", points)

    def move(self, *points: Point) -> None:
        """Move all fingers that are down."""
        self._send("touchMove", points)

    def lift(self) -> None:
        """Take up all fingers."""
        self._send("touchEnd", ())

    def cancel(self) -> None:
        """Let the browser take all fingers for something else."""
        self._send("touchCancel", ())

    def drag(self, start: Point, dx: float, dy: float, steps: int = 8) -> None:
        """Put a finger down, move it so far, and take it up when it is at rest.

        Else the page would go on by itself, and the next tap only stop it.
        """
        x, y = start
        at = time.time() - FRAME * steps - REST
        self._send("touchStart", (start,), at)
        for step in range(1, steps + 1):
            point = (x + dx * step / steps, y + dy * step / steps)
            self._send("touchMove", (point,), at + FRAME * step)
        end = (x + dx, y + dy)
        self._send("touchMove", (end,), at + FRAME * steps + REST)
        self._send("touchEnd", (), at + FRAME * steps + REST)

    def pinch(self, middle: Point, apart: float, until: float) -> None:
        """Move two fingers beside a point from one distance to another, in px."""
        self.press(*_beside(middle, apart)[:1])
        for step in range(5):
            pair = _beside(middle, apart + (until - apart) * step / 4)
            if step:
                self.move(*pair)
            else:
                self.press(*pair)
        self.lift()

    def _send(
        self, kind: str, points: tuple[Point, ...], at: float | None = None
    ) -> None:
        touches = [{"x": x, "y": y, "id": id} for id, (x, y) in enumerate(points)]
        event = {"type": kind, "touchPoints": touches}
        times = {} if at is None else {"timestamp": at}
        self._session.send("Input.dispatchTouchEvent", event | times)


def middle_of(locator: Locator) -> Point:
    """Bring an element into sight; return the point in its middle."""
    locator.evaluate("element => element.scrollIntoView({block: 'center'})")
    rect = box_of(locator)
    return rect.x + rect.width / 2, rect.y + rect.height / 2


def _beside(middle: Point, apart: float) -> tuple[Point, Point]:
    x, y = middle
    return (x - apart / 2, y), (x + apart / 2, y)
