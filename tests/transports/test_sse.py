from __future__ import annotations

import asyncio
import json

import pytest

from tempestweb.errors import ProtocolError
from tempestweb.transports.sse import event_of, frames_of, sse_transport


def test_each_frame_is_one_event() -> None:
    async def scenario() -> None:
        pieces: list[str] = []
        ended = asyncio.Event()

        async def write(piece: str) -> None:
            pieces.append(piece)

        transport = sse_transport(write, "comm-1", limit=1000, hang_up=ended.set)
        transport.send('{"text":"two\\nlines"}')
        transport.close()
        async with asyncio.timeout(20):
            await ended.wait()

        assert all(p.startswith("data: ") and p.endswith("\n\n") for p in pieces)
        frames = [json.loads(piece.removeprefix("data: ")) for piece in pieces]
        assert frames[0]["content"]["data"] == {"text": "two\nlines"}
        assert frames[1]["msg_type"] == "comm_close"

    asyncio.run(scenario())


def test_who_does_not_read_is_disconnected() -> None:
    async def scenario() -> None:
        ended, never = asyncio.Event(), asyncio.Event()

        async def write(piece: str) -> None:
            del piece
            await never.wait()

        transport = sse_transport(write, "comm-1", limit=100, hang_up=ended.set)

        def flood() -> None:
            for _ in range(10):
                transport.send('"xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"')

        with pytest.raises(OSError, match="reads too slowly"):
            flood()
        async with asyncio.timeout(20):
            await ended.wait()

    asyncio.run(scenario())


def test_an_event_is_one_line() -> None:
    assert event_of('{"a":1}') == 'data: {"a":1}\n\n'


def test_a_body_is_a_list_of_frames() -> None:
    assert frames_of(b'[{"a": 1}, 2]') == [{"a": 1}, 2]


@pytest.mark.parametrize("body", [b"", b"{}", b"[", b"\xff", b"[" * 100_000])
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError, match="a body"):
        frames_of(body)
