from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from tempestweb.transports.framed import FramedTransport
from tempestweb.transports.websocket import websocket_transport

PATIENCE = 20.0


class Socket:
    """The part of tornado's WebSocket that a transport uses; reads when told to."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.closed: tuple[int | None, str | None] | None = None
        self.is_gone = False
        self.reading = asyncio.Event()
        self.reading.set()
        self.changed = asyncio.Event()

    async def write_message(self, frame: str, binary: bool = False) -> None:
        assert binary is isinstance(frame, bytes)
        await self.reading.wait()
        if self.is_gone:
            raise WebSocketClosedError
        self.frames.append(frame)
        self.changed.set()

    def close(self, code: int | None = None, reason: str | None = None) -> None:
        self.closed = (code, reason)
        self.changed.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


def _run(
    scenario: Callable[[Socket, FramedTransport], Awaitable[None]], limit: int = 1000
) -> None:
    async def main() -> None:
        socket = Socket()
        handler = cast("WebSocketHandler", socket)
        await scenario(socket, websocket_transport(handler, "comm-1", limit=limit))

    asyncio.run(main())


def _data(frame: str) -> Any:
    return json.loads(frame)["content"].get("data")


def test_messages_of_any_thread_arrive_in_order() -> None:
    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        def send() -> None:
            for number in range(100):
                transport.send(f'{{"number":{number}}}')

        thread = threading.Thread(target=send)
        thread.start()
        await socket.until(lambda: len(socket.frames) == 100)
        thread.join()
        assert [_data(frame)["number"] for frame in socket.frames] == [*range(100)]

    _run(scenario, limit=1_000_000)


def test_what_is_fed_goes_to_the_receiver() -> None:
    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        del socket
        received: list[object] = []
        transport.feed({"kind": "early"})
        transport.receive(lambda message, buffers: received.append((message, buffers)))
        transport.feed({"kind": "bye"})
        assert received == [({"kind": "bye"}, ())]

    _run(scenario)


def test_the_end_comes_after_all_that_was_sent() -> None:
    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        transport.send('{"a":1}')
        transport.close()
        await socket.until(lambda: socket.closed)
        assert [json.loads(frame)["msg_type"] for frame in socket.frames] == [
            "comm_msg",
            "comm_close",
        ]
        assert socket.closed == (1000, "the session is over")
        with pytest.raises(OSError, match="closed"):
            transport.send("{}")
        # Once more changes nothing.
        transport.close()

    _run(scenario)


def test_sending_to_who_is_gone_is_an_error() -> None:
    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        socket.is_gone = True
        transport.send("{}")
        async with asyncio.timeout(PATIENCE):
            while transport.writer.waiting:  # noqa: ASYNC110 - nothing else tells
                await asyncio.sleep(0)
        with pytest.raises(OSError, match="closed"):
            transport.send("{}")

    _run(scenario)


def test_who_does_not_read_is_disconnected() -> None:
    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        socket.reading.clear()
        message = json.dumps("x" * 300)

        def flood() -> None:
            for _ in range(100):
                transport.send(message)
                assert transport.writer.waiting <= 1000

        with pytest.raises(OSError, match="reads too slowly"):
            flood()
        await socket.until(lambda: socket.closed)
        assert socket.closed == (1013, "the page reads too slowly")
        assert transport.writer.waiting == 0
        socket.reading.set()

    _run(scenario)


def test_one_message_may_be_larger_than_the_limit() -> None:
    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        transport.send(json.dumps("x" * 5000))
        await socket.until(lambda: socket.frames)
        assert socket.closed is None

    _run(scenario)


def test_sending_after_the_loop_has_ended_is_an_error() -> None:
    kept: list[FramedTransport] = []

    async def scenario(socket: Socket, transport: FramedTransport) -> None:
        del socket
        kept.append(transport)

    _run(scenario)

    with pytest.raises(OSError, match="stopped"):
        kept[0].send("{}")
