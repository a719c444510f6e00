"""A transport over one WebSocket: each frame is one message of it."""

from __future__ import annotations

import asyncio
import logging

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.frames import binary_frame
from tempestweb.transports.sharing import LARGEST, SharedSocket, websocket_frame
from tempestweb.transports.writer import FrameWriter

logger = logging.getLogger(__name__)

#: What a close code means here; RFC 6455, section 7.4.1.
CLOSE_NORMAL = 1000
CLOSE_GOING_AWAY = 1001
CLOSE_PROTOCOL_ERROR = 1002
CLOSE_POLICY = 1008
CLOSE_TRY_AGAIN_LATER = 1013


def websocket_transport(
    socket: WebSocketHandler,
    comm_id: str,
    *,
    limit: int,
    shared: SharedSocket | None = None,
) -> FramedTransport:
    """Make the transport of an open WebSocket; call it on the socket's loop.

    Args:
        socket: Where frames are written. Its owner feeds the transport.
        comm_id: The comm's id, made up by the client.
        limit: So many characters may wait for a client that reads slowly.
        shared: Its socket, if other threads may send over it themselves.
    """
    loop = asyncio.get_running_loop()

    async def write(frame: str | bytes) -> None:
        try:
            await socket.write_message(frame, binary=isinstance(frame, bytes))
        except WebSocketClosedError as error:
            raise ConnectionResetError("the WebSocket is closed") from error

    def overflow() -> None:
        socket.close(CLOSE_TRY_AGAIN_LATER, "the page reads too slowly")

    def hang_up() -> None:
        socket.close(CLOSE_NORMAL, "the session is over")

    def push() -> None:
        try:
            # Whatever is sent next takes the rest of a frame along.
            socket.ping()
        except WebSocketClosedError:
            logger.info("client.gone: in the middle of a frame")

    def write_now(frame: str | bytes) -> bool:
        if shared is None or len(frame) > LARGEST:
            return False
        is_taken = shared.send_now(websocket_frame(frame))
        if is_taken and shared.has_rest:
            loop.call_soon_threadsafe(push)
        return is_taken

    writer = FrameWriter(
        write, loop=loop, limit=limit, overflow=overflow, write_now=write_now
    )
    return FramedTransport(comm_id, writer, hang_up, binary_frame)
