"""What tempest-core's App asks of an event loop, on whichever thread it runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tempestweb.driver import Driver


class Timers:
    """The part of an event loop that tempest-core's App asks for."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def time(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def call_later(
        self, delay: float, callback: Callable[..., Any], *args: Any
    ) -> None:
        """Call a function of the app after some seconds."""
        self._driver.call_later(delay, lambda: callback(*args))
