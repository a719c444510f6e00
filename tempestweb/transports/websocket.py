"""A transport over one WebSocket: each frame is one message of it."""

from __future__ import annotations

import asyncio

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.frames import binary_frame
from tempestweb.transports.writer import FrameWriter

#: What a close code means here; RFC 6455, section 7.4.1.
CLOSE_NORMAL = 1000
CLOSE_GOING_AWAY = 1001
CLOSE_PROTOCOL_ERROR = 1002
CLOSE_POLICY = 1008
CLOSE_TRY_AGAIN_LATER = 1013


def websocket_transport(
    socket: WebSocketHandler, comm_id: str, *, limit: int
) -> FramedTransport:
    """Make the transport of an open WebSocket; call it on the socket's loop.

    Args:
        socket: Where frames are written. Its owner feeds the transport.
        comm_id: The comm's id, made up by the client.
        limit: So many characters may wait for a client that reads slowly.
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

    writer = FrameWriter(write, loop=loop, limit=limit, overflow=overflow)
    return FramedTransport(comm_id, writer, hang_up, binary_frame)
