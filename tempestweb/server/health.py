"""Whether a server lives, whether it takes visitors, and figures about both."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

METRICS_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The figures of one server.

    Args:
        sessions: Counts its sessions.
        connections: Counts its connections.
        workers: Counts its threads.
    """

    def __init__(
        self,
        *,
        sessions: Callable[[], float],
        connections: Callable[[], float],
        workers: Callable[[], float],
    ) -> None:
        self._registry = CollectorRegistry()
        for name, text, function in (
            ("sessions", "Sessions that live.", sessions),
            ("connections", "Pages that are connected.", connections),
            ("workers", "Threads that run handlers.", workers),
        ):
            gauge = Gauge(f"tempestweb_{name}", text, registry=self._registry)
            gauge.set_function(function)
        self.messages = Counter(
            "tempestweb_messages",
            "Messages of pages taken in.",
            registry=self._registry,
        )
        self.seconds = Histogram(
            "tempestweb_message_seconds",
            "Seconds from a message's arrival to the end of its handler.",
            registry=self._registry,
        )
        self.refused = Counter(
            "tempestweb_refused",
            "Requests and messages refused, by reason.",
            ["reason"],
            registry=self._registry,
        )
        self.stuck = Counter(
            "tempestweb_stuck_handlers",
            "Handlers that ran too long.",
            registry=self._registry,
        )

    def text(self) -> bytes:
        """Return all figures in the text format of Prometheus."""
        return generate_latest(self._registry)
