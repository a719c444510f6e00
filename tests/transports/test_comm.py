"""The comm transport: sends through a function, is fed by the comm's owner."""

from __future__ import annotations

from tempestweb.protocol import Buffers
from tempestweb.transports.comm import CommTransport


def test_it_sends_through_the_function_it_was_given() -> None:
    sent: list[tuple[str, Buffers]] = []
    transport = CommTransport(lambda text, buffers: sent.append((text, buffers)))

    transport.send("one", [b"1"])
    transport.close()

    assert sent == [("one", [b"1"])]


def test_what_it_is_fed_reaches_the_receiver() -> None:
    got: list[tuple[object, Buffers]] = []
    transport = CommTransport(lambda _text, _buffers: None)
    transport.feed("before anybody listens")
    transport.receive(lambda text, buffers: got.append((text, buffers)))

    transport.feed("hello", [b"1"])

    assert got == [("hello", [b"1"])]


def test_closing_it_closes_the_comm() -> None:
    closed: list[bool] = []
    transport = CommTransport(lambda _text, _buffers: None, lambda: closed.append(True))

    transport.close()

    assert closed == [True]
