"""The WebSocket of an app's page."""

from __future__ import annotations

from typing import Any, Final

from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler

from tempestweb.server.connection import Connection
from tempestweb.server.handlers import AppHandler
from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.reading import read_ahead
from tempestweb.transports.sharing import share
from tempestweb.transports.websocket import websocket_transport

#: How often the other side is asked whether it is still there, in seconds.
PING_SECONDS: Final = 20.0


class CommHandler(AppHandler, WebSocketHandler):
    """One WebSocket, which carries one comm."""

    _connection: Connection | None = None

    @property
    def ping_interval(self) -> float:
        """How often to ask whether the page is still there, in seconds."""
        return PING_SECONDS

    @property
    def ping_timeout(self) -> float:
        """How long to wait for its answer, in seconds."""
        return PING_SECONDS

    @property
    def max_message_size(self) -> int:
        """How large a message may be, in bytes; one beyond ends the connection."""
        return self.host.hosting.max_message_size

    def check_origin(self, origin: str) -> bool:
        """Tell whether a page of that origin may connect."""
        del origin
        is_allowed = self.site.access.allow_origin(self)
        if not is_allowed:
            self.host.metrics.refused.labels("origin").inc()
        return is_allowed

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Accept the connection."""
        source = self.site.find(args[0])
        if source is None:
            raise HTTPError(404)
        if self.host.is_stopping:
            raise HTTPError(503)
        self._source = source
        # Now, for a newcomer's cookie goes out with the answer.
        self._visitor = self.site.access.visitor(self)
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Wait for the first frame."""
        del args, kwargs
        # Small frames are sent at once, not when those before are acknowledged.
        self.set_nodelay(True)
        read_ahead(self)
        self._connection = Connection(self.host, self._source, self._visitor, self)

    def on_message(self, message: str | bytes) -> None:
        """Take in a frame."""
        if self._connection is not None:
            self._connection.take(message)

    def on_close(self) -> None:
        """Let the view come back later."""
        if self._connection is not None:
            self._connection.lose()

    def open_transport(self, comm_id: str) -> FramedTransport:
        """Make the transport that sends over this WebSocket."""
        limit = self.host.hosting.max_unread
        return websocket_transport(self, comm_id, limit=limit, shared=share(self))

    def hang_up(self, code: int, reason: str) -> None:
        """Close the WebSocket."""
        self.close(code, reason)
