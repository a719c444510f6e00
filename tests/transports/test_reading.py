from __future__ import annotations

import asyncio
import itertools
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.testing import bind_unused_port
from tornado.web import Application
from tornado.websocket import WebSocketHandler, WebSocketProtocol13, websocket_connect

from tempestweb.transports.reading import PIECE, ReadAhead, read_ahead

PATIENCE = 20.0


class Stream:
    """A stream whose data comes in pieces; `read` is that of tornado's."""

    def __init__(self, data: bytes, pieces: list[int]) -> None:
        self._data = data
        self._pieces = itertools.chain(pieces, itertools.repeat(len(data) or 1))
        self._come = b""

    async def read(self, count: int, partial: bool) -> bytes:
        while not self._come or (not partial and len(self._come) < count):
            if not self._data:
                raise StreamClosedError
            piece = next(self._pieces)
            self._come += self._data[:piece]
            self._data = self._data[piece:]
        taken, self._come = self._come[:count], self._come[count:]
        return taken


sizes = st.integers(0, 300) | st.integers(PIECE - 2, PIECE + 2) | st.just(3 * PIECE)


@given(counts=st.lists(sizes, max_size=8), pieces=st.lists(st.integers(1, 2 * PIECE)))
def test_what_is_read_is_what_came_however_it_came(
    counts: list[int], pieces: list[int]
) -> None:
    data = os.urandom(251) * (sum(counts) // 251 + 1)
    ahead = ReadAhead(Stream(data, pieces).read)

    async def read_all() -> list[bytes]:
        return [await ahead.read_bytes(count) for count in counts]

    starts = itertools.accumulate(counts, initial=0)
    wanted = [data[start : start + n] for start, n in zip(starts, counts, strict=False)]
    assert asyncio.run(read_all()) == wanted


def test_a_stream_that_ends_within_a_read_says_so() -> None:
    ahead = ReadAhead(Stream(b"four", [4]).read)
    with pytest.raises(StreamClosedError):
        asyncio.run(ahead.read_bytes(5))


class Echo(WebSocketHandler):
    """Answers each message with itself."""

    def open(self) -> None:
        read_ahead(self)

    def on_message(self, message: str | bytes) -> None:
        self.write_message(message, binary=isinstance(message, bytes))


async def _echoed(
    messages: list[str | bytes], handler: type[WebSocketHandler] = Echo
) -> list[object]:
    """Send messages, each after the answer to the one before; return the answers."""
    listening, port = bind_unused_port()
    server = HTTPServer(Application([("/", handler)]))
    server.add_sockets([listening])
    client = await websocket_connect(f"ws://127.0.0.1:{port}/")
    answers: list[object] = []
    async with asyncio.timeout(PATIENCE):
        for message in messages:
            await client.write_message(message, isinstance(message, bytes))
            answers.append(await client.read_message())
        client.close()
        while await client.read_message() is not None:
            pass
    server.stop()
    await server.close_all_connections()
    return answers


def test_messages_of_any_length_are_read() -> None:
    messages: list[str | bytes] = ["", "ä", "x" * 70_000, b"\x00" * 300_000, "last"]
    assert asyncio.run(_echoed(messages)) == messages


def test_messages_do_not_change_what_the_loop_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes: list[int] = []
    counts: list[int] = []

    class Watched(Echo):
        def open(self) -> None:
            super().open()
            assert isinstance(self.ws_connection, WebSocketProtocol13)
            socket = self.ws_connection.stream.socket
            loop = IOLoop.current()
            update = loop.update_handler

            def noted(fd: Any, events: int) -> None:
                if fd is socket:
                    changes.append(events)
                update(fd, events)

            monkeypatch.setattr(loop, "update_handler", noted)

        def on_message(self, message: str | bytes) -> None:
            counts.append(len(changes))
            super().on_message(message)

    asyncio.run(_echoed(["first", "second", "third"], Watched))

    assert counts == counts[:1] * 3
