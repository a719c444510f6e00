from __future__ import annotations

import asyncio
import json
import socket
import threading
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, cast

import pytest
from tornado.httpserver import HTTPServer
from tornado.iostream import SSLIOStream
from tornado.testing import bind_unused_port
from tornado.web import Application
from tornado.websocket import WebSocketHandler, websocket_connect

from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.sharing import SharedSocket, share, websocket_frame
from tempestweb.transports.websocket import websocket_transport

PATIENCE = 20.0

#: The frame that ends a connection; RFC 6455, section 5.5.1.
CLOSE = b"\x88\x02\x03\xe8"

Pair = tuple[SharedSocket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A shared socket and its other end, with little room between them."""
    mine, theirs = socket.socketpair()
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    shared = SharedSocket(mine)
    theirs.setblocking(False)
    yield shared, theirs
    shared.close()
    theirs.close()


def _read(theirs: socket.socket) -> bytes:
    data = b""
    with suppress(BlockingIOError):
        while more := theirs.recv(65536):
            data += more
    return data


def _send_until_midway(shared: SharedSocket) -> bytes:
    """Send now until a frame was begun and not finished; return all of them."""
    frames = b""
    while not shared.has_rest:
        frame = bytes([len(frames) % 251]) * 50_000
        assert shared.send_now(frame)
        frames += frame
    return frames


def _fill(shared: SharedSocket) -> None:
    while shared.send(b"x" * 10) == 10:
        pass


class Greeting(WebSocketHandler):
    """A handler that has something to say first."""

    def open(self, *args: str, **kwargs: str) -> None:
        del args, kwargs
        self.greet()

    @abstractmethod
    def greet(self) -> None:
        """Say it."""


def test_a_frame_is_sent_at_once(pair: Pair) -> None:
    shared, theirs = pair

    assert shared.send_now(b"frame")

    assert _read(theirs) == b"frame"
    assert not shared.has_rest


def test_what_is_sent_next_comes_after_the_rest_of_a_frame(pair: Pair) -> None:
    shared, theirs = pair
    frames = _send_until_midway(shared)
    with pytest.raises(BlockingIOError):
        shared.send(b"next")

    arrived = _read(theirs)
    while shared.has_rest:
        with suppress(BlockingIOError):
            shared.send(b"next")
        arrived += _read(theirs)

    assert arrived == frames + b"next"


def test_no_frame_is_sent_into_the_middle_of_one(pair: Pair) -> None:
    shared, theirs = pair
    frames = _send_until_midway(shared)
    arrived = _read(theirs)

    assert not shared.send_now(b"other")

    assert _read(theirs) == b""
    assert frames.startswith(arrived)


def test_no_frame_is_sent_into_the_middle_of_what_the_loop_writes(pair: Pair) -> None:
    shared, theirs = pair
    data = b"x" * 1_000_000
    sent = shared.send(data)
    assert sent < len(data)

    _read(theirs)
    was_sent = shared.send_now(b"other")
    sent += shared.send(data[sent : sent + 10])

    # Ten bytes were all of that buffer, so that a frame may begin.
    assert not was_sent
    assert shared.send_now(b"other")


def test_a_full_socket_takes_nothing_now(pair: Pair) -> None:
    shared, _ = pair
    with pytest.raises(BlockingIOError):
        _fill(shared)

    assert not shared.send_now(b"frame")


def test_a_closed_socket_takes_nothing_now(pair: Pair) -> None:
    shared, _ = pair
    shared.close()

    assert not shared.send_now(b"frame")


# What tornado's stream has put into one buffer, and where the socket has cut it.
@pytest.mark.parametrize("cut", [1, 2, 5, 80, 204, 205, 206])
@pytest.mark.parametrize("before", [b"", b"x" * 200, b"x" * 70_000])
def test_nothing_is_sent_after_the_end_that_the_loop_has_told(
    pair: Pair, before: bytes, cut: int
) -> None:
    shared, theirs = pair
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1_000_000)
    data = websocket_frame(before) if before else b""
    data += CLOSE

    assert shared.send_now(b"before")
    shared.send(data[:cut])
    shared.send(data[cut:])

    assert not shared.send_now(b"late")
    assert _read(theirs) == b"before" + data


@pytest.mark.parametrize("length", [0, 0x88, 200, 0x8888, 0x8_8888])
def test_content_that_looks_like_an_end_is_none(pair: Pair, length: int) -> None:
    shared, _ = pair
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2_000_000)
    shared.send(websocket_frame(CLOSE * (length // len(CLOSE) + 1)))

    assert shared.send_now(b"more")


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65535, 65536])
@pytest.mark.parametrize("kind", [str, bytes])
def test_a_frame_of_any_length_is_read_by_a_client(length: int, kind: type) -> None:
    message = "x" * length if kind is str else b"x" * length

    class Handler(Greeting):
        def greet(self) -> None:
            shared = share(self)
            assert shared is not None
            with suppress(BlockingIOError):
                while not shared.send_now(websocket_frame(message)):
                    pass
            self.write_message("end")

    assert asyncio.run(_conversation(Handler)) == [message, "end"]


def test_frames_of_threads_and_pings_of_the_loop_do_not_mix() -> None:
    threads = [0, 1, 2, 3]
    sizes = [10, 3_000, 60_000, 70_000, 200]
    count = 20

    class Handler(Greeting):
        def greet(self) -> None:
            self.transport = self._transport()
            for number in threads:
                threading.Thread(target=self._send, args=(number,)).start()
            asyncio.get_running_loop().call_soon(self._ping)

        def _transport(self) -> FramedTransport:
            shared = share(self)
            assert shared is not None
            shared.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
            limit = 100_000_000
            return websocket_transport(self, "comm", limit=limit, shared=shared)

        def _send(self, number: int) -> None:
            for index in range(count):
                text = "x" * sizes[index % len(sizes)]
                self.transport.send(f'"{number}:{index}:{text}"')

        def _ping(self) -> None:
            if self.ws_connection is not None:
                self.ping(b"still there?")
                asyncio.get_running_loop().call_later(0.001, self._ping)

    frames = asyncio.run(_conversation(Handler, expected=lambda: count * len(threads)))

    arrived: dict[str, list[str]] = defaultdict(list)
    for frame in frames:
        assert isinstance(frame, str)
        number, index, text = frame.partition('"data":"')[2][:-3].split(":")
        assert text == "x" * sizes[int(index) % len(sizes)]
        arrived[number].append(index)
    wanted = [str(index) for index in range(count)]
    assert dict(arrived) == {str(number): wanted for number in threads}


def test_a_frame_that_was_begun_is_finished_when_nothing_else_is_sent() -> None:
    sent: list[str] = []

    class Handler(Greeting):
        def greet(self) -> None:
            shared = share(self)
            assert shared is not None
            transport = websocket_transport(self, "c", limit=1000, shared=shared)
            while not shared.has_rest:
                sent.append(f'"{len(sent)}:{"x" * 60_000}"')
                transport.send(sent[-1])

    frames = asyncio.run(_conversation(Handler, expected=lambda: len(sent) or 1))

    assert [json.loads(frame)["content"]["data"] for frame in frames] == [
        json.loads(message) for message in sent
    ]


def test_what_has_a_state_of_its_own_is_not_shared() -> None:
    class Compressed(Greeting):
        def get_compression_options(self) -> dict[str, Any]:
            return {}

        def greet(self) -> None:
            self.write_message(str(share(self)))

    class Encrypted(Greeting):
        def greet(self) -> None:
            stream = self.ws_connection.stream  # type: ignore[union-attr]
            plain, stream.__class__ = stream.__class__, SSLIOStream
            shared = share(self)
            stream.__class__ = plain
            self.write_message(str(shared))

    assert asyncio.run(_conversation(Compressed, expected=lambda: 1)) == ["None"]
    assert asyncio.run(_conversation(Encrypted, expected=lambda: 1)) == ["None"]


async def _conversation(
    handler: type[WebSocketHandler], expected: Callable[[], int] = lambda: 2
) -> list[str | bytes]:
    """Return the first messages that a client is sent, which is slow to read."""
    listening, port = bind_unused_port()
    server = HTTPServer(Application([("/", handler)]))
    server.add_sockets([listening])
    client = await websocket_connect(f"ws://127.0.0.1:{port}/")
    messages: list[str | bytes] = []
    async with asyncio.timeout(PATIENCE):
        while len(messages) < expected():
            message = await client.read_message()
            assert message is not None
            messages.append(message)
        client.close()
        while await client.read_message() is not None:
            pass
    server.stop()
    await server.close_all_connections()
    return messages


def test_a_frame_begun_when_the_server_has_stopped_is_told_as_a_lost_connection(
    pair: Pair,
) -> None:
    shared, _ = pair

    async def make() -> FramedTransport:
        handler = cast("WebSocketHandler", object())
        return websocket_transport(handler, "comm-1", limit=1000, shared=shared)

    transport = asyncio.run(make())
    with pytest.raises(OSError, match="the server has stopped"):
        _send_for_ever(transport)


def _send_for_ever(transport: FramedTransport) -> None:
    while True:
        transport.send("x" * 50_000)


def test_an_answer_that_comes_after_the_end_is_not_sent() -> None:
    class Handler(Greeting):
        def greet(self) -> None:
            shared = share(self)
            assert shared is not None
            transport = websocket_transport(self, "c", limit=1000, shared=shared)
            transport.send('"in time"')
            self.close(1000)
            late = threading.Thread(target=transport.send, args=('"late"',))
            late.start()
            late.join()

    arrived = asyncio.run(_bytes_of(Handler))

    assert b"in time" in arrived
    assert arrived.endswith(CLOSE)


async def _bytes_of(handler: type[WebSocketHandler]) -> bytes:
    """Return all that a client is sent which agrees to the end when it is told."""
    listening, port = bind_unused_port()
    server = HTTPServer(Application([("/", handler)]))
    server.add_sockets([listening])
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        await reader.readuntil(b"\r\n\r\n")
        arrived = await reader.readuntil(CLOSE)
        # The same, as a client has to: masked, here with zeros.
        writer.write(b"\x88\x82\0\0\0\0" + CLOSE[2:])
        arrived += await reader.read()
        writer.close()
    server.stop()
    await server.close_all_connections()
    return arrived
