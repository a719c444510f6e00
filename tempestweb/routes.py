"""Which transport carries which view of a session."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tempestweb.protocol import Buffers, Transport, encode

logger = logging.getLogger(__name__)

#: One transport carries so many views: a page that is reloaded often says no goodbye,
#: and the comm of a widget outlives it.
MOST_CARRIED: Final = 64


class Routes:
    """The transports of one session, and the views that each of them carries.

    Args:
        left: Told a view that nothing carries any more.
    """

    def __init__(self, left: Callable[[str], None]) -> None:
        self._left = left
        self._transports: list[Transport] = []
        self._by_view: dict[str, Transport] = {}

    def add(self, transport: Transport) -> None:
        """Take in a transport; which views it carries is seen from what it brings."""
        self._transports.append(transport)

    def remove(self, transport: Transport) -> None:
        """Forget a transport; its views may come back through another one."""
        if transport in self._transports:
            self._transports.remove(transport)
        for view in [v for v, t in self._by_view.items() if t is transport]:
            del self._by_view[view]
            self._left(view)

    def lead(self, view: str, transport: Transport, *, anew: bool) -> None:
        """Note that a view's message came through a transport.

        Only where it came `anew` does that change the way to it: a late frame of a
        connection that was given up does not call a view back. Of the views that one
        transport carries, those that were heard of longest ago are left at last.
        """
        known = self._by_view.pop(view, None)
        carrier = transport if anew or known is None else known
        # Last: views stand in the order in which they were heard of.
        self._by_view[view] = carrier
        if carrier is not known:
            carried = [v for v, t in self._by_view.items() if t is carrier]
            for silent in carried[:-MOST_CARRIED]:
                del self._by_view[silent]
                self._left(silent)

    def forget(self, view: str) -> None:
        """Note that a view is gone."""
        self._by_view.pop(view, None)

    def close(self) -> None:
        """End every connection."""
        transports, self._transports = self._transports, []
        self._by_view.clear()
        # One that owns others has them removed.
        for transport in transports:
            transport.close()

    def send(
        self,
        message: Mapping[str, Any],
        views: Iterable[str] | None,
        buffers: Buffers = (),
    ) -> None:
        """Send a message to some views; None: to all.

        A transport that carries several of them is sent the message once.
        """
        targets = {
            id(transport): transport
            for view in (self._by_view if views is None else views)
            if (transport := self._by_view.get(view)) is not None
        }
        if targets:
            text = encode(message)
            for transport in targets.values():
                self.send_through(transport, text, buffers)

    def send_through(
        self, transport: Transport, text: str, buffers: Buffers = ()
    ) -> None:
        """Send an encoded message; a transport whose page is gone is forgotten."""
        try:
            transport.send(text, buffers)
        except OSError as error:
            logger.info("client.gone: %s", error)
            self.remove(transport)
