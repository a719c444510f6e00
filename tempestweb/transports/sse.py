"""A transport for where WebSocket does not get through: server-sent events and POST."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from tempestweb.errors import ProtocolError
from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.frames import text_frame
from tempestweb.transports.writer import FrameWriter

#: What a stream is sent now and then, so that proxies keep it open: a comment.
KEEP_ALIVE: Final = ": \n\n"


def sse_transport(
    write: Callable[[str], Awaitable[None]],
    comm_id: str,
    *,
    limit: int,
    hang_up: Callable[[], None],
) -> FramedTransport:
    """Make the transport of an open event stream; call it on the stream's loop.

    Args:
        write: Writes a piece of the stream and is done when the client's socket has
            taken it; raises OSError when the client is gone.
        comm_id: The comm's id, made up by the client.
        limit: So many characters may wait for a client that reads slowly.
        hang_up: Ends the stream at once; called on its loop.
    """
    loop = asyncio.get_running_loop()

    async def write_event(frame: str | bytes) -> None:
        # A stream of events is text, and so is what is packed for it.
        assert isinstance(frame, str)
        await write(event_of(frame))

    writer = FrameWriter(write_event, loop=loop, limit=limit, overflow=hang_up)
    return FramedTransport(comm_id, writer, hang_up, text_frame)


def event_of(frame: str) -> str:
    """Return a frame as one event; JSON has no line breaks of its own."""
    return f"data: {frame}\n\n"


def frames_of(body: bytes) -> list[Any]:
    """Read the frames that a client posted, in order, none of them validated.

    Raises:
        ProtocolError: The body is not a JSON list.
    """
    try:
        frames = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(
            "client.malformed", f"a body that is not JSON: {error}"
        ) from error
    if not isinstance(frames, list):
        raise ProtocolError(
            "client.malformed",
            f"a body is a list of frames, not {type(frames).__name__}",
        )
    return frames
