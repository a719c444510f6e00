"""One connection of a page: from its first frame to its end, over any wire."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from tempestweb.errors import APP_RAISES, ProtocolError, TempestwebError
from tempestweb.parsing import parse_client_message
from tempestweb.protocol import ErrorMessage, Mount, encode
from tempestweb.server.apps import AppSource
from tempestweb.server.host import Host
from tempestweb.server.runner import QueueFullError
from tempestweb.server.security import TokenBucket
from tempestweb.server.sessions import (
    HostedSession,
    ServerFullError,
    TokenRefusedError,
)
from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.frames import Frame, frame_of, parse_frame
from tempestweb.transports.websocket import (
    CLOSE_GOING_AWAY,
    CLOSE_NORMAL,
    CLOSE_POLICY,
    CLOSE_PROTOCOL_ERROR,
    CLOSE_TRY_AGAIN_LATER,
)

logger = logging.getLogger(__name__)

#: What of a hello belongs to a session that is gone.
_RESUME_FIELDS: Final = frozenset({"token", "epoch", "seq", "unused"})

#: A frame of so many bytes is large, and counts as so much of a message.
_LARGE: Final = 32 * 1024
_PIECE_COST: Final = 0.1

#: So many bytes of binary frames may wait for a busy handler; a client that waits for
#: its pieces to be taken never comes near.
_MOST_WAITING: Final = 32 * 1024 * 1024


class Wire(Protocol):
    """What carries the frames of a connection."""

    def open_transport(self, comm_id: str) -> FramedTransport:
        """Make the transport that sends over this wire."""

    def hang_up(self, code: int, reason: str) -> None:
        """Close the wire; the code is a WebSocket's."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    Attributes:
        principal: Whose sessions they may come back to.
        is_known: Whether they showed who they are, or were only just given a name.
    """

    principal: str
    is_known: bool


class Connection:
    """Joins a wire to a session; all of it is used on the server's loop.

    Args:
        host: Whose sessions.
        source: The app that the page is of.
        visitor: Whose page it is.
        wire: What carries the frames.
    """

    def __init__(
        self, host: Host, source: AppSource, visitor: Visitor, wire: Wire
    ) -> None:
        self._host = host
        self._source = source
        self._visitor = visitor
        self._wire = wire
        self._loop = asyncio.get_running_loop()
        self._bucket = TokenBucket(host.hosting.max_rate, host.hosting.max_burst)
        self._session: HostedSession | None = None
        self._transport: FramedTransport | None = None
        self._is_over = False
        # Bytes of binary frames that wait for the app.
        self._waiting = 0
        self._weighing = threading.Lock()
        #: Set when the wire is gone.
        self.gone = asyncio.Event()

    @property
    def is_over(self) -> bool:
        """Whether it takes no more frames."""
        return self._is_over

    @property
    def unread(self) -> int:
        """How many characters wait for the page to read them."""
        return self._transport.writer.waiting if self._transport is not None else 0

    def take(self, frame: str | bytes | Mapping[str, Any]) -> None:
        """Take in a frame: text, binary, or already parsed."""
        if self._is_over:
            return
        size = len(frame) if isinstance(frame, bytes) else 0
        # Pieces of files come as fast as they are taken, which is often faster than
        # that: their size is what keeps their number low.
        if not self._bucket.take(_PIECE_COST if size >= _LARGE else 1):
            self._refuse("rate", CLOSE_POLICY, "too many messages at once")
            return
        self._host.metrics.messages.inc()
        if self._session is None:
            self._take_first(frame)
            return
        session, transport = self._session, self._transport
        assert transport is not None
        arrival = time.monotonic()

        def deliver() -> None:
            self._deliver(transport, frame)
            self._weigh(-size)
            self._host.metrics.seconds.observe(time.monotonic() - arrival)

        try:
            self._weigh(size)
            session.queue.put(deliver)
        except QueueFullError:
            self._refuse("queue", CLOSE_TRY_AGAIN_LATER, "the app does not keep up")

    def lose(self) -> None:
        """Take note that the wire is gone; the page may come back."""
        self._is_over = True
        self.gone.set()
        session, self._session = self._session, None
        if self._transport is not None:
            self._transport.writer.close()
        if session is None:
            return
        self._host.connections.discard(self)
        self._host.sessions.detach(session)
        session.queue.put_anyway(lambda: self._disconnect(session))

    def _weigh(self, size: int) -> None:
        """Count what waits, or waits no more; on the loop, and on the app's thread."""
        with self._weighing:
            self._waiting += size
            if size > 0 and self._waiting > _MOST_WAITING:
                raise QueueFullError(f"{self._waiting:,} bytes wait")

    def stop_taking(self) -> None:
        """Take no more frames; those that came are handled."""
        self._is_over = True

    def shut_down(self) -> None:
        """Send what is to be sent, then hang up: the server goes away."""
        if self._transport is None:
            self._go_away()
        else:
            self._transport.writer.finish(self._go_away)

    def _go_away(self) -> None:
        self._wire.hang_up(CLOSE_GOING_AWAY, "the server is shutting down")

    def _refuse(self, reason: str, code: int, text: str) -> None:
        self._host.metrics.refused.labels(reason).inc()
        logger.warning("client.%s: %s; disconnected", reason, text)
        self._wire.hang_up(code, text)
        # Not only when the client has agreed to the end, which it need not do.
        self.lose()

    def _take_first(self, raw: str | bytes | Mapping[str, Any]) -> None:
        """Open the comm: find the session that the hello is for, or make one."""
        try:
            frame = _read(raw)
            if frame.type != "comm_open":
                raise ProtocolError("client.malformed", "the first frame is comm_open")
            hello = parse_client_message(frame.data)
            if hello["kind"] != "hello":
                raise ProtocolError("client.malformed", "comm_open brings a hello")
        except ProtocolError as error:
            self._refuse("malformed", CLOSE_PROTOCOL_ERROR, error.title[:100])
            return
        transport = self._transport = self._wire.open_transport(frame.comm_id)
        message: Mapping[str, Any] = frame.data
        self._drop_unused(hello.get("unused"))
        try:
            session = self._find(hello.get("token"))
            if session is None:
                session = self._host.sessions.create(
                    self._source, self._visitor.principal
                )
                # A session that knows nothing of the view's past.
                message = {
                    name: value
                    for name, value in frame.data.items()
                    if name not in _RESUME_FIELDS
                }
        except TokenRefusedError as error:
            self._send_refusal(error, hello["view"])
            return
        except ServerFullError as error:
            self._host.metrics.refused.labels("full").inc()
            self._end_with(error, hello["view"], CLOSE_TRY_AGAIN_LATER, error.title)
            return
        self._session = session
        self._host.connections.add(self)
        self._host.sessions.attach(session)
        joined = session
        session.queue.put_anyway(
            lambda: self._join(joined, transport, message, hello["view"])
        )

    def _find(self, token: str | None) -> HostedSession | None:
        if token is None:
            return None
        principal = self._visitor.principal if self._visitor.is_known else None
        return self._host.sessions.find(token, self._source, principal)

    def _drop_unused(self, token: str | None) -> None:
        if token is not None and self._visitor.is_known:
            principal = self._visitor.principal
            self._host.sessions.drop_unused(token, self._source, principal)

    def _send_refusal(self, error: TempestwebError, view: str) -> None:
        self._host.metrics.refused.labels("token").inc()
        transport = self._transport
        assert transport is not None
        mount: Mount = {
            "kind": "mount",
            "view": view,
            "version": 1,
            "verdict": "refused",
            "epoch": 0,
            "seq": 0,
            "ack": 0,
        }
        transport.send(encode(mount))
        transport.send(encode(self._host.failure(error, view)))
        self._is_over = True
        # A `comm_close`: it is of no use to come again with that token.
        transport.close()

    def _end_with(
        self, error: TempestwebError, view: str, code: int, reason: str
    ) -> None:
        transport = self._transport
        assert transport is not None
        transport.send(encode(self._host.failure(error, view)))
        self._is_over = True
        transport.writer.finish(lambda: self._wire.hang_up(code, reason))

    # What follows runs in the session's queue, on a thread.

    def _join(
        self,
        session: HostedSession,
        transport: FramedTransport,
        message: Mapping[str, Any],
        view: str,
    ) -> None:
        try:
            app = session.start(self._host.hosting)
        except APP_RAISES as error:
            self._tell(transport, self._host.failure(error, view))
            return
        app.connect(transport)
        transport.feed(message)
        if session.source.problem is not None:
            # What is shown is older than the file.
            app.report(session.source.problem)

    def _deliver(
        self, transport: FramedTransport, raw: str | bytes | Mapping[str, Any]
    ) -> None:
        try:
            frame = _read(raw)
        except ProtocolError as error:
            self._host.metrics.refused.labels("malformed").inc()
            self._tell(transport, self._host.failure(error))
            return
        match frame.type:
            case "comm_open":
                # Posted again because the answer was lost.
                logger.info("client.open: %s opens its comm again", frame.comm_id)
            case "comm_msg":
                transport.feed(frame.data, frame.buffers)
            case "comm_close":
                self._loop.call_soon_threadsafe(
                    self._wire.hang_up, CLOSE_NORMAL, "as asked"
                )

    def _tell(self, transport: FramedTransport, failure: ErrorMessage) -> None:
        try:
            transport.send(encode(failure))
        except OSError:
            logger.info("client.gone: before it was told of a failure")

    def _disconnect(self, session: HostedSession) -> None:
        if session.app is not None and self._transport is not None:
            session.app.disconnect(self._transport)


def _read(raw: str | bytes | Mapping[str, Any]) -> Frame:
    return parse_frame(raw) if isinstance(raw, str | bytes) else frame_of(raw)
