"""The event stream of an app's page, and what the page posts: where WebSocket fails."""

from __future__ import annotations

import asyncio
from typing import Final

from tornado.http1connection import HTTP1Connection
from tornado.web import HTTPError

from tempestweb.errors import ProtocolError
from tempestweb.server.apps import AppSource
from tempestweb.server.connection import Connection
from tempestweb.server.handlers import AppHandler
from tempestweb.server.site import Site
from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.frames import is_comm_id
from tempestweb.transports.sse import KEEP_ALIVE, frames_of, sse_transport

#: How often a silent stream is sent something, in seconds.
KEEP_ALIVE_SECONDS: Final = 20.0


class StreamHandler(AppHandler):
    """One comm: the stream carries the server's frames, posts carry the client's."""

    def initialize(self, site: Site) -> None:  # type: ignore[override]  # see rules
        """Take what the application gives all its handlers."""
        super().initialize(site)
        self._is_closed = asyncio.Event()

    async def get(self, name: str) -> None:
        """Open the stream; it ends when either side does."""
        if not self.site.access.allow_origin(self):
            self.host.metrics.refused.labels("origin").inc()
            raise HTTPError(403)
        if self.host.is_stopping:
            raise HTTPError(503)
        source, comm_id = self._named(name)
        visitor = self.site.access.visitor(self)
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        # Proxies of this kind would else collect what is to be sent at once.
        self.set_header("X-Accel-Buffering", "no")
        connection = self.request.connection
        if isinstance(connection, HTTP1Connection):
            connection.stream.set_nodelay(True)
        stream = Connection(self.host, source, visitor, self)
        key = (visitor.principal, source, comm_id)
        previous = self.host.streams.get(key)
        self.host.streams[key] = stream
        if previous is not None:
            # The client opened it again before the server saw it go.
            previous.lose()
        try:
            await self._write(KEEP_ALIVE)
            while not await self._is_closed_within(KEEP_ALIVE_SECONDS):
                await self._write(KEEP_ALIVE)
        except OSError:
            self._is_closed.set()
        finally:
            stream.lose()
            if self.host.streams.get(key) is stream:
                del self.host.streams[key]

    async def post(self, name: str) -> None:
        """Take in a list of frames, or one binary frame, for an open stream."""
        if not self.site.access.allow_origin(self):
            self.host.metrics.refused.labels("origin").inc()
            raise HTTPError(403)
        kind = self.request.headers.get("Content-Type", "").partition(";")[0]
        kind = kind.strip().lower()
        # A page of another origin cannot post these types without asking first.
        if kind not in {"application/json", "application/octet-stream"}:
            raise HTTPError(415)
        if len(self.request.body) > self.host.hosting.max_message_size:
            raise HTTPError(413)
        source, comm_id = self._named(name)
        visitor = self.site.access.visitor(self)
        stream = self.host.streams.get((visitor.principal, source, comm_id))
        if stream is None:
            raise HTTPError(410)
        body = self.request.body
        try:
            frames = frames_of(body) if kind == "application/json" else [body]
        except ProtocolError as error:
            self.host.metrics.refused.labels("malformed").inc()
            raise HTTPError(400, log_message=error.title) from error
        for frame in frames:
            stream.take(frame)
        if stream.is_over:
            raise HTTPError(429)
        self.set_status(204)

    def on_connection_close(self) -> None:
        """Take note that the client went."""
        self._is_closed.set()

    def open_transport(self, comm_id: str) -> FramedTransport:
        """Make the transport that sends over this stream."""
        return sse_transport(
            self._write,
            comm_id,
            limit=self.host.hosting.max_unread,
            hang_up=self._is_closed.set,
        )

    def hang_up(self, code: int, reason: str) -> None:
        """End the stream."""
        del code, reason  # A stream has no way to say them.
        self._is_closed.set()

    def _named(self, name: str) -> tuple[AppSource, str]:
        source = self.site.find(name)
        if source is None:
            raise HTTPError(404)
        comm_id = self.get_query_argument("comm_id", "")
        if not is_comm_id(comm_id):
            raise HTTPError(400, log_message="comm_id is 4 to 64 of [A-Za-z0-9_-]")
        return source, comm_id

    async def _write(self, piece: str) -> None:
        if self._is_closed.is_set():
            raise ConnectionResetError("the stream is closed")
        self.write(piece)
        await self.flush()

    async def _is_closed_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._is_closed.wait(), seconds)
        except TimeoutError:
            return False
        return True
