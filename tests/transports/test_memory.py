"""The memory transport: both ends in one process."""

from __future__ import annotations

import pytest

from tempestweb.protocol import Buffers
from tempestweb.transports.memory import MemoryTransport


def test_it_keeps_what_was_sent_and_hands_it_to_the_client() -> None:
    got: list[tuple[object, Buffers]] = []
    transport = MemoryTransport(lambda text, buffers: got.append((text, buffers)))

    transport.send("one")
    transport.send("two", [b"2"])

    assert transport.sent == ["one", "two"]
    assert got == [("one", ()), ("two", [b"2"])]


def test_it_needs_no_client() -> None:
    transport = MemoryTransport()
    transport.send("one")

    assert transport.sent == ["one"]


def test_what_the_client_delivers_reaches_the_receiver() -> None:
    got: list[tuple[object, Buffers]] = []
    transport = MemoryTransport()
    transport.receive(lambda text, buffers: got.append((text, buffers)))

    transport.deliver("hello", [b"1"])

    assert got == [("hello", [b"1"])]


def test_nothing_can_be_delivered_to_nobody() -> None:
    with pytest.raises(OSError, match="nobody receives"):
        MemoryTransport().deliver("hello")


def test_nothing_can_be_sent_once_it_is_closed() -> None:
    transport = MemoryTransport()
    transport.close()

    assert transport.is_closed
    with pytest.raises(OSError, match="closed"):
        transport.send("late")
